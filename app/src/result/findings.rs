//! What an admin must know about the plan, worst first.

use leptos::prelude::*;
use planner::finding::{Finding, Severity};

use super::value_row::reason;
use crate::address::field_at;
use crate::ui::icon;
use crate::wizard::{Wizard, problems};

pub(super) fn findings(wizard: Wizard) -> impl IntoView {
    move || {
        let cards = wizard.plan.with(|plan| {
            plan.findings
                .iter()
                .map(|finding| finding_card(wizard, finding))
                .collect::<Vec<_>>()
        });
        (!cards.is_empty()).then(|| {
            view! {
                <section class="findings" aria-labelledby="findings-title">
                    <h3 id="findings-title">"What to know"</h3>
                    {cards}
                </section>
            }
        })
    }
}

fn finding_card(wizard: Wizard, finding: &Finding) -> AnyView {
    let (icon, word) = match finding.severity {
        Severity::Error => (icon::error(), "Does not fit"),
        Severity::Warning => (icon::warning(), "Warning"),
        Severity::Advice => (icon::advice(), "Advice"),
    };
    let links = finding.about.iter().filter_map(|path| {
        let (field, href) = (field_at(path)?, problems::href(wizard, path)?);
        Some(view! { <li><a href=href>{field.label}</a></li> })
    });
    view! {
        <article class="finding-card" data-severity=finding.severity.name() data-rule=finding.rule.id>
            <h4 class="finding-card-severity">{icon}{word}</h4>
            <p>{finding.message.clone()}</p>
            <p class="finding-card-remedy">{finding.remedy.clone()}</p>
            <div class="finding-card-foot">
                <ul class="finding-card-about" role="list" aria-label="Answers it is about">{links.collect_view()}</ul>
                <details class="why-details">
                    <summary>"Why"</summary>
                    {reason(finding.rule, None)}
                </details>
            </div>
        </article>
    }
    .into_any()
}
