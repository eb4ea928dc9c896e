//! The schema, with a validator that is not ours.

use jsonschema::Validator;
use planner::{Raw, Spec};
use serde_json::{Value, json};

fn validator() -> Validator {
    let schema = server::api::schema();
    jsonschema::meta::validate(&schema).expect("the schema is itself valid");
    jsonschema::draft202012::new(&schema).expect("every part of the schema is known")
}

fn good() -> [Value; 8] {
    [
        json!({"site": {"domain": "example.social"}}),
        json!({"schema": 1, "site": {"domain": "example.social", "server": "existing"},
               "mastodon": "4.7", "postgresql": 17, "distribution": "debian-13", "run": "compose",
               "load": {"active_users": 1000, "surge": 10, "measured": {"backlog": 50000}},
               "hosts": [{"name": "main", "cores": 4, "memory": "8 GiB", "disk": "nvme", "shared_cpu": true}],
               "storage": {"kind": "s3", "provider": "minio", "bucket": "media", "endpoint": "s3.example.net",
                           "media_domain": "files.example.social", "media_proxy": true},
               "options": {"pgbouncer": "on", "redis": "auto", "sidekiq": "auto", "search": "none",
                           "metrics": false}}),
        // As YAML reads `mastodon: 4.0` and `memory: 1.5`.
        json!({"schema": "1", "site": {"domain": "a.example"}, "mastodon": 4.0, "hosts": [{"memory": 1.5}]}),
        json!({"site": {"domain": "a.example", "contact": null}, "hosts": [{"memory": "512MB"}]}),
        json!({"site": {"domain": "a.example"}, "hosts": [{"memory": 16_777_216}]}),
        // `null` is the same as leaving out.
        json!({"schema": null, "site": {"domain": "a.example", "server": null}, "hosts": null, "options": null}),
        json!({"site": {"domain": "a.example"}, "hosts": [null], "load": {"measured": null, "active_users": null}}),
        // As programs write numbers.
        json!({"schema": 1.0, "site": {"domain": "a.example"}, "mastodon": 4, "postgresql": 17.0,
               "load": {"active_users": 1000.0}, "hosts": [{"cores": 4.0, "memory": 7.8125}]}),
    ]
}

#[test]
fn what_the_schema_accepts_is_read() {
    let validator = validator();
    for spec in good() {
        let errors: Vec<_> = validator
            .iter_errors(&spec)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{spec}: {errors:?}");
        let read = server::read::document(spec.to_string().as_bytes(), server::read::Format::Json);
        assert!(read.is_ok(), "{spec}: {read:?}");
    }
}

#[test]
fn what_cannot_be_read_is_not_accepted() {
    let validator = validator();
    for (path, value) in [
        ("/site/domain", json!("")),
        ("/site/domain", json!(5)),
        ("/site/domain", json!(null)),
        ("/site/domain", json!("x")),
        ("/site/domain", json!("a b.example")),
        ("/site/domain", json!("192.0.2.1")),
        ("/site/domain", json!("a".repeat(254))),
        ("/site/contact", json!("x")),
        ("/site/contact", json!("a..b@a.example")),
        ("/hosts/0/address", json!("10.0.0")),
        ("/hosts/0/name", json!("a_b")),
        ("/storage/bucket", json!("192.168.5.4")),
        ("/storage/bucket", json!("xn--media")),
        ("/storage/endpoint", json!("minio:0")),
        ("/storage/endpoint", json!("http://minio")),
        ("/site/colour", json!("red")),
        ("/site/server", json!("old")),
        ("/mastodon", json!("3.4")),
        ("/mastodon", json!(4.8)),
        ("/postgresql", json!(13)),
        ("/hosts", json!([])),
        ("/hosts", json!({"cores": 4})),
        ("/hosts", json!([{"cores": 4}, {"cores": 4}])),
        ("/hosts/0/cores", json!(0)),
        ("/hosts/0/cores", json!(1025)),
        ("/hosts/0/cores", json!(1.5)),
        ("/hosts/0/memory", json!("8 parsecs")),
        ("/hosts/0/memory", json!(0.25)),
        // From 1024 on a bare number is MiB: 16,384 GiB are 16,777,216 of them.
        ("/hosts/0/memory", json!(16_777_217)),
        ("/hosts/0/colour", json!("red")),
        ("/load/surge", json!(11)),
        ("/load/measured", json!(5)),
        ("/storage/kind", json!("nfs")),
        ("/options/metrics", json!("maybe")),
        ("/extra", json!({})),
        ("/schema", json!(2)),
    ] {
        let [_, mut spec, ..] = good();
        let (parent, name) = path.rsplit_once('/').unwrap();
        match spec.pointer_mut(parent).unwrap() {
            Value::Object(group) => {
                group.insert(name.to_owned(), value);
            }
            other => panic!("{parent} is {other}"),
        }
        assert!(!validator.is_valid(&spec), "{path}: {spec}");
        let read = server::read::document(spec.to_string().as_bytes(), server::read::Format::Json);
        assert!(read.is_err(), "{path}: {spec}");
    }
    assert!(!validator.is_valid(&json!({})));
    assert!(!validator.is_valid(&json!({"site": {}})));
}

#[test]
fn its_own_examples_and_every_resolved_spec_are_accepted() {
    let validator = validator();
    let schema = server::api::schema();
    for example in schema["examples"].as_array().unwrap() {
        assert!(validator.is_valid(example), "{example}");
    }
    let spec = Spec::read(&Raw::from_iter([("site.domain", "a.example")])).unwrap();
    let plan = planner::plan(&spec);
    let answer: Value =
        serde_json::from_str(&server::api::PlanAnswer::new(&plan).to_text().unwrap()).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&answer["spec"])
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn every_field_says_what_it_is_for_and_has_its_default() {
    let schema = server::api::schema();
    let cores = &schema["properties"]["hosts"]["items"]["properties"]["cores"];
    assert_eq!(cores["type"], json!(["integer", "null"]));
    assert_eq!(
        (&cores["minimum"], &cores["maximum"], &cores["default"]),
        (&json!(1), &json!(1024), &json!(2))
    );
    assert_eq!(schema["required"], json!(["site"]));
    assert_eq!(schema["properties"]["site"]["required"], json!(["domain"]));
    assert_eq!(
        schema["properties"]["site"]["properties"]["server"]["oneOf"][1],
        json!({"const": "existing", "title": "Set up by others", "description": "Its secrets and settings stay."})
    );
    for field in planner::FIELDS {
        let path = field.path(0).replace("hosts.0.", "hosts.items.");
        let leaf = path.split('.').fold(&schema, |schema, name| match name {
            "items" => &schema["items"],
            name => &schema["properties"][name],
        });
        assert_eq!(leaf["title"], field.label, "{path}");
        assert!(
            leaf["description"].as_str().unwrap().starts_with(field.help),
            "{path}"
        );
    }
}
