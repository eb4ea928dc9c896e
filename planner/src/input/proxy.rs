//! What stands between the world and this host's nginx.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{ProxyKind, Spec};
use crate::value::choice::Chosen;
use crate::value::text::Networks;

pub(super) const ALL: &[&Field] = &[&KIND, &ADDRESSES];

pub static KIND: Field = Field {
    name: "proxy.kind",
    label: "Proxy in front",
    help: "Another proxy, balancer or CDN before this host. Where TLS ends there, no certificate is asked for here, and port 80 serves the site.",
    kind: ProxyKind::KIND,
    asked: Asked::usual(Section::Network),
    access: at!(spec.proxy.kind),
};

pub static ADDRESSES: Field = Field {
    name: "proxy.addresses",
    label: "Addresses of the proxy",
    help: "From which it reaches this host, with commas between. Only these are believed about who the visitor is. Cloudflare publishes its own at cloudflare.com/ips.",
    kind: Networks::kind("10.0.0.5,2001:db8::/32"),
    asked: Asked::usual(Section::Network).when(|spec: &Spec| spec.proxy.is_there()),
    access: at!(spec.proxy.addresses),
};
