//! Public texts that rules rest on: what makers document, then what servers reported.

use crate::rule::Source;

pub(crate) const MASTODON_SCALING: Source = Source {
    title: "Mastodon documentation, Scaling up your server",
    url: "https://docs.joinmastodon.org/admin/scaling/",
};
pub(crate) const MASTODON_CONFIG: Source = Source {
    title: "Mastodon documentation, Configuring your environment",
    url: "https://docs.joinmastodon.org/admin/config/",
};
pub(crate) const MASTODON_SEARCH: Source = Source {
    title: "Mastodon documentation, Setting up search",
    url: "https://docs.joinmastodon.org/admin/elasticsearch/",
};
pub(crate) const MASTODON_README: Source = Source {
    title: "Mastodon's README, requirements",
    url: "https://github.com/mastodon/mastodon/blob/main/README.md",
};
pub(crate) const MASTODON_CHANGELOG: Source = Source {
    title: "Mastodon's changelog",
    url: "https://github.com/mastodon/mastodon/blob/main/CHANGELOG.md",
};
pub(crate) const MASTODON_CHART: Source = Source {
    title: "Mastodon's Helm chart, suggested resources",
    url: "https://github.com/mastodon/chart/blob/main/values.yaml",
};
pub(crate) const SIDEKIQ_WIKI: Source = Source {
    title: "Sidekiq's wiki, Using Redis",
    url: "https://github.com/sidekiq/sidekiq/wiki/Using-Redis",
};
pub(crate) const PGTUNE: Source = Source {
    title: "PgTune",
    url: "https://github.com/le0pard/pgtune",
};
pub(crate) const POSTGRESQL_RESOURCES: Source = Source {
    title: "PostgreSQL documentation, Resource consumption",
    url: "https://www.postgresql.org/docs/current/runtime-config-resource.html",
};
pub(crate) const POSTGRESQL_CONNECTIONS: Source = Source {
    title: "PostgreSQL documentation, Connections and authentication",
    url: "https://www.postgresql.org/docs/current/runtime-config-connection.html",
};
pub(crate) const POSTGRESQL_KERNEL: Source = Source {
    title: "PostgreSQL documentation, Managing kernel resources",
    url: "https://www.postgresql.org/docs/current/kernel-resources.html",
};
pub(crate) const PGBOUNCER_CONFIG: Source = Source {
    title: "PgBouncer's configuration",
    url: "https://www.pgbouncer.org/config.html",
};

pub(crate) const GARGRON_2017: Source = Source {
    title: "Eugen Rochko, Scaling Mastodon (2017)",
    url: "https://blog.joinmastodon.org/2017/04/scaling-mastodon/",
};
pub(crate) const GARGRON_NOTES: Source = Source {
    title: "Eugen Rochko, scaling a Mastodon server (2022)",
    url: "https://gist.github.com/Gargron/aa9341a49dc91d5a721019d9e0c9fd11",
};
pub(crate) const COMPENDIUM: Source = Source {
    title: "Hazel Weakly, Scaling Mastodon: The Compendium (2022)",
    url: "https://hazelweakly.me/blog/scaling-mastodon/",
};
pub(crate) const EXODUS: Source = Source {
    title: "Nora Tindall, Scaling Mastodon in the Face of an Exodus (2022)",
    url: "https://nora.codes/post/scaling-mastodon-in-the-face-of-an-exodus/",
};
pub(crate) const WANDERING_SHOP: Source = Source {
    title: "Chris Rose, Mastodon Hosting, Part 1 (2022)",
    url: "https://offby1.website/posts/mastodon-hosting-part-1.html",
};
pub(crate) const SUNNY_GARDEN: Source = Source {
    title: "sunny.garden, Sidekiq tuning for small Mastodon servers (2023)",
    url: "https://hub.sunny.garden/2023/07/08/sidekiq-tuning-small-mastodon-servers/",
};
pub(crate) const SUNNY_GARDEN_2024: Source = Source {
    title: "The Sunny Gardener, July 2024",
    url: "https://hub.sunny.garden/2024/08/04/the-sunny-gardener-july-2024",
};
pub(crate) const MASTODON_RADIO: Source = Source {
    title: "mastodon.radio, December update on #TwitterMigration (2022)",
    url: "https://m0yng.uk/2022/12/December-update-on-TwitterMigration/",
};
pub(crate) const STRANGEOBJECT: Source = Source {
    title: "strangeobject.space, One month (2023)",
    url: "https://blog.strangeobject.space/posts/2023-01-02-one-month.html",
};
pub(crate) const FOSSTODON_POST_MORTEM: Source = Source {
    title: "fosstodon, Twitter, Elon & Fosstodon, a post-mortem (April 2022)",
    url: "https://hub.fosstodon.org/elon-twitter-post-mortem/",
};
pub(crate) const FOSSTODON_UPGRADES: Source = Source {
    title: "fosstodon, More upgrades! (November 2022)",
    url: "https://hub.fosstodon.org/more-upgrades-twitter-storm/",
};
pub(crate) const SINGLE_USER: Source = Source {
    title: "A single-user server's pods, mastodon/chart pull 14 (2022)",
    url: "https://github.com/mastodon/chart/pull/14",
};
pub(crate) const TOOT_COMMUNITY: Source = Source {
    title: "toot.community's cluster, README (2022)",
    url: "https://github.com/toot-community/kubernetes/blob/main/README.md",
};
pub(crate) const TOOT_COMMUNITY_VALUES: Source = Source {
    title: "toot.community's cluster, values (2024)",
    url: "https://github.com/toot-community/kubernetes/blob/main/mastodon-chart/values.yaml",
};
pub(crate) const TOOT_COMMUNITY_MEMORY: Source = Source {
    title: "toot.community, global OOM (April 2026)",
    url: "https://github.com/toot-community/platform/blob/main/docs/rca/2026-04-21-lyuba-global-oom.md",
};
pub(crate) const MASTO_NYC: Source = Source {
    title: "masto.nyc's improvement plan (2026)",
    url: "https://github.com/Five-Borough-Fedi-Project/masto.nyc-docean/blob/main/docs/improvement-plan.md",
};
pub(crate) const MASTO_NYC_CAPACITY: Source = Source {
    title: "masto.nyc's cluster capacity (2026)",
    url: "https://github.com/Five-Borough-Fedi-Project/masto.nyc-docean/blob/main/docs/cluster-capacity.md",
};
pub(crate) const GOINGDARK: Source = Source {
    title: "goingdark.social's cluster, Sidekiq (2025)",
    url: "https://github.com/goingdark-social/instance/blob/main/mastodon/sidekiq/sidekiq-deployment.yaml",
};
pub(crate) const SHARP_LETTERS: Source = Source {
    title: "Sharp Letters, Mastodon resource optimization (2023)",
    url: "https://sharpletters.net/2023/03/01/mastodon-resource-optimization/",
};
pub(crate) const MASTODON_SOCIAL_JOBS: Source = Source {
    title: "mastodon.social's jobs a second, Mastodon issue 32600 (2024)",
    url: "https://github.com/mastodon/mastodon/issues/32600",
};
