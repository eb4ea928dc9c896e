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

#[cfg(test)]
mod tests {
    use super::*;

    /// The exchange of RFC 7677, 3.
    const AUTH_MESSAGE: &str = "n=user,r=rOprNGfwEbeRWgbNEkqO,\
        r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,\
        c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    const SALT: &str = "W22ZaJ0SNY7soEsUEjb6gQ==";
    const PROOF: &str = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    const SERVER_SIGNATURE: &str = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    fn bytes(base64: &str) -> Vec<u8> {
        Base64::decode_vec(base64).unwrap()
    }

    #[test]
    fn what_the_server_keeps_proves_the_exchange_of_the_rfc() {
        let kept = scram("pencil", &bytes(SALT));
        let keys = kept
            .strip_prefix("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$")
            .unwrap();
        let (stored, server) = keys.split_once(':').unwrap();
        let key = |base64| <[u8; 32]>::try_from(bytes(base64)).unwrap();

        let signature = hmac(&key(stored), AUTH_MESSAGE.as_bytes());
        let client_key: Vec<_> = bytes(PROOF).iter().zip(signature).map(|(a, b)| a ^ b).collect();
        assert_eq!(Sha256::digest(&client_key).as_slice(), key(stored));
        assert_eq!(
            hmac(&key(server), AUTH_MESSAGE.as_bytes()).as_slice(),
            bytes(SERVER_SIGNATURE)
        );
    }

    #[test]
    fn the_md5_hash_is_that_of_password_and_user() {
        // By `printf secretmastodon | md5sum`.
        assert_eq!(md5("secret", "mastodon"), "md5cd3934d95e2afcfb50ad4712e7fe9430");
    }
}
