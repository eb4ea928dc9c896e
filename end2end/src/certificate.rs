//! Certificates that nobody but this machine has signed, and that it trusts.

use crate::programs::run;
use crate::world::World;

const TRUSTED: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Makes one for these names, with its key, at these paths.
pub(crate) fn make(world: &World, names: &[String], certificate: &str, key: &str) -> Result<(), String> {
    let names: Vec<_> = names.iter().map(|name| format!("DNS:{name}")).collect();
    let mut openssl = world.command("root", "openssl")?;
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
    ]);
    openssl.args(["-nodes", "-days", "2", "-subj", "/CN=howdah"]);
    openssl.args(["-keyout", key, "-out", certificate]);
    openssl.args(["-addext", &format!("subjectAltName={}", names.join(","))]);
    run(&mut openssl)?.success()?;
    world.write(TRUSTED, &(world.read(TRUSTED) + &world.read(certificate)))
}
