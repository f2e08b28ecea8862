use super::{object, signed_in, token_for_log};
use crate::model::{AccessToken, AccessTokenId, Token, TokenWish, access_token_text, read_name};
use crate::store;
use samverk_database::{Event, Tx};
use samverk_foundation::{Actor, Problem, TokenAccess};

/// A token of one's own for a program. Answers its text, which is kept nowhere. Only who has signed
/// in makes tokens: a program with a token makes no further ones, `forbidden`. Fails with the
/// problems of `read_name` and `TokenWish::check`.
pub async fn create_token(tx: &Tx, actor: &Actor, wish: &TokenWish) -> Result<String, Problem> {
    let person = signed_in(actor)?;
    if person.token.is_some() {
        return Err(Problem::forbidden());
    }
    let name = read_name(&wish.name)?;
    wish.check(tx.now())?;
    let account = super::existing(tx, person.id).await?;
    let new = AccessToken {
        id: AccessTokenId(tx.new_id()),
        person: person.id,
        name,
        access: TokenAccess {
            collaboration: wish.only.as_ref().map(|(id, _)| *id),
            ..TokenAccess::of(wish.scopes.iter().copied())
        },
        created_at: tx.now(),
        expires_at: wish.expires_at,
        last_used_at: None,
        revoked_at: None,
    };
    let token = Token::new(tx.secret());
    store::insert_access_token(tx, &new, &token).await?;
    let place = wish.only.as_ref().map(|(_, name)| name.as_str());
    let event = Event::new("token.created", object(&account));
    let after = token_for_log(&new, place);
    tx.record(actor, event.change(None::<&()>, Some(&after))?)
        .await?;
    Ok(access_token_text(&token))
}
