//! Connections: how many there may be, how long each may keep us waiting, and how all of them end.
//!
//! Nothing here knows what is asked or answered. HTTP/1.1 only: browsers speak HTTP/2 over TLS alone, which a proxy in front ends,
//! and what is not spoken cannot be abused (`docs/decisions/0005-own-accept-loop.md`).

mod patient;
mod queue;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::time::sleep;
use tracing::{debug, error, info, warn};

use patient::Patient;
use queue::{Place, Queue};

/// The longest head of a request in bytes. Our judgement: twice the longest address that we give a page to. The read buffer that
/// holds it is what an unfinished request costs.
const LONGEST_HEAD: usize = 16 * 1024;

/// How long answers that are on their way may take once we are told to stop. Our judgement: well under the 90 seconds that systemd
/// waits (`DefaultTimeoutStopSec`) before it kills.
const LONGEST_END: Duration = Duration::from_secs(10);

/// A full house is logged this often. Our judgement.
const QUIET: Duration = Duration::from_mins(1);

/// How long to wait after the system refused us a connection, so that it is not asked in a circle. Our judgement.
const PAUSE: Duration = Duration::from_millis(100);

/// What clients together, and each of them, may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at the same time. One more, and the one that has kept us waiting longest is closed.
    pub connections: usize,
    /// How long a client may take to send a request, and then to take the answer.
    pub patience: Duration,
}

/// Serves until `signal` comes, then lets what is on its way arrive: for `LONGEST_END`, or until `signal` comes again.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut signal: impl AsyncFnMut()) {
    let mut house = House::new(router, limits);
    {
        let mut stop = pin!(signal());
        loop {
            tokio::select! {
                () = &mut stop => break,
                client = listener.accept() => house.receive(client).await,
            }
        }
    }
    // New clients are refused at once, and may ask another process.
    drop(listener);
    house.closing.send_replace(true);
    info!(connections = house.connections(), "stopping");
    tokio::select! {
        () = house.empty() => info!("stopped"),
        () = sleep(LONGEST_END) => warn!(connections = house.connections(), "cut off: they took too long to end"),
        () = signal() => warn!(connections = house.connections(), "cut off: told to stop a second time"),
    }
}

/// Every open connection.
struct House {
    service: TowerToHyperService<Router>,
    limits: Limits,
    places: Arc<Semaphore>,
    queue: Queue,
    closing: watch::Sender<bool>,
    /// When it was last said that the house is full.
    told: Option<Instant>,
}

impl House {
    fn new(router: Router, limits: Limits) -> Self {
        Self {
            service: TowerToHyperService::new(router),
            limits,
            places: Arc::new(Semaphore::new(limits.connections)),
            queue: Queue::default(),
            closing: watch::Sender::new(false),
            told: None,
        }
    }

    async fn receive(&mut self, client: io::Result<(TcpStream, SocketAddr)>) {
        match client {
            Ok((stream, _)) => {
                let permit = self.permit().await;
                let (place, away) = self.queue.join();
                tokio::spawn(self.attend(stream, place, away, permit));
            }
            Err(error) if is_of_client(&error) => debug!(%error, "a client was gone before it was received"),
            Err(error) => {
                error!(%error, "no connection can be accepted; the one that kept us waiting longest is closed");
                self.queue.send_first_away();
                sleep(PAUSE).await;
            }
        }
    }

    /// The right to one connection, for which another has to go if there are too many.
    async fn permit(&mut self) -> OwnedSemaphorePermit {
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return permit;
        }
        if self.told.is_none_or(|told| told.elapsed() >= QUIET) {
            self.told = Some(Instant::now());
            warn!(
                connections = self.limits.connections,
                "full: the connections that kept us waiting longest are closed for new ones"
            );
        }
        self.queue.send_first_away();
        let permit = Arc::clone(&self.places).acquire_owned().await;
        permit.expect("the semaphore is never closed")
    }

    /// Answers one client's requests, one after the other.
    fn attend(
        &self,
        stream: TcpStream,
        place: Place,
        away: oneshot::Receiver<Infallible>,
        permit: OwnedSemaphorePermit,
    ) -> impl Future<Output = ()> + Send + use<> {
        let stream = Patient::new(stream, self.limits.patience, place);
        let connection = http1::Builder::new()
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(stream), self.service.clone());
        let mut closing = self.closing.subscribe();
        async move {
            let mut connection = pin!(connection);
            let result = tokio::select! {
                result = connection.as_mut() => result,
                _ = away => Ok(()),
                _ = closing.changed() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = result {
                debug!(%error, "a connection ended badly");
            }
            drop(permit);
        }
    }

    fn connections(&self) -> usize {
        self.limits.connections - self.places.available_permits()
    }

    async fn empty(&self) {
        let all = u32::try_from(self.limits.connections).unwrap_or(u32::MAX);
        let _ = self.places.acquire_many(all).await;
    }
}

/// Whether the client, and not this machine, is why it could not be received.
fn is_of_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
