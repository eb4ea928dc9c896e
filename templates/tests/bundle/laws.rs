//! The form of files, whatever their format.

use std::collections::BTreeSet;

use templates::{FILES, File, render};

use super::spread::{Case, cases, secrets};

fn each_file(check: impl Fn(&Case, &File)) {
    for case in cases() {
        for file in &case.bundle.files {
            check(case, file);
        }
    }
}

#[test]
fn files_end_with_one_line_break_and_no_line_with_a_blank() {
    each_file(|case, file| lines_are_in_order(&case.name, file));
}

pub(crate) fn lines_are_in_order(case: &str, file: &File) {
    let place = format!("{case}: {}", file.path);
    assert!(
        file.text.ends_with('\n') && !file.text.ends_with("\n\n"),
        "{place}"
    );
    assert!(!file.text.contains("\n\n\n"), "{place}: two empty lines");
    for (number, line) in (1..).zip(file.text.lines()) {
        assert!(!line.ends_with([' ', '\t', '\r']), "{place}:{number}");
    }
}

#[test]
fn nothing_of_a_template_is_left() {
    each_file(|case, file| {
        let marks = ["{{", "}}", "{%", "%}", "{#"].into_iter();
        for mark in marks.filter(|mark| !file.kind.format.own_braces.contains(mark)) {
            assert!(
                !file.text.contains(mark),
                "{}: {} has {mark}",
                case.name,
                file.path
            );
        }
    });
}

#[test]
fn each_file_says_what_it_is_and_who_made_it() {
    each_file(|case, file| {
        let head: Vec<_> = file.text.lines().take(4).collect();
        let head = head.join("\n");
        assert!(head.contains(file.kind.summary), "{}: {}", case.name, file.path);
        let marks = file.kind.format.comment_marks;
        let is_comment = |line: &str| marks.iter().any(|mark| line.starts_with(mark));
        let said = head
            .lines()
            .find(|line| line.contains(file.kind.summary))
            .unwrap();
        assert!(marks.is_empty() || is_comment(said), "{}: {said}", file.path);
        assert!(head.contains("Made by Howdah"), "{}: {}", case.name, file.path);
    });
}

#[test]
fn paths_are_below_the_folder_and_differ() {
    for case in cases() {
        let mut paths = BTreeSet::new();
        for file in &case.bundle.files {
            let parts: Vec<_> = file.path.split('/').collect();
            assert!(
                parts.iter().all(|part| !part.is_empty() && *part != ".."),
                "{}",
                file.path
            );
            assert!(paths.insert(&file.path), "{}: {} twice", case.name, file.path);
        }
    }
}

#[test]
fn kinds_are_listed_once_and_each_is_made_for_some_plan() {
    let ids: BTreeSet<_> = FILES.iter().map(|kind| kind.id).collect();
    assert_eq!(ids.len(), FILES.len());
    let made: BTreeSet<_> = cases()
        .iter()
        .flat_map(|case| &case.bundle.files)
        .map(|file| file.kind.id)
        .collect();
    assert_eq!(made, ids);
    for kind in FILES {
        assert!(
            kind.summary.ends_with('.') && !kind.summary.contains('\n'),
            "{}",
            kind.id
        );
        assert!(!kind.reader.is_empty());
    }
}

#[test]
fn files_come_in_the_order_of_the_list() {
    for case in cases() {
        let place = |file: &File| FILES.iter().position(|kind| *kind == file.kind);
        assert!(case.bundle.files.is_sorted_by_key(place), "{}", case.name);
    }
}

#[test]
fn the_same_plan_and_secrets_give_the_same_bytes() {
    for case in cases().iter().step_by(7) {
        let again = render(&case.plan, secrets());
        assert!(
            again == case.bundle && again.zip() == case.bundle.zip(),
            "{}",
            case.name
        );
    }
}

#[test]
fn every_rule_of_the_plan_is_explained() {
    for case in cases() {
        let document = case.text("PLAN.md");
        for value in case.plan.parts().iter().flat_map(|part| &part.values) {
            let heading = format!("\n### {}\n", value.rule.id);
            assert!(document.contains(&heading), "{}: {}", case.name, value.rule.id);
        }
    }
}

#[test]
fn every_setting_of_postgresql_has_its_reason_above_it() {
    for case in cases() {
        let Some((_, postgresql)) = case.plan.database() else {
            continue;
        };
        let file = case
            .bundle
            .files
            .iter()
            .find(|file| file.kind.id == "postgresql-conf")
            .unwrap();
        for setting in &postgresql.settings {
            let line = file
                .text
                .lines()
                .position(|line| line.starts_with(&format!("{} = ", setting.name)));
            let above = file.text.lines().nth(line.unwrap() - 1).unwrap();
            let begins = format!("# {}: ", setting.value.rule.id);
            assert!(above.starts_with(&begins), "{}: {above}", setting.name);
        }
    }
}

#[test]
fn units_and_containers_hold_no_text_of_an_admins() {
    for case in cases() {
        for file in &case.bundle.files {
            let is_unit = file.path.contains("/systemd/") || file.path.ends_with("docker-compose.yml");
            // Where a database elsewhere is, nobody but its admin can say.
            let mut lines = file.text.lines().filter(|line| !line.contains("DB_HOST: "));
            assert!(
                !is_unit || !lines.any(|line| line.contains("example")),
                "{}: {}",
                case.name,
                file.path
            );
        }
    }
}
