//! What the answers say, point by point: for whoever is to read them together.

use super::consultation::consultation_ui;
use super::{stance_words, tables};
use crate::answer::HeldAnswer;
use crate::choices::{AnswerState, Way};
use crate::desk::ConsultationDesk;
use crate::point::HeldPoint;
use askama::Template;
use axum::extract::{Path, State};
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "consultation_result.html")]
struct ResultPage {
    ui: Ui,
    title: String,
    /// How many are counted, and what is not.
    told: String,
    by_stance: Table,
    by_point: Table,
    points: Vec<PointView>,
    package: Option<String>,
}

struct PointView {
    key: String,
    title: String,
    /// Who says what: address, name, stance, how it came about, and finished HTML.
    said: Vec<Saying>,
    became: Option<String>,
}

struct Saying {
    href: String,
    name: String,
    stance: String,
    way: String,
    reason: String,
}

/// What is not decided on is nobody's answer yet.
pub fn is_decided(one: &HeldAnswer) -> bool {
    matches!(one.state, AnswerState::Decided | AnswerState::Dispatched)
}

/// What the decided answers say together: how many say what, and who says what.
pub fn compiled(ui: &Ui, desk: &ConsultationDesk) -> [Table; 2] {
    let rows = tables::counted(desk, is_decided);
    let by_stance = tables::by_stance(ui, desk, &rows);
    [by_stance, tables::by_point(ui, desk, is_decided)]
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = ConsultationDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let [by_stance, by_point] = compiled(&ui, &desk);
    if let Some(file) = download(&query, &[&by_stance, &by_point], tx.now()) {
        return file;
    }
    let title = desk.consultation.title.to_string();
    let ui = consultation_ui(ui, &desk).with_crumb(desk.href(""), title.clone());
    let decided = desk.answers.iter().filter(|one| is_decided(one)).count();
    ui.page(&ResultPage {
        title,
        told: told(&ui, decided, desk.answers.len()),
        by_stance,
        by_point,
        points: desk
            .points
            .iter()
            .map(|one| point(&ui, &desk, one))
            .collect(),
        package: (decided > 0).then(|| desk.href("/remissvar.zip")),
        ui: ui.clone(),
    })
}

fn told(ui: &Ui, decided: usize, of: usize) -> String {
    if decided == 0 {
        return ui.t("consultation-result-none");
    }
    let (decided, of) = (decided.to_string(), of.to_string());
    ui.t_with(
        "consultation-result-lead",
        &[("decided", &decided), ("of", &of)],
    )
}

fn point(ui: &Ui, desk: &ConsultationDesk, point: &HeldPoint) -> PointView {
    let decided = desk.answers.iter().filter(|one| is_decided(one));
    let said = decided.filter_map(|answer| {
        let section = desk.section(answer.id, point.id)?;
        Some(Saying {
            href: format!("{}#{}", desk.answer_href(answer), point.key),
            name: answer.name(),
            stance: stance_words(ui, section.stance),
            way: match section.way {
                Way::Own => String::new(),
                way => ui.kind_name("consultation-section-way-", way.code()),
            },
            reason: ui.marked(&section.reason, 4),
        })
    });
    PointView {
        key: point.key.to_string(),
        title: point.title.to_string(),
        said: said.collect(),
        became: point
            .became
            .map(|one| ui.kind_name("consultation-point-became-", one.code())),
    }
}
