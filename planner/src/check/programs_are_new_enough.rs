//! The distribution's programs are ones that the Mastodon version accepts.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};
use crate::sources::MASTODON_README;
use crate::spec::Run;
use crate::value::choice::Chosen;
use crate::versions::{REQUIREMENTS, Requirement};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "programs-are-new-enough",
        title: "The distribution's programs are new enough",
        rationale: "Mastodon looks when it starts: 4.4 needs Redis 6.2, 4.5 and newer need 7.0, and 4.6 ends where libvips is \
            older than 8.13. It also asks for FFmpeg 5.1. 4.4 and 4.5 can do pictures without libvips, and are told to where it \
            is too old.",
        basis: Basis::Documented,
        sources: &[
            MASTODON_README,
            Source {
                title: "Mastodon's source, config/initializers/vips.rb",
                url: "https://github.com/mastodon/mastodon/blob/main/config/initializers/vips.rb",
            },
        ],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let spec = &plan.spec;
    let (mastodon, distribution) = (spec.mastodon, spec.distribution);
    if spec.run == Run::Compose {
        return None;
    }
    let is_too_old = |requirement: &&Requirement| {
        (requirement.needs)(mastodon).is_some_and(|needs| (requirement.has)(spec) < needs)
    };
    let too_old: Vec<_> = REQUIREMENTS.iter().filter(is_too_old).collect();
    if too_old.is_empty() {
        return None;
    }
    let has = too_old
        .iter()
        .map(|requirement| named(requirement.program, (requirement.has)(spec)));
    let needs = too_old
        .iter()
        .filter_map(|requirement| Some(named(requirement.program, (requirement.needs)(mastodon)?)));
    Some(Found {
        severity: Severity::Error,
        message: format!(
            "{} has {}, and Mastodon {mastodon} asks for {} or newer.",
            distribution.label(),
            listed(has),
            listed(needs),
        ),
        remedy: remedy(&too_old).to_owned(),
        about: vec![
            versions::DISTRIBUTION.of_site(),
            versions::MASTODON.of_site(),
            versions::RUN.of_site(),
        ],
    })
}

/// What is said leads to no next fault: another archive helps only where a single program is too old.
fn remedy(too_old: &[&Requirement]) -> &'static str {
    match too_old {
        [one] if one.program == "Redis" => {
            "Choose a newer distribution, or docker compose, or install Redis from its makers' own archive."
        }
        _ => "Choose a newer distribution, or docker compose, whose images bring their own.",
    }
}

fn named(program: &str, (major, minor): (u32, u32)) -> String {
    format!("{program} {major}.{minor}")
}

fn listed(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<_> = parts.collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    fn found(answers: &str) -> Option<(String, String)> {
        let finding = finding_of(CHECK.rule.id, answers)?;
        assert_eq!(finding.severity, Severity::Error);
        Some((finding.message, finding.remedy))
    }

    /// packages.ubuntu.com, jammy: Redis 6.0, libvips 8.12, `FFmpeg` 4.4.
    #[test]
    fn the_distributions_programs_are_held_against_mastodons() {
        assert_eq!(found("distribution=ubuntu-22.04 mastodon=4.3"), None);
        let (message, remedy) = found("distribution=ubuntu-22.04 mastodon=4.4").expect("an error");
        assert_eq!(
            message,
            "Ubuntu 22.04 has Redis 6.0, and Mastodon 4.4 asks for Redis 6.2 or newer."
        );
        assert!(remedy.contains("its makers' own archive"), "{remedy}");
        let (message, remedy) = found("distribution=ubuntu-22.04 mastodon=4.6").expect("an error");
        assert_eq!(
            message,
            "Ubuntu 22.04 has Redis 6.0, libvips 8.12 and FFmpeg 4.4, and Mastodon 4.6 asks for Redis 7.0, libvips 8.13 and \
             FFmpeg 5.1 or newer."
        );
        assert!(!remedy.contains("Redis"), "{remedy}");
        for distribution in ["debian-12", "debian-13", "ubuntu-24.04"] {
            assert_eq!(found(&format!("distribution={distribution} mastodon=4.6")), None);
        }
    }

    #[test]
    fn containers_bring_their_own() {
        assert_eq!(found("distribution=ubuntu-22.04 mastodon=4.6 run=compose"), None);
    }
}
