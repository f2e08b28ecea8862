//! Who is in a collaboration or group, and with which mandate.

use super::words::word;
use crate::model::{Mandate, Member};
use crate::policy::Action;
use crate::{GROUP, GroupId, HeldGroup, Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samverk_database::{RecordedEvent, list_object_events_of};
use samverk_web::{AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Ui, Values};

/// The history tells of what the page is about.
const SAVED: [&str; 2] = ["members.saved", "mandates.saved"];

pub(super) const FORMER: &str = "tidigare-medlemmar";

#[derive(Template)]
#[template(path = "members.html")]
struct MembersPage {
    ui: Ui,
    scope: Scope,
    members: Table,
    /// Those that have left.
    former: Option<Table>,
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
    let (members, former) = member_tables(&ui, &scope.members, scope.today);
    let mandates = mandate_table(&ui, "uppdrag", ui.t("mandate-caption"), &own);
    let group_mandates = group_mandates(&ui, &scope, &groups, &all);
    if let Some(format) = Format::from_code(query.text("format")) {
        let wanted = match query.text("tabell") {
            "uppdrag" => Some(&mandates),
            "uppdrag-i-grupper" => group_mandates.as_ref(),
            FORMER => former.as_ref(),
            _ => Some(&members),
        };
        return wanted.unwrap_or(&members).download(format, tx.now());
    }
    let history = match scope.sees_drafts() {
        true => list_object_events_of(&tx, id.0, &SAVED, 10).await?,
        false => Vec::new(),
    };
    let may_edit = scope.may(Action::SaveMembers.by());
    ui.page(&MembersPage {
        ui: ui.clone(),
        scope,
        members,
        former,
        mandates,
        group_mandates,
        may_edit,
        history,
    })
}

/// Those that are members, or will be, and those that have left.
pub(super) fn member_tables(
    ui: &Ui,
    members: &[Member],
    today: NaiveDate,
) -> (Table, Option<Table>) {
    let (former, others): (Vec<_>, Vec<_>) =
        members.iter().partition(|member| member.has_left(today));
    let members = member_table(ui, ("medlemmar", "member-caption"), &others);
    let former = member_table(ui, (FORMER, "member-former-caption"), &former);
    (members, (!former.rows.is_empty()).then_some(former))
}

fn member_table(ui: &Ui, (name, caption): (&str, &str), members: &[&Member]) -> Table {
    let columns = vec![
        Column::new(ui.t("member-party"), ColumnKind::Text),
        Column::new(ui.t("party-kind"), ColumnKind::Text),
        Column::new(ui.t("member-standing"), ColumnKind::Text),
        Column::new(ui.t("member-from"), ColumnKind::Date),
        Column::new(ui.t("member-to"), ColumnKind::Date),
        Column::new(ui.t("member-note"), ColumnKind::Text),
    ];
    let mut table = Table::new(name, ui.t(caption), columns);
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
