//! A collaboration's own page: what it is for, who is in it, how far it has come.

use super::differences::{Told, panel as differences_panel, told};
use super::levels::Assessments;
use super::words::word;
use crate::ladders::{HeldLadder, ladder_href};
use crate::model::{Collaboration, GroupKind, Member, Party, Subject};
use crate::policy::Action;
use crate::references::with_references;
use crate::{GROUP, HeldGroup, Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{KeptWarning, RecordedEvent, list_object_events, list_warnings};
use samverk_web::{AppState, Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "collaboration.html")]
struct CollaborationPage {
    ui: Ui,
    scope: Scope,
    host: Option<Party>,
    parent: Option<Collaboration>,
    /// The ladder on which it is assessed.
    ladder: Option<HeldLadder>,
    children: Vec<Collaboration>,
    groups: Vec<HeldGroup>,
    levels: Vec<Table>,
    standing: Option<String>,
    told: Vec<Told>,
    may_edit: bool,
    may_assess: bool,
    panels: Vec<String>,
    warnings: Vec<KeptWarning>,
    may_remove: bool,
    /// What the rooms above show of every thing.
    beside: String,
    history: Vec<RecordedEvent>,
}

impl CollaborationPage {
    fn members(&self) -> Vec<&Member> {
        self.scope.present().collect()
    }

    fn ladder_href(&self, ladder: &HeldLadder) -> String {
        ladder_href(ladder)
    }

    fn inside(&self) -> usize {
        self.groups
            .iter()
            .filter(|group| group.kind == GroupKind::Inside)
            .count()
    }

    fn surrounding(&self) -> usize {
        self.groups.len() - self.inside()
    }

    fn word(&self, prefix: &str, code: &str) -> String {
        word(&self.ui, prefix, code)
    }

    fn standing_of(&self, member: &Member) -> String {
        word(&self.ui, "standing", member.standing.code())
    }

    /// `Medlemmar (Aneby kommun): `, the list and the rows that a warning is about.
    fn missing_from(&self, warning: &KeptWarning) -> String {
        let file = value_of(&warning.place, "file");
        let label = match file.rsplit('/').next().unwrap_or_default() {
            "groups.csv" => "group-tab",
            "members.csv" => "member-tab",
            "mandates.csv" => "mandate-heading",
            "assessments.csv" => "assessment-heading",
            "relations.csv" => "relation-tab",
            "needs.csv" => "need-tab",
            _ => return String::new(),
        };
        match value_of(&warning.values, "names") {
            "" => format!("{}: ", self.ui.t(label)),
            names => format!("{} ({names}): ", self.ui.t(label)),
        }
    }

    fn is_ordinary(&self, member: &Member) -> bool {
        member.standing == crate::model::Standing::Member
    }
}

fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
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
    let host = match scope.collaboration.host {
        Some(id) => store::find_parties(&tx, &[id]).await?.pop(),
        None => None,
    };
    let visible = crate::Visible::find(&tx, &ui.actor).await?;
    let parent = visible
        .all()
        .find(|one| Some(one.id) == scope.collaboration.parent)
        .cloned();
    let children = visible
        .all()
        .filter(|one| one.parent == Some(id))
        .cloned()
        .collect();
    let groups = GROUP.bare(&tx, &scope).await?;
    let assessments = Assessments::load(&tx, id).await?;
    let ladder = scope.collaboration.ladder.map(|chosen| chosen.0);
    let ladder = assessments
        .ladders
        .iter()
        .find(|one| Some(one.id) == ladder);
    let ladder = ladder.cloned();
    let levels = level_tables(&ui, &groups, &assessments);
    let tables: Vec<&Table> = levels.iter().collect();
    let told = told(&ui, &assessments, Subject::Whole);
    let tables: Vec<&Table> = tables
        .into_iter()
        .chain(told.iter().map(|one| &one.views))
        .collect();
    if let Some(file) = download(&query, &tables, tx.now()) {
        return file;
    }
    let mut panels = Vec::new();
    panels.extend(differences_panel(&ui, &scope, &groups, &assessments)?);
    for panel in &state.panels {
        panels.extend(panel(&tx, &ui, id).await?);
    }
    let (history, warnings) = match scope.sees_drafts() {
        true => (
            list_object_events(&tx, id.0, 10).await?,
            list_warnings(&tx, id.0).await?,
        ),
        false => (Vec::new(), Vec::new()),
    };
    let ui = with_references(&tx, ui, &history).await?;
    ui.page(&CollaborationPage {
        ui: ui.clone(),
        host,
        parent,
        ladder,
        children,
        levels,
        standing: assessments
            .standing(Subject::Whole)
            .map(|standing| standing.level_words()),
        told,
        groups,
        may_edit: scope.may(Action::SaveCollaboration.by()),
        may_assess: scope.may(Action::RecordAssessment.by()),
        may_remove: scope.may(Action::RemoveCollaboration.by()) && !scope.collaboration.published,
        panels,
        warnings,
        beside: ui.beside(&tx, &scope.itself()).await?,
        history,
        scope,
    })
}

/// For each ladder that is used: how many groups stand on each level and how many want to.
fn level_tables(ui: &Ui, groups: &[HeldGroup], assessments: &Assessments) -> Vec<Table> {
    let tables = assessments
        .ladders
        .iter()
        .map(|ladder| level_table(ui, ladder, groups, assessments));
    tables.flatten().collect()
}

fn level_table(
    ui: &Ui,
    ladder: &HeldLadder,
    groups: &[HeldGroup],
    assessments: &Assessments,
) -> Option<Table> {
    let standings: Vec<_> = groups
        .iter()
        .filter_map(|group| assessments.standing(Subject::of_group(group)))
        .filter(|standing| standing.ladder.is_some_and(|used| used.id == ladder.id))
        .collect();
    if standings.is_empty() {
        return None;
    }
    let columns = vec![
        Column::new(ui.t("assessment-level"), ColumnKind::Text),
        Column::new(ui.t("group-count-now"), ColumnKind::Integer),
        Column::new(ui.t("group-count-wanted"), ColumnKind::Integer),
    ];
    let caption = ui.t1("group-levels-caption", "ladder", &ladder.name);
    let mut table = Table::new(&format!("nivaer-{}", ladder.key), caption, columns);
    for level in ladder.levels.iter() {
        let count = |is_it: &dyn Fn(&super::levels::Standing) -> bool| {
            Cell::integer(standings.iter().filter(|one| is_it(one)).map(|_| 1).sum())
        };
        table.push(vec![
            Cell::link(
                ladder_href(ladder),
                format!("{} {}", level.number.0, level.name),
            ),
            count(&|one| one.level == level.number.0),
            count(&|one| one.wanted == Some(level.number.0)),
        ]);
    }
    Some(table)
}
