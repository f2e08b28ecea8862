//! Small words that several parts of the documents use.

use samverk_foundation::Decision;
use samverk_web::Ui;

/// `adopted` in the group `version-status` is the text `version-status-adopted`.
pub fn word(ui: &Ui, group: &str, code: &str) -> String {
    ui.t(&format!("{group}-{}", code.replace('_', "-")))
}

pub fn decision(ui: &Ui, decision: Option<&Decision>) -> String {
    decision
        .map(|decision| ui.decision(decision))
        .unwrap_or_default()
}

/// Today in Sweden, as printed on the title page.
pub fn printed_on(ui: &Ui, now: chrono::DateTime<chrono::Utc>) -> String {
    ui.time(&now).chars().take(10).collect()
}
