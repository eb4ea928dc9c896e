//! What PostgreSQL and PgBouncer keep of a password, so that both can hold the very same.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};

use super::random::to_hex;

/// PostgreSQL's own count (`scram_iterations`).
const ITERATIONS: u32 = 4096;

/// PostgreSQL's own length of a salt.
pub(super) const SALT_BYTES: usize = 16;

/// `SCRAM-SHA-256$4096:SALT$STORED:SERVER`, as in `pg_authid.rolpassword` (RFC 5803, RFC 7677).
/// The password must be plain ASCII; others would have to be normalised first.
pub(super) fn scram(password: &str, salt: &[u8]) -> String {
    let mut salted = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, ITERATIONS, &mut salted);
    let stored = Sha256::digest(hmac(&salted, b"Client Key"));
    let server = hmac(&salted, b"Server Key");
    format!(
        "SCRAM-SHA-256${ITERATIONS}:{}${}:{}",
        Base64::encode_string(salt),
        Base64::encode_string(&stored),
        Base64::encode_string(&server),
    )
}

/// `md5` and the hash of password and user, as in `pg_authid.rolpassword`.
pub(super) fn md5(password: &str, user: &str) -> String {
    let hash = Md5::new().chain_update(password).chain_update(user).finalize();
    format!("md5{}", to_hex(&hash))
}

fn hmac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}
