//! How many users each usual host is enough for, against how many there are.

use markup::band::{Band, Mark, Scale, bands};
use markup::number::grouped;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::outlook::{Reach, reach as hosts};
use planner::plan::{Range, rough};

pub(crate) fn reach(plan: &Plan) -> Element {
    let users = plan.spec.load.active_users.into();
    let hosts = hosts(&plan.spec);
    let most = hosts.iter().map(|host| host.active_users.high).max().unwrap_or(0);
    let scale = scale(users, most);
    let rows = hosts.iter().map(band).collect();
    let words = format!(
        "Active users that each usual host is enough for, with this site's other answers. The dot is the estimate, the pale band how far off \
         it may be, since we know jobs no better. The line is at your {}; each mark is ten times the one before.",
        grouped(users),
    );
    el_of("section", "reach")
        .attr("id", "reach")
        .attr("aria-labelledby", "reach-title")
        .with(el("h3").attr("id", "reach-title").text("How far each host goes"))
        .with(el("p").text(words))
        .with_all(bands(rows, &scale))
}

fn band(reach: &Reach) -> Band {
    let Range { low, likely, high } = reach.active_users;
    let words = if high == 0 {
        "none".to_owned()
    } else if low == high {
        format!("about {}", grouped(rough(likely)))
    } else {
        let [low, likely, high] = [low, likely, high].map(|users| grouped(rough(users)));
        format!("{likely} ({low} to {high})")
    };
    Band {
        name: reach.size.to_string(),
        words,
        low: place(low),
        likely: place(likely),
        high: place(high),
        is_over: false,
    }
}

/// Places from one power of ten to the next.
const DECADE: u32 = 1_000;
/// The scale begins at ten users: fewer look the same to a host.
const FIRST: u32 = 1;

/// To the power of ten above all that is shown.
fn scale(users: u64, most: u64) -> Scale {
    let last = most.max(users).max(10).ilog10() + 1;
    let marks = (FIRST..=last).map(|power| Mark {
        at: u64::from((power - FIRST) * DECADE),
        words: short(power),
    });
    Scale {
        whole: u64::from((last - FIRST) * DECADE),
        line: place(users),
        marks: marks.collect(),
    }
}

/// Powers of ten side by side have room for no more on a phone.
fn short(power: u32) -> String {
    let digits = 10_u64.pow(power % 3);
    match power / 3 {
        0 => digits.to_string(),
        1 => format!("{digits}k"),
        _ => format!("{}M", 10_u64.pow(power - 6)),
    }
}

/// Where so many users are: each decade is as wide as the next.
fn place(users: u64) -> u64 {
    let users = f64::from(u32::try_from(users).unwrap_or(u32::MAX).max(10));
    let place = (users.log10() - f64::from(FIRST)) * f64::from(DECADE);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 for ten users to 8,633 for the most that there can be"
    )]
    let place = place.round() as u64;
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    /// log10 of 20 is 1.30103, of 50,000 4.69897.
    #[test]
    fn ten_times_the_users_are_one_step_further() {
        assert_eq!(
            [0, 1, 10, 20, 100, 50_000].map(place),
            [0, 0, 0, 301, 1_000, 3_699]
        );
    }

    #[test]
    fn the_scale_ends_at_the_power_of_ten_above_everything() {
        let of = |users, most| {
            let scale = scale(users, most);
            let words: Vec<_> = scale.marks.iter().map(|mark| mark.words.clone()).collect();
            (scale.whole, words.join(" "))
        };
        assert_eq!(of(100, 5), (2_000, "10 100 1k".to_owned()));
        assert_eq!(of(100, 64_000), (4_000, "10 100 1k 10k 100k".to_owned()));
        assert_eq!(
            of(2_000_000, 64_000),
            (6_000, "10 100 1k 10k 100k 1M 10M".to_owned())
        );
    }

    #[test]
    fn an_estimate_has_two_digits_and_its_band() {
        let words = |low, likely, high| {
            let active_users = Range { low, likely, high };
            let size = planner::outlook::Size {
                cores: 2,
                memory: planner::unit::Memory::gib(4),
            };
            let band = band(&Reach { size, active_users });
            (band.name, band.words)
        };
        assert_eq!(
            words(102, 405, 1_636),
            ("2 cores, 4 GiB".to_owned(), "400 (100 to 1600)".to_owned())
        );
        assert_eq!(words(405, 405, 405).1, "about 400");
        assert_eq!(words(0, 0, 0).1, "none");
    }
}
