//! A party accepts the text of a letter of intent or an agreement by a decision.

use super::{Doing, Effect};
use samverk_agreements::letters::actions::{AcceptLetter, accept_letter, annul_answer};
use samverk_agreements::letters::model::LetterAnswer;
use samverk_agreements::letters::{Letter, LetterDesk};
use samverk_fields::Referable;
use samverk_foundation::{Key, Problem, Problems};

pub(super) const EFFECT: Effect = Effect {
    kind: Letter::KIND,
    take: |doing| Box::pin(take(doing)),
    undo: |doing, reason| Box::pin(undo(doing, reason)),
};

async fn found(doing: &Doing<'_>) -> Result<LetterDesk, Problem> {
    let of = doing.scope.collaboration.key.as_str();
    LetterDesk::find(doing.tx, doing.actor, of, doing.key()).await
}

/// Fails with `letter_party_missing`.
fn party<'d>(doing: &Doing<'d>) -> Result<&'d Key, Problem> {
    let party = doing.matter.letter_party.as_ref();
    let party = party.map(|one| &one.to.key);
    party.ok_or_else(|| Problem::invalid("letter_party_missing").at_field("letter_party"))
}

/// Which text was put to the meeting is said by its number, and accepted by its checksum.
async fn take(doing: Doing<'_>) -> Result<(), Problems> {
    let desk = found(&doing).await?;
    desk.require_out()?;
    let party = party(&doing)?;
    let asked = desk.recipient(party.as_str()).map_err(|_| {
        let not_asked = Problem::conflict("letter_party_not_asked");
        let not_asked = not_asked.with("name", &*desk.letter.title);
        not_asked.at_field("letter_party")
    })?;
    let text = checksum(&doing, &desk)?;
    let newest = desk.row(asked).newest;
    if newest.is_some_and(|one| one.answer == LetterAnswer::Accepted && one.checksum == text) {
        return Err(doing.overtaken().into());
    }
    let accepted = AcceptLetter {
        party: party.clone(),
        checksum: text.to_owned(),
        registry_number: String::new(),
        said_by: said_by(&doing),
        decision: doing.decision,
    };
    let letter = desk.letter.key.as_str();
    accept_letter(doing.tx, doing.actor, doing.scope, letter, accepted).await?;
    Ok(())
}

/// That of the text which the matter names. Fails with `letter_text_unsaid` or `letter_text_unknown`.
fn checksum<'d>(doing: &Doing<'_>, desk: &'d LetterDesk) -> Result<&'d str, Problem> {
    let unsaid = || Problem::invalid("letter_text_unsaid").at_field("letter_text");
    let number = doing.matter.letter_text.ok_or_else(unsaid)?.0;
    let text = desk.texts.iter().find(|text| text.number == number);
    let text = text.ok_or_else(|| {
        let unknown = Problem::conflict("letter_text_unknown").with("number", number);
        unknown.at_field("letter_text")
    })?;
    Ok(&text.checksum)
}

/// The meeting whose minutes say so.
fn said_by(doing: &Doing<'_>) -> String {
    let meeting = doing.matter.meeting.as_ref();
    let known = meeting.and_then(|one| one.to.known.as_ref());
    known.map_or_else(|| doing.decision.body.clone(), |one| one.name.clone())
}

/// What the party has decided since stands, and of what has ended nobody is bound.
async fn undo(doing: Doing<'_>, reason: &str) -> Result<(), Problems> {
    let desk = found(&doing).await?;
    let party = party(&doing)?;
    let rows = desk.rows();
    let row = rows.iter().find(|row| row.party.key == *party);
    let newest = row.and_then(|row| row.newest);
    let by_it = newest
        .is_some_and(|one| one.answer == LetterAnswer::Accepted && doing.stands_by(&one.decision));
    if by_it && !desk.has_ended() {
        annul_answer(doing.tx, doing.actor, &desk, party, reason).await?;
    }
    Ok(())
}
