use crate::actions::sign_out;
use crate::cookie;
use crate::model::ProviderSession;
use crate::oidc::Providers;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use samverk_foundation::Actor;
use samverk_web::{AppState, PageResult, Ui, redirect};
use std::sync::Arc;

/// On the way out of the provider too. The page leads there by itself, and by a link: a form that
/// ends at another site is forbidden by the page's policy.
#[derive(Template)]
#[template(path = "signed_out.html")]
struct SignedOutPage {
    ui: Ui,
    provider: String,
    address: String,
}

pub async fn leave(State(state): State<AppState>, ui: Ui, providers: Providers) -> PageResult {
    let tx = state.db.begin("sign out").await?;
    let at_provider = sign_out(&tx, &ui.actor).await?;
    tx.commit().await?;
    let forgotten = [(header::SET_COOKIE, cookie::forget(&state.settings))];
    match onward(&state, &ui, &providers, at_provider).await {
        Some(page) => {
            let refresh = [(header::REFRESH, format!("0; url={}", page.address))];
            Ok((forgotten, refresh, page.ui.page(&page)?).into_response())
        }
        None => Ok((forgotten, redirect("/")).into_response()),
    }
}

/// That the provider cannot be reached is no reason to keep anybody signed in here.
async fn onward(
    state: &AppState,
    ui: &Ui,
    providers: &Providers,
    at_provider: Option<ProviderSession>,
) -> Option<SignedOutPage> {
    let session = at_provider?;
    let provider = providers.find(&session.provider).ok()?;
    let (base_url, now) = (&state.settings.base_url, state.db.clock().now());
    let address = provider.sign_out_address(base_url, &session.id_token, now);
    let address = match address.await {
        Ok(address) => address?,
        Err(problem) => {
            let cause = problem.cause.unwrap_or_default();
            tracing::warn!(
                provider = session.provider,
                cause,
                "no sign-out at the provider"
            );
            return None;
        }
    };
    let nobody = Arc::new(Actor::Public);
    Some(SignedOutPage {
        ui: Ui::new(state.clone(), ui.language, nobody, "/"),
        provider: provider.name.clone(),
        address,
    })
}
