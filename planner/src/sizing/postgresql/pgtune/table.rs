//! The table of PgTune's answers, and the grid that it was made over.

use std::collections::{BTreeMap, BTreeSet};

/// Results of PgTune's own code; `table.mjs` makes it anew.
const TABLE: &str = include_str!("table.csv");

const INPUTS: usize = 7;

/// The inputs of a row; empty where the setting does not follow them.
pub(super) type Inputs = [&'static str; INPUTS];
pub(super) const MEMORY: usize = 0;
pub(super) const CORES: usize = 1;
pub(super) const CONNECTIONS: usize = 2;
pub(super) const DISK_KIND: usize = 3;
pub(super) const VERSION: usize = 4;
pub(super) const APPLICATION: usize = 5;
pub(super) const DATABASE: usize = 6;

/// A setting's answers by the inputs that it follows.
#[derive(Default)]
pub(super) struct Column {
    follows: [bool; INPUTS],
    answers: BTreeMap<Inputs, &'static str>,
}

impl Column {
    pub(super) fn at(&self, point: Inputs) -> &'static str {
        let mut inputs = point;
        for (input, follows) in inputs.iter_mut().zip(self.follows) {
            if !follows {
                *input = "";
            }
        }
        self.answers[&inputs]
    }
}

pub(super) fn table() -> BTreeMap<&'static str, Column> {
    let mut columns: BTreeMap<_, Column> = BTreeMap::new();
    for row in rows() {
        let column = columns.entry(row[0]).or_default();
        let inputs: Inputs = row[1..=INPUTS].try_into().expect("a cell for each input");
        column.follows = inputs.map(|input| !input.is_empty());
        column.answers.insert(inputs, row[1 + INPUTS]);
    }
    columns
}

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| row.split(',').collect())
}

/// Every combination of the values that the table has for its inputs.
pub(super) fn grid() -> Vec<Inputs> {
    let mut points = vec![[""; INPUTS]];
    for input in 0..INPUTS {
        let values: BTreeSet<_> = rows()
            .map(|row| row[1 + input])
            .filter(|value| !value.is_empty())
            .collect();
        let with = |point: &Inputs, value| {
            let mut inputs = *point;
            inputs[input] = value;
            inputs
        };
        points = points
            .iter()
            .flat_map(|point| values.iter().map(|value| with(point, value)).collect::<Vec<_>>())
            .collect();
    }
    points
}
