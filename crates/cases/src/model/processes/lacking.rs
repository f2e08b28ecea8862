//! What must be so before a case goes on, and is not.

use super::{CaseTask, Standing, TaskSort, TaskStatus};
use crate::model::{Case, Document};
use crate::processes::{CaseProcess, ExpectedDocument, ProcessTask, Said, Transition};

/// What is known of a case when a way is to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'c> {
    pub case: &'c Case,
    pub standing: &'c Standing,
    pub documents: &'c [Document],
    pub tasks: &'c [CaseTask],
}

/// What lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking<'p> {
    Said(Said),
    Document(&'p ExpectedDocument),
    Task(&'p ProcessTask),
}

/// All that lacks for a way.
pub fn lacking<'p>(process: &'p CaseProcess, way: &Transition, shown: Shown) -> Vec<Lacking<'p>> {
    let unsaid = way.said.filter(|said| !is_said(shown.case, *said));
    let document = way.document.as_ref().and_then(|key| process.document(key));
    let document = document.filter(|one| !shown.documents.iter().any(|it| is_it(one, it)));
    let task = way.task.as_ref().and_then(|key| process.task(key));
    let task = task.filter(|one| !is_done(one, shown));
    let unsaid = unsaid.map(Lacking::Said).into_iter();
    unsaid
        .chain(document.map(Lacking::Document))
        .chain(task.map(Lacking::Task))
        .collect()
}

fn is_said(case: &Case, said: Said) -> bool {
    let content = &case.content;
    match said {
        Said::Officer => case.officer.is_some(),
        Said::Received => content.received_on.is_some(),
        Said::Deadline => content.deadline.is_some(),
        Said::Counterpart => !content.counterpart.is_empty(),
        Said::PublicSubject => !content.public_subject.is_empty(),
        Said::Classification => !content.classification.is_empty(),
        Said::Initiative => case.initiative.is_some(),
    }
}

/// Whether a registered document is the one that is expected: it went the same way, and its title begins so.
pub fn is_it(expected: &ExpectedDocument, document: &Document) -> bool {
    let content = &document.content;
    let title = content.title.to_lowercase();
    let begins = |name: &str| {
        let rest = title.strip_prefix(&name.to_lowercase());
        // A decision is not the basis for one: the name ends where a word does.
        !name.is_empty() && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    content.direction == expected.direction
        && content.sort == expected.sort
        && (begins(&expected.name) || begins(&expected.name_en))
}

/// Done since the case came to the state.
fn is_done(task: &ProcessTask, shown: Shown) -> bool {
    shown.tasks.iter().any(|one| {
        one.what.sort == TaskSort::Task
            && one.what.key == task.key
            && one.what.visit == shown.standing.visit
            && one.status == TaskStatus::Done
    })
}
