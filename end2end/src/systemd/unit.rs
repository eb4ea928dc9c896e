//! Units and drop-ins of a host, read from their files.

use crate::Host;
use crate::read::sections::{Sections, words};

pub(crate) const FOLDER: &str = "etc/systemd/system/";

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

    pub(crate) fn is_template(&self) -> bool {
        self.name.contains("@.")
    }

    /// The words of its command line.
    pub(crate) fn command(&self) -> Vec<String> {
        words(self.sections.get("Service", "ExecStart").unwrap_or_default())
    }

    /// The absolute paths of every program that it starts at any time.
    pub(crate) fn programs(&self) -> impl Iterator<Item = String> {
        let lines = self
            .sections
            .section("Service")
            .filter(|entry| entry.key.starts_with("Exec"));
        lines.filter_map(|line| {
            let program = words(line.value.trim_start_matches(['-', '@', ':', '+', '!']))
                .into_iter()
                .next()?;
            program.starts_with('/').then_some(program)
        })
    }

    /// Seconds between the stop signal and the kill.
    pub(crate) fn stop_seconds(&self) -> Option<u64> {
        let times = ["TimeoutStopSec", "TimeoutSec"];
        let time = times.iter().find_map(|key| self.sections.get("Service", key))?;
        match time.strip_suffix("min") {
            Some(minutes) => minutes.trim().parse::<u64>().ok().map(|minutes| minutes * 60),
            None => time.trim_end_matches('s').parse().ok(),
        }
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

/// The units that a host has drop-ins for.
pub(crate) fn units_with_drop_ins(host: &Host) -> Vec<String> {
    let files = host.files().into_iter();
    let mut units: Vec<String> = files
        .filter_map(|file| {
            let (folder, _) = file.path.strip_prefix(FOLDER)?.split_once('/')?;
            folder.strip_suffix(".d").map(str::to_owned)
        })
        .collect();
    units.dedup();
    units
}

/// The limit of open files that a host's drop-ins give a unit.
pub(crate) fn open_files(host: &Host, unit: &str) -> Option<u64> {
    let files = drop_ins(host, unit);
    files
        .iter()
        .filter_map(|file| file.get("Service", "LimitNOFILE")?.parse().ok())
        .next_back()
}

/// Folders that systemd makes for a unit.
pub(crate) fn state_folders(host: &Host, unit: &str) -> Vec<String> {
    let instance = unit.split(['@', '.']).nth(1).unwrap_or_default();
    let files = drop_ins(host, unit);
    let folders = files
        .iter()
        .flat_map(|file| file.all("Service", "StateDirectory"));
    folders
        .map(|folder| format!("/var/lib/{}", folder.replace("%i", instance)))
        .collect()
}

/// Drop-ins of a unit, and of the template that it is an instance of.
fn drop_ins(host: &Host, unit: &str) -> Vec<Sections> {
    let template = unit
        .split_once('@')
        .map(|(name, _)| format!("{FOLDER}{name}@.service.d/"));
    let folders: Vec<String> = template
        .into_iter()
        .chain([format!("{FOLDER}{unit}.d/")])
        .collect();
    let files = host.files().into_iter();
    files
        .filter(|file| folders.iter().any(|folder| file.path.starts_with(folder)))
        .map(|file| Sections::parse(&file.text()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Unit;
    use crate::read::sections::Sections;

    #[test]
    fn times_and_programs() {
        let unit = |text| Unit {
            name: String::new(),
            path: String::new(),
            sections: Sections::parse(text),
        };
        assert_eq!(unit("[Service]\nTimeoutSec=15\n").stop_seconds(), Some(15));
        assert_eq!(
            unit("[Service]\nTimeoutSec=15\nTimeoutStopSec=1min\n").stop_seconds(),
            Some(60)
        );
        let exec = unit("[Service]\nExecStart=-/bin/a b\nExecReload=/bin/c\nExecStop=d\n");
        assert_eq!(exec.programs().collect::<Vec<_>>(), ["/bin/a", "/bin/c"]);
    }
}
