//! The key pair for Web Push: a point on P-256, as Mastodon's own generator writes it.

use base64ct::{Base64Url, Encoding};
use p256::NonZeroScalar;
use p256::elliptic_curve::sec1::ToSec1Point;

use super::random::Random;

pub(super) struct KeyPair {
    /// The scalar, 32 bytes, in padded URL-safe Base64.
    pub(super) private: String,
    /// The uncompressed point, 65 bytes, in padded URL-safe Base64.
    pub(super) public: String,
}

/// Draws a key. Bytes that are no scalar of the curve, one case in four billion, are drawn anew.
pub(super) fn draw(random: Random<'_>) -> KeyPair {
    let mut bytes = [0; 32];
    loop {
        random(&mut bytes);
        if let Some(pair) = pair(bytes) {
            return pair;
        }
    }
}

fn pair(private: [u8; 32]) -> Option<KeyPair> {
    let scalar = NonZeroScalar::from_repr(private.into()).into_option()?;
    let public = p256::PublicKey::from_secret_scalar(&scalar).to_sec1_point(false);
    Some(KeyPair {
        private: Base64Url::encode_string(&private),
        public: Base64Url::encode_string(public.as_bytes()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The application server's pair of RFC 8291, 5, with its padding.
    const PRIVATE: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw=";
    const PUBLIC: &str =
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8=";

    #[test]
    fn bytes_that_are_no_scalar_are_drawn_anew() {
        let good = Base64Url::decode_vec(PRIVATE).unwrap();
        // Zero, and more than the curve's order.
        let mut draws = [vec![0; 32], vec![0xff; 32], good].into_iter();
        let pair = draw(&mut |buffer| buffer.copy_from_slice(&draws.next().unwrap()));
        assert_eq!((pair.private.as_str(), pair.public.as_str()), (PRIVATE, PUBLIC));
    }
}
