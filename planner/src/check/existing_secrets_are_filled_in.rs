//! An existing server keeps its secrets.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::site;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "existing-secrets-are-filled-in",
        title: "The present secrets are filled in",
        rationale: "New keys on an existing server log everybody out, break push subscriptions, and make \
            encrypted columns unreadable for good.",
        basis: Basis::Documented,
        sources: &[Source {
            title: "Mastodon documentation, Configuring your environment",
            url: "https://docs.joinmastodon.org/admin/config/",
        }],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    if !plan.spec.site.server.runs_already() {
        return None;
    }
    Some(Found {
        severity: Severity::Advice,
        message: "No secret is drawn for a server that runs: the files have CHANGE_ME marks where yours go.".to_owned(),
        remedy: "The runbook says how they are filled in from what the server has, before anything is restarted; verify.sh finds those that are left.".to_owned(),
        about: vec![site::SERVER.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    #[test]
    fn a_server_that_runs_has_secrets_to_keep_and_a_new_one_none() {
        let existing = finding_of(CHECK.rule.id, "site.server=existing").expect("a finding");
        assert_eq!(existing.severity, Severity::Advice);
        assert!(existing.message.contains("CHANGE_ME"), "{}", existing.message);
        assert!(finding_of(CHECK.rule.id, "site.server=new").is_none());
    }
}
