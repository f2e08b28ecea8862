//! What is done with cases. Each is one verb, and the same for pages and API.

mod change_case;
mod dispose_case;
mod hand_over_cases;
mod import_cases;
mod move_case;
mod note_delivered;
mod note_reading;
mod processes;
mod protect_case;
mod register_case;
mod register_letter;
mod release_file;
mod report_person;
mod request_document;
mod save_document;
mod share_case;
mod sign_document;
mod write_document;

pub use change_case::change_case;
pub use dispose_case::dispose_case;
pub use hand_over_cases::{HandedOver, hand_over_cases, receivers, tasks_of};
pub use import_cases::{Imported, YearAdded, import_cases};
pub use move_case::move_case;
pub use note_delivered::note_delivered;
pub use note_reading::{forget_readings, note_reading};
pub use processes::{
    Applying, NUMBERS_MAX, begin_process, end_task, lacks, may_perform, name_initiative,
    problem_of, process_of, take_way,
};
pub use protect_case::{correct_case, restrict_case};
pub use register_case::{
    REGISTERED_ALREADY, REGISTERED_OTHERWISE, register_case, register_case_once,
};
pub use register_letter::{LaidLetter, check_once, register_letter};
pub use release_file::release_file;
pub use report_person::{ask_for_report, report_person};
pub use request_document::request_document;
pub use save_document::{add_document, add_document_once, change_document};
pub use share_case::{end_share, share_case};
pub use sign_document::{Signed, keep_signatures, to_sign};
pub use write_document::{
    Beginning, Finished, Wording, begin_document, change_text, finish_document,
};

use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent, Changes, changes, check_case, complete, words_of};
use crate::{store, things};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, PersonId, Problem, Problems};

/// What is said, completed, with its officer. Fails with all that is wrong in it.
async fn checked(
    tx: &Tx,
    desk: &RegistryDesk,
    content: CaseContent,
    (registered_on, stands): (chrono::NaiveDate, Option<&Case>),
) -> Result<(CaseContent, Option<PersonId>), Problems> {
    let content = complete(content);
    let mut problems = check_case(&content, registered_on);
    let officer = problems.keep(officer(tx, desk, &content, stands).await);
    match officer {
        Some(officer) if problems.is_empty() => {
            let (id, address) = officer.unzip();
            let officer = address.unwrap_or_default().into();
            Ok((CaseContent { officer, ..content }, id))
        }
        _ => Err(problems),
    }
}

/// Fails with `case_officer_unknown` for whoever is none of the party's people, unless it is the one that was.
async fn officer(
    tx: &Tx,
    desk: &RegistryDesk,
    content: &CaseContent,
    stands: Option<&Case>,
) -> Result<Option<(PersonId, String)>, Problem> {
    let address = content.officer.trim().to_lowercase();
    if address.is_empty() {
        return Ok(None);
    }
    if let Some(stands) = stands.filter(|one| *one.content.officer == *address) {
        return Ok(stands.officer.map(|id| (id, address)));
    }
    let officers = desk.officers(tx).await?;
    let found = officers.get(&address);
    let unknown = || Problem::invalid("case_officer_unknown").with("value", &address);
    let (id, _) = found.ok_or_else(|| unknown().at_field(CaseContent::OFFICER.as_str()))?;
    Ok(Some((*id, address)))
}

/// Notes what happened with a case.
async fn note(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    what: &'static str,
    (before, after): (Option<&Case>, &Case),
) -> Result<(), Problem> {
    let was_secret = before.is_some_and(|case| case.content.is_secret());
    let under_secrecy = was_secret || after.content.is_secret();
    let told = (changes(before, after), under_secrecy);
    record(tx, actor, &desk.party().name, (what, after), told).await
}

/// The same of these changes: in the case's own history what, in the log of the house that.
async fn note_of(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (what, case): (&'static str, &Case),
    changes: Changes,
) -> Result<(), Problem> {
    note_for(tx, actor, &desk.party().name, (what, case), changes).await
}

/// The same where there is no registry at hand: by the name of the party.
async fn note_for(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    (what, case): (&'static str, &Case),
    changes: Changes,
) -> Result<(), Problem> {
    let told = (changes, case.content.is_secret());
    record(tx, actor, party, (what, case), told).await
}

/// Notes in a case's history what another room has kept of it.
pub async fn note_archiving(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    what: (&'static str, &Case),
    changes: Changes,
) -> Result<(), Problem> {
    note_for(tx, actor, party, what, changes).await
}

async fn record(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    (what, case): (&'static str, &Case),
    (changes, under_secrecy): (Changes, bool),
) -> Result<(), Problem> {
    let of_case = (case.id, under_secrecy);
    store::insert_event_of(tx, actor, of_case, what, changes).await?;
    let object = ObjectRef::new(things::CASE, case.id.0, &case.number);
    let party = (case.party, party);
    tx.record(actor, Event::new(what, object).on_behalf_of(Some(party)))
        .await
}

/// Lets the case be found by what it says now.
async fn spell(tx: &Tx, case: &Case) -> Result<(), Problem> {
    let content = &case.content;
    // The number also without its zeros, as people say it.
    let sequence = case.sequence.to_string();
    let texts: [&str; 5] = [
        &case.number,
        &sequence,
        &content.counterpart,
        &content.subject,
        &content.public_subject,
    ];
    // What is restricted is found by its number alone.
    let words = match case.restriction {
        Some(_) => words_of(texts.into_iter().take(2)),
        None => words_of(texts),
    };
    store::put_words(tx, (case.registry, case.id.0), &words).await
}
