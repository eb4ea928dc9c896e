//! What becomes of a site, and how numbers were worked out: the parts of the result that the page leaves to another.
//!
//! A page has it from the server, and anew from here: the browser runs this module beside the page, in a worker, so that nobody waits for
//! it at a press of a key. The page's own planner writes no workings.

mod certainty;
mod drain;
mod growth;
mod reach;
mod table;
mod workings;

use markup::{Element, Node, written};
use planner::{Plan, Raw, Spec};
use wasm_bindgen::prelude::wasm_bindgen;

pub use workings::workings;

/// For the answers of a link, as HTML.
#[wasm_bindgen]
pub fn outlook(answers: &str) -> String {
    let nodes: Vec<_> = content(&plan(answers)).into_iter().map(Node::Element).collect();
    written(&nodes)
}

/// Answers that are wrong count as not given, as they do on the page.
fn plan(answers: &str) -> Plan {
    let raw: Raw = form_urlencoded::parse(answers.as_bytes()).collect();
    let (spec, _) = Spec::read_what_is_good(&raw);
    planner::plan(&spec)
}

pub fn content(plan: &Plan) -> Vec<Element> {
    vec![
        drain::drain(plan),
        certainty::certainty(plan),
        growth::growth(plan),
        reach::reach(plan),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_what_the_server_writes() {
        let html =
            outlook("site.domain=example.social&hosts.0.cores=4&hosts.0.memory=8+GiB&load.active_users=many");
        let raw: Raw = [
            ("site.domain", "example.social"),
            ("hosts.0.cores", "4"),
            ("hosts.0.memory", "8 GiB"),
        ]
        .into_iter()
        .collect();
        let spec = Spec::read(&raw).unwrap();
        let here: String = content(&planner::plan(&spec))
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(html, here);
    }
}
