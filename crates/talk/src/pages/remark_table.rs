//! What was said of a draft, by whom, and what became of it.

use crate::Draft;
use crate::model::{DraftAnswer, Part, Remark};
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};

/// A part of a draft as it is called in a sentence.
pub(super) fn part_words(ui: &Ui, code: &str, name: &str) -> String {
    match code.split_once(':') {
        Some((kind @ ("area" | "goal" | "appendix" | "part" | "line"), _)) => {
            ui.t1(&format!("remark-part-{kind}"), "name", name)
        }
        Some(_) => name.to_owned(),
        None => ui.t(&format!("remark-part-{code}")),
    }
}

/// One remark with who made it.
pub struct Line<'a> {
    pub party: &'a str,
    pub remark: &'a Remark,
}

/// The remarks in the order of the draft's parts, those of one part in the order of the members. What
/// was said of a part that is no longer there stands last.
pub fn lines<'a>(draft: &'a Draft, answers: &'a [DraftAnswer]) -> Vec<Line<'a>> {
    let known = &draft.parts;
    let place = |code: &str| {
        let found = known.iter().position(|part: &Part| part.code == code);
        found.unwrap_or(known.len())
    };
    let mut all = Vec::new();
    for member in &draft.scope.members {
        let party = &member.party;
        let own = answers.iter().filter(|answer| answer.party == party.id);
        let remarks = own.flat_map(|answer| &answer.remarks);
        all.extend(remarks.map(|remark| Line {
            party: &party.name,
            remark,
        }));
    }
    all.sort_by_key(|line| place(&line.remark.part));
    all
}

pub(super) fn verdict_words(ui: &Ui, remark: &Remark) -> String {
    let code = remark.verdict.map_or("none", |verdict| verdict.code());
    ui.t(&format!("remark-verdict-{}", code.replace('_', "-")))
}

pub(super) fn table(ui: &Ui, draft: &Draft, answers: &[DraftAnswer]) -> Table {
    let headings = [
        "remark-part",
        "remark-party",
        "remark-text",
        "remark-verdict",
        "remark-reason",
    ];
    let columns = headings.iter();
    let columns = columns.map(|key| Column::new(ui.t(key), ColumnKind::Text));
    let caption = ui.t("remark-caption");
    let table = Table::new("synpunkter", caption, columns.collect());
    let mut table = table.narrow(Narrow::Lists);
    for line in lines(draft, answers) {
        let remark = line.remark;
        table.push(vec![
            Cell::text(part_words(ui, &remark.part, &remark.name)),
            Cell::text(line.party),
            Cell::text(&remark.text),
            Cell::text(verdict_words(ui, remark)),
            Cell::text(&remark.reason),
        ]);
    }
    table
}

/// The same as a text of paragraphs, for print.
pub fn printed_remarks(ui: &Ui, draft: &Draft, answers: &[DraftAnswer]) -> String {
    let lines = lines(draft, answers);
    let told = lines.iter().map(|line| {
        let part = part_words(ui, &line.remark.part, &line.remark.name);
        let verdict = verdict_words(ui, line.remark);
        let values = [("part", part.as_str()), ("party", line.party)];
        let head = ui.t_with("remark-printed", &values);
        let reply = match line.remark.reason.as_str() {
            "" => verdict,
            reason => format!("{verdict}. {reason}"),
        };
        let reply = ui.t1("remark-printed-reply", "reply", reply);
        format!("{head}\n{}\n\n{reply}", line.remark.text)
    });
    told.collect::<Vec<_>>().join("\n\n")
}
