//! Certificates for every name and path that the files speak of.

use super::find;
use crate::certificate;
use crate::read::nginx::Directive;
use crate::world::World;

/// One directory for certificates, copied to each path that the files name.
pub(super) const CERTIFICATE: &str = "/root/certificate.pem";
pub(super) const KEY: &str = "/root/key.pem";

/// A self-signed certificate at every path that a file names, good for every host
/// that the files speak of, and trusted by the machine.
pub(super) fn make(tree: &[Directive], world: &World) -> Result<(), String> {
    let mut names: Vec<String> = domains(tree).into_iter().chain(backends(tree)).collect();
    names.sort();
    names.dedup();
    certificate::make(world, &names, CERTIFICATE, KEY)?;
    let (certificate, key) = (world.read(CERTIFICATE), world.read(KEY));
    for directive in find(tree, "ssl_certificate_key") {
        world.write(directive.value(), &key)?;
    }
    for name in ["ssl_certificate", "ssl_trusted_certificate"] {
        for directive in find(tree, name) {
            world.write(directive.value(), &certificate)?;
        }
    }
    Ok(())
}

fn domains(tree: &[Directive]) -> Vec<String> {
    let names = find(tree, "server_name").into_iter();
    names
        .flat_map(|name| name.args.clone())
        .filter(|name| name != "_")
        .collect()
}

/// Hosts that the files send requests to over TLS.
pub(super) fn backends(tree: &[Directive]) -> Vec<String> {
    let mut all = find(tree, "set");
    all.extend(find(tree, "proxy_pass"));
    let urls = all.into_iter().flat_map(|directive| &directive.args);
    let host = |url: &String| {
        let host = url.strip_prefix("https://")?.split(['/', ':']).next()?;
        (!host.contains('$')).then(|| host.to_owned())
    };
    urls.filter_map(host).collect()
}
