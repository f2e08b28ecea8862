use super::DraftAnswer;
use samverk_engine::Budget;
use samverk_foundation::Ore;
use samverk_goals::model::PlanContent;
use std::collections::BTreeSet;

/// A part of a draft that something can be said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Of a plan `whole`, `summary`, `vision`, `section:<title>`, `area:<key>`, `goal:<key>`, `appendix:<title>`; of a
    /// budget `whole`, `part:<key>`, `line:<key of the part>/<name>`; with `#2` for the second of the same title.
    pub code: String,
    /// What the draft calls it; empty for the parts that every draft calls the same.
    pub name: String,
    /// What a budget gives it.
    pub amount: Option<Ore>,
}

impl Part {
    fn own(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            name: String::new(),
            amount: None,
        }
    }

    fn named(kind: &str, key: &str, name: &str) -> Self {
        Self {
            code: format!("{kind}:{key}"),
            name: name.to_owned(),
            amount: None,
        }
    }

    fn of_amount(self, amount: Ore) -> Self {
        Self {
            amount: Some(amount),
            ..self
        }
    }
}

/// The parts of a draft in its own order: the whole first, then as it is read.
pub fn parts(content: &PlanContent) -> Vec<Part> {
    let mut parts = vec![Part::own("whole")];
    let texts = [("summary", &content.summary), ("vision", &content.vision)];
    let said = texts.iter().filter(|(_, text)| !text.is_empty());
    parts.extend(said.map(|(code, _)| Part::own(code)));
    let sections = content.sections.iter();
    parts.extend(sections.map(|one| Part::named("section", &one.title, &one.title)));
    for area in &content.focus_areas {
        parts.push(Part::named("area", area.key.as_str(), &area.name));
        let goals = content.goals_of(&area.key);
        parts.extend(goals.map(|goal| Part::named("goal", goal.key.as_str(), goal.title())));
    }
    let appendices = content.appendices.iter();
    parts.extend(appendices.map(|one| Part::named("appendix", &one.title, &one.title)));
    numbered(parts)
}

/// The parts of a budget with their lines, as they stand in its table. A part that is one line of its own name is
/// said once.
pub fn budget_parts(budget: &Budget) -> Vec<Part> {
    let mut parts = vec![Part::own("whole").of_amount(budget.totals().total)];
    for part in &budget.parts {
        let key = part.key.as_str();
        let lines: Vec<_> = budget.lines_of(Some(&part.key)).collect();
        let sum: Ore = lines.iter().map(|line| line.net()).sum();
        parts.push(Part::named("part", key, &part.name).of_amount(sum));
        if matches!(lines.as_slice(), [only] if only.name == part.name) {
            continue;
        }
        parts.extend(lines.iter().map(|line| {
            let name = format!("{}: {}", part.name, line.name);
            Part::named("line", &format!("{key}/{}", line.name), &name).of_amount(line.net())
        }));
    }
    let outside = budget.lines_of(None);
    parts.extend(outside.map(|line| {
        let named = Part::named("line", &format!("/{}", line.name), &line.name);
        named.of_amount(line.net())
    }));
    numbered(parts)
}

/// The second with the same title is `section:<title>#2`, and so on.
fn numbered(mut parts: Vec<Part>) -> Vec<Part> {
    let mut known = BTreeSet::new();
    for part in &mut parts {
        if !known.insert(part.code.clone()) {
            let codes = (2..).map(|number| (number, format!("{}#{number}", part.code)));
            let mut free = codes.filter(|(_, code)| !known.contains(code));
            if let Some((number, code)) = free.next() {
                part.name = format!("{} ({number})", part.name);
                part.code = code;
                known.insert(part.code.clone());
            }
        }
    }
    parts
}

/// The parts that an answer speaks of and that are gone from the draft.
pub fn gone_parts(known: &[Part], answer: Option<&DraftAnswer>) -> Vec<Part> {
    let said = answer.into_iter().flat_map(|answer| &answer.remarks);
    let is_gone = |code: &str| known.iter().all(|part| part.code != code);
    let gone = said.filter(|remark| is_gone(&remark.part));
    gone.map(|remark| Part {
        code: remark.part.clone(),
        name: remark.name.clone(),
        amount: None,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_same_title_are_told_apart() {
        let titles = ["Tabell", "Tabell", "Tabell#2", "Tabell"];
        let parts = titles.map(|title| Part::named("section", title, title));
        let codes = numbered(parts.into()).into_iter().map(|part| part.code);
        let codes: Vec<String> = codes.collect();
        let expected = [
            "section:Tabell",
            "section:Tabell#2",
            "section:Tabell#2#2",
            "section:Tabell#3",
        ];
        assert_eq!(codes, expected);
    }
}
