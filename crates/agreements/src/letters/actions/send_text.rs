use super::step;
use crate::letters::desk::LetterDesk;
use crate::letters::kind::{Letter, LetterState};
use crate::letters::merge::{MergeValues, merged};
use crate::letters::model::LetterText;
use crate::letters::store;
use crate::policy::Action;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_development::initiatives::sha256;
use samverk_foundation::{Actor, Key, Problem, Problems, swedish_day};
use samverk_parties::model::Party;
use serde_json::json;

/// Sends a draft to the parties, or another text of a letter that is out: what was decided on the earlier one then no
/// longer holds for this. Fails with `forbidden`, `changed_meanwhile`, `letter_has_ended`, `letter_text_stands`, or as
/// [`send_text`] does.
pub async fn send_letter(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    seen: i64,
) -> Result<(), Problems> {
    desk.scope.require(Action::SendLetter.by())?;
    if desk.letter.revision != seen {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    if desk.has_ended() {
        return Err(Problem::conflict("letter_has_ended").into());
    }
    match desk.letter.status {
        // The step sends the first text.
        LetterState::Draft => step(tx, actor, desk, ("sent", ""), seen).await.map(|_| ()),
        LetterState::Sent => Ok(send_text(tx, actor, desk).await.map(|_| ())?),
        _ => Err(Problem::conflict("letter_text_stands").into()),
    }
}

/// Keeps the text as it now reads, with its checksum. Fails with `letter_text_unchanged`, or as [`sendable`] does.
pub async fn send_text(tx: &Tx, actor: &Actor, desk: &LetterDesk) -> Result<LetterText, Problem> {
    let text = sendable(desk)?;
    if is_sent_already(desk, &text) {
        return Err(Problem::conflict("letter_text_unchanged"));
    }
    let (checksum, parties, last) = (sha256(&text), addressed_keys(desk), desk.current());
    let sent = LetterText {
        id: tx.new_id(),
        letter: desk.letter.id,
        number: last.map_or(1, |last| last.number + 1),
        text,
        checksum,
        parties,
        sender: actor
            .person()
            .map_or_else(String::new, |one| one.name.clone()),
        sent_at: tx.now(),
    };
    let sending = store::insert_text(tx, &sent).await;
    sending.map_err(|problem| match problem.code {
        "already_exists" => Problem::conflict("changed_meanwhile"),
        _ => problem,
    })?;
    let told = |text: &LetterText| json!({ "version": text.number, "checksum": text.checksum });
    let before = last.map(told);
    let event = desk.event("letter.text_sent");
    let event = event.change(before.as_ref(), Some(&told(&sent)))?;
    tx.record(actor, event).await?;
    Ok(sent)
}

/// Whether what would be sent now is what was sent last, to the same parties.
fn is_sent_already(desk: &LetterDesk, text: &str) -> bool {
    desk.current()
        .is_some_and(|last| last.text == text && last.parties == addressed_keys(desk))
}

/// Whether there is another text to send than the last one; also when it cannot be sent as it stands.
pub fn is_another_text(desk: &LetterDesk) -> bool {
    preview(desk).map_or(true, |text| !is_sent_already(desk, &text))
}

fn addressed_keys(desk: &LetterDesk) -> Vec<Key> {
    let parties = addressed(desk).into_iter();
    parties.map(|party| party.key.clone()).collect()
}

/// The text that may be sent now. Fails with `letter_without_parties`, `letter_answer_day_passed` when nobody can answer
/// in time, or as [`preview`] does.
pub fn sendable(desk: &LetterDesk) -> Result<String, Problem> {
    if addressed(desk).is_empty() {
        return Err(Problem::conflict("letter_without_parties"));
    }
    let text = preview(desk)?;
    let passed = desk.letter.answer_by.filter(|day| *day < desk.scope.today);
    match passed {
        Some(day) => {
            let passed = Problem::conflict("letter_answer_day_passed").with("date", day);
            Err(passed.at_field(Letter::ANSWER_BY.as_str()))
        }
        None => Ok(text),
    }
}

/// The text as it would read if it were sent now. Fails with `letter_text_missing`, `merge_place_unknown` or
/// `merge_value_missing`.
pub fn preview(desk: &LetterDesk) -> Result<String, Problem> {
    let letter = &desk.letter;
    if letter.text.trim().is_empty() {
        return Err(Problem::conflict("letter_text_missing"));
    }
    let cost = letter
        .cost
        .or_else(|| desk.initiative.as_ref().and_then(|one| one.cost));
    let initiative = desk.initiative.as_ref().map(|one| one.title.to_string());
    let values = MergeValues {
        parties: addressed(desk)
            .iter()
            .map(|party| party.name.clone())
            .collect(),
        collaboration: desk.scope.collaboration.name.clone(),
        initiative: initiative.unwrap_or_default(),
        cost: cost.map(|cost| cost.to_string()).unwrap_or_default(),
        date: String::new(),
        answer_by: letter
            .answer_by
            .map(|day| day.to_string())
            .unwrap_or_default(),
    };
    let filled = |date: NaiveDate| {
        let date = date.to_string();
        merged(
            &letter.text,
            &MergeValues {
                date,
                ..values.clone()
            },
        )
    };
    // What is sent again on another day is another text only when more than the day is.
    if let Some(sent) = desk.current()
        && filled(swedish_day(sent.sent_at))? == sent.text
    {
        return Ok(sent.text.clone());
    }
    filled(desk.scope.today)
}

/// Those whom the letter names, or all members of today.
fn addressed(desk: &LetterDesk) -> Vec<&Party> {
    let named: Vec<_> = desk.letter.parties.ids().collect();
    let members = desk.scope.members.iter();
    let today = desk.scope.today;
    let is_addressed = |member: &&samverk_parties::model::Member| match named.is_empty() {
        true => member.holds_on(today),
        false => named.contains(&member.party.id.0),
    };
    let mut parties: Vec<&Party> = Vec::new();
    for member in members.filter(is_addressed) {
        if parties.iter().all(|party| party.id != member.party.id) {
            parties.push(&member.party);
        }
    }
    parties
}
