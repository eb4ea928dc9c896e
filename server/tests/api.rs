//! The API through the router.

use crate::support::{Answer, EXISTING, SMALL, post};
use serde_json::{Value, json};
use zip::ZipArchive;

async fn plan(content_type: &str, body: impl Into<axum::body::Body>) -> Answer {
    post("/api/v1/plan", content_type, body).await
}

/// `path: message` of each problem of a 422.
fn problems(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{}", answer.text());
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    errors
        .iter()
        .map(|error| format!("{}: {}", error["path"], error["message"]))
        .collect()
}

fn is_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let details = answer.json();
    assert_eq!(details["status"], status);
    assert!(
        details["type"].is_string() && details["title"].is_string(),
        "{details}"
    );
}

#[tokio::test]
async fn a_plan_has_every_part() {
    let answer = plan("application/yaml", SMALL).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let plan = answer.json();
    assert_eq!(plan["schema"], 1);
    let parts = plan["parts"].as_array().unwrap();
    let ids: Vec<_> = parts.iter().map(|part| part["id"].as_str().unwrap()).collect();
    for id in [
        "load",
        "memory",
        "web",
        "sidekiq",
        "streaming",
        "connections",
        "postgresql",
        "redis",
        "nginx",
    ] {
        assert!(ids.contains(&id), "{id} is not in {ids:?}");
    }
    for value in parts.iter().flat_map(|part| part["values"].as_array().unwrap()) {
        let rule = &plan["rules"][value["rule"].as_str().unwrap()];
        assert!(!rule.is_null(), "{value}");
        assert_eq!(value["basis"], rule["basis"]);
        assert_eq!(value["sources"], rule["sources"]);
        assert!(["documented", "measured", "judgement"].contains(&value["basis"].as_str().unwrap()));
    }
    for finding in plan["findings"].as_array().unwrap() {
        assert!(
            !plan["rules"][finding["rule"].as_str().unwrap()].is_null(),
            "{finding}"
        );
        assert!(["error", "warning", "advice"].contains(&finding["severity"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn the_numbers_of_a_plan_add_up() {
    let plan = plan("application/yaml", SMALL).await.json();
    let sum = |items: &Value, key: &str| -> u64 {
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item[key].as_u64().unwrap())
            .sum()
    };
    let host = &plan["memory"][0];
    assert_eq!(host["host"], "main");
    assert_eq!(host["mib"], 8192);
    assert_eq!(sum(&host["lines"], "mib"), 8192);
    let ledger = &plan["connections"];
    assert_eq!(
        sum(&ledger["lines"], "connections"),
        ledger["client_connections"].as_u64().unwrap()
    );
    assert!(ledger["server_connections"].as_u64() <= ledger["max_connections"].as_u64());
    let processes = plan["sidekiq"]["processes"].as_array().unwrap();
    let threads =
        |process: &Value| process["instances"].as_u64().unwrap() * process["concurrency"].as_u64().unwrap();
    assert_eq!(
        processes.iter().map(threads).sum::<u64>(),
        plan["sidekiq"]["threads"].as_u64().unwrap()
    );
    let schedulers = processes.iter().filter(|process| {
        process["queues"]
            .as_array()
            .unwrap()
            .iter()
            .any(|queue| queue["name"] == "scheduler")
    });
    assert_eq!(
        schedulers
            .map(|process| process["instances"].as_u64().unwrap())
            .sum::<u64>(),
        1
    );
}

#[tokio::test]
async fn the_spec_of_an_answer_is_complete_and_gives_the_same_answer() {
    let first = plan("application/yaml", SMALL).await;
    let spec = &first.json()["spec"];
    assert_eq!(
        spec["site"],
        json!({"domain": "example.social", "server": "new", "web_domain": null, "contact": null})
    );
    assert_eq!((&spec["schema"], &spec["mastodon"]), (&json!(1), &json!("4.7")));
    assert_eq!(spec["hosts"][0]["cores"], 4);
    assert_eq!(spec["hosts"][0]["memory"], "8 GiB");
    assert_eq!(spec["hosts"][0]["shared_cpu"], false);
    assert_eq!(spec["load"]["measured"]["backlog"], Value::Null);
    let second = plan("application/json", spec.to_string()).await;
    assert_eq!(first.body, second.body);
}

#[tokio::test]
async fn json_and_yaml_are_told_apart_by_type_or_by_looks() {
    let same = r#"{"site": {"domain": "example.social"}, "hosts": [{"cores": 4, "memory": "8 GiB"}],
                   "load": {"active_users": 1000}}"#;
    let expected = plan("application/yaml", SMALL).await.body;
    for (content_type, body) in [
        ("", SMALL),
        ("", same),
        ("text/yaml", SMALL),
        ("application/x-yaml; charset=utf-8", SMALL),
        ("Application/JSON", same),
        ("application/json; charset=\"UTF-8\"", same),
    ] {
        assert_eq!(plan(content_type, body).await.body, expected, "{content_type}");
    }
    is_problem(&plan("application/json", SMALL).await, 400);
    is_problem(&plan("application/x-www-form-urlencoded", SMALL).await, 415);
    is_problem(&plan("application/yaml; charset=utf-16", SMALL).await, 415);
}

#[tokio::test]
async fn every_bad_field_is_named_at_once() {
    let body =
        r#"{"site": {"domain": "localhost"}, "hosts": [{"cores": 0, "memory": [8]}], "load": {"users": 5}}"#;
    for path in ["/api/v1/plan", "/api/v1/bundle"] {
        let answer = post(path, "application/json", body).await;
        is_problem(&answer, 422);
        let mut errors = answer.json()["errors"].as_array().unwrap().clone();
        errors.sort_by_key(|error| error["path"].to_string());
        assert_eq!(
            Value::Array(errors),
            json!([
                {"path": "hosts.0.cores", "value": "0", "message": "is too small",
                 "limit": "a whole number from 1 to 1024 cores"},
                {"path": "hosts.0.memory", "value": "", "message": "is a list",
                 "limit": "512 MiB to 16384 GiB, for example 8 GiB"},
                {"path": "load.users", "value": "5", "message": "is given for a field that does not exist",
                 "limit": "did you mean load.active_users?"},
                {"path": "site.domain", "value": "localhost",
                 "message": "has no dot, so it is no public domain name",
                 "limit": "a domain name such as example.social, at most 253 characters"},
            ])
        );
    }
}

#[tokio::test]
async fn malformed_text_is_a_bad_request_that_names_the_place() {
    let answer = plan("application/yaml", "site: { domain: a.example\nload: 1\n").await;
    is_problem(&answer, 400);
    assert!(
        answer.json()["detail"]
            .as_str()
            .unwrap()
            .starts_with("line 2, column "),
        "{}",
        answer.text()
    );
    let answer = plan("application/json", "{\"site\": ").await;
    is_problem(&answer, 400);
    assert!(
        answer.json()["detail"]
            .as_str()
            .unwrap()
            .starts_with("line 1, column 9: "),
        "{}",
        answer.text()
    );
    is_problem(&plan("", &b"\xff\xfe"[..]).await, 400);
}

#[tokio::test]
async fn too_much_text_is_refused() {
    let comment = |bytes: usize| format!("{SMALL}#{}\n", "x".repeat(bytes - SMALL.len() - 2));
    assert_eq!(plan("application/yaml", comment(65_536)).await.status, 200);
    is_problem(&plan("application/yaml", comment(65_537)).await, 413);
}

#[tokio::test]
async fn long_values_and_long_lists_of_problems_are_cut() {
    let long = plan(
        "application/yaml",
        format!("site: {{ domain: {} }}", "ä".repeat(30_000)),
    )
    .await;
    assert_eq!(
        long.json()["errors"][0]["value"]
            .as_str()
            .unwrap()
            .chars()
            .count(),
        201
    );
    let many: Vec<_> = (0..5_000).map(|index| format!("a{index}: 1")).collect();
    let answer = plan("application/yaml", many.join("\n")).await;
    assert_eq!(problems(&answer).len(), 201);
    assert_eq!(
        problems(&answer).last().unwrap(),
        "\"\": \"4801 more problems are not listed\""
    );
}

#[tokio::test]
async fn what_is_not_there_is_problem_details_below_api_only() {
    let get = |path: &'static str| {
        crate::support::send(
            axum::http::Request::get(path)
                .body(axum::body::Body::empty())
                .unwrap(),
        )
    };
    is_problem(&get("/api/v1/nothing").await, 404);
    is_problem(&get("/api/v2/plan").await, 404);
    let wrong_method = get("/api/v1/plan").await;
    is_problem(&wrong_method, 405);
    assert_eq!(wrong_method.header("allow"), "POST");
    is_problem(&get("/api/v1/bundle").await, 405);
    is_problem(&post("/api/v1/schema", "", "").await, 405);
    assert_eq!(
        get("/nothing").await.header("content-type"),
        "text/html; charset=utf-8"
    );
}

#[tokio::test]
async fn a_bundle_is_a_zip_that_nobody_keeps() {
    let answer = post("/api/v1/bundle", "application/yaml", SMALL).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"howdah-example.social.zip\""
    );
    assert_eq!(answer.header("content-encoding"), "");
    let mut zip = ZipArchive::new(std::io::Cursor::new(answer.body)).unwrap();
    let mode = zip
        .by_name("main/home/mastodon/live/.env.production")
        .unwrap()
        .unix_mode();
    assert_eq!(mode.unwrap() & 0o777, 0o600);
    assert!(zip.by_name("RUNBOOK.md").is_ok());
}

#[tokio::test]
async fn a_new_server_gets_new_secrets_and_an_existing_one_none() {
    let bundle = |spec: &'static str| post("/api/v1/bundle", "application/yaml", spec);
    assert_ne!(bundle(SMALL).await.body, bundle(SMALL).await.body);
    let existing = bundle(EXISTING).await.body;
    assert_eq!(existing, bundle(EXISTING).await.body);
    let mut zip = ZipArchive::new(std::io::Cursor::new(existing)).unwrap();
    let environment =
        std::io::read_to_string(zip.by_name("main/home/mastodon/live/.env.production").unwrap()).unwrap();
    assert!(environment.contains("CHANGE_ME_SECRET_KEY_BASE"), "{environment}");
}

#[tokio::test]
async fn a_bundle_may_be_a_tarball() {
    let answer = post("/api/v1/bundle?format=tar.gz", "application/yaml", EXISTING).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/gzip");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"howdah-example.social.tar.gz\""
    );
    // RFC 1952: the two bytes that every gzip file begins with.
    assert_eq!(answer.body[..2], [0x1f, 0x8b]);
    is_problem(
        &post("/api/v1/bundle?format=rar", "application/yaml", EXISTING).await,
        400,
    );
    is_problem(
        &post(
            "/api/v1/bundle?format=zip&format=zip",
            "application/yaml",
            EXISTING,
        )
        .await,
        400,
    );
}

#[tokio::test]
async fn the_schema_is_served_as_one() {
    let request = axum::http::Request::get("/api/v1/schema")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = crate::support::send(request).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/schema+json");
    assert_eq!(
        answer.json()["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
}
