//! Inputs: one field a file, listed here once. Forms, documents, the schema and the checks read this list.

use crate::field::Field;

pub mod choice;
pub mod number;
pub mod text;

pub use hosts::Disk;
pub use site::ServerState;
pub use storage::{Provider, StorageKind};
pub use versions::{Distribution, Mastodon, Postgresql, Run};

pub mod hosts;
pub mod load;
pub mod options;
pub mod site;
pub mod storage;
pub mod versions;

/// Every input, in the order in which forms show them.
pub static FIELDS: &[&Field] = &[
    &site::DOMAIN,
    &hosts::CORES,
    &hosts::MEMORY,
    &hosts::SHARED_CPU,
    &hosts::DISK,
    &hosts::RESERVED_MEMORY,
    &hosts::NAME,
    &hosts::ADDRESS,
    &versions::DISTRIBUTION,
    &versions::RUN,
    &versions::MASTODON,
    &versions::POSTGRESQL,
    &site::SERVER,
    &site::WEB_DOMAIN,
    &site::CONTACT,
    &load::ACTIVE_USERS,
    &load::SURGE,
    &load::JOBS_PER_DAY,
    &load::REQUESTS_PER_SECOND,
    &load::STREAMING_CONNECTIONS,
    &load::BACKLOG,
    &storage::KIND,
    &storage::PROVIDER,
    &storage::BUCKET,
    &storage::REGION,
    &storage::ENDPOINT,
    &storage::MEDIA_DOMAIN,
    &storage::MEDIA_PROXY,
    &storage::MEDIA_RETENTION,
    &options::PGBOUNCER,
    &options::PGBOUNCER_AUTH,
    &options::REDIS,
    &options::SIDEKIQ,
    &options::SEARCH,
    &options::METRICS,
];

/// The field of this name (without `hosts.N.`).
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name).copied()
}
