//! Versions, the distribution and the way of running. What each has is in `versions.rs`.

use crate::value::choice::choices;

choices! {
    /// A release branch of Mastodon, oldest first.
    #[derive(Default)]
    Mastodon {
        V3_5 = "3.5", "3.5", "Unsupported since December 2023.";
        V4_0 = "4.0", "4.0", "Unsupported since October 2023.";
        V4_1 = "4.1", "4.1", "Unsupported since April 2025.";
        V4_2 = "4.2", "4.2", "Unsupported since January 2026.";
        V4_3 = "4.3", "4.3", "Unsupported since May 2026.";
        V4_4 = "4.4", "4.4", "Supported until December 2026.";
        V4_5 = "4.5", "4.5", "Supported.";
        V4_6 = "4.6", "4.6", "Supported.";
        #[default]
        V4_7 = "4.7", "4.7", "Supported; the newest that is planned for.";
    }
}

choices! {
    /// A major version of PostgreSQL, oldest first.
    #[derive(Default)]
    Postgresql {
        V14 = "14", "14", "Oldest that Mastodon 4.5 and newer accept; out of support since November 2026.";
        V15 = "15", "15", "In Debian 12.";
        V16 = "16", "16", "In Ubuntu 24.04.";
        #[default]
        V17 = "17", "17", "In Debian 13; newest that Mastodon is tested with.";
        V18 = "18", "18", "Newest that is planned for; Mastodon is not yet tested with it.";
    }
}

choices! {
    /// The distribution fixes paths and the versions of nginx, PgBouncer, Redis and systemd.
    #[derive(Default)]
    Distribution {
        Debian12 = "debian-12", "Debian 12", "Bookworm.";
        #[default]
        Debian13 = "debian-13", "Debian 13", "Trixie.";
        Ubuntu2204 = "ubuntu-22.04", "Ubuntu 22.04", "Jammy Jellyfish.";
        Ubuntu2404 = "ubuntu-24.04", "Ubuntu 24.04", "Noble Numbat.";
    } refused {
        "debian-11" = "is too old: its Redis, libvips and PostgreSQL are below what Mastodon needs";
        "ubuntu-26.04" = "is not planned for yet: paths and versions of its programs were not read";
        "rhel" = "is not planned for: its paths, units and SELinux's rules are others. In containers, run: compose with any distribution here, it differs in nginx alone";
        "fedora" = "is not planned for: its paths, units and SELinux's rules are others. In containers, run: compose with any distribution here, it differs in nginx alone";
        "alma" = "is not planned for: its paths, units and SELinux's rules are others. In containers, run: compose with any distribution here, it differs in nginx alone";
        "rocky" = "is not planned for: its paths, units and SELinux's rules are others. In containers, run: compose with any distribution here, it differs in nginx alone";
        "arch" = "is not planned for: its programs have no fixed versions to write files for";
        "alpine" = "is not planned for: it has no systemd";
        "nixos" = "is not planned for: it writes its files itself, from services.mastodon";
        "yunohost" = "is not planned for: it would write its own files over these";
    }
}

choices! {
    /// Who starts the processes.
    #[derive(Default)]
    Run {
        #[default]
        Systemd = "systemd", "systemd", "Units on the host, as in Mastodon's own installation guide.";
        Compose = "compose", "docker compose", "Containers, with nginx on the host.";
    } refused {
        "kubernetes" = "is not planned for: Mastodon's own chart (github.com/mastodon/helm-charts) has its files; the numbers of a plan serve there too";
        "helm" = "is not planned for: Mastodon's own chart (github.com/mastodon/helm-charts) has its files; the numbers of a plan serve there too";
        "podman" = "is not planned for: without root it refuses the priorities that keep the database alive when memory is short";
        "docker" = "has another name here: compose";
    }
}
