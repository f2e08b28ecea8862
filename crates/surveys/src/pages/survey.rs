//! A survey's own page: what it is about, who has answered and who has not.

use super::address::Address;
use super::words::{audience_words, period_words, state_tone, state_words, version_words};
use crate::desk::{MINE, SurveyDesk};
use crate::model::{Answer, Whose};
use crate::{Audience, SURVEY, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_foundation::swedish_day;
use samverk_parties::model::Party;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui, Values, download,
};

#[derive(Template)]
#[template(path = "survey.html")]
struct SurveyPage {
    ui: Ui,
    title: String,
    purpose: String,
    period: String,
    /// What it says of itself: words and text.
    facts: Vec<(String, String)>,
    /// Where the reader answers: address and words.
    answers: Vec<(String, String)>,
    /// What else can be done.
    actions: Vec<(String, String)>,
    /// Why it is not removed; empty when it can be, and for those who may not.
    stays: String,
    counted: String,
    who: Option<Table>,
    beside: String,
    history: Vec<RecordedEvent>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.survey(&tx, &ui).await?;
    let answers = store::list_answers(&tx, at.survey.id).await?;
    let who = (at.survey.respondents == Audience::Parties).then(|| who(&ui, &at, &answers));
    if let Some(file) = who
        .as_ref()
        .and_then(|table| download(&query, &[table], tx.now()))
    {
        return file;
    }
    let history = list_object_events(&tx, at.survey.id, 10).await?;
    let list = ui.t("survey-tab");
    let inside = at.scope.ui(ui).with_crumb(at.scope.href("/enkater"), list);
    let ui = inside.standing_at(&at.scope.href("/enkater"));
    let beside = ui.beside(&tx, &at.thing()).await?;
    ui.page(&SurveyPage {
        title: at.survey.title.to_string(),
        purpose: at.survey.purpose.to_string(),
        period: period_words(&ui, &at.survey, at.scope.today),
        facts: facts(&ui, &at),
        answers: own_answers(&ui, &at),
        actions: actions(&ui, &at, !answers.is_empty()),
        stays: stays(&ui, &at, !answers.is_empty()),
        counted: counted(&ui, &at, &answers),
        who,
        beside,
        history,
        ui: ui.clone(),
    })
}

fn facts(ui: &Ui, at: &SurveyDesk) -> Vec<(String, String)> {
    let approval = match at.survey.approval {
        true => ui.t("survey-approval-wanted"),
        false => ui.t("survey-approval-not-wanted"),
    };
    let mut facts = vec![(
        ui.t("survey-respondents"),
        audience_words(ui, at.survey.respondents),
    )];
    if at.survey.respondents == Audience::Parties {
        facts.push((ui.t("survey-approval"), approval));
    }
    if let Some(latest) = at.versions.latest() {
        facts.push((ui.t("survey-form"), version_words(ui, latest)));
    }
    facts
}

fn own_answers(ui: &Ui, at: &SurveyDesk) -> Vec<(String, String)> {
    if at.versions.latest().is_none() {
        return Vec::new();
    }
    match at.survey.respondents {
        Audience::Parties => {
            let own = at.own_parties(&ui.actor).into_iter();
            let link = |party: &Party| {
                let href = at.answer_href(party.key.as_str(), "");
                (href, ui.t1("answer-for", "name", &party.name))
            };
            own.map(link).collect()
        }
        Audience::People if ui.actor.person().is_some() => {
            vec![(at.answer_href(MINE, ""), ui.t("answer-mine"))]
        }
        Audience::People => Vec::new(),
    }
}

fn actions(ui: &Ui, at: &SurveyDesk, is_answered: bool) -> Vec<(String, String)> {
    let mut actions = Vec::new();
    if at.versions.latest().is_some() {
        actions.push((at.href("/resultat"), ui.t("survey-results")));
    }
    if at.may_build() {
        actions.push((at.href("/formular"), ui.t("survey-build")));
        let states = samverk_kept::AnyKind::facts(&SURVEY).keeping.states;
        let leads =
            |from: &str| states.is_some_and(|all| all.moves.iter().any(|one| one.from == from));
        if leads(at.survey.status.code()) {
            actions.push((at.href("/beslut"), ui.t(decide_words(at))));
        }
        // What is closed stands, and what somebody answered is not taken away.
        if at.survey.status != crate::SurveyState::Closed {
            actions.push((at.href("/redigera"), ui.t("survey-edit")));
            if !is_answered {
                actions.push((at.href("/ta-bort"), ui.t("survey-remove")));
            }
        }
    }
    actions
}

/// Why it is neither changed nor removed, before anybody asks.
fn stays(ui: &Ui, at: &SurveyDesk, is_answered: bool) -> String {
    match at.survey.status {
        _ if !at.may_build() => String::new(),
        crate::SurveyState::Closed => ui.t("survey-stays-closed"),
        _ if is_answered => ui.t("survey-stays-answered"),
        _ => String::new(),
    }
}

fn decide_words(at: &SurveyDesk) -> &'static str {
    match at.survey.status {
        crate::SurveyState::Draft => "survey-open-it",
        crate::SurveyState::Open => "survey-close-it",
        crate::SurveyState::Closed => "survey-reopen-it",
    }
}

/// How many have answered, of those who are asked.
fn counted(ui: &Ui, at: &SurveyDesk, answers: &[Answer]) -> String {
    if at.versions.latest().is_none() {
        return String::new();
    }
    let given = answers
        .iter()
        .filter(|one| one.is_given(at.survey.approval));
    match at.survey.respondents {
        Audience::Parties => {
            let members: Vec<_> = at.scope.present().map(|member| member.party.id).collect();
            let is_member = |one: &&Answer| match one.whose {
                Whose::Party(party) => members.contains(&party),
                Whose::Person(_) => false,
            };
            let given = given.filter(is_member).count().to_string();
            let of = members.len().to_string();
            ui.t_with("survey-answered-of", &[("given", &given), ("of", &of)])
        }
        Audience::People => ui.t1("survey-answered-by-people", "given", given.count()),
    }
}

/// Each member with how far its answer has come. What an answer says is read on its own page, or among the results.
fn who(ui: &Ui, at: &SurveyDesk, answers: &[Answer]) -> Table {
    let columns = vec![
        Column::new(ui.t("answer-party"), ColumnKind::Text),
        Column::new(ui.t("answer-state"), ColumnKind::Text),
        Column::new(ui.t("answer-date"), ColumnKind::Date),
        Column::new(ui.t("answer-version"), ColumnKind::Text),
    ];
    let mut table = Table::new("svar", ui.t("survey-who"), columns).narrow(Narrow::Lists);
    for member in at.scope.present() {
        let party = &member.party;
        let mut answers = answers.iter();
        let answer = answers.find(|one| one.whose == Whose::Party(party.id));
        let is_given = answer.is_some_and(|one| one.is_given(at.survey.approval));
        let name = match answer.filter(|_| is_given && at.may_build()) {
            Some(answer) => {
                let rest = format!("/inlamnat/{}", answer.submission);
                Cell::link(at.answer_href(party.key.as_str(), &rest), &party.name)
            }
            None => Cell::text(&party.name),
        };
        let state = match answer {
            None => Cell::tag(Tone::Neutral, ui.t("answer-not-begun")),
            Some(answer) => Cell::tag(state_tone(answer.state), state_words(ui, answer.state)),
        };
        let day = answer.and_then(|one| one.sent_at).map(swedish_day);
        let form = answer.and_then(|one| at.versions.get(one.form).ok());
        let version = form.map_or_else(String::new, |form| version_words(ui, form));
        table.push(vec![
            name,
            state,
            day.map_or_else(Cell::empty, Cell::date),
            Cell::text(version),
        ]);
    }
    table
}
