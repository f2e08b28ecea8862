//! Everything in the installation, for its administrator: a collaboration at a time.

use super::require_administrator;
use crate::bundle;
use samverk_database::Tx;
use samverk_exchange::Folder;
use samverk_foundation::Actor;
use samverk_parties::store::list_collaborations;
use samverk_web::{aside, file_name};
use samverk_work::{AllowFuture, Allowed, Doing, Ended, RunFuture};
use serde_json::Value;

pub(super) fn allow<'a>(_: &'a Tx, actor: &'a Actor, _: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        require_administrator(actor)?;
        Ok(Allowed {
            about: "Samverk".to_owned(),
            back: "/administration".to_owned(),
            collaboration: None,
        })
    })
}

pub(super) fn pack<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        let tx = doing.state.db.read().await?;
        let all = list_collaborations(&tx).await?;
        let ids: Vec<_> = all.into_iter().map(|one| one.id).collect();
        let steps = ids.len() + 2;
        let mut folder = Folder::default();
        for (done, id) in ids.iter().enumerate() {
            doing.at("gather", done, steps).await?;
            folder.extend(bundle::contents(&tx, Some(*id)).await?);
        }
        let folder = bundle::with_shared(&tx, folder, &ids).await?;
        drop(tx);
        doing.at("pack", ids.len(), steps).await?;
        let bytes = aside(move || folder.to_zip()).await??;
        doing.at("keep", ids.len() + 1, steps).await?;
        let name = file_name(["samverk"], "zip");
        Ok(Ended::File { name, bytes })
    })
}
