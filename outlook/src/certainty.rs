//! How sure the plan is, and what it hangs on.

use markup::number::grouped;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::outlook::{CASES, Effect, Sensitivity, cases_that_fit, sensitivity};
use planner::plan::rough;

use crate::table::{Row, table};

pub(crate) fn certainty(plan: &Plan) -> Element {
    el_of("section", "certainty")
        .attr("id", "certainty")
        .attr("aria-labelledby", "certainty-title")
        .with(el("h3").attr("id", "certainty-title").text("What it hangs on"))
        .with(el("p").text(words(cases_that_fit(plan))))
        .with(half_and_twice(Effect::of(plan), &sensitivity(plan)))
}

fn words(fit: Option<u64>) -> String {
    let table = "The table has what is used of the host at the peak of an ordinary day, and the active users that fit, with half and with \
                 twice of an answer.";
    let sure = match fit {
        None => "The jobs were measured, so the load is no estimate.".to_owned(),
        Some(CASES) => {
            format!("Of {CASES} loads from all over the estimate's band, this host is enough for each.")
        }
        Some(0) => {
            format!("Of {CASES} loads from all over the estimate's band, this host is enough for none.")
        }
        Some(fit) => {
            format!("Of {CASES} loads from all over the estimate's band, this host is enough for {fit}.")
        }
    };
    format!("{sure} {table}")
}

fn half_and_twice(here: Effect, all: &[Sensitivity]) -> Element {
    let columns = ["half", "as it is", "twice"].map(|head| el("th").text(head));
    let rows = all.iter().map(|one| Row {
        name: one.field.label.to_owned(),
        cells: [one.at_half, Some(here), one.at_twice].map(cell).into(),
    });
    table(
        "Half and twice of an answer",
        el("td"),
        columns.into(),
        rows.collect(),
    )
}

fn cell(effect: Option<Effect>) -> Element {
    let Some(effect) = effect else {
        return el("td").text("–");
    };
    let users =
        el_of("span", "outlook-more").text(format!("{} users fit", grouped(rough(effect.active_users))));
    el("td")
        .text(format!("{} %", grouped(effect.used_percent)))
        .with(users)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measured_load_is_no_estimate() {
        assert!(words(None).starts_with("The jobs were measured"));
        assert!(words(Some(8)).contains("enough for 8."));
        assert!(words(Some(10)).contains("enough for each."));
    }

    #[test]
    fn a_cell_has_both() {
        let effect = Effect {
            used_percent: 104,
            active_users: 1_026,
        };
        assert_eq!(
            cell(Some(effect)).to_string(),
            "<td>104 %<span class=\"outlook-more\">1000 users fit</span></td>"
        );
        assert_eq!(cell(None).to_string(), "<td>–</td>");
    }
}
