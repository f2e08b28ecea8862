//! How values, decisions and events are said on pages.

use crate::Ui;
use crate::changes::is_only_moved;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Stockholm;
use rust_decimal::Decimal;
use samverk_database::RecordedEvent;
use samverk_foundation::{Decision, Ore, format_decimal, format_integer, format_percent};

impl Ui {
    pub fn ore(&self, amount: &Ore) -> String {
        amount.to_string()
    }

    pub fn integer(&self, number: &i64) -> String {
        format_integer(*number)
    }

    pub fn decimal(&self, number: &Decimal) -> String {
        format_decimal(*number)
    }

    pub fn percent(&self, number: &Decimal) -> String {
        format_percent(*number)
    }

    pub fn date(&self, date: &NaiveDate) -> String {
        date.format("%Y-%m-%d").to_string()
    }

    pub fn optional_date(&self, date: &Option<NaiveDate>) -> String {
        date.map_or_else(String::new, |date| self.date(&date))
    }

    /// Swedish local time, `2026-11-22 14:05`.
    pub fn time(&self, time: &DateTime<Utc>) -> String {
        time.with_timezone(&Stockholm)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    /// The moment at which a day begins in Sweden, for searching between dates.
    pub fn start_of_day(&self, date: NaiveDate) -> DateTime<Utc> {
        let midnight = date.and_time(NaiveTime::MIN);
        match midnight.and_local_timezone(Stockholm).earliest() {
            Some(moment) => moment.to_utc(),
            None => midnight.and_utc(),
        }
    }

    /// `Kommunstyrelsen 2026-11-22 § 12`.
    pub fn decision(&self, decision: &Decision) -> String {
        format!("{} {}", decision.body, self.decided_when(decision))
    }

    /// `2026-11-22 § 12`: pages keep it on one line.
    pub fn decided_when(&self, decision: &Decision) -> String {
        let date = match decision.date {
            Some(date) => self.date(&date),
            None => self.t("decision-date-unknown"),
        };
        let paragraph = decision.paragraph.replace("§ ", "§\u{a0}");
        [date, paragraph].join(" ").trim_end().to_owned()
    }

    /// What happened, in words: the text `event-<kind>`, or for what is described once its name with
    /// what is done with all such.
    pub fn event(&self, event: &RecordedEvent) -> String {
        let own = format!("event-{}", event.kind.replace(['.', '_'], "-"));
        let (code, what) = event.kind.split_once('.').unwrap_or_default();
        // Before moves had a name of their own they were saves.
        let is_moved = what == "saved" && is_only_moved(event);
        let (own, what) = match is_moved {
            true => (own.replace("-saved", "-moved"), "moved"),
            false => (own, what),
        };
        let described = || {
            let name = self.t_if_known(&format!("{}-a", code.replace('_', "-")))?;
            Some(self.t1(&format!("kept-event-{what}"), "name", name))
        };
        self.t_if_known(&own)
            .or_else(described)
            .unwrap_or_else(|| self.t(&own))
    }

    /// What one of a kind is called, in words: the text that begins so, or for what is described
    /// once `<code>-one`.
    pub fn kind_name(&self, prefix: &str, code: &str) -> String {
        let code = code.replace('_', "-");
        let own = self.t_if_known(&format!("{prefix}{code}"));
        own.or_else(|| self.t_if_known(&format!("{code}-one")))
            .unwrap_or(code)
    }
}
