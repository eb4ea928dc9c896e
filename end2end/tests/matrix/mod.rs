//! Servers of many kinds, and their bundles as folders: what every check is run over.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use end2end::BundleDir;
use planner::{Plan, Raw, Spec};
use templates::Secrets;

/// Answers that differ from the defaults, each as `field=answer`. The name begins with the version of Mastodon.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    answers: &'static str,
}

/// Every version under systemd and in containers, then the other choices. Field names
/// are those of the Spec.
pub(crate) const CASES: &[Case] = &[
    case(
        "3.5-tiny",
        "mastodon=3.5 postgresql=14 distribution=ubuntu-22.04 run=systemd cores=1 memory=1GiB load.active_users=20",
    ),
    case(
        "3.5-compose",
        "mastodon=3.5 postgresql=14 distribution=debian-12 run=compose cores=2 memory=4GiB load.active_users=300 options.redis=two options.pgbouncer=on storage.kind=s3 storage.provider=minio storage.bucket=media storage.endpoint=s3.example.net storage.media_domain=files.example.social",
    ),
    case(
        "4.0-weirder-earth",
        "mastodon=4.0 postgresql=15 distribution=debian-12 run=systemd cores=4 memory=8GiB load.active_users=1800 load.surge=3 options.pgbouncer=on options.redis=two",
    ),
    case(
        "4.0-compose",
        "mastodon=4.0 postgresql=14 distribution=ubuntu-22.04 run=compose cores=4 memory=8GiB load.active_users=900 options.redis=three storage.kind=s3 storage.provider=aws storage.bucket=media storage.region=eu-central-1",
    ),
    case(
        "4.1-permuted",
        "mastodon=4.1 postgresql=15 distribution=debian-12 run=systemd cores=8 memory=16GiB load.active_users=4000 options.sidekiq=permuted options.pgbouncer=on storage.kind=s3 storage.provider=wasabi storage.bucket=media storage.region=eu-central-2 storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.1-compose-tiny",
        "mastodon=4.1 postgresql=15 distribution=debian-12 run=compose cores=1 memory=1GiB load.active_users=10",
    ),
    case(
        "4.2-queues",
        "mastodon=4.2 postgresql=15 distribution=ubuntu-22.04 run=systemd cores=8 memory=32GiB load.active_users=8000 options.sidekiq=queue-per-process options.redis=three options.pgbouncer=on",
    ),
    case(
        "4.2-compose",
        "mastodon=4.2 postgresql=16 distribution=ubuntu-24.04 run=compose cores=8 memory=16GiB load.active_users=5000 options.pgbouncer=on storage.kind=s3 storage.provider=cloudflare-r2 storage.bucket=media storage.endpoint=abc.r2.cloudflarestorage.com storage.media_domain=files.example.social",
    ),
    case(
        "4.3-shared-cpu",
        "mastodon=4.3 postgresql=16 distribution=ubuntu-24.04 run=systemd cores=6 shared_cpu=true memory=16GiB load.active_users=2500 storage.kind=s3 storage.provider=scaleway storage.bucket=media storage.region=fr-par storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.3-compose",
        "mastodon=4.3 postgresql=17 distribution=debian-13 run=compose cores=4 memory=8GiB load.active_users=1000 options.sidekiq=permuted",
    ),
    case(
        "4.4-newcomer",
        "mastodon=4.4 postgresql=16 distribution=ubuntu-24.04 run=systemd cores=2 memory=4GiB load.active_users=100",
    ),
    case(
        "4.4-compose-large",
        "mastodon=4.4 postgresql=17 distribution=debian-13 run=compose cores=16 memory=64GiB load.active_users=20000 options.pgbouncer=on options.redis=three options.sidekiq=queue-per-process",
    ),
    case(
        "4.5",
        "mastodon=4.5 postgresql=17 distribution=debian-13 run=systemd cores=4 memory=8GiB load.active_users=1000 options.redis=two storage.kind=s3 storage.provider=hetzner storage.bucket=media storage.region=fsn1 storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.5-compose",
        "mastodon=4.5 postgresql=18 distribution=debian-13 run=compose cores=4 memory=8GiB load.active_users=1000 options.pgbouncer=on storage.kind=s3 storage.provider=garage storage.bucket=media storage.endpoint=http://10.0.0.5:3900 storage.web_endpoint=web.garage.example storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.5-private-store",
        "mastodon=4.5 cores=4 memory=8GiB load.active_users=100 storage.kind=s3 storage.provider=minio storage.bucket=media storage.endpoint=http://10.0.0.5:9000 storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.5-old-libvips",
        "mastodon=4.5 postgresql=14 distribution=ubuntu-22.04 cores=2 memory=4GiB load.active_users=50",
    ),
    case(
        "4.6-elsewhere",
        "cores=4 memory=8GiB load.active_users=1000 database.place=elsewhere database.host=db.example.net database.port=25060 database.name=defaultdb database.user=doadmin database.connections=50 mail.server=smtp.example.net mail.port=465 mail.tls=implicit mail.login=apikey",
    ),
    case(
        "4.6-behind-proxy",
        "cores=4 memory=8GiB load.active_users=1000 proxy.kind=ends-tls proxy.addresses=127.0.0.0/8,::1 storage.kind=s3 storage.provider=hetzner storage.bucket=media storage.region=fsn1 storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.3-behind-cdn",
        "mastodon=4.3 distribution=debian-12 postgresql=15 cores=4 memory=8GiB load.active_users=1000 proxy.kind=speaks-tls proxy.addresses=127.0.0.0/8",
    ),
    case(
        "4.5-compose-elsewhere",
        "mastodon=4.5 run=compose cores=4 memory=8GiB load.active_users=1000 database.place=elsewhere database.host=db.example.net database.connections=200 options.pgbouncer=off ipv6_only=true proxy.kind=ends-tls proxy.addresses=127.0.0.0/8,::1",
    ),
    case("4.6", "cores=4 memory=8GiB load.active_users=1000"),
    case(
        "4.6-compose",
        "run=compose cores=4 memory=8GiB load.active_users=1000",
    ),
    case(
        "4.6-largest",
        "postgresql=18 cores=64 memory=256GiB load.active_users=150000 load.surge=2 options.pgbouncer=on options.redis=three storage.kind=s3 storage.provider=ceph storage.bucket=media storage.endpoint=ceph.example.net storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.6-compose-largest",
        "postgresql=18 run=compose cores=64 memory=256GiB load.active_users=150000 options.pgbouncer=on options.redis=three storage.kind=s3 storage.provider=backblaze-b2 storage.bucket=media storage.region=eu-central-003",
    ),
    case(
        "4.6-debian-12",
        "postgresql=15 distribution=debian-12 cores=4 memory=8GiB load.active_users=3000 load.measured.streaming_connections=3000 options.pgbouncer=on options.redis=three",
    ),
    case(
        "4.6-existing",
        "site.server=existing site.web_domain=social.example.org install.folder=/srv/social/live install.user=social postgresql=15 distribution=debian-12 cores=4 memory=8GiB load.active_users=2000 options.pgbouncer=on",
    ),
    case(
        "4.6-more",
        "site.server=changed postgresql=15 distribution=debian-12 cores=4 memory=8GiB load.active_users=1500 options.pgbouncer=on options.redis=three",
    ),
    case(
        "4.6-fewer",
        "site.server=changed postgresql=15 distribution=debian-12 cores=2 memory=4GiB load.active_users=500 options.pgbouncer=off options.redis=two",
    ),
    case(
        "4.6-compose-existing",
        "site.server=existing postgresql=15 distribution=debian-12 run=compose cores=4 memory=8GiB load.active_users=2000",
    ),
    case(
        "4.6-ubuntu",
        "postgresql=16 distribution=ubuntu-24.04 cores=32 memory=128GiB disk=nvme load.active_users=60000 storage.kind=s3 storage.provider=digitalocean storage.bucket=media storage.region=fra1 storage.media_domain=files.example.social",
    ),
    case(
        "4.6-one-process",
        "postgresql=15 distribution=debian-12 cores=1 memory=2GiB load.active_users=50 options.sidekiq=one-process options.pgbouncer=off",
    ),
    case(
        "4.6-valkey",
        "site.server=changed postgresql=15 distribution=ubuntu-24.04 cores=1 memory=2GiB load.active_users=50 options.sidekiq=one-process options.pgbouncer=off options.redis=two options.redis_program=valkey",
    ),
    case(
        "4.6-compose-valkey",
        "run=compose cores=4 memory=8GiB load.active_users=1000 options.redis=three options.redis_program=valkey install.folder=/srv/social options.pgbouncer=on",
    ),
    case(
        "4.6-search",
        "cores=8 memory=32GiB load.active_users=6000 options.search=elasticsearch options.metrics=true",
    ),
    case(
        "4.6-compose-search",
        "run=compose cores=8 memory=32GiB load.active_users=6000 options.search=elasticsearch options.metrics=true",
    ),
    case(
        "4.6-md5",
        "cores=4 memory=16GiB load.active_users=3000 options.pgbouncer=on options.pgbouncer_auth=md5 options.redis=three",
    ),
    case(
        "4.6-compose-md5",
        "run=compose distribution=debian-12 cores=4 memory=16GiB load.active_users=3000 options.pgbouncer=on options.pgbouncer_auth=md5",
    ),
    case(
        "4.6-two-domains",
        "site.domain=example.social site.web_domain=social.example.org site.contact=admin@example.social cores=2 memory=4GiB disk=network load.active_users=100 storage.kind=s3 storage.provider=exoscale storage.bucket=media storage.region=ch-gva-2 storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.7-media-disk",
        "cores=2 memory=4GiB load.active_users=100 storage.media_folder=/mnt/media",
    ),
    case(
        "4.7-compose-fork",
        "run=compose cores=2 memory=4GiB load.active_users=100 storage.media_folder=/mnt/media fork.image=ghcr.io/glitch-soc/mastodon fork.tag=main",
    ),
    case("4.7", "cores=4 memory=8GiB load.active_users=1000"),
    case(
        "4.7-compose",
        "run=compose cores=4 memory=8GiB load.active_users=1000 options.search=elasticsearch options.metrics=true",
    ),
    case(
        "4.6-exodus",
        "distribution=ubuntu-22.04 cores=16 memory=64GiB disk=hdd load.active_users=15000 load.surge=10 options.sidekiq=permuted options.redis=two",
    ),
];

pub(crate) const fn case(name: &'static str, answers: &'static str) -> Case {
    Case { name, answers }
}

/// Fields of the only host, which stand under its number.
const HOST_FIELDS: &[&str] = &[
    "address",
    "cores",
    "ipv6_only",
    "disk",
    "memory",
    "name",
    "reserved_memory",
    "shared_cpu",
];

impl Case {
    fn spec(&self) -> Spec {
        let mut raw = Raw::new();
        raw.set("site.domain", "example.social");
        let version = self.name.split('-').next().unwrap_or_default();
        raw.set("mastodon", version);
        for answer in self.answers.split(' ') {
            let (field, text) = answer.split_once('=').expect("field=answer");
            let prefix = if HOST_FIELDS.contains(&field) {
                "hosts.0."
            } else {
                ""
            };
            raw.set(format!("{prefix}{field}"), text);
        }
        Spec::read(&raw).unwrap_or_else(|problems| panic!("{}: {problems:?}", self.name))
    }

    pub(crate) fn plan(&self) -> Plan {
        planner::plan(&self.spec())
    }

    /// Renders the case into a folder below one of the test's own.
    pub(crate) fn unpack(&self, test: &str) -> BundleDir {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test).join(self.name);
        let _ = fs::remove_dir_all(&folder);
        let bundle = templates::render(&self.plan(), &secrets());
        for file in &bundle.files {
            let path: PathBuf = folder.join(&file.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a place for bundles");
            fs::write(&path, &file.text).expect("a written file");
            fs::set_permissions(&path, fs::Permissions::from_mode(file.mode)).expect("a mode");
        }
        BundleDir::open(folder).expect("a bundle")
    }
}

/// The same secrets each time, drawn from a counter that was stirred.
fn secrets() -> Secrets {
    let mut state: u64 = 42;
    Secrets::draw(&mut |bytes| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[0];
        }
    })
}
