//! docker compose: the file as the real Compose reads it, and what Compose does not look at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::{BundleDir, Host, Report, Run};

mod limits;
pub(crate) mod model;

use model::{Service, compose};

/// Where Mastodon's containers are told apart from the others.
const MASTODON: &[&str] = &[
    "mastodon/mastodon",
    "tootsuite/mastodon",
    "mastodon/mastodon-streaming",
];

/// Checks each host that runs Mastodon in containers.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("compose");
    for host in bundle.hosts.iter().filter(|host| host.run == Run::Compose) {
        let outcome = try_host(bundle, host, &mut report);
        report.take(outcome.map_err(|error| format!("{}: {error}", host.name)));
    }
    report
}

fn try_host(bundle: &BundleDir, host: &Host, report: &mut Report) -> Result<(), String> {
    let folder = host.folder.join(host.mastodon());
    let output = compose(&folder, &["--profile", "*", "config", "--quiet"])?;
    let words = output.all();
    // An unset variable is only a warning, and the value is then empty.
    report.expect(output.ok && words.is_empty(), || {
        format!("docker-compose config: {words}")
    });
    if !output.ok {
        return Ok(());
    }
    let services = model::services(host)?;
    report.expect(!services.is_empty(), || {
        "docker-compose.yml has no service".to_owned()
    });
    ports(&services, report);
    for service in &services {
        let name = &service.name;
        report.expect(
            service.replicas() == 1 || service.container_name().is_none(),
            || format!("{name}: {} containers cannot have one name", service.replicas()),
        );
        let restart = service.at("/restart").as_str().unwrap_or("no");
        report.expect(
            !service.is_started() || ["always", "unless-stopped"].contains(&restart),
            || format!("{name}: restart is {restart}: it does not come back after a reboot"),
        );
        mounts(&folder, service, report);
        limits::log(service, report);
        let (image, tag) = service.image();
        if MASTODON.contains(&image.as_str()) {
            limits::files_of_mastodon(service, report);
            commands(bundle.mastodon, service, &image, &tag, report);
        }
    }
    Ok(())
}

/// No host port twice, and none that other hosts reach.
fn ports(services: &[Service], report: &mut Report) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for service in services {
        for (address, port, _) in service.ports() {
            report.expect(address == "127.0.0.1", || {
                format!(
                    "{}: port {port} is open on {address:?}: Docker goes round the firewall",
                    service.name
                )
            });
            report.expect(service.replicas() == 1, || {
                format!(
                    "{}: {} containers share port {port}",
                    service.name,
                    service.replicas()
                )
            });
            let before = owners.insert(port.clone(), &service.name);
            report.expect(before.is_none(), || {
                format!(
                    "port {port} is used by {} and {}",
                    before.unwrap_or_default(),
                    service.name
                )
            });
        }
    }
}

/// A file that the runbook says to put there.
const FROM_A_PROVIDER: &str = "database-ca.pem";

/// Docker makes a folder in the place of a file that is not there.
fn mounts(folder: &Path, service: &Service, report: &mut Report) {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    for mount in service.mounts() {
        let source = Path::new(&mount.source);
        let is_file = mount.read_only || source.extension().is_some();
        let ours = source.starts_with(&folder);
        let is_given_later = source.ends_with(FROM_A_PROVIDER);
        report.expect(!(is_file && ours) || is_given_later || source.is_file(), || {
            format!(
                "{}: mounts {}, which is not in the bundle",
                service.name, mount.source
            )
        });
    }
}

/// Images, commands and health checks of Mastodon's own `docker-compose.yml`, by version.
fn commands(version: (u32, u32), service: &Service, image: &str, tag: &str, report: &mut Report) {
    let name = &service.name;
    let (major, minor) = version;
    report.expect(tag.starts_with(&format!("v{major}.{minor}.")), || {
        format!("{name}: the image is {tag}, Mastodon is {major}.{minor}")
    });
    let command = service.command().join(" ");
    let health = service.health();
    if command.contains("sidekiq") {
        let digit = match minor {
            _ if version < (4, 4) => 6,
            4 => 7,
            _ => 8,
        };
        report.expect(health.contains(&format!("[s]idekiq {digit}")), || {
            format!("{name}: the health check {health:?} does not look for Sidekiq {digit}")
        });
        report.expect(service.stop_seconds() >= Some(30), || {
            format!(
                "{name}: is killed after {:?} s, Sidekiq takes 25 to put jobs back",
                service.stop_seconds()
            )
        });
    } else if command.contains("streaming") {
        let (own_image, program) = if version < (4, 3) {
            (false, "node ./streaming")
        } else {
            (true, "node ./streaming/index.js")
        };
        report.expect(command == program, || {
            format!("{name}: starts {command:?}, not {program:?}")
        });
        report.expect((image == "mastodon/mastodon-streaming") == own_image, || {
            format!("{name}: the image is {image}")
        });
        report.expect(health.contains("/api/v1/streaming/health"), || {
            format!("{name}: the health check is {health:?}")
        });
    } else if command.contains("puma") || command.contains("rails s") {
        report.expect(health.contains(":3000/health"), || {
            format!("{name}: the health check is {health:?}")
        });
        let good = version < (4, 3) || command.contains("puma -C config/puma.rb");
        report.expect(good, || format!("{name}: starts {command:?}"));
    }
    if health.contains("curl") || health.contains("wget") {
        // The images have wget up to 4.2, and curl from 4.3 on.
        report.expect(health.contains("curl") == (version >= (4, 3)), || {
            format!("{name}: the image does not have the program of {health:?}")
        });
    }
}
