//! Who decided what on which text when, as tables of the page and of print.

use super::desk::{LetterDesk, PartyRow};
use super::model::{Given, LetterAnswer, PartyState};
use samverk_foundation::swedish_day;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Tone, Ui};

pub struct LetterTables {
    /// Each party to the text that is out.
    pub parties: Table,
    /// Every decision there has been, in the order in which they were recorded.
    pub decisions: Table,
    /// The texts that were sent.
    pub texts: Table,
}

impl LetterTables {
    pub fn all(&self) -> [&Table; 3] {
        [&self.parties, &self.decisions, &self.texts]
    }
}

/// `with_links`: each party leads to what can be done for it.
pub fn letter_tables(ui: &Ui, desk: &LetterDesk, with_links: bool) -> LetterTables {
    LetterTables {
        parties: parties(ui, desk, with_links),
        decisions: decisions(ui, desk),
        texts: texts(ui, desk),
    }
}

fn text(ui: &Ui, key: &str) -> Column {
    Column::new(ui.t(key), ColumnKind::Text)
}

fn date(ui: &Ui, key: &str) -> Column {
    Column::new(ui.t(key), ColumnKind::Date)
}

fn parties(ui: &Ui, desk: &LetterDesk, with_links: bool) -> Table {
    let columns = vec![
        text(ui, "letter-party"),
        text(ui, "letter-party-state"),
        text(ui, "letter-on-text"),
        text(ui, "letter-decision"),
        text(ui, "letter-registry-number"),
        date(ui, "letter-signed-on"),
        text(ui, "letter-signer"),
        date(ui, "letter-leaves-on"),
    ];
    let mut table = Table::new("parter", ui.t("letter-who-decided"), columns).narrow(Narrow::Lists);
    for row in desk.rows() {
        table.push(of_party(ui, desk, &row, with_links));
    }
    table
}

fn of_party(ui: &Ui, desk: &LetterDesk, row: &PartyRow, with_links: bool) -> Vec<Cell> {
    let href = match row.state {
        PartyState::NotAnswered | PartyState::OtherText | PartyState::Declined => Some(""),
        PartyState::Accepted => Some("/underskrift"),
        PartyState::Signed => Some("/uttrade"),
        PartyState::Left => None,
    };
    let may = with_links && desk.is_out() && desk.may_answer(&ui.actor, row.party);
    let href = href.filter(|_| may);
    let name = match href {
        Some(rest) => {
            let href = desk.href(&format!("/svar/{}{rest}", row.party.key));
            Cell::link(href, &row.party.name)
        }
        None => Cell::text(&row.party.name),
    };
    let state = ui.kind_name("letter-state-of-party-", row.state.code());
    let given = row.newest;
    let signature = given.and_then(|one| one.signature.as_ref());
    let exit = given.and_then(|one| one.exit.as_ref());
    let word = |word: Option<String>| Cell::text(word.unwrap_or_default());
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(Cell::empty, Cell::date);
    vec![
        name,
        Cell::tag(tone(row.state), state),
        word(given.map(|one| text_words(ui, desk, &one.checksum))),
        word(given.map(|one| ui.decision(&one.decision))),
        word(given.map(|one| one.registry_number.clone())),
        day(signature.map(|one| one.on)),
        word(signature.map(|one| one.signer.clone())),
        day(exit.map(|one| one.last_day)),
    ]
}

fn tone(state: PartyState) -> Tone {
    match state {
        PartyState::Signed | PartyState::Accepted => Tone::Good,
        PartyState::NotAnswered | PartyState::Left => Tone::Neutral,
        PartyState::OtherText | PartyState::Declined => Tone::Warning,
    }
}

/// Text 2, or that it is none of those that were sent.
pub(super) fn text_words(ui: &Ui, desk: &LetterDesk, checksum: &str) -> String {
    match desk.text_with(checksum) {
        Some(text) => ui.t1("letter-text-number", "number", text.number),
        None => ui.t("letter-text-unknown"),
    }
}

fn decisions(ui: &Ui, desk: &LetterDesk) -> Table {
    let columns = vec![
        text(ui, "letter-party"),
        text(ui, "letter-answer"),
        text(ui, "letter-decision"),
        text(ui, "letter-registry-number"),
        text(ui, "letter-on-text"),
        text(ui, "letter-checksum"),
        text(ui, "letter-how-signed"),
        text(ui, "letter-recorded-by"),
        date(ui, "letter-recorded-on"),
        text(ui, "letter-annulled"),
    ];
    let caption = ui.t("letter-all-decisions");
    let mut table = Table::new("beslut", caption, columns).narrow(Narrow::Lists);
    for one in &desk.answers {
        let mut members = desk.scope.members.iter().map(|member| &member.party);
        let party = members.find(|party| party.id == one.party);
        table.push(vec![
            Cell::text(party.map_or("", |party| &party.name)),
            Cell::text(answer_words(ui, one.answer)),
            Cell::text(ui.decision(&one.decision)),
            Cell::text(&one.registry_number),
            Cell::text(text_words(ui, desk, &one.checksum)),
            Cell::text(short(&one.checksum)).about(one.checksum.clone()),
            Cell::text(signed_words(ui, one)),
            Cell::text(recorded_words(ui, one)),
            Cell::date(swedish_day(one.recorded_at)),
            Cell::text(one.annulment.as_ref().map_or("", |one| &one.reason)),
        ]);
    }
    table
}

pub(super) fn answer_words(ui: &Ui, answer: LetterAnswer) -> String {
    ui.kind_name("letter-answer-", answer.code())
}

fn signed_words(ui: &Ui, one: &Given) -> String {
    let Some(signature) = &one.signature else {
        return String::new();
    };
    match &signature.copy {
        Some(copy) => ui.t1("letter-signed-copy-of", "name", &copy.name),
        None => ui.t1("letter-signed-confirmed-by", "name", &signature.recorded_by),
    }
}

fn recorded_words(ui: &Ui, one: &Given) -> String {
    match one.said_by.as_str() {
        "" => one.recorded_by.clone(),
        said_by => ui.t_with(
            "letter-recorded-as-said-by",
            &[("name", &one.recorded_by), ("said", said_by)],
        ),
    }
}

/// Enough to tell texts apart by eye.
fn short(checksum: &str) -> String {
    checksum.chars().take(12).collect()
}

fn texts(ui: &Ui, desk: &LetterDesk) -> Table {
    let columns = vec![
        text(ui, "letter-text"),
        date(ui, "letter-sent-on"),
        text(ui, "letter-sent-by"),
        Column::new(ui.t("letter-sent-to"), ColumnKind::Integer),
        text(ui, "letter-checksum"),
    ];
    let mut table = Table::new("texter", ui.t("letter-texts"), columns).narrow(Narrow::Lists);
    for one in &desk.texts {
        let words = ui.t1("letter-text-number", "number", one.number);
        table.push(vec![
            Cell::link(desk.href(&format!("/text/{}", one.number)), words),
            Cell::date(swedish_day(one.sent_at)),
            Cell::text(&one.sender),
            Cell::integer(i64::try_from(one.parties.len()).unwrap_or(i64::MAX)),
            Cell::text(short(&one.checksum)).about(one.checksum.clone()),
        ]);
    }
    table
}
