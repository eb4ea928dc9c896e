//! Where Mastodon is, and whose it is, is said in one place.

use super::spread::{Case, of};

const ELSEWHERE: &str = "install.user=social install.folder=/srv/apps/social mastodon=4.1 options.redis=three options.pgbouncer=on \
                         options.search=elasticsearch database.tls=own-ca";

/// What Mastodon's guide and its docker-compose.yml have.
const OF_THE_GUIDE: [&str; 8] = [
    "/home/mastodon",
    "/opt/mastodon",
    "home/mastodon",
    "opt/mastodon",
    "User=mastodon",
    "su - mastodon",
    "mastodon:mastodon",
    "-o mastodon",
];

fn case(answers: &str) -> Case {
    of(&format!("{ELSEWHERE} {answers}"))
}

#[test]
fn no_file_has_the_guides_folder_or_user_where_they_are_others() {
    for run in ["systemd", "compose"] {
        for server in ["new", "existing", "changed"] {
            for more in [
                "",
                "database.place=elsewhere database.host=db.example.net database.connections=50",
            ] {
                let case = case(&format!("run={run} site.server={server} {more}"));
                for file in &case.bundle.files {
                    for name in OF_THE_GUIDE {
                        assert!(!file.path.contains(name), "{run} {server}: {}", file.path);
                        assert!(
                            !file.text.contains(name),
                            "{run} {server}: {name} in {}:\n{}",
                            file.path,
                            file.text
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn units_nginx_and_settings_are_where_mastodon_is() {
    let case = case("mastodon=4.7 options.metrics=true");
    let units = [
        "mastodon-web",
        "mastodon-streaming@",
        "mastodon-sidekiq-push@",
        "mastodon-prometheus-exporter",
    ];
    for unit in units {
        let text = case.text(&format!("main/etc/systemd/system/{unit}.service"));
        for line in [
            "User=social",
            "WorkingDirectory=/srv/apps/social",
            "ReadWritePaths=/srv/apps/social",
        ] {
            assert!(text.contains(&format!("\n{line}\n")), "{unit}: {line}\n{text}");
        }
    }
    let web = case.text("main/etc/systemd/system/mastodon-web.service");
    assert!(
        web.contains("\nExecStart=/home/social/.rbenv/shims/bundle exec puma "),
        "{web}"
    );
    let site = case.text("main/etc/nginx/sites-available/mastodon");
    assert!(site.contains("root /srv/apps/social/public;"), "{site}");
    assert!(
        case.text("main/srv/apps/social/.env.production")
            .contains("\nLOCAL_DOMAIN=")
    );
    let plan = case.text("main/apply.plan");
    for line in [
        "live=/srv/apps/social",
        "user=social",
        "  '600 social:social /srv/apps/social/.env.production'",
    ] {
        assert!(plan.contains(&format!("\n{line}\n")), "{line}\n{plan}");
    }
    let backup = case.text("main/usr/local/sbin/howdah-backup");
    assert!(
        backup.contains("\nenv_file=/srv/apps/social/.env.production\n"),
        "{backup}"
    );
    // nginx, of another user, must get to the public files.
    assert!(case.text("RUNBOOK.md").contains("\nchmod o+x /srv/apps\n"));
}

#[test]
fn containers_are_where_their_compose_file_is() {
    let case = case("run=compose");
    let compose = case.text("main/srv/apps/social/docker-compose.yml");
    assert!(compose.contains("./redis/main.conf:"), "{compose}");
    let plan = case.text("main/apply.plan");
    assert!(
        plan.contains("\nredis_data=/srv/apps/social/redis-data\n"),
        "{plan}"
    );
    assert!(!plan.contains("\nuser="), "{plan}");
}
