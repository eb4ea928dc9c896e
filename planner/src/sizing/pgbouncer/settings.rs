//! PgBouncer's settings that hold for every size.

use super::POOL_SIZE;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Value, rule};
use crate::sources::{MASTODON_SCALING, PGBOUNCER_CONFIG};
use crate::spec::{Distribution, Run};

pub(crate) static MODE: Rule = rule! {
    id: "pgbouncer-transaction-mode",
    title: "Transaction mode",
    rationale: "Sharing connections between transactions is what lets many threads use few. Prepared \
                statements live in a session, so they are off (PREPARED_STATEMENTS=false), and migrations, \
                which lock by session, go straight to PostgreSQL.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING, PGBOUNCER_CONFIG],
};

/// PgBouncer knows `max_prepared_statements` from 1.21 on, and refuses to start with it before (its NEWS.md).
const HAS_PREPARED_STATEMENTS: (u32, u32) = (1, 21);

pub(super) fn settings(distribution: Distribution, run: Run) -> Vec<Setting> {
    let version = distribution.pgbouncer(run);
    let setting = |name, value: &str, rule, working: &str| Setting {
        name,
        value: Value::new(value.to_owned(), rule, working),
    };
    let mut settings = vec![
        setting("pool_mode", "transaction", &MODE, "what Mastodon needs"),
        setting("reserve_pool_timeout", "5", &POOL_SIZE, "PgBouncer's default"),
        setting("server_idle_timeout", "600", &POOL_SIZE, "PgBouncer's default"),
        setting("query_wait_timeout", "120", &POOL_SIZE, "PgBouncer's default"),
        setting(
            "ignore_startup_parameters",
            "extra_float_digits",
            &MODE,
            "sent by some exporters",
        ),
    ];
    if version >= HAS_PREPARED_STATEMENTS {
        settings.push(setting(
            "max_prepared_statements",
            "0",
            &MODE,
            "Mastodon does not use them here, and PgBouncer 1.24 would keep 200",
        ));
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(distribution: Distribution, name: &str) -> Option<String> {
        let settings = settings(distribution, Run::Systemd);
        let found = settings.into_iter().find(|setting| setting.name == name);
        found.map(|setting| setting.value.value)
    }

    /// Distributions have PgBouncer 1.16, 1.18, 1.22 and 1.24; from 1.21 on it knows the setting (its NEWS.md).
    #[test]
    fn prepared_statements_are_turned_off_where_they_are_known() {
        let off = |distribution| setting(distribution, "max_prepared_statements");
        assert_eq!(off(Distribution::Ubuntu2204), None);
        assert_eq!(off(Distribution::Debian12), None);
        assert_eq!(off(Distribution::Ubuntu2404).as_deref(), Some("0"));
        assert_eq!(off(Distribution::Debian13).as_deref(), Some("0"));
        // The image has 1.25, whatever the host is.
        let in_a_container = settings(Distribution::Ubuntu2204, Run::Compose);
        assert!(
            in_a_container
                .iter()
                .any(|setting| setting.name == "max_prepared_statements")
        );
    }

    /// Its documentation's defaults, but for the mode, which Mastodon's documentation asks for.
    #[test]
    fn the_rest_is_pgbouncers_own() {
        let of = |name| setting(Distribution::Debian13, name).expect("a setting");
        assert_eq!(of("pool_mode"), "transaction");
        assert_eq!(of("reserve_pool_timeout"), "5");
        assert_eq!(of("server_idle_timeout"), "600");
        assert_eq!(of("query_wait_timeout"), "120");
    }
}
