use super::{follow_up, name_of, record};
use crate::model::{File, Received, Told};
use crate::{policy, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, text};
use samverk_web::Thing;

/// What is said of a file beside its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewFile {
    /// The name of the file when nothing is said.
    pub title: String,
    pub is_public: bool,
}

/// So many lie at one thing at the most; more belong in an archive.
const FILES_MAX: usize = 200;

/// Lays bytes that are in the store at a thing, as a file's first version.
///
/// Fails with `forbidden`, `text_too_long` or `files_too_many`.
pub async fn add_file(
    tx: &Tx,
    actor: &Actor,
    thing: &Thing,
    new: &NewFile,
    received: &Received,
) -> Result<File, Problem> {
    policy::require(policy::may_add(thing))?;
    policy::require(!new.is_public || policy::may_publish(thing))?;
    let present = store::list_files(tx, thing.kind, thing.id).await?;
    if present.len() >= FILES_MAX {
        return Err(Problem::invalid("files_too_many").with("max", FILES_MAX));
    }
    let title = match text::name(&new.title, "title")? {
        title if title.is_empty() => received.name.clone(),
        title => title,
    };
    let file = File {
        id: tx.new_id(),
        thing_kind: thing.kind.to_owned(),
        thing_id: thing.id,
        key: free_key(&title, &present),
        title,
        is_public: new.is_public,
        public_from: 1,
        added_by: actor.person().map(|person| person.id),
        latest: 1,
        removed_at: None,
        revision: 1,
    };
    store::insert_file(tx, &file).await?;
    store::insert_version(tx, file.id, 1, received, (name_of(actor), tx.now())).await?;
    let told = Told::of(&file).with(1, &received.name);
    record(tx, actor, thing, "file.added", (None, Some(told))).await?;
    follow_up(tx, actor, thing, &file, received).await?;
    Ok(file)
}

/// A key that no other file has there.
fn free_key(title: &str, present: &[File]) -> String {
    let wanted = Key::from_name(title);
    let numbered = (2..=FILES_MAX + 1).map(|number| wanted.numbered(number));
    let mut all = std::iter::once(wanted.clone()).chain(numbered);
    let is_free = |key: &Key| present.iter().all(|file| file.key != key.as_str());
    all.find(is_free).unwrap_or(wanted).to_string()
}
