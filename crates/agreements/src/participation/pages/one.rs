//! The page of a question: who has answered what, what they give, and what each pays with the reason.

use super::tables::answers;
use crate::KINDS;
use crate::participation::question::{PARTICIPATION_QUESTION, QuestionState};
use crate::participation::share::{Shared, Shares};
use crate::participation::view::QuestionDesk;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::RecordedEvent;
use samverk_engine::{explain, explain_differences};
use samverk_foundation::{Ore, Problems};
use samverk_kept::history;
use samverk_parties::find_references;
use samverk_parties::model::Party;
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "participation_question.html")]
struct QuestionPage {
    ui: Ui,
    title: String,
    about: String,
    /// Where it stands, and until when it is answered.
    state: String,
    /// Before that nothing is counted and shared.
    is_asked: bool,
    counted: String,
    facts: Vec<(String, String)>,
    initiative: Option<(String, String)>,
    /// Where somebody answers for a party: address, words, and whether it is the own party.
    own: Vec<(String, String)>,
    /// The others, for whoever records what they say.
    others: Vec<(String, String)>,
    actions: Vec<(String, String)>,
    table: Table,
    has_table: bool,
    /// Those that are asked, while nobody has been.
    names: Vec<String>,
    /// What is to be said of the shares.
    notes: Vec<String>,
    problems: Problems,
    distribution: Option<(String, String)>,
    /// Each party's name and the sentences that tell why it pays what it pays.
    reasons: Vec<(String, Vec<String>)>,
    may_remind: bool,
    beside: String,
    history: Vec<RecordedEvent>,
}

pub(super) fn question_ui(ui: Ui, desk: &QuestionDesk) -> Ui {
    let list = ui.t("participation-question-tab");
    let href = desk.scope.href("/deltagande");
    desk.scope.ui(ui).with_crumb(&href, list).standing_at(&href)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = QuestionDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let shares = match desk.is_asked() {
        true => Some(desk.shares(&tx).await?),
        false => None,
    };
    let shares = shares.as_ref();
    let table = answers(&ui, &desk, shares);
    if let Some(file) = download(&query, &[&table], tx.now()) {
        return file;
    }
    let ui = question_ui(ui, &desk);
    let history = history(
        &tx,
        &PARTICIPATION_QUESTION,
        &desk.scope,
        Some(desk.question.id),
    )
    .await?;
    let references = find_references(&tx, &ui.actor, KINDS, &history).await?;
    let ui = ui.with_references(references);
    let thing = PARTICIPATION_QUESTION.thing(&desk.scope, &desk.question);
    let beside = ui.beside(&tx, &thing).await?;
    let (notes, problems) = shares.map(|shares| notes(&ui, shares)).unwrap_or_default();
    let initiative = desk.initiative.as_ref().map(|one| {
        let href = desk.scope.href(&format!("/initiativ/{}", one.key));
        (href, one.title.to_string())
    });
    let waits = desk.is_open() && desk.rows().iter().any(|row| row.last.is_none());
    ui.page(&QuestionPage {
        title: desk.question.title.to_string(),
        about: desk.question.about.to_string(),
        state: state_words(&ui, &desk),
        is_asked: desk.is_asked(),
        counted: counted(&ui, &desk),
        facts: facts(&ui, &desk),
        initiative,
        own: own(&ui, &desk),
        others: others(&ui, &desk),
        actions: actions(&ui, &desk),
        has_table: !table.rows.is_empty(),
        names: desk
            .rows()
            .iter()
            .map(|row| row.party.name.clone())
            .collect(),
        table,
        notes,
        problems,
        distribution: found(shares).map(|one| (one.href.clone(), one.title.clone())),
        reasons: found(shares)
            .map(|one| reasons(&ui, &desk, one))
            .unwrap_or_default(),
        may_remind: desk.may_record() && waits,
        beside,
        history,
        ui: ui.clone(),
    })
}

fn found(shares: Option<&Shares>) -> Option<&Shared> {
    match shares {
        Some(Shares::Found(found)) => Some(found),
        _ => None,
    }
}

fn state_words(ui: &Ui, desk: &QuestionDesk) -> String {
    match (desk.question.status, desk.question.answer_by) {
        (QuestionState::Draft, _) => ui.t("participation-question-not-sent"),
        (QuestionState::Closed, _) => ui.t("participation-question-is-closed"),
        (QuestionState::Open, Some(day)) => {
            ui.t1("participation-question-until", "date", ui.date(&day))
        }
        (QuestionState::Open, None) => ui.t("participation-question-is-open"),
    }
}

fn counted(ui: &Ui, desk: &QuestionDesk) -> String {
    let rows = desk.rows();
    let answered = rows.iter().filter(|row| row.last.is_some()).count();
    let taking = rows
        .iter()
        .filter(|row| row.standing.is_some_and(|at| at.period.is_some()));
    let told = [answered, rows.len(), taking.count()].map(|count| count.to_string());
    let [answered, of, taking] = &told;
    ui.t_with(
        "participation-counted",
        &[("answered", answered), ("of", of), ("taking", taking)],
    )
}

fn facts(ui: &Ui, desk: &QuestionDesk) -> Vec<(String, String)> {
    let cost = desk.cost().map(|cost: Ore| {
        let words = match desk.question.cost {
            Some(_) => ui.ore(&cost),
            None => ui.t1("participation-cost-of-initiative", "amount", ui.ore(&cost)),
        };
        (ui.t("participation-question-cost"), words)
    });
    cost.into_iter().collect()
}

fn link(ui: &Ui, desk: &QuestionDesk, party: &Party) -> (String, String) {
    let href = desk.href(&format!("/svar/{}", party.key));
    (href, ui.t1("participation-answer-for", "name", &party.name))
}

fn own(ui: &Ui, desk: &QuestionDesk) -> Vec<(String, String)> {
    if !desk.is_open() {
        return Vec::new();
    }
    let own = desk.own_parties(&ui.actor).into_iter();
    own.map(|party| link(ui, desk, party)).collect()
}

fn others(ui: &Ui, desk: &QuestionDesk) -> Vec<(String, String)> {
    if !desk.is_open() || !desk.may_record() {
        return Vec::new();
    }
    let own = desk.own_parties(&ui.actor);
    let members = desk.scope.present().map(|member| &member.party);
    let others = members.filter(|party| own.iter().all(|one| one.id != party.id));
    others
        .map(|party| {
            let (href, _) = link(ui, desk, party);
            (href, party.name.clone())
        })
        .collect()
}

fn actions(ui: &Ui, desk: &QuestionDesk) -> Vec<(String, String)> {
    let mut actions = vec![(
        desk.scope.href("/deltagandesvar"),
        ui.t("participation-all-answers"),
    )];
    if !desk.may_record() {
        return actions;
    }
    let decide = match desk.question.status {
        QuestionState::Draft => "participation-question-open-it",
        QuestionState::Open => "participation-question-close-it",
        QuestionState::Closed => "participation-question-reopen-it",
    };
    actions.insert(0, (desk.href("/beslut"), ui.t(decide)));
    if desk.question.status != QuestionState::Closed {
        actions.push((desk.href("/redigera"), ui.t("participation-question-edit")));
        actions.push((desk.href("/ta-bort"), ui.t("participation-question-remove")));
    }
    actions
}

/// What is to be said of the shares, and what hinders them.
fn notes(ui: &Ui, shares: &Shares) -> (Vec<String>, Problems) {
    match shares {
        Shares::NotSaid => (
            vec![ui.t("participation-shares-not-said")],
            Problems::default(),
        ),
        Shares::Unseen => (
            vec![ui.t("participation-shares-unseen")],
            Problems::default(),
        ),
        Shares::Nobody => (
            vec![ui.t("participation-shares-nobody")],
            Problems::default(),
        ),
        Shares::Broken(problems) => (Vec::new(), problems.clone()),
        Shares::Found(found) => {
            let told = [
                ("amount", ui.ore(&found.amount)),
                ("year", found.year.to_string()),
            ];
            let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
            let mut notes = vec![ui.t_with("participation-shares-about", &told)];
            if !found.without.is_empty() {
                let names = found.without.join(", ");
                notes.push(ui.t1("participation-shares-without", "names", names));
            }
            if found.leaves_out_changes {
                notes.push(ui.t("participation-shares-changes"));
            }
            notes.extend(explain_differences(&found.result, ui.language));
            (notes, Problems::default())
        }
    }
}

fn reasons(ui: &Ui, desk: &QuestionDesk, found: &Shared) -> Vec<(String, Vec<String>)> {
    let paying = found
        .result
        .rows
        .iter()
        .filter(|row| row.amount != Ore::ZERO);
    let rows = desk.rows();
    let name = |key: &samverk_foundation::Key| {
        let row = rows.iter().find(|row| row.party.key == *key);
        row.map_or_else(|| key.to_string(), |row| row.party.name.clone())
    };
    paying
        .map(|row| {
            (
                name(&row.party),
                explain(&found.result, &row.party, ui.language),
            )
        })
        .collect()
}
