//! The register of groups.

use super::levels::{Assessments, disputed_cell};
use super::words::choices;
use crate::model::{GroupKind, Reach, Subject};
use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, without_accents};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Format, PageResult, Table, Ui, Values,
};

#[derive(Template)]
#[template(path = "groups.html")]
struct GroupsPage {
    ui: Ui,
    scope: Scope,
    tables: Vec<(String, Table)>,
    reaches: Vec<Choice>,
    kinds: Vec<Choice>,
    filter: Filter,
    may_edit: bool,
    may_compare: bool,
}

/// What somebody wants to see of the register.
#[derive(Clone, Debug, Default)]
struct Filter {
    reach: String,
    kind: String,
    name: String,
}

impl Filter {
    fn of(query: &Values) -> Self {
        let text = |name: &str| query.text(name).to_owned();
        Self {
            reach: text("rackvidd"),
            kind: text("slag"),
            name: text("namn"),
        }
    }

    fn passes(&self, group: &HeldGroup) -> bool {
        (self.reach.is_empty() || group.reach.code() == self.reach)
            && (self.kind.is_empty() || group.kind.code() == self.kind)
            && without_accents(&group.name).contains(&without_accents(&self.name))
    }
}

pub async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = scope.ui(ui);
    let groups = GROUP.bare(&tx, &scope).await?;
    let assessments = Assessments::load(&tx, scope.collaboration.id).await?;
    let filter = Filter::of(&query);
    let chosen: Vec<&HeldGroup> = groups.iter().filter(|group| filter.passes(group)).collect();
    let tables = register_tables(&ui, &scope, &chosen, &assessments);
    if let Some(format) = Format::from_code(query.text("format")) {
        let found = tables
            .iter()
            .find(|(_, table)| table.name == query.text("tabell"));
        let (_, table) = found.ok_or_else(Problem::not_found)?;
        return table.download(format, tx.now());
    }
    ui.page(&GroupsPage {
        ui: ui.clone(),
        tables,
        reaches: choices(&ui, "reach", Reach::ALL),
        kinds: choices(&ui, "group-kind", GroupKind::ALL),
        filter,
        may_edit: scope.may(GROUP.writers.by()),
        may_compare: scope.may(Action::RecordAssessment.by()),
        scope,
    })
}

/// One table for the collaboration's own groups and one for each reach of those beside it.
fn register_tables(
    ui: &Ui,
    scope: &Scope,
    groups: &[&HeldGroup],
    assessments: &Assessments,
) -> Vec<(String, Table)> {
    let of = |kind: GroupKind, reach: Option<Reach>| -> Vec<&HeldGroup> {
        let fits = |group: &&&HeldGroup| {
            group.kind == kind && reach.is_none_or(|reach| group.reach == reach)
        };
        groups.iter().filter(fits).copied().collect()
    };
    let mut parts = vec![(
        "egna-grupper".to_owned(),
        "inside",
        of(GroupKind::Inside, None),
    )];
    for (name, reach) in [
        ("nationella-grupper", Reach::National),
        ("regionala-grupper", Reach::Regional),
        ("lokala-grupper", Reach::Local),
    ] {
        parts.push((
            name.to_owned(),
            reach.code(),
            of(GroupKind::Surrounding, Some(reach)),
        ));
    }
    let filled = parts
        .into_iter()
        .filter(|(_, _, groups)| !groups.is_empty());
    filled
        .map(|(name, code, groups)| {
            let heading = ui.t(&format!("group-register-{code}"));
            let caption = ui.t1(
                &format!("group-register-{code}-caption"),
                "count",
                groups.len(),
            );
            (
                heading,
                register_table(ui, scope, &name, caption, &groups, assessments),
            )
        })
        .collect()
}

fn register_table(
    ui: &Ui,
    scope: &Scope,
    name: &str,
    caption: String,
    groups: &[&HeldGroup],
    assessments: &Assessments,
) -> Table {
    let headings = [
        "group-name",
        "group-organiser",
        "assessment-level",
        "assessment-wanted-level",
        "assessment-reservation",
        "assessment-views",
        "group-cooperation",
    ];
    let columns = headings
        .map(|key| Column::new(ui.t(key), ColumnKind::Text))
        .to_vec();
    let mut table = Table::new(name, caption, columns);
    for group in groups {
        let href = scope.href(&format!("/grupper/{}", group.key));
        let standing = assessments.standing(Subject::of_group(group));
        let mut cells = vec![
            Cell::link(href, group.name.to_string()),
            Cell::text(group.organiser.to_string()),
        ];
        match standing {
            Some(standing) => cells.extend([
                Cell::text(standing.level_words()),
                Cell::text(standing.wanted_words()),
                Cell::text(standing.note),
                disputed_cell(ui, standing.disputed),
            ]),
            None => cells.extend([
                Cell::text(ui.t("assessment-none")),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
            ]),
        }
        cells.push(Cell::text(group.cooperation.to_string()));
        table.push(cells);
    }
    table
}

/// The way here: the register of groups comes before a group.
pub(super) fn group_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("group-tab");
    scope.ui(ui).with_crumb(scope.href("/grupper"), label)
}
