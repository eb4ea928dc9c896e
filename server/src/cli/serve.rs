//! `howdah serve`: the wizard on one address, until it is told to stop.

use std::{
    error::Error,
    io::{self, IsTerminal, Write},
    net::SocketAddr,
    sync::Arc,
};

use clap::Args;
use server::{Config, Site};
use tokio::{net::TcpListener, signal};
use tracing_subscriber::EnvFilter;

/// Serve the wizard and its API.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:3000")]
    addr: SocketAddr,

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
        tokio::runtime::Runtime::new()?.block_on(listen(self.addr, config))
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

async fn listen(addr: SocketAddr, config: Config) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(addr)
        .await
        .map_err(|error| format!("--addr {addr}: {error}"))?;
    writeln!(io::stdout(), "Howdah is at http://{}/", listener.local_addr()?)?;
    axum::serve(listener, server::router(config))
        .with_graceful_shutdown(stop())
        .await?;
    Ok(())
}

/// Ends on Ctrl-C and on systemd's SIGTERM.
async fn stop() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
