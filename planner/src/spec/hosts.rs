//! The hosts: what each has.

use crate::unit::Memory;
use crate::value::choice::choices;
use crate::value::text::{Address, Label};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    pub name: Label,
    pub cores: u32,
    pub shared_cpu: bool,
    pub memory: Memory,
    pub reserved_memory: Memory,
    pub disk: Disk,
    pub disk_size: Option<Memory>,
    pub address: Option<Address>,
    /// Whether it has no IPv4 address, of its own or by translation.
    pub ipv6_only: bool,
}

choices! {
    /// What the database's files are on.
    #[derive(Default)]
    Disk {
        #[default]
        Ssd = "ssd", "SSD", "Solid state in the host, or not known which.";
        Nvme = "nvme", "NVMe", "Solid state on the PCIe bus.";
        Network = "network", "Network volume", "A provider's block storage: solid state, but every read goes over the network.";
        Hdd = "hdd", "Hard disk", "Spinning disks: slow for a database.";
    }
}

impl Default for Host {
    fn default() -> Self {
        Self {
            name: Label::main(),
            cores: 2,
            shared_cpu: false,
            memory: Memory::gib(4),
            reserved_memory: Memory::ZERO,
            disk: Disk::default(),
            disk_size: None,
            address: None,
            ipv6_only: false,
        }
    }
}

impl Host {
    /// Less than this runs no Mastodon at all.
    pub const MEMORY_MIN: Memory = Memory::mib(512);
}
