//! What nginx serves itself, and how much it lets through.

use super::super::client::get;
use super::super::{Site, find};
use crate::read::nginx::Directive;
use crate::{Report, Run};

/// The largest upload that nginx must let through, by Mastodon's `dist/nginx.conf`.
fn body_limit(mastodon: (u32, u32)) -> &'static str {
    if mastodon < (4, 2) { "80m" } else { "99m" }
}

/// An upload just within the limit gets through, one byte more does not.
pub(super) fn limits(
    site: &Site<'_>,
    domain: &str,
    server: &Directive,
    report: &mut Report,
) -> Result<(), String> {
    let limit = find(&server.block, "client_max_body_size");
    let limit = limit.first().map_or("1m", |limit| limit.value());
    let wanted = body_limit(site.bundle.mastodon);
    report.expect(limit == wanted, || {
        format!(
            "client_max_body_size is {limit}, Mastodon {:?} uploads {wanted}",
            site.bundle.mastodon
        )
    });
    let mib: u64 = limit
        .trim_end_matches('m')
        .parse()
        .map_err(|_| format!("body size {limit}"))?;
    for (extra, status) in [(0, 200), (1, 413)] {
        let upload = "/root/upload";
        site.world.write(upload, "")?;
        let file = std::fs::File::options().write(true).open(site.world.path(upload));
        file.and_then(|file| file.set_len((mib << 20) + extra))
            .map_err(|error| error.to_string())?;
        let path = site.world.path(upload);
        let args = ["--request", "POST", "--upload-file", &path.to_string_lossy()];
        let answer = get(&format!("https://{domain}/api/v2/media"), &args)?;
        report.expect(answer.status == status, || {
            format!(
                "an upload of {limit} and {extra} bytes is answered with {}",
                answer.status
            )
        });
    }
    Ok(())
}

/// Under systemd nginx serves Mastodon's files itself. In containers it cannot see them.
pub(super) fn files(
    site: &Site<'_>,
    domain: &str,
    server: &Directive,
    report: &mut Report,
) -> Result<(), String> {
    let Some(root) = Site::root(server) else {
        return Ok(());
    };
    let root = root.to_string_lossy().into_owned();
    let url = |path: &str| format!("https://{domain}{path}");
    let challenges = challenge_folder(site).unwrap_or_else(|| root.clone());
    site.publish(
        &format!("{challenges}/.well-known/acme-challenge/token"),
        "challenge\n",
    )?;
    let answer = get(&format!("http://{domain}/.well-known/acme-challenge/token"), &[])?;
    report.expect(answer.body == "challenge\n", || {
        format!(
            "a certificate cannot be renewed: the challenge is answered with {}",
            answer.status
        )
    });
    if site.host.run == Run::Compose {
        let answer = get(&url("/packs/application.js"), &[])?;
        report.expect(answer.status == 200, || {
            format!(
                "/packs/ does not reach Puma, which has the files: {}",
                answer.status
            )
        });
        return Ok(());
    }
    site.publish(&format!("{root}/packs/application.js"), "script\n")?;
    let answer = get(&url("/packs/application.js"), &[])?;
    report.expect(answer.body == "script\n", || {
        format!(
            "/packs/application.js is answered with {} {:?}",
            answer.status, answer.body
        )
    });
    let caching = answer.header("cache-control");
    report.expect(caching.contains("max-age="), || {
        format!("/packs/ is not cached: {caching:?}")
    });
    if site.host.env().get("S3_ENABLED").is_some_and(|on| on == "true") {
        return Ok(());
    }
    let env = site.host.env();
    // config/initializers/paperclip.rb: where Mastodon writes.
    let media = env
        .get("PAPERCLIP_ROOT_PATH")
        .map_or_else(|| format!("{root}/system"), ToOwned::to_owned);
    site.publish(&format!("{media}/avatar.png"), "picture\n")?;
    let answer = get(&url("/system/avatar.png"), &[])?;
    report.expect(answer.body == "picture\n", || {
        format!("/system/avatar.png is answered with {}", answer.status)
    });
    // Media that users uploaded must not act as a page of this site.
    let (sniff, policy) = (
        answer.header("x-content-type-options"),
        answer.header("content-security-policy"),
    );
    let safe = sniff == "nosniff" && policy.contains("default-src 'none'");
    report.expect(safe, || {
        format!("/system/ is served with {sniff:?} and the policy {policy:?}")
    });
    Ok(())
}

/// The folder that the challenge's own location names.
fn challenge_folder(site: &Site<'_>) -> Option<String> {
    let mut locations = find(&site.tree, "location").into_iter();
    let challenge = locations.find(|it| it.args.iter().any(|arg| arg.contains("acme-challenge")))?;
    find(&challenge.block, "root")
        .first()
        .map(|root| root.value().to_owned())
}
