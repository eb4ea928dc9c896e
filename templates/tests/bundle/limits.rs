//! A reader finds a limit of memory in PLAN.md as the file that sets it has it.

use super::spread::cases;

/// `2g` or `2G` as people read it.
fn for_people(limit: &str) -> String {
    let (number, unit) = limit.split_at(limit.len() - 1);
    let unit = match unit.to_lowercase().as_str() {
        "g" => "GiB",
        "m" => "MiB",
        other => panic!("{other} of {limit}"),
    };
    format!("{number} {unit}")
}

#[test]
fn each_limit_of_memory_stands_in_the_plan_as_in_its_file() {
    let mut looked_at = 0;
    for case in cases() {
        let plan = case
            .bundle
            .files
            .iter()
            .find(|file| file.path == "PLAN.md")
            .unwrap();
        let rows: Vec<_> = plan.text.lines().filter(|line| line.starts_with("| ")).collect();
        for file in &case.bundle.files {
            for line in file.text.lines().map(str::trim) {
                let limit = line
                    .strip_prefix("mem_limit: ")
                    .or_else(|| line.strip_prefix("MemoryMax="));
                let Some(limit) = limit.map(for_people) else {
                    continue;
                };
                let has = |row: &&&str| {
                    row.contains(&format!(" | {limit} | ")) || row.contains(&format!(" × {limit} "))
                };
                assert!(
                    rows.iter().any(|row| has(&row)),
                    "{}: {}: {limit}",
                    case.name,
                    file.path
                );
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 0);
}
