//! The Spec that a command is about.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use app::Location;
use app::address::Address;
use clap::Args;
use planner::Spec;
use server::read::{self, Format, MAX_BYTES, Rejection};

use super::failure::{Failure, say};

#[derive(Args, Debug)]
pub(super) struct SpecFile {
    /// File with the Spec in YAML or JSON, or a link from the wizard; - is standard input
    #[arg(value_name = "SPEC")]
    path: PathBuf,
}

impl SpecFile {
    pub(super) fn read(&self) -> Result<Spec, Failure> {
        if let Some(link) = self.link() {
            return self.of_link(link);
        }
        let bytes = self.bytes().map_err(|error| Failure::io(&error, self.name()))?;
        read::document(&bytes, self.format()).map_err(|rejection| Failure::Spec(self.name(), rejection))
    }

    /// None for standard input and for a link.
    pub(super) fn file(&self) -> Option<&Path> {
        (!self.is_standard_input() && self.link().is_none()).then_some(&self.path)
    }

    /// The path and query of a link, without the host and the place on the page.
    fn link(&self) -> Option<&str> {
        let text = self.path.to_str()?;
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))?;
        let link = &rest[rest.find(['/', '?', '#']).unwrap_or(rest.len())..];
        Some(link.split('#').next().unwrap_or(link))
    }

    /// As the page reads it: what no field has is no reason to refuse, and is told.
    fn of_link(&self, link: &str) -> Result<Spec, Failure> {
        let (path, query) = link.split_once('?').unwrap_or((link, ""));
        let location = Location {
            path: if path.is_empty() { "/" } else { path }.to_owned(),
            query: query.to_owned(),
        };
        let address = Address::read(&location)
            .ok_or_else(|| Failure::Other(format!("{}: the wizard has no page {path}", self.name())))?;
        for key in &address.unknown {
            say("the link has a key that no field has: ", key);
        }
        Spec::read(&address.answers)
            .map_err(|problems| Failure::Spec(self.name(), Rejection::Invalid(problems)))
    }

    /// No more than what shows that it is too long: the file may have no end.
    fn bytes(&self) -> io::Result<Vec<u8>> {
        let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        if self.is_standard_input() {
            io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        } else {
            File::open(&self.path)?.take(limit).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn format(&self) -> Format {
        match self.path.extension().and_then(OsStr::to_str) {
            Some("json") => Format::Json,
            Some("yaml" | "yml") => Format::Yaml,
            _ => Format::Unknown,
        }
    }

    fn name(&self) -> String {
        if self.is_standard_input() {
            "standard input".to_owned()
        } else if self.link().is_some() {
            "the link".to_owned()
        } else {
            self.path.display().to_string()
        }
    }

    fn is_standard_input(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}
