//! What a container may take of its host without any memory limit: disk for its log, and open files.

use crate::Report;

use super::model::Service;

/// As Mastodon's own streaming unit has it; without a word a container gets the 1,024 that systemd gives docker.
const FILES_OF_MASTODON: u64 = 65_536;
/// Drivers that cut a log only when they are told to, and the one that is told what it would do anyway.
const DRIVERS: &[&str] = &["local", "json-file"];

pub(super) fn log(service: &Service, report: &mut Report) {
    let name = &service.name;
    let driver = service.at("/logging/driver").as_str().unwrap_or_default();
    let has = |option: &str| service.at(&format!("/logging/options/{option}")).is_string();
    report.expect(
        DRIVERS.contains(&driver) && has("max-size") && has("max-file"),
        || format!("{name}: its log grows without end"),
    );
}

pub(super) fn files_of_mastodon(service: &Service, report: &mut Report) {
    let files = service.at("/ulimits/nofile");
    let files = files.as_u64().or_else(|| files["soft"].as_u64());
    report.expect(files.is_some_and(|files| files >= FILES_OF_MASTODON), || {
        format!("{}: may open {files:?} files", service.name)
    });
}
