//! The windows of all needs of a collaboration, as a long work: a need at a time, told as it goes.

use super::asked::Asked;
use super::page::{areas, longest_framework, open};
use super::words::parties;
use crate::limits::LEGAL_LIMIT;
use crate::planning::planned;
use samverk_database::Tx;
use samverk_foundation::Actor;
use samverk_kept::Installation;
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_planner::windows;
use samverk_sheets::write_csv_download;
use samverk_web::{Cell, Column, ColumnKind, Table, Values};
use samverk_work::{AllowFuture, Allowed, Doing, Ended, RunFuture, input};
use serde_json::Value;

/// So many windows of each need and way are told.
const OF_EACH: usize = 3;

pub fn allow<'a>(tx: &'a Tx, actor: &'a Actor, said: &'a Value) -> AllowFuture<'a> {
    Box::pin(async move {
        let scope = Scope::find(tx, actor, input(said, "samverkan")).await?;
        scope.require(crate::policy::reads_windows)?;
        Ok(Allowed {
            about: scope.collaboration.name.clone(),
            back: scope.href("/avtalsfonster"),
            collaboration: Some(scope.collaboration.id),
        })
    })
}

pub fn run<'a>(doing: &'a Doing) -> RunFuture<'a> {
    Box::pin(async move {
        let tx = doing.state.db.read().await?;
        let (scope, ui) = open(&tx, doing.ui.clone(), doing.input("samverkan")).await?;
        let limits = LEGAL_LIMIT
            .all(&tx, &Installation::seen_by(&ui.actor))
            .await?;
        let longest = longest_framework(&limits, scope.today);
        let members: Vec<Party> = scope.present().map(|one| one.party.clone()).collect();
        let areas = areas(&tx, &ui, &members).await?;
        drop(tx);
        let keys = [
            ("need-area-one", ColumnKind::Text),
            ("windows-way", ColumnKind::Text),
            ("window-start", ColumnKind::Date),
            ("window-parties", ColumnKind::Integer),
            ("window-who", ColumnKind::Text),
            ("window-value", ColumnKind::Kronor),
            ("window-without-value", ColumnKind::Integer),
            ("window-calls", ColumnKind::Integer),
            ("window-reserve", ColumnKind::Integer),
        ];
        let columns = keys.map(|(key, kind)| Column::new(ui.t(key), kind));
        let mut table = Table::new("avtalsfonster", ui.t("windows-heading"), columns.into());
        for (done, area) in areas.iter().enumerate() {
            doing.at("gather", done, areas.len()).await?;
            let tx = doing.state.db.read().await?;
            let planned = planned(&tx, &ui.actor, &members, area.id).await?;
            drop(tx);
            for (way, words) in [
                ("start", "windows-way-start"),
                ("ramavtal", "windows-way-framework"),
            ] {
                let asked = Asked::read(&Values::default().set("satt", way), longest)?;
                let found = windows(&planned.inputs, &asked.question(scope.today));
                for window in found.iter().take(OF_EACH) {
                    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
                    table.push(vec![
                        Cell::text(area.name.to_string()),
                        Cell::text(ui.t(words)),
                        Cell::date(window.start),
                        Cell::integer(count(window.parties.len())),
                        Cell::text(parties(&planned, window)),
                        Cell::ore(window.value),
                        Cell::integer(count(window.without_value)),
                        Cell::integer(i64::from(window.calls)),
                        Cell::integer(i64::from(window.reserve)),
                    ]);
                }
            }
        }
        Ok(Ended::File {
            name: format!("avtalsfonster-{}.csv", scope.collaboration.key),
            bytes: write_csv_download(&table.sheet()).into_bytes(),
        })
    })
}
