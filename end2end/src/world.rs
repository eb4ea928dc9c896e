//! A private copy of this machine: its own file tree, network and shared memory.
//!
//! Generated files are put in their real places there and used unmodified, with
//! their real paths and ports. Nothing outside is touched, and all of it is gone
//! when the work ends. This needs root, as `systemd-nspawn` or `debootstrap` do.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, getrlimit};

use crate::daemon::Daemon;
use crate::programs;

mod files;

const SECOND_NETWORK: &str = "second";

/// The file tree inside, and the commands to act in it.
#[derive(Debug)]
pub(crate) struct World {
    base: PathBuf,
}

/// Runs the work on a thread that has namespaces of its own; what the thread
/// starts, programs and threads, is in them too.
pub(crate) fn in_world<T: Send>(work: impl FnOnce(&World) -> Result<T, String> + Send) -> Result<T, String> {
    let outcome = thread::scope(|scope| scope.spawn(|| World::new().and_then(|world| work(&world))).join());
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

impl World {
    fn new() -> Result<Self, String> {
        let base = env::temp_dir().join("howdah-world");
        fs::create_dir_all(&base).map_err(|error| format!("{}: {error}", base.display()))?;
        unshare(CloneFlags::CLONE_NEWNS | CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWIPC)
            .map_err(|error| format!("a private copy of the machine needs root: {error}"))?;
        let world = Self { base };
        world
            .mount_all()
            .map_err(|error| format!("private file tree: {error}"))?;
        programs::run(programs::command("ip")?.args(["link", "set", "lo", "up"]))?.success()?;
        Ok(world)
    }

    fn mount_all(&self) -> Result<(), Box<dyn std::error::Error>> {
        let none = None::<&str>;
        mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none)?;
        // Each thread sees its own tmpfs here, so one name serves them all.
        mount(
            Some("tmpfs"),
            &self.base,
            Some("tmpfs"),
            MsFlags::empty(),
            Some("mode=755"),
        )?;
        for folder in ["upper", "work", "root", "log"] {
            fs::create_dir(self.base.join(folder))?;
        }
        let base = self.base.display();
        let layers = format!("lowerdir=/,upperdir={base}/upper,workdir={base}/work");
        let root = self.root();
        mount(
            Some("overlay"),
            &root,
            Some("overlay"),
            MsFlags::empty(),
            Some(layers.as_str()),
        )?;
        mount(
            Some("proc"),
            &root.join("proc"),
            Some("proc"),
            MsFlags::empty(),
            none,
        )?;
        mount(Some("/dev"), &root.join("dev"), none, MsFlags::MS_BIND, none)?;
        for folder in ["dev/shm", "tmp", "run"] {
            let mode = if folder == "run" { "mode=755" } else { "mode=1777" };
            mount(
                Some("tmpfs"),
                &root.join(folder),
                Some("tmpfs"),
                MsFlags::empty(),
                Some(mode),
            )?;
        }
        Ok(())
    }

    fn root(&self) -> PathBuf {
        self.base.join("root")
    }

    /// Where an absolute path of the copy is, seen from outside it. Links on the way stay
    /// inside: `/var/run` is a link to `/run`, which outside is the machine's own.
    pub(crate) fn path(&self, absolute: impl AsRef<Path>) -> PathBuf {
        let root = self.root();
        let mut inside = PathBuf::from("/");
        for part in absolute.as_ref().components() {
            inside.push(part);
            let outside = root.join(inside.strip_prefix("/").unwrap_or(&inside));
            if let Ok(target) = fs::read_link(outside) {
                inside.pop();
                inside.push(target);
            }
        }
        root.join(inside.strip_prefix("/").unwrap_or(&inside))
    }

    /// A command inside, run by a user.
    pub(crate) fn command(&self, user: &str, program: &str) -> Result<Command, String> {
        let mut command = programs::command("chroot")?;
        command
            .arg(format!("--userspec={user}"))
            .arg(self.root())
            .arg(program);
        Ok(command)
    }

    /// Starts a program that stays, with so many files that it may open, or as many as
    /// this machine lets root give.
    pub(crate) fn start(&self, user: &str, files: u64, line: &[&str]) -> Result<Daemon, String> {
        let files = format!("--nofile={}", files.min(most_files()?));
        self.start_with(&["prlimit", &files], user, line)
    }

    /// Makes a second network, joined to the first by a cable with these two addresses.
    pub(crate) fn second_network(ours: &str, theirs: &str) -> Result<(), String> {
        // `ip` keeps names of networks under /run, which is ours alone from here on.
        mount(
            Some("tmpfs"),
            "/run",
            Some("tmpfs"),
            MsFlags::empty(),
            None::<&str>,
        )
        .map_err(|error| format!("/run: {error}"))?;
        for line in [
            format!("netns add {SECOND_NETWORK}"),
            format!("link add cable type veth peer name end netns {SECOND_NETWORK}"),
            format!("address add {ours} dev cable"),
            "link set cable up".to_owned(),
            format!("-netns {SECOND_NETWORK} address add {theirs} dev end"),
            format!("-netns {SECOND_NETWORK} link set end up"),
        ] {
            let mut ip = programs::command("ip")?;
            programs::run(ip.args(line.split(' ')))?.success()?;
        }
        Ok(())
    }

    /// Starts a program that stays, in the second network.
    pub(crate) fn start_in_second(&self, line: &[&str]) -> Result<Daemon, String> {
        self.start_with(&["ip", "netns", "exec", SECOND_NETWORK], "root", line)
    }

    /// Boots the copy with its own systemd, in the network that this thread has.
    pub(crate) fn start_machine(&self) -> Result<Daemon, String> {
        // It brings these itself.
        for folder in ["dev", "proc", "run", "tmp"] {
            umount2(&self.root().join(folder), MntFlags::MNT_DETACH)
                .map_err(|error| format!("/{folder}: {error}"))?;
        }
        let mut command = in_own_processes(&["--mount-proc"])?;
        command.args([
            "systemd-nspawn",
            "--quiet",
            "--boot",
            "--register=no",
            "--keep-unit",
        ]);
        command.args(["--resolv-conf=off", "--timezone=off", "--console=read-only"]);
        command
            .arg("--directory")
            .arg(self.root())
            .arg("systemd.unit=multi-user.target");
        Daemon::start("systemd-nspawn", command, &self.base.join("log"))
    }

    fn start_with(&self, before: &[&str], user: &str, line: &[&str]) -> Result<Daemon, String> {
        let name = line
            .first()
            .and_then(|program| program.rsplit('/').next())
            .unwrap_or_default();
        let mut command = in_own_processes(&[])?;
        command
            .args(before)
            .args(["chroot", &format!("--userspec={user}")])
            .arg(self.root())
            .args(line);
        Daemon::start(name, command, &self.base.join("log"))
    }
}

/// The limit of open files that this process can hand on.
pub(crate) fn most_files() -> Result<u64, String> {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).map_err(|error| error.to_string())?;
    Ok(hard)
}

/// The start of a command in a process namespace, which ends with its first process, and
/// all that it forked with it. That one stays root: a change of user would undo the order
/// to end with its parent.
fn in_own_processes(options: &[&str]) -> Result<Command, String> {
    let mut command = programs::command("setpriv")?;
    command
        .args(["--pdeathsig", "KILL", "unshare", "--pid", "--kill-child=KILL"])
        .args(options)
        .args(["sh", "-c", "\"$@\" & wait $!", "sh"]);
    Ok(command)
}
