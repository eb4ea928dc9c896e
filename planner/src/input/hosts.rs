//! The hosts: what each has.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{Disk, Host};
use crate::unit::Memory;
use crate::value::Kind;
use crate::value::choice::Chosen;
use crate::value::text::{Address, Label};

pub(super) const ALL: &[&Field] = &[
    &CORES,
    &MEMORY,
    &SHARED_CPU,
    &DISK,
    &DISK_SIZE,
    &RESERVED_MEMORY,
    &NAME,
    &ADDRESS,
    &IPV6_ONLY,
];

/// Less is no disk that a distribution is installed on.
const DISK_MIN: Memory = Memory::gib(1);
const DISK_MAX: Memory = Memory::gib(1024 * 1024);
const MEMORY_MAX: Memory = Memory::gib(16 * 1024);

pub static CORES: Field = Field {
    name: "cores",
    label: "CPU cores",
    help: "Cores or vCPUs, as the provider counts them.",
    kind: Kind::Number {
        min: 1,
        max: 1024,
        unit: "cores",
    },
    asked: Asked::usual(Section::Server),
    access: at!(host.cores),
};

pub static MEMORY: Field = Field {
    name: "memory",
    label: "Memory",
    help: "All that the host has. A bare number is GiB, from 1024 on MiB.",
    kind: Kind::Memory {
        min: Host::MEMORY_MIN,
        max: MEMORY_MAX,
    },
    asked: Asked::usual(Section::Server),
    access: at!(host.memory),
};

pub static SHARED_CPU: Field = Field {
    name: "shared_cpu",
    label: "Shared vCPU",
    help: "The provider shares these cores among customers (basic droplets, burstable instances). The plan then counts on half of them.",
    kind: Kind::Switch,
    asked: Asked::usual(Section::Server),
    access: at!(host.shared_cpu),
};

pub static DISK: Field = Field {
    name: "disk",
    label: "Disk",
    help: "What the database will be stored on.",
    kind: Disk::KIND,
    asked: Asked::usual(Section::Server),
    access: at!(host.disk),
};

pub static DISK_SIZE: Field = Field {
    name: "disk_size",
    label: "Size of the disk",
    help: "Of the one that holds the database and, without object storage, the media. A bare number is GiB. Left empty, nobody looks whether a year fits on it.",
    kind: Kind::Memory {
        min: DISK_MIN,
        max: DISK_MAX,
    },
    asked: Asked::usual(Section::Server),
    access: at!(host.disk_size),
};

pub static RESERVED_MEMORY: Field = Field {
    name: "reserved_memory",
    label: "Memory for other software",
    help: "What other programs on this host need. The plan leaves it alone.",
    kind: Kind::Memory {
        min: Memory::ZERO,
        max: MEMORY_MAX,
    },
    asked: Asked::seldom(Section::Server),
    access: at!(host.reserved_memory),
};

pub static NAME: Field = Field {
    name: "name",
    label: "Host name",
    help: "A short name for this host. Its files are in a folder of this name.",
    kind: Label::kind("main"),
    asked: Asked::seldom(Section::Server),
    access: at!(host.name),
};

pub static ADDRESS: Field = Field {
    name: "address",
    label: "Private address",
    help: "The address at which other hosts of yours reach this one. One host alone needs none.",
    kind: Address::kind("10.0.0.2"),
    asked: Asked::seldom(Section::Server).when(|spec| spec.hosts.len() > 1),
    access: at!(host.address),
};

pub static IPV6_ONLY: Field = Field {
    name: "ipv6_only",
    label: "IPv6 only",
    help: "The host has no IPv4 address. Other servers that have IPv4 alone are then reached through NAT64 or a proxy, or not at all.",
    kind: Kind::Switch,
    asked: Asked::seldom(Section::Network),
    access: at!(host.ipv6_only),
};
