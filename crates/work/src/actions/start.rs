use super::{event, own, with_limits};
use crate::model::{LongWork, State, mark_of};
use crate::{Machine, run, store};
use samverk_database::Db;
use samverk_foundation::{Actor, Language, Problem};
use serde_json::Value;
use uuid::Uuid;

/// One person keeps no more waiting, so that others come forward.
const ONGOING_MAX: u64 = 5;

/// What is to be done.
pub struct Asked {
    pub kind: &'static str,
    pub input: Value,
    pub language: Language,
    pub upload: Option<Vec<u8>>,
}

/// Keeps what is to be done, for the next server that has time. Answers the work; the same one to
/// whoever asks the same again before it is done. Fails with `works_too_many`.
pub async fn start(
    db: &Db,
    machine: &Machine,
    actor: &Actor,
    asked: Asked,
) -> Result<Uuid, Problem> {
    let person = own(actor)?;
    let input = with_limits(person, asked.input);
    let person = person.id;
    let upload = asked.upload.unwrap_or_default();
    let mark = mark_of(asked.kind, &input, asked.language, &upload);
    let tx = db.read().await?;
    let kind = machine.kind(asked.kind)?;
    let allowed = (kind.allow)(&tx, actor, &input).await?;
    if let Some(ongoing) = store::find_ongoing(&tx, person, &mark).await? {
        return Ok(ongoing.id);
    }
    if store::count_ongoing(&tx, person).await? >= ONGOING_MAX {
        return Err(Problem::too_many("works_too_many").with("max", ONGOING_MAX));
    }
    let work = LongWork {
        id: tx.new_id(),
        person,
        kind: kind.code.to_owned(),
        input,
        upload: (!upload.is_empty()).then(|| tx.new_id()),
        language: asked.language,
        about: allowed.about,
        back: allowed.back,
        state: State::Waiting,
        step: String::new(),
        steps_done: 0,
        steps_total: 0,
        attempt: 0,
        asked_at: tx.now(),
        ended_at: None,
        told: Vec::new(),
        sight: String::new(),
        result: None,
        has_file: false,
        expires_at: None,
    };
    drop(tx);
    if let Some(id) = work.upload {
        machine.keep(id, &upload).await?;
    }
    let mut started = event("long_work.started", &work);
    started.collaboration = allowed.collaboration;
    let tx = db.begin("start_long_work").await?;
    let kept = async {
        store::insert_work(&tx, &work, &mark).await?;
        tx.record(actor, started).await?;
        tx.commit().await
    };
    match kept.await {
        Ok(()) => {
            run::WAKE.notify_one();
            Ok(work.id)
        }
        Err(problem) => {
            if let Some(id) = work.upload {
                machine.storage()?.remove(id).await?;
            }
            // Somebody asked the same of another server at the same moment: the work is theirs.
            let tx = db.read().await?;
            let ongoing = store::find_ongoing(&tx, person, &mark).await?;
            ongoing.map(|work| work.id).ok_or(problem)
        }
    }
}
