//! Servers to start from, as ordinary links.

use super::{Wizard, start};
use crate::address::{Address, field_at};
use crate::ui::markup::{Element, el, el_of};

struct Preset {
    name: &'static str,
    entries: [(&'static str, &'static str); 3],
}

const CORES: &str = "hosts.0.cores";
const MEMORY: &str = "hosts.0.memory";
const USERS: &str = "load.active_users";

/// Sizes that are sold as such, with about as many people as the plan finds they can take.
static PRESETS: [Preset; 4] = [
    Preset {
        name: "1 core, 2 GiB: myself",
        entries: [(CORES, "1"), (MEMORY, "2 GiB"), (USERS, "1")],
    },
    Preset {
        name: "2 cores, 4 GiB: a circle",
        entries: [(CORES, "2"), (MEMORY, "4 GiB"), (USERS, "100")],
    },
    Preset {
        name: "4 cores, 8 GiB: a club",
        entries: [(CORES, "4"), (MEMORY, "8 GiB"), (USERS, "1000")],
    },
    Preset {
        name: "16 cores, 64 GiB: a town",
        entries: [(CORES, "16"), (MEMORY, "64 GiB"), (USERS, "10000")],
    },
];

pub(crate) fn presets(wizard: Wizard) -> Vec<Element> {
    let links = PRESETS.iter().map(|preset| {
        let current = is_chosen(wizard, preset).then_some("true");
        let href = address(wizard, preset).href();
        el("li").with(
            el("a")
                .attr("href", href)
                .attr_if("aria-current", current)
                .text(preset.name),
        )
    });
    let presets = el_of("nav", "presets")
        .attr("aria-labelledby", "presets-title")
        .with(el("h2").attr("id", "presets-title").text("Start from"))
        .with(el("ul").attr("role", "list").with_all(links));
    vec![presets]
}

fn address(wizard: Wizard, preset: &Preset) -> Address {
    let mut address = wizard.address_of(&start::STEP);
    for (path, text) in preset.entries {
        address.answers.set(path, text);
    }
    address
}

fn is_chosen(wizard: Wizard, preset: &Preset) -> bool {
    let holds = |path: &str, text: &str| {
        field_at(path).is_some_and(|field| field.text(&wizard.outcome().plan.spec, 0) == text)
    };
    preset.entries.iter().all(|(path, text)| holds(path, text))
}

#[cfg(test)]
mod tests {
    use planner::Spec;
    use planner::finding::Severity;

    use super::*;

    #[test]
    fn every_preset_is_accepted_and_fits() {
        for preset in &PRESETS {
            let mut raw: planner::Raw = preset.entries.into_iter().collect();
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
