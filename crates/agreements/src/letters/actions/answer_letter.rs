use super::told::told;
use crate::letters::desk::LetterDesk;
use crate::letters::model::{Given, LetterAnswer, PartyState, newest};
use crate::letters::store;
use crate::participation::acts_for;
use samverk_database::Tx;
use samverk_foundation::{Actor, Decision, Key, Problem, Problems, text};
use samverk_parties::Scope;

/// What a party decided on a letter.
#[derive(Clone, Debug)]
pub struct AnswerLetter {
    pub party: Key,
    pub answer: LetterAnswer,
    /// SHA-256 of the text decided on.
    pub checksum: String,
    pub decision: Decision,
    /// The party's own.
    pub registry_number: String,
    /// Who said so; needed when somebody else than the party records it.
    pub said_by: String,
}

/// That a party accepts a letter's text by a decision.
#[derive(Clone, Debug)]
pub struct AcceptLetter {
    pub party: Key,
    /// SHA-256 of the text decided on.
    pub checksum: String,
    pub decision: Decision,
    pub registry_number: String,
    /// Who said so: the minutes of the meeting that decided.
    pub said_by: String,
}

/// Records that a party accepts the text with a checksum by a decision: what a council's decision does in its own
/// transaction. Fails with `not_found`, or as [`answer_letter`] does.
pub async fn accept_letter(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    letter: &str,
    accepted: AcceptLetter,
) -> Result<Given, Problems> {
    let key = scope.collaboration.key.as_str();
    let desk = LetterDesk::find(tx, actor, key, letter).await?;
    let said = AnswerLetter {
        party: accepted.party,
        answer: LetterAnswer::Accepted,
        checksum: accepted.checksum,
        decision: accepted.decision,
        registry_number: accepted.registry_number,
        said_by: accepted.said_by,
    };
    answer_letter(tx, actor, &desk, said).await
}

/// Records what a party decided on the text that is out. Fails with `not_found` for who is not asked, `forbidden`,
/// `letter_not_sent`, `letter_has_ended`, `letter_text_changed` when another text is out than the one decided on,
/// `letter_already_answered`, `decision_in_future`, `said_by_missing`, or with what is wrong in the texts.
pub async fn answer_letter(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    said: AnswerLetter,
) -> Result<Given, Problems> {
    let party = desk.recipient(said.party.as_str())?;
    let is_own = acts_for(actor, party.id);
    if !desk.may_answer(actor, party) {
        return Err(Problem::forbidden().into());
    }
    desk.require_out()?;
    let current = desk.current().ok_or_else(Problem::not_found)?;
    if current.checksum != said.checksum {
        let changed = Problem::conflict("letter_text_changed");
        return Err(changed.with("version", current.number).into());
    }
    said.decision.require_taken(desk.scope.today)?;
    let line = |written: &str, field: &'static str| text::name(written, field);
    let said_by = line(&said.said_by, "said_by")?;
    if !is_own && said_by.is_empty() {
        return Err(Problem::invalid("said_by_missing")
            .at_field("said_by")
            .into());
    }
    let registry_number = line(&said.registry_number, "registry_number")?;
    let body = line(&said.decision.body, "body")?;
    let paragraph = line(&said.decision.paragraph, "paragraph")?;
    store::hold_answers(tx, desk.letter.id).await?;
    let answers = store::list_answers(tx, desk.letter.id).await?;
    let standing = newest(&answers, party.id);
    // Who declined may decide anew; who has accepted this text has decided.
    let has_accepted = standing.is_some_and(|one| {
        one.checksum == said.checksum && one.answer == LetterAnswer::Accepted && one.exit.is_none()
    });
    let is_same = standing.is_some_and(|one| {
        one.checksum == said.checksum && one.answer == said.answer && one.exit.is_none()
    });
    if has_accepted || is_same || desk.row(party).state == PartyState::Signed {
        return Err(Problem::conflict("letter_already_answered").into());
    }
    let own = answers.iter().filter(|one| one.party == party.id);
    let given = Given {
        id: tx.new_id(),
        letter: desk.letter.id,
        party: party.id,
        number: own.map(|one| one.number).max().unwrap_or(0) + 1,
        answer: said.answer,
        checksum: said.checksum,
        decision: Decision {
            body,
            paragraph,
            ..said.decision
        },
        registry_number,
        said_by,
        recorded_by: recorder(actor),
        recorded_at: tx.now(),
        signature: None,
        exit: None,
        annulment: None,
        revision: 1,
    };
    let saving = store::insert_answer(tx, &given).await;
    saving.map_err(|problem| match problem.code {
        "already_exists" => Problem::conflict("changed_meanwhile"),
        _ => problem,
    })?;
    let before = standing.map(told);
    let event = desk.event_of("letter.answered", party);
    let event = event.change(before.as_ref(), Some(&told(&given)))?;
    tx.record(actor, event).await?;
    Ok(given)
}

/// Who recorded it, as people call them.
pub(super) fn recorder(actor: &Actor) -> String {
    actor
        .person()
        .map_or_else(String::new, |one| one.name.clone())
}
