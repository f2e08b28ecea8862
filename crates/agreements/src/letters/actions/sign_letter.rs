use super::answer_letter::recorder;
use super::step;
use super::told::told;
use crate::letters::desk::LetterDesk;
use crate::letters::kind::{LETTER, Letter, LetterState};
use crate::letters::model::{Given, PartyState, Signature, SignedBy, SignedCopy};
use crate::letters::store;
use crate::participation::acts_for;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_files::laid_at;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_kept::Kept as _;

/// That a party has signed.
#[derive(Clone, Debug)]
pub struct SignLetter {
    pub party: Key,
    pub how: SignedBy,
    pub on: NaiveDate,
    /// Who signed: a role.
    pub signer: String,
    /// The name of the signed copy among the letter's files.
    pub copy: String,
}

/// Records that a party has signed the text that it accepted. Somebody with the party's mandate confirms it, or a signed
/// copy lies among the letter's files. The last signature that is needed puts the letter in force. Fails with `not_found`,
/// `forbidden`, `letter_not_sent`, `letter_has_ended`, `letter_not_accepted`, `letter_already_signed`, `signed_in_future`,
/// `signed_before_decision`, `signer_missing` or `signed_copy_missing`.
pub async fn sign_letter(
    tx: &Tx,
    actor: &Actor,
    desk: &LetterDesk,
    said: SignLetter,
) -> Result<Given, Problems> {
    let party = desk.recipient(said.party.as_str())?;
    // A confirmation is the party's own; that a signed copy has come in is seen by whoever runs the collaboration too.
    let may = match said.how {
        SignedBy::Confirmation => acts_for(actor, party.id),
        SignedBy::Copy => desk.may_answer(actor, party),
    };
    if !may {
        return Err(Problem::forbidden().into());
    }
    desk.require_out()?;
    store::hold_answers(tx, desk.letter.id).await?;
    let row = desk.row(party);
    let answer = match (row.state, row.newest) {
        (PartyState::Accepted, Some(answer)) => answer,
        (PartyState::Signed, _) => {
            return Err(Problem::conflict("letter_already_signed").into());
        }
        _ => return Err(Problem::conflict("letter_not_accepted").into()),
    };
    let signer = text::name(&said.signer, "signer")?;
    let mut problems = Problems::default();
    if signer.is_empty() {
        problems.push(Problem::invalid("signer_missing").at_field("signer"));
    }
    if said.on > desk.scope.today {
        problems.push(Problem::invalid("signed_in_future").at_field("on"));
    }
    if let Some(decided) = answer.decision.date.filter(|decided| said.on < *decided) {
        let early = Problem::invalid("signed_before_decision").with("date", decided);
        problems.push(early.at_field("on"));
    }
    let copy = match said.how {
        SignedBy::Confirmation => None,
        SignedBy::Copy => problems.keep(signed_copy(tx, desk, &said.copy).await),
    };
    problems.or(())?;
    let mut signed = answer.clone();
    signed.signature = Some(Signature {
        how: said.how,
        on: said.on,
        signer,
        recorded_by: recorder(actor),
        copy,
    });
    signed.revision += 1;
    store::update_answer(tx, &signed, answer.revision).await?;
    let event = desk.event_of("letter.signed", party);
    let event = event.change(Some(&told(answer)), Some(&told(&signed)))?;
    tx.record(actor, event).await?;
    put_in_force(tx, actor, desk).await?;
    Ok(signed)
}

/// The file among those at the letter. Fails with `signed_copy_missing`.
async fn signed_copy(tx: &Tx, desk: &LetterDesk, name: &str) -> Result<SignedCopy, Problem> {
    let laid = laid_at(tx, Letter::CODE, desk.letter.id).await?;
    let found = laid.into_iter().find(|file| file.name == name);
    let copy = found.map(|file| SignedCopy {
        name: file.name,
        sha256: file.sha256,
    });
    copy.ok_or_else(|| Problem::invalid("signed_copy_missing").at_field("copy"))
}

/// When as many have signed as must.
async fn put_in_force(tx: &Tx, actor: &Actor, desk: &LetterDesk) -> Result<(), Problems> {
    if desk.letter.status != LetterState::Sent {
        return Ok(());
    }
    let letter = LETTER
        .find(tx, &desk.scope, desk.letter.key.as_str())
        .await?;
    let letter = letter.ok_or_else(Problem::not_found)?;
    let seen = letter.revision;
    let now = LetterDesk::of(tx, desk.scope.clone(), letter).await?;
    if now.is_signed_enough() {
        step(tx, actor, &now, ("in_force", ""), seen).await?;
    }
    Ok(())
}
