//! A plan as the API answers it. These types are a promise: fields may be added, not renamed or removed.

use std::collections::BTreeMap;

use planner::Plan;
use planner::finding::Finding;
use planner::plan::Part;
use planner::rule::Shown;
use serde::Serialize;
use serde_json::Value;

mod capacity;
mod connections;
mod memory;
mod sidekiq;
mod spec;

use capacity::CapacityAnswer;
use connections::LedgerAnswer;
use memory::HostMemory;
use sidekiq::SidekiqAnswer;
pub(super) use spec::{value, version};

/// What `POST /api/v1/plan` and `howdah plan --format json` answer.
#[derive(Debug, Serialize)]
pub struct PlanAnswer<'a> {
    schema: u32,
    /// The Spec with every field, defaults filled in. Read again, it gives the same plan.
    spec: Value,
    /// Every value of the plan, under the headings of the result page.
    parts: Vec<PartAnswer<'a>>,
    /// Each rule that a value or a finding names, by its id.
    rules: BTreeMap<&'a str, RuleAnswer<'a>>,
    memory: Vec<HostMemory<'a>>,
    connections: LedgerAnswer<'a>,
    sidekiq: SidekiqAnswer<'a>,
    capacity: CapacityAnswer<'a>,
    /// What does not fit, worst first.
    findings: Vec<FindingAnswer<'a>>,
}

/// The version of this answer.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
struct PartAnswer<'a> {
    id: &'a str,
    title: &'a str,
    /// Whose it is, where there are several hosts and it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<&'a str>,
    values: Vec<ValueAnswer<'a>>,
}

/// One value, as text, with the reason for it.
#[derive(Debug, Serialize)]
struct ValueAnswer<'a> {
    name: String,
    value: String,
    rule: &'a str,
    /// The rule with this plan's numbers put in.
    working: &'a str,
    /// `documented`, `measured` or `judgement`.
    basis: &'a str,
    sources: Vec<SourceAnswer<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleAnswer<'a> {
    title: &'a str,
    rationale: &'a str,
    basis: &'a str,
    sources: Vec<SourceAnswer<'a>>,
}

#[derive(Debug, Serialize)]
struct SourceAnswer<'a> {
    title: &'a str,
    url: &'a str,
}

#[derive(Debug, Serialize)]
struct FindingAnswer<'a> {
    rule: &'a str,
    /// `error`, `warning` or `advice`.
    severity: &'a str,
    message: &'a str,
    remedy: &'a str,
    /// Paths of the fields it is about.
    about: Vec<String>,
}

impl<'a> PlanAnswer<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        let parts = plan.parts();
        let of_values = parts.iter().flat_map(|part| &part.values).map(|value| value.rule);
        let rules = of_values.chain(plan.findings.iter().map(|finding| finding.rule));
        Self {
            schema: SCHEMA,
            spec: spec::in_full(&plan.spec),
            rules: rules.map(|rule| (rule.id, RuleAnswer::new(rule))).collect(),
            parts: parts.into_iter().map(PartAnswer::new).collect(),
            memory: plan
                .hosts
                .iter()
                .map(|host| HostMemory::new(host, plan.spec.run))
                .collect(),
            connections: LedgerAnswer::new(plan),
            sidekiq: SidekiqAnswer::new(plan),
            capacity: CapacityAnswer::new(plan),
            findings: plan.findings.iter().map(FindingAnswer::new).collect(),
        }
    }
}

impl PlanAnswer<'_> {
    /// The answer as a text that ends with a newline.
    pub fn to_text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

impl<'a> PartAnswer<'a> {
    fn new(part: Part<'a>) -> Self {
        let values = part.values.into_iter().map(ValueAnswer::new).collect();
        Self {
            id: part.id,
            title: part.title,
            host: part.host.map(|host| host.name.as_str()),
            values,
        }
    }
}

impl<'a> ValueAnswer<'a> {
    fn new(
        Shown {
            name,
            value,
            rule,
            working,
        }: Shown<'a>,
    ) -> Self {
        Self {
            name,
            value,
            rule: rule.id,
            working,
            basis: rule.basis.name(),
            sources: sources(rule),
        }
    }
}

impl RuleAnswer<'static> {
    fn new(rule: &'static planner::rule::Rule) -> Self {
        Self {
            title: rule.title,
            rationale: rule.rationale,
            basis: rule.basis.name(),
            sources: sources(rule),
        }
    }
}

impl<'a> FindingAnswer<'a> {
    fn new(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule.id,
            severity: finding.severity.name(),
            message: &finding.message,
            remedy: &finding.remedy,
            about: finding.about.iter().map(ToString::to_string).collect(),
        }
    }
}

fn sources(rule: &'static planner::rule::Rule) -> Vec<SourceAnswer<'static>> {
    rule.sources
        .iter()
        .map(|source| SourceAnswer {
            title: source.title,
            url: source.url,
        })
        .collect()
}
