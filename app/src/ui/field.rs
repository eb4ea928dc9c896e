//! Form controls: a label, a sentence of help, what is wrong, and the control itself.
//!
//! They have no handlers of their own: the page hears every change.

use planner::value::Choice;

use super::icon;
use super::markup::{Element, el, el_of};

/// What every control has. `id` is its name in the form, too.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: String,
    pub label: &'static str,
    pub help: &'static str,
    pub text: String,
    /// What is wrong with the text, and what would be right.
    pub problem: Option<String>,
    /// How the text was understood, where it could have been otherwise.
    pub read_as: Option<String>,
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

    /// Fields come and go: each is known by its name.
    fn field(&self, tag: &'static str) -> Element {
        el_of(tag, "field").key(self.id.clone())
    }

    fn label(&self) -> Element {
        el("label").attr("for", self.id.clone()).text(self.label)
    }

    /// A control of this name, which says whether it is wrong.
    fn control(&self, tag: &'static str) -> Element {
        let control = el(tag).attr("id", self.id.clone()).attr("name", self.id.clone());
        let control = if self.problem.is_some() {
            control.attr("aria-invalid", "true")
        } else {
            control
        };
        self.described(control)
    }

    /// With the identifiers of the texts that explain it.
    fn described(&self, control: Element) -> Element {
        let mut texts = self.part("help");
        let first = if self.problem.is_some() {
            Some("problem")
        } else {
            self.read_as.is_some().then_some("read")
        };
        if let Some(first) = first {
            texts = format!("{} {texts}", self.part(first));
        }
        control.attr("aria-describedby", texts)
    }

    fn help(&self) -> Element {
        el_of("p", "field-help")
            .attr("id", self.part("help"))
            .text(self.help)
    }

    fn problem(&self) -> Element {
        let place = el_of("div", "field-problems");
        if let Some(words) = &self.problem {
            let problem = el_of("p", "field-problem")
                .attr("id", self.part("problem"))
                .with(icon::error())
                .with(el("span").text(words.clone()));
            place.with(problem)
        } else if let Some(words) = &self.read_as {
            let read = el_of("p", "field-read")
                .attr("id", self.part("read"))
                .text(words.clone());
            place.with(read)
        } else {
            place
        }
    }

    fn is(&self, choice: &Choice) -> bool {
        self.text.eq_ignore_ascii_case(choice.name)
    }
}

/// An attribute that says something by being there.
fn flag(element: Element, name: &'static str, is_there: bool) -> Element {
    if is_there { element.attr(name, "") } else { element }
}

pub fn text_field(asked: &Asked, typed: Typed) -> Element {
    let input = asked
        .control("input")
        .attr("type", "text")
        .attr("value", asked.text.clone())
        .attr("placeholder", typed.example)
        .attr("inputmode", if typed.is_number { "numeric" } else { "text" })
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false");
    let mut control = el_of("div", "field-box").with(flag(input, "required", typed.is_required));
    if !typed.unit.is_empty() {
        let unit = el_of("span", "field-unit")
            .attr("aria-hidden", "true")
            .text(typed.unit);
        control = control.with(unit);
    }
    flag(asked.field("div"), "data-short", typed.is_short)
        .with(asked.label())
        .with(control)
        .with(asked.problem())
        .with(asked.help())
}

pub fn switch_field(asked: &Asked) -> Element {
    let input = asked
        .control("input")
        .attr("type", "checkbox")
        .attr("value", "true");
    let control = el_of("div", "field-switch")
        .with(flag(input, "checked", asked.text == "true"))
        .with(asked.label());
    asked
        .field("div")
        .with(control)
        .with(asked.problem())
        .with(asked.help())
}

/// Few values: all in sight, each with its help.
pub fn choice_field(asked: &Asked, choices: &[Choice]) -> Element {
    let mut options = el_of("div", "choices");
    for (index, choice) in choices.iter().enumerate() {
        // A link to the field goes to its first button.
        let id = if index == 0 {
            asked.id.clone()
        } else {
            asked.part(choice.name)
        };
        let help_id = asked.part(choice.name) + "-help";
        let input = el("input")
            .attr("type", "radio")
            .attr("id", id.clone())
            .attr("name", asked.id.clone())
            .attr("value", choice.name)
            .attr("aria-describedby", help_id.clone());
        let option = el_of("div", "choice")
            .with(flag(input, "checked", asked.is(choice)))
            .with(el("label").attr("for", id).text(choice.label))
            .with(el_of("p", "choice-help").attr("id", help_id).text(choice.help));
        options = options.with(option);
    }
    asked
        .described(asked.field("fieldset"))
        .with(el("legend").text(asked.label))
        .with(asked.help())
        .with(asked.problem())
        .with(options)
}

/// Many values: one in sight, with its help.
pub fn select_field(asked: &Asked, choices: &[Choice]) -> Element {
    let mut select = asked.control("select").attr("autocomplete", "off");
    let mut help = asked.help().text(" ");
    for choice in choices {
        let option = el("option").attr("value", choice.name).text(choice.label);
        select = select.with(flag(option, "selected", asked.is(choice)));
        if asked.is(choice) {
            help = help.text(choice.help);
        }
    }
    asked
        .field("div")
        .attr("data-short", "")
        .with(asked.label())
        .with(select)
        .with(asked.problem())
        .with(help)
}
