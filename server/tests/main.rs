//! The server as its users meet it. One program, since each would link the whole app anew.

mod api;
mod attack;
mod cli;
mod cli_bundle;
mod download;
mod hostile;
mod pages;
mod scenarios;
mod schema;
mod support;
