//! `howdah bundle`: every file of a plan, as a folder or an archive.

mod archive;
mod folder;
mod write;

use std::path::PathBuf;

use clap::Args;
use planner::Plan;
use planner::finding::Severity;
use server::bundle::{self, Packing};

use super::failure::{Failure, say};
use super::plan::print;
use super::spec::SpecFile;

/// Write every file of a plan, with new secrets, into a folder or an archive
///
/// The secrets of a new server (keys, passwords) are drawn here, each time, from
/// the system's source of randomness: keep the bundle, and write a later one into
/// another folder to compare. A server that runs has its secrets already: with
/// `site: { server: existing }` none is drawn, and the files mark where they go.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub(super) struct BundleCommand {
    #[command(flatten)]
    spec: SpecFile,

    /// Folder to write into, or an archive whose name ends with .zip or .tar.gz
    #[arg(short, long, value_name = "DIR|FILE.zip|FILE.tar.gz", value_parser = output)]
    output: Output,

    /// Write into a folder that is not empty; a bundle in it is still left alone
    #[arg(long)]
    force: bool,

    /// Write over a bundle that is there already: its secrets are lost
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
        let secrets = bundle::secrets(&spec)
            .map_err(|error| Failure::Other(format!("the system gives no random bytes: {error}")))?;
        let plan = planner::plan(&spec);
        let bundle = bundle::of_plan(&plan, &secrets);
        let path = match &self.output {
            Output::Archive(path, packing) => {
                archive::write(path, &packing.pack(&bundle), leave)?;
                path
            }
            Output::Folder(path) => {
                folder::write(path, &bundle, self.spec.file(), leave)?;
                path
            }
        };
        tell_findings(&plan);
        print(&format!(
            "{} files in {}; begin with RUNBOOK.md\n",
            bundle.files.len(),
            path.display()
        ))
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
