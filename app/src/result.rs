//! The result beside the questions: a verdict, and three ways to look at the plan.

use crate::address::{Address, View};
use crate::state::Wizard;
use crate::ui::markup::{Element, el, el_of};

mod connections;
pub(crate) mod download;
mod file_list;
mod file_text;
mod findings;
mod load;
mod memory;
mod numbers;
mod overview;
mod sidekiq;
pub(crate) mod take_away;
mod value_row;
pub(crate) mod verdict;

/// Everything that follows from the answers.
pub(crate) fn content(wizard: Wizard) -> Vec<Element> {
    let plan = &wizard.outcome().plan;
    let mut content = vec![verdict::verdict(wizard)];
    // The last step has it among what can be taken away.
    if !wizard.step().is_last() {
        content.push(download::download(wizard));
    }
    content.push(views(wizard));
    match wizard.address().view {
        View::Overview => content.extend(overview::overview(wizard, plan)),
        View::Numbers => content.extend(numbers::numbers(plan)),
        View::Files => content.extend(file_list::file_list(wizard)),
    }
    content
}

/// On a narrow screen the result is below the questions: its verdict and the way there stay in sight beside them.
pub(crate) fn jump(wizard: Wizard) -> Element {
    let to_result = el_of("a", "button")
        .attr("href", "#result")
        .text("See the result");
    el_of("div", "jump")
        .with(verdict::short_verdict(wizard))
        .with(to_result)
}

fn views(wizard: Wizard) -> Element {
    let here = wizard.address();
    let items = View::ALL.map(|view| {
        let current = (here.view == view).then_some("true");
        let href = Address {
            view,
            file: None,
            ..here.clone()
        }
        .href();
        el("li").with(
            el("a")
                .attr("href", href)
                .attr_if("aria-current", current)
                .text(title(view)),
        )
    });
    let list = el("ul").attr("role", "list").with_all(items);
    el_of("nav", "views")
        .attr("aria-label", "Parts of the result")
        .with(list)
}

const fn title(view: View) -> &'static str {
    match view {
        View::Overview => "Overview",
        View::Numbers => "Every number",
        View::Files => "Files",
    }
}
