//! `howdah serve`: the wizard on one address, until it is told to stop.

mod descriptors;
mod signals;

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use server::serve::Limits;
use server::{Config, Site};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use descriptors::at_most;
use signals::Signals;

/// Serve the wizard and its API.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:3000")]
    addr: SocketAddr,

    /// Connections at the same time. One more, and the one that has been waiting for its client longest is closed.
    // Our judgement. A browser opens up to six, and most wait most of the time; an answer that nobody takes holds up to 500 kB.
    #[arg(long, default_value_t = 256, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,

    /// Seconds that a client may take to send a request, and again to take its answer.
    // Our judgement: the largest file, 300 kB, arrives in half of it at 160 kbit/s.
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..))]
    patience: u16,

    /// Folder of the built front end; a release has it inside.
    #[cfg(not(feature = "embed"))]
    #[arg(long, default_value = "target/site", value_name = "DIR")]
    site: std::path::PathBuf,
}

impl Serve {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
            .with_ansi(io::stderr().is_terminal())
            .with_writer(io::stderr)
            .init();
        let config = Config {
            site: Arc::new(self.site()?),
        };
        let limits = Limits {
            connections: at_most(self.connections.into()),
            patience: Duration::from_secs(self.patience.into()),
        };
        tokio::runtime::Runtime::new()?.block_on(listen(self.addr, config, limits))
    }

    #[cfg(feature = "embed")]
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "the other build reads files"
    )]
    fn site(&self) -> Result<Site, Box<dyn Error>> {
        Ok(Site::embedded())
    }

    #[cfg(not(feature = "embed"))]
    fn site(&self) -> Result<Site, Box<dyn Error>> {
        let folder = &self.site;
        Site::read(folder).map_err(|error| {
            format!(
                "--site {}: {error}; `cargo xtask build` makes it",
                folder.display()
            )
            .into()
        })
    }
}

async fn listen(addr: SocketAddr, config: Config, limits: Limits) -> Result<(), Box<dyn Error>> {
    let mut signals = Signals::listen()?;
    let listener = TcpListener::bind(addr)
        .await
        .map_err(|error| format!("--addr {addr}: {error}"))?;
    writeln!(io::stdout(), "Howdah is at http://{}/", listener.local_addr()?)?;
    server::serve::serve(listener, server::router(config), limits, async || {
        signals.next().await;
    })
    .await;
    Ok(())
}
