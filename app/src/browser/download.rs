//! The button for the zip: the module for files makes it, in place of the server.

use js_sys::futures::spawn_local;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::typing;
use crate::address::DOWNLOAD;
use crate::answers::encoded;
use crate::files::module;
use crate::result::download::BY_SERVER;
use crate::state::{Download, Wizard};

/// Hears of every form that is sent.
pub(super) fn hear(wizard: Wizard, event: &SubmitEvent) {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_ours = form.and_then(|form| form.get_attribute("action")).as_deref() == Some(DOWNLOAD);
    let is_for_the_server = event
        .submitter()
        .is_some_and(|button| button.has_attribute(BY_SERVER));
    if is_ours && !is_for_the_server {
        event.prevent_default();
        typing::settle(wizard);
        wizard.download.set(Download::OnTheWay);
        let answers = untrack(|| encoded(&wizard.answers()));
        spawn_local(async move { wizard.download.set(download(&answers).await) });
    }
}

async fn download(answers: &str) -> Download {
    match module::fetch().await {
        Ok(module) if module.download(answers).is_ok() => Download::Done,
        Ok(_) => Download::Refused,
        Err(_) => Download::OutOfReach,
    }
}
