//! Public texts that more than one rule rests on.

use crate::rule::Source;

pub(crate) const MASTODON_SCALING: Source = Source {
    title: "Mastodon documentation, Scaling up your server",
    url: "https://docs.joinmastodon.org/admin/scaling/",
};
pub(crate) const MASTODON_SOURCE: Source = Source {
    title: "Mastodon's source",
    url: "https://github.com/mastodon/mastodon",
};
pub(crate) const MASTODON_CHART: Source = Source {
    title: "Mastodon's Helm chart, suggested resources",
    url: "https://github.com/mastodon/chart/blob/main/values.yaml",
};
pub(crate) const COMPENDIUM: Source = Source {
    title: "Hazel Weakly, Scaling Mastodon: The Compendium (2022)",
    url: "https://hazelweakly.me/blog/scaling-mastodon/",
};
pub(crate) const EXODUS: Source = Source {
    title: "Nora Tindall, Scaling Mastodon in the Face of an Exodus (2022)",
    url: "https://nora.codes/post/scaling-mastodon-in-the-face-of-an-exodus/",
};
pub(crate) const GARGRON_2017: Source = Source {
    title: "Eugen Rochko, Scaling Mastodon (2017)",
    url: "https://blog.joinmastodon.org/2017/04/scaling-mastodon/",
};
pub(crate) const SUNNY_GARDEN: Source = Source {
    title: "sunny.garden, Sidekiq tuning for small Mastodon servers (2023)",
    url: "https://hub.sunny.garden/2023/07/08/sidekiq-tuning-small-mastodon-servers/",
};
pub(crate) const TOOT_COMMUNITY: Source = Source {
    title: "toot.community's platform repository",
    url: "https://github.com/toot-community/platform",
};
pub(crate) const PGTUNE: Source = Source {
    title: "PgTune",
    url: "https://github.com/le0pard/pgtune",
};
pub(crate) const POSTGRESQL_RESOURCES: Source = Source {
    title: "PostgreSQL documentation, Resource consumption",
    url: "https://www.postgresql.org/docs/current/runtime-config-resource.html",
};
pub(crate) const POSTGRESQL_CONNECTIONS: Source = Source {
    title: "PostgreSQL documentation, Connections and authentication",
    url: "https://www.postgresql.org/docs/current/runtime-config-connection.html",
};
pub(crate) const POSTGRESQL_KERNEL: Source = Source {
    title: "PostgreSQL documentation, Managing kernel resources",
    url: "https://www.postgresql.org/docs/current/kernel-resources.html",
};
pub(crate) const PGBOUNCER_CONFIG: Source = Source {
    title: "PgBouncer's configuration",
    url: "https://www.pgbouncer.org/config.html",
};
pub(crate) const MASTO_NYC: Source = Source {
    title: "masto.nyc's operations notes (2026)",
    url: "https://masto.nyc",
};
