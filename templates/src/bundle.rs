//! The files of a bundle, and how they are packed.

use planner::Spec;

use crate::FileKind;

#[cfg(feature = "tar")]
mod tar;
mod zip;

/// Everything that was made from a plan, in the order of [`crate::FILES`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    pub files: Vec<File>,
}

/// One file, with its path below the folder that the bundle is unpacked into.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    pub path: String,
    /// Permissions, such as `0o644`.
    pub mode: u32,
    pub text: String,
    pub kind: &'static FileKind,
}

const PUBLIC: u32 = 0o644;
const SECRET: u32 = 0o600;
const SCRIPT: u32 = 0o755;

impl Bundle {
    /// The same bytes for the same files, wherever it runs.
    pub fn zip(&self) -> Vec<u8> {
        zip::pack(&self.files)
    }

    /// The same bytes for the same files, wherever it runs.
    #[cfg(feature = "tar")]
    pub fn tar_gz(&self) -> Vec<u8> {
        tar::pack(&self.files)
    }
}

/// `howdah-example.social.zip`. Domains are letters, digits, dots and hyphens, so this is a safe name.
pub fn file_name(spec: &Spec, extension: &str) -> String {
    format!("howdah-{}.{extension}", spec.site.domain)
}

impl File {
    /// Its text ends with one line break, whatever the template ends with.
    pub(crate) fn new(
        kind: &'static FileKind,
        path: impl Into<String>,
        template: &impl askama::Template,
    ) -> Self {
        let mut text = template.render().expect("templates call nothing that can fail");
        text.truncate(text.trim_end().len());
        text.push('\n');
        Self {
            path: path.into(),
            mode: PUBLIC,
            text,
            kind,
        }
    }

    /// Only its owner may read it.
    pub(crate) fn secret(self) -> Self {
        Self { mode: SECRET, ..self }
    }

    /// Whether only its owner may read it.
    pub fn is_secret(&self) -> bool {
        self.mode == SECRET
    }

    pub(crate) fn script(self) -> Self {
        Self { mode: SCRIPT, ..self }
    }
}

/// Leaves the text out: it may hold secrets.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({:o}, {} bytes)", self.path, self.mode, self.text.len())
    }
}
