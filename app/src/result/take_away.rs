//! What can be taken from the result: the zip, the link, the Spec and the command for it.

use leptos::prelude::*;

use super::download;
use crate::address::Address;
use crate::browser;
use crate::ui::copy::copy_button;
use crate::wizard::Wizard;

const SPEC_FILE: &str = "howdah.yaml";
const COMMAND: &str = "howdah bundle howdah.yaml -o bundle.zip";

pub(crate) fn take_away(wizard: Wizard) -> AnyView {
    let spec = move || {
        wizard.bundle.with(|bundle| {
            bundle
                .files
                .iter()
                .find(|file| file.path == SPEC_FILE)
                .map(|file| file.text.clone())
                .unwrap_or_default()
        })
    };
    let link = move || {
        Address {
            file: None,
            ..wizard.address()
        }
        .href()
    };
    view! {
        {download::download(wizard)}
        <section class="keep" aria-labelledby="keep-title">
            <h2 id="keep-title">"Keep the answers"</h2>
            <p>
                "This page's address holds them all: "
                <a href=link>"link to this plan"</a>
                ". It has no secrets."
            </p>
            {copy_button(|| "the link".to_owned(), move || untrack(|| browser::absolute(&link())))}
            <p>"As a file, to keep with your other configuration:"</p>
            <div class="keep-text">
                <pre class="file-text" tabindex="0" role="region" aria-label=SPEC_FILE><code>{spec}</code></pre>
                {copy_button(|| SPEC_FILE.to_owned(), move || untrack(spec))}
            </div>
            <p>"The command that makes the same files of it:"</p>
            <div class="keep-text">
                <pre class="file-text" tabindex="0" role="region" aria-label="Command"><code>{COMMAND}</code></pre>
                {copy_button(|| "the command".to_owned(), || COMMAND.to_owned())}
            </div>
        </section>
    }
    .into_any()
}
