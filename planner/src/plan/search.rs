//! Elasticsearch.

use super::shown_memory;
use crate::rule::{Shown, Value};
use crate::unit::Memory;

#[derive(Clone, Debug)]
pub struct SearchServer {
    /// Of the whole process, its share of the page cache included.
    pub memory: Value<Memory>,
    /// `-Xms` and `-Xmx`.
    pub heap: Value<Memory>,
    pub port: u16,
}

impl SearchServer {
    pub fn values(&self) -> Vec<Shown<'_>> {
        vec![
            shown_memory("Memory", &self.memory),
            shown_memory("Heap", &self.heap),
        ]
    }
}
