//! From a Spec to the bytes that are downloaded. The API, the form and the command line all use this.

use planner::{Plan, Spec};
use templates::{Bundle, Found, Secrets};

/// How the files of a bundle travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Zip,
    TarGz,
}

impl Packing {
    pub const ALL: [Self; 2] = [Self::Zip, Self::TarGz];

    /// The end of a file's name, and the name in `?format=`.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::TarGz => "tar.gz",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Zip => "application/zip",
            Self::TarGz => "application/gzip",
        }
    }

    pub fn pack(self, bundle: &Bundle) -> Vec<u8> {
        match self {
            Self::Zip => bundle.zip(),
            Self::TarGz => bundle.tar_gz(),
        }
    }
}

/// The files of a plan. The same plan and secrets give the same bytes, and so does packing them.
pub fn of_plan(plan: &Plan, secrets: &Secrets) -> Bundle {
    templates::render(plan, secrets)
}

/// The name that the packed bundle is saved under.
pub fn file_name(spec: &Spec, packing: Packing) -> String {
    templates::file_name(spec, packing.extension())
}

/// Secrets from the system's cryptographic source; for an existing server, the marks that stand for its own.
///
/// # Panics
///
/// When the system stops giving random bytes after it has given the first.
pub fn secrets(spec: &Spec) -> Result<Secrets, getrandom::Error> {
    if spec.site.server.runs_already() {
        return Ok(Secrets::existing());
    }
    // Before the first byte is used it is known whether there are any.
    getrandom::fill(&mut [0])?;
    Ok(Secrets::draw(&mut random))
}

/// The same, but nothing is drawn that was found.
///
/// # Panics
///
/// As [`secrets`].
pub fn secrets_with(spec: &Spec, found: Found) -> Result<Secrets, getrandom::Error> {
    let secrets = secrets(spec)?;
    Ok(if found.is_empty() {
        secrets
    } else {
        secrets.keeping(found, &mut random)
    })
}

fn random(buffer: &mut [u8]) {
    getrandom::fill(buffer).expect("a system that has given random bytes goes on giving them");
}
