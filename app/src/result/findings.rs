//! What an admin must know about the plan, worst first.

use markup::number::grouped_in;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::finding::{Finding, Severity};

use super::value_row::reason;
use crate::state::Wizard;
use crate::ui::icon;

pub(super) fn findings(wizard: Wizard, plan: &Plan) -> Option<Element> {
    let cards = plan.findings.iter().map(|finding| finding_card(wizard, finding));
    let findings = el_of("section", "findings")
        .attr("id", "findings")
        .attr("aria-labelledby", "findings-title")
        .with(el("h3").attr("id", "findings-title").text("What to know"))
        .with_all(cards);
    (!plan.findings.is_empty()).then_some(findings)
}

fn finding_card(wizard: Wizard, finding: &Finding) -> Element {
    let (icon, word) = match finding.severity {
        Severity::Error => (icon::error(), "Does not fit"),
        Severity::Warning => (icon::warning(), "Warning"),
        Severity::Advice => (icon::advice(), "Advice"),
    };
    let severity = el_of("h4", "finding-card-severity").with(icon).text(word);
    let links = finding.about.iter().filter_map(|at| {
        let href = wizard.href_of(*at)?;
        Some(el("li").with(el("a").attr("href", href).text(at.field.label)))
    });
    let about = el_of("ul", "finding-card-about")
        .attr("role", "list")
        .attr("aria-label", "Answers it is about")
        .with_all(links);
    let why = el("details")
        .with(el("summary").text("Why"))
        .with(reason(finding.rule, None));
    el_of("article", "finding-card")
        .attr("id", format!("finding-{}", finding.rule.id))
        .attr("data-severity", finding.severity.name())
        .with(severity)
        .with(el("p").text(grouped_in(&finding.message)))
        .with(el_of("p", "finding-card-remedy").text(grouped_in(&finding.remedy)))
        .with(el_of("div", "finding-card-foot").with(about).with(why))
}
