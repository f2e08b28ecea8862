//! The register of groups, and a group's own page.

use super::assessments::assessment_form;
use super::levels::{Assessments, disputed_cell};
use super::members::{mandate_table, member_table};
use super::words::{choices, word};
use crate::model::{Group, GroupKind, Level, Mandate, Party, Reach, Subject};
use crate::policy::Action;
use crate::{Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{KeptWarning, RecordedEvent, list_object_events, list_warnings};
use samverk_foundation::{PartyId, Problem};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Form, Format, PageResult, Table, Ui, Values,
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

    fn passes(&self, group: &Group) -> bool {
        (self.reach.is_empty() || group.reach.code() == self.reach)
            && (self.kind.is_empty() || group.kind.code() == self.kind)
            && group
                .name
                .to_lowercase()
                .contains(&self.name.to_lowercase())
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
    let groups = store::list_groups(&tx, scope.collaboration.id).await?;
    let assessments = Assessments::load(&tx, scope.collaboration.id).await?;
    let filter = Filter::of(&query);
    let chosen: Vec<&Group> = groups.iter().filter(|group| filter.passes(group)).collect();
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
        may_edit: scope.may(Action::SaveGroup.by()),
        scope,
    })
}

/// One table for the collaboration's own groups and one for each reach of those beside it.
fn register_tables(
    ui: &Ui,
    scope: &Scope,
    groups: &[&Group],
    assessments: &Assessments,
) -> Vec<(String, Table)> {
    let of = |kind: GroupKind, reach: Option<Reach>| -> Vec<&Group> {
        let fits =
            |group: &&&Group| group.kind == kind && reach.is_none_or(|reach| group.reach == reach);
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
    groups: &[&Group],
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
        let standing = assessments.standing(Subject::Group(group.id));
        let mut cells = vec![
            Cell::link(href, group.name.clone()),
            Cell::text(group.organiser.clone()),
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
        cells.push(Cell::text(group.cooperation.clone()));
        table.push(cells);
    }
    table
}

#[derive(Template)]
#[template(path = "group.html")]
struct GroupPage {
    ui: Ui,
    scope: Scope,
    group: Group,
    host: Option<Party>,
    parent: Option<Group>,
    children: Vec<Group>,
    members: Table,
    mandates: Table,
    assessments: Table,
    standing: Option<(String, String)>,
    disputed: bool,
    next: Option<Level>,
    form: Option<Form>,
    may_edit: bool,
    warnings: Vec<KeptWarning>,
    history: Vec<RecordedEvent>,
}

impl GroupPage {
    fn word(&self, prefix: &str, code: &str) -> String {
        word(&self.ui, prefix, code)
    }

    fn href(&self, rest: &str) -> String {
        self.scope
            .href(&format!("/grupper/{}{rest}", self.group.key))
    }

    fn group_href(&self, group: &Group) -> String {
        self.scope.href(&format!("/grupper/{}", group.key))
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, group)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = group_ui(ui, &scope);
    let id = scope.collaboration.id;
    let groups = store::list_groups(&tx, id).await?;
    let found = groups.iter().find(|one| one.key.as_str() == group).cloned();
    let group = found.ok_or_else(Problem::not_found)?;
    let subject = Subject::Group(group.id);
    let assessments = Assessments::load(&tx, id).await?;
    let members = store::list_members(&tx, id, Some(group.id)).await?;
    let mandates = store::list_mandates(&tx, id).await?;
    let own: Vec<&Mandate> = mandates
        .iter()
        .filter(|(of, _)| *of == Some(group.id))
        .map(|(_, m)| m)
        .collect();
    let member_table = member_table(&ui, &members);
    let mandate_table = mandate_table(&ui, "uppdrag", ui.t("mandate-caption"), &own);
    let history_table = assessments.history_table(&ui, subject);
    if let Some(format) = Format::from_code(query.text("format")) {
        let table = match query.text("tabell") {
            "uppdrag" => &mandate_table,
            "bedomningar" => &history_table,
            _ => &member_table,
        };
        return table.download(format, tx.now());
    }
    let standing = assessments.standing(subject);
    let next = standing
        .as_ref()
        .and_then(|s| s.ladder?.next_level(s.level).cloned());
    let disputed = standing.as_ref().is_some_and(|standing| standing.disputed);
    let words = standing.map(|standing| (standing.level_words(), standing.wanted_words()));
    let action = scope.href(&format!("/grupper/{}/bedom", group.key));
    let form = scope
        .may(Action::RecordAssessment.by())
        .then(|| assessment_form(&ui, &scope, &assessments.ladders, action, tx.today()));
    let host: Vec<PartyId> = group.host.into_iter().collect();
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, group.id.0, 10).await?,
        false => Vec::new(),
    };
    ui.page(&GroupPage {
        ui: ui.clone(),
        host: store::find_parties(&tx, &host).await?.pop(),
        parent: groups
            .iter()
            .find(|one| Some(one.id) == group.parent)
            .cloned(),
        children: groups
            .iter()
            .filter(|one| one.parent == Some(group.id))
            .cloned()
            .collect(),
        members: member_table,
        mandates: mandate_table,
        assessments: history_table,
        standing: words,
        disputed,
        next,
        form,
        may_edit: scope.may(Action::SaveGroup.by()),
        warnings: list_warnings(&tx, group.id.0).await?,
        history,
        group,
        scope,
    })
}

/// The way here: the register of groups comes before a group.
pub(super) fn group_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("group-tab");
    scope.ui(ui).with_crumb(scope.href("/grupper"), label)
}
