//! The five questions that are enough for a configuration.

use planner::input::{hosts, load, site, storage};

use super::{Step, Wizard, presets, result, server};
use crate::ui::markup::{Element, el, el_of};

pub(super) static STEP: Step = Step {
    slug: "",
    title: "Start",
    heading: "Five answers make a configuration",
    why: "Hardware and people decide the sizes; everything else has a default that you can change later.",
    places: |field| FIELDS.contains(&field.name),
    before: presets::presets,
    after: more,
    leads_to: Some(&result::STEP),
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

fn more(wizard: Wizard) -> Vec<Element> {
    let link = el("a")
        .attr("href", wizard.address_of(&server::STEP).href())
        .text("go through every step");
    let more = el_of("p", "step-more")
        .text("Versions, disk, Docker and everything else: ")
        .with(link)
        .text(".");
    vec![more]
}
