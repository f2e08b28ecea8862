//! The page of a letter: where it is in its life, its text, and who decided what on which text when.

use super::flow::letter_ui;
use crate::KINDS;
use crate::letters::actions::{is_another_text, preview};
use crate::letters::desk::LetterDesk;
use crate::letters::kind::{LETTER, LetterState};
use crate::letters::model::PartyState;
use crate::letters::tables::{LetterTables, letter_tables};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_foundation::swedish_day;
use samverk_parties::find_references;
use samverk_web::{AppState, PageResult, Tone, Ui, Values, download};

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage {
    ui: Ui,
    title: String,
    state: (Tone, String),
    /// What is to be done or known: sentences.
    told: Vec<String>,
    facts: Vec<(String, String)>,
    initiative: Option<(String, String)>,
    /// What the reader does for the own party.
    own: Vec<(String, String)>,
    actions: Vec<(String, String)>,
    /// What can be taken back: party and address.
    annulled: Vec<(String, String)>,
    text: String,
    /// That the text is not the one that is out.
    changed: bool,
    checksum: String,
    tables: LetterTables,
    is_sent: bool,
    may_remind: bool,
    pdf: String,
    beside: String,
    history: Vec<RecordedEvent>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = LetterDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let tables = letter_tables(&ui, &desk, true);
    if let Some(file) = download(&query, &tables.all(), tx.now()) {
        return file;
    }
    let history = list_object_events(&tx, desk.letter.id, 10).await?;
    let references = find_references(&tx, &ui.actor, KINDS, &history).await?;
    let ui = letter_ui(ui, &desk).with_references(references);
    let beside = ui
        .beside(&tx, &LETTER.thing(&desk.scope, &desk.letter))
        .await?;
    let sent = desk.current();
    // While it is written the draft is read, and then what was sent.
    let text = match sent {
        Some(sent) => sent.text.clone(),
        None => preview(&desk).unwrap_or_else(|_| desk.letter.text.to_string()),
    };
    let changed = sent.is_some_and(|sent| {
        desk.letter.status == LetterState::Sent && preview(&desk).ok().as_ref() != Some(&sent.text)
    });
    let lacks = desk.rows().iter().any(|row| {
        matches!(
            row.state,
            PartyState::NotAnswered | PartyState::OtherText | PartyState::Accepted
        )
    });
    let initiative = desk.initiative.as_ref().map(|one| {
        let href = desk.scope.href(&format!("/initiativ/{}", one.key));
        (href, one.title.to_string())
    });
    ui.page(&LetterPage {
        title: desk.letter.title.to_string(),
        state: state_words(&ui, &desk),
        told: told(&ui, &desk),
        facts: facts(&ui, &desk),
        initiative,
        own: own(&ui, &desk),
        actions: actions(&ui, &desk),
        annulled: annulled(&desk),
        text: ui.marked(&text, 2),
        changed,
        checksum: sent.map_or_else(String::new, |sent| sent.checksum.clone()),
        tables,
        is_sent: sent.is_some(),
        may_remind: desk.may_send() && desk.is_out() && lacks,
        pdf: desk.href("/avsiktsforklaring.pdf"),
        beside,
        history,
        ui: ui.clone(),
    })
}

fn state_words(ui: &Ui, desk: &LetterDesk) -> (Tone, String) {
    let state = match desk.has_ended() {
        true => LetterState::Ended,
        false => desk.letter.status,
    };
    let tone = match state {
        LetterState::InForce => Tone::Good,
        LetterState::NoticeGiven => Tone::Warning,
        LetterState::Draft | LetterState::Sent | LetterState::Ended => Tone::Neutral,
    };
    (tone, ui.kind_name("letter-status-", state.code()))
}

fn told(ui: &Ui, desk: &LetterDesk) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(sent) = desk.current() {
        let values = [
            ("signed", desk.signed().to_string()),
            ("of", desk.recipients().len().to_string()),
            ("needed", desk.needed().to_string()),
            ("number", sent.number.to_string()),
            ("date", ui.date(&swedish_day(sent.sent_at))),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        told.push(ui.t_with("letter-signed-of", &values));
        if desk.letter.status == LetterState::InForce && !desk.is_signed_enough() {
            told.push(ui.t_with("letter-fewer-than-needed", &values));
        }
    }
    let rows = desk.rows();
    let other = rows.iter().filter(|row| row.state == PartyState::OtherText);
    let other: Vec<&str> = other.map(|row| row.party.name.as_str()).collect();
    if !other.is_empty() {
        told.push(ui.t1("letter-on-other-text", "names", other.join(", ")));
    }
    if let Some(ends) = desk.letter.ends {
        told.push(ui.t1("letter-ends-on", "date", ui.date(&ends)));
    }
    told
}

fn facts(ui: &Ui, desk: &LetterDesk) -> Vec<(String, String)> {
    let letter = &desk.letter;
    let mut facts = vec![(
        ui.t("letter-sort"),
        ui.kind_name("letter-sort-", letter.sort.code()),
    )];
    if let Some(day) = letter.answer_by {
        facts.push((ui.t("letter-answer-by"), ui.date(&day)));
    }
    let needed = match letter.needed {
        Some(needed) => ui.t1("letter-needed-count", "count", needed.0),
        None => ui.t("letter-needed-all"),
    };
    facts.push((ui.t("letter-needed"), needed));
    if let Some(cost) = letter.cost {
        facts.push((ui.t("letter-cost"), ui.ore(&cost)));
    }
    facts
}

/// What somebody does for the own party, by where it stands.
fn own(ui: &Ui, desk: &LetterDesk) -> Vec<(String, String)> {
    if !desk.is_out() {
        return Vec::new();
    }
    let recipients = desk.recipients().into_iter();
    let own = recipients.filter(|party| crate::participation::acts_for(&ui.actor, party.id));
    let mut links = Vec::new();
    for party in own {
        let (rest, words) = match desk.row(party).state {
            PartyState::NotAnswered | PartyState::OtherText | PartyState::Declined => {
                ("", "letter-answer-for")
            }
            PartyState::Accepted => ("/underskrift", "letter-sign-for"),
            PartyState::Signed => ("/uttrade", "letter-leave-for"),
            PartyState::Left => continue,
        };
        let href = desk.href(&format!("/svar/{}{rest}", party.key));
        links.push((href, ui.t1(words, "name", &party.name)));
    }
    links
}

fn actions(ui: &Ui, desk: &LetterDesk) -> Vec<(String, String)> {
    if !desk.may_send() || desk.letter.status == LetterState::Ended {
        return Vec::new();
    }
    let mut actions = Vec::new();
    let mut add = |rest: &str, words: &str| actions.push((desk.href(rest), ui.t(words)));
    match desk.letter.status {
        LetterState::Draft => add("/skicka", "letter-send"),
        LetterState::Sent => {
            if is_another_text(desk) {
                add("/skicka", "letter-send-anew");
            }
            add("/beslut", "letter-decide");
        }
        LetterState::InForce => add("/uppsagning", "letter-give-notice"),
        LetterState::NoticeGiven => add("/beslut", "letter-decide"),
        LetterState::Ended => {}
    }
    add("/redigera", "letter-edit");
    if desk.letter.status == LetterState::Draft {
        add("/ta-bort", "letter-remove");
    }
    actions
}

fn annulled(desk: &LetterDesk) -> Vec<(String, String)> {
    if !desk.may_send() || desk.has_ended() {
        return Vec::new();
    }
    let rows = desk.rows();
    let answered = rows.iter().filter(|row| row.newest.is_some());
    answered
        .map(|row| {
            let href = desk.href(&format!("/svar/{}/ta-tillbaka", row.party.key));
            (href, row.party.name.clone())
        })
        .collect()
}
