//! Servers whose life alone is looked at: their files are like those of others.

use crate::matrix::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case(
        "4.6-compose-fork",
        "site.server=existing postgresql=15 distribution=debian-12 run=compose cores=4 memory=8GiB load.active_users=2000 fork.image=registry.example.org/our/tusk fork.streaming_image=registry.example.org/our/tusk-streaming",
    ),
    case(
        "4.6-compose-fork-tag",
        "site.server=changed postgresql=15 distribution=debian-12 run=compose cores=4 memory=8GiB load.active_users=2000 fork.image=registry.example.org/our/tusk fork.streaming_image=registry.example.org/our/tusk-streaming fork.tag=p3-4.6",
    ),
    case(
        "4.6-bucket",
        "postgresql=15 distribution=debian-12 cores=1 memory=2GiB load.active_users=50 options.pgbouncer=off storage.kind=s3 storage.provider=hetzner storage.bucket=media storage.region=fsn1",
    ),
    case(
        "4.6-bucket-named",
        "site.server=changed postgresql=15 distribution=debian-12 cores=1 memory=2GiB load.active_users=50 options.pgbouncer=off storage.kind=s3 storage.provider=hetzner storage.bucket=media storage.region=fsn1 storage.media_domain=files.example.social storage.media_proxy=true",
    ),
    case(
        "4.6-bucket-unnamed",
        "site.server=changed postgresql=15 distribution=debian-12 cores=1 memory=2GiB load.active_users=50 options.pgbouncer=off storage.kind=s3 storage.provider=hetzner storage.bucket=media storage.region=fsn1",
    ),
];
