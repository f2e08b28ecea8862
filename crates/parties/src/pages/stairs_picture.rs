//! Groups standing on a ladder, for the page and for print.

use super::words::level_words;
use crate::ladders::HeldLadder;
use crate::model::{Assessment, Subject, leading, present, views_on};
use crate::{HeldGroup, LadderId};
use chrono::NaiveDate;
use samverk_charts::{LadderChart, LadderGroup, LadderStep, LadderWords};
use samverk_web::Ui;

/// As many as one picture is made for.
const ON_PAGE: usize = 30;
/// As many lines of names as have room on a page in print.
const LINES_IN_PRINT: usize = 22;
/// A name that is longer takes two lines.
const LETTERS_IN_LINE: usize = 48;

/// Which two days are compared. Without `to` it is now; without `from` nothing is compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Period {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Somebody on the ladder: a group, or the collaboration itself.
#[derive(Clone, Debug)]
pub struct Climber {
    pub name: String,
    pub href: String,
    /// Where it stood on the first day, if a day was asked for.
    pub before: Option<i64>,
    pub now: i64,
    pub wanted: Option<i64>,
}

/// A ladder with those who stand on it.
pub struct Stairs<'a> {
    pub ladder: &'a HeldLadder,
    pub period: Period,
    pub climbers: Vec<Climber>,
}

/// What is assessed, with its name and the address of its page.
pub type Place = (Subject, String, String);

/// The groups in their order, without addresses.
fn places(groups: &[HeldGroup]) -> Vec<Place> {
    let place = |group: &HeldGroup| {
        (
            Subject::of_group(group),
            group.name.to_string(),
            String::new(),
        )
    };
    groups.iter().map(place).collect()
}

impl<'a> Stairs<'a> {
    pub fn of(
        ladder: &'a HeldLadder,
        history: &[Assessment],
        places: &[Place],
        period: Period,
    ) -> Self {
        let on_ladder = |day| {
            let mut views = views_on(history, day);
            views.retain(|one| one.ladder.0 == ladder.id);
            views
        };
        let now = on_ladder(period.to);
        let earlier = period.from.map(|from| on_ladder(Some(from)));
        let climber = |(subject, name, href): &Place| {
            let standing = leading(&now, *subject)?;
            let earlier = earlier.as_ref();
            let before = earlier.and_then(|views| leading(views, *subject));
            Some(Climber {
                name: name.clone(),
                href: href.clone(),
                before: before.map(|one| one.level),
                now: standing.level,
                wanted: standing.wanted_level,
            })
        };
        Self {
            ladder,
            period,
            climbers: places.iter().filter_map(climber).collect(),
        }
    }

    /// One picture for so many as it can hold.
    pub fn pictures(&self, ui: &Ui) -> Vec<String> {
        let parts = self.climbers.chunks(ON_PAGE).enumerate();
        parts
            .map(|(index, part)| self.chart(ui, index, part).to_svg())
            .collect()
    }

    fn chart(&self, ui: &Ui, index: usize, climbers: &[Climber]) -> LadderChart {
        let date = |day: NaiveDate| ui.date(&day);
        let group = |one: &Climber| LadderGroup {
            name: one.name.clone(),
            at: self.ladder.place(one.now),
            before: one.before.and_then(|level| self.ladder.place(level)),
            wanted: one.wanted.and_then(|level| self.ladder.place(level)),
        };
        let step = |level: &crate::ladders::Level| LadderStep {
            number: level.number.0.to_string(),
            name: level.name.to_string(),
        };
        LadderChart {
            id: format!("trappa-{}-{}", self.ladder.key, index + 1),
            title: ui.t1("stairs-picture", "ladder", &self.ladder.name),
            description: self.description(ui, climbers),
            steps: self.ladder.levels.iter().map(step).collect(),
            groups: climbers.iter().map(group).collect(),
            words: LadderWords {
                at: self.period.to.map_or_else(|| ui.t("stairs-now"), date),
                before: self.period.from.map(date).unwrap_or_default(),
                wanted: ui.t("stairs-wanted"),
                not_assessed: ui.t("stairs-not-assessed"),
            },
            names_inside: true,
        }
    }

    /// `12 står på trappan. 1 Samtal: 8, 3 Samverkan: 4. 5 vill högre upp.`
    fn description(&self, ui: &Ui, climbers: &[Climber]) -> String {
        let on_step = |level: i64| climbers.iter().filter(|one| one.now == level).count();
        let steps = self.ladder.levels.iter().filter_map(|level| {
            let count = on_step(level.number.0);
            let words = level_words(Some(self.ladder), level.number.0);
            (count > 0).then(|| format!("{words}: {count}"))
        });
        let (all, steps) = (
            climbers.len().to_string(),
            steps.collect::<Vec<_>>().join(", "),
        );
        let mut sentences = vec![ui.t_with("stairs-about", &[("all", &all), ("steps", &steps)])];
        let wanting = climbers
            .iter()
            .filter(|one| one.wanted.is_some_and(|level| level > one.now));
        sentences.push(ui.t1("stairs-about-wanted", "count", wanting.count()));
        if let Some(from) = self.period.from {
            let moved = |up: bool| {
                let moved = climbers.iter().filter_map(|one| self.moved(one));
                moved
                    .filter(|steps| if up { *steps > 0 } else { *steps < 0 })
                    .count()
            };
            let (from, up, down) = (
                ui.date(&from),
                moved(true).to_string(),
                moved(false).to_string(),
            );
            let values = [("from", from.as_str()), ("up", &up), ("down", &down)];
            sentences.push(ui.t_with("stairs-about-moved", &values));
        }
        sentences.join(" ")
    }

    /// Steps up since the first day; none without a day, or when it was not assessed then.
    pub fn moved(&self, one: &Climber) -> Option<i64> {
        self.ladder.steps_between(one.before?, one.now)
    }
}

/// A picture for print: whose ladder, the picture, what it shows in words, and its heading.
pub struct StairsPicture {
    pub ladder: LadderId,
    pub svg: String,
    pub description: String,
    pub caption: String,
}

/// The groups on every ladder that they are assessed on, for documents.
pub fn stairs_pictures(
    ui: &Ui,
    groups: &[HeldGroup],
    history: &[Assessment],
    ladders: &[HeldLadder],
) -> Vec<StairsPicture> {
    let places = places(groups);
    let used = ladders
        .iter()
        .filter(|ladder| present(history).iter().any(|one| one.ladder.0 == ladder.id));
    let mut pictures = Vec::new();
    for ladder in used {
        let stairs = Stairs::of(ladder, history, &places, Period::default());
        for (index, part) in printed_parts(&stairs.climbers).into_iter().enumerate() {
            let chart = stairs.chart(ui, index, part);
            pictures.push(StairsPicture {
                ladder: LadderId(ladder.id),
                svg: chart.to_svg(),
                description: chart.description,
                caption: chart.title,
            });
        }
    }
    pictures
}

/// Those whose names have room on a page together, in their order.
fn printed_parts(climbers: &[Climber]) -> Vec<&[Climber]> {
    let lines = |one: &Climber| 1 + usize::from(one.name.chars().count() > LETTERS_IN_LINE);
    let (mut parts, mut rest) = (Vec::new(), climbers);
    while !rest.is_empty() {
        let mut used = 0;
        let fitting = rest.iter().take_while(|one| {
            used += lines(one);
            used <= LINES_IN_PRINT
        });
        let (part, left) = rest.split_at(fitting.count().max(1));
        parts.push(part);
        rest = left;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Nobody is left out or printed twice, and no part is higher than a page.
        #[test]
        fn a_page_holds_its_names(lengths in prop::collection::vec(1..100_usize, 0..80)) {
            let climber = |(number, letters): (i64, &usize)| Climber {
                name: "a".repeat(*letters),
                href: String::new(),
                before: None,
                now: number,
                wanted: None,
            };
            let climbers: Vec<Climber> = (0..).zip(&lengths).map(climber).collect();
            let parts = printed_parts(&climbers);
            let printed = parts.iter().flat_map(|part| part.iter().map(|one| one.now));
            prop_assert!(printed.eq(climbers.iter().map(|one| one.now)));
            for part in parts {
                let long = part.iter().filter(|one| one.name.len() > LETTERS_IN_LINE).count();
                prop_assert!(!part.is_empty() && part.len() + long <= LINES_IN_PRINT);
            }
        }
    }
}
