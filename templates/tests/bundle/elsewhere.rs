//! A database elsewhere: nothing of it is on the host, and every way to it is as its provider wants it.

use super::spread::{Case, of};

const ELSEWHERE: &str = "database.place=elsewhere database.host=db.example.net database.port=25060 database.name=defaultdb \
                         database.user=doadmin database.connections=50";

fn with(more: &str) -> Case {
    of(&format!("{ELSEWHERE} {more}"))
}

fn paths(case: &Case) -> Vec<&str> {
    case.bundle.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn no_file_for_a_postgresql_is_made() {
    for run in ["systemd", "compose"] {
        for server in ["new", "existing", "changed"] {
            let case = with(&format!("run={run} site.server={server}"));
            let of_postgresql = |path: &&&str| {
                [
                    "postgresql.service",
                    "/postgresql/",
                    "database.sql",
                    "postgresql.slice",
                ]
                .iter()
                .any(|part| path.contains(part))
            };
            let found: Vec<_> = paths(&case)
                .iter()
                .filter(of_postgresql)
                .copied()
                .map(str::to_owned)
                .collect();
            assert_eq!(found, [""; 0], "{run} {server}");
            let runbook = case.text("RUNBOOK.md");
            for local in [
                "runuser -u postgres",
                "exec -T db",
                "restart postgresql",
                "pg_lsclusters",
                "db:setup",
            ] {
                assert!(!runbook.contains(local), "{run} {server}: {local}\n{runbook}");
            }
        }
    }
}

/// PgBouncer's config.md: `server_tls_sslmode` as libpq's, and with verify-full the authority's file.
#[test]
fn pgbouncer_goes_the_way_and_mastodon_goes_to_pgbouncer() {
    let ini = |more: &str| with(more).text("main/etc/pgbouncer/pgbouncer.ini").to_owned();
    let own = ini("");
    assert!(
        own.contains("\ndefaultdb = host=db.example.net port=25060 dbname=defaultdb connect_query="),
        "{own}"
    );
    assert!(
        own.contains(
            "\nserver_tls_sslmode = verify-full\nserver_tls_ca_file = /etc/mastodon/database-ca.pem\n"
        ),
        "{own}"
    );
    let public = ini("database.tls=public-ca");
    assert!(
        public.contains("\nserver_tls_ca_file = /etc/ssl/certs/ca-certificates.crt\n"),
        "{public}"
    );
    let unverified = ini("database.tls=require");
    assert!(
        unverified.contains("\nserver_tls_sslmode = require\n") && !unverified.contains("ca_file"),
        "{unverified}"
    );
    assert!(ini("database.tls=none").contains("\nserver_tls_sslmode = disable\n"));
    let case = with("");
    let found = [
        "DB_HOST",
        "DB_PORT",
        "DB_NAME",
        "DB_USER",
        "DB_PASS",
        "DB_SSLMODE",
        "PREPARED_STATEMENTS",
    ];
    assert_eq!(
        found.map(|name| case.variable(name).unwrap()),
        [
            "127.0.0.1",
            "6432",
            "defaultdb",
            "doadmin",
            "CHANGE_ME_DB_PASS",
            "disable",
            "false"
        ]
    );
    let users = case.text("main/etc/pgbouncer/userlist.txt");
    assert!(users.contains("\"doadmin\" \"CHANGE_ME_DB_PASS\"\n"), "{users}");
}

/// Ruby asks libpq, whose variable is PGSSLROOTCERT. Node reads `NODE_EXTRA_CA_CERTS` when it starts, and `streaming/database.js` verifies
/// every mode but `no-verify`.
#[test]
fn without_pgbouncer_ruby_and_streaming_each_know_the_way() {
    let known = |more: &str| {
        let case = with(&format!("options.pgbouncer=off {more}"));
        let unit = case.text("main/etc/systemd/system/mastodon-streaming@.service");
        let of_streaming = unit
            .lines()
            .filter(|line| line.contains("SSLMODE") || line.contains("NODE_EXTRA"));
        let of_ruby = ["DB_HOST", "DB_PORT", "DB_SSLMODE", "PGSSLROOTCERT"];
        (
            of_ruby.map(|name| case.variable(name).unwrap_or("").to_owned()),
            of_streaming.collect::<Vec<_>>().join(" "),
        )
    };
    let (ruby, streaming) = known("database.tls=own-ca");
    assert_eq!(
        ruby,
        [
            "db.example.net",
            "25060",
            "verify-full",
            "/etc/mastodon/database-ca.pem"
        ]
    );
    assert_eq!(
        streaming,
        r#"Environment="NODE_EXTRA_CA_CERTS=/etc/mastodon/database-ca.pem""#
    );
    let (ruby, streaming) = known("database.tls=require");
    assert_eq!(ruby[2..], ["require", ""]);
    assert_eq!(streaming, r#"Environment="DB_SSLMODE=no-verify""#);
    let (ruby, streaming) = known("database.tls=none");
    assert_eq!((ruby[2].as_str(), streaming.as_str()), ("disable", ""));
}

#[test]
fn containers_leave_for_the_database_and_see_its_authority() {
    let compose = |more: &str| {
        with(&format!("run=compose {more}"))
            .text("main/opt/mastodon/docker-compose.yml")
            .to_owned()
    };
    let through = compose("");
    let pgbouncer = &through[through.find("\n  pgbouncer:").unwrap()..];
    assert!(
        pgbouncer.contains("networks:\n      - external_network\n      - internal_network\n"),
        "{pgbouncer}"
    );
    let mount = "./database-ca.pem:/etc/mastodon/database-ca.pem:ro";
    assert!(pgbouncer.contains(mount));
    let tools = &through[through.find("\n  tools:").unwrap()..];
    for line in [
        "DB_HOST: db.example.net",
        "DB_PORT: \"25060\"",
        "DB_SSLMODE: verify-full",
        "PGSSLROOTCERT: /etc/mastodon/database-ca.pem",
    ] {
        assert!(tools.contains(line), "{line}: {tools}");
    }
    let direct = compose("options.pgbouncer=off");
    let streaming = &direct[direct.find("\n  streaming:").unwrap()..];
    assert!(
        streaming.contains("NODE_EXTRA_CA_CERTS: /etc/mastodon/database-ca.pem"),
        "{streaming}"
    );
    assert!(streaming.contains(mount));
}

/// Commands that must not go through PgBouncer name the database itself.
#[test]
fn the_runbook_goes_to_the_database_itself() {
    let case = with("");
    let runbook = case.text("RUNBOOK.md");
    assert!(
        runbook.contains(
            " DB_HOST=db.example.net DB_PORT=25060 DB_SSLMODE=verify-full PGSSLROOTCERT=/etc/mastodon/database-ca.pem\n"
        ),
        "{runbook}"
    );
    assert!(runbook.contains("rails db:schema:load db:seed"));
    assert!(runbook.contains("install -D -m 644 YOUR_DATABASE_AUTHORITY.pem /etc/mastodon/database-ca.pem"));
    let conninfo = "'host=db.example.net port=25060 dbname=defaultdb user=doadmin sslmode=verify-full \
                    sslrootcert=/etc/mastodon/database-ca.pem'";
    assert!(
        runbook.contains(&format!("\npg_dump -Fc {conninfo} >")),
        "{runbook}"
    );
    assert!(case.text("main/verify.sh").contains(conninfo));
    let compose = with("run=compose");
    assert!(compose.text("RUNBOOK.md").contains(
        "docker run --rm -i -e PGPASSWORD --mount 'type=bind,source=/opt/mastodon/database-ca.pem,target=/etc/mastodon/database-ca.pem,readonly' postgres:17-alpine pg_dump -Fc"
    ));
}

/// The database of the host: PgBouncer would encrypt the way to it unless told not to.
#[test]
fn nothing_is_encrypted_on_the_way_to_the_hosts_own_database() {
    let ini = of("options.pgbouncer=on")
        .text("main/etc/pgbouncer/pgbouncer.ini")
        .to_owned();
    assert!(ini.contains("\nserver_tls_sslmode = disable\n"), "{ini}");
}
