//! An answer in print: the summary first, each point with its stance, and who signs.

use crate::desk::AnswerDesk;
use crate::pages::stance_words;
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};

/// What an answer says, as it is sent: headings with marked texts, then tables.
pub struct AnswerPrint {
    pub texts: Vec<(String, String)>,
    pub tables: Vec<Table>,
}

impl AnswerPrint {
    pub fn of(ui: &Ui, desk: &AnswerDesk) -> Self {
        let answer = &desk.answer;
        let label = |field: &str| ui.t(&format!("consultation-answer-{field}"));
        let mut texts = vec![
            (label("summary"), answer.summary.to_string()),
            (label("background"), answer.background.to_string()),
        ];
        for point in &desk.points {
            let Some(section) = desk.section(point.id) else {
                continue;
            };
            let stance = section
                .stance
                .map(|one| format!("**{}.**", stance_words(ui, Some(one))));
            let parts = stance.into_iter().chain(Some(section.reason.to_string()));
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            texts.push((point.title.to_string(), parts.join("\n\n")));
        }
        texts.push((label("general"), answer.general.to_string()));
        texts.retain(|(_, text)| !text.is_empty());
        let tables = [stances(ui, desk), signatories(ui, desk), numbers(ui, desk)];
        let tables = tables.into_iter().filter(|table| !table.rows.is_empty());
        Self {
            texts,
            tables: tables.collect(),
        }
    }
}

fn text(words: String) -> Column {
    Column::new(words, ColumnKind::Text)
}

/// A clear stance on every proposal.
fn stances(ui: &Ui, desk: &AnswerDesk) -> Table {
    let columns = vec![
        text(ui.t("consultation-point-title")),
        text(ui.t("consultation-section-stance")),
    ];
    let mut table = Table::new("punkter", ui.t("consultation-print-stances"), columns);
    for point in &desk.points {
        if let Some(section) = desk.section(point.id) {
            let words = stance_words(ui, section.stance);
            table.push(vec![Cell::text(point.title.to_string()), Cell::text(words)]);
        }
    }
    table
}

fn signatories(ui: &Ui, desk: &AnswerDesk) -> Table {
    let columns = vec![
        text(ui.t("consultation-answer-signatories-department")),
        text(ui.t("consultation-answer-signatories-number")),
    ];
    let caption = ui.t("consultation-answer-signatories");
    let mut table = Table::new("yttrande", caption, columns);
    for one in desk.answer.signatories.iter() {
        let cells = [one.department.to_string(), one.number.to_string()];
        table.push(cells.map(Cell::text).into());
    }
    table
}

/// The own number, and the sender's last.
fn numbers(ui: &Ui, desk: &AnswerDesk) -> Table {
    let columns = vec![
        text(ui.t("consultation-print-whose")),
        text(ui.t("consultation-answer-signatories-number")),
    ];
    let caption = ui.t("consultation-print-numbers");
    let mut table = Table::new("nummer", caption, columns);
    let senders = (
        desk.consultation.sender.to_string(),
        desk.consultation.sender_number.to_string(),
    );
    let own = (desk.answer.name(), desk.answer.number.to_string());
    for (who, number) in [own, senders] {
        if !number.is_empty() {
            table.push(vec![Cell::text(who), Cell::text(number)]);
        }
    }
    table
}
