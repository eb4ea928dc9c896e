//! What a request must be before anybody looks at what it asks for.

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{Error, LONGEST_ADDRESS, is_of_api};
use crate::{Config, pages};

pub(crate) async fn admit(State(config): State<Config>, request: Request, next: Next) -> Response {
    match complaint(&request) {
        None => next.run(request).await,
        Some(error) if is_of_api(request.uri()) => error.into_response(),
        Some(error) => pages::failure(&config, &error),
    }
}

fn complaint(request: &Request) -> Option<Error> {
    if !has_its_host(request.version(), request.headers()) {
        return Some(Error::Host);
    }
    let address = request.uri().path_and_query()?;
    (address.as_str().len() > LONGEST_ADDRESS).then_some(Error::AddressTooLong)
}

/// One host, and none that is no host: RFC 9112, 3.2. Before HTTP/1.1 there need not be any.
fn has_its_host(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host),
        (Some(_), Some(_)) => false,
        (None, _) => version < Version::HTTP_11,
    }
}

/// Empty, where the address has no authority, or a name with or without a port.
fn is_host(value: &HeaderValue) -> bool {
    let value = value.as_bytes();
    value.is_empty() || !value.contains(&b'@') && Authority::try_from(value).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_fine(version: Version, hosts: &[&'static str]) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_static(host));
        }
        has_its_host(version, &headers)
    }

    /// RFC 9112, 3.2 and RFC 9110, 7.2: `Host = uri-host [ ":" port ]`.
    #[test]
    fn a_request_has_one_host() {
        for host in ["a.example", "a.example:3000", "[::1]:3000", "192.0.2.1", ""] {
            assert!(is_fine(Version::HTTP_11, &[host]), "{host:?}");
        }
        for host in ["a b", "me@a.example", "a/b", "a:b:c", "a?b"] {
            assert!(!is_fine(Version::HTTP_11, &[host]), "{host:?}");
        }
        assert!(!is_fine(Version::HTTP_11, &[]));
        assert!(!is_fine(Version::HTTP_11, &["a", "a"]));
        assert!(is_fine(Version::HTTP_10, &[]));
        assert!(!is_fine(Version::HTTP_10, &["a", "b"]));
    }
}
