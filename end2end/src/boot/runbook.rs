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
    let mut steps = blocks(bundle)?;
    steps.retain(|step| {
        let is_of_this_host = SECTIONS.iter().any(|section| step.title.ends_with(section));
        is_of_this_host && !LEFT_OUT.iter().any(|program| step.commands.contains(program))
    });
    Ok(steps)
}

/// Those that have to do with something, in order.
pub(super) fn about(bundle: &BundleDir, words: &[&str]) -> Result<Vec<Step>, String> {
    let mut steps = blocks(bundle)?;
    steps.retain(|step| words.iter().any(|word| step.commands.contains(word)));
    Ok(steps)
}

fn blocks(bundle: &BundleDir) -> Result<Vec<Step>, String> {
    let text = fs::read_to_string(bundle.root.join("RUNBOOK.md"));
    let text = text.map_err(|error| format!("RUNBOOK.md: {error}"))?;
    let mut blocks = Vec::new();
    let mut title = String::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut title);
        } else if line == "```sh" {
            block = Some(String::new());
        } else if line == "```" {
            let commands = block.take().unwrap_or_default();
            let title = title.clone();
            blocks.push(Step { title, commands });
        } else if let Some(block) = &mut block {
            block.push_str(line);
            block.push('\n');
        }
    }
    if blocks.is_empty() {
        Err("RUNBOOK.md has no commands".to_owned())
    } else {
        Ok(blocks)
    }
}
