//! Choices: enums whose variants carry their name in a Spec, their label and a sentence of help.

use crate::field::Choice;
use crate::problem::Reason;

/// An enum that is one of the values of a field.
pub trait Chosen: Copy + Eq + Sized + 'static {
    const CHOICES: &'static [Choice];
    const ALL: &'static [Self];

    fn choice(self) -> &'static Choice;

    /// As written in a Spec.
    fn name(self) -> &'static str {
        self.choice().name
    }

    fn label(self) -> &'static str {
        self.choice().label
    }

    fn parse(text: &str) -> Result<Self, Reason> {
        let text = text.trim();
        let found = Self::ALL
            .iter()
            .find(|variant| variant.name().eq_ignore_ascii_case(text));
        found.copied().ok_or_else(|| {
            let names: Vec<_> = Self::CHOICES.iter().map(|choice| choice.name).collect();
            Reason::new(
                "is not one of the choices",
                format!("one of {}", names.join(", ")),
            )
        })
    }
}

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal, $label:literal, $help:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $crate::input::choice::Chosen for $name {
            const CHOICES: &'static [$crate::field::Choice] = &[
                $($crate::field::Choice { name: $text, label: $label, help: $help }),+
            ];
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn choice(self) -> &'static $crate::field::Choice {
                &Self::CHOICES[self as usize]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::input::choice::Chosen::name(*self))
            }
        }
    };
}

pub(crate) use choices;
