//! Pages as the server renders them: the whole answer, and a form that loses nothing without script.

#![cfg(feature = "ssr")]

use app::{Location, render};

fn page(path: &str, query: &str) -> String {
    let page = render(
        Location {
            path: path.to_owned(),
            query: query.to_owned(),
        },
        "/pkg/0",
    );
    assert!(page.found, "{path}");
    page.html
}

/// The tag that has this text in it, such as `<input … name="x" …>`.
fn tag<'html>(html: &'html str, part: &str) -> &'html str {
    let at = html
        .find(part)
        .unwrap_or_else(|| panic!("{part} is not in the page"));
    let start = html[..at].rfind('<').expect("a tag begins");
    let end = html[at..].find('>').expect("a tag ends");
    &html[start..=at + end]
}

fn assert_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is not in the page");
    }
}

#[test]
fn the_first_screen_asks_six_questions_and_shows_an_example() {
    let html = page("/", "");
    assert_eq!(html.matches("class=\"field\"").count(), 6);
    for path in [
        "site.server",
        "site.domain",
        "hosts.0.cores",
        "hosts.0.memory",
        "load.active_users",
        "storage.kind",
    ] {
        tag(&html, &format!("name=\"{path}\""));
    }
    assert_has(
        &html,
        &[
            "Nothing is answered yet",
            "PostgreSQL",
            "Memory",
            "Sidekiq",
            "Database connections",
        ],
    );
}

/// By these a browser finds what it keeps up to date.
#[test]
fn each_place_that_follows_answers_is_there_once() {
    let html = page("/storage", "site.domain=example.social");
    for mark in [
        "class=\"steps-list\"",
        "class=\"step\"",
        "class=\"result-content\"",
        "id=\"home\"",
        "id=\"announced\"",
    ] {
        assert_eq!(html.matches(mark).count(), 1, "{mark}");
    }
}

#[test]
fn a_question_that_nobody_has_come_to_is_no_problem() {
    assert!(!page("/", "").contains("aria-invalid"));
    assert!(tag(&page("/", "site.domain="), "id=\"site.domain\"").contains("aria-invalid=\"true\""));
    assert_has(&page("/result", ""), &["id=\"problems\""]);
}

#[test]
fn a_problem_is_shown_at_its_field_with_its_limit_and_its_text() {
    let html = page("/server", "site.domain=example.social&hosts.0.cores=many");
    let input = tag(&html, "id=\"hosts.0.cores\"");
    assert!(input.contains("value=\"many\""), "{input}");
    assert!(input.contains("aria-invalid=\"true\""), "{input}");
    assert!(
        input.contains("aria-describedby=\"hosts.0.cores-problem hosts.0.cores-help\""),
        "{input}"
    );
    assert_has(
        &html,
        &[
            "id=\"hosts.0.cores-problem\"",
            "“many” is not a whole number. Wanted: a whole number from 1 to 1024 cores",
            "href=\"/server?site.domain=example.social&amp;hosts.0.cores=many#hosts.0.cores\"",
        ],
    );
}

#[test]
fn what_a_user_types_cannot_become_markup() {
    let html = page(
        "/",
        "site.domain=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&%3Cb%3E=1",
    );
    assert!(!html.contains("<script>") && !html.contains("<b>"));
}

#[test]
fn a_form_goes_to_the_next_step_and_carries_the_other_answers() {
    let html = page(
        "/load",
        "site.domain=example.social&hosts.0.memory=8+GiB&load.active_users=500",
    );
    assert_has(&html, &["action=\"/storage\"", "method=\"get\""]);
    let carried = tag(&html, "name=\"hosts.0.memory\"");
    assert!(
        carried.contains("type=\"hidden\"") && carried.contains("value=\"8 GiB\""),
        "{carried}"
    );
    let asked = tag(&html, "name=\"load.active_users\"");
    assert!(
        asked.contains("type=\"text\"") && asked.contains("value=\"500\""),
        "{asked}"
    );
}

#[test]
fn answers_for_further_hosts_are_carried_and_said_to_be_too_many() {
    let html = page("/server", "site.domain=example.social&hosts.1.cores=8");
    let carried = tag(&html, "name=\"hosts.1.cores\"");
    assert!(
        carried.contains("type=\"hidden\"") && carried.contains("value=\"8\""),
        "{carried}"
    );
    assert_has(
        &html,
        &[
            "hosts.1.cores=8\"",
            "“2” hosts were given. Wanted: exactly one host",
        ],
    );
    assert!(!html.contains("which is no question here"));
}

#[test]
fn answers_to_questions_that_are_hidden_now_are_kept() {
    let html = page("/storage", "site.domain=example.social&storage.bucket=media");
    assert!(tag(&html, "name=\"storage.bucket\"").contains("type=\"hidden\""));
    let html = page(
        "/storage",
        "site.domain=example.social&storage.kind=s3&storage.bucket=media",
    );
    assert!(tag(&html, "name=\"storage.bucket\"").contains("type=\"text\""));
}

#[test]
fn the_zip_is_offered_when_the_answers_are_right() {
    let html = page("/", "site.domain=example.social");
    assert!(tag(&html, "action=\"/download\"").contains("method=\"post\""));
    assert!(!page("/", "").contains("action=\"/download\""));
    assert!(!page("/result", "site.domain=example.social&hosts.0.cores=0").contains("action=\"/download\""));
}

#[test]
fn where_secrets_are_drawn_is_said() {
    let html = page("/result", "site.domain=example.social");
    assert_has(&html, &["drawn in this browser", "the server draws them"]);
    let html = page("/result", "site.domain=example.social&site.server=existing");
    assert_has(&html, &["CHANGE_ME"]);
    assert!(!html.contains("drawn in this browser"));
}

#[test]
fn every_number_has_working_basis_and_the_way_to_its_rule() {
    let html = page("/", "view=numbers&hosts.0.memory=16");
    assert_has(
        &html,
        &[
            "<code>shared_buffers</code>",
            "8 GiB ÷ 4, at least 128 MiB or a half = 2 GiB",
            "data-basis=\"documented\"",
            "href=\"/rules#shared-buffers\"",
        ],
    );
    assert!(
        !html.contains("class=\"rule-told\""),
        "everybody would load what few read"
    );
}

#[test]
fn every_rule_is_on_the_page_of_rules_with_its_words_and_sources() {
    let html = page("/rules", "");
    for rule in planner::rules() {
        assert_has(&html, &[&format!("<article class=\"rule\" id=\"{}\">", rule.id)]);
    }
    assert_has(
        &html,
        &["The limit in the version's own nginx file: 99 MB from 4.2 on"],
    );
    assert!(tag(&html, "https://").contains("rel=\"noreferrer\""));
    assert!(!html.contains("<script"));
}

#[test]
fn a_file_is_shown_when_the_address_says_so() {
    let html = page("/", "site.domain=example.social&view=files&file=howdah.yaml");
    assert_has(&html, &["aria-label=\"howdah.yaml\"", "nginx.conf"]);
    assert!(!page("/", "view=files").contains("class=\"file-text\""));
}

#[test]
fn the_policy_forbids_inline_script_and_style_and_the_page_has_none() {
    for view in ["overview", "numbers", "files"] {
        let html = page("/result", &format!("site.domain=example.social&view={view}"));
        assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick="));
        assert_eq!(html.matches("<script").count(), 1);
    }
}

#[test]
fn other_paths_have_no_page() {
    let page = render(
        Location {
            path: "/nowhere".to_owned(),
            query: String::new(),
        },
        "/pkg/0",
    );
    assert!(!page.found);
    assert!(page.html.contains("There is no page here"));
}
