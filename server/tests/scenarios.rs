//! `scenarios/` holds what comes out for servers that people recognise: a change of advice is a change of these files.
//!
//! Of each, `howdah.yaml` is what goes in and, but for the state of the server, comes out again, `plan.txt` what `howdah plan` prints, `files.txt` the list of
//! the bundle's files, and `bundle/` those of them that no earlier scenario has, as they are laid out on the host.
//! `UPDATE_SCENARIOS=1 cargo test -p server scenarios` writes all of them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use planner::Spec;
use planner::spec::ServerState;
use server::read::{Format, document};
use templates::{Secrets, render};

use crate::support::howdah_in;

/// From small to large. A file that is the same in two is kept with the first.
const SCENARIOS: [&str; 13] = [
    "single-user",
    "friends",
    "home-lab",
    "club",
    "makerspace",
    "weirder-earth",
    "wandering-shop",
    "university",
    "newsroom",
    "cooperative",
    "overrun",
    "town",
    "metropolis",
];
const README: &str = "README.md";
const SPEC: &str = "howdah.yaml";
const UPDATE: &str = "UPDATE_SCENARIOS";

/// Texts by their path below `scenarios/`.
type Tree = BTreeMap<String, String>;

#[test]
fn scenarios_are_what_comes_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let there = read_all(&folder);
    let expected = expected(&folder, &there);
    if std::env::var_os(UPDATE).is_some() {
        write(&folder, &there, &expected);
        return;
    }
    let mut paths: BTreeSet<_> = there.keys().chain(expected.keys()).collect();
    paths.remove(&README.to_owned());
    let differences: Vec<_> = paths
        .into_iter()
        .filter_map(|path| difference(path, there.get(path), expected.get(path)))
        .collect();
    assert!(
        differences.is_empty(),
        "what comes out is not what scenarios/ has; read the difference after {UPDATE}=1 cargo test -p server scenarios\n{}",
        differences.join("\n")
    );
}

#[test]
fn every_scenario_is_described() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let readme = fs::read_to_string(folder.join(README)).expect("scenarios/README.md is a text");
    for name in SCENARIOS {
        assert!(
            readme.contains(&format!("| `{name}` | ")),
            "{name} is not in scenarios/README.md"
        );
    }
}

/// All that the folder should hold, README.md apart.
fn expected(folder: &Path, there: &Tree) -> Tree {
    let mut expected = Tree::new();
    // Which scenario keeps a text, by path on the host and text.
    let mut keepers = BTreeMap::<(String, String), &str>::new();
    for name in SCENARIOS {
        let spec = there
            .get(&format!("{name}/{SPEC}"))
            .unwrap_or_else(|| panic!("scenarios/{name} has no {SPEC}"));
        let spec: Spec =
            document(spec.as_bytes(), Format::Yaml).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let bundle = render(&planner::plan(&spec), &Secrets::existing());
        let mut list = String::new();
        for mut file in bundle.files {
            if file.path == SPEC {
                file.text = as_given(&file.text, spec.site.server);
            }
            write!(list, "{:o}  {}", file.mode, file.path).expect("a String takes all");
            let place = if file.path == SPEC {
                SPEC.to_owned()
            } else {
                format!("bundle/{}", file.path)
            };
            if let Some(keeper) = keepers.get(&(file.path.clone(), file.text.clone())) {
                write!(list, "  as in {keeper}").expect("a String takes all");
            } else {
                expected.insert(format!("{name}/{place}"), file.text.clone());
                // Each folder has a Spec of its own to start from.
                if file.path != SPEC {
                    keepers.insert((file.path, file.text), name);
                }
            }
            list.push('\n');
        }
        expected.insert(format!("{name}/files.txt"), list);
        let plan = howdah_in(&folder.join(name), &["plan", SPEC], b"");
        assert_eq!((plan.code, plan.err.as_str()), (0, ""), "{name}");
        expected.insert(format!("{name}/plan.txt"), plan.out);
    }
    expected
}

/// A bundle's own Spec is for the server that it has made; a scenario's is what was asked before.
fn as_given(text: &str, server: ServerState) -> String {
    let line = match server {
        ServerState::New => String::new(),
        other => format!("  server: {other}\n"),
    };
    text.replace("  server: changed\n", &line)
}

/// The first line that is not the same, so that a failure says where to look.
fn difference(path: &str, there: Option<&String>, expected: Option<&String>) -> Option<String> {
    match (there, expected) {
        (Some(_), None) => Some(format!("{path}: comes out of no scenario")),
        (None, Some(_)) => Some(format!("{path}: is missing")),
        (Some(there), Some(expected)) if there != expected => {
            let mut expected = expected.lines();
            let (number, line) = there
                .lines()
                .map(|line| (line, expected.next()))
                .enumerate()
                .find(|(_, (there, expected))| Some(*there) != *expected)
                .map_or((there.lines().count(), None), |(number, (_, line))| {
                    (number, line)
                });
            Some(format!("{path}:{}: {}", number + 1, line.unwrap_or("ends here")))
        }
        _ => None,
    }
}

fn write(folder: &Path, there: &Tree, expected: &Tree) {
    for path in there
        .keys()
        .filter(|&path| path != README && !expected.contains_key(path))
    {
        fs::remove_file(folder.join(path)).expect("a file of the project's can be removed");
    }
    for (path, text) in expected {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is below scenarios")).expect("folders can be made");
        fs::write(path, text).expect("scenarios can be written");
    }
}

fn read_all(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below)).expect("scenarios can be read") {
            let entry = entry.expect("its entries can be read");
            let path = below.join(entry.file_name());
            if entry.file_type().expect("they have a type").is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(entry.path()).expect("it is a text");
                tree.insert(path.to_str().expect("paths are ASCII").to_owned(), text);
            }
        }
    }
    tree
}
