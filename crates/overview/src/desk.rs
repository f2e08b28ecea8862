//! What awaits somebody, told in their language, with who has it where it was handed over.

use crate::gather::Reviews;
use crate::model::{Counted, Mine, party_task_name, review_named, tasks};
use crate::report::{ToldAwaiting, Urgency, Words, told};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Language, PartyId, PersonId, Problem};
use samverk_identity::active_grants_at;
use samverk_notices::store::{Handed, handed_of};
use samverk_parties::model::Party;
use samverk_web::Ui;
use uuid::Uuid;

/// A task as a row of a page or a line of a letter.
pub(crate) struct DeskTask<'k> {
    /// Its name for life.
    pub name: String,
    /// For which party; none for what they do as the one who runs the collaboration.
    pub party: Option<&'k Party>,
    pub told: ToldAwaiting,
    pub handed: Option<Handed>,
}

impl DeskTask<'_> {
    pub fn place(&self, person: Option<PersonId>) -> TaskPlace {
        TaskPlace {
            is_with_another: self.is_with_another(person),
            urgency: Urgency::of(self.told.date),
            name: self.name.clone(),
        }
    }

    /// Whether a colleague has it.
    pub fn is_with_another(&self, person: Option<PersonId>) -> bool {
        let handed = self.handed.as_ref();
        handed.is_some_and(|one| Some(one.to) != person)
    }
}

/// What is handed over to people who are still there; what somebody who has left had is everybody's again.
pub(crate) async fn standing(tx: &Tx, parties: &[PartyId]) -> Result<Vec<Handed>, Problem> {
    let mut handed = handed_of(tx, parties).await?;
    if !handed.is_empty() {
        let there = active_grants_at(tx, parties).await?;
        handed.retain(|one| there.contains(&(one.to, one.party)));
    }
    Ok(handed)
}

/// By date, late first; what has no last day comes last, and then what a colleague has.
pub(crate) async fn desk_tasks<'k>(
    tx: &Tx,
    ui: &Ui,
    mine: &'k Mine,
) -> Result<Vec<DeskTask<'k>>, Problem> {
    let parties: Vec<PartyId> = mine.parties.iter().map(|party| party.id).collect();
    let handed = standing(tx, &parties).await?;
    let mut all: Vec<DeskTask> = tasks(mine)
        .iter()
        .map(|task| {
            let words = match task.party {
                Some(_) => Words::Own,
                None => Words::Running,
            };
            let name = task.name();
            DeskTask {
                party: task.party,
                told: told(ui, words, task.party, &task.what),
                handed: handed.iter().find(|one| one.task == name).cloned(),
                name,
            }
        })
        .collect();
    all.extend(in_cases(ui, mine, &handed));
    let person = ui.actor.person().map(|one| one.id);
    all.sort_by_cached_key(|task| task.place(person));
    Ok(all)
}

/// What awaits them in the cases of their parties. A case is known by its number.
fn in_cases<'k>(ui: &Ui, mine: &'k Mine, handed: &[Handed]) -> Vec<DeskTask<'k>> {
    let told = mine.cases.iter().map(|waiting| {
        let mut parties = mine.parties.iter();
        let party = parties.find(|one| one.id == waiting.party && !waiting.is_own);
        let name = match party {
            Some(party) => party_task_name(&waiting.name, party.id),
            None => waiting.name.clone(),
        };
        let [swedish, english] = &waiting.called;
        let called = match ui.language {
            Language::En if !english.is_empty() => english,
            Language::En | Language::Sv => swedish,
        };
        DeskTask {
            party,
            told: ToldAwaiting {
                text: ui.t1(waiting.text, "name", called),
                href: waiting.href.clone(),
                place: waiting.number.clone(),
                collaboration: None,
                date: waiting.due,
                button: ui.t(waiting.button),
                is_done_here: true,
            },
            handed: handed.iter().find(|one| one.task == name).cloned(),
            name,
        }
    });
    told.collect()
}

/// Where a task stands among all: what a colleague has comes last, and before that what has no last day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TaskPlace {
    is_with_another: bool,
    urgency: Urgency,
    name: String,
}

impl TaskPlace {
    /// As an address says it.
    pub fn written(&self) -> String {
        let stage = if self.is_with_another { "b" } else { "a" };
        let date = self
            .urgency
            .date()
            .map(|date| date.to_string())
            .unwrap_or_default();
        format!("{stage}.{date}.{}", self.name)
    }

    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (stage, date, name) = (parts.next()?, parts.next()?, parts.next()?);
        let date = match date {
            "" => None,
            date => Some(date.parse().ok()?),
        };
        Some(Self {
            is_with_another: stage == "b",
            urgency: Urgency::of(date),
            name: name.to_owned(),
        })
    }

    /// Where the reviews go on after it: those of its own day are told after all else.
    pub fn reviews(&self, limit: u64) -> Reviews {
        let Some(date) = self.urgency.date().filter(|_| !self.is_with_another) else {
            // All of them have been told.
            let end = NaiveDate::from_ymd_opt(9_999, 12, 31);
            return Reviews {
                after: end.map(|end| (end, Uuid::max())),
                limit,
            };
        };
        let id = review_named(&self.name).unwrap_or_else(Uuid::nil);
        Reviews {
            after: Some((date, id)),
            limit,
        }
    }
}

/// A stretch of all that awaits somebody.
pub(crate) struct TaskPage<'k> {
    pub tasks: Vec<DeskTask<'k>>,
    /// Where the next begins.
    pub more: Option<String>,
    /// How many await them and no colleague, and how many of those are late.
    pub own: Counted,
    pub late: Counted,
}

/// At most so many of them, after one of them. Whoever asks has read one review more than that.
pub(crate) async fn task_page<'k>(
    tx: &Tx,
    ui: &Ui,
    mine: &'k Mine,
    (after, limit): (Option<&TaskPlace>, usize),
) -> Result<TaskPage<'k>, Problem> {
    let person = ui.actor.person().map(|one| one.id);
    let mut tasks = desk_tasks(tx, ui, mine).await?;
    let (mut own, mut late) = (0, 0);
    let today = mine.known.today;
    for task in &tasks {
        if review_named(&task.name).is_none() && !task.is_with_another(person) {
            own += 1;
            late += u64::from(task.told.date.is_some_and(|date| date < today));
        }
    }
    if let Some(after) = after {
        tasks.retain(|task| task.place(person) > *after);
    }
    let is_cut = tasks.len() > limit;
    tasks.truncate(limit);
    let last = tasks.last().filter(|_| is_cut);
    Ok(TaskPage {
        more: last.map(|task| task.place(person).written()),
        tasks,
        own: mine.reviews[0].with(own),
        late: mine.reviews[1].with(late),
    })
}
