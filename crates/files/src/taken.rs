//! A file that a page of another room asks for: it lies at the thing, as those that are added there.

use crate::actions::NewFile;
use crate::keep::{keep_file, may_send};
use crate::laid::Laid;
use crate::receive::receive;
use crate::{Files, policy};
use axum::extract::Request;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, Thing, Values};
use uuid::Uuid;

/// What came with the form.
pub struct Taken {
    pub values: Values,
    /// Nothing when none was chosen; what is wrong with it when the form can tell.
    pub file: Result<Option<Laid>, Problem>,
}

/// Whether somebody may lay files at the thing.
pub fn may_lay(thing: &Thing) -> bool {
    policy::may_add(thing)
}

/// Takes in a form with a file and lays it at the thing, for members only. Fails with `not_found`, `forbidden`, or as
/// the sending of every file does.
pub async fn take_in(
    (app, files): (&AppState, &Files),
    actor: &Actor,
    at: (&str, Uuid),
    request: Request,
) -> Result<Taken, Problem> {
    let (_, bytes) = may_send(app, actor, at).await?;
    let sent = receive(files, bytes, request).await?;
    let file = match sent.received {
        Ok(Some(received)) => {
            let new = NewFile::default();
            let kept = keep_file((app, files), actor, at, &new, &received).await;
            kept.map(|file| {
                Some(Laid {
                    name: received.name,
                    number: 1,
                    file: file.id,
                    media_type: received.media_type,
                    size: received.size,
                    state: received.state,
                    sha256: received.sha256,
                })
            })
        }
        Ok(None) => Ok(None),
        Err(wrong) => Err(wrong),
    };
    Ok(Taken {
        values: sent.values,
        file,
    })
}
