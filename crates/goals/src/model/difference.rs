//! What changed from one version of a plan to another, down to the words.

use super::{FocusArea, Goal, GoalRef, PlanContent};
use samverk_prose::plain;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeSet;

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Piece {
    Same(String),
    Removed(String),
    Added(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Change {
    Added(String),
    Removed(String),
    Changed(Vec<Piece>),
}

impl Change {
    pub fn pieces(&self) -> Vec<Piece> {
        match self {
            Self::Added(text) => vec![Piece::Added(text.clone())],
            Self::Removed(text) => vec![Piece::Removed(text.clone())],
            Self::Changed(pieces) => pieces.clone(),
        }
    }
}

/// Which part of the plan, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Part {
    Texts,
    Values,
    Sections,
    FocusAreas,
    Goals,
    Appendices,
}

/// Which property changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Label {
    /// The text key after `plan-`: `summary`, `purpose`.
    Field(&'static str),
    Year(i32),
    CatalogueGoals(i32),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineChange {
    pub label: Label,
    pub change: Change,
}

/// One focus area, goal or chapter with what changed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    pub part: Part,
    pub name: String,
    /// Whether the whole item came or went.
    pub came: bool,
    pub went: bool,
    pub lines: Vec<LineChange>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference(pub Vec<ItemChange>);

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Label {
    /// Whether the text is marked up, and is compared by its words.
    fn is_marked(&self) -> bool {
        const MARKED: [&str; 5] = ["summary", "vision", "note", "text", "purpose"];
        matches!(self, Self::Field(field) if MARKED.contains(field))
    }
}

/// One property of an item, as text.
type Lines = Vec<(Label, String)>;

pub fn difference(before: &PlanContent, after: &PlanContent) -> Difference {
    let mut items = Vec::new();
    let texts = |content: &PlanContent| {
        vec![(
            "texts".to_owned(),
            String::new(),
            vec![
                (Label::Field("summary"), content.summary.clone()),
                (Label::Field("vision"), content.vision.clone()),
                (Label::Field("note"), content.note.clone()),
            ],
        )]
    };
    compare(Part::Texts, texts(before), texts(after), &mut items);
    let values = |content: &PlanContent| {
        let value = |value: &super::NamedText| chapter(&value.name, &value.text);
        content.values.iter().map(value).collect()
    };
    compare(Part::Values, values(before), values(after), &mut items);
    let sections = |content: &PlanContent| {
        content
            .sections
            .iter()
            .map(|section| chapter(&section.title, &section.text))
            .collect()
    };
    compare(
        Part::Sections,
        sections(before),
        sections(after),
        &mut items,
    );
    let areas = |content: &PlanContent| content.focus_areas.iter().map(focus_area).collect();
    compare(Part::FocusAreas, areas(before), areas(after), &mut items);
    let goals = |content: &PlanContent| content.goals.iter().map(goal).collect();
    compare(Part::Goals, goals(before), goals(after), &mut items);
    let appendices = |content: &PlanContent| {
        content
            .appendices
            .iter()
            .map(|one| chapter(&one.title, &one.text))
            .collect()
    };
    compare(
        Part::Appendices,
        appendices(before),
        appendices(after),
        &mut items,
    );
    Difference(items)
}

/// Key, name and properties.
type Item = (String, String, Lines);

fn chapter(title: &str, text: &str) -> Item {
    (
        title.to_owned(),
        title.to_owned(),
        vec![(Label::Field("text"), text.to_owned())],
    )
}

fn focus_area(area: &FocusArea) -> Item {
    let key = |key: &Option<samverk_foundation::Key>| {
        key.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let lines = vec![
        (Label::Field("name"), area.name.clone()),
        (Label::Field("purpose"), area.purpose.clone()),
        (
            Label::Field("leadership-group"),
            key(&area.leadership_group),
        ),
        (Label::Field("budget-part"), key(&area.budget_part)),
        (
            Label::Field("catalogue-goals"),
            joined(&area.catalogue_goals),
        ),
    ];
    (area.key.to_string(), area.name.clone(), lines)
}

fn goal(goal: &Goal) -> Item {
    let mut lines = vec![
        (Label::Field("focus-area"), goal.focus_area.to_string()),
        (Label::Field("owner"), goal.owner.clone()),
        (
            Label::Field("without-indicator"),
            goal.without_indicator.clone(),
        ),
    ];
    for text in &goal.years {
        lines.push((Label::Year(text.year), text.text.clone()));
        lines.push((
            Label::CatalogueGoals(text.year),
            joined(&text.catalogue_goals),
        ));
    }
    (goal.key.to_string(), goal.title().to_owned(), lines)
}

fn joined(references: &[GoalRef]) -> String {
    let references: Vec<_> = references.iter().map(ToString::to_string).collect();
    references.join(" ")
}

fn compare(part: Part, before: Vec<Item>, after: Vec<Item>, items: &mut Vec<ItemChange>) {
    for (key, name, lines) in &after {
        let old = before.iter().find(|(known, _, _)| known == key);
        let changes = match old {
            Some((_, _, old)) => changed_lines(old, lines),
            None => changed_lines(&Vec::new(), lines),
        };
        if !changes.is_empty() || old.is_none() {
            let (came, went) = (old.is_none(), false);
            items.push(ItemChange {
                part,
                name: name.clone(),
                came,
                went,
                lines: changes,
            });
        }
    }
    let kept: BTreeSet<&String> = after.iter().map(|(key, _, _)| key).collect();
    for (_, name, lines) in before.iter().filter(|(key, _, _)| !kept.contains(key)) {
        let lines = changed_lines(lines, &Vec::new());
        items.push(ItemChange {
            part,
            name: name.clone(),
            came: false,
            went: true,
            lines,
        });
    }
}

fn changed_lines(before: &Lines, after: &Lines) -> Vec<LineChange> {
    let text_of = |lines: &Lines, label: &Label| {
        let found = lines.iter().find(|(known, _)| known == label);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let gone = before
        .iter()
        .filter(|(label, _)| !after.iter().any(|(known, _)| known == label));
    let labels = after.iter().chain(gone).map(|(label, _)| label);
    labels
        .filter_map(|label| {
            let (old, new) = (text_of(before, label), text_of(after, label));
            let of_words = label
                .is_marked()
                .then(|| change(&plain(&old), &plain(&new)));
            // When the words are the same, it is the marks, links or pictures that tell the difference.
            let change = of_words.flatten().or_else(|| change(&old, &new))?;
            Some(LineChange {
                label: label.clone(),
                change,
            })
        })
        .collect()
}

fn change(before: &str, after: &str) -> Option<Change> {
    match (before, after) {
        (old, new) if old == new => None,
        ("", new) => Some(Change::Added(new.to_owned())),
        (old, "") => Some(Change::Removed(old.to_owned())),
        (old, new) => Some(Change::Changed(words(old, new))),
    }
}

/// What changed in a text that is marked up, down to its words; nothing where they are the same.
pub fn text_difference(before: &str, after: &str) -> Vec<Piece> {
    let change = change(&plain(before), &plain(after));
    change.map(|change| change.pieces()).unwrap_or_default()
}

fn words(before: &str, after: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let word = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Removed(text)))
            | (ChangeTag::Insert, Some(Piece::Added(text))) => text.push_str(word),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(word.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Removed(word.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(word.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GoalYear, TitledText};
    use samverk_foundation::Key;

    fn goal_with(texts: &[(i32, &str)]) -> Goal {
        let year = |(year, text): &(i32, &str)| GoalYear {
            year: *year,
            text: (*text).into(),
            catalogue_goals: Vec::new(),
        };
        Goal {
            key: Key::parse("data").unwrap(),
            focus_area: Key::parse("infrastruktur").unwrap(),
            owner: String::new(),
            without_indicator: String::new(),
            years: texts.iter().map(year).collect(),
        }
    }

    #[test]
    fn the_same_text_has_no_difference() {
        let content = PlanContent {
            summary: "Samma".into(),
            ..PlanContent::default()
        };
        assert!(difference(&content, &content).is_empty());
    }

    #[test]
    fn marked_up_texts_are_compared_by_their_words() {
        let with = |summary: &str| PlanContent {
            summary: summary.into(),
            ..PlanContent::default()
        };
        let pieces = |before: &str, after: &str| {
            let Difference(items) = difference(&with(before), &with(after));
            items[0].lines[0].change.pieces()
        };
        let words = [
            Piece::Same("Mål\nDet är ".into()),
            Piece::Added("mycket ".into()),
            Piece::Same("viktigt".into()),
        ];
        let after = "## Mål\n\nDet är _mycket_ **viktigt**";
        assert_eq!(pieces("## Mål\n\nDet är **viktigt**", after), words);
        // Nothing that differs is passed over.
        let moved = pieces("[Om](/om)", "[Om](/annat)");
        assert!(
            moved.contains(&Piece::Added("[Om](/annat)".into())),
            "{moved:?}"
        );
    }

    #[test]
    fn a_changed_goal_shows_the_words_and_years() {
        let goals = vec![goal_with(&[(2021, "Hälften delas"), (2022, "Allt delas")])];
        let before = PlanContent {
            goals,
            ..PlanContent::default()
        };
        let goals = vec![goal_with(&[(2021, "Allt delas"), (2023, "Allt delas")])];
        let after = PlanContent {
            goals,
            ..PlanContent::default()
        };
        let Difference(items) = difference(&before, &after);
        assert_eq!(items.len(), 1);
        let lines = &items[0].lines;
        assert_eq!(lines.len(), 3, "{lines:?}");
        let words = vec![
            Piece::Removed("Hälften".into()),
            Piece::Added("Allt".into()),
            Piece::Same(" delas".into()),
        ];
        assert_eq!(lines[0].change, Change::Changed(words));
        assert_eq!(lines[1].change, Change::Added("Allt delas".into()));
        assert_eq!(
            (&lines[2].label, &lines[2].change),
            (&Label::Year(2022), &Change::Removed("Allt delas".into()))
        );
    }

    #[test]
    fn chapters_come_and_go() {
        let section = |title: &str| TitledText {
            title: title.into(),
            text: "Text".into(),
        };
        let before = PlanContent {
            sections: vec![section("Gammalt")],
            ..PlanContent::default()
        };
        let after = PlanContent {
            sections: vec![section("Nytt")],
            ..PlanContent::default()
        };
        let Difference(items) = difference(&before, &after);
        assert_eq!(
            items
                .iter()
                .map(|item| (item.name.as_str(), item.came, item.went))
                .collect::<Vec<_>>(),
            [("Nytt", true, false), ("Gammalt", false, true)]
        );
    }
}
