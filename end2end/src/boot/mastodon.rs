//! What stands in for Mastodon on a machine, and for a kernel that the machine may not change.

use std::path::Path;

use crate::programs::run;
use crate::world::World;

const STAND_IN: &str = include_str!("stand_in.js");

/// Answers for the kernel's settings what their files say: the kernel itself is this machine's.
const SYSCTL: &str = r#"#!/bin/sh
[ "$1" = -n ] || exit 0
value=$(sed -n "s/^$2 *= *//p" /etc/sysctl.d/90-mastodon.conf 2> /dev/null | tail -n 1)
echo "${value:-0}"
"#;

/// Where Mastodon is, and whose it is.
pub(super) struct Place {
    pub(super) user: &'static str,
    /// What files name.
    pub(super) folder: &'static str,
    /// What the folder is, or where it leads.
    pub(super) leads_to: &'static str,
}

/// As Mastodon's guide has it.
pub(super) const OF_THE_GUIDE: Place = Place {
    user: "mastodon",
    folder: "/home/mastodon/live",
    leads_to: "/home/mastodon/live",
};

/// A user with Ruby and Mastodon in its place.
pub(super) fn lay_out(world: &World, place: &Place, (major, minor): (u32, u32)) -> Result<(), String> {
    let Place {
        user,
        folder,
        leads_to,
    } = place;
    let mut adduser = world.command("root", "useradd")?;
    run(adduser.args(["--create-home", "--shell", "/bin/bash", user]))?.success()?;
    let bundle = format!("/home/{user}/.rbenv/shims/bundle");
    let streaming = format!("{leads_to}/streaming/index.js");
    for program in [&bundle, &streaming] {
        world.write(program, STAND_IN)?;
        world.mode(program, 0o755)?;
    }
    let version = format!(
        "module Mastodon\n  module Version\n    def major\n      {major}\n    end\n\n    def minor\n      {minor}\n    end\n  end\nend\n"
    );
    world.write(&format!("{leads_to}/lib/mastodon/version.rb"), &version)?;
    world.folder(&format!("{leads_to}/public/system"), user)?;
    if leads_to != folder {
        let above = Path::new(folder).parent().unwrap_or(Path::new("/"));
        world.folder(&above.to_string_lossy(), "root")?;
        let mut link = world.command("root", "ln")?;
        run(link.args(["-s", leads_to, folder]))?.success()?;
    }
    world.own(leads_to, user)?;
    let home = format!("/home/{user}");
    world.own(&home, user)?;
    world.mode(&home, 0o711)
}

/// Puts the stand-in for the kernel's settings before the real program.
pub(super) fn kernel(world: &World) -> Result<(), String> {
    world.write("/usr/local/sbin/sysctl", SYSCTL)?;
    world.mode("/usr/local/sbin/sysctl", 0o755)
}
