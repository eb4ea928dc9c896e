//! The wizard's screens, as data: what each one asks, and why.

use planner::FIELDS;
use planner::field::{Field, Section};
use planner::input::{hosts, load, site, storage};
use planner::problem::About;

/// One screen, defined once. [`STEPS`] has their order.
#[derive(Debug)]
pub struct Step {
    pub path: &'static str,
    /// One word, for the list of steps.
    pub title: &'static str,
    pub heading: &'static str,
    /// One sentence: why we ask.
    pub why: &'static str,
    pub asks: Asks,
    /// Where its button leads, if not to the next step.
    pub leads_to: Option<&'static Step>,
}

/// Which fields a step asks.
#[derive(Clone, Copy, Debug)]
pub enum Asks {
    /// The fields of these names, which other steps ask, too.
    These(&'static [&'static str]),
    /// The fields that the planner has in this section.
    Section(Section),
    Nothing,
}

/// Every step, in the order of the screen.
pub static STEPS: [&Step; 7] = [&START, &SERVER, &LOAD, &STORAGE, &NETWORK, &OPTIONS, &RESULT];

pub static START: Step = Step {
    path: "/",
    title: "Start",
    heading: "Your server in six answers",
    why: "Hardware and people decide the sizes.",
    // Object storage cannot do without those after the sixth.
    asks: Asks::These(&[
        site::SERVER.name,
        site::DOMAIN.name,
        hosts::CORES.name,
        hosts::MEMORY.name,
        load::ACTIVE_USERS.name,
        storage::KIND.name,
        storage::PROVIDER.name,
        storage::BUCKET.name,
        storage::REGION.name,
        storage::ENDPOINT.name,
    ]),
    leads_to: Some(&RESULT),
};

pub static SERVER: Step = Step {
    path: "/server",
    title: "Server",
    heading: "The server",
    why: "Hardware decides how much can run, versions decide how each file must be written.",
    asks: Asks::Section(Section::Server),
    leads_to: None,
};

pub static LOAD: Step = Step {
    path: "/load",
    title: "Load",
    heading: "The load",
    why: "People make jobs, requests and connections; the plan is sized for their busiest hour.",
    asks: Asks::Section(Section::Load),
    leads_to: None,
};

pub static STORAGE: Step = Step {
    path: "/storage",
    title: "Storage",
    heading: "Media storage",
    why: "Pictures and videos take most of the space, and where they are changes nginx and Mastodon's settings.",
    asks: Asks::Section(Section::Storage),
    leads_to: None,
};

pub static NETWORK: Step = Step {
    path: "/network",
    title: "Network",
    heading: "What is around the server",
    why: "Mail leaves by another server, and more may be elsewhere: the files have to say where.",
    asks: Asks::Section(Section::Network),
    leads_to: None,
};

pub static OPTIONS: Step = Step {
    path: "/options",
    title: "Options",
    heading: "Options",
    why: "The plan decides these itself; change one only if you have a reason.",
    asks: Asks::Section(Section::Options),
    leads_to: None,
};

pub static RESULT: Step = Step {
    path: "/result",
    title: "Result",
    heading: "The result",
    why: "Take the files as a zip, or keep the answers and make the same files again anywhere.",
    asks: Asks::Nothing,
    leads_to: None,
};

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for Step {}

impl Step {
    /// The fields that are asked here, in the order of the planner's list.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().copied().filter(|field| self.asks(field))
    }

    fn asks(&self, field: &Field) -> bool {
        match self.asks {
            Asks::These(names) => names.contains(&field.name),
            Asks::Section(section) => field.asked.section == section,
            Asks::Nothing => false,
        }
    }

    /// The step after this one.
    pub fn next(&self) -> Option<&'static Self> {
        let here = STEPS.iter().position(|step| *step == self)?;
        STEPS.get(here + 1).copied()
    }

    /// Where its button leads.
    pub fn onward(&self) -> Option<&'static Self> {
        self.leads_to.or_else(|| self.next())
    }

    pub fn is_last(&self) -> bool {
        self.next().is_none()
    }

    /// The document's title.
    pub fn document_title(&self) -> String {
        if *self == START {
            "Howdah: a Mastodon server's configuration".to_owned()
        } else {
            format!("{} · Howdah", self.title)
        }
    }
}

/// Where a field is asked that something is about: here if this step asks it, else where it is asked first.
pub fn step_of(here: &'static Step, about: &About) -> Option<&'static Step> {
    let field = about.field()?.field;
    let asks = |step: &&'static Step| step.asks(field);
    Some(here)
        .filter(asks)
        .or_else(|| STEPS.iter().copied().find(asks))
}

#[cfg(test)]
mod tests {
    use planner::value::Kind;

    use super::*;

    #[test]
    fn every_field_is_asked_on_the_step_of_its_section() {
        for field in FIELDS {
            let path = format!("/{}", field.asked.section.slug());
            let step = STEPS.iter().find(|step| step.path == path).unwrap();
            assert!(step.asks(field), "{}", field.name);
        }
    }

    #[test]
    fn the_planners_sections_come_in_its_order_between_start_and_result() {
        let paths: Vec<_> = STEPS.iter().map(|step| step.path).collect();
        let sections = Section::ALL.map(|section| format!("/{}", section.slug()));
        assert_eq!(paths[1..6], sections);
        assert_eq!((paths[0], paths[6]), ("/", "/result"));
    }

    /// A box that is not ticked sends nothing: without script it could not be turned off.
    #[test]
    fn every_switch_is_off_unless_it_is_turned_on() {
        for field in FIELDS.iter().filter(|field| matches!(field.kind, Kind::Switch)) {
            assert_eq!(field.default_text(), "false", "{}", field.name);
        }
    }

    #[test]
    fn a_problem_is_shown_on_the_step_that_asks() {
        let path = |here: &'static Step, path| step_of(here, &About::path(path)).unwrap().path;
        assert_eq!(path(&START, "site.domain"), "/");
        assert_eq!(path(&SERVER, "site.domain"), "/server");
        assert_eq!(path(&LOAD, "site.domain"), "/");
        assert_eq!(path(&LOAD, "hosts.0.disk"), "/server");
        assert_eq!(path(&START, "storage.bucket"), "/");
        assert_eq!(path(&START, "storage.media_domain"), "/storage");
        assert_eq!(path(&START, "hosts.1.memory"), "/");
        assert!(step_of(&START, &About::path("hosts")).is_none());
    }
}
