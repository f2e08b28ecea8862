//! What is to be done in a case, and by which day.

use crate::CaseId;
use crate::processes::{CaseProcess, CountedFrom, Performer, ProcessDeadline, named};
use chrono::NaiveDate;
use samverk_fields::choices;
use samverk_foundation::{Key, Language, Period};
use uuid::Uuid;

choices!(
    /// What sort of thing awaits somebody in a case.
    TaskSort {
        Task = "task",
        Deadline = "deadline",
        /// What somebody is told, until they have seen it.
        Notice = "notice",
    }
);

choices!(
    /// How it goes with it.
    TaskStatus {
        Open = "open",
        Done = "done",
        /// The case went on without it.
        Past = "past",
    }
);

/// Something that is to be done in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseTask {
    pub id: Uuid,
    pub case: CaseId,
    pub what: NewTask,
    pub status: TaskStatus,
    pub ended_on: Option<NaiveDate>,
}

/// The same before it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    pub sort: TaskSort,
    /// Its key in the process.
    pub key: Key,
    /// The state in which it is to be done; nothing when it is until the case is closed.
    pub state: Option<Key>,
    /// Which of the case's visits to states it belongs to.
    pub visit: i64,
    pub name: String,
    pub name_en: String,
    pub by: Performer,
    pub begun_on: NaiveDate,
    pub due_on: Option<NaiveDate>,
}

impl NewTask {
    /// What it is called in the reader's language.
    pub fn called(&self, language: Language) -> &str {
        named(language, &self.name, &self.name_en)
    }
}

/// The days from which times in a case are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    pub received_on: Option<NaiveDate>,
    pub registered_on: NaiveDate,
    /// The day on which it came to the state.
    pub since: NaiveDate,
    pub number: i64,
    /// Whether the case begins the process, or takes it up again.
    pub begins: bool,
}

impl Visit {
    fn day(self, from: CountedFrom) -> NaiveDate {
        match from {
            CountedFrom::Received => self.received_on.unwrap_or(self.registered_on),
            CountedFrom::Registered => self.registered_on,
            CountedFrom::State => self.since,
        }
    }

    /// The last day of a time. One that the law gives never ends on a day off.
    fn due(self, deadline: &ProcessDeadline) -> NaiveDate {
        let (period, from) = (deadline.period(), self.day(deadline.from));
        match deadline.statutory {
            true => period.statutory_end(from),
            false => period.ends(from),
        }
    }
}

/// What begins when a case comes to a state.
pub fn begun(process: &CaseProcess, state: &Key, visit: Visit) -> Vec<NewTask> {
    let new = |sort, key: &Key, of: Option<&Key>, by| NewTask {
        sort,
        key: key.clone(),
        state: of.cloned(),
        visit: visit.number,
        name: String::new(),
        name_en: String::new(),
        by,
        begun_on: visit.since,
        due_on: None,
    };
    let deadlines = process.deadlines.iter().filter(|one| match &one.state {
        Some(of) => of == state,
        None => visit.begins,
    });
    let deadlines = deadlines.map(|one| NewTask {
        name: one.name.to_string(),
        name_en: one.name_en.to_string(),
        due_on: Some(visit.due(one)),
        ..new(
            TaskSort::Deadline,
            &one.key,
            one.state.as_ref(),
            Performer::Officer,
        )
    });
    let tasks = process.tasks.iter().filter(|one| one.state == *state);
    let tasks = tasks.map(|one| {
        let days = one.working_days.as_ref();
        let days = days.and_then(|days| u16::try_from(days.0).ok());
        NewTask {
            name: one.title.to_string(),
            name_en: one.title_en.to_string(),
            due_on: days.map(|days| Period::working_days(days).ends(visit.since)),
            ..new(TaskSort::Task, &one.key, Some(state), one.by)
        }
    });
    let notices = process.notices.iter().filter(|one| one.state == *state);
    let notices = notices.map(|one| NewTask {
        name: one.text.to_string(),
        name_en: one.text_en.to_string(),
        ..new(TaskSort::Notice, &one.key, Some(state), one.to)
    });
    deadlines.chain(tasks).chain(notices).collect()
}

/// The last day of a deadline that stands, when the day on which the case came in has changed.
pub fn recounted(process: &CaseProcess, task: &NewTask, visit: Visit) -> Option<NaiveDate> {
    let mut deadlines = process.deadlines.iter();
    let deadline = deadlines.find(|one| one.key == task.key)?;
    let is_it = task.sort == TaskSort::Deadline && deadline.from == CountedFrom::Received;
    is_it.then(|| visit.due(deadline))
}

#[cfg(test)]
#[path = "tasks_tests.rs"]
mod tests;
