use super::NewFile;
use super::record;
use crate::model::{File, Told};
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, text};
use samverk_web::Thing;

/// Says something else of a file: what it is called, and who may fetch it.
///
/// Fails with `forbidden`, `field_missing`, `text_too_long` or `changed_meanwhile`.
pub async fn change_file(
    tx: &Tx,
    actor: &Actor,
    (thing, file): (&Thing, &File),
    said: &NewFile,
    seen: i64,
) -> Result<(), Problem> {
    policy::require(policy::may_change(thing, file, actor))?;
    policy::require(said.is_public == file.is_public || policy::may_publish(thing))?;
    let title = text::name(&said.title, "title")?;
    if title.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("title"));
    }
    let changed = File {
        title,
        is_public: said.is_public,
        public_from: match said.is_public && !file.is_public {
            true => file.latest,
            false => file.public_from,
        },
        revision: seen,
        ..file.clone()
    };
    store::update_file(tx, &changed, None).await?;
    let both = (Some(Told::of(file)), Some(Told::of(&changed)));
    match both.0 == both.1 {
        true => Ok(()),
        false => record(tx, actor, thing, "file.changed", both).await,
    }
}
