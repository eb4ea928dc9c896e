//! What stands before and after the questions of a step.

use markup::{Element, el, el_of};
use planner::input::load::BACKLOG;

use super::{load, presets, review};
use crate::result::take_away;
use crate::state::Wizard;
use crate::steps::{LOAD, RESULT, SERVER, START, Step};

pub(super) fn before(wizard: Wizard, step: &Step) -> Vec<Element> {
    if *step == START {
        vec![presets::presets(wizard)]
    } else if *step == RESULT {
        take_away::take_away(wizard)
    } else {
        Vec::new()
    }
}

pub(super) fn after(wizard: Wizard, step: &Step) -> Vec<Element> {
    if *step == START {
        let mut ways = vec![way_through_every_step(wizard), way_for_a_slow_server(wizard)];
        ways.extend(load::control());
        ways
    } else if *step == RESULT {
        vec![review::review(wizard)]
    } else {
        Vec::new()
    }
}

fn way_for_a_slow_server(wizard: Wizard) -> Element {
    let link = el("a")
        .attr("href", wizard.address_of(&LOAD).href_of(BACKLOG.name))
        .text("say how many jobs wait");
    el_of("p", "step-more")
        .text("Do timelines run late on your server? ")
        .with(link)
        .text(".")
}

fn way_through_every_step(wizard: Wizard) -> Element {
    let link = el("a")
        .attr("href", wizard.address_of(&SERVER).href())
        .text("go through every step");
    el_of("p", "step-more")
        .text("Versions, disk, Docker and everything else: ")
        .with(link)
        .text(".")
}
