//! A server in containers, made by Mastodon's own wizard years ago, taken over and given back.

use crate::programs::{self, run};
use crate::world::World;
use crate::{BundleDir, Report, nginx};

use super::{MAIL, Site, in_report, mail, mastodon};

mod images;

const DAEMON: &str = include_str!("../docker.py");

/// Tells of itself as Sidekiq does, until it ends; the queues are its command's.
const SIDEKIQ: &str = r#"#!/bin/sh
url=$(printf '%s\n' "$1" | sed 's|redis://:|redis://default:|')
shift
queues=$(printf '%s\n' "$@" | awk 'previous == "-q" { sub(",.*", ""); printf "%s\"%s\"", sep, $0; sep = "," } { previous = $0 }')
ask() { redis-cli --no-auth-warning -u "$url" "$@"; }
trap 'ask srem processes "host:$$"; ask del "host:$$"; exit' TERM
# As Sidekiq does: who cannot say goodbye is forgotten after a minute.
while :; do
  ask sadd processes "host:$$"
  ask hset "host:$$" info "{\"queues\":[$queues]}"
  ask expire "host:$$" 60
  sleep 10 &
  wait $!
done
"#;

const ANSWERS: &str = "#!/usr/bin/python3
import http.server, sys
class OK(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'OK')
http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), OK).serve_forever()
";

/// What is refused, and what the admin does about it.
const REFUSED: &[(&str, &str)] = &[
    (
        "docker-compose.yml has a service caddy",
        "printf 'services:\\n  caddy:\\n    image: caddy:2\\n' > /opt/mastodon/docker-compose.override.yml",
    ),
    (
        "web runs from the image ghcr.io/glitch-soc/mastodon:v4.6.1",
        "sed -i -e 's/glitch-soc/mastodon/' -e 's/:v4.6.1/:v4.5.9/' docker-compose.yml && docker compose up --detach",
    ),
    (
        "Mastodon is of version 4.5, the plan is for 4.6",
        "sed -i 's/:v4.5.9/:v4.6.1/' docker-compose.yml && docker compose up --detach",
    ),
];

/// What must be so after the plan is in force: a question, and its answer.
const KEPT: &[(&str, &str)] = &[
    ("readlink /opt/mastodon", "/srv/mastodon"),
    (
        "grep -c ghcr.io/mastodon/mastodon:v4.6.1 /opt/mastodon/docker-compose.yml",
        "1",
    ),
    (
        "grep -c mastodon-streaming:v4.6.1 /opt/mastodon/docker-compose.yml",
        "1",
    ),
    (
        "grep -E '^DB_(NAME|USER)' /opt/mastodon/.env.production",
        "DB_NAME=postgres\nDB_USER=postgres",
    ),
    ("grep -c AUTHORIZED_FETCH=true /opt/mastodon/.env.production", "1"),
    ("docker compose ps --services | grep -c caddy", "1"),
    ("stat -c %u:%g /opt/mastodon/redis/main.conf", "999:1000"),
    ("redis-cli -h redis ping 2>&1 | grep -c refused", "1"),
];

/// The second bundle is for a fork whose image is called after nobody, the third has a tag for it.
pub fn taken_over_in_containers(bundle: &BundleDir, fork: &BundleDir, tagged: &BundleDir) -> Report {
    in_report(bundle, |world, host, report| {
        for (bundle, name) in [(bundle, "bundle"), (fork, "fork"), (tagged, "tagged")] {
            world.copy(&bundle.root, &format!("/root/{name}"))?;
        }
        mastodon::kernel(world)?;
        lay_out(world)?;
        mail::lay_out(world, MAIL)?;
        nginx::certificates_of(host, world)?;
        let site = Site::boot_in(world, host, "/opt/mastodon /etc/nginx")?;
        site.must(START)?;
        for (reason, remedy) in REFUSED {
            let before = site.tree()?;
            site.refuses(report, "bash /root/bundle/main/apply.sh", reason)?;
            site.is_as(report, &before, "a refused run")?;
            site.must(&format!("cd /opt/mastodon\n{remedy}"))?;
        }
        let before = site.tree()?;
        let keys = site.keys()?;
        let dry = site.must("bash /root/bundle/main/apply.sh --dry-run")?;
        report.expect(dry.contains("gone      redis: redis:7-alpine"), || {
            format!("--dry-run does not say what ends: {dry}")
        });
        site.is_as(report, &before, "--dry-run")?;

        site.must("bash /root/bundle/main/apply.sh")?;
        report.expect(site.keys()? == keys, || "keys changed".to_owned());
        for (question, answer) in KEPT {
            let said = site.machine.run(&format!("cd /opt/mastodon\n{question}"))?.all();
            report.expect(said == *answer, || format!("{question}: {said}, not {answer}"));
        }
        for (command, answer) in [("llen queue:default", "2"), ("get feed:home:1", "posts")] {
            let said = site.must(&format!("{MAIN} {command}"))?;
            report.expect(said == answer, || format!("{command}: {said}, not {answer}"));
        }

        site.must("bash /root/bundle/main/apply.sh --rollback")?;
        site.is_as(report, &before, "--rollback")?;
        site.must("test \"$(redis-cli -h redis llen queue:default)\" = 2")?;
        site.must(KEPT_AS_MD5)?;
        images::are_kept(&site, report)?;
        let kept = site.must(&format!(
            "{QUERY} -c \"select left(rolpassword, 13) from pg_authid where rolname = 'postgres'\""
        ))?;
        report.expect(kept == "SCRAM-SHA-256", || format!("PostgreSQL keeps {kept}"));
        Ok(())
    })
}

const MAIN: &str = "redis-cli --no-auth-warning -h redis-main -a \"$(sed -n 's/^requirepass //p' /opt/mastodon/redis/main.conf)\"";

/// As PostgreSQL kept passwords up to 13. `verify.sh` logs in.
const KEPT_AS_MD5: &str = "sed -i 's/^DB_PASS=.*/DB_PASS=of-long-ago/' /opt/mastodon/.env.production
cd / && runuser -u postgres -- psql -Xq -c \"set password_encryption = 'md5'\" -c \"alter role postgres password 'of-long-ago'\"";

const QUERY: &str = "cd / && runuser -u postgres -- psql -XAtq";

fn lay_out(world: &World) -> Result<(), String> {
    let compose = programs::find("docker-compose")?;
    let compose = std::fs::canonicalize(compose).map_err(|error| error.to_string())?;
    for (path, text) in [
        (
            "/usr/local/sbin/docker",
            DAEMON.replace("@COMPOSE@", &compose.display().to_string()),
        ),
        ("/usr/local/lib/sidekiq", SIDEKIQ.to_owned()),
        ("/usr/local/lib/answers", ANSWERS.to_owned()),
    ] {
        world.write(path, &text)?;
        world.mode(path, 0o755)?;
    }
    world.write(
        "/etc/hosts",
        "127.0.0.1 localhost db\n127.0.1.1 redis\n127.0.1.2 redis-main\n127.0.1.3 redis-sidekiq\n127.0.1.4 redis-cache\n",
    )?;
    world.write("/srv/mastodon/docker-compose.yml", COMPOSE)?;
    world.write("/srv/mastodon/.env.production", ENVIRONMENT)?;
    world.write("/srv/mastodon/postgres15/PG_VERSION", "15\n")?;
    world.folder("/srv/mastodon/redis", "redis")?;
    world.folder("/srv/mastodon/public/system", "root")?;
    let mut link = world.command("root", "ln")?;
    run(link.args(["-s", "/srv/mastodon", "/opt/mastodon"]))?.success()?;
    Ok(())
}

const START: &str = "systemctl stop redis-server pgbouncer
cd /opt/mastodon
docker compose up --detach
until redis-cli -h redis ping | grep -q PONG; do sleep 1; done
redis-cli -h redis rpush queue:default one two
redis-cli -h redis set feed:home:1 posts";

/// After Mastodon's own file, with a fork's image that was left behind and a server for TLS.
const COMPOSE: &str = "x-mastodon: &mastodon
  image: ghcr.io/glitch-soc/mastodon:v4.6.1
  restart: always
  env_file: .env.production
  networks: [external_network, internal_network]
services:
  db:
    image: postgres:15-alpine
    restart: always
    environment: ['POSTGRES_HOST_AUTH_METHOD=trust']
    networks: [internal_network]
    volumes: ['./postgres15:/var/lib/postgresql/data']
  redis:
    image: redis:7-alpine
    restart: always
    networks: [internal_network]
    volumes: ['./redis:/data']
  web:
    <<: *mastodon
    command: bundle exec puma -C config/puma.rb
    ports: ['127.0.0.1:3000:3000']
  streaming:
    <<: *mastodon
    image: ghcr.io/glitch-soc/mastodon-streaming:v4.6.1
    command: node ./streaming/index.js
    ports: ['127.0.0.1:4000:4000']
  sidekiq:
    <<: *mastodon
    command: bundle exec sidekiq
  caddy:
    image: caddy:2
    networks: [external_network]
networks:
  external_network:
  internal_network:
    internal: true
";

const ENVIRONMENT: &str = "# Generated with mastodon:setup on 2023-01-01
LOCAL_DOMAIN=example.social
SINGLE_USER_MODE=false
SECRET_KEY_BASE=8f2c1b
ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY=primary
ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY=deterministic
ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT=salt
VAPID_PRIVATE_KEY=private=
VAPID_PUBLIC_KEY=public=
DB_HOST=db
DB_PORT=5432
DB_NAME=postgres
DB_USER=postgres
DB_PASS=
REDIS_HOST=redis
REDIS_PORT=6379
REDIS_PASSWORD=
SMTP_SERVER=mail.example.net
SMTP_PORT=465
SMTP_TLS=true
SMTP_LOGIN=us
SMTP_PASSWORD='its password'
SMTP_FROM_ADDRESS='Example <hello@example.social>'
AUTHORIZED_FETCH=true
";
