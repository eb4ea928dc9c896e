//! Specs of all kinds, from what the fields say that they accept.

use planner::field::Field;
use planner::unit::Memory;
use planner::value::Kind;
use planner::{FIELDS, Raw, Spec};
use proptest::prelude::*;

/// A valid text for a field, from what the field itself says it accepts.
fn text_for(field: &'static Field) -> BoxedStrategy<String> {
    match field.kind {
        Kind::Text { example, .. } => Just(example.to_owned()).boxed(),
        Kind::Number { min, max, .. } => {
            // Small numbers matter as much as large ones.
            let most = max.ilog2();
            (0..=most, any::<u64>())
                .prop_map(move |(bits, number)| (number & ((2u64 << bits) - 1)).clamp(min, max).to_string())
                .boxed()
        }
        Kind::Memory { min, max } => (min.as_mib().max(512)..=max.as_mib().min(512 * 1024))
            .prop_map(|mib| Memory::mib(mib).to_string())
            .boxed(),
        Kind::Choice(choices) => proptest::sample::select(choices)
            .prop_map(|choice| choice.name.to_owned())
            .boxed(),
        Kind::Switch => any::<bool>().prop_map(|on| on.to_string()).boxed(),
    }
}

fn raws() -> impl Strategy<Value = Raw> {
    let fields: Vec<_> = FIELDS
        .iter()
        .map(|field| proptest::option::of(text_for(field)).prop_map(move |text| (field, text)))
        .collect();
    fields.prop_map(|given| {
        let mut raw: Raw = given
            .into_iter()
            .filter_map(|(field, text)| text.map(|text| (field.path(0), text)))
            .collect();
        raw.set("site.domain", "example.social");
        // Fields that must agree with others.
        raw.set("hosts.0.reserved_memory", "0");
        raw.remove("hosts.0.address");
        // On this port either encryption may be.
        raw.set("mail.port", "2525");
        raw.set("proxy.addresses", "10.0.0.5,2001:db8::/32");
        if raw.get("database.place") == Some("elsewhere") {
            raw.set("database.host", "db.example.net");
            raw.set("database.tls", "own-ca");
            if raw.get("database.connections").is_none() {
                raw.set("database.connections", "100");
            }
        }
        if raw.get("options.redis_program") == Some("valkey") {
            raw.set("distribution", "debian-13");
        }
        if raw.get("storage.kind") == Some("s3") {
            for (path, text) in [
                ("storage.bucket", "media"),
                ("storage.region", "eu-central-1"),
                ("storage.endpoint", "s3.example.net"),
                ("storage.media_domain", "files.example.social"),
                ("storage.web_endpoint", "web.example.net"),
            ] {
                raw.set(path, text);
            }
            if raw.get("storage.provider") == Some("cloudflare-r2") {
                raw.set("storage.media_proxy", "false");
            }
        }
        raw
    })
}

pub(crate) fn specs() -> impl Strategy<Value = Spec> {
    raws().prop_map(|raw| Spec::read(&raw).expect("the texts are valid"))
}

/// The same Spec with one field changed.
pub(crate) fn with(spec: &Spec, path: &str, text: impl Into<String>) -> Spec {
    let mut raw = spec.write();
    raw.set(path, text);
    Spec::read(&raw).expect("the change is valid")
}
