//! Whether Redis or Valkey answers, every name follows.

use templates::{Found, Secrets, render};

use super::spread::{Case, of};

/// What Debian's and Docker's packages of Redis are called.
const NAMES_OF_REDIS: [&str; 7] = [
    "redis-server",
    "redis-cli",
    "redis-tools",
    "/etc/redis",
    "/var/lib/redis",
    "redis:redis",
    "image: redis:",
];

fn of_program(program: &str, run: &str, server: &str) -> Case {
    of(&format!(
        "run={run} site.server={server} options.redis=three options.redis_program={program}"
    ))
}

/// `apply.sh` is the same for all, and knows both. So do scripts of before, of which the runbook of a running server speaks.
fn named(case: &Case, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in &case.bundle.files {
        let text = file.text.replace("/var/lib/redis/dump.rdb", "");
        for name in names {
            if file.path.contains(name) || (!file.path.ends_with("/apply.sh") && text.contains(name)) {
                found.push(format!("{}: {name}", file.path));
            }
        }
    }
    found
}

#[test]
fn nothing_of_redis_is_named_beside_valkey_or_the_other_way_round() {
    for run in ["systemd", "compose"] {
        for server in ["new", "existing", "changed"] {
            let none = [""; 0];
            assert_eq!(
                named(&of_program("valkey", run, server), &NAMES_OF_REDIS),
                none,
                "{run} {server}"
            );
            assert_eq!(
                named(&of_program("redis", run, server), &["valkey"]),
                none,
                "{run} {server}"
            );
        }
    }
}

/// packages.debian.org, trixie, valkey-server: /usr/lib/systemd/system/valkey-server@.service, which reads
/// `/etc/valkey/valkey-%i.conf`.
#[test]
fn valkeys_unit_finds_its_file() {
    let case = of_program("valkey", "systemd", "new");
    for name in ["main", "sidekiq", "cache"] {
        let conf = case.text(&format!("main/etc/valkey/valkey-{name}.conf"));
        assert!(
            conf.contains(&format!("\ndir /var/lib/valkey/{name}\n")),
            "{conf}"
        );
        assert!(
            conf.contains(&format!("\npidfile /run/valkey-{name}/valkey-server.pid\n")),
            "{conf}"
        );
        let drop_in = format!("main/etc/systemd/system/valkey-server@{name}.service.d/mastodon.conf");
        assert!(
            case.text(&drop_in).contains("\nStateDirectory=valkey/%i\n"),
            "{name}"
        );
    }
    assert!(
        case.text("main/home/mastodon/live/.env.production")
            .contains("\nREDIS_URL=redis://:")
    );
}

/// hub.docker.com/r/valkey/valkey; Mastodon finds each by the name of its service.
#[test]
fn containers_of_valkey_have_its_image_and_its_name() {
    let case = of_program("valkey", "compose", "new");
    let compose = case.text("main/opt/mastodon/docker-compose.yml");
    assert_eq!(compose.matches("image: valkey/valkey:8-alpine\n").count(), 3);
    assert!(compose.contains("\n  valkey-main:\n"), "{compose}");
    let environment = case.text("main/opt/mastodon/.env.production");
    assert!(environment.contains("@valkey-main:6379/0\n"), "{environment}");
}

/// A new plan may have another program: what is found in the files of one goes into those of the other.
#[test]
fn a_role_keeps_its_password_whatever_program_has_it() {
    for run in ["systemd", "compose"] {
        for (one, other) in [("redis", "valkey"), ("valkey", "redis"), ("valkey", "valkey")] {
            let (before, after) = (of_program(one, run, "new"), of_program(other, run, "changed"));
            let mut found = Found::default();
            for file in of_roles(&before.bundle.files) {
                assert!(Found::is_asked(&file.path), "{}", file.path);
                found.read(&file.path, &file.text);
            }
            let mut ones = |bytes: &mut [u8]| bytes.fill(1);
            let secrets = Secrets::draw(&mut ones).keeping(found, &mut ones);
            let bundle = render(&after.plan, &secrets);
            for (file, before) in of_roles(&bundle.files).zip(of_roles(&before.bundle.files)) {
                assert_eq!(
                    password(&file.text),
                    password(&before.text),
                    "{run}: {}",
                    file.path
                );
            }
        }
    }
}

fn of_roles(files: &[templates::File]) -> impl Iterator<Item = &templates::File> {
    files.iter().filter(|file| file.kind.id == "redis-conf")
}

fn password(conf: &str) -> &str {
    let line = conf.lines().find_map(|line| line.strip_prefix("requirepass "));
    line.unwrap()
}
