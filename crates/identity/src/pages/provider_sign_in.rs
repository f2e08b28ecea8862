//! To an identity provider's sign-in page and back.

use super::sign_in::SignInPage;
use crate::actions::{Arrival, ProviderReturn, sign_in_by_provider, start_at_provider};
use crate::cookie;
use crate::directory::DirectorySlot;
use crate::model::local_target;
use crate::oidc::{Answer, Provider, Providers};
use crate::security::{Refused, tell};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Ui, Values, redirect};

/// The way out. It is a link and no form: the page's policy lets forms lead only to ourselves.
pub async fn start(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    providers: Providers,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let provider = providers.find(&key)?;
    let target = local_target(values.text("till"));
    if ui.is_signed_in() {
        return Ok(redirect(target));
    }
    let base_url = &state.settings.base_url;
    let started = start_at_provider(
        &state.db,
        &provider,
        base_url,
        ui.language,
        target,
        visitor.address,
    );
    match started.await {
        Ok(away) => {
            let kept = cookie::keep_attempt(&state.settings, &away.state);
            Ok(([(header::SET_COOKIE, kept)], redirect(&away.address)).into_response())
        }
        Err(problem) => {
            note(&provider, &problem);
            SignInPage::new(ui, &providers, values).turn_away(problem)
        }
    }
}

/// The way back.
pub async fn answer(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    (directory, providers): (DirectorySlot, Providers),
    Path(key): Path<String>,
    headers: HeaderMap,
    values: Values,
) -> PageResult {
    let provider = providers.find(&key)?;
    let from = visitor.counted_as();
    let word = |name: &str| values.text(name).to_owned();
    let back = ProviderReturn {
        state: word("state"),
        kept: cookie::attempt_in(&headers, &state.settings),
        answer: Answer {
            code: word("code"),
            error: word("error"),
            error_description: word("error_description"),
            issuer: word("iss"),
        },
        arrival: Arrival {
            address: visitor.address,
            user_agent: visitor.user_agent,
            previous: visitor.token,
            demo_mode: state.settings.demo,
        },
        base_url: state.settings.base_url.clone(),
    };
    let forgotten = cookie::forget_attempt(&state.settings);
    match sign_in_by_provider(&state.db, &*directory, &provider, back).await {
        Ok((signed_in, target)) => {
            let kept = cookie::keep(&state.settings, &signed_in.token);
            let cookies = [kept, forgotten].map(|cookie| (header::SET_COOKIE, cookie));
            Ok((AppendHeaders(cookies), redirect(&target)).into_response())
        }
        Err(problem) => {
            note(&provider, &problem);
            let name = provider.name.as_str();
            tell(&state.db, Refused::Provider { name, from: &from }).await;
            // Nothing of the provider's answer goes into the form.
            let page = SignInPage::new(ui, &providers, Values::default());
            let refused: Response = page.turn_away(problem)?;
            Ok((AppendHeaders([(header::SET_COOKIE, forgotten)]), refused).into_response())
        }
    }
}

/// For whoever runs the installation: the page says less than this.
fn note(provider: &Provider, problem: &Problem) {
    let cause = problem.cause.as_deref().unwrap_or_default();
    let provider = provider.key.as_str();
    tracing::warn!(
        provider,
        code = problem.code,
        cause,
        "no sign-in by provider"
    );
}
