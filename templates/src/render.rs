//! From a plan to its files: each kind for each host that needs it, documents of the whole site once.

use planner::Plan;
use planner::spec::Run;

use crate::here::Here;
use crate::{Bundle, FILES, File, Secrets};

/// How a kind of file is made. None where a host runs nothing that reads it; several for several processes.
#[derive(Debug)]
pub(crate) enum Render {
    Host(fn(Here<'_>) -> Vec<File>),
    /// For hosts whose programs run in this way.
    HostUnder(Run, fn(Here<'_>) -> Vec<File>),
    /// For kinds that hold secrets; no other is handed any.
    HostWithSecrets(fn(Here<'_>, &Secrets) -> Vec<File>),
    /// For kinds that speak of the others, which are all there by then.
    HostFromFiles(fn(Here<'_>, &[File]) -> Vec<File>),
    Site(fn(&Plan) -> Vec<File>),
    SiteFromFiles(fn(&Plan, &[File]) -> Vec<File>),
}

/// The files of a plan. A server that runs keeps its own secrets: where those were not found, its files get marked places, whatever was drawn.
pub fn render(plan: &Plan, secrets: &Secrets) -> Bundle {
    let marks;
    let secrets = if plan.spec.site.server.runs_already() && secrets.are_of_no_server() {
        marks = Secrets::existing();
        &marks
    } else {
        secrets
    };
    let mut files = Vec::new();
    for kind in FILES {
        match kind.render {
            Render::Host(render) => files.extend(Here::all(plan).flat_map(render)),
            Render::HostUnder(run, render) if plan.spec.run == run => {
                files.extend(Here::all(plan).flat_map(render));
            }
            Render::HostWithSecrets(render) => {
                files.extend(Here::all(plan).flat_map(|here| render(here, secrets)));
            }
            Render::Site(render) => files.extend(render(plan)),
            Render::HostUnder(..) | Render::HostFromFiles(_) | Render::SiteFromFiles(_) => {}
        }
    }
    let mut all = Vec::new();
    for kind in FILES {
        match kind.render {
            Render::HostFromFiles(render) => {
                all.extend(Here::all(plan).flat_map(|here| render(here, &files)));
            }
            Render::SiteFromFiles(render) => all.extend(render(plan, &files)),
            Render::Host(_) | Render::HostUnder(..) | Render::HostWithSecrets(_) | Render::Site(_) => {}
        }
    }
    all.extend(files);
    Bundle { files: all }
}
