use samverk_goals::model::PlanContent;

/// A part of a draft that something can be said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `whole`, `summary`, `vision`, `section:<title>`, `area:<key>`, `goal:<key>`, `appendix:<title>`.
    pub code: String,
    /// What the draft calls it; empty for the parts that every draft calls the same.
    pub name: String,
}

impl Part {
    fn own(code: &str) -> Self {
        let (code, name) = (code.to_owned(), String::new());
        Self { code, name }
    }

    fn named(kind: &str, key: &str, name: &str) -> Self {
        Self {
            code: format!("{kind}:{key}"),
            name: name.to_owned(),
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
    parts
}
