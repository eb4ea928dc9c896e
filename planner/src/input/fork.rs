//! Mastodon by others than its makers, or images of one's own.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{Run, Spec};
use crate::value::text::{ImageName, Repository, Tag};

pub(super) const ALL: &[&Field] = &[&IMAGE, &STREAMING_IMAGE, &REPOSITORY, &TAG];

pub static IMAGE: Field = Field {
    name: "fork.image",
    label: "Image",
    help: "Only for a fork, or an image of your own: web and Sidekiq run from it. The fork's version is the one of Mastodon that it is made from.",
    kind: ImageName::kind("ghcr.io/glitch-soc/mastodon"),
    asked: Asked::seldom(Section::Server).when(|spec| spec.run == Run::Compose),
    access: at!(spec.fork.image),
};

pub static STREAMING_IMAGE: Field = Field {
    name: "fork.streaming_image",
    label: "Streaming image",
    help: "Only for a fork that has one of its own.",
    kind: ImageName::kind("ghcr.io/glitch-soc/mastodon-streaming"),
    asked: Asked::seldom(Section::Server)
        .when(|spec| spec.run == Run::Compose && spec.mastodon.has_streaming_image()),
    access: at!(spec.fork.streaming_image),
};

pub static REPOSITORY: Field = Field {
    name: "fork.repository",
    label: "Source",
    help: "Only for a fork: where a new server clones it from. The fork's version is the one of Mastodon that it is made from.",
    kind: Repository::kind("https://github.com/glitch-soc/mastodon"),
    asked: Asked::seldom(Section::Server).when(|spec| spec.run == Run::Systemd),
    access: at!(spec.fork.repository),
};

pub static TAG: Field = Field {
    name: "fork.tag",
    label: "The fork's tag",
    help: "Of its image, or the tag or branch of its source. Without one it is called as Mastodon's own newest release.",
    kind: Tag::kind("v4.6.5"),
    asked: Asked::seldom(Section::Server).when(Spec::is_fork),
    access: at!(spec.fork.tag),
};
