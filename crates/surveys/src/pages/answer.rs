//! An answer at its own people's desk: its sections, who does what, and what is left.

use super::address::Address;
use super::attached::{Attached, attached, lying_at};
use super::drawn;
use super::made::Made;
use super::words::{period_words, section_words, state_tone, state_words, version_words};
use crate::actions::colleagues;
use crate::desk::AnswerDesk;
use crate::model::{Answer, AnswerState, Submission, Weight, What, Whose};
use crate::reading::read_answer;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_fields::{Record, Section};
use samverk_files::Laid;
use samverk_foundation::Problem;
use samverk_kept::{answer_cell, words};
use samverk_web::{AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui};

/// A step that the reader can take.
pub(super) struct Offered {
    pub step: &'static str,
    pub words: String,
    pub asks_why: bool,
}

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage {
    ui: Ui,
    heading: String,
    period: String,
    state: Cell,
    /// Who sent it in, approved or returned it, and why.
    told: Vec<String>,
    /// Where a newer version is told of.
    newer: Option<String>,
    /// Questions that came after the answer was sent in.
    added: Vec<String>,
    sections: Table,
    hand_out: Option<String>,
    steps: Vec<Offered>,
    steps_href: String,
    revision: i64,
    /// Whether others may compare, and where that is said.
    comparing: Option<(bool, String)>,
    submissions: Vec<(String, String)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = address.answer(&tx, &ui).await?;
    let has_colleagues = desk.is_full && !colleagues(&tx, &desk).await?.is_empty();
    let submissions = match &desk.answer {
        Some(answer) => store::list_submissions(&tx, answer.id).await?,
        None => Vec::new(),
    };
    let heading = match desk.whose {
        Whose::Party(_) => ui.t1("answer-of", "name", &desk.name),
        Whose::Person(_) => ui.t("answer-mine"),
    };
    let answer = desk.answer.as_ref();
    let can_move = desk.is_full && desk.at.is_open() && answer.is_some();
    let newer = desk
        .newer()?
        .filter(|_| can_move)
        .map(|_| desk.href("/version"));
    let is_party = matches!(desk.whose, Whose::Party(_));
    let page = AnswerPage {
        period: period_words(&ui, &desk.at.survey, desk.at.scope.today),
        state: state_cell(&ui, answer),
        told: told(&ui, answer),
        newer,
        added: added(&ui, &desk)?,
        sections: sections(&ui, &desk)?,
        hand_out: (desk.is_written() && has_colleagues).then(|| desk.href("/dela-ut")),
        steps: steps(&ui, &desk),
        steps_href: desk.href("/steg"),
        revision: answer.map_or(0, |answer| answer.revision),
        comparing: (desk.is_full && is_party).then(|| {
            (
                answer.is_some_and(|one| one.comparable),
                desk.href("/jamforelse"),
            )
        }),
        submissions: links(&ui, &desk, &submissions),
        heading,
        ui: desk.at.inside(ui.clone()),
    };
    page.ui.page(&page)
}

fn state_cell(ui: &Ui, answer: Option<&Answer>) -> Cell {
    match answer {
        None => Cell::tag(Tone::Neutral, ui.t("answer-not-begun")),
        Some(one) => Cell::tag(state_tone(one.state), state_words(ui, one.state)),
    }
}

fn told(ui: &Ui, answer: Option<&Answer>) -> Vec<String> {
    let Some(answer) = answer else {
        return Vec::new();
    };
    let mut told = Vec::new();
    if let Some(at) = answer
        .sent_at
        .filter(|_| answer.state != AnswerState::Draft)
    {
        let time = ui.time(&at);
        told.push(ui.t_with(
            "answer-sent-by",
            &[("name", &answer.sender), ("time", &time)],
        ));
    }
    if let Some(at) = answer.decided_at {
        let time = ui.time(&at);
        let key = match answer.state {
            AnswerState::Returned => "answer-returned-by",
            _ => "answer-approved-by",
        };
        told.push(ui.t_with(key, &[("name", &answer.decider), ("time", &time)]));
    }
    if !answer.reason.is_empty() {
        told.push(ui.t1("answer-reason", "reason", &answer.reason));
    }
    told
}

/// What may be answered too since the answer was sent in.
fn added(ui: &Ui, desk: &AnswerDesk) -> Result<Vec<String>, Problem> {
    let Some(answer) = desk.answer.as_ref().filter(|one| !one.is_open()) else {
        return Ok(Vec::new());
    };
    let own = desk.at.versions.get(answer.form)?;
    let later = desk.at.versions.sent();
    let later = later.filter(|one| one.version == own.version && one.edition > own.edition);
    let changes = later.flat_map(|one| &one.changes);
    let changes = changes.filter(|one| one.what.weight() == Weight::Addition);
    let told = changes.map(|one| match one.what {
        What::AddedOptional => one.label.clone(),
        what => format!("{}: {}", one.label, super::words::what_words(ui, what)),
    });
    Ok(told.collect())
}

fn sections(ui: &Ui, desk: &AnswerDesk) -> Result<Table, Problem> {
    let columns = vec![
        Column::new(ui.t("answer-section"), ColumnKind::Text),
        Column::new(ui.t("answer-answered"), ColumnKind::Text),
        Column::new(ui.t("answer-handed"), ColumnKind::Text),
        Column::new(ui.t("answer-done"), ColumnKind::Text),
    ];
    let caption = ui.t("answer-sections");
    let mut table = Table::new("avsnitt", caption, columns).narrow(Narrow::Lists);
    let (form, record) = (&desk.form()?.form, desk.record());
    for section in &form.sections {
        let questions = drawn::visible(form, section, &record);
        let questions: Vec<_> = questions.into_iter().filter(|one| one.is_asked()).collect();
        let settled = questions
            .iter()
            .filter(|one| record.get(one.key.as_str()).is_settled());
        let (settled, all) = (settled.count().to_string(), questions.len().to_string());
        let handed = desk.handed(section.key.as_str());
        let name = section_words(ui, section);
        let href = desk.href(&format!("/avsnitt/{}", section.key));
        let may_write = desk.is_written() && desk.may_write(section.key.as_str());
        let done = match handed.and_then(|one| one.done_at) {
            Some(_) => Cell::tag(Tone::Good, ui.t("answer-section-done")),
            None => Cell::empty(),
        };
        table.push(vec![
            if may_write {
                Cell::link(href, name)
            } else {
                Cell::text(name)
            },
            Cell::text(ui.t_with("answer-settled-of", &[("settled", &settled), ("of", &all)])),
            Cell::text(handed.map_or("", |one| one.name.as_str())),
            done,
        ]);
    }
    Ok(table.without_downloads())
}

/// The steps that lead on from where it stands.
fn steps(ui: &Ui, desk: &AnswerDesk) -> Vec<Offered> {
    if !desk.is_full || !desk.at.is_open() {
        return Vec::new();
    }
    let offered = |step, words: &str, asks_why| Offered {
        step,
        words: ui.t(words),
        asks_why,
    };
    let Some(answer) = &desk.answer else {
        return Vec::new();
    };
    let person = ui.actor.person().map(|person| person.id);
    let is_sender = person.is_some() && person == answer.sent_by;
    match answer.state {
        AnswerState::Draft | AnswerState::Returned => {
            vec![offered("submit", "answer-submit", false)]
        }
        AnswerState::Submitted if desk.at.survey.approval && !is_sender => vec![
            offered("approve", "answer-approve", false),
            offered("return", "answer-return", true),
        ],
        AnswerState::Submitted | AnswerState::Approved => {
            vec![offered("reopen", "answer-reopen", false)]
        }
    }
}

fn links(ui: &Ui, desk: &AnswerDesk, all: &[Submission]) -> Vec<(String, String)> {
    let link = |one: &Submission| {
        let (number, time) = (one.number.to_string(), ui.time(&one.sent_at));
        let told = [
            ("number", number.as_str()),
            ("name", &one.sender),
            ("time", &time),
        ];
        let href = desk.href(&format!("/inlamnat/{number}"));
        (href, ui.t_with("answer-submission", &told))
    };
    all.iter().rev().map(link).collect()
}

#[derive(Template)]
#[template(path = "submission.html")]
struct SubmissionPage {
    ui: Ui,
    heading: String,
    lead: String,
    /// The title of each section, and its questions with what was answered.
    sections: Vec<(String, Vec<Said>)>,
}

/// A question as it was answered, with what was made of it and what can be.
struct Said {
    question: String,
    said: String,
    /// Files, in place of what was said.
    files: Vec<Attached>,
    made: Vec<(String, String)>,
    make: Vec<(String, String)>,
}

/// What was sent in, in the form of that day: for those whose it is, and for those who run the collaboration.
pub(super) async fn submitted(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.survey(&tx, &ui).await?;
    let (answer, name) = read_answer(&tx, &ui.actor, &at, address.party()).await?;
    let all = store::list_submissions(&tx, answer.id).await?;
    let mut all = all.into_iter();
    let one = all.find(|one| one.number == address.number);
    let one = one.ok_or_else(Problem::not_found)?;
    let form = at.versions.get(one.form)?;
    let made = Made::of(&tx, &ui, &at, (&address, &one)).await?;
    let lying = lying_at(&tx, &form.form, Some(answer.id)).await?;
    let section = |section: &Section| {
        let questions = drawn::visible(&form.form, section, &one.record);
        let questions = asked_of(&questions, &one.record, (&ui, &made, &lying));
        (section_words(&ui, section), questions)
    };
    let told = [
        ("version", version_words(&ui, form)),
        ("name", one.sender.clone()),
        ("time", ui.time(&one.sent_at)),
    ];
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(key, text)| (*key, text.as_str()))
        .collect();
    let page = SubmissionPage {
        heading: ui.t1("answer-of", "name", name),
        lead: ui.t_with("answer-submitted-in", &told),
        sections: form.form.sections.iter().map(section).collect(),
        ui: at.inside(ui.clone()),
    };
    page.ui.page(&page)
}

fn asked_of(
    questions: &[&samverk_fields::Question],
    record: &Record,
    (ui, made, lying): (&Ui, &Made, &[Laid]),
) -> Vec<Said> {
    let asked = questions.iter().filter(|one| one.is_asked());
    let told = asked.map(|question| {
        let value = record.get(question.key.as_str());
        let said = answer_cell(ui, question, value).shown();
        let said = if said.is_empty() {
            ui.t("answer-blank")
        } else {
            said
        };
        Said {
            question: words(ui, &question.label),
            said,
            files: attached(ui, value, lying),
            made: made.links_at(question),
            make: made.offers_at(ui, question, record),
        }
    });
    told.collect()
}
