//! RUNBOOK.md's commands, read from its text.

use std::fs;

use crate::BundleDir;

/// Where the bundle was unpacked.
pub(super) const FOLDER: &str = "/root/bundle";

/// Sections whose commands are for this host alone; the others fetch or build things.
const SECTIONS: &[&str] = &["Put the files in place", "Databases", "Certificates", "Start"];

/// Programs that talk to the world or to a person.
const LEFT_OUT: &[&str] = &["certbot ", "editor "];

/// A block of commands under its heading.
pub(super) struct Step {
    pub(super) title: String,
    commands: String,
}

impl Step {
    /// As an admin would paste it, but that the first failure ends it. The kernel is this
    /// machine's, whose settings stay; `verify.sh` is the check's own last step.
    pub(super) fn script(&self) -> String {
        let commands: Vec<&str> = self
            .commands
            .lines()
            .filter(|line| !line.contains("sh main/verify.sh"))
            .collect();
        format!(
            "sysctl() {{ :; }}\nexport -f sysctl\nset -e\ncd {FOLDER}\n{}\n",
            commands.join("\n")
        )
    }
}

/// The steps in order.
pub(super) fn steps(bundle: &BundleDir) -> Result<Vec<Step>, String> {
    let text = fs::read_to_string(bundle.root.join("RUNBOOK.md"));
    let text = text.map_err(|error| format!("RUNBOOK.md: {error}"))?;
    let mut steps = Vec::new();
    let mut title = String::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut title);
        } else if line == "```sh" {
            block = Some(String::new());
        } else if line == "```" {
            let commands = block.take().unwrap_or_default();
            let wanted = SECTIONS.iter().any(|section| title.ends_with(section));
            if wanted && !LEFT_OUT.iter().any(|program| commands.contains(program)) {
                steps.push(Step {
                    title: title.clone(),
                    commands,
                });
            }
        } else if let Some(block) = &mut block {
            block.push_str(line);
            block.push('\n');
        }
    }
    if steps.is_empty() {
        Err("RUNBOOK.md has no commands".to_owned())
    } else {
        Ok(steps)
    }
}
