//! Passwords and keys of a new server; for an existing one, marks where its own go.

use std::fmt;

use planner::plan::{RedisInstance, RedisRole};

use crate::login;

mod found;
mod password;
mod random;
mod vapid;

pub use found::Found;
use random::{alphanumeric, hex};

/// Characters of the passwords: 32 of 62 letters and digits are 190 bits.
const PASSWORD_LENGTH: usize = 32;

/// Everything in a bundle that nobody else may know. Shows nothing of it when it is printed.
pub struct Secrets {
    pub(crate) secret_key_base: String,
    pub(crate) otp_secret: String,
    pub(crate) encryption: EncryptionKeys,
    pub(crate) vapid_private_key: String,
    pub(crate) vapid_public_key: String,
    pub(crate) database: DatabasePassword,
    /// The mark of a password that the database's provider gives.
    pub(crate) database_elsewhere: String,
    /// Of the user `pgbouncer`, who may see PgBouncer's console.
    pub(crate) pgbouncer: String,
    redis: [String; 3],
    /// Those that the server has already are among these.
    found: Option<Found>,
}

/// `ACTIVE_RECORD_ENCRYPTION_*`.
pub(crate) struct EncryptionKeys {
    pub(crate) primary_key: String,
    pub(crate) deterministic_key: String,
    pub(crate) key_derivation_salt: String,
}

/// The password of the role `mastodon`, and what PostgreSQL and PgBouncer keep of it.
pub(crate) struct DatabasePassword {
    pub(crate) plain: String,
    pub(crate) scram: String,
    pub(crate) md5: String,
}

impl Secrets {
    /// Draws all of them from a source of cryptographic random bytes, which fills the buffer that it is given.
    pub fn draw(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut salt = [0; password::SALT_BYTES];
        random(&mut salt);
        let plain = alphanumeric(random, PASSWORD_LENGTH);
        let vapid = vapid::draw(random);
        Self {
            secret_key_base: hex::<64>(random),
            otp_secret: hex::<64>(random),
            encryption: EncryptionKeys {
                primary_key: alphanumeric(random, 32),
                deterministic_key: alphanumeric(random, 32),
                key_derivation_salt: alphanumeric(random, 32),
            },
            vapid_private_key: vapid.private,
            vapid_public_key: vapid.public,
            database: DatabasePassword {
                scram: password::scram(&plain, &salt),
                md5: password::md5(&plain, login::ROLE),
                plain,
            },
            database_elsewhere: mark(login::PASSWORD),
            pgbouncer: alphanumeric(random, PASSWORD_LENGTH),
            redis: std::array::from_fn(|_| alphanumeric(random, PASSWORD_LENGTH)),
            found: None,
        }
    }

    /// For looking at files before anything is drawn.
    pub fn hidden() -> Self {
        Self::named(|_| "drawn_when_you_download".to_owned())
    }

    /// For a server that has its own already: `CHANGE_ME_` and a name at each place.
    pub fn existing() -> Self {
        Self::named(mark)
    }

    /// Whether they were drawn without a look at any server's.
    pub(crate) fn are_of_no_server(&self) -> bool {
        self.found.is_none()
    }

    /// The password of one Redis.
    pub(crate) fn redis(&self, instance: &RedisInstance) -> &str {
        let [main, sidekiq, cache] = &self.redis;
        match instance.roles.first() {
            Some(RedisRole::Sidekiq) => sidekiq,
            Some(RedisRole::Cache) => cache,
            Some(RedisRole::Main) | None => main,
        }
    }

    fn named(text: impl Fn(&str) -> String) -> Self {
        Self {
            secret_key_base: text("SECRET_KEY_BASE"),
            otp_secret: text("OTP_SECRET"),
            encryption: EncryptionKeys {
                primary_key: text("ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY"),
                deterministic_key: text("ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY"),
                key_derivation_salt: text("ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT"),
            },
            vapid_private_key: text("VAPID_PRIVATE_KEY"),
            vapid_public_key: text("VAPID_PUBLIC_KEY"),
            database: DatabasePassword {
                plain: text("DB_PASS"),
                scram: text("DB_SCRAM_SECRET"),
                md5: text("DB_MD5_HASH"),
            },
            database_elsewhere: mark(login::PASSWORD),
            pgbouncer: text("PGBOUNCER_PASSWORD"),
            redis: ["MAIN", "SIDEKIQ", "CACHE"].map(|role| text(&format!("REDIS_{role}_PASSWORD"))),
            found: None,
        }
    }
}

fn mark(name: &str) -> String {
    format!("{MARK}{name}")
}

/// How a place begins that the admin has to fill in.
pub const MARK: &str = "CHANGE_ME_";

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}
