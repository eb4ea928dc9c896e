//! Laws of the registries: rules and fields are whole, named alike and listed once.

use std::collections::BTreeSet;

use planner::field::{Field, Need, Section};
use planner::rule::Basis;
use planner::value::Kind;
use planner::{FIELDS, Raw, Spec, plan, rules};

#[test]
fn rules_are_whole() {
    let mut ids = BTreeSet::new();
    for rule in rules() {
        assert!(ids.insert(rule.id), "{} is listed twice", rule.id);
        let is_kebab = rule
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(is_kebab, "{}", rule.id);
        assert!(rule.title.len() > 2, "{}", rule.id);
        assert!(
            rule.rationale.ends_with('.') && rule.rationale.len() > 40,
            "{}: {}",
            rule.id,
            rule.rationale
        );
        assert!(!rule.rationale.contains("  "), "{}: {}", rule.id, rule.rationale);
        assert!(
            rule.basis == Basis::Judgement || !rule.sources.is_empty(),
            "{} claims to be {} without a source",
            rule.id,
            rule.basis.name()
        );
        for source in rule.sources {
            assert!(
                source.url.starts_with("https://") && !source.title.is_empty(),
                "{}: {}",
                rule.id,
                source.url
            );
        }
    }
}

#[test]
fn fields_are_whole() {
    let mut paths = BTreeSet::new();
    for field in FIELDS {
        assert!(paths.insert(field.path(0)), "{} is listed twice", field.name);
        assert!(
            !field.label.is_empty() && field.help.ends_with('.'),
            "{}",
            field.name
        );
        if let Kind::Choice(choices) = field.kind {
            assert!(
                choices.iter().any(|choice| choice.name == field.default_text()),
                "{}",
                field.name
            );
        }
    }
    for section in Section::ALL {
        assert!(
            FIELDS.iter().any(|field| field.asked.section == section),
            "{section:?} asks nothing"
        );
    }
}

/// Both sides of every limit that a field names.
#[test]
fn numbers_and_memory_are_admitted_up_to_their_limits_and_not_beyond() {
    let mut checked = 0;
    for field in FIELDS {
        let (good, bad) = match field.kind {
            Kind::Number { min, max, .. } => (
                vec![min.to_string(), max.to_string()],
                vec![
                    min.checked_sub(1).map_or("-1".to_owned(), |n| n.to_string()),
                    (max + 1).to_string(),
                ],
            ),
            Kind::Memory { min, max } => (
                vec![max.to_string()],
                vec![
                    format!("{} KiB", max.as_kib() + 1),
                    min.as_kib()
                        .checked_sub(1)
                        .map_or("-1".to_owned(), |n| format!("{n} KiB")),
                ],
            ),
            _ => continue,
        };
        for text in good {
            assert_eq!(
                problems_of(field, &text),
                0,
                "{} should accept {text}",
                field.name
            );
        }
        for text in bad {
            assert_eq!(
                problems_of(field, &text),
                1,
                "{} should refuse {text}",
                field.name
            );
        }
        checked += 1;
    }
    assert!(checked >= 8, "only {checked} fields have limits");
}

fn problems_of(field: &Field, text: &str) -> usize {
    let mut raw = Raw::new();
    raw.set("site.domain", "example.social");
    raw.set("hosts.0.memory", "16384 GiB");
    raw.set(field.path(0), text);
    let (_, problems) = Spec::read_what_is_good(&raw);
    problems
        .iter()
        .filter(|problem| {
            problem.about.to_string() == field.path(0) && !problem.message.contains("leaves less")
        })
        .count()
}

#[test]
fn defaults_are_accepted_by_their_own_fields() {
    for field in FIELDS.iter().filter(|field| field.asked.need != Need::Required) {
        assert_eq!(problems_of(field, &field.default_text()), 0, "{}", field.name);
    }
}

/// A rule that no Spec ever shows is dead.
#[test]
fn every_rule_is_seen_in_some_plan() {
    let large_s3 = "hosts.0.cores=64 hosts.0.memory=256 load.active_users=50000 load.measured.backlog=200000 storage.kind=s3 \
        storage.bucket=media storage.media_domain=files.example.social storage.media_proxy=true options.search=elasticsearch postgresql=18";
    let specs = [
        large_s3.to_owned() + " storage.provider=garage storage.endpoint=s3.example.net storage.web_endpoint=web.example.net",
        large_s3.to_owned() + " storage.provider=wasabi storage.region=eu-central-2 mastodon=4.2 options.metrics=true",
        large_s3.to_owned() + " storage.provider=hetzner storage.region=fsn1 options.pgbouncer=off",
        "hosts.0.cores=1 hosts.0.memory=1 options.search=elasticsearch hosts.0.disk=hdd hosts.0.disk_size=20 hosts.0.ipv6_only=true load.relays=2 site.server=existing postgresql=14 load.measured.backlog=100000".to_owned(),
        "hosts.0.cores=4 hosts.0.memory=8 load.active_users=20000 options.redis=one options.sidekiq=one-process distribution=ubuntu-22.04".to_owned(),
        "hosts.0.cores=4 hosts.0.memory=64 load.active_users=20000 options.pgbouncer=on hosts.0.shared_cpu=true run=compose".to_owned(),
        "database.place=elsewhere database.host=db.example.net database.connections=10".to_owned(),
        "hosts.0.cores=64 hosts.0.memory=8 load.active_users=100000 options.pgbouncer=off".to_owned(),
        "hosts.0.memory=2".to_owned(),
    ];
    let mut seen = BTreeSet::new();
    for text in specs {
        let mut raw: Raw = text
            .split_whitespace()
            .filter_map(|pair| pair.split_once('='))
            .collect();
        raw.set("site.domain", "example.social");
        let plan = plan(&Spec::read(&raw).unwrap_or_else(|problems| panic!("{problems:?}")));
        seen.extend(
            plan.parts()
                .into_iter()
                .flat_map(|part| part.values)
                .map(|value| value.rule.id),
        );
        seen.extend(plan.findings.iter().map(|finding| finding.rule.id));
        if plan.spec.load.measured.backlog.is_some() {
            seen.insert(planner::simulate(&plan).rule().id);
        }
    }
    // Limits are shown in units, not as values.
    let unseen: Vec<_> = rules()
        .map(|rule| rule.id)
        .filter(|id| !seen.contains(id) && *id != "limits-and-priorities")
        .collect();
    assert!(unseen.is_empty(), "never seen: {unseen:?}");
}
