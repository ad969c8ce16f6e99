//! The server: accepts connections of this machine, one request each.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};

use super::answer::answer;
use super::board::{Board, State};
use super::guard::Gate;

/// So many connections are held at once: every open page holds one.
const MOST_CONNECTIONS: usize = 64;
/// So long a client may take to say what it wants.
const HEADERS_WITHIN: Duration = Duration::from_secs(5);
/// So long a connection lasts: longer than a page waits for news.
const LIFETIME: Duration = Duration::from_secs(40);
/// Browsers send a dozen headers.
const MOST_HEADERS: usize = 64;
/// The least that `hyper` reads with, bytes; a longer head is refused.
const LONGEST_HEAD: usize = 8192;
/// So long nothing is accepted when the system is out of connections.
const BREATH: Duration = Duration::from_millis(50);

/// Answers requests for ever.
pub(super) fn serve(listener: TcpListener, gate: Gate, board: &Board) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(accept(listener, Arc::new(gate), board))
}

async fn accept(listener: TcpListener, gate: Arc<Gate>, board: &Board) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return Ok(());
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let (gate, states) = (Arc::clone(&gate), board.subscribe());
                tokio::spawn(async move {
                    // A client that goes away or sends nonsense is no matter of ours.
                    let _ = tokio::time::timeout(LIFETIME, converse(stream, gate, states)).await;
                    drop(place);
                });
            }
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

async fn converse(
    stream: TcpStream,
    gate: Arc<Gate>,
    states: watch::Receiver<State>,
) -> hyper::Result<()> {
    let service = service_fn(|request| {
        let (gate, states) = (Arc::clone(&gate), states.clone());
        let (parts, _) = hyper::Request::into_parts(request);
        async move { answer(parts, &gate, states).await }
    });
    http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .await
}
