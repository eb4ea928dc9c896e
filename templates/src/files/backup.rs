//! `howdah-backup`: dumps what cannot be had again, and puts it back; its unit and its timer.

use askama::Template;
use planner::plan::{MediaStore, RedisInstance};

use super::apply;
use crate::here::Here;
use crate::quote::filters;
use crate::running::store::Store;
use crate::running::units;
use crate::{File, FileKind, Render, format};

pub(super) static SCRIPT: FileKind = FileKind {
    id: "backup-script",
    summary: "Backs up the database, Redis, settings and keys, and restores the database.",
    reader: "bash",
    format: &format::SHELL,
    render: Render::Host(script),
};

pub(super) static UNITS: FileKind = FileKind {
    id: "backup-units",
    summary: "Starts the backup each night.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::Host(units),
};

/// Where the script is.
const PATH: &str = "/usr/local/sbin/howdah-backup";

/// Where the admin says where copies go; no file of the bundle's.
pub(super) const DEFAULTS: &str = "/etc/default/howdah-backup";

/// Where dumps are on the host.
pub(super) const FOLDER: &str = "/var/backups/mastodon";

/// Our judgement: a week's dumps let a fault be found that nobody saw at once, and are few enough for the same disk.
const KEEP_DAYS: u32 = 7;

#[derive(Template)]
#[template(path = "usr/local/sbin/howdah-backup", escape = "sh")]
struct Script<'a> {
    about: &'static str,
    is_systemd: bool,
    has_postgresql: bool,
    has_local_media: bool,
    defaults: &'static str,
    folder: &'static str,
    keep_days: u32,
    live: String,
    env_path: String,
    media_folder: String,
    postgresql_port: u16,
    redis: Vec<&'a RedisInstance>,
    store: &'static Store,
}

#[derive(Template)]
#[template(path = "etc/systemd/system/howdah-backup.service")]
struct Service {
    about: &'static str,
    script: &'static str,
}

#[derive(Template)]
#[template(path = "etc/systemd/system/howdah-backup.timer", escape = "unit")]
struct Timer {
    about: &'static str,
}

fn script(here: Here<'_>) -> Vec<File> {
    if !apply::is_applied(here) {
        return Vec::new();
    }
    let running = here.running();
    let postgresql = here.host.postgresql.as_ref();
    let script = Script {
        about: SCRIPT.summary,
        is_systemd: running.is_by_units(),
        has_postgresql: postgresql.is_some(),
        has_local_media: matches!(here.plan.storage, MediaStore::Local),
        defaults: DEFAULTS,
        folder: FOLDER,
        keep_days: KEEP_DAYS,
        live: running.folder(),
        env_path: running.environment(),
        media_folder: here.media_folder(),
        postgresql_port: postgresql.map_or(0, |postgresql| postgresql.port),
        store: running.store(),
        // A cache fills by itself.
        redis: here.redis().iter().filter(|redis| redis.keeps_data()).collect(),
    };
    vec![here.file(&SCRIPT, PATH, &script).script()]
}

fn units(here: Here<'_>) -> Vec<File> {
    if !apply::is_applied(here) {
        return Vec::new();
    }
    let service = Service {
        about: UNITS.summary,
        script: PATH,
    };
    let timer = Timer { about: UNITS.summary };
    vec![
        here.file(&UNITS, &units::path("howdah-backup.service"), &service),
        here.file(&UNITS, &units::path(units::BACKUP), &timer),
    ]
}
