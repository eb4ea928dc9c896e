//! systemd: units and drop-ins.

use crate::{Host, read::sections::Sections};

pub(crate) const FOLDER: &str = "etc/systemd/system/";

/// The memory limit in bytes that the drop-ins of a host give a unit.
pub(crate) fn memory(host: &Host, unit: &str) -> Option<u64> {
    let limit = |file: Sections| {
        ["MemoryMax", "MemoryHigh"]
            .iter()
            .find_map(|key| bytes(file.get("Service", key)?))
    };
    drop_ins(host, unit).filter_map(limit).last()
}

/// A size as systemd reads it: `2G`, `512M`.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    let unit = text.chars().last()?;
    let shift = match unit {
        'K' => 10,
        'M' => 20,
        'G' => 30,
        'T' => 40,
        _ => return text.parse().ok(),
    };
    Some(text.trim_end_matches(unit).parse::<u64>().ok()? << shift)
}

/// A unit's file with its name.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) sections: Sections,
}

impl Unit {
    /// Whether it runs a program of Mastodon's, and not only others of its units.
    pub(crate) fn starts_program(&self) -> bool {
        let oneshot = self.sections.get("Service", "Type") == Some("oneshot");
        !oneshot && self.sections.get("Service", "ExecStart").is_some()
    }
}

/// The units of a host, drop-ins apart.
pub(crate) fn units(host: &Host) -> Vec<Unit> {
    let files = host.files().into_iter();
    files
        .filter_map(|file| {
            let name = file.path.strip_prefix(FOLDER)?;
            (!name.contains('/')).then(|| Unit {
                name: name.to_owned(),
                sections: Sections::parse(&file.text()),
                path: file.path.clone(),
            })
        })
        .collect()
}

/// The limit of open files that a host's drop-ins give a unit.
pub(crate) fn open_files(host: &Host, unit: &str) -> Option<u64> {
    drop_ins(host, unit)
        .filter_map(|file| file.get("Service", "LimitNOFILE")?.parse().ok())
        .last()
}

fn drop_ins(host: &Host, unit: &str) -> impl Iterator<Item = Sections> {
    let folder = format!("{FOLDER}{unit}.d/");
    let files = host
        .files()
        .into_iter()
        .filter(move |file| file.path.starts_with(&folder));
    files.map(|file| Sections::parse(&file.text()))
}
