use super::attempt::forget_attempts;
use super::open_session::{Arrival, SignedIn, open_session};
use super::{admit_by_provider, note_attempt};
use crate::directory::Directory;
use crate::model::{AttemptKind, ProviderAttempt, ProviderSession, Token};
use crate::oidc::{Answer, Confirmed, Expected, Provider};
use crate::store;
use samverk_database::Db;
use samverk_foundation::Problem;
use std::sync::Arc;

/// What a browser brings back from a provider.
pub struct ProviderReturn {
    /// As it stands in the address.
    pub state: String,
    /// What the browser was given on the way out.
    pub kept: Option<Token>,
    pub answer: Answer,
    pub arrival: Arrival,
    pub base_url: String,
}

/// Signs in whoever the provider says it is, and answers with the page they were on the way to.
/// Fails with `provider_attempt_unknown` when nobody left with this state in this browser, or it
/// has been used; with `provider_refused`, `provider_unreachable`, `provider_answer_invalid`; as
/// `admit_by_provider` does; with `too_many_attempts`.
pub async fn sign_in_by_provider(
    db: &Db,
    directory: &dyn Directory,
    provider: &Arc<Provider>,
    back: ProviderReturn,
) -> Result<(SignedIn, String), Problem> {
    let attempt = take_attempt(db, provider, &back).await?;
    let expected = Expected {
        nonce: attempt.nonce,
        code_verifier: attempt.code_verifier,
        base_url: back.base_url,
        assertion_id: db.clock().new_id().to_string(),
        now: db.clock().now(),
    };
    let Confirmed { claims, id_token } = provider.confirm(back.answer, expected).await?;
    let claimed = provider.mapping.read(&claims)?;

    let tx = db.begin("sign in by provider").await?;
    let account = admit_by_provider(&tx, directory, provider, &claimed).await?;
    if !account.is_admitted(back.arrival.demo_mode) {
        return Err(Problem::conflict("person_inactive").with("name", &account.name));
    }
    forget_attempts(&tx, AttemptKind::ProviderAnswer, &back.state).await?;
    let signed_in = open_session(&tx, &account, &back.arrival).await?;
    if let Some(session) = signed_in.person.session {
        let provider = provider.key.clone();
        let at_provider = ProviderSession { provider, id_token };
        store::insert_provider_session(&tx, session, &at_provider).await?;
    }
    tx.commit().await?;
    Ok((signed_in, attempt.return_path))
}

/// The attempt that this answers. It is used up whatever comes of it.
async fn take_attempt(
    db: &Db,
    provider: &Provider,
    back: &ProviderReturn,
) -> Result<ProviderAttempt, Problem> {
    let tx = db.begin("take provider attempt").await?;
    let from = back.arrival.address;
    note_attempt(&tx, AttemptKind::ProviderAnswer, &back.state, from).await?;
    let state = Token::parse(&back.state);
    let attempt = match &state {
        Some(state) if back.kept.as_ref() == Some(state) => {
            store::take_provider_attempt(&tx, state).await?
        }
        _ => None,
    };
    let now = tx.now();
    tx.commit().await?;
    let open =
        |attempt: &ProviderAttempt| attempt.provider == provider.key && now < attempt.expires_at;
    attempt.filter(open).ok_or_else(|| {
        Problem::invalid("provider_attempt_unknown").with("provider", &provider.name)
    })
}
