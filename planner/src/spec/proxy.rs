//! What stands between the world and this host's nginx.

use crate::value::choice::choices;
use crate::value::text::Networks;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxy {
    pub kind: ProxyKind,
    /// Given whenever there is one.
    pub addresses: Option<Networks>,
}

choices! {
    /// Who stands in front.
    #[derive(Default)]
    ProxyKind {
        #[default]
        None = "none", "None", "Browsers and other servers reach nginx here, which has the certificate.";
        EndsTls = "ends-tls", "Ends TLS", "It has the certificate, and speaks plain HTTP with nginx here, on port 80.";
        SpeaksTls = "speaks-tls", "TLS up to here", "A CDN or balancer that speaks HTTPS with nginx here, which has a certificate too.";
    } refused {
        "caddy" = "is a program: say what it does, ends-tls before nginx here. In nginx's place, docs/another-web-server.md says what it must do";
        "traefik" = "is a program: say what it does, ends-tls before nginx here. In nginx's place, docs/another-web-server.md says what it must do";
        "apache" = "is a program: say what it does, ends-tls before nginx here. In nginx's place, docs/another-web-server.md says what it must do";
        "haproxy" = "is a program: say what it does, ends-tls or speaks-tls before nginx here";
        "cloudflare" = "is speaks-tls if it asks this host by HTTPS (Full, strict), and ends-tls if not (Flexible)";
    }
}

impl Proxy {
    pub fn is_there(&self) -> bool {
        self.kind != ProxyKind::None
    }

    /// Whether what reaches nginx is plain HTTP.
    pub fn ends_tls(&self) -> bool {
        self.kind == ProxyKind::EndsTls
    }

    /// Whose word on the visitor's address is taken: nobody's, where nobody is in front.
    pub fn networks(&self) -> impl Iterator<Item = &str> {
        let given = self.addresses.as_ref().filter(|_| self.is_there());
        given.into_iter().flat_map(Networks::iter)
    }
}
