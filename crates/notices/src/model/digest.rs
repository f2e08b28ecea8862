use chrono::{NaiveDate, NaiveTime};
use samverk_foundation::CollaborationId;
use std::collections::BTreeSet;

/// Something that awaits a person, as the rooms above tell it in that person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its name for life: the same until it is done.
    pub name: String,
    pub text: String,
    /// In which collaboration, and for which party.
    pub place: String,
    pub day: Option<NaiveDate>,
    pub href: String,
}

/// A day of a calendar, and what it is the day of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayNote {
    pub name: String,
    pub text: String,
    pub place: String,
    pub collaboration: Option<CollaborationId>,
    pub day: NaiveDate,
    /// From and to, by the clock in Sweden; the whole day when nothing is said.
    pub hours: Option<(NaiveTime, NaiveTime)>,
    pub href: String,
}

/// What a person has been told of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    New,
    Late,
}

impl Stage {
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Late => "late",
        }
    }
}

/// Which stages of which tasks are told.
pub type Told = BTreeSet<(String, &'static str)>;

/// What is to be told now: each task once when it is there, and once more when its day has passed.
pub fn untold<'t>(tasks: &'t [Task], told: &Told, today: NaiveDate) -> Vec<(&'t Task, Stage)> {
    let is_told = |task: &Task, stage: Stage| told.contains(&(task.name.clone(), stage.code()));
    let stage = |task: &'t Task| {
        let stage = match task.day {
            Some(day) if day < today => Stage::Late,
            _ => Stage::New,
        };
        (!is_told(task, stage)).then_some((task, stage))
    };
    tasks.iter().filter_map(stage).collect()
}

/// A line of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// When, where, by whom.
    pub about: String,
    pub href: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(name: &str, day: Option<u32>) -> Task {
        Task {
            name: name.to_owned(),
            text: String::new(),
            place: String::new(),
            day: day.and_then(|day| NaiveDate::from_ymd_opt(2026, 11, day)),
            href: String::new(),
        }
    }

    #[test]
    fn a_task_is_told_when_it_comes_and_when_it_is_late_and_never_twice() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let tasks = [task("a", None), task("b", Some(22)), task("c", Some(21))];
        let mut told = Told::new();
        let names = |told: &Told| -> Vec<_> {
            let all = untold(&tasks, told, today).into_iter();
            all.map(|(task, stage)| (task.name.clone(), stage))
                .collect()
        };
        let all = names(&told);
        assert_eq!(all.len(), 3);
        assert_eq!(all[2], ("c".to_owned(), Stage::Late));
        told.extend(all.into_iter().map(|(name, stage)| (name, stage.code())));
        assert_eq!(names(&told), []);
        let tomorrow = today.succ_opt().unwrap();
        let late = untold(&tasks, &told, tomorrow);
        assert_eq!(late.len(), 1, "b is late now");
        assert_eq!((late[0].0.name.as_str(), late[0].1), ("b", Stage::Late));
    }
}
