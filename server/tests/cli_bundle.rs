//! `howdah bundle`, and what it leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use zip::ZipArchive;

use crate::support::{EXISTING, Run, SMALL, folder, howdah_in, post};

const ENVIRONMENT: &str = "main/home/mastodon/live/.env.production";

fn bundle(here: &Path, spec: &str, arguments: &[&str]) -> Run {
    let arguments: Vec<_> = ["bundle", "-", "-o"].iter().chain(arguments).collect();
    howdah_in(here, &arguments, spec.as_bytes())
}

/// Every file below a folder, with its permissions.
fn files(folder: &Path) -> BTreeMap<String, (u32, Vec<u8>)> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").display().to_string();
                let mode = fs::metadata(&path).expect("a file").permissions().mode() & 0o7777;
                files.insert(name, (mode, fs::read(&path).expect("a file")));
            }
        }
    }
    files
}

#[tokio::test]
async fn a_folder_is_the_zip_unpacked_and_the_zip_that_of_the_api() {
    let here = folder("bundle-bytes");
    for output in ["out", "out.zip", "out.tar.gz"] {
        let run = bundle(&here, EXISTING, &[output]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(
            run.out
                .ends_with(&format!(" files in {output}; begin with RUNBOOK.md\n")),
            "{}",
            run.out
        );
    }
    let zip = fs::read(here.join("out.zip")).unwrap();
    assert_eq!(
        post("/api/v1/bundle", "application/yaml", EXISTING).await.body,
        zip
    );
    let tar = fs::read(here.join("out.tar.gz")).unwrap();
    assert_eq!(
        post("/api/v1/bundle?format=tar.gz", "application/yaml", EXISTING)
            .await
            .body,
        tar
    );

    let mut zip = ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut unpacked = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mode = file.unix_mode().unwrap() & 0o7777;
        let mut bytes = Vec::new();
        std::io::copy(&mut file, &mut bytes).unwrap();
        unpacked.insert(file.name().unwrap().into_owned(), (mode, bytes));
    }
    assert_eq!(files(&here.join("out")), unpacked);
}

#[test]
fn secrets_are_for_their_owner_and_scripts_can_be_run() {
    let here = folder("bundle-modes");
    assert_eq!(bundle(&here, SMALL, &["out"]).code, 0);
    assert_eq!(bundle(&here, SMALL, &["out.zip"]).code, 0);
    let files = files(&here);
    assert_eq!(files["out/main/home/mastodon/live/.env.production"].0, 0o600);
    assert_eq!(files["out/main/verify.sh"].0, 0o755);
    assert_eq!(files["out/RUNBOOK.md"].0, 0o644);
    assert_eq!(files["out.zip"].0, 0o600);
    assert!(!files.keys().any(|name| name.ends_with(".partial")), "{files:?}");
}

#[test]
fn each_bundle_of_a_new_server_has_its_own_secrets() {
    let here = folder("bundle-fresh");
    assert_eq!(bundle(&here, SMALL, &["one"]).code, 0);
    assert_eq!(bundle(&here, SMALL, &["two"]).code, 0);
    let (one, two) = (files(&here.join("one")), files(&here.join("two")));
    assert_ne!(one[ENVIRONMENT], two[ENVIRONMENT]);
    assert_eq!(one["main/etc/nginx/nginx.conf"], two["main/etc/nginx/nginx.conf"]);
}

const MORE: &str = "site: { domain: example.social, server: changed }\n\
                    hosts: [{ cores: 4, memory: 8 GiB }]\n\
                    load: { active_users: 1000 }\n\
                    options: { redis: three, pgbouncer: on }\n";

/// The value of a variable in a bundle's `.env.production`.
fn variable(folder: &Path, name: &str) -> String {
    let text = fs::read_to_string(folder.join(ENVIRONMENT)).expect("an env file");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    line.unwrap_or_default().to_owned()
}

#[test]
fn the_same_plan_into_the_same_folder_gives_the_same_bytes() {
    let here = folder("bundle-again");
    let spec = format!("{SMALL}options: {{ redis: two, pgbouncer: on }}\n");
    assert_eq!(bundle(&here, &spec, &["out"]).code, 0);
    let before = files(&here);
    assert_eq!(bundle(&here, &spec, &["out"]).code, 0);
    assert!(files(&here) == before);
    // Even where the Spec has gone.
    fs::remove_file(here.join("out/howdah.yaml")).unwrap();
    let run = bundle(&here, &spec, &["out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(files(&here) == before);
    // What the admin has filled in is a secret, too.
    let environment = here.join("out").join(ENVIRONMENT);
    let text = fs::read_to_string(&environment).unwrap();
    let text = text.replace("CHANGE_ME_SMTP_PASSWORD", "'its password'");
    fs::write(&environment, &text).unwrap();
    assert_eq!(bundle(&here, &spec, &["out"]).code, 0);
    assert!(fs::read_to_string(&environment).unwrap() == text);
}

#[test]
fn another_plan_into_the_same_folder_keeps_what_is_in_use_and_draws_or_marks_the_rest() {
    let here = folder("bundle-other-plan");
    assert_eq!(bundle(&here, SMALL, &["out"]).code, 0);
    let out = here.join("out");
    let kept = [
        "SECRET_KEY_BASE",
        "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
        "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
        "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
        "VAPID_PRIVATE_KEY",
        "VAPID_PUBLIC_KEY",
        "DB_PASS",
        "REDIS_URL",
    ];
    let before = kept.map(|name| variable(&out, name));
    let verifier = |text: &str| {
        let start = text.find("SCRAM-SHA-256").expect("a verifier");
        text[start..]
            .split(['\'', '"'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let in_sql = fs::read_to_string(out.join("main/root/mastodon-setup/database.sql")).unwrap();
    let run = bundle(&here, MORE, &["out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(kept.map(|name| variable(&out, name)), before);
    let userlist = fs::read_to_string(out.join("main/etc/pgbouncer/userlist.txt")).unwrap();
    assert_eq!(verifier(&userlist), verifier(&in_sql));
    // An instance that was not there before has no password in use; the host's is asked first.
    assert!(variable(&out, "SIDEKIQ_REDIS_URL").contains("CHANGE_ME_REDIS_SIDEKIQ_PASSWORD"));
}

#[test]
fn secrets_are_kept_from_the_settings_of_a_server() {
    let here = folder("bundle-keep");
    fs::write(
        here.join("settings"),
        "LOCAL_DOMAIN=example.social\nSECRET_KEY_BASE=\"of long ago\"\nVAPID_PRIVATE_KEY=abc=\nVAPID_PUBLIC_KEY=def=\n\
         DB_PASS=\"it's\"\nSMTP_LOGIN='me \"too\"'\nSMTP_PASSWORD=\n",
    )
    .unwrap();
    let run = bundle(&here, EXISTING, &["out", "--keep-secrets-from", "settings"]);
    assert_eq!(run.code, 0, "{run:?}");
    let out = here.join("out");
    for (name, value) in [
        ("SECRET_KEY_BASE", "'of long ago'"),
        ("VAPID_PRIVATE_KEY", "abc="),
        // In the same file as it stood; what PostgreSQL keeps of it is asked on the host.
        ("DB_PASS", "\"it's\""),
        ("SMTP_LOGIN", "'me \"too\"'"),
        ("SMTP_PASSWORD", "CHANGE_ME_SMTP_PASSWORD"),
        (
            "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
            "CHANGE_ME_ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
        ),
    ] {
        assert_eq!(variable(&out, name), value, "{name}");
    }
    let run = bundle(&here, SMALL, &["new", "--keep-secrets-from", "settings"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(variable(&here.join("new"), "SECRET_KEY_BASE"), "'of long ago'");
    let sql = fs::read_to_string(here.join("new/main/root/mastodon-setup/database.sql")).unwrap();
    assert!(sql.contains("PASSWORD 'CHANGE_ME_DB_SCRAM_SECRET'"), "{sql}");
    let drawn = variable(&here.join("new"), "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY");
    assert_eq!(drawn.len(), 32, "what is nowhere is drawn: {drawn}");
}

#[test]
fn secrets_of_one_server_are_not_given_to_another() {
    let here = folder("bundle-of-another");
    assert_eq!(bundle(&here, SMALL, &["out"]).code, 0);
    let before = files(&here);
    let other = SMALL.replace("example.social", "other.example");
    for arguments in [&["out"][..], &["out", "--force"]] {
        let run = bundle(&here, &other, arguments);
        assert_eq!(
            (run.code, run.err.as_str()),
            (
                1,
                "howdah: the secrets that are there are those of example.social, and the Spec is of other.example\n"
            )
        );
        assert!(files(&here) == before);
    }
    let settings = format!("out/{ENVIRONMENT}");
    let run = bundle(&here, &other, &["new", "--keep-secrets-from", &settings]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(files(&here) == before);
}

#[test]
fn git_gets_no_secret() {
    let here = folder("bundle-git");
    assert_eq!(bundle(&here, SMALL, &["out"]).code, 0);
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        let output = git.args(arguments).current_dir(here.join("out")).output();
        String::from_utf8(output.expect("git").stdout).unwrap()
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    let added = git(&["ls-files"]);
    let added: Vec<_> = added.lines().collect();
    let out = files(&here.join("out"));
    for (name, (mode, _)) in out.iter().filter(|(name, _)| !name.starts_with(".git/")) {
        assert_eq!(added.contains(&name.as_str()), mode & 0o077 != 0, "{name}");
    }
}

#[test]
fn a_bundle_is_replaced_on_demand_and_what_it_leaves_over_is_told() {
    let here = folder("bundle-replaced");
    assert_eq!(bundle(&here, SMALL, &["out"]).code, 0);
    fs::write(here.join("out/main/notes"), "mine").unwrap();
    let before = files(&here.join("out"));
    let run = bundle(&here, SMALL, &["out", "--replace-secrets"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err
            .contains("left as it was, not part of this plan: out/main/notes\n"),
        "{}",
        run.err
    );
    let after = files(&here.join("out"));
    assert_ne!(before[ENVIRONMENT], after[ENVIRONMENT]);
    assert_eq!(after[ENVIRONMENT].0, 0o600);
    assert_eq!(after["main/notes"].1, b"mine");
}

#[test]
fn other_files_are_written_beside_on_demand_only() {
    let here = folder("bundle-beside");
    fs::create_dir(here.join("out")).unwrap();
    fs::write(here.join("out/README"), "mine").unwrap();
    let run = bundle(&here, SMALL, &["out"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (1, "howdah: out is not empty; choose another folder, or --force\n")
    );
    assert_eq!(files(&here).len(), 1);
    assert_eq!(bundle(&here, SMALL, &["out", "--force"]).code, 0);
    assert_eq!(files(&here)["out/README"].1, b"mine");
}

#[test]
fn an_archive_that_is_there_is_replaced_on_demand_only() {
    let here = folder("bundle-archive");
    assert_eq!(bundle(&here, SMALL, &["out.zip"]).code, 0);
    let before = files(&here);
    for arguments in [&["out.zip"][..], &["out.zip", "--force"]] {
        let run = bundle(&here, SMALL, arguments);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.err.starts_with("howdah: out.zip is there already, "),
            "{}",
            run.err
        );
    }
    assert!(files(&here) == before);
    assert_eq!(bundle(&here, SMALL, &["out.zip", "--replace-secrets"]).code, 0);
    assert_ne!(files(&here), before);
}

#[test]
fn a_link_in_the_way_is_replaced_and_not_followed() {
    let here = folder("bundle-link");
    fs::write(here.join("elsewhere"), "mine").unwrap();
    fs::create_dir(here.join("out")).unwrap();
    std::os::unix::fs::symlink(here.join("elsewhere"), here.join("out/RUNBOOK.md")).unwrap();
    assert_eq!(bundle(&here, SMALL, &["out", "--force"]).code, 0);
    assert_eq!(fs::read_to_string(here.join("elsewhere")).unwrap(), "mine");
    assert!(
        fs::symlink_metadata(here.join("out/RUNBOOK.md"))
            .unwrap()
            .is_file()
    );
}

/// `./main -> ../elsewhere` in the folder: 30 files with secrets were written there.
#[test]
fn a_link_to_a_folder_is_not_followed() {
    let here = folder("bundle-sublink");
    fs::create_dir(here.join("elsewhere")).unwrap();
    fs::create_dir(here.join("out")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", here.join("out/main")).unwrap();
    let run = bundle(&here, SMALL, &["out", "--force"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            1,
            "howdah: out/main is a link, and secrets would be written where it leads; remove it, or choose another \
             folder\n"
        )
    );
    assert!(files(&here).is_empty());
    // The folder itself may be one: it was named.
    std::os::unix::fs::symlink("elsewhere", here.join("link")).unwrap();
    assert_eq!(bundle(&here, SMALL, &["link"]).code, 0);
}

#[test]
fn a_folder_is_written_whole_or_is_as_it_was() {
    let here = folder("bundle-whole");
    // A place that is taken, in the last file of a plan and far from the first.
    let taken = "main/verify.sh";
    for (out, arguments) in [("new", &["--force"][..]), ("old", &["--replace-secrets"])] {
        let out_folder = here.join(out);
        if out == "old" {
            assert_eq!(bundle(&here, SMALL, &[out]).code, 0);
            fs::remove_file(out_folder.join(taken)).unwrap();
        }
        fs::create_dir_all(out_folder.join(taken)).unwrap();
        let before = files(&out_folder);
        let run = bundle(&here, SMALL, &[&[out], arguments].concat());
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.err
                .starts_with(&format!("howdah: nothing was written, for {out}/{taken}: ")),
            "{}",
            run.err
        );
        assert_eq!(files(&out_folder), before);
        let folders = fs::read_dir(out_folder.join("main")).unwrap().count();
        assert_eq!(folders == 1, out == "new", "new folders go again: {folders}");
    }
}

#[test]
fn an_output_without_a_name_is_refused() {
    let here = folder("bundle-unnamed");
    fs::write(here.join("RUNBOOK.md"), "mine").unwrap();
    for (output, words) in [
        ("", "the name is empty; is a variable not set?"),
        ("-", "a bundle is not written to standard output"),
    ] {
        let run = bundle(&here, SMALL, &[output, "--force"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(words), "{}", run.err);
        assert_eq!(files(&here).len(), 1);
        assert_eq!(files(&here)["RUNBOOK.md"].1, b"mine");
    }
}

#[test]
fn a_folder_with_a_spec_holds_no_bundle() {
    let here = folder("bundle-spec");
    fs::write(here.join("howdah.yaml"), SMALL).unwrap();
    let here_from_file = |arguments: &[&str]| {
        let arguments = [&["bundle", "howdah.yaml", "-o"], arguments].concat();
        howdah_in(&here, &arguments, b"")
    };
    // The Spec itself is no reason to refuse, and stays as its admin wrote it.
    let run = here_from_file(&["."]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            0,
            "howdah.yaml stays as you wrote it: once the server runs, write site: { server: changed } into it\n"
        ),
        "{run:?}"
    );
    assert_eq!(files(&here)["howdah.yaml"].1, SMALL.as_bytes());
    let before = files(&here);
    assert_eq!(here_from_file(&["."]).code, 0);
    assert!(files(&here) == before);
    // With something else beside it.
    let other = folder("bundle-spec-beside");
    fs::write(other.join("howdah.yaml"), SMALL).unwrap();
    fs::write(other.join("notes"), "mine").unwrap();
    let run = howdah_in(&other, &["bundle", "howdah.yaml", "-o", "."], b"");
    assert_eq!(
        (run.code, run.err.as_str()),
        (1, "howdah: . is not empty; choose another folder, or --force\n")
    );
}

#[test]
fn a_bad_spec_leaves_nothing_behind() {
    let here = folder("bundle-bad");
    let run = bundle(&here, "site: {}", &["out"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(files(&here).is_empty());
}

#[test]
fn a_place_that_cannot_be_written_to_ends_with_1() {
    let here = folder("bundle-nowhere");
    fs::write(here.join("file"), "").unwrap();
    for output in ["file", "file/out", "no/such/folder/out.zip"] {
        let run = bundle(&here, SMALL, &[output]);
        assert_eq!(run.code, 1, "{output}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{output}: {run:?}");
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let here = folder("bundle-findings");
    let run = bundle(
        &here,
        "site: { domain: a.example }\nhosts: [{ cores: 1, memory: 1 GiB }]\nload: { active_users: 5000 }",
        &["out"],
    );
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err.lines().any(|line| line.starts_with("error[load-fits]: ")),
        "{}",
        run.err
    );
}
