//! The shapes of texts as regular expressions of ECMA-262, which JSON Schema has: what is read, no more and no less.
//!
//! They are for others to check by; reading goes by the functions beside them. That both agree is tested with generated texts.

/// One label of a host name: RFC 1123, 2.1.
macro_rules! label {
    () => {
        "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    };
}

/// Labels, the last of which begins with a letter. A dot may follow it.
macro_rules! domain {
    () => {
        concat!("(", label!(), "\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.?")
    };
}

/// From 1 to 65535.
macro_rules! port {
    () => {
        "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
    };
}

/// Of an image's name.
macro_rules! part {
    () => {
        "[a-z0-9]+([._-][a-z0-9]+)*"
    };
}

/// Of a path.
macro_rules! name {
    () => {
        "[A-Za-z0-9_][A-Za-z0-9._-]*"
    };
}

/// One to four digits of an IPv6 address.
macro_rules! group {
    () => {
        "[0-9A-Fa-f]{1,4}"
    };
}

/// A byte of an IPv4 address.
macro_rules! byte {
    () => {
        "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    };
}

/// At most so many groups with two colons before them, and at most so many after.
macro_rules! shortened {
    ($before:literal, $after:literal) => {
        concat!(
            "|(",
            group!(),
            ":){1,",
            $before,
            "}(:",
            group!(),
            "){1,",
            $after,
            "}"
        )
    };
}

macro_rules! v4 {
    () => {
        concat!(byte!(), "(\\.", byte!(), "){3}")
    };
}

macro_rules! v6 {
    () => {
        concat!(
            "(",
            group!(),
            ":){7}",
            group!(),
            "|(",
            group!(),
            ":){1,7}:",
            "|:(:",
            group!(),
            "){1,7}",
            "|::",
            shortened!("6", "1"),
            shortened!("5", "2"),
            shortened!("4", "3"),
            shortened!("3", "4"),
            shortened!("2", "5"),
            shortened!("1", "6")
        )
    };
}

pub(super) const LABEL: &str = concat!("^", label!(), "$");

pub(super) const DOMAIN: &str = concat!("^", domain!(), "$");

pub(super) const EMAIL: &str = concat!(
    "^(?=[^@]{1,64}@)(?!-)[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@(?=.{1,253}$)",
    domain!(),
    "$"
);

pub(super) const BUCKET: &str = concat!(
    "^(?=.{3,63}$)(?!xn--)(?!([0-9]+\\.){3}[0-9]+$)",
    "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"
);

/// A name by TLS, or an address of RFC 1918 or of the host itself by plain http.
pub(super) const ENDPOINT: &str = concat!(
    "^((https://)?(?=[^:/]{1,253}([:/]|$))",
    label!(),
    "(\\.",
    label!(),
    ")*|http://((10|127)\\.",
    byte!(),
    "|172\\.(1[6-9]|2[0-9]|3[01])|192\\.168)(\\.",
    byte!(),
    "){2})(:",
    port!(),
    ")?/?$"
);

pub(super) const IMAGE: &str = concat!("^(?=.{1,200}$)", part!(), "(:", port!(), ")?(/", part!(), ")+$");

pub(super) const TAG: &str = "^(?=.{1,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$";

pub(super) const REPOSITORY: &str = concat!(
    "^(?=.{1,400}$)https://(?=[^/]{1,253}/)",
    domain!(),
    "(/",
    name!(),
    ")+/?$"
);

pub(super) const FOLDER: &str = concat!(
    "^(?=.{1,200}$)(?!/(var/)?tmp(/|$))",
    "(?!/(bin|boot|dev|etc|lib(32|64|x32)?|proc|root|run|sbin|sys)(/|$))(?!/(home|opt|usr|var)/?$)(/",
    name!(),
    ")+/?$"
);

pub(super) const USER_NAME: &str = "^(?!root$)[a-z][a-z0-9_-]{0,31}$";

pub(super) const HOST_NAME: &str = concat!("^(?=.{1,253}$)", label!(), "(\\.", label!(), ")*$");

pub(super) const LOGIN: &str = "^[A-Za-z0-9][A-Za-z0-9._+@-]{0,253}$";

pub(super) const DATABASE_NAME: &str = "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$";

pub(super) const ADDRESS: &str = concat!("^(", v4!(), "|", v6!(), ")$");

/// A comma, and a blank that may follow it, stand between two.
pub(super) const NETWORKS: &str = concat!(
    "^((",
    v4!(),
    "(/(3[0-2]|[12]?[0-9]))?|(",
    v6!(),
    ")(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?)(, ?(?=[0-9A-Fa-f:])|$))+$"
);
