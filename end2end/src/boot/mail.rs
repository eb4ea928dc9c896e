//! A mail server at another provider's, as far as it greets: plainly, with STARTTLS, and over TLS.

use crate::certificate;
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
    certificate::make(world, &[name.to_owned()], "/root/mail.pem", "/root/mail-key.pem")?;
    world.write("/usr/local/lib/mail", SERVER)?;
    world.mode("/usr/local/lib/mail", 0o755)?;
    world.write("/etc/systemd/system/mail.service", UNIT)
}
