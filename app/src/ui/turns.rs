//! When the page changes: at once, or in turns that are short enough for a letter to be painted in between.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

use super::patch::Place;

/// How long a turn may take before the browser may paint: a quarter of a frame at 60 frames a second. Our judgement.
const TURN_MS: f64 = 4.0;

thread_local! {
    static TURNS: RefCell<Turns> = RefCell::default();
}

#[derive(Default)]
struct Turns {
    pace: Pace,
    waiting: VecDeque<Rc<RefCell<Place>>>,
    /// Whether a turn will come by itself.
    is_called: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Pace {
    #[default]
    AtOnce,
    InTurns,
    /// What waits stays as it is.
    Held,
}

/// Until [`go_on`] or [`hurry`], no turn begins.
pub(crate) fn hold() {
    TURNS.with_borrow_mut(|turns| turns.pace = Pace::Held);
}

/// From here on, changes wait for their turns.
pub(crate) fn go_on() {
    TURNS.with_borrow_mut(|turns| {
        turns.pace = Pace::InTurns;
        if !turns.waiting.is_empty() {
            turns.call();
        }
    });
}

/// All changes that wait are made, and those that follow are made at once.
pub(crate) fn hurry() {
    let waiting = TURNS.with_borrow_mut(|turns| {
        turns.pace = Pace::AtOnce;
        std::mem::take(&mut turns.waiting)
    });
    for place in waiting {
        place.borrow_mut().finish();
    }
}

/// Runs once the next frame is painted.
pub(crate) fn after_paint(run: impl FnOnce() + 'static) {
    // The callback comes before the frame, and what it puts off comes after.
    request_animation_frame(move || set_timeout(run, Duration::ZERO));
}

/// A place wants to show something else.
pub(super) fn change(place: &Rc<RefCell<Place>>) {
    let waits = TURNS.with_borrow_mut(|turns| {
        let waits = turns.pace != Pace::AtOnce;
        if waits {
            turns.add(place);
        }
        waits
    });
    if !waits {
        place.borrow_mut().finish();
    }
}

impl Turns {
    fn add(&mut self, place: &Rc<RefCell<Place>>) {
        if !self.waiting.iter().any(|waiting| Rc::ptr_eq(waiting, place)) {
            self.waiting.push_back(Rc::clone(place));
        }
        self.call();
    }

    fn call(&mut self) {
        if !self.is_called {
            self.is_called = true;
            set_timeout(turn, Duration::ZERO);
        }
    }

    /// The place whose turn it is.
    fn next(&self) -> Option<Rc<RefCell<Place>>> {
        self.waiting
            .front()
            .filter(|_| self.pace == Pace::InTurns)
            .cloned()
    }
}

fn turn() {
    let started = Date::now();
    while Date::now() - started < TURN_MS {
        let Some(place) = TURNS.with_borrow(Turns::next) else {
            TURNS.with_borrow_mut(|turns| turns.is_called = false);
            return;
        };
        if place.borrow_mut().step() {
            TURNS.with_borrow_mut(|turns| turns.waiting.pop_front());
        }
    }
    after_paint(turn);
}
