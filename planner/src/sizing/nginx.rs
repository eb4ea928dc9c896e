//! nginx: connections, files, body size and the version's syntax.

use crate::plan::{MediaCache, MediaStore, Nginx};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::GARGRON_2017;
use crate::spec::Spec;
use crate::unit::Memory;

const NGINX_CORE: Source = Source {
    title: "nginx documentation, Core functionality",
    url: "https://nginx.org/en/docs/ngx_core_module.html",
};

pub(crate) static CONNECTIONS: Rule = rule! {
    id: "nginx-connections",
    title: "worker_connections",
    rationale: "A streaming client holds two connections of a worker, one to the browser and one to the \
                streaming process; a request as many for a moment. Twice the expected streaming clients on \
                one worker, since nginx does not spread them evenly, doubled for reconnects, up to the next \
                power of two; at least 4,096, for browsers that keep a connection for 70 s.",
    basis: Basis::Judgement,
    sources: &[GARGRON_2017, NGINX_CORE],
};

pub(crate) static FILES: Rule = rule! {
    id: "nginx-files",
    title: "worker_rlimit_nofile",
    rationale: "A file for each connection, and three for cached, static and buffered files that are open at the \
                time: files cost next to nothing, running out of them stops the site.",
    basis: Basis::Judgement,
    sources: &[GARGRON_2017, NGINX_CORE],
};

pub(crate) static BODY_SIZE: Rule = rule! {
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

pub(crate) static HTTP2: Rule = rule! {
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

pub(crate) static MEDIA_CACHE: Rule = rule! {
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

pub(crate) static MEDIA_KEYS: Rule = rule! {
    id: "nginx-media-cache-keys",
    title: "Keys of the media proxy's cache",
    rationale: "A megabyte of the zone holds about 8,000 keys, and a cache whose zone is full drops files long before \
                its disk is used. Media come in small files: 30 kB each in a cache of 1 GB that was full at 34,579 of them, \
                50 to 150 kB by Garage's documentation. Five megabytes for each gigabyte are enough for the smallest.",
    basis: Basis::Judgement,
    sources: &[
        Source {
            title: "nginx documentation, proxy_cache_path",
            url: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_path",
        },
        Source {
            title: "Garage, Mastodon",
            url: "https://garagehq.deuxfleurs.fr/documentation/connect/apps/#mastodon",
        },
    ],
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
/// 1 GiB ÷ 30 kB ÷ 8,000 keys a megabyte = 4.5, rounded up.
const KEYS_MIB_PER_GIB: u64 = 5;

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
            working!(
                "{streaming_connections} clients × {CONNECTIONS_PER_CLIENT} × {RECONNECTS} = {wanted}, up to {connections}"
            ),
        ),
        worker_rlimit_nofile: Value::new(
            files,
            &FILES,
            working!("{connections} × {FILES_PER_CONNECTION} = {files}"),
        ),
        body_size_mib: Value::new(body, &BODY_SIZE, working!("Mastodon {}", spec.mastodon)),
        has_http2_directive: Value::new(
            (major, minor) >= HAS_HTTP2_DIRECTIVE,
            &HTTP2,
            working!("nginx {major}.{minor}"),
        ),
        media_cache: media_cache(media, storage),
    }
}

fn media_cache(media: Memory, storage: &MediaStore) -> Option<MediaCache> {
    let MediaStore::Object(store) = storage else {
        return None;
    };
    store.proxied.as_ref()?;
    let size = cache_size(media);
    let gib = size.as_mib().div_ceil(Memory::gib(1).as_mib());
    let keys = cache_keys(size);
    Some(MediaCache {
        size: Value::new(
            size,
            &MEDIA_CACHE,
            working!(
                "{} of media ÷ {CACHE_SHARE}, from {CACHE_MIN} to {CACHE_MAX}",
                media.rounded()
            ),
        ),
        keys: Value::new(
            keys,
            &MEDIA_KEYS,
            working!("{gib} GiB × {KEYS_MIB_PER_GIB} MiB = {keys}"),
        ),
    })
}

pub(crate) fn cache_size(media: Memory) -> Memory {
    (media / CACHE_SHARE).clamp(CACHE_MIN, CACHE_MAX).floor_mib()
}

pub(crate) fn cache_keys(size: Memory) -> Memory {
    Memory::mib(size.as_mib().div_ceil(Memory::gib(1).as_mib()) * KEYS_MIB_PER_GIB)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sizing::storage::storage;
    use crate::testing::spec_of;

    fn nginx_of(answers: &str, clients: u64, media: Memory) -> Nginx {
        let spec = spec_of(answers);
        nginx(&spec, clients, media, &storage(&spec))
    }

    #[test]
    fn each_client_has_four_connections_up_to_the_next_power_of_two() {
        let connections = |clients| nginx_of("", clients, Memory::ZERO).worker_connections.value;
        assert_eq!(connections(0), 4_096);
        // 1,024 × 2 × 2 = 4,096 and 1,025 × 2 × 2 = 4,100.
        assert_eq!(connections(1_024), 4_096);
        assert_eq!(connections(1_025), 8_192);
        assert_eq!(connections(8_193), 65_536);
        assert_eq!(connections(800_000), 65_536);
    }

    #[test]
    fn each_connection_has_four_files() {
        let files = |clients| nginx_of("", clients, Memory::ZERO).worker_rlimit_nofile.value;
        assert_eq!(files(0), 16_384);
        assert_eq!(files(800_000), 262_144);
    }

    /// dist/nginx.conf of the versions.
    #[test]
    fn uploads_are_as_large_as_the_version_takes_them() {
        let body = |version| {
            let nginx = nginx_of(&format!("mastodon={version}"), 0, Memory::ZERO);
            nginx.body_size_mib.value
        };
        assert_eq!(["3.5", "4.1", "4.2", "4.6"].map(body), [80, 80, 99, 99]);
    }

    /// nginx is 1.18 in Ubuntu 22.04, 1.22 in Debian 12, 1.24 in Ubuntu 24.04 and 1.26 in Debian 13.
    #[test]
    fn http2_has_a_directive_from_1_25_on() {
        let has = |distribution| {
            let nginx = nginx_of(&format!("distribution={distribution}"), 0, Memory::ZERO);
            nginx.has_http2_directive.value
        };
        assert_eq!(
            ["ubuntu-22.04", "debian-12", "ubuntu-24.04", "debian-13"].map(has),
            [false, false, false, true]
        );
    }

    const BUCKET: &str = "storage.kind=s3 storage.bucket=media storage.region=eu-central-1 \
                          storage.media_domain=files.example.social";

    #[test]
    fn the_media_proxys_cache_is_a_tenth_from_1_to_50_gib() {
        let cache = |media| {
            let nginx = nginx_of(&format!("{BUCKET} storage.media_proxy=true"), 0, media);
            nginx.media_cache.map(|cache| cache.size.value)
        };
        assert_eq!(cache(Memory::ZERO), Some(Memory::gib(1)));
        assert_eq!(cache(Memory::gib(10)), Some(Memory::gib(1)));
        assert_eq!(cache(Memory::mib(20_485)), Some(Memory::mib(2_048)));
        assert_eq!(cache(Memory::gib(500)), Some(Memory::gib(50)));
        assert_eq!(cache(Memory::gib(501)), Some(Memory::gib(50)));
    }

    /// nginx' documentation: one megabyte for about 8,000 keys. At 30 kB a file 50 GiB are 1,789,569 files, which need
    /// 224 MB.
    #[test]
    fn the_cache_has_a_key_for_each_file_that_fits() {
        let keys = |media| {
            let nginx = nginx_of(&format!("{BUCKET} storage.media_proxy=true"), 0, media);
            nginx.media_cache.map(|cache| cache.keys.value)
        };
        assert_eq!(keys(Memory::ZERO), Some(Memory::mib(5)));
        assert_eq!(keys(Memory::mib(10_250)), Some(Memory::mib(10)));
        assert_eq!(keys(Memory::gib(500)), Some(Memory::mib(250)));
    }

    #[test]
    fn without_a_proxy_there_is_no_cache() {
        assert!(nginx_of(BUCKET, 0, Memory::gib(500)).media_cache.is_none());
        assert!(nginx_of("", 0, Memory::gib(500)).media_cache.is_none());
    }
}
