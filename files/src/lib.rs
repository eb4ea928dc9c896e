//! The browser's second module: lays a plan out as files, and makes the zip with secrets that are drawn here.
//!
//! The page fetches it when somebody looks at files, downloads them or loads a `howdah.yaml`, so that nobody else waits for it. It is
//! reached by functions that take the answers as in a link, or give them. Secrets are drawn, packed and saved in here: the page never
//! has them.

mod download;
mod list;
mod read;

use planner::{Plan, Raw, Spec};

pub use download::download;
pub use list::list;
pub use read::{most_bytes, read};

/// The plan for the answers of a link. Those that are wrong count as not given, as they do on the page.
fn plan(answers: &str) -> Plan {
    let raw: Raw = form_urlencoded::parse(answers.as_bytes()).collect();
    let (spec, _) = Spec::read_what_is_good(&raw);
    planner::plan(&spec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_is_that_of_the_link() {
        let plan = plan("site.domain=example.social&hosts.0.memory=8+GiB&load.active_users=many");
        assert_eq!(plan.spec.site.domain.to_string(), "example.social");
        assert_eq!(plan.spec.hosts[0].memory, planner::unit::Memory::gib(8));
        assert_eq!(plan.spec.load.active_users, Spec::default().load.active_users);
    }
}
