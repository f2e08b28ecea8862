use crate::desk::SurveyDesk;
use crate::model::{Link, Submission};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_development::NEED;
use samverk_fields::{FieldKey, Record};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{AnyKind, Seen, save};
use samverk_parties::RELATION;

/// What can be made of an answer in one step.
pub fn made_of_answers() -> [&'static dyn AnyKind; 2] {
    [&NEED, &RELATION]
}

/// Makes a need or a relation of what a party answered, and keeps where it came from. Fails with `forbidden`,
/// or with what is wrong in the fields.
pub async fn make_of_answer(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    (submission, question): (&Submission, &FieldKey),
    (kind, record): (&'static dyn AnyKind, Record),
) -> Result<Key, Problems> {
    at.scope.require(Action::Build.by())?;
    let name = kind.name(&record);
    let name = samverk_foundation::text::beginning(&name, 60);
    let key = free_key(tx, at, kind, &Key::from_name(&name)).await?;
    let saved = save(tx, actor, &at.scope, kind, key.clone(), record, Seen::New).await?;
    let link = Link {
        id: tx.new_id(),
        submission: submission.id,
        question: question.clone(),
        thing_kind: kind.facts().code.to_owned(),
        thing: saved.stored.id,
        author: actor
            .person()
            .map_or_else(String::new, |person| person.name.clone()),
        made_at: tx.now(),
    };
    store::insert_link(tx, &link).await?;
    Ok(key)
}

async fn free_key(
    tx: &Tx,
    at: &SurveyDesk,
    kind: &dyn AnyKind,
    wanted: &Key,
) -> Result<Key, Problem> {
    let mut key = wanted.clone();
    for number in 2.. {
        let is_taken = match kind.facts().code {
            "need" => NEED.find(tx, &at.scope, key.as_str()).await?.is_some(),
            _ => RELATION.find(tx, &at.scope, key.as_str()).await?.is_some(),
        };
        if !is_taken {
            break;
        }
        key = wanted.numbered(number);
    }
    Ok(key)
}
