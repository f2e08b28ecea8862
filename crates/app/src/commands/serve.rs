use crate::config::Config;
use crate::modules::texts;
use crate::proxies::note_visitor;
use crate::{jobs, router, start};
use axum::middleware::from_fn_with_state;
use samverk_foundation::{Problem, SystemClock};
use samverk_identity::Mailer;
use samverk_web::Settings;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Serves until the process is told to stop.
pub async fn serve(config: &Config, examples: &Path) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    if config.demo {
        start::prepare_demo(&db, examples).await?;
        start::prepare_search(&db).await?;
    }
    let mailer = Mailer::from_settings(config.smtp_url.as_deref(), config.mail_from.as_deref())?;
    let texts = texts().map_err(Problem::internal)?;
    let settings = Settings {
        base_url: config.base_url.clone(),
        demo: config.demo,
        contact: config.contact.clone(),
    };
    let proxies = config.trusted_proxies.clone();
    let state = router::state(db.clone(), texts, settings);
    let app = router::router(state.clone())
        .layer(config.providers.layer())
        .layer(from_fn_with_state(proxies, note_visitor));
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        Problem::invalid("listen_taken")
            .with("address", config.listen)
            .with("reason", error)
    })?;
    greet(config);
    tokio::spawn(jobs::work(state, mailer));
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop_signal())
        .await
        .map_err(Problem::internal)?;
    db.close().await;
    Ok(())
}

fn greet(config: &Config) {
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
