//! The way to the zip: made here where the script runs, by the server where it does not.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use planner::Spec;
use planner::input::ServerState;

use crate::address::given;
use crate::browser;
use crate::ui::icon;
use crate::wizard::{Wizard, form, problems};

/// Where a form is sent to get a bundle.
const ACTION: &str = "/download";

/// What a bundle's zip is called.
pub fn file_name(spec: &Spec) -> String {
    format!("howdah-{}.zip", spec.site.domain)
}

pub(super) fn download(wizard: Wizard) -> AnyView {
    view! {
        <div class="download">
            {move || if wizard.is_ready() { button(wizard) } else { not_yet(wizard) }}
        </div>
    }
    .into_any()
}

fn button(wizard: Wizard) -> AnyView {
    let has_failed = RwSignal::new(false);
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        let made = untrack(|| {
            wizard
                .plan
                .with(|plan| browser::download::download(plan, &file_name(&plan.spec)))
        });
        has_failed.set(made.is_err());
    };
    let is_new = move || wizard.spec.with(|spec| spec.site.server == ServerState::New);
    view! {
        <form method="post" action=ACTION on:submit=make>
            {move || form::hidden(wizard.answers.with(given))}
            <button type="submit" class="button" data-kind="main">{icon::download()}"Download the zip"</button>
        </form>
        {move || if is_new() { where_secrets_are_drawn() } else { no_secrets() }}
        {move || has_failed.get().then(|| view! {
            <p class="note" role="alert">"This browser gave no random numbers or refused the download. Nothing was made."</p>
        })}
    }
    .into_any()
}

fn where_secrets_are_drawn() -> AnyView {
    view! {
        <p class="download-secrets with-script">
            "Passwords and keys are drawn in this browser when you press the button, and go nowhere else. Each download has new ones."
        </p>
        <p class="download-secrets without-script">
            "Without its script this page cannot draw passwords and keys, so the server draws them, sends them once and keeps nothing."
        </p>
    }
    .into_any()
}

fn no_secrets() -> AnyView {
    view! {
        <p class="download-secrets">
            "Your server keeps its passwords and keys: the files say CHANGE_ME where each one goes, and the runbook lists the places."
        </p>
    }
    .into_any()
}

fn not_yet(wizard: Wizard) -> AnyView {
    let domain = "site.domain";
    let has_domain = wizard
        .answers
        .with(|answers| answers.get(domain).is_some_and(|text| !text.trim().is_empty()));
    let words = if has_domain {
        view! { <p>"The zip can be made when the answers that are marked are put right."</p> }.into_any()
    } else {
        let href = problems::href(wizard, domain);
        view! { <p><a href=href>"Give your domain"</a>" and the zip can be made. Until then you see it for example.social."</p> }.into_any()
    };
    view! { <div class="download-not-yet">{words}</div> }.into_any()
}
