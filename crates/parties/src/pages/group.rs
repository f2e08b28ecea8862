//! A group's own page.

use super::differences::{Told, told};
use super::groups::group_ui;
use super::levels::Assessments;
use super::members::{FORMER, mandate_table, member_tables};
use super::words::word;
use crate::ladders::Level;
use crate::model::{Mandate, Subject};
use crate::policy::Action;
use crate::references::with_references;
use crate::{GROUP, GroupId, HeldGroup, Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{KeptWarning, RecordedEvent, list_object_events, list_warnings};
use samverk_fields::{One, Reference};
use samverk_foundation::Problem;
use samverk_web::{AppState, Format, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "group.html")]
struct GroupPage {
    ui: Ui,
    scope: Scope,
    group: HeldGroup,
    host: Option<(String, String)>,
    parent: Option<(String, String)>,
    children: Vec<HeldGroup>,
    members: Table,
    /// Those that have left.
    former: Option<Table>,
    mandates: Table,
    assessments: Table,
    standing: Option<(String, String)>,
    told: Vec<Told>,
    next: Option<Level>,
    /// Where the level is assessed.
    assess: Option<String>,
    may_edit: bool,
    /// Why it is not removed.
    stays: Option<Problem>,
    warnings: Vec<KeptWarning>,
    /// What the rooms above show of it.
    beside: String,
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

    fn group_href(&self, group: &HeldGroup) -> String {
        self.scope.href(&format!("/grupper/{}", group.key))
    }
}

/// What it refers to is called.
fn name_of(reference: &Reference) -> String {
    let known = reference.known.as_ref();
    known.map(|known| known.name.clone()).unwrap_or_default()
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
    let groups = GROUP.all(&tx, &scope).await?;
    let found = groups.iter().find(|one| one.key.as_str() == group).cloned();
    let group = found.ok_or_else(Problem::not_found)?;
    let subject = Subject::of_group(&group);
    let of = Some(GroupId(group.id));
    let assessments = Assessments::load(&tx, id).await?;
    let members = store::list_members(&tx, id, of).await?;
    let mandates = store::list_mandates(&tx, id).await?;
    let own: Vec<&Mandate> = mandates
        .iter()
        .filter(|(whose, _)| *whose == of)
        .map(|(_, m)| m)
        .collect();
    let (member_table, former) = member_tables(&ui, &members, scope.today);
    let mandate_table = mandate_table(&ui, "uppdrag", ui.t("mandate-caption"), &own);
    let history_table = assessments.history_table(&ui, subject);
    let told = told(&ui, &assessments, subject);
    let views: Vec<&Table> = told.iter().map(|one| &one.views).collect();
    if let Some(file) = download(&query, &views, tx.now()) {
        return file;
    }
    if let Some(format) = Format::from_code(query.text("format")) {
        let table = match query.text("tabell") {
            "uppdrag" => &mandate_table,
            "bedomningar" => &history_table,
            FORMER => former.as_ref().unwrap_or(&member_table),
            _ => &member_table,
        };
        return table.download(format, tx.now());
    }
    let standing = assessments.standing(subject);
    let next = standing
        .as_ref()
        .and_then(|s| s.ladder?.next_level(s.level).cloned());
    let words = standing.map(|standing| (standing.level_words(), standing.wanted_words()));
    let assess = scope
        .may(Action::RecordAssessment.by())
        .then(|| scope.href(&format!("/grupper/{}/bedom", group.key)));
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, group.id, 10).await?,
        false => Vec::new(),
    };
    let may_edit = scope.may(GROUP.writers.by());
    let stays = match may_edit {
        true => GROUP.stays(&tx, group.id).await?,
        false => None,
    };
    let ui = with_references(&tx, ui, &history).await?;
    ui.page(&GroupPage {
        ui: ui.clone(),
        host: group.host.as_ref().map(|host| {
            let key = host.to.key.as_str();
            (format!("/aktorer/{key}"), name_of(&host.to))
        }),
        parent: group.parent.as_ref().map(|parent| {
            let key = parent.to.key.as_str();
            (scope.href(&format!("/grupper/{key}")), name_of(&parent.to))
        }),
        children: groups
            .iter()
            .filter(|one| one.parent.as_ref().and_then(One::id) == Some(group.id))
            .cloned()
            .collect(),
        members: member_table,
        former,
        mandates: mandate_table,
        assessments: history_table,
        standing: words,
        told,
        next,
        assess,
        may_edit,
        stays,
        warnings: list_warnings(&tx, group.id).await?,
        beside: ui.beside(&tx, &GROUP.thing(&scope, &group)).await?,
        history,
        group,
        scope,
    })
}
