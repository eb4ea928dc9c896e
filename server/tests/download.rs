//! The download without script, and bundles whose bytes do not depend on the way they take.

use crate::support::{Answer, EXISTING, SMALL, post, send};
use axum::body::Body;
use axum::http::Request;
use planner::Spec;
use planner::spec::ServerState;
use server::bundle::{self, Packing};
use server::read::{self, Format};
use templates::Secrets;

const FORM: &str = "application/x-www-form-urlencoded";

async fn download(form: impl Into<Body>) -> Answer {
    post("/download", FORM, form).await
}

fn spec(text: &str) -> Spec {
    read::document(text.as_bytes(), Format::Yaml).expect("a good Spec")
}

#[tokio::test]
async fn a_form_gives_the_same_file_as_the_api() {
    let form = "site.domain=example.social&site.server=existing&hosts.0.cores=4&hosts.0.memory=8+GiB\
                &load.active_users=1000&site.contact=&storage.bucket=";
    let file = download(form).await;
    assert_eq!(file.status, 200, "{}", file.text());
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"howdah-example.social.zip\""
    );
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(
        file.body,
        post("/api/v1/bundle", "application/yaml", EXISTING).await.body
    );
}

#[tokio::test]
async fn the_last_of_two_answers_counts() {
    // As with a check box after a hidden "false".
    let form = "site.domain=a.example&site.server=existing&options.metrics=false&options.metrics=true";
    let yaml = "site: { domain: a.example, server: existing }\noptions: { metrics: true }";
    assert_eq!(
        download(form).await.body,
        post("/api/v1/bundle", "", yaml).await.body
    );
}

#[tokio::test]
async fn a_form_with_problems_goes_back_to_the_wizard_with_every_answer() {
    let answer =
        download("site.domain=local+host&hosts.0.cores=%C3%A4%26%3D%0D%0A&load.surge=&x=%3Cscript%3E").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(
        answer.header("location"),
        "/result?hosts.0.cores=%C3%A4%26%3D%0D%0A&load.surge=&site.domain=local+host&x=%3Cscript%3E"
    );
}

#[tokio::test]
async fn the_wizard_says_what_is_wrong_with_them() {
    let answer = download("site.domain=localhost&hosts.0.cores=4&load.active_users=many").await;
    let request = Request::get(answer.header("location"))
        .body(Body::empty())
        .unwrap();
    let page = send(request).await;
    assert_eq!(page.status, 200);
    for words in [
        "has no dot, so it is no public domain name",
        "is not a whole number",
    ] {
        assert!(page.text().contains(words), "{words:?} is not in {}", page.text());
    }
}

#[tokio::test]
async fn answers_that_are_too_long_for_an_address_are_shown_at_once_and_cut() {
    let page = download(format!("site.domain={}", "a".repeat(20_000))).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.header("location"), "");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    // A domain has 253 characters at most, and some are left for escapes; the mark stands for the rest.
    let kept = format!("“{}…” is too long for a domain name", "a".repeat(253 + 14));
    assert!(page.text().contains(&kept), "{}", page.text());
}

#[tokio::test]
async fn what_a_browser_cannot_be_given_is_said_in_a_page() {
    for (address, body, status, words) in [
        (
            "/download",
            "a".repeat(65_537),
            413,
            "a Spec has at most 65536 bytes",
        ),
        (
            "/download?format=%3Cb%3E",
            String::new(),
            400,
            "format is &quot;&lt;b&gt;&quot;; there are zip and tar.gz",
        ),
        (
            "/download?format=zip&format=zip",
            String::new(),
            400,
            "the query is not one format",
        ),
    ] {
        let page = post(address, FORM, body).await;
        assert_eq!(page.status, status, "{address}");
        assert_eq!(
            page.header("content-type"),
            "text/html; charset=utf-8",
            "{address}"
        );
        assert_eq!(page.header("cache-control"), "no-store", "{address}");
        assert!(page.text().contains(words), "{address}: {}", page.text());
    }
}

#[test]
fn the_same_spec_and_secrets_give_the_same_bytes() {
    let secrets = || {
        let mut next = 0_u8;
        Secrets::draw(&mut |buffer| {
            buffer.fill_with(|| {
                next = next.wrapping_mul(5).wrapping_add(17);
                next
            });
        })
    };
    let pack = |packing: Packing| packing.pack(&bundle::of_plan(&planner::plan(&spec(SMALL)), &secrets()));
    for packing in Packing::ALL {
        assert_eq!(pack(packing), pack(packing));
    }
}

#[test]
fn a_bundle_holds_the_spec_it_was_made_from() {
    for text in [
        SMALL,
        EXISTING,
        "site: { domain: a.example, web_domain: social.a.example, contact: admin@a.example }\n\
         mastodon: 4.0\npostgresql: 15\ndistribution: ubuntu-22.04\nrun: compose\n\
         load: { active_users: 20000, surge: 3, measured: { backlog: 50000, jobs_per_day: 900000 } }\n\
         hosts: [{ name: one, cores: 16, memory: 67108865 KiB, reserved_memory: 1.5 MiB, shared_cpu: yes }]\n\
         storage: { kind: s3, provider: aws, bucket: media, region: eu-central-1 }\n",
    ] {
        let mut spec = spec(text);
        let bundle = bundle::of_plan(&planner::plan(&spec), &Secrets::existing());
        let file = bundle
            .files
            .iter()
            .find(|file| file.path == "howdah.yaml")
            .unwrap();
        // But for the server, which it makes.
        spec.site.server = ServerState::Changed;
        assert_eq!(
            read::document(file.text.as_bytes(), Format::Yaml),
            Ok(spec),
            "{}",
            file.text
        );
    }
}
