//! docker compose: the file as the real Compose reads it.

pub(crate) mod model;
