//! A running server's bucket gets a name of the site's own, and loses it again.

use crate::boot::{STORE, runbook};
use crate::{BundleDir, Report, nginx};

use super::{MAIL, START, Site, fill_in, in_report, mail, mastodon};

const MEDIA: &str = "files.example.social";

/// Proves the name by way of nginx, as the real one has it proved.
const CERTBOT: &str = r#"#!/bin/sh
set -e
while [ $# -gt 0 ]; do
  case $1 in --webroot-path) root=$2 ;; --domain) name=$2 ;; esac
  shift
done
mkdir -p "$root/.well-known/acme-challenge"
echo proof > "$root/.well-known/acme-challenge/proof"
[ "$(curl -s --resolve "$name:80:127.0.0.1" "http://$name/.well-known/acme-challenge/proof")" = proof ]
mv "/root/$name" /etc/letsencrypt/live/
rm "$root/.well-known/acme-challenge/proof"
"#;

/// The first address holds on one network card only.
const NAME_SERVERS: &str =
    "printf 'nameserver fe80::1%%eth0\\nnameserver 2001:db8::53\\n' > /etc/resolv.conf";

const SERVES_PAGES: &str = "curl -sSf --resolve example.social:443:127.0.0.1 https://example.social/health";

/// No listing, but an answer under its own certificate.
const SERVES_MEDIA: &str = "curl -s -o /dev/null -w '%{http_code}' --resolve files.example.social:443:127.0.0.1 https://files.example.social/";

pub fn media_get_a_name(new: &BundleDir, named: &BundleDir, unnamed: &BundleDir) -> Report {
    in_report(new, |world, host, report| {
        for (bundle, name) in [(new, "new"), (named, "bundle"), (unnamed, "unnamed")] {
            world.copy(&bundle.root, &format!("/root/{name}"))?;
        }
        mastodon::lay_out(world, &mastodon::OF_THE_GUIDE, new.mastodon)?;
        mastodon::kernel(world)?;
        nginx::certificates_of(named.hosts.first().ok_or("a bundle without a host")?, world)?;
        fill_in(world, &format!("/root/new/main/{}", host.env_path()))?;
        mail::lay_out(world, MAIL)?;
        world.write("/usr/local/sbin/certbot", CERTBOT)?;
        world.mode("/usr/local/sbin/certbot", 0o755)?;
        let site = Site::boot(world, host)?;
        site.must(&format!("mv /etc/letsencrypt/live/{MEDIA} /root/"))?;
        site.must("bash /root/new/main/apply.sh")?;
        site.must(START)?;
        site.must(&format!(
            "timeout 60 sh -c 'until {SERVES_PAGES}; do sleep 1; done'"
        ))?;
        let before = site.tree()?;

        site.refuses(
            report,
            "bash /root/bundle/main/apply.sh",
            &format!("There is no certificate in /etc/letsencrypt/live/{MEDIA}"),
        )?;
        site.is_as(report, &before, "a refused run")?;
        for step in runbook::about(named, &["howdah-certificate", "certbot certonly"])? {
            site.must(&step.script())?;
            site.must(SERVES_PAGES)?;
        }
        site.is_as(report, &before, "the way to a certificate")?;

        site.must(NAME_SERVERS)?;
        applied_but_for_the_bucket(&site, report, "bundle")?;
        let status = site.must(SERVES_MEDIA)?;
        report.expect(status == "404", || format!("the media site answers {status}"));
        let resolver = site.must("grep -o 'resolver .*' /etc/nginx/sites-available/mastodon-media")?;
        report.expect(resolver == "resolver [2001:db8::53] valid=60s;", || {
            resolver.clone()
        });

        applied_but_for_the_bucket(&site, report, "unnamed")?;
        site.must(
            "nginx -t && systemctl is-active nginx && test ! -L /etc/nginx/sites-enabled/mastodon-media",
        )?;
        site.must("bash /root/unnamed/main/apply.sh --rollback")?;
        let status = site.must(SERVES_MEDIA)?;
        report.expect(status == "404", || {
            format!("brought back, the media site answers {status}")
        });
        site.must("bash /root/unnamed/main/apply.sh --rollback")?;
        site.is_as(report, &before, "--rollback")
    })
}

/// Nobody has a bucket here, which `verify.sh` must find at the end of the run, and nothing else.
fn applied_but_for_the_bucket(site: &Site, report: &mut Report, bundle: &str) -> Result<(), String> {
    let output = site
        .machine
        .run(&format!("PATIENCE=20 bash /root/{bundle}/main/apply.sh"))?;
    let said = output.all();
    let failed = said.lines().filter_map(|line| line.strip_prefix("FAIL  "));
    let others: Vec<_> = failed
        .filter(|failed| !STORE.iter().any(|asked| failed.starts_with(asked)))
        .collect();
    report.expect(said.contains("All is in place.") && others.is_empty(), || {
        format!("{bundle}/main/apply.sh: {said}")
    });
    Ok(())
}
