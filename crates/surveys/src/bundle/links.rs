//! `survey_links.csv`: what was made of what a party sent in. A need or a relation is named by its key, an assessment
//! as `group:ladder:number`: the party's first of that group on that ladder is 1, and the group is `.` for the whole.

use super::answers::{Told, told};
use super::survey_of;
use crate::actions::ASSESSMENT;
use crate::model::{Link, Whose};
use crate::{Survey, store};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_development::NEED;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_fields::FieldKey;
use samverk_foundation::{CollaborationId, PartyId, Problem, Problems};
use samverk_kept::Held;
use samverk_parties::ladders::{HeldLadder, list_ladders};
use samverk_parties::model::{Assessment, Subject};
use samverk_parties::store::{find_party, list_assessments};
use samverk_parties::{GROUP, HeldGroup, RELATION, Scope};
use samverk_sheets::Row;
use uuid::Uuid;

pub(super) const COLUMNS: &[&str] = &[
    "survey",
    "party",
    "number",
    "question",
    "thing_kind",
    "thing",
    "author",
    "made",
];

/// The collaboration as a whole, in place of a group.
const WHOLE: &str = ".";

#[derive(Debug)]
pub(super) struct LinkRow {
    survey: String,
    party: String,
    number: i64,
    question: String,
    kind: String,
    thing: String,
    author: String,
    made: Option<DateTime<Utc>>,
}

pub(super) fn read(intake: &mut Intake, path: &str) -> Vec<Placed<LinkRow>> {
    read_rows(intake, path, COLUMNS, row).unwrap_or_default()
}

fn row(row: &Row, problems: &mut Problems) -> Option<LinkRow> {
    let number = problems.keep(row.integer("number"));
    let made = problems.keep(row.optional_moment("made"));
    Some(LinkRow {
        survey: row.text("survey"),
        party: row.text("party"),
        number: number?,
        question: row.text("question"),
        kind: row.text("thing_kind"),
        thing: row.text("thing"),
        author: row.text("author"),
        made: made?,
    })
}

/// Fails with `survey_unknown`, `party_unknown`, `survey_link_without_answer` or `survey_link_without_thing`.
pub(super) async fn apply(tx: &Tx, scope: &Scope, row: &LinkRow) -> Result<(), Problems> {
    scope.require(crate::policy::Action::Build.by())?;
    let survey = survey_of(tx, scope, &row.survey).await?;
    let unknown = || {
        let unknown = Problem::invalid("party_unknown").with("key", &row.party);
        unknown.at_field("party")
    };
    let party = find_party(tx, &row.party).await?.ok_or_else(unknown)?;
    let missing = || Problem::invalid("survey_link_without_answer").at_field("number");
    let answer = store::find_answer(tx, survey.id, Whose::Party(party.id)).await?;
    let answer = answer.ok_or_else(missing)?;
    let mut sent = store::list_submissions(tx, answer.id).await?.into_iter();
    let sent = sent.find(|one| one.number == row.number);
    let sent = sent.ok_or_else(missing)?;
    let question = FieldKey::parse(&row.question).map_err(|wrong| wrong.at_field("question"))?;
    let gone = || {
        let gone = Problem::invalid("survey_link_without_thing").with("thing", &row.thing);
        gone.at_field("thing")
    };
    let thing = thing_of(tx, scope, (&row.kind, &row.thing), party.id).await?;
    let thing = thing.ok_or_else(gone)?;
    let stands = store::list_links(tx, &[sent.id]).await?;
    if stands
        .iter()
        .any(|one| one.question == question && one.thing == thing)
    {
        return Ok(());
    }
    let link = Link {
        id: tx.new_id(),
        submission: sent.id,
        question,
        thing_kind: row.kind.clone(),
        thing,
        author: row.author.clone(),
        made_at: row.made.unwrap_or_else(|| tx.now()),
    };
    store::insert_link(tx, &link).await?;
    Ok(())
}

async fn thing_of(
    tx: &Tx,
    scope: &Scope,
    (kind, name): (&str, &str),
    party: PartyId,
) -> Result<Option<Uuid>, Problem> {
    if kind == "need" {
        return Ok(NEED.find(tx, scope, name).await?.map(|one| one.id));
    }
    if kind == "relation" {
        return Ok(RELATION.find(tx, scope, name).await?.map(|one| one.id));
    }
    if kind != ASSESSMENT {
        return Ok(None);
    }
    let all = Assessed::load(tx, scope.collaboration.id).await?;
    let mut own = all
        .history
        .iter()
        .filter(|one| one.on_behalf_of == Some(party));
    Ok(own
        .find(|one| all.name(one).as_deref() == Some(name))
        .map(|one| one.id.0))
}

/// What assessments are told by.
struct Assessed {
    history: Vec<Assessment>,
    groups: Vec<HeldGroup>,
    ladders: Vec<HeldLadder>,
}

impl Assessed {
    async fn load(tx: &Tx, here: CollaborationId) -> Result<Self, Problem> {
        Ok(Self {
            history: list_assessments(tx, here).await?,
            groups: GROUP.whole(tx, here.0).await?,
            ladders: list_ladders(tx).await?,
        })
    }

    /// Nothing for one that no answer gives.
    fn name(&self, one: &Assessment) -> Option<String> {
        let group = match one.subject {
            Subject::Whole => WHOLE.to_owned(),
            Subject::Group(id) => {
                let found = |group: &&HeldGroup| group.id == id.0;
                self.groups.iter().find(found)?.key.to_string()
            }
            Subject::Pair(..) => return None,
        };
        let ladder = self.ladders.iter().find(|known| known.id == one.ladder.0)?;
        let mut same = self.history.iter().filter(|other| other.replaces(one));
        let number = same.position(|other| other.id == one.id)? + 1;
        Some(format!("{group}:{}:{number}", ladder.key))
    }
}

pub(super) async fn write(
    tx: &Tx,
    here: CollaborationId,
    surveys: &[Held<Survey>],
    (path, is_whole): (&str, bool),
    folder: &mut Folder,
) -> Result<(), Problem> {
    let mut rows = Vec::new();
    let mut assessed = None;
    for one in told(tx, surveys, is_whole).await? {
        let Told {
            survey,
            party,
            answer,
        } = one;
        let sent = store::list_submissions(tx, answer.id).await?;
        let ids: Vec<Uuid> = sent.iter().map(|one| one.id).collect();
        for link in store::list_links(tx, &ids).await? {
            let known = match &mut assessed {
                Some(known) => known,
                none => none.insert(Assessed::load(tx, here).await?),
            };
            // What is gone is linked to no more.
            let Some(thing) = name_of(tx, &link, known).await? else {
                continue;
            };
            let number = sent.iter().find(|one| one.id == link.submission);
            rows.push(vec![
                survey.clone(),
                party.clone(),
                number.map_or_else(String::new, |one| one.number.to_string()),
                link.question.to_string(),
                link.thing_kind,
                thing,
                link.author,
                link.made_at.to_rfc3339(),
            ]);
        }
    }
    if let Some(text) = to_csv(COLUMNS, &rows) {
        folder.insert(path, text);
    }
    Ok(())
}

async fn name_of(tx: &Tx, link: &Link, known: &Assessed) -> Result<Option<String>, Problem> {
    let key = match link.thing_kind.as_str() {
        "need" => NEED
            .with_ids(tx, &[link.thing])
            .await?
            .pop()
            .map(|one| one.key),
        "relation" => RELATION
            .with_ids(tx, &[link.thing])
            .await?
            .pop()
            .map(|one| one.key),
        _ => {
            let mut all = known.history.iter();
            let found = all.find(|one| one.id.0 == link.thing);
            return Ok(found.and_then(|one| known.name(one)));
        }
    };
    Ok(key.map(|key| key.to_string()))
}
