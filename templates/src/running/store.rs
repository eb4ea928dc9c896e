//! The program that is Redis here: what it, its files and its user are called.
//!
//! Debian's and Ubuntu's packages `redis-server` and `valkey-server` differ in nothing but the name: `NAME-server@.service` reads
//! `/etc/NAME/NAME-INSTANCE.conf` and runs as NAME, which owns `/var/lib/NAME`. The images, too, have user and group of the same
//! numbers (`alpine/Dockerfile` of github.com/redis/docker-library-redis and github.com/valkey-io/valkey-container).

use planner::spec::RedisProgram;

pub(crate) struct Store {
    /// In unit names, folders and scripts.
    pub(crate) name: &'static str,
    /// As its package is called, too.
    pub(crate) server: &'static str,
    /// `valkey-cli` reads `REDISCLI_AUTH`, too.
    pub(crate) cli: &'static str,
    /// The package that has it.
    pub(crate) tools: &'static str,
    /// Of the distribution's package, which owns its files.
    pub(crate) owner: &'static str,
    /// Where the folders of all instances are, under systemd.
    pub(crate) folder: &'static str,
    pub(crate) image: &'static str,
    /// The version in the image, as (major, minor).
    pub(crate) image_version: (u32, u32),
}

static REDIS: Store = Store {
    name: "redis",
    server: "redis-server",
    cli: "redis-cli",
    tools: "redis-tools",
    owner: "redis:redis",
    folder: "/var/lib/redis",
    image: "redis:7-alpine",
    image_version: (7, 4),
};

static VALKEY: Store = Store {
    name: "valkey",
    server: "valkey-server",
    cli: "valkey-cli",
    tools: "valkey-tools",
    owner: "valkey:valkey",
    folder: "/var/lib/valkey",
    image: "valkey/valkey:8-alpine",
    image_version: (8, 1),
};

impl Store {
    pub(crate) const ALL: [&'static Self; 2] = [&REDIS, &VALKEY];

    pub(crate) fn of(program: RedisProgram) -> &'static Self {
        match program {
            RedisProgram::Redis => &REDIS,
            RedisProgram::Valkey => &VALKEY,
        }
    }
}
