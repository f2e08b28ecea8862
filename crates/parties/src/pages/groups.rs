//! What the list of groups tells beside what is kept of them: how far each has come, and where that is seen.

use super::levels::{Assessments, disputed_cell};
use crate::model::Subject;
use crate::policy::Action;
use crate::{GROUP, Scope, store};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_kept::{Beside, Ground, Held, Later, Stored, Told, ToldColumn};
use samverk_web::{Cell, ColumnKind, Ui};

pub(crate) static TOLD_OF_GROUPS: Told = Told {
    columns: &[
        ToldColumn::new("level", "assessment-level", ColumnKind::Text)
            .sorted_by(|| store::standing_of_group("level")),
        ToldColumn::new("wanted_level", "assessment-wanted-level", ColumnKind::Text)
            .sorted_by(|| store::standing_of_group("wanted_level")),
        ToldColumn::new("reservation", "assessment-reservation", ColumnKind::Text),
        ToldColumn::new("views", "assessment-views", ColumnKind::Text),
    ],
    tell: |tx, at, ui, rows| Box::pin(levels(tx, at, ui, rows)),
};

/// Where each stands on its ladder, where it wants, and whether its parties see that alike.
async fn levels(
    tx: &Tx,
    at: &dyn Ground,
    ui: &Ui,
    rows: &[&Stored],
) -> Result<Vec<Vec<Cell>>, Problem> {
    let assessments = Assessments::load(tx, CollaborationId(at.id())).await?;
    let groups = GROUP.held(rows)?;
    let level = |group: &Held<_>| match assessments.standing(Subject::of_group(group)) {
        Some(standing) => vec![
            Cell::text(standing.level_words()),
            Cell::text(standing.wanted_words()),
            Cell::text(standing.note),
            disputed_cell(ui, standing.disputed),
        ],
        None => vec![Cell::text(ui.t("assessment-none"))],
    };
    Ok(groups.iter().map(level).collect())
}

pub(crate) fn beside_groups<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let mut actions = vec![(at.href("/trappa"), ui.t("map-to-stairs"))];
        if at.roles().any(Action::RecordAssessment.by()) {
            actions.push((at.href("/grupper/bedom"), ui.t("assessment-groups")));
            actions.push((at.href("/olika-bilder"), ui.t("difference-heading")));
        }
        actions.push(("/trappor".to_owned(), ui.t("group-about-levels")));
        Ok(Beside {
            actions,
            ..Beside::default()
        })
    })
}

/// The way here: the list of groups comes before a group.
pub(super) fn group_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("group-tab");
    scope.ui(ui).with_crumb(scope.href("/grupper"), label)
}
