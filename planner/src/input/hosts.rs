//! The hosts: what each has.

use super::choice::{Chosen, choices};
use super::number::{memory, optional, switch, whole_u32};
use super::text::{Address, Label};
use crate::field::{Access, Field, Kind, Need, Step, always};
use crate::unit::Memory;

choices! {
    /// What the database's files are on.
    Disk {
        Ssd = "ssd", "SSD", "Solid state behind SATA or a provider's block storage.";
        Nvme = "nvme", "NVMe", "Solid state on the PCIe bus.";
        Hdd = "hdd", "Hard disk", "Spinning disks: slow for a database.";
    }
}

const CORES_MIN: u32 = 1;
const CORES_MAX: u32 = 1024;
const MEMORY_MIN: Memory = crate::spec::HOST_MEMORY_MIN;
const MEMORY_MAX: Memory = Memory::gib(16 * 1024);

pub static CORES: Field = Field {
    name: "cores",
    label: "CPU cores",
    help: "Cores or vCPUs that the host has, as the provider counts them.",
    step: Step::Server,
    kind: Kind::Number {
        min: CORES_MIN as u64,
        max: CORES_MAX as u64,
        unit: "cores",
    },
    need: Need::Usual,
    asked_when: always,
    access: Access::Host {
        set: |host, text| whole_u32(text, CORES_MIN, CORES_MAX).map(|cores| host.cores = cores),
        get: |host| host.cores.to_string(),
    },
};

pub static MEMORY: Field = Field {
    name: "memory",
    label: "Memory",
    help: "What the host has in all, not what is free. A bare number is GiB.",
    step: Step::Server,
    kind: Kind::Memory {
        min: MEMORY_MIN,
        max: MEMORY_MAX,
    },
    need: Need::Usual,
    asked_when: always,
    access: Access::Host {
        set: |host, text| memory(text, MEMORY_MIN, MEMORY_MAX).map(|amount| host.memory = amount),
        get: |host| host.memory.to_string(),
    },
};

pub static SHARED_CPU: Field = Field {
    name: "shared_cpu",
    label: "Shared vCPU",
    help: "The provider shares these cores among customers (basic droplets, burstable instances). The plan then counts on half of them.",
    step: Step::Server,
    kind: Kind::Switch,
    need: Need::Usual,
    asked_when: always,
    access: Access::Host {
        set: |host, text| switch(text).map(|shared| host.shared_cpu = shared),
        get: |host| host.shared_cpu.to_string(),
    },
};

pub static DISK: Field = Field {
    name: "disk",
    label: "Disk",
    help: "What the database will be stored on.",
    step: Step::Server,
    kind: Kind::Choice(Disk::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Host {
        set: |host, text| Disk::parse(text).map(|disk| host.disk = disk),
        get: |host| host.disk.to_string(),
    },
};

pub static RESERVED_MEMORY: Field = Field {
    name: "reserved_memory",
    label: "Memory for other software",
    help: "What other programs on this host need. The plan leaves it alone.",
    step: Step::Server,
    kind: Kind::Memory {
        min: Memory::ZERO,
        max: MEMORY_MAX,
    },
    need: Need::Seldom,
    asked_when: always,
    access: Access::Host {
        set: |host, text| memory(text, Memory::ZERO, MEMORY_MAX).map(|amount| host.reserved_memory = amount),
        get: |host| host.reserved_memory.to_string(),
    },
};

pub static NAME: Field = Field {
    name: "name",
    label: "Host name",
    help: "A short name for this host. Its files are in a folder of this name.",
    step: Step::Server,
    kind: Kind::Text {
        shape: Label::LIMIT,
        example: "main",
        longest: 63,
    },
    need: Need::Seldom,
    asked_when: always,
    access: Access::Host {
        set: |host, text| Label::parse(text).map(|name| host.name = name),
        get: |host| host.name.to_string(),
    },
};

pub static ADDRESS: Field = Field {
    name: "address",
    label: "Private address",
    help: "The address at which other hosts of yours reach this one. One host alone needs none.",
    step: Step::Server,
    kind: Kind::Text {
        shape: Address::LIMIT,
        example: "10.0.0.2",
        longest: 45,
    },
    need: Need::Seldom,
    asked_when: |spec| spec.hosts.len() > 1,
    access: Access::Host {
        set: |host, text| optional(text, Address::parse).map(|address| host.address = address),
        get: |host| host.address.as_ref().map(ToString::to_string).unwrap_or_default(),
    },
};
