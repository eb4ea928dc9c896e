//! Versions, the distribution and the way of running.

use super::choice::{Chosen, choices};
use crate::field::{Access, Field, Kind, Need, Step, always};

choices! {
    /// A release branch of Mastodon, oldest first.
    Mastodon {
        V3_5 = "3.5", "3.5", "Unsupported since December 2023.";
        V4_0 = "4.0", "4.0", "Unsupported since October 2023.";
        V4_1 = "4.1", "4.1", "Unsupported since April 2025.";
        V4_2 = "4.2", "4.2", "Unsupported since January 2026.";
        V4_3 = "4.3", "4.3", "Unsupported since May 2026.";
        V4_4 = "4.4", "4.4", "Supported until December 2026.";
        V4_5 = "4.5", "4.5", "Supported.";
        V4_6 = "4.6", "4.6", "Supported; the newest that is planned for.";
    }
}

choices! {
    /// A major version of PostgreSQL, oldest first.
    Postgresql {
        V14 = "14", "14", "Oldest that Mastodon 4.5 and 4.6 accept; out of support since November 2026.";
        V15 = "15", "15", "In Debian 12.";
        V16 = "16", "16", "In Ubuntu 24.04.";
        V17 = "17", "17", "In Debian 13; newest that Mastodon is tested with.";
        V18 = "18", "18", "Newest that is planned for; Mastodon is not yet tested with it.";
    }
}

choices! {
    /// The distribution fixes paths and the versions of nginx, PgBouncer, Redis and systemd.
    Distribution {
        Debian12 = "debian-12", "Debian 12", "Bookworm.";
        Debian13 = "debian-13", "Debian 13", "Trixie.";
        Ubuntu2204 = "ubuntu-22.04", "Ubuntu 22.04", "Jammy Jellyfish.";
        Ubuntu2404 = "ubuntu-24.04", "Ubuntu 24.04", "Noble Numbat.";
    }
}

choices! {
    /// Who starts the processes.
    Run {
        Systemd = "systemd", "systemd", "Units on the host, as in Mastodon's own installation guide.";
        Compose = "compose", "docker compose", "Containers, with nginx on the host.";
    }
}

pub static MASTODON: Field = Field {
    name: "mastodon",
    label: "Mastodon version",
    help: "Queues, variables, secrets and commands differ by version.",
    step: Step::Server,
    kind: Kind::Choice(Mastodon::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| Mastodon::parse(text).map(|version| spec.mastodon = version),
        get: |spec| spec.mastodon.to_string(),
    },
};

pub static POSTGRESQL: Field = Field {
    name: "postgresql",
    label: "PostgreSQL version",
    help: "Which settings exist, and where they are kept, depends on it.",
    step: Step::Server,
    kind: Kind::Choice(Postgresql::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| Postgresql::parse(text).map(|version| spec.postgresql = version),
        get: |spec| spec.postgresql.to_string(),
    },
};

pub static DISTRIBUTION: Field = Field {
    name: "distribution",
    label: "Distribution",
    help: "Decides the syntax that nginx and PgBouncer accept, and where files go.",
    step: Step::Server,
    kind: Kind::Choice(Distribution::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| Distribution::parse(text).map(|distribution| spec.distribution = distribution),
        get: |spec| spec.distribution.to_string(),
    },
};

pub static RUN: Field = Field {
    name: "run",
    label: "Run by",
    help: "systemd units directly on the host, or containers by docker compose.",
    step: Step::Server,
    kind: Kind::Choice(Run::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| Run::parse(text).map(|run| spec.run = run),
        get: |spec| spec.run.to_string(),
    },
};
