//! `sysctl.d/90-mastodon.conf`: what the kernel must allow.

use askama::Template;
use planner::Plan;

use super::on_host;
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "sysctl",
    summary: "What the kernel must allow the services of this host.",
    reader: "sysctl",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/sysctl.d/90-mastodon.conf", escape = "none")]
struct Sysctl {
    about: &'static str,
    huge_pages: Option<Tuned>,
    has_search: bool,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    let sysctl = Sysctl {
        about: FILE.summary,
        huge_pages: plan.postgresql.huge_pages.as_ref().map(tuned),
        has_search: plan.search.is_some(),
    };
    vec![on_host(&FILE, plan, "etc/sysctl.d/90-mastodon.conf", &sysctl)]
}
