use super::{Assessment, Subject};
use crate::ladders::HeldLadder;

/// Present views of the same that differ: information, not an error.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    pub subject: Subject,
    pub ladder: &'a HeldLadder,
    /// The present view of everybody who has said something, those who see least first.
    pub views: Vec<&'a Assessment>,
    /// From the lowest view up to the highest, at least one.
    pub steps: i64,
}

impl<'a> Difference<'a> {
    /// Those who see least.
    pub fn lowest(&self) -> Vec<&'a Assessment> {
        self.at(self.views.first())
    }

    /// Those who see most.
    pub fn highest(&self) -> Vec<&'a Assessment> {
        self.at(self.views.last())
    }

    pub fn between(&self) -> Vec<&'a Assessment> {
        let ends = [self.views.first(), self.views.last()];
        let is_between = |view: &&&Assessment| {
            let mut ends = ends.into_iter().flatten();
            ends.all(|end| end.level != view.level)
        };
        self.views.iter().filter(is_between).copied().collect()
    }

    fn at(&self, end: Option<&&Assessment>) -> Vec<&'a Assessment> {
        let is_there = |view: &&&Assessment| end.is_some_and(|end| end.level == view.level);
        self.views.iter().filter(is_there).copied().collect()
    }
}

/// Where present views of the same differ on the same ladder, the greatest difference first.
pub fn differences<'a>(
    present: &[&'a Assessment],
    ladders: &'a [HeldLadder],
) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    for (index, first) in present.iter().enumerate() {
        let about =
            |one: &&Assessment| one.ladder == first.ladder && one.subject.same_as(first.subject);
        let is_told = present.iter().take(index).any(about);
        let ladder = ladders.iter().find(|ladder| ladder.id == first.ladder.0);
        if let Some(ladder) = ladder.filter(|_| !is_told) {
            let views = present.iter().copied().filter(|one| about(one));
            found.extend(difference(first.subject, ladder, views.collect()));
        }
    }
    found.sort_by_key(|one: &Difference| std::cmp::Reverse(one.steps));
    found
}

fn difference<'a>(
    subject: Subject,
    ladder: &'a HeldLadder,
    mut views: Vec<&'a Assessment>,
) -> Option<Difference<'a>> {
    views.sort_by_key(|view| view.level);
    let steps = ladder.steps_between(views.first()?.level, views.last()?.level)?;
    (steps > 0).then_some(Difference {
        subject,
        ladder,
        views,
        steps,
    })
}
