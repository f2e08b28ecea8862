//! A large workbook on its way in.

use super::allowed;
use super::folders::ended;
use crate::spreadsheets::{self, find_offer};
use samverk_database::Tx;
use samverk_foundation::Actor;
use samverk_parties::Scope;
use samverk_work::{AllowFuture, Doing, RunFuture, input};
use serde_json::Value;

/// Which workbooks there are is decided when it is read.
pub(super) fn allow<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let scope = Scope::find(tx, actor, input(said, "samverkan")).await?;
        scope.require(spreadsheets::may)?;
        let back = format!("/kalkylblad/{}", input(said, "arbetsbok"));
        Ok(allowed(&scope, "", &back))
    })
}

pub(super) fn take_in<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("unpack", 0, 2).await?;
        let bytes = doing.upload().await?;
        let (db, actor) = (&doing.state.db, &doing.ui.actor);
        let tx = db.read().await?;
        let scope = Scope::find(&tx, actor, doing.input("samverkan")).await?;
        let offer = find_offer(&tx, &scope, &doing.ui, doing.input("arbetsbok")).await?;
        drop(tx);
        doing.at("take-in", 1, 2).await?;
        let sent = (bytes.as_slice(), doing.is_confirmed());
        let ending = doing.ending();
        let place = (&scope, &offer);
        let outcome = spreadsheets::take_in(db, actor, place, sent, Some(&ending)).await?;
        Ok(ended(outcome))
    })
}
