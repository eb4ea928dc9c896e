//! `nginx.conf`: nginx's own limits. It is a whole file, as the distributions lay theirs out.

use askama::Template;
use planner::plan::Nginx;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "nginx-conf",
    summary: "nginx's own limits.",
    reader: "nginx",
    format: &format::NGINX,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/nginx/nginx.conf", escape = "nginx")]
struct NginxConf<'a> {
    about: &'static str,
    nginx: &'a Nginx,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(nginx) = &here.host.nginx else {
        return Vec::new();
    };
    let conf = NginxConf {
        about: FILE.summary,
        nginx,
    };
    vec![here.file(&FILE, "/etc/nginx/nginx.conf", &conf)]
}
