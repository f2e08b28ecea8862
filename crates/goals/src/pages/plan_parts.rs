//! The parts of a plan's text. Each has a page of its own, and they stand in a list of contents.

use crate::PlanView;
use samverk_web::Ui;

/// How much of the plan a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// How it is going, and the way to the parts.
    Front,
    /// Everything on one page, for print.
    Whole,
    /// The part with the code.
    Part(String),
}

/// A line in the list of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartLine {
    /// In its page's address, and as its place in the whole: `kapitel-2`.
    pub code: String,
    pub name: String,
}

/// In the order of the document.
pub(super) fn parts(ui: &Ui, view: &PlanView) -> Vec<PartLine> {
    let content = &view.version.content;
    let line = |code: String, name: String| PartLine { code, name };
    let mut parts = Vec::new();
    if !content.vision.is_empty() || !content.values.is_empty() {
        parts.push(line("vision".to_owned(), ui.t("plan-vision")));
    }
    for (place, chapter) in (1..).zip(&content.sections) {
        parts.push(line(format!("kapitel-{place}"), chapter.title.clone()));
    }
    for area in &content.focus_areas {
        parts.push(line(format!("omrade-{}", area.key), area.name.clone()));
    }
    parts.push(line("uppfoljning".to_owned(), ui.t("indicator-list")));
    parts.push(line("insatser".to_owned(), ui.t("activity-tab")));
    for (place, appendix) in (1..).zip(&content.appendices) {
        let number = ui.t1("plan-appendix", "number", place);
        let name = format!("{number} {}", appendix.title);
        parts.push(line(format!("bilaga-{place}"), name));
    }
    parts
}
