//! The five questions that are enough for a configuration.

use leptos::prelude::*;
use planner::input::{hosts, load, site, storage};

use super::{Step, Wizard, presets, server};

pub(super) static STEP: Step = Step {
    slug: "",
    title: "Start",
    heading: "Five answers make a configuration",
    why: "Hardware and people decide the sizes; everything else has a default that you can change later.",
    places: |field| FIELDS.contains(&field.name),
    before: Some(presets::presets),
    after: Some(more),
    onward: Some("Show the result"),
};

/// Object storage cannot do without those after the fifth.
const FIELDS: [&str; 9] = [
    site::DOMAIN.name,
    hosts::CORES.name,
    hosts::MEMORY.name,
    load::ACTIVE_USERS.name,
    storage::KIND.name,
    storage::PROVIDER.name,
    storage::BUCKET.name,
    storage::REGION.name,
    storage::ENDPOINT.name,
];

fn more(wizard: Wizard) -> AnyView {
    view! {
        <p class="step-more">
            "Versions, disk, Docker and everything else: "
            <a href=move || wizard.address_of(&server::STEP).href()>"go through every step"</a>
            "."
        </p>
    }
    .into_any()
}
