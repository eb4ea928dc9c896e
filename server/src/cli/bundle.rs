//! `howdah bundle`: every file of a plan, as a folder or an archive.

mod archive;
mod folder;
mod held;
mod write;

use std::fs;
use std::path::PathBuf;

use clap::Args;
use planner::finding::Severity;
use planner::{Plan, Spec};
use server::bundle::{self, Packing};
use templates::Found;

use super::failure::{Failure, say};
use super::plan::print;
use super::spec::SpecFile;
use held::Held;

/// Write every file of a plan into a folder or an archive
///
/// The secrets of a new server (keys, passwords) are drawn here, from the system's
/// source of randomness. Those of a bundle that is in the folder are kept, and so
/// are those of --keep-secrets-from: nothing is drawn again that may be in use. A
/// server that runs has its secrets already: with `site: { server: existing }` none
/// is drawn, and the files mark where they go.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub(super) struct BundleCommand {
    #[command(flatten)]
    spec: SpecFile,

    /// Folder to write into, or an archive whose name ends with .zip or .tar.gz
    #[arg(short, long, value_name = "DIR|FILE.zip|FILE.tar.gz", value_parser = output)]
    output: Output,

    /// Take keys and passwords from the .env.production of the server
    #[arg(long, value_name = "FILE", conflicts_with = "replace_secrets")]
    keep_secrets_from: Option<PathBuf>,

    /// Write into a folder that is not empty
    #[arg(long)]
    force: bool,

    /// Draw new secrets though a bundle is there already: those in it are lost
    #[arg(long)]
    replace_secrets: bool,
}

#[derive(Clone, Debug)]
enum Output {
    Folder(PathBuf),
    Archive(PathBuf, Packing),
}

/// What may be written over.
#[derive(Clone, Copy, Debug)]
struct Leave {
    over_files: bool,
    over_secrets: bool,
}

impl BundleCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        let spec = self.spec.read()?;
        let leave = Leave {
            over_files: self.force || self.replace_secrets,
            over_secrets: self.replace_secrets,
        };
        let plan = planner::plan(&spec);
        let held = match &self.output {
            Output::Folder(path) => Held::look(path, &plan)?,
            Output::Archive(..) => Held::default(),
        };
        let has_bundle = held.is_bundle;
        let secrets = bundle::secrets_with(&spec, self.found(held, &spec)?)
            .map_err(|error| Failure::Other(format!("the system gives no random bytes: {error}")))?;
        let bundle = bundle::of_plan(&plan, &secrets);
        let (path, written) = match &self.output {
            Output::Archive(path, packing) => {
                archive::write(path, &packing.pack(&bundle), leave)?;
                (path, bundle.files.len())
            }
            Output::Folder(path) => {
                let written = folder::write(path, &bundle, has_bundle, self.spec.file(), leave)?;
                (path, written)
            }
        };
        tell_findings(&plan);
        if written < bundle.files.len() && !spec.site.server.runs_already() {
            say(
                "howdah.yaml stays as you wrote it: ",
                "once the server runs, write site: { server: changed } into it",
            );
        }
        print(&format!(
            "{written} files in {}; begin with RUNBOOK.md\n",
            path.display()
        ))
    }

    /// Secrets that are kept: of the bundle that is there, and of the file that was named, which has the last word.
    fn found(&self, held: Held, spec: &Spec) -> Result<Found, Failure> {
        if self.replace_secrets {
            return Ok(Found::default());
        }
        let mut found = held.found;
        if let Some(path) = &self.keep_secrets_from {
            let text = fs::read_to_string(path).map_err(|error| Failure::io(&error, path.display()))?;
            found.read_environment(&text);
        }
        let domain = spec.site.domain.to_string();
        match found.domain() {
            Some(other) if other != domain => Err(Failure::Other(format!(
                "the secrets that are there are those of {other}, and the Spec is of {domain}"
            ))),
            _ => Ok(found),
        }
    }
}

fn output(path: &str) -> Result<Output, String> {
    match path {
        "" => return Err("the name is empty; is a variable not set?".to_owned()),
        // Secrets would be in a terminal or a log before anybody has chosen so.
        "-" => {
            return Err(
                "a bundle is not written to standard output; ./- is a folder of that name".to_owned(),
            );
        }
        _ => {}
    }
    let ends_with = |extension: &str| path.ends_with(&format!(".{extension}"));
    if let Some(packing) = Packing::ALL
        .into_iter()
        .find(|packing| ends_with(packing.extension()))
    {
        return Ok(Output::Archive(path.into(), packing));
    }
    if ["7z", "gz", "rar", "tar", "tgz", "xz", "zst"]
        .into_iter()
        .any(ends_with)
    {
        return Err("archives are .zip or .tar.gz".to_owned());
    }
    Ok(Output::Folder(path.into()))
}

/// Errors and warnings; advice can wait for PLAN.md.
fn tell_findings(plan: &Plan) {
    for finding in &plan.findings {
        if finding.severity != Severity::Advice {
            say(
                &format!("{}[{}]: ", finding.severity.name(), finding.rule.id),
                &finding.message,
            );
        }
    }
}
