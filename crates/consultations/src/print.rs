//! An answer in print: to whom and under which numbers, the summary first, each point with its stance, who decided and
//! who signs.

use crate::choices::AnswerState;
use crate::letter::{Letter, LetterPoint};
use crate::pages::stance_words;
use samverk_web::{Cell, Column, ColumnKind, Table, Ui};

/// What an answer says, as it is sent, in the words of `ui`.
pub struct AnswerPrint {
    /// What it is: an answer, a draft of one, or that there is none.
    pub title: String,
    pub subtitle: String,
    /// To whom, whose numbers and which day.
    pub head: Vec<(String, String)>,
    /// Headings with marked texts.
    pub texts: Vec<(String, String)>,
    pub tables: Vec<Table>,
}

impl AnswerPrint {
    pub fn of(ui: &Ui, letter: &Letter) -> Self {
        let tables = [stances(ui, letter), signatories(ui, letter)];
        let tables = tables.into_iter().filter(|table| !table.rows.is_empty());
        Self {
            title: ui.t1(title(letter.state), "title", &letter.title),
            subtitle: ui.t1("consultation-print-from", "name", &letter.from),
            head: head(ui, letter),
            texts: match letter.state {
                AnswerState::Declined => vec![declined(ui, letter)],
                _ => texts(ui, letter),
            },
            tables: match letter.state {
                AnswerState::Declined => Vec::new(),
                _ => tables.collect(),
            },
        }
    }
}

fn title(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Offered | AnswerState::Opened | AnswerState::Drafted => {
            "consultation-print-title-draft"
        }
        AnswerState::Decided | AnswerState::Dispatched => "consultation-print-title",
        AnswerState::Declined => "consultation-print-title-declined",
    }
}

/// What the reader of a letter looks for first; what nobody has told is left out.
fn head(ui: &Ui, letter: &Letter) -> Vec<(String, String)> {
    let day = letter.dated.or(letter.decided_on).or(letter.dispatched_on);
    let day = match letter.state {
        AnswerState::Declined => letter.dispatched_on,
        _ => day,
    };
    let lines = [
        ("to", letter.to.clone()),
        ("date", ui.optional_date(&day)),
        ("own-number", letter.number.clone()),
        ("senders-number", letter.senders_number.clone()),
    ];
    let said = lines.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(name, text)| (ui.t(&format!("consultation-print-{name}")), text))
        .collect()
}

fn texts(ui: &Ui, letter: &Letter) -> Vec<(String, String)> {
    let label = |field: &str| ui.t(&format!("consultation-answer-{field}"));
    let mut texts = vec![
        (label("summary"), letter.summary.clone()),
        (label("background"), letter.background.clone()),
    ];
    texts.extend(
        letter
            .points
            .iter()
            .map(|one| (one.title.clone(), said(ui, one))),
    );
    texts.push((label("general"), letter.general.clone()));
    texts.push((ui.t("consultation-decided"), clause(ui, letter)));
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

fn said(ui: &Ui, point: &LetterPoint) -> String {
    let stance = point.stance;
    let stance = stance.map(|one| format!("**{}.**", stance_words(ui, Some(one))));
    let parts = stance.into_iter().chain(Some(point.reason.clone()));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// Which body adopts the statement as its own.
fn clause(ui: &Ui, letter: &Letter) -> String {
    if letter.body.is_empty() || letter.state.is_written() {
        return String::new();
    }
    let when = [
        ui.optional_date(&letter.decided_on),
        paragraph(&letter.paragraph),
    ];
    let when: Vec<String> = when.into_iter().filter(|part| !part.is_empty()).collect();
    let values = [("body", letter.body.as_str()), ("when", &when.join(", "))];
    ui.t_with("consultation-print-clause", &values)
}

/// `12` is `§ 12` in a letter; sign and number stay on one line.
pub(crate) fn paragraph(said: &str) -> String {
    let said = said.trim();
    let bare = said.trim_start_matches('§').trim_start();
    match bare.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("§\u{a0}{bare}"),
        _ => said.to_owned(),
    }
}

fn declined(ui: &Ui, letter: &Letter) -> (String, String) {
    let by = ui.t1("consultation-print-declined-by", "by", &letter.declined_by);
    let parts = [
        ui.t1("consultation-print-declined", "name", &letter.from),
        by,
        letter.decline_reason.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (
        ui.t("consultation-print-declined-heading"),
        parts.join("\n\n"),
    )
}

fn text(words: String) -> Column {
    Column::new(words, ColumnKind::Text)
}

/// A clear stance on every proposal that is answered.
fn stances(ui: &Ui, letter: &Letter) -> Table {
    let columns = vec![
        text(ui.t("consultation-point-title")),
        text(ui.t("consultation-section-stance")),
    ];
    let mut table = Table::new("punkter", ui.t("consultation-print-stances"), columns);
    for point in &letter.points {
        let words = stance_words(ui, point.stance);
        table.push(vec![Cell::text(&point.title), Cell::text(words)]);
    }
    table
}

fn signatories(ui: &Ui, letter: &Letter) -> Table {
    let columns = vec![
        text(ui.t("consultation-answer-signatories-department")),
        text(ui.t("consultation-answer-signatories-number")),
    ];
    let caption = ui.t("consultation-print-signatories");
    let mut table = Table::new("yttrande", caption, columns);
    for one in &letter.signatories {
        table.push(vec![Cell::text(&one.department), Cell::text(&one.number)]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::paragraph;

    #[test]
    fn a_number_alone_is_a_paragraph() {
        for said in ["123", "§123", "§ 123", " § 123 "] {
            assert_eq!(paragraph(said), "§\u{a0}123", "{said}");
        }
        assert_eq!(paragraph("delegation 7"), "delegation 7");
        assert_eq!(paragraph(""), "");
    }
}
