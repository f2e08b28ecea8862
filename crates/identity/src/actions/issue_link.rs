use crate::model::{Account, LinkPurpose, PasswordLink, Token};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;

/// Makes a link with which the person chooses a password, once.
pub(crate) async fn issue_link(
    tx: &Tx,
    account: &Account,
    purpose: LinkPurpose,
) -> Result<PasswordLink, Problem> {
    let expires_at = tx.now() + purpose.validity();
    let link = PasswordLink {
        account: account.clone(),
        purpose,
        expires_at,
        token: Token::new(tx.secret()),
    };
    store::insert_link(tx, &link).await?;
    Ok(link)
}
