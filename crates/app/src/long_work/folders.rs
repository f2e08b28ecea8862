//! A collaboration's folder, out and in.

use super::allowed;
use crate::bundle::{self, Outcome};
use crate::spreadsheets;
use samverk_database::Tx;
use samverk_foundation::Actor;
use samverk_parties::Scope;
use samverk_web::{aside, file_name};
use samverk_work::{AllowFuture, Doing, Ended, RunFuture, input};
use serde_json::Value;

pub(super) fn allow<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let scope = Scope::find(tx, actor, input(said, "samverkan")).await?;
        scope.require(spreadsheets::may)?;
        Ok(allowed(&scope, "", "/mapp"))
    })
}

/// Gathering, packing and keeping.
const STEPS: usize = 3;

pub(super) fn pack<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("gather", 0, STEPS).await?;
        let key = doing.input("samverkan");
        let actor = &doing.ui.actor;
        let tx = doing.state.db.read().await?;
        let scope = Scope::find(&tx, actor, key).await?;
        let folder = bundle::export_seen(&tx, actor, &scope).await?;
        drop(tx);
        doing.at("pack", 1, STEPS).await?;
        let bytes = aside(move || folder.to_zip()).await??;
        doing.at("keep", 2, STEPS).await?;
        let name = file_name([key], "zip");
        Ok(Ended::File { name, bytes })
    })
}

pub(super) fn take_in<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        doing.at("unpack", 0, 2).await?;
        let bytes = doing.upload().await?;
        let (db, actor) = (&doing.state.db, &doing.ui.actor);
        let tx = db.read().await?;
        let scope = Scope::find(&tx, actor, doing.input("samverkan")).await?;
        drop(tx);
        doing.at("take-in", 1, 2).await?;
        let sent = (bytes, doing.is_confirmed());
        let ending = doing.ending();
        let outcome = spreadsheets::take_in_folder(db, actor, &scope, sent, Some(&ending)).await?;
        Ok(ended(outcome))
    })
}

pub(super) fn ended(outcome: Outcome) -> Ended {
    match outcome {
        Outcome::Saved(_) => Ended::Saved,
        Outcome::Refused(problems) => Ended::Refused(problems),
        Outcome::Unconfirmed(warnings) => Ended::Unconfirmed(warnings),
    }
}
