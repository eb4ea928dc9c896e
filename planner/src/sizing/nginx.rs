//! nginx: connections, files, body size and the version's syntax.

use crate::plan::{MediaStore, Nginx};
use crate::rule::{Basis, Rule, Source, Value};
use crate::sources::GARGRON_2017;
use crate::spec::Spec;
use crate::unit::Memory;

const NGINX_CORE: Source = Source {
    title: "nginx documentation, Core functionality",
    url: "https://nginx.org/en/docs/ngx_core_module.html",
};

pub(crate) static CONNECTIONS: Rule = Rule {
    id: "nginx-connections",
    title: "worker_connections",
    rationale: "A streaming client holds two connections of a worker, one to the browser and one to the \
                streaming process; a request as many for a moment. Twice the expected streaming clients on \
                one worker, since nginx does not spread them evenly, doubled for reconnects, up to the next \
                power of two; at least 4,096, for browsers that keep a connection for 70 s.",
    basis: Basis::Judgement,
    sources: &[GARGRON_2017, NGINX_CORE],
};

pub(crate) static FILES: Rule = Rule {
    id: "nginx-files",
    title: "worker_rlimit_nofile",
    rationale: "A file for each connection, and three for cached, static and buffered files that are open at the \
                time: files cost next to nothing, running out of them stops the site.",
    basis: Basis::Judgement,
    sources: &[GARGRON_2017, NGINX_CORE],
};

pub(crate) static BODY_SIZE: Rule = Rule {
    id: "nginx-body-size",
    title: "client_max_body_size",
    rationale: "The limit in the version's own nginx file: 99 MB from 4.2 on, as large as a video may be, \
                and 80 MB before.",
    basis: Basis::Documented,
    sources: &[Source {
        title: "Mastodon's source, dist/nginx.conf",
        url: "https://github.com/mastodon/mastodon/blob/main/dist/nginx.conf",
    }],
};

pub(crate) static HTTP2: Rule = Rule {
    id: "nginx-http2-syntax",
    title: "How HTTP/2 is written",
    rationale: "nginx knows `http2 on;` from 1.25.1 and then warns of `listen … http2`; older ones know only \
                the latter.",
    basis: Basis::Documented,
    sources: &[Source {
        title: "nginx documentation, ngx_http_v2_module",
        url: "https://nginx.org/en/docs/http/ngx_http_v2_module.html",
    }],
};

pub(crate) static MEDIA_CACHE: Rule = Rule {
    id: "nginx-media-cache",
    title: "Cache of the media proxy",
    rationale: "A tenth of the media, from 1 to 50 GiB: new posts' pictures are most of what is asked for. \
                What is kept, and for how long, follows Mastodon's documentation.",
    basis: Basis::Judgement,
    sources: &[Source {
        title: "Mastodon documentation, Proxying object storage through nginx",
        url: "https://docs.joinmastodon.org/admin/optional/object-storage-proxy/",
    }],
};

const CONNECTIONS_MIN: u64 = 4096;
const CONNECTIONS_MAX: u64 = 65_536;
const CONNECTIONS_PER_CLIENT: u64 = 2;
const RECONNECTS: u64 = 2;
const FILES_PER_CONNECTION: u32 = 4;
/// 1.25.1 knows it, but patch levels are not kept, and no distribution here has a 1.25.
const HAS_HTTP2_DIRECTIVE: (u32, u32) = (1, 26);
const CACHE_SHARE: u64 = 10;
const CACHE_MIN: Memory = Memory::gib(1);
const CACHE_MAX: Memory = Memory::gib(50);

pub(crate) fn nginx(spec: &Spec, streaming_connections: u64, media: Memory, storage: &MediaStore) -> Nginx {
    let wanted = streaming_connections * CONNECTIONS_PER_CLIENT * RECONNECTS;
    let connections = wanted.next_power_of_two().clamp(CONNECTIONS_MIN, CONNECTIONS_MAX);
    let connections = u32::try_from(connections).unwrap_or(u32::MAX);
    let files = connections * FILES_PER_CONNECTION;
    let (major, minor) = spec.distribution.nginx();
    let body = spec.mastodon.body_size_mib();
    Nginx {
        worker_connections: Value::new(
            connections,
            &CONNECTIONS,
            format!(
                "{streaming_connections} clients × {CONNECTIONS_PER_CLIENT} × {RECONNECTS} = {wanted}, up to {connections}"
            ),
        ),
        worker_rlimit_nofile: Value::new(
            files,
            &FILES,
            format!("{connections} × {FILES_PER_CONNECTION} = {files}"),
        ),
        body_size_mib: Value::new(body, &BODY_SIZE, format!("Mastodon {}", spec.mastodon)),
        has_http2_directive: Value::new(
            (major, minor) >= HAS_HTTP2_DIRECTIVE,
            &HTTP2,
            format!("nginx {major}.{minor}"),
        ),
        media_cache: media_cache(media, storage),
    }
}

fn media_cache(media: Memory, storage: &MediaStore) -> Option<Value<Memory>> {
    let MediaStore::Object(store) = storage else {
        return None;
    };
    store.proxied_domain.as_ref()?;
    let size = (media / CACHE_SHARE).clamp(CACHE_MIN, CACHE_MAX).floor_mib();
    Some(Value::new(
        size,
        &MEDIA_CACHE,
        format!(
            "{} of media ÷ {CACHE_SHARE}, from {CACHE_MIN} to {CACHE_MAX}",
            media.rounded()
        ),
    ))
}
