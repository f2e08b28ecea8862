//! A new version of a process for cases under way: a hundred at a time, each stretch saved with what it tells.

use samverk_cases::processes::{asked_for, told_table};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problems};
use samverk_kept::Ground;
use samverk_sheets::write_csv_download;
use samverk_web::file_name;
use samverk_work::{AllowFuture, Allowed, Doing, Ended, RunFuture, input};
use serde_json::Value;

/// So many are saved at once.
const STRETCH: usize = 100;

fn said(value: &Value) -> [&str; 4] {
    ["part", "process", "steg", "nummer"].map(|name| input(value, name))
}

pub(super) fn allow<'a>(tx: &'a Tx, actor: &'a Actor, asked: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let (owner, applying) = asked_for(tx, actor, said(asked))
            .await
            .map_err(Problems::first)?;
        let name = applying.name();
        Ok(Allowed {
            about: format!("{name}, {}", owner.party.name),
            back: owner.href(&format!("/arendeprocesser/{}", applying.after.key)),
            collaboration: None,
        })
    })
}

/// Broken off, it goes on where it was: what has been told of stays.
pub(super) fn run<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        let (db, actor, run) = (&doing.state.db, &doing.ui.actor, doing.work.id);
        let tx = db.read().await?;
        let asked = said(&doing.work.input);
        let (owner, applying) = asked_for(&tx, actor, asked)
            .await
            .map_err(Problems::first)?;
        let all = applying.count(&tx).await?;
        drop(tx);
        let mut done = 0;
        loop {
            doing.at("apply-version", done.min(all), all).await?;
            let tx = db.begin("apply_case_version").await?;
            let told = applying.go_on(&tx, actor, &owner, (run, STRETCH)).await?;
            tx.commit().await?;
            if told.is_empty() {
                break;
            }
            done += told.len();
        }
        let tx = db.read().await?;
        let table = told_table(&tx, &doing.ui, &applying, run).await?;
        let name = file_name([applying.after.key.as_str()], "csv");
        let bytes = write_csv_download(&table.sheet()).into_bytes();
        Ok(Ended::File { name, bytes })
    })
}
