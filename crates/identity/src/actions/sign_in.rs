use super::attempt::note_success;
use super::note_attempt;
use super::open_session::{Arrival, SignedIn, open_session};
use crate::hashing::verify_password;
use crate::model::{Account, AttemptKind, Email, address_subject};
use crate::security::{Refused, tell};
use crate::store;
use samverk_database::{Db, Tx};
use samverk_foundation::Problem;

/// What somebody sends to sign in.
pub struct SignIn {
    pub email: String,
    pub password: String,
    pub arrival: Arrival,
}

/// Fails with `sign_in_failed` whatever was wrong, and `too_many_attempts`; both stand in the log.
pub async fn sign_in(db: &Db, request: SignIn) -> Result<SignedIn, Problem> {
    let signed_in = try_sign_in(db, &request).await;
    let Err(problem) = &signed_in else {
        return signed_in;
    };
    let from = request.arrival.address.map(address_subject);
    let (email, from) = (request.email.as_str(), from.as_deref().unwrap_or_default());
    match problem.code {
        "sign_in_failed" => tell(db, Refused::SignIn { email, from }).await,
        "too_many_attempts" => tell(db, Refused::Throttled { email, from }).await,
        _ => {}
    }
    signed_in
}

async fn try_sign_in(db: &Db, request: &SignIn) -> Result<SignedIn, Problem> {
    let address = request.arrival.address;
    let tx = db.begin("note sign-in attempt").await?;
    note_attempt(&tx, AttemptKind::SignIn, &request.email, address).await?;
    let account = admitted(&tx, request).await?;
    tx.commit().await?;

    let stored = account
        .as_ref()
        .and_then(|account| account.password.clone());
    let is_right = verify_password(request.password.clone(), stored).await?;
    let Some(account) = account.filter(|_| is_right) else {
        return Err(Problem::invalid("sign_in_failed").at_field("email"));
    };
    let tx = db.begin("sign in").await?;
    note_success(&tx, &request.email, address).await?;
    let signed_in = open_session(&tx, &account, &request.arrival).await?;
    tx.commit().await?;
    Ok(signed_in)
}

async fn admitted(tx: &Tx, request: &SignIn) -> Result<Option<Account>, Problem> {
    let Ok(email) = Email::parse(&request.email) else {
        return Ok(None);
    };
    let account = store::find_person_by_email(tx, &email).await?;
    Ok(account.filter(|account| account.is_admitted(request.arrival.demo_mode)))
}
