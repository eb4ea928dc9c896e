//! Lays a plan out as configuration files.
