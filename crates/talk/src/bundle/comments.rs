//! Everything that anybody said, with what it is about by its address.

use crate::CommentId;
use crate::model::{Audience, Comment, Former, Marked, Mention};
use crate::store::{find_comment, insert_comment, list_all_comments};
use chrono::{DateTime, Utc};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_foundation::{Actor, Key, PartyId, Problem, Problems};
use samverk_sheets::Row;
use samverk_web::{Thing, Things};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use uuid::Uuid;

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "answers",
    "thing_kind",
    "thing",
    "author",
    "written",
    "audience",
    "party",
    "question",
    "text",
    "mentioned",
    "edited",
    "answered",
    "answered_by",
    "removed",
    "removed_by",
    "former",
];

#[derive(Debug)]
pub(super) struct CommentRow {
    /// About nothing yet: its thing and party are looked for by these.
    comment: Comment,
    thing: String,
    party: Option<Key>,
}

pub(super) fn read(intake: &mut Intake, path: &str) -> Vec<Placed<CommentRow>> {
    read_rows(intake, path, COLUMNS, row).unwrap_or_default()
}

fn id(row: &Row, column: &str) -> Result<Option<Uuid>, Problem> {
    let text = row.get(column);
    let invalid = || Problem::invalid("comment_id_invalid").with("value", text);
    let read = (!text.is_empty()).then(|| text.parse().map_err(|_| invalid()));
    let read = read.transpose();
    read.map_err(|problem| row.problem(column, problem))
}

fn required<T>(row: &Row, column: &str, read: Result<Option<T>, Problem>) -> Result<T, Problem> {
    let missing = || row.problem(column, Problem::invalid("field_missing"));
    read.and_then(|value| value.ok_or_else(missing))
}

fn former(row: &Row) -> Result<Vec<Former>, Problem> {
    match row.get("former") {
        "" => Ok(Vec::new()),
        text => serde_json::from_str(text)
            .map_err(|_| row.problem("former", Problem::invalid("comment_former_invalid"))),
    }
}

fn mentioned(row: &Row) -> Vec<Mention> {
    let names = row.get("mentioned").split(';').map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    names
        .map(|name| Mention {
            id: None,
            name: name.to_owned(),
        })
        .collect()
}

fn row(row: &Row, problems: &mut Problems) -> Option<CommentRow> {
    let own = problems.keep(required(row, "id", id(row, "id")));
    let answers = problems.keep(id(row, "answers"));
    let kind = problems.keep(row.required("thing_kind"));
    let thing = problems.keep(row.required("thing"));
    let written = problems.keep(required(row, "written", row.optional_moment("written")));
    let audience = problems.keep(row.one_of("audience", Audience::ALL));
    let party = problems.keep(row.optional_key("party"));
    let question = problems.keep(row.boolean("question"));
    let edited_at = problems.keep(row.optional_moment("edited"));
    let answered = problems.keep(row.optional_moment("answered"));
    let removed = problems.keep(row.optional_moment("removed"));
    let former = problems.keep(former(row));
    let by = |at: Option<DateTime<Utc>>, column: &str| {
        let by = row.text(column);
        at.map(|at| Marked { at, by })
    };
    let comment = Comment {
        id: CommentId(own?),
        thing_kind: kind?,
        thing_id: Uuid::nil(),
        answers: answers?.map(CommentId),
        person: None,
        author: row.text("author"),
        audience: audience?,
        party: None,
        question: question?,
        text: row.text("text"),
        former: former?,
        mentioned: mentioned(row),
        written_at: written?,
        edited_at: edited_at?,
        answered: by(answered?, "answered_by"),
        removed: by(removed?, "removed_by"),
        revision: 1,
    };
    Some(CommentRow {
        comment,
        thing: thing?,
        party: party?,
    })
}

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    rows: &[Placed<CommentRow>],
    intake: &mut Intake,
    things: &Things,
) -> Result<(), Problem> {
    for placed in rows {
        let CommentRow {
            comment,
            thing,
            party,
        } = &placed.value;
        if find_comment(tx, comment.id).await?.is_some() {
            continue;
        }
        let about = match things.find_at(tx, actor, &comment.thing_kind, thing).await {
            Err(problem) if problem.code == "not_found" => {
                let unknown = Problem::invalid("comment_thing_unknown").with("thing", thing);
                Err(unknown.at_field("thing"))
            }
            found => Ok(found?.id),
        };
        let party = party_of(tx, party.as_ref()).await?;
        let root = match comment.answers {
            Some(root) => find_comment(tx, root).await?.map(|root| root.id),
            None => None,
        };
        let is_lost = comment.answers.is_some() && root.is_none();
        let lost = || Problem::invalid("comment_answers_unknown").at_field("answers");
        let root = if is_lost { Err(lost()) } else { Ok(root) };
        let about = placed.note(intake, about)?;
        let party = placed.note(intake, party)?;
        let root = placed.note(intake, root)?;
        let (Some(thing_id), Some(party), Some(answers)) = (about, party, root) else {
            continue;
        };
        let new = Comment {
            thing_id,
            party,
            answers,
            ..comment.clone()
        };
        insert_comment(tx, &new).await?;
        let object = ObjectRef::new("comment", new.id.0, "");
        tx.record(actor, Event::new("comment.imported", object))
            .await?;
    }
    Ok(())
}

async fn party_of(tx: &Tx, key: Option<&Key>) -> Result<Result<Option<PartyId>, Problem>, Problem> {
    let Some(key) = key else {
        return Ok(Ok(None));
    };
    let found = samverk_parties::store::find_party(tx, key.as_str()).await?;
    let unknown = || Problem::invalid("party_unknown").with("key", key);
    let found = found.map(|party| Some(party.id));
    Ok(found.ok_or_else(|| unknown().at_field("party")))
}

/// What is said of things that are gone is left out.
pub(super) async fn write(tx: &Tx, things: &Things, folder: &mut Folder) -> Result<(), Problem> {
    let comments = list_all_comments(tx).await?;
    let mut known: BTreeMap<Uuid, Option<Thing>> = BTreeMap::new();
    let ids: Vec<PartyId> = comments.iter().filter_map(|one| one.party).collect();
    let parties = samverk_parties::store::find_parties(tx, &ids).await?;
    let collaborations = samverk_parties::store::list_collaborations(tx).await?;
    let mut files: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for comment in &comments {
        let thing = match known.entry(comment.thing_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(thing(tx, things, comment).await?),
        };
        let Some(thing) = thing else {
            continue;
        };
        let of = collaborations
            .iter()
            .find(|one| thing.collaboration == Some(one.id));
        let path = match of {
            Some(of) => format!("collaborations/{}/comments.csv", of.key),
            None => "comments.csv".to_owned(),
        };
        let party = parties.iter().find(|party| comment.party == Some(party.id));
        let party = party.map(|party| party.key.to_string());
        let line = line(comment, &thing.href, party)?;
        files.entry(path).or_default().push(line);
    }
    for (path, rows) in files {
        if let Some(text) = to_csv(COLUMNS, &rows) {
            folder.insert(path, text);
        }
    }
    Ok(())
}

async fn thing(tx: &Tx, things: &Things, comment: &Comment) -> Result<Option<Thing>, Problem> {
    let reader = Actor::System("export");
    match things
        .find(tx, &reader, &comment.thing_kind, comment.thing_id)
        .await
    {
        Ok(thing) => Ok(Some(thing)),
        Err(problem) if problem.code == "not_found" => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn line(comment: &Comment, thing: &str, party: Option<String>) -> Result<Vec<String>, Problem> {
    let moment = |at: Option<DateTime<Utc>>| at.map_or_else(String::new, |at| at.to_rfc3339());
    let marked = |marked: &Option<Marked>| match marked {
        Some(marked) => [moment(Some(marked.at)), marked.by.clone()],
        None => [String::new(), String::new()],
    };
    let names = comment.mentioned.iter().map(|one| one.name.as_str());
    let former = match comment.former.is_empty() {
        true => String::new(),
        false => serde_json::to_string(&comment.former).map_err(Problem::internal)?,
    };
    let [answered, answered_by] = marked(&comment.answered);
    let [removed, removed_by] = marked(&comment.removed);
    Ok(vec![
        comment.id.to_string(),
        comment
            .answers
            .map_or_else(String::new, |id| id.to_string()),
        comment.thing_kind.clone(),
        thing.to_owned(),
        comment.author.clone(),
        moment(Some(comment.written_at)),
        comment.audience.code().to_owned(),
        party.unwrap_or_default(),
        comment.question.to_string(),
        comment.text.clone(),
        names.collect::<Vec<_>>().join("; "),
        moment(comment.edited_at),
        answered,
        answered_by,
        removed,
        removed_by,
        former,
    ])
}
