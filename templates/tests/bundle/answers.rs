//! What single answers do to single files.

use planner::{Raw, Spec};
use templates::{Bundle, Secrets, render};

use super::hosts::text;

/// The bundle of a server that differs from the usual one by these answers, each as `field=answer`.
fn bundle(answers: &str) -> Bundle {
    let pairs = answers
        .split_whitespace()
        .map(|pair| pair.split_once('=').unwrap());
    let mut raw: Raw = pairs.collect();
    raw.set("site.domain", "example.social");
    render(&planner::plan(&Spec::read(&raw).unwrap()), &Secrets::hidden())
}

fn environment(answers: &str) -> String {
    text(&bundle(answers), "main/home/mastodon/live/.env.production").to_owned()
}

fn compose(answers: &str) -> String {
    let bundle = bundle(&format!("run=compose {answers}"));
    text(&bundle, "main/opt/mastodon/docker-compose.yml").to_owned()
}

/// config/initializers/vips.rb of 4.5: Ubuntu 22.04's libvips 8.12 ends Mastodon unless it is not used.
#[test]
fn imagemagick_does_the_pictures_where_libvips_is_too_old() {
    let old = environment("distribution=ubuntu-22.04 mastodon=4.5");
    assert!(old.lines().any(|line| line == "MASTODON_USE_LIBVIPS=false"));
    let new = environment("distribution=debian-12 mastodon=4.5");
    assert!(!new.contains("MASTODON_USE_LIBVIPS"));
}

/// docker-compose.yml at v4.5.15 and v4.6.5. What is switched on is installed and indexed, whoever set the server up.
#[test]
fn search_is_installed_in_the_versions_own_and_indexed_on_every_server() {
    let search = "options.search=elasticsearch hosts.0.memory=16GiB";
    for server in ["new", "existing", "changed"] {
        let answers = format!("{search} site.server={server}");
        let runbook = |more: &str| text(&bundle(&format!("{answers} {more}")), "RUNBOOK.md").to_owned();
        for (version, package) in [("4.5", "elasticsearch=7.17.29"), ("4.6", "elasticsearch=8.19.15")] {
            let systemd = runbook(&format!("mastodon={version}"));
            assert!(systemd.contains(package), "{server} {version}");
            // Once, and after the heap's file is there.
            let (before, after) = systemd.split_once("tootctl search deploy").unwrap();
            assert!(!after.contains("search deploy"), "{server} {version}");
            assert!(before.contains("apply.sh"), "{server} {version}");
            assert!(before.contains("_cluster/health"), "{server} {version}");
        }
        let compose = runbook("run=compose");
        assert_eq!(compose.matches("tootctl search deploy").count(), 1, "{server}");
        assert!(
            !compose.contains("apt-get install --yes elasticsearch"),
            "{server}"
        );
        let without = text(&bundle(&format!("site.server={server}")), "RUNBOOK.md").to_owned();
        assert!(!without.contains("lasticsearch"), "{server}");
    }
}

/// Debian 13's release notes: /tmp is in memory.
#[test]
fn ruby_works_on_uploads_where_they_take_no_memory() {
    let bundle = bundle("");
    let units = bundle
        .files
        .iter()
        .filter(|file| file.path.ends_with(".service") && file.text.contains("/shims/bundle exec"));
    let mut count = 0;
    for unit in units {
        count += 1;
        assert!(
            unit.text.contains("Environment=\"TMPDIR=/var/tmp\""),
            "{}",
            unit.path
        );
        // Else /var/tmp would be read-only.
        assert!(unit.text.contains("PrivateTmp=true"), "{}", unit.path);
    }
    assert!(count >= 2);
}

/// Mastodon's documentation, Configuring object storage, Using the filesystem: units must be let in there.
#[test]
fn media_on_another_disk_are_written_served_and_mounted() {
    let bundle = bundle("storage.media_folder=/mnt/media/");
    let environment = text(&bundle, "main/home/mastodon/live/.env.production");
    assert!(environment.contains("\nPAPERCLIP_ROOT_PATH=/mnt/media\n"));
    let units = "main/etc/systemd/system/";
    for name in ["mastodon-web", "mastodon-sidekiq-all"] {
        let unit = text(&bundle, &format!("{units}{name}.service"));
        assert!(unit.contains("\nReadWritePaths=/mnt/media\n"), "{name}");
        assert!(unit.contains("\nRequiresMountsFor=/mnt/media\n"), "{name}");
    }
    let site = text(&bundle, "main/etc/nginx/sites-available/mastodon");
    assert!(site.contains("alias /mnt/media/;"));
    let in_containers = compose("storage.media_folder=/mnt/media");
    assert!(in_containers.contains("- /mnt/media:/mastodon/public/system"));
    assert!(compose("").contains("- ./public/system:/mastodon/public/system"));
}

/// github.com/glitch-soc/mastodon: images `ghcr.io/glitch-soc/mastodon` and `ghcr.io/glitch-soc/mastodon-streaming`.
#[test]
fn a_fork_runs_from_its_own_images_or_source() {
    let fork = "mastodon=4.6 fork.image=ghcr.io/glitch-soc/mastodon fork.tag=main";
    let file = compose(&format!(
        "{fork} fork.streaming_image=ghcr.io/glitch-soc/mastodon-streaming"
    ));
    assert!(file.contains("image: ghcr.io/glitch-soc/mastodon:main\n"));
    assert!(file.contains("image: ghcr.io/glitch-soc/mastodon-streaming:main\n"));
    assert!(!file.contains("ghcr.io/mastodon"));
    let source = "mastodon=4.6 fork.repository=https://github.com/glitch-soc/mastodon fork.tag=v4.6.5";
    let runbook = text(&bundle(source), "RUNBOOK.md").to_owned();
    assert!(runbook.contains("--branch v4.6.5 https://github.com/glitch-soc/mastodon /home/mastodon/live\n"));
}
