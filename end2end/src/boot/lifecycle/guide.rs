//! A server as Mastodon's own guide makes it, years later: settings by hand, a disk for media, a backup, a second site, a Redis with a
//! namespace (which versions up to 4.3 have).

use super::super::mastodon::Place;
use crate::programs::run;
use crate::world::World;

/// Not where the guide has it, and a link besides.
pub(super) const PLACE: Place = Place {
    user: "social",
    folder: "/srv/social/live",
    leads_to: "/srv/mastodon/live",
};

/// Before the machine boots.
pub(super) fn lay_out(world: &World) -> Result<(), String> {
    world.write("/srv/mastodon/live/.env.production", ENVIRONMENT)?;
    world.own("/srv/mastodon/live", PLACE.user)?;
    world.write("/mnt/media/picture", "a picture")?;
    world.own("/mnt/media", PLACE.user)?;
    world.remove("/srv/mastodon/live/public/system")?;
    for (target, link) in [
        ("/mnt/media", "/srv/mastodon/live/public/system"),
        ("../sites-available/other", "/etc/nginx/sites-enabled/other"),
    ] {
        let mut ln = world.command("root", "ln")?;
        run(ln.args(["-s", target, link]))?.success()?;
    }
    world.write("/etc/nginx/sites-available/other", OTHER_SITE)?;
    // A link: to remove what it leads to would not do.
    let mut rm = world.command("root", "rm")?;
    run(rm.args(["-f", "/etc/nginx/sites-enabled/default"]))?.success()?;
    let conf = world.read("/etc/nginx/nginx.conf");
    let zone = "http {\n\tlimit_req_zone $binary_remote_addr zone=other:1m rate=9r/s;\n";
    world.write("/etc/nginx/nginx.conf", &conf.replacen("http {\n", zone, 1))?;
    world.write("/etc/letsencrypt/renewal/social.example.org.conf", RENEWAL)?;
    let redis = world.read("/etc/redis/redis.conf");
    world.write(
        "/etc/redis/redis.conf",
        &format!("{redis}\nrequirepass of-long-ago\n"),
    )?;
    for (name, command) in [
        ("mastodon-web", "web"),
        ("mastodon-streaming", "streaming"),
        ("mastodon-sidekiq", "default"),
        ("mastodon-sidekiq-push", "push"),
        ("mastodon-backup", "backup"),
    ] {
        world.write(&format!("/etc/systemd/system/{name}.service"), &unit(command))?;
    }
    world.write("/etc/systemd/system/mastodon-backup.timer", TIMER)
}

/// What another program has in the same database of Redis, until its admin moves it away.
pub(super) const THEIRS: &str = "REDISCLI_AUTH=of-long-ago redis-cli -n 3 del theirs:key";

/// Once it has booted: the guide's database, what Redis holds, and everything started.
pub(super) const START: &str = "cd /
runuser -u postgres -- psql -Xqc 'create user mastodon createdb'
runuser -u postgres -- createdb -O mastodon mastodon_production
export REDISCLI_AUTH=of-long-ago
redis-cli -n 3 rpush ours:queue:default one two
redis-cli -n 3 set ours:feed:home:1 posts
redis-cli -n 3 set 'ours:a key \"with\" spaces' value
redis-cli -n 3 set theirs:key value
systemctl enable --now mastodon-web mastodon-streaming mastodon-sidekiq mastodon-sidekiq-push mastodon-backup.timer
nginx -t";

/// What must be so after the plan is in force: a question, and its answer.
pub(super) const KEPT: &[(&str, &str)] = &[
    ("readlink /srv/social/live", "/srv/mastodon/live"),
    ("stat -c %F /srv/social/live/.env.production", "regular file"),
    ("systemctl is-enabled mastodon-backup.timer", "enabled"),
    ("systemctl is-enabled mastodon-sidekiq-push", "disabled"),
    ("grep SMTP_PORT /srv/social/live/.env.production", "SMTP_PORT=465"),
    (
        "sed -n 's|^REDIS_URL=.*/||p' /srv/social/live/.env.production",
        "3",
    ),
    (
        "grep -c AUTHORIZED_FETCH=true /srv/social/live/.env.production",
        "1",
    ),
    ("grep -c '^# By hand: ' /srv/social/live/.env.production", "1"),
    ("grep -c limit_req_zone /etc/nginx/nginx.conf", "1"),
    (
        "curl -s -H 'Host: other.example.org' http://127.0.0.1/",
        "another site",
    ),
    ("systemctl is-active redis-server", "inactive"),
    (
        "grep -c '^ReadWritePaths=/srv/social/live /mnt/media$' /etc/systemd/system/mastodon-web.service",
        "1",
    ),
    (
        "systemctl show -P ReadWritePaths mastodon-web",
        "/srv/social/live /mnt/media",
    ),
];

/// What must be so after it has been taken back.
pub(super) const IS_BACK: &str = "systemctl is-active mastodon-web mastodon-sidekiq mastodon-sidekiq-push mastodon-backup.timer redis-server
systemctl is-enabled mastodon-sidekiq-push redis-server
test \"$(REDISCLI_AUTH=of-long-ago redis-cli -n 3 llen ours:queue:default)\" = 2";

const ENVIRONMENT: &str = "# Generated with mastodon:setup on 2019-04-01
LOCAL_DOMAIN=example.social
WEB_DOMAIN=social.example.org
SINGLE_USER_MODE=false
SECRET_KEY_BASE=8f2c1b
OTP_SECRET=77aa01
ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY=primary
ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY=deterministic
ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT=salt
VAPID_PRIVATE_KEY=private=
VAPID_PUBLIC_KEY=public=
DB_HOST=/var/run/postgresql
DB_PORT=5432
DB_NAME=mastodon_production
DB_USER=mastodon
DB_PASS=
# By hand: our own Redis database, since 2021
REDIS_URL=redis://:of-long-ago@localhost:6379/3
REDIS_NAMESPACE=ours
SMTP_SERVER=mail.example.net
SMTP_PORT=465
SMTP_SSL=true
SMTP_LOGIN=us
SMTP_PASSWORD='its password'
SMTP_FROM_ADDRESS='Example <hello@example.social>'
AUTHORIZED_FETCH=true
DB_POOL=25
";

const RENEWAL: &str = "version = 2.1.0
archive_dir = /etc/letsencrypt/archive/social.example.org
cert = /etc/letsencrypt/live/social.example.org/cert.pem

[renewalparams]
authenticator = webroot
webroot_path = /srv/social/live/public,
[[webroot_map]]
social.example.org = /srv/social/live/public
";

const OTHER_SITE: &str = "server {
  listen 80;
  server_name other.example.org;
  limit_req zone=other burst=20;
  location / { return 200 'another site'; }
}
";

const TIMER: &str = "[Timer]
OnCalendar=daily

[Install]
WantedBy=timers.target
";

fn unit(what: &str) -> String {
    format!(
        "[Unit]\nDescription=of the guide: {what}\n\n[Service]\nUser=social\nWorkingDirectory=/srv/social/live\n\
         ExecStart=/bin/sleep infinity\n\n[Install]\nWantedBy=multi-user.target\n"
    )
}
