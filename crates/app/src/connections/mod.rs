//! Connections from visitors: how many, for how long, and how they end. One that has sent nothing
//! makes room for one that does, so that whoever opens very many keeps nobody out.

mod limits;
mod open;
mod stream;
mod watch;

pub use limits::{LimitFields, Limits};
pub use open::Open;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use stream::{WatchedBody, WatchedStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch as signal;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tower::ServiceExt;
use watch::Watch;

/// How often it is looked for connections that have had their time.
const SWEEP: Duration = Duration::from_millis(500);

/// Serves until `stop` is done, then lets what is being answered end, within the limit.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: &Limits,
    open: &Arc<Open>,
    stop: impl Future<Output = ()>,
) {
    let (stopping, told) = signal::channel(false);
    let mut stop = pin!(stop);
    let mut sweep = interval(SWEEP);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let is_full = open.count() >= limits.connections;
        if is_full {
            open.make_room();
        }
        tokio::select! {
            () = &mut stop => break,
            _ = sweep.tick() => open.close_overdue(limits),
            () = open.freed(), if is_full => {}
            accepted = listener.accept(), if !is_full => match accepted {
                Ok((stream, peer)) => {
                    let (seat, app, told) = (open.enter(), app.clone(), told.clone());
                    tokio::spawn(async move {
                        converse(stream, peer, app, &seat.watch, told).await;
                    });
                }
                Err(error) => {
                    // No descriptors left: one connection less gives one back.
                    tracing::warn!(%error, "a connection cannot be accepted");
                    open.make_room();
                    sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    drop(listener);
    // Nobody listening means that all connections are closed already.
    let _ = stopping.send(true);
    end(open, limits).await;
}

/// What is half sent is not waited for; what is being answered is, within the limit.
async fn end(open: &Open, limits: &Limits) {
    let emptied = timeout(limits.shutdown, async {
        while open.count() > 0 {
            open.close_half_sent();
            tokio::select! {
                () = open.freed() => {}
                () = sleep(SWEEP / 5) => {}
            }
        }
    });
    if emptied.await.is_err() {
        let count = open.count();
        tracing::warn!(count, "connections were cut off at the end");
    }
}

/// One connection, until one side closes it or its time is over.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    watch: &Arc<Watch>,
    mut stopping: signal::Receiver<bool>,
) {
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let watch = Arc::clone(watch);
        watch.begin_answer();
        let mut request = request.map(|body| Body::new(WatchedBody::new(body, Arc::clone(&watch))));
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = app.clone().oneshot(request);
        async move {
            let answer = answer.await;
            watch.end_answer();
            answer
        }
    });
    let stream = TokioIo::new(WatchedStream::new(stream, Arc::clone(watch)));
    // The times are kept by the watch, which also sees what a connection has not begun to send.
    let mut connection = pin!(
        http1::Builder::new()
            .header_read_timeout(None)
            .serve_connection(stream, service)
    );
    let mut is_stopping = *stopping.borrow();
    if is_stopping {
        connection.as_mut().graceful_shutdown();
    }
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended");
                }
                return;
            }
            () = watch.closed() => return,
            _ = stopping.changed(), if !is_stopping => {
                is_stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}
