//! The way to the zip: made in the browser where the script runs, by the server where it does not.

use leptos::prelude::*;
use planner::input::site;
use planner::spec::ServerState;

use crate::address::DOWNLOAD;
use crate::answers::given;
use crate::state::Wizard;
use crate::ui::hidden::hidden;
use crate::ui::icon;
use crate::ui::markup::{Element, el, el_of};

pub(super) fn download(wizard: Wizard) -> Element {
    let download = el_of("div", "download").attr("id", "download");
    if wizard.is_ready() {
        download
            .with(form(wizard))
            .with_all(secrets(wizard))
            .with_all(failure(wizard))
    } else {
        download.with(not_yet(wizard))
    }
}

fn form(wizard: Wizard) -> Element {
    let hidden = hidden(given(&wizard.answers()));
    let button = el_of("button", "button")
        .attr("type", "submit")
        .attr("data-kind", "main")
        .with(icon::download())
        .text("Download the zip");
    // `browser::download` hears of it first, where the script runs.
    el("form")
        .attr("method", "post")
        .attr("action", DOWNLOAD)
        .with_all(hidden)
        .with(button)
}

/// Where they are drawn, said plainly.
fn secrets(wizard: Wizard) -> Vec<Element> {
    let words = |class, words| el_of("p", class).text(words);
    if wizard.outcome().plan.spec.site.server == ServerState::Existing {
        return vec![words(
            "download-secrets",
            "Your server keeps its passwords and keys: the files say CHANGE_ME where each one goes, and the runbook lists the places.",
        )];
    }
    vec![
        words(
            "download-secrets with-script",
            "Passwords and keys are drawn in this browser when you press the button, and go nowhere else. Each download has new ones.",
        ),
        words(
            "download-secrets without-script",
            "Without its script this page cannot draw passwords and keys, so the server draws them, sends them once and keeps nothing.",
        ),
    ]
}

fn failure(wizard: Wizard) -> Option<Element> {
    let words = "This browser gave no random numbers or refused the download. Nothing was made.";
    wizard
        .download_failed
        .get()
        .then(|| el_of("p", "note").attr("role", "alert").text(words))
}

fn not_yet(wizard: Wizard) -> Element {
    let domain = site::DOMAIN.name;
    let answers = wizard.answers();
    let has_domain = answers.get(domain).is_some_and(|text| !text.trim().is_empty());
    let words = el_of("p", "download-not-yet");
    if has_domain {
        words.text("The zip can be made when the answers that are marked are put right.")
    } else {
        let link = el("a")
            .attr_if("href", wizard.href_of(site::DOMAIN.of_site()))
            .text("Give your domain");
        words
            .with(link)
            .text(" and the zip can be made. Until then you see it for example.social.")
    }
}
