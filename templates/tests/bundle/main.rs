//! What holds for every bundle, whatever it was made from.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod apply;
mod archive;
mod documents;
mod elsewhere;
mod hostile;
mod hosts;
mod install;
mod ipv6;
mod laws;
mod limits;
mod mail;
mod places;
mod proxy;
mod quoting;
mod secrets;
mod shell;
mod sidekiq;
mod spec_document;
mod spread;
mod valkey;
