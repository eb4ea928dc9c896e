//! The way to the zip: made in the browser where the script runs, by the server where it does not.

use leptos::prelude::*;
use markup::{Element, el, el_of};
use planner::input::site;

use crate::address::DOWNLOAD;
use crate::answers::given;
use crate::state::{Download, Wizard};
use crate::ui::hidden::hidden;
use crate::ui::icon;

/// The button's attribute that lets the form go to the server although the script runs.
pub(crate) const BY_SERVER: &str = "data-by-server";

const FORM: &str = "download-form";
const BY_THE_SERVER: &str =
    "The server can draw passwords and keys instead; it sends them once and keeps nothing.";

pub(super) fn download(wizard: Wizard) -> Element {
    let download = el_of("div", "download").attr("id", "download");
    if wizard.is_ready() {
        download
            .with(form(wizard))
            .with_all(secrets(wizard))
            .with_all(outcome(wizard))
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
        .attr("id", FORM)
        .attr("method", "post")
        .attr("action", DOWNLOAD)
        .with_all(hidden)
        .with(button)
}

/// Where they are drawn, said plainly.
fn secrets(wizard: Wizard) -> Vec<Element> {
    let words = |class, words| el_of("p", class).text(words);
    if wizard.outcome().plan.spec.site.server.runs_already() {
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

/// What is to be said of the last press of the button.
fn outcome(wizard: Wizard) -> Option<Element> {
    let words = match wizard.download.get() {
        Download::Done => return None,
        Download::OnTheWay => {
            let words = "What makes the zip is on its way.";
            return Some(el_of("p", "note").attr("role", "status").text(words));
        }
        Download::OutOfReach => {
            "What makes the zip did not come: the network is away, or something blocks it. Nothing was made. "
        }
        Download::Refused => {
            "This browser gave no random numbers or refused the download. Nothing was made. "
        }
    };
    let button = el_of("button", "button")
        .attr("type", "submit")
        .attr("form", FORM)
        .attr(BY_SERVER, "")
        .text("Have the server make it");
    let note = el_of("div", "note")
        .attr("role", "alert")
        .with(el("p").text(words).text(BY_THE_SERVER))
        .with(button);
    Some(note)
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
