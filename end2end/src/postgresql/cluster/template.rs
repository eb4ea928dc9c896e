//! An empty cluster of each version, made once and copied.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::Cluster;
use crate::programs::{self, run};
use crate::world::World;

impl Cluster {
    /// A folder with an empty cluster at its places, made once for each version and way.
    pub(super) fn template(&self) -> Result<PathBuf, String> {
        let way = if self.service.is_some() {
            "image"
        } else {
            "packages"
        };
        let folder = programs::target_dir()
            .join("clusters")
            .join(format!("{}-{way}", self.version));
        let parent = folder.parent().unwrap_or(&folder).to_owned();
        let told = |error: std::io::Error| format!("{}: {error}", parent.display());
        fs::create_dir_all(&parent).map_err(told)?;
        let lock = File::create(parent.join("lock")).map_err(told)?;
        lock.lock().map_err(told)?;
        if !folder.is_dir() {
            let unfinished = folder.with_extension("unfinished");
            self.make_template(&unfinished)?;
            fs::rename(&unfinished, &folder).map_err(told)?;
        }
        Ok(folder)
    }

    fn make_template(&self, folder: &Path) -> Result<(), String> {
        crate::world::in_world(|world| {
            self.build.install(world)?;
            let mut places = vec![self.data().to_owned()];
            if self.service.is_some() {
                self.init_as_the_image_does(world)?;
            } else {
                let version = self.version.to_string();
                world.remove("/etc/postgresql")?;
                world.remove(self.data())?;
                let mut create = world.command("root", "pg_createcluster")?;
                create.args(["--locale", "C.UTF-8", "--encoding", "UTF8", &version, "main"]);
                run(create.args(["--", "--no-sync"]))?.success()?;
                places.push(format!("/etc/postgresql/{version}/main"));
            }
            for place in places {
                let target = folder.join(place.trim_start_matches('/'));
                run(programs::command("mkdir")?.arg("-p").arg(&target))?.success()?;
                run(programs::command("cp")?
                    .arg("-aT")
                    .arg(world.path(&place))
                    .arg(&target))?
                .success()?;
            }
            Ok(())
        })
    }

    /// As `docker-entrypoint.sh` of the official image, with passwords asked of everyone.
    fn init_as_the_image_does(&self, world: &World) -> Result<(), String> {
        let data = self.data();
        world.folder(data, "postgres")?;
        world.own("/var/lib/postgresql", "postgres")?;
        let mut init = world.command("postgres", &self.build.program("initdb"))?;
        init.args([
            "-D",
            data,
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--no-sync",
        ]);
        run(init.args(["--username=postgres", "--encoding=UTF8", "--locale=C"]))?.success()?;
        let access = format!("{data}/pg_hba.conf");
        world.write(
            &access,
            &(world.read(&access) + "host all all all scram-sha-256\n"),
        )
    }
}
