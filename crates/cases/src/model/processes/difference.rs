//! What differs between two versions of a process.

use crate::processes::CaseProcess;
use samverk_fields::choices;
use samverk_foundation::Key;

choices!(
    /// What part of a process differs.
    ProcessPart {
        State = "state",
        Transition = "transition",
        Deadline = "deadline",
        Task = "task",
        Document = "document",
        Notice = "notice",
    }
);

choices!(
    /// How it differs.
    Differs { Added = "added", Removed = "removed", Changed = "changed" }
);

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub part: ProcessPart,
    pub how: Differs,
    pub key: Key,
    /// In Swedish and in English, as it is called in the later version that has it.
    pub called: [String; 2],
}

/// Part by part, each in the order of the version that has it.
pub fn differences(before: &CaseProcess, after: &CaseProcess) -> Vec<Difference> {
    fn names(one: &impl ToString, other: &impl ToString) -> [String; 2] {
        [one.to_string(), other.to_string()]
    }
    let states = of_part(ProcessPart::State, (&before.states, &after.states), |one| {
        (&one.key, names(&one.name, &one.name_en))
    });
    let ways = (&*before.transitions, &*after.transitions);
    let ways = of_part(ProcessPart::Transition, ways, |one| {
        (&one.key, names(&one.name, &one.name_en))
    });
    let deadlines = (&*before.deadlines, &*after.deadlines);
    let deadlines = of_part(ProcessPart::Deadline, deadlines, |one| {
        (&one.key, names(&one.name, &one.name_en))
    });
    let tasks = of_part(ProcessPart::Task, (&before.tasks, &after.tasks), |one| {
        (&one.key, names(&one.title, &one.title_en))
    });
    let documents = (&*before.documents, &*after.documents);
    let documents = of_part(ProcessPart::Document, documents, |one| {
        (&one.key, names(&one.name, &one.name_en))
    });
    let notices = (&*before.notices, &*after.notices);
    let notices = of_part(ProcessPart::Notice, notices, |one| {
        (&one.key, names(&one.text, &one.text_en))
    });
    [states, ways, deadlines, tasks, documents, notices].concat()
}

fn of_part<T: PartialEq>(
    part: ProcessPart,
    (old, new): (&[T], &[T]),
    of: fn(&T) -> (&Key, [String; 2]),
) -> Vec<Difference> {
    let difference = |how, row: &T| {
        let (key, called) = of(row);
        Difference {
            part,
            how,
            key: key.clone(),
            called,
        }
    };
    let find = |rows: &'_ [T], key: &Key| rows.iter().position(|one| of(one).0 == key);
    let gone = old.iter().filter(|row| find(new, of(row).0).is_none());
    let gone = gone.map(|row| difference(Differs::Removed, row));
    let stands = new.iter().filter_map(|row| {
        let before = find(old, of(row).0).and_then(|place| old.get(place));
        match before {
            None => Some(difference(Differs::Added, row)),
            Some(before) if before != row => Some(difference(Differs::Changed, row)),
            Some(_) => None,
        }
    });
    gone.chain(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::processes::shipped;

    #[test]
    fn what_differs_is_told_row_by_row() {
        let all = shipped().unwrap().into_iter();
        let mut found = all.filter(|(key, _)| key.as_str() == "begaran-om-handling");
        let before = found.next().unwrap().1;
        assert_eq!(differences(&before, &before), []);
        let mut after = before.clone();
        after.states.0[1].key = Key::from_name("Prövning igen");
        after.deadlines.0[0].number = samverk_fields::Whole(5);
        after.notices.0.clear();
        let told = differences(&before, &after);
        let told: Vec<(&str, &str, &str)> = told
            .iter()
            .map(|one| (one.part.code(), one.how.code(), one.key.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("state", "removed", "provning"),
                ("state", "added", "provning-igen"),
                ("deadline", "changed", "skyndsamt"),
                ("notice", "removed", "skyndsamt"),
            ]
        );
    }
}
