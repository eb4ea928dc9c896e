//! Form controls: a label, a sentence of help, what is wrong, and the control itself.
//!
//! They have no handlers of their own: the form around them hears every change.

use leptos::prelude::*;

use super::icon;
use super::markup::{el, el_of};
use super::shown::shown;

/// What every control has. `id` is its name in the form, too.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: String,
    pub label: &'static str,
    pub help: &'static str,
    pub text: Signal<String>,
    /// What is wrong with the text, and what would be right.
    pub problem: Signal<Option<String>>,
    /// How the text was understood, where it could have been otherwise.
    pub read_as: Signal<Option<String>>,
}

/// One of several values.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub name: &'static str,
    pub label: &'static str,
    pub help: &'static str,
}

/// How a text is typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed {
    pub example: &'static str,
    /// Shown behind the field.
    pub unit: &'static str,
    pub is_number: bool,
    /// Fits beside another one.
    pub is_short: bool,
    pub is_required: bool,
}

impl Asked {
    fn part(&self, part: &str) -> String {
        format!("{}-{part}", self.id)
    }

    /// Identifiers of the texts that explain the control.
    fn described_by(&self) -> impl Fn() -> String + Send + use<> {
        let [help, problem, read] = ["help", "problem", "read"].map(|part| self.part(part));
        let (is_wrong, read_as) = (self.problem, self.read_as);
        move || {
            if is_wrong.with(Option::is_some) {
                format!("{problem} {help}")
            } else if read_as.with(Option::is_some) {
                format!("{read} {help}")
            } else {
                help.clone()
            }
        }
    }

    fn is_wrong(&self) -> impl Fn() -> Option<&'static str> + Send + use<> {
        let problem = self.problem;
        move || problem.with(Option::is_some).then_some("true")
    }

    fn help(&self) -> impl IntoView + use<> {
        view! { <p class="field-help" id=self.part("help")>{self.help}</p> }
    }

    fn problem(&self) -> impl IntoView + use<> {
        let (id, problem) = (self.part("problem"), self.problem);
        let read_as = self.read_as;
        let words = move |words| {
            el_of("p", "field-problem")
                .attr("id", id.clone())
                .with(icon::error())
                .with(el("span").text(words))
        };
        let read = self.part("read");
        let note = move |words| el_of("p", "field-read").attr("id", read.clone()).text(words);
        shown("field-problems", move || {
            let problem = problem.get().map(&words);
            problem.or_else(|| read_as.get().map(&note)).into_iter().collect()
        })
    }
}

pub fn text_field(asked: &Asked, typed: Typed) -> impl IntoView + use<> {
    let text = asked.text;
    let mode = if typed.is_number { "numeric" } else { "text" };
    let unit = (!typed.unit.is_empty())
        .then(|| view! { <span class="field-unit" aria-hidden="true">{typed.unit}</span> });
    view! {
        <div class="field" data-short=typed.is_short.then_some("")>
            <label for=asked.id.clone()>{asked.label}</label>
            <div class="field-box">
                <input
                    type="text"
                    id=asked.id.clone()
                    name=asked.id.clone()
                    value=text.get_untracked()
                    prop:value=move || text.get()
                    placeholder=typed.example
                    inputmode=mode
                    required=typed.is_required
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=asked.is_wrong()
                    aria-describedby=asked.described_by()
                />
                {unit}
            </div>
            {asked.problem()}
            {asked.help()}
        </div>
    }
}

pub fn switch_field(asked: &Asked) -> impl IntoView + use<> {
    let text = asked.text;
    let is_on = move || text.with(|text| text == "true");
    view! {
        <div class="field">
            <div class="field-switch">
                <input
                    type="checkbox"
                    id=asked.id.clone()
                    name=asked.id.clone()
                    value="true"
                    checked=untrack(is_on)
                    prop:checked=is_on
                    aria-invalid=asked.is_wrong()
                    aria-describedby=asked.described_by()
                />
                <label for=asked.id.clone()>{asked.label}</label>
            </div>
            {asked.problem()}
            {asked.help()}
        </div>
    }
}

/// Few values: all in sight, each with its help.
pub fn choice_field(asked: &Asked, choices: &[Choice]) -> impl IntoView + use<> {
    let text = asked.text;
    let options = choices.iter().enumerate().map(|(index, choice)| {
        let name = choice.name;
        let is_chosen = move || text.with(|text| text.eq_ignore_ascii_case(name));
        // A link to the field goes to its first button.
        let id = if index == 0 {
            asked.id.clone()
        } else {
            asked.part(name)
        };
        let help_id = asked.part(&format!("{name}-help"));
        view! {
            <div class="choice">
                <input
                    type="radio"
                    id=id.clone()
                    name=asked.id.clone()
                    value=name
                    checked=untrack(is_chosen)
                    prop:checked=is_chosen
                    aria-describedby=help_id.clone()
                />
                <label for=id>{choice.label}</label>
                <p class="choice-help" id=help_id>{choice.help}</p>
            </div>
        }
    });
    view! {
        <fieldset class="field" aria-describedby=asked.described_by()>
            <legend>{asked.label}</legend>
            {asked.help()}
            {asked.problem()}
            <div class="choices">{options.collect_view()}</div>
        </fieldset>
    }
}

/// Many values: one in sight, with its help.
pub fn select_field(asked: &Asked, choices: Vec<Choice>) -> impl IntoView + use<> {
    let text = asked.text;
    let options = choices.iter().map(|choice| {
        let name = choice.name;
        let is_chosen = move || text.with(|text| text.eq_ignore_ascii_case(name));
        view! { <option value=name selected=untrack(is_chosen) prop:selected=is_chosen>{choice.label}</option> }
    });
    let options = options.collect_view();
    let chosen_help = move || {
        let chosen = text.with(|text| {
            choices
                .iter()
                .find(|choice| text.eq_ignore_ascii_case(choice.name))
        });
        chosen.map(|choice| choice.help)
    };
    view! {
        <div class="field" data-short="">
            <label for=asked.id.clone()>{asked.label}</label>
            <select
                id=asked.id.clone()
                name=asked.id.clone()
                autocomplete="off"
                aria-invalid=asked.is_wrong()
                aria-describedby=asked.described_by()
            >
                {options}
            </select>
            {asked.problem()}
            <p class="field-help" id=asked.part("help")>{asked.help}" "{chosen_help}</p>
        </div>
    }
}
