//! What needs wait for: the answer about one that was handed over, once its day has come.

use crate::store::list_late_answers;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Role};
use samverk_parties::{Waiting, WaitingFor, WaitingFuture};

/// More than these are nobody's list of tasks.
const MOST: u64 = 300;

/// Those who run the collaboration ask for the answer.
const WHO: &[Role] = &[Role::Coordinator];

pub fn needs_waiting<'a>(tx: &'a Tx, of: &'a [CollaborationId]) -> WaitingFuture<'a> {
    Box::pin(async move {
        let late = list_late_answers(tx, of, tx.today(), MOST)
            .await?
            .into_iter();
        let waiting = late.map(|one| Waiting {
            collaboration: one.collaboration,
            whose: WaitingFor::Roles(WHO),
            code: "need-look",
            rest: format!("/behov/{}/svar", one.key),
            name: one.title,
            of: one.id,
            done_by: None,
            due: Some(one.next_look),
        });
        Ok(waiting.collect())
    })
}
