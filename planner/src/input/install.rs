//! Where Mastodon is on its host, and whose it is.

use crate::field::{Asked, Field, Section, at};
use crate::spec::Run;
use crate::value::text::{Folder, UserName};

pub(super) const ALL: &[&Field] = &[&FOLDER, &USER];

pub static FOLDER: Field = Field {
    name: "install.folder",
    label: "Mastodon's folder",
    help: "Only if it is not /home/mastodon/live, or /opt/mastodon with docker compose, where docker-compose.yml is.",
    kind: Folder::kind("/srv/mastodon/live"),
    asked: Asked::seldom(Section::Server),
    access: at!(spec.install.folder),
};

pub static USER: Field = Field {
    name: "install.user",
    label: "Mastodon's user",
    help: "Who runs it. Ruby is in .rbenv in the user's home below /home, and the folder is live there unless you name another.",
    kind: UserName::kind("mastodon"),
    asked: Asked::seldom(Section::Server).when(|spec| spec.run == Run::Systemd),
    access: at!(spec.install.user),
};
