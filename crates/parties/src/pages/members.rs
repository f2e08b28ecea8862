//! Who is in a collaboration or group, and with which mandate.

use super::words::word;
use crate::model::{Mandate, Member};
use crate::policy::Action;
use crate::{GROUP, GroupId, HeldGroup, Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_web::{AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Ui, Values};

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    ui: Ui,
    scope: Scope,
    members: Table,
    mandates: Table,
    group_mandates: Option<Table>,
    may_edit: bool,
    history: Vec<RecordedEvent>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = scope.ui(ui);
    let id = scope.collaboration.id;
    let groups = GROUP.bare(&tx, &scope).await?;
    let all = store::list_mandates(&tx, id).await?;
    let own: Vec<&Mandate> = all
        .iter()
        .filter(|(of, _)| of.is_none())
        .map(|(_, m)| m)
        .collect();
    let members = member_table(&ui, &scope.members);
    let mandates = mandate_table(&ui, "uppdrag", ui.t("mandate-caption"), &own);
    let group_mandates = group_mandates(&ui, &scope, &groups, &all);
    if let Some(format) = Format::from_code(query.text("format")) {
        let wanted = match query.text("tabell") {
            "uppdrag" => Some(&mandates),
            "uppdrag-i-grupper" => group_mandates.as_ref(),
            _ => Some(&members),
        };
        return wanted.unwrap_or(&members).download(format, tx.now());
    }
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, id.0, 10).await?,
        false => Vec::new(),
    };
    let may_edit = scope.may(Action::SaveMembers.by());
    ui.page(&MembersPage {
        ui: ui.clone(),
        scope,
        members,
        mandates,
        group_mandates,
        may_edit,
        history,
    })
}

pub(super) fn member_table(ui: &Ui, members: &[Member]) -> Table {
    let columns = vec![
        Column::new(ui.t("member-party"), ColumnKind::Text),
        Column::new(ui.t("party-kind"), ColumnKind::Text),
        Column::new(ui.t("member-standing"), ColumnKind::Text),
        Column::new(ui.t("member-from"), ColumnKind::Date),
        Column::new(ui.t("member-to"), ColumnKind::Date),
        Column::new(ui.t("member-note"), ColumnKind::Text),
    ];
    let mut table = Table::new("medlemmar", ui.t("member-caption"), columns);
    for member in members {
        table.push(vec![
            Cell::link(member.party.href(), member.party.name.clone()),
            Cell::text(word(ui, "party-kind", member.party.kind.code())),
            Cell::text(word(ui, "standing", member.standing.code())),
            member.from.map_or_else(Cell::empty, Cell::date),
            member.to.map_or_else(Cell::empty, Cell::date),
            Cell::text(member.note.clone()),
        ]);
    }
    table
}

pub(super) fn mandate_table(ui: &Ui, name: &str, caption: String, mandates: &[&Mandate]) -> Table {
    let mut table = Table::new(name, caption, mandate_columns(ui));
    for mandate in mandates {
        table.push(mandate_cells(ui, mandate));
    }
    table
}

fn mandate_columns(ui: &Ui) -> Vec<Column> {
    vec![
        Column::new(ui.t("mandate-title"), ColumnKind::Text),
        Column::new(ui.t("mandate-role"), ColumnKind::Text),
        Column::new(ui.t("mandate-party"), ColumnKind::Text),
        Column::new(ui.t("member-from"), ColumnKind::Date),
        Column::new(ui.t("member-to"), ColumnKind::Date),
    ]
}

fn mandate_cells(ui: &Ui, mandate: &Mandate) -> Vec<Cell> {
    let party = mandate.party.as_ref();
    vec![
        Cell::text(mandate.title.clone()),
        Cell::text(word(ui, "mandate-role", mandate.role.code())),
        party.map_or_else(Cell::empty, |party| {
            Cell::link(party.href(), party.name.clone())
        }),
        mandate.from.map_or_else(Cell::empty, Cell::date),
        mandate.to.map_or_else(Cell::empty, Cell::date),
    ]
}

fn group_mandates(
    ui: &Ui,
    scope: &Scope,
    groups: &[HeldGroup],
    all: &[(Option<GroupId>, Mandate)],
) -> Option<Table> {
    let mut columns = vec![Column::new(ui.t("group-name"), ColumnKind::Text)];
    columns.extend(mandate_columns(ui));
    let mut table = Table::new("uppdrag-i-grupper", ui.t("mandate-in-groups"), columns);
    for group in groups {
        for (_, mandate) in all.iter().filter(|(of, _)| *of == Some(GroupId(group.id))) {
            let href = scope.href(&format!("/grupper/{}", group.key));
            let mut cells = vec![Cell::link(href, group.name.to_string())];
            cells.extend(mandate_cells(ui, mandate));
            table.push(cells);
        }
    }
    (!table.rows.is_empty()).then_some(table)
}
