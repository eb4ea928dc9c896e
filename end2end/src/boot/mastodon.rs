//! What stands in for Mastodon on a machine, and for a kernel that the machine may not change.

use crate::programs::run;
use crate::world::World;

const STAND_IN: &str = include_str!("stand_in.js");

/// Answers for the kernel's settings what their files say: the kernel itself is this machine's.
const SYSCTL: &str = r#"#!/bin/sh
[ "$1" = -n ] || exit 0
value=$(sed -n "s/^$2 *= *//p" /etc/sysctl.d/90-mastodon.conf 2> /dev/null | tail -n 1)
echo "${value:-0}"
"#;

/// A user `mastodon` with Ruby and Mastodon in a folder. `/home/mastodon/live` leads there.
pub(super) fn lay_out(world: &World, live: &str, (major, minor): (u32, u32)) -> Result<(), String> {
    let mut adduser = world.command("root", "useradd")?;
    run(adduser.args(["--create-home", "--shell", "/bin/bash", "mastodon"]))?.success()?;
    let streaming = format!("{live}/streaming/index.js");
    for program in ["/home/mastodon/.rbenv/shims/bundle", &streaming] {
        world.write(program, STAND_IN)?;
        world.mode(program, 0o755)?;
    }
    let version = format!(
        "module Mastodon\n  module Version\n    def major\n      {major}\n    end\n\n    def minor\n      {minor}\n    end\n  end\nend\n"
    );
    world.write(&format!("{live}/lib/mastodon/version.rb"), &version)?;
    world.folder(&format!("{live}/public/system"), "mastodon")?;
    if live != "/home/mastodon/live" {
        let mut link = world.command("root", "ln")?;
        run(link.args(["-s", live, "/home/mastodon/live"]))?.success()?;
        world.own(live, "mastodon")?;
    }
    world.own("/home/mastodon", "mastodon")?;
    world.mode("/home/mastodon", 0o711)
}

/// Puts the stand-in for the kernel's settings before the real program.
pub(super) fn kernel(world: &World) -> Result<(), String> {
    world.write("/usr/local/sbin/sysctl", SYSCTL)?;
    world.mode("/usr/local/sbin/sysctl", 0o755)
}
