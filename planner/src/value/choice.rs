//! Choices: enums whose variants carry their name in a Spec, their label and a sentence of help.

use super::answer::Reason;
use super::kind::{Choice, Kind};

/// An enum that is one of the values of a field.
pub trait Chosen: Copy + Eq + Sized + 'static {
    const ALL: &'static [Self];
    const CHOICES: &'static [Choice];
    const KIND: Kind = Kind::Choice(Self::CHOICES);
    /// Names that somebody may well give, and why they are none of the choices.
    const REFUSED: &'static [(&'static str, &'static str)] = &[];

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
        let is_meant = |name: &str| name.eq_ignore_ascii_case(text) || is_same_version(name, text);
        if let Some((_, why)) = Self::REFUSED.iter().find(|(name, _)| is_meant(name)) {
            return Err(Reason::new(why));
        }
        let found = Self::ALL.iter().find(|variant| is_meant(variant.name()));
        found.copied().ok_or(Reason::new("is not one of the choices"))
    }
}

/// Programs write the number 4.0 as 4, and 17 as 17.0. What is no number is no version, and 4.10 is not 4.1.
pub(crate) fn is_same_version(one: &str, other: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = |text| str::strip_suffix(text, ".0").unwrap_or(text);
    is_number(whole(one)) && whole(one) == whole(other)
}

macro_rules! choices {
    (
        $(#[$attribute:meta])*
        $name:ident {
            $($(#[$of_variant:meta])* $variant:ident = $text:literal, $label:literal, $help:literal;)+
        }
        $(refused { $($refused:literal = $why:literal;)+ })?
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of_variant])* $variant),+ }

        impl $crate::value::choice::Chosen for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const CHOICES: &'static [$crate::value::Choice] = &[
                $($crate::value::Choice { name: $text, label: $label, help: $help }),+
            ];
            $(const REFUSED: &'static [(&'static str, &'static str)] = &[$(($refused, $why)),+];)?

            fn choice(self) -> &'static $crate::value::Choice {
                &Self::CHOICES[self as usize]
            }
        }

        impl $crate::value::Answer for $name {
            fn read(text: &str, _: &$crate::value::Kind) -> Result<Self, $crate::value::Reason> {
                $crate::value::choice::Chosen::parse(text)
            }

            fn text(&self) -> String {
                self.to_string()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::value::choice::Chosen::name(*self))
            }
        }
    };
}

pub(crate) use choices;

#[cfg(test)]
mod tests {
    use super::*;

    choices! {
        #[expect(unreachable_pub, reason = "choices are public everywhere else")]
        Drink {
            Tea = "tea", "Tea", "Of leaves.";
            Coffee = "coffee", "Coffee", "Of beans.";
        } refused {
            "petrol" = "is no drink";
        }
    }

    #[test]
    fn a_choice_is_read_in_any_case_and_by_its_name_alone() {
        assert_eq!(Drink::parse(" Coffee "), Ok(Drink::Coffee));
        assert_eq!(Drink::Coffee.to_string(), "coffee");
        assert_eq!(Drink::parse("cof"), Err(Reason::new("is not one of the choices")));
        assert_eq!(Drink::parse(""), Err(Reason::new("is not one of the choices")));
        assert_eq!(Drink::parse("Petrol"), Err(Reason::new("is no drink")));
        assert_eq!(Drink::KIND.to_string(), "one of tea, coffee");
    }
}
