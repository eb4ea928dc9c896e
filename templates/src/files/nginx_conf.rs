//! `nginx.conf`: nginx's own limits. It is a whole file, as the distributions lay theirs out.

use askama::Template;
use planner::Plan;

use super::on_host;
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "nginx-conf",
    summary: "nginx's own limits.",
    reader: "nginx",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/nginx/nginx.conf", escape = "none")]
struct NginxConf {
    about: &'static str,
    worker_rlimit_nofile: Tuned,
    worker_connections: Tuned,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    let conf = NginxConf {
        about: FILE.summary,
        worker_rlimit_nofile: tuned(&plan.nginx.worker_rlimit_nofile),
        worker_connections: tuned(&plan.nginx.worker_connections),
    };
    vec![on_host(&FILE, plan, "etc/nginx/nginx.conf", &conf)]
}
