//! Where the database is: on the host, or somebody else's to run.

use crate::value::choice::choices;
use crate::value::text::{DatabaseName, HostName};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Database {
    pub place: DatabasePlace,
    /// Given whenever it is elsewhere, as are the connections.
    pub host: Option<HostName>,
    pub port: u16,
    pub name: DatabaseName,
    pub user: DatabaseName,
    pub tls: DatabaseTls,
    /// Its `max_connections`, as its provider states it.
    pub connections: Option<u32>,
    /// Those of them that its provider keeps.
    pub reserved_connections: u32,
}

choices! {
    /// Who runs PostgreSQL.
    #[derive(Default)]
    DatabasePlace {
        #[default]
        Here = "here", "On this host", "PostgreSQL is set up and sized with the rest.";
        Elsewhere = "elsewhere", "Elsewhere", "A provider's service, or a host of your own that is not in this plan.";
    }
}

choices! {
    /// How the way to a database elsewhere is encrypted.
    #[derive(Default)]
    DatabaseTls {
        None = "none", "None", "Only in a private network that you trust.";
        Require = "require", "Encrypted", "Whoever answers is believed to be the database.";
        PublicCa = "public-ca", "Verified, public CA", "Its certificate is from an authority that every system knows.";
        #[default]
        OwnCa = "own-ca", "Verified, its own CA", "The provider gives the authority's certificate as a file, which you put on the host.";
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            place: DatabasePlace::default(),
            host: None,
            port: Self::PORT,
            name: DatabaseName::mastodons_own(),
            user: DatabaseName::of_the_role(),
            tls: DatabaseTls::default(),
            connections: None,
            // PostgreSQL's own superuser_reserved_connections.
            reserved_connections: 3,
        }
    }
}

impl Database {
    /// PostgreSQL's default.
    pub const PORT: u16 = 5432;

    pub fn is_elsewhere(&self) -> bool {
        self.place == DatabasePlace::Elsewhere
    }
}
