//! What the list of activities tells beside what is kept of them: which are late, and when they are.

use super::words;
use crate::ACTIVITY;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_kept::{Beside, Ground, Later, Told, ToldColumn};
use samverk_web::{ColumnKind, Ui};

/// The status, with those that are late.
pub(crate) static TOLD_OF_ACTIVITIES: Told = Told {
    columns: &[ToldColumn::new(
        "status",
        "activity-status",
        ColumnKind::Text,
    )],
    tell: |tx, _, ui, rows| {
        Box::pin(async move {
            let activities = ACTIVITY.held(rows)?;
            let status = |one: &_| vec![words::activity_tag(ui, one, tx.today())];
            Ok(activities.iter().map(|one| status(&one.value)).collect())
        })
    },
};

pub(crate) fn beside_activities<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        Ok(Beside {
            actions: vec![(at.href("/tidplan"), ui.t("schedule-open-page"))],
            ..Beside::default()
        })
    })
}
