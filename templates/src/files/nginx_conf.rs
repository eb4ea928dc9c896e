//! `nginx.conf`: nginx's own limits. It is a whole file, as the distributions lay theirs out.

use askama::Template;

use crate::here::Here;
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "nginx-conf",
    summary: "nginx's own limits.",
    reader: "nginx",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/nginx/nginx.conf", escape = "none")]
struct NginxConf {
    about: &'static str,
    worker_rlimit_nofile: Tuned,
    worker_connections: Tuned,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(nginx) = &here.host.nginx else {
        return Vec::new();
    };
    let conf = NginxConf {
        about: FILE.summary,
        worker_rlimit_nofile: tuned(&nginx.worker_rlimit_nofile),
        worker_connections: tuned(&nginx.worker_connections),
    };
    vec![here.file(&FILE, "etc/nginx/nginx.conf", &conf)]
}
