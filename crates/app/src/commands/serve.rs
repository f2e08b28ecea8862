use crate::config::Config;
use crate::connections::{self, Open};
use crate::loopback::only_this_computer;
use crate::metrics::{self, Metrics};
use crate::modules::texts;
use crate::observe::{Observer, observe};
use crate::printer;
use crate::proxies::{note_asked_at, note_visitor};
use crate::reason::reason;
use crate::{jobs, router, start};
use axum::Router;
use axum::middleware::from_fn_with_state;
use samverk_cases::Signatures;
use samverk_files::Files;
use samverk_foundation::{Problem, SystemClock};
use samverk_identity::Mailer;
use samverk_web::{AppState, Settings};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until the process is told to stop.
pub async fn serve(config: &Config, examples: &Path) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    let files = Files::open(&config.files, &config.data)?;
    samverk_archive::disposals::replay(&db, &files).await?;
    let signatures = signatures(config)?;
    if config.demo {
        start::prepare_demo(&db, &files, examples).await?;
        start::prepare_search(&db).await?;
    }
    let mailer = Mailer::from_settings(config.smtp_url.as_deref(), config.mail_from.as_deref())?;
    let texts = texts().map_err(Problem::internal)?;
    let settings = Settings {
        base_url: config.base_url.clone(),
        demo: config.demo,
        contact: config.contact.clone(),
        mails: config.smtp_url.is_some(),
    };
    let state = router::state(db.clone(), texts, settings);
    let metrics = Arc::new(Metrics::new());
    let app = application(config, (state.clone(), files.clone()), Arc::clone(&metrics));
    let app = app.layer(signatures.layer());
    let listener = bind(config.listen).await?;
    let open = Arc::new(Open::default());
    if let Some(address) = config.metrics_listen {
        let listener = bind(address).await?;
        tokio::spawn(metrics::tell(
            listener,
            metrics,
            db.clone(),
            Arc::clone(&open),
        ));
    }
    printer::print_apart()?;
    greet(config);
    tokio::spawn(samverk_work::work(state.clone(), router::machine(&files)));
    tokio::spawn(jobs::work(state, mailer, files));
    let limits = config.limits.clone().within_descriptors();
    connections::serve(listener, app, &limits, &open, stop_signal()).await;
    db.close().await;
    Ok(())
}

/// The demo has an authority of its own from the beginning.
fn signatures(config: &Config) -> Result<Signatures, Problem> {
    if config.demo && !config.signing.key.exists() {
        config.signing.make("Samverk i demoläge", &SystemClock)?;
    }
    config.signing.open()
}

/// The router under what only this configuration asks for.
fn application(
    config: &Config,
    (state, files): (AppState, Files),
    metrics: Arc<Metrics>,
) -> Router {
    let db = state.db.clone();
    let proxies = config.trusted_proxies.clone();
    let mut app = router::router(state.clone(), files)
        .layer(config.providers.layer())
        .layer(from_fn_with_state(proxies.clone(), note_visitor));
    if !config.has_base_url {
        app = app.layer(from_fn_with_state(proxies, note_asked_at));
    }
    if config.demo {
        app = app.layer(from_fn_with_state(state, only_this_computer));
    }
    app.layer(from_fn_with_state(Observer { db, metrics }, observe))
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Problem> {
    TcpListener::bind(address).await.map_err(|error| {
        Problem::invalid("listen_taken")
            .with("address", address)
            .with("reason", reason(&error))
    })
}

fn greet(config: &Config) {
    let (version, address) = (env!("CARGO_PKG_VERSION"), config.listen);
    tracing::info!(version, %address, demo = config.demo, "Samverk has started");
    println!("Samverk är igång: {}", config.base_url);
    if config.demo {
        println!("Demoläge. Logga in som:");
        for sign_in in samverk_identity::demo_sign_ins() {
            println!(
                "  {:<32} {:<34} lösenord: {}",
                sign_in.name, sign_in.email, sign_in.password
            );
        }
    }
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupt => {}
        () = terminate => {}
    }
}
