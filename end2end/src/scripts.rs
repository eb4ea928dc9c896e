//! Scripts, YAML and kernel settings, by shellcheck, bash, yamllint, a YAML parser and
//! the running kernel's own list.

use std::fs;
use std::path::Path;

use crate::programs::{self, run};
use crate::read::plain::assignments;
use crate::{BundleDir, File, Report};

/// Long lines are no error: addresses and commands are not folded.
const YAML_RULES: &str = "{extends: relaxed, rules: {line-length: disable}}";

/// Checks every script, YAML file and `sysctl.d` file of the bundle.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("scripts");
    for file in bundle.files() {
        let outcome = match file.path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("sh") => script(bundle, &file, &mut report),
            Some("yml" | "yaml") => yaml(bundle, &file, &mut report),
            Some("conf") if file.path.contains("/sysctl.d/") => {
                sysctl(&file, &mut report);
                Ok(())
            }
            _ => Ok(()),
        };
        report.take(outcome.map_err(|error| format!("{}: {error}", file.path)));
    }
    report
}

fn script(bundle: &BundleDir, file: &File, report: &mut Report) -> Result<(), String> {
    let path = bundle.root.join(&file.path);
    let shebang = file.text().starts_with("#!/bin/bash\n") || file.text().starts_with("#!/bin/sh\n");
    report.expect(shebang, || {
        format!("{}: names no shell in its first line", file.path)
    });
    said_nothing(programs::command("bash")?.arg("-n").arg(&path), file, report)?;
    said_nothing(programs::command("shellcheck")?.arg(&path), file, report)
}

fn yaml(bundle: &BundleDir, file: &File, report: &mut Report) -> Result<(), String> {
    let path = bundle.root.join(&file.path);
    let mut lint = programs::command("yamllint")?;
    said_nothing(lint.args(["--strict", "-d", YAML_RULES]).arg(&path), file, report)
}

fn said_nothing(command: &mut std::process::Command, file: &File, report: &mut Report) -> Result<(), String> {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_owned();
    let output = run(command)?;
    report.expect(output.ok && output.all().is_empty(), || {
        format!("{}: {}: {}", file.path, program.to_string_lossy(), output.all())
    });
    Ok(())
}

/// Each line names a setting that a kernel has, and a plain value.
fn sysctl(file: &File, report: &mut Report) {
    let text = file.text();
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .count();
    let settings = assignments(&text);
    report.expect(settings.len() == lines, || {
        format!("{}: a line is no setting", file.path)
    });
    for (key, value) in settings {
        let path = Path::new("/proc/sys").join(key.replace('.', "/"));
        report.expect(fs::metadata(&path).is_ok(), || {
            format!("{}: the kernel has no setting {key}", file.path)
        });
        report.expect(!value.is_empty(), || format!("{}: {key} has no value", file.path));
    }
}
