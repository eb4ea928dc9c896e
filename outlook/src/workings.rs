//! How each number of a plan was worked out.

use markup::number::grouped_in;
use planner::rule::Shown;
use wasm_bindgen::prelude::wasm_bindgen;

/// For the answers of a link: a number's key and its working, then those of the next.
#[wasm_bindgen]
pub fn workings(answers: &str) -> Vec<String> {
    let plan = super::plan(answers);
    let parts = plan.parts();
    let told = |shown: &Shown<'_>| [shown.key(), grouped_in(shown.working)];
    parts
        .iter()
        .flat_map(|part| part.values.iter().flat_map(told))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_working_behind_it() {
        let told = workings("hosts.0.cores=4&hosts.0.memory=8+GiB");
        let at = told
            .iter()
            .position(|told| told == "cores-to-count-on/Cores to count on");
        assert_eq!(told[at.expect("the cores") + 1], "4 dedicated");
    }
}
