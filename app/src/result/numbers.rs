//! Every value of the plan, part by part, each with its reason.

use leptos::prelude::*;

use super::value_row::value_row;
use crate::wizard::Wizard;

pub(super) fn numbers(wizard: Wizard) -> AnyView {
    let parts = move || {
        wizard.plan.with(|plan| {
            let parts = plan.parts().into_iter().filter(|part| !part.values.is_empty());
            let parts = parts.map(|part| {
                let id = format!("part-{}", part.id);
                let rows: Vec<_> = part.values.iter().map(value_row).collect();
                view! {
                    <section class="part" aria-labelledby=id.clone()>
                        <h3 id=id.clone()>{part.title}</h3>
                        <div class="legend">{rows}</div>
                    </section>
                }
            });
            parts.collect_view()
        })
    };
    view! {
        <p class="view-words">
            "Open a line to see its rule with your numbers put in, how we know, and where it is written. "
            <span class="basis" data-basis="documented">"documented"</span>" by the program's makers, "
            <span class="basis" data-basis="measured">"measured"</span>" by people who published figures, or our "
            <span class="basis" data-basis="judgement">"judgement"</span>"."
        </p>
        {parts}
    }
    .into_any()
}
