//! A mail server at another provider's, as far as it greets: plainly, with STARTTLS, and over TLS.

use crate::programs::run;
use crate::world::World;

const SERVER: &str = include_str!("mail.py");

const UNIT: &str = "[Service]
ExecStart=/usr/local/lib/mail
[Install]
WantedBy=multi-user.target
";

/// Puts it in place under a name, to be started with the machine.
pub(super) fn lay_out(world: &World, name: &str) -> Result<(), String> {
    let hosts = world.read("/etc/hosts");
    world.write("/etc/hosts", &format!("{hosts}\n127.0.0.1 {name}\n"))?;
    let mut openssl = world.command("root", "openssl")?;
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
    ]);
    openssl.args([
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=mail",
        "-keyout",
        "/root/mail-key.pem",
    ]);
    openssl.args([
        "-out",
        "/root/mail.pem",
        "-addext",
        &format!("subjectAltName=DNS:{name}"),
    ]);
    run(&mut openssl)?.success()?;
    let trusted = "/etc/ssl/certs/ca-certificates.crt";
    world.write(trusted, &(world.read(trusted) + &world.read("/root/mail.pem")))?;
    world.write("/usr/local/lib/mail", SERVER)?;
    world.mode("/usr/local/lib/mail", 0o755)?;
    world.write("/etc/systemd/system/mail.service", UNIT)
}
