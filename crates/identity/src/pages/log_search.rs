//! What is searched for in the log, as it stands in the address and in the form.

use super::places::PlaceNames;
use crate::store;
use chrono::{Days, NaiveDate};
use form_urlencoded::Serializer;
use samverk_database::{EventFilter, Tx, list_event_kinds, list_event_people};
use samverk_foundation::{CollaborationId, PartyId, PersonId, Problem, Problems, swedish_order};
use samverk_web::{Choice, Ui, Values};
use uuid::Uuid;

/// The names in the address, in the order of the form.
const NAMES: [&str; 8] = [
    "person",
    "aktor",
    "slag",
    "namn",
    "objekt",
    "samverkan",
    "fran",
    "till",
];

/// What was asked for.
pub struct LogSearch {
    /// As it was sent.
    values: Values,
    person: Option<PersonId>,
    party: Option<PartyId>,
    kind: Option<String>,
    /// A text in the object's name.
    name: Option<String>,
    object: Option<Uuid>,
    collaboration: Option<CollaborationId>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    /// What could not be read; it is not searched for.
    pub problems: Problems,
}

impl LogSearch {
    /// Reads the address. In the log of a collaboration only that one is searched. Fails with
    /// `not_found` for what does not exist. A day that is none is told and left out.
    pub fn read(
        values: &Values,
        names: &PlaceNames,
        only: Option<CollaborationId>,
    ) -> Result<Self, Problem> {
        let chosen = |name| Some(values.text(name)).filter(|text| !text.is_empty());
        let missing = Problem::not_found;
        let person = chosen("person").map(|id| id.parse().map(PersonId));
        let party = chosen("aktor").map(|key| names.party_with_key(key).ok_or_else(missing));
        let searched = chosen("samverkan").filter(|_| only.is_none());
        let found = searched.map(|key| names.collaboration_with_key(key).ok_or_else(missing));
        let mut problems = Problems::default();
        let mut day = |name| problems.keep(values.optional_date(name)).flatten();
        let (from, to) = (day("fran"), day("till"));
        let object = chosen("objekt").map(str::parse).transpose();
        Ok(Self {
            person: person.transpose().map_err(|_| missing())?,
            party: party.transpose()?,
            kind: chosen("slag").map(str::to_owned),
            collaboration: only.or(found.transpose()?),
            name: chosen("namn").map(str::to_owned),
            object: object.map_err(|_| missing())?,
            from,
            to,
            problems,
            values: values.clone(),
        })
    }

    pub fn filter(&self, ui: &Ui, limit: u64) -> EventFilter<'_> {
        let day_after = self.to.and_then(|day| day.checked_add_days(Days::new(1)));
        EventFilter {
            collaboration: self.collaboration,
            person: self.person,
            party: self.party,
            object_kind: self.kind.as_deref(),
            object: self.object,
            object_name: self.name.as_deref(),
            from: self.from.map(|day| ui.start_of_day(day)),
            until: day_after.map(|day| ui.start_of_day(day)),
            before_id: None,
            offset: 0,
            limit,
        }
    }

    /// Whether anything is searched for.
    pub fn is_narrow(&self) -> bool {
        NAMES.iter().any(|name| self.values.is_set(name))
    }

    pub fn text(&self, name: &str) -> &str {
        self.values.text(name)
    }

    /// Whether one object's changes are shown.
    pub fn is_of_object(&self) -> bool {
        self.object.is_some()
    }

    /// The same search in an address, with these added.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let chosen = NAMES.iter().map(|name| (*name, self.values.text(name)));
        let query = Serializer::new(String::new())
            .extend_pairs(chosen.filter(|(_, text)| !text.is_empty()))
            .extend_pairs(more)
            .finish();
        format!("{path}?{query}")
    }
}

/// A list to choose from in the form.
pub struct LogChoices {
    pub name: &'static str,
    pub label: String,
    /// What the empty choice says.
    pub all: String,
    pub choices: Vec<Choice>,
}

/// What the log can be searched by, here: only what occurs in this log.
pub async fn choices(
    tx: &Tx,
    ui: &Ui,
    names: &PlaceNames,
    only: Option<(CollaborationId, &[PartyId])>,
) -> Result<Vec<LogChoices>, Problem> {
    let here = only.map(|(id, _)| id);
    let mut lists = vec![
        list(ui, "person", "log-filter-person", people(tx, here).await?),
        list(ui, "aktor", "log-filter-party", {
            names.party_choices(only.map(|(_, members)| members))
        }),
        list(ui, "slag", "log-filter-kind", kinds(tx, ui, here).await?),
    ];
    if only.is_none() {
        let all = names.collaboration_choices();
        lists.push(list(ui, "samverkan", "log-filter-collaboration", all));
    }
    Ok(lists)
}

fn list(ui: &Ui, name: &'static str, label: &str, choices: Vec<Choice>) -> LogChoices {
    let all = match name {
        "slag" => "log-filter-every",
        _ => "log-filter-all",
    };
    LogChoices {
        name,
        label: ui.t(label),
        all: ui.t(all),
        choices,
    }
}

/// Everybody, or those who changed something in the collaboration; under the names they have now.
async fn people(tx: &Tx, here: Option<CollaborationId>) -> Result<Vec<Choice>, Problem> {
    let accounts = match here {
        None => store::list_people(tx).await?,
        Some(_) => store::people_with_ids(tx, &list_event_people(tx, here).await?).await?,
    };
    let choice = |account: &crate::model::Account| Choice::new(account.id, &account.name);
    Ok(accounts.iter().map(choice).collect())
}

async fn kinds(tx: &Tx, ui: &Ui, here: Option<CollaborationId>) -> Result<Vec<Choice>, Problem> {
    let kinds = list_event_kinds(tx, here).await?;
    let choice = |kind: String| Choice::new(&kind, kind_words(ui, &kind));
    let mut choices: Vec<_> = kinds.into_iter().map(choice).collect();
    choices.sort_by_cached_key(|one| swedish_order(&one.label));
    Ok(choices)
}

/// A kind of object in words.
pub fn kind_words(ui: &Ui, kind: &str) -> String {
    ui.kind_name("object-kind-", kind)
}

/// The event before which the page begins.
pub fn before(values: &Values) -> Option<Uuid> {
    values.text("fore").parse().ok()
}
