//! Images, commands and health checks by version: as in each version's own `docker-compose.yml`.

use planner::spec::{Mastodon, Postgresql};

/// Oldest Redis of the images is older than any that a version asks for.
pub(super) const REDIS: &str = "7";

pub(super) fn image(version: Mastodon, name: &str) -> String {
    let place = if version >= Mastodon::V4_2 {
        "ghcr.io/mastodon"
    } else {
        "tootsuite"
    };
    format!("{place}/{name}:v{}", version.newest_patch())
}

pub(super) fn streaming_image(version: Mastodon) -> String {
    image(
        version,
        if version.has_streaming_image() {
            "mastodon-streaming"
        } else {
            "mastodon"
        },
    )
}

pub(super) const fn streaming_command(version: Mastodon) -> &'static str {
    if matches!(
        version,
        Mastodon::V3_5 | Mastodon::V4_0 | Mastodon::V4_1 | Mastodon::V4_2
    ) {
        "node ./streaming"
    } else {
        "node ./streaming/index.js"
    }
}

pub(super) fn web_command(version: Mastodon) -> &'static str {
    if version.has_streaming_image() {
        "bundle exec puma -C config/puma.rb"
    } else {
        r#"bash -c "rm -f /mastodon/tmp/pids/server.pid; bundle exec rails s -p 3000""#
    }
}

/// A check by wget, which images have up to 4.2, and one by curl, which they have from 4.3 on.
type Health = [&'static str; 2];

const WEB_HEALTH: Health = [
    "wget -q --spider --proxy=off localhost:3000/health || exit 1",
    "curl -s --noproxy localhost localhost:3000/health | grep -q 'OK' || exit 1",
];
const STREAMING_HEALTH: Health = [
    "wget -q --spider --proxy=off localhost:4000/api/v1/streaming/health || exit 1",
    "curl -s --noproxy localhost localhost:4000/api/v1/streaming/health | grep -q 'OK' || exit 1",
];

pub(super) fn web_health(version: Mastodon) -> &'static str {
    health(version, WEB_HEALTH)
}

pub(super) fn streaming_health(version: Mastodon) -> &'static str {
    health(version, STREAMING_HEALTH)
}

fn health(version: Mastodon, [by_wget, by_curl]: Health) -> &'static str {
    if version.has_streaming_image() {
        by_curl
    } else {
        by_wget
    }
}

/// From 18 on the image keeps each version's data in a folder of its own below the mount.
pub(super) fn data_folder(version: Postgresql) -> &'static str {
    if version >= Postgresql::V18 {
        "/var/lib/postgresql"
    } else {
        "/var/lib/postgresql/data"
    }
}

/// As in the version's own `docker-compose.yml`.
pub(super) fn search_version(version: Mastodon) -> &'static str {
    if version >= Mastodon::V4_6 {
        "8.19.15"
    } else {
        "7.17.29"
    }
}
