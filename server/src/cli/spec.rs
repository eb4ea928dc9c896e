//! The Spec that a command is about.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use planner::Spec;
use server::read::{self, Format, MAX_BYTES, Rejection};

use super::failure::Failure;

#[derive(Args, Debug)]
pub(super) struct SpecFile {
    /// File with the Spec in YAML or JSON, or the wizard's link; - is standard input
    #[arg(value_name = "SPEC")]
    path: PathBuf,
}

impl SpecFile {
    pub(super) fn read(&self) -> Result<Spec, Failure> {
        if let Some(raw) = self.path.to_str().and_then(read::link) {
            return Spec::read(&raw)
                .map_err(|problems| Failure::Spec(self.name(), Rejection::Invalid(problems)));
        }
        let bytes = self.bytes().map_err(|error| Failure::io(&error, self.name()))?;
        read::document(&bytes, self.format()).map_err(|rejection| Failure::Spec(self.name(), rejection))
    }

    /// None for standard input and for a link.
    pub(super) fn file(&self) -> Option<&Path> {
        let is_link = self.path.to_str().and_then(read::link).is_some();
        (!self.is_standard_input() && !is_link).then_some(&self.path)
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
        } else {
            self.path.display().to_string()
        }
    }

    fn is_standard_input(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}
