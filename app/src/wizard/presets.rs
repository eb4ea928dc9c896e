//! Servers to start from, as ordinary links.

use markup::number::grouped_in;
use markup::{Element, el, el_of};
use planner::input;

use crate::address::Address;
use crate::state::Wizard;
use crate::steps::START;

struct Preset {
    name: &'static str,
    cores: &'static str,
    memory: &'static str,
    users: &'static str,
}

/// Sizes that are sold as such, with about as many people as the plan finds they can take.
static PRESETS: [Preset; 4] = [
    Preset {
        name: "Myself",
        cores: "1",
        memory: "2 GiB",
        users: "1",
    },
    Preset {
        name: "Friends",
        cores: "2",
        memory: "4 GiB",
        users: "50",
    },
    Preset {
        name: "A club",
        cores: "4",
        memory: "8 GiB",
        users: "1000",
    },
    Preset {
        name: "A town",
        cores: "16",
        memory: "64 GiB",
        users: "10000",
    },
];

impl Preset {
    const fn entries(&self) -> [(&'static str, &'static str); 3] {
        [
            ("hosts.0.cores", self.cores),
            ("hosts.0.memory", self.memory),
            ("load.active_users", self.users),
        ]
    }

    fn people(&self) -> String {
        let people = if self.users == "1" { "person" } else { "people" };
        format!("{} {people}", grouped_in(self.users))
    }

    fn size(&self) -> String {
        let cores = if self.cores == "1" { "core" } else { "cores" };
        format!("{} {cores}, {}", self.cores, self.memory)
    }
}

pub(crate) fn presets(wizard: Wizard) -> Element {
    let links = PRESETS.iter().map(|preset| {
        let current = is_chosen(wizard, preset).then_some("true");
        let href = address(wizard, preset).href();
        el("li").with(
            el("a")
                .attr("href", href)
                .attr_if("aria-current", current)
                .with(el_of("span", "preset-name").text(preset.name))
                .text(" ")
                .with(el_of("span", "preset-people").text(preset.people()))
                .text(" ")
                .with(el_of("span", "preset-size").text(preset.size())),
        )
    });
    el_of("nav", "presets")
        .attr("aria-labelledby", "presets-title")
        .with(el("h2").attr("id", "presets-title").text("Start from"))
        .with(el("ul").attr("role", "list").with_all(links))
}

fn address(wizard: Wizard, preset: &Preset) -> Address {
    let mut address = wizard.address_of(&START);
    for (path, text) in preset.entries() {
        address.answers.set(path, text);
    }
    address
}

fn is_chosen(wizard: Wizard, preset: &Preset) -> bool {
    let holds = |path: &str, text: &str| {
        input::at(path).is_some_and(|at| at.field.text(&wizard.outcome().plan.spec, at.host) == text)
    };
    preset.entries().iter().all(|(path, text)| holds(path, text))
}

#[cfg(test)]
mod tests {
    use planner::Spec;
    use planner::finding::Severity;

    use super::*;

    #[test]
    fn every_preset_is_accepted_and_fits() {
        for preset in &PRESETS {
            let mut raw: planner::Raw = preset.entries().into_iter().collect();
            raw.set("site.domain", "example.social");
            let plan = planner::plan(&Spec::read(&raw).unwrap());
            let errors: Vec<_> = plan
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", preset.name);
        }
    }
}
