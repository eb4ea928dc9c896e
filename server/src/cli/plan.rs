//! `howdah plan`: what would be set up, and why.

mod text;

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use planner::finding::{Finding, Severity};
use server::api::PlanAnswer;

use super::failure::Failure;
use super::spec::SpecFile;

/// Show the plan for a Spec: every value with its reason, then what does not fit
#[derive(Args, Debug)]
pub(super) struct PlanCommand {
    #[command(flatten)]
    spec: SpecFile,

    /// text is for reading; json is what POST /api/v1/plan answers
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// End with 3 if something does not fit: an error among the findings
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl PlanCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        let plan = planner::plan(&self.spec.read()?);
        print(&match self.format {
            Format::Text => text::text(&plan),
            Format::Json => PlanAnswer::new(&plan)
                .to_text()
                .map_err(|error| Failure::Other(error.to_string()))?,
        })?;
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        if self.strict && plan.findings.iter().any(is_error) {
            return Err(Failure::DoesNotFit);
        }
        Ok(())
    }
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::io(&error, "standard output"))
}
