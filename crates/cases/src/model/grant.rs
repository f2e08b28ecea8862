//! What another party reads of one case.

use super::Case;
use crate::CaseId;
use chrono::{DateTime, Months, NaiveDate, Utc};
use samverk_fields::{Line, Title, choices};
use samverk_foundation::{PartyId, Problem, Problems};
use samverk_kept::Kept;
use std::collections::BTreeSet;
use uuid::Uuid;

choices!(
    /// What of a case another party reads.
    GrantScope {
        /// Subject and official documents.
        Case = "case",
        /// Its number and some documents.
        Documents = "documents",
    }
);

/// What is said when a case is opened to another party.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("case_grant")]
pub struct GrantContent {
    /// The party's key.
    #[kept(example = "habo-kommun")]
    pub party: Line,
    /// What it reads.
    #[kept(example = "case")]
    pub scope: GrantScope,
    /// The numbers of the documents, with commas between them.
    pub documents: Line,
    /// The last day on which it reads.
    #[kept(example = "2026-12-31")]
    pub ends_on: NaiveDate,
    /// Why.
    #[kept(example = "Gemensamt yttrande")]
    pub reason: Title,
    /// Whether a secret case is read too: it has been found that the party may have it.
    pub with_secrecy: bool,
}

/// One as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub id: Uuid,
    pub case: CaseId,
    pub party: PartyId,
    pub scope: GrantScope,
    /// Of its scope, when it names some.
    pub documents: BTreeSet<i64>,
    pub reason: String,
    /// It is read although the case is secret.
    pub with_secrecy: bool,
    pub ends_on: NaiveDate,
    pub made_at: DateTime<Utc>,
    /// Ended before its day.
    pub ended_at: Option<DateTime<Utc>>,
    pub revision: i64,
}

impl Grant {
    pub fn holds(&self, today: NaiveDate) -> bool {
        self.ended_at.is_none() && self.ends_on >= today
    }

    /// Whether the party reads anything of the case. One that is marked as secret afterwards is closed to it.
    pub fn reads(&self, case: &Case, today: NaiveDate) -> bool {
        self.holds(today) && (self.with_secrecy || !case.content.is_secret())
    }

    /// Whether a document with that number is read. Of a whole case that is what is official.
    pub fn opens(&self, number: i64, is_official: bool) -> bool {
        match self.scope {
            GrantScope::Case => is_official,
            GrantScope::Documents => self.documents.contains(&number),
        }
    }
}

/// Longer is no grant, but another owner.
const MONTHS_MAX: u32 = 36;
const NUMBERS_MAX: usize = 200;

/// The numbers that are written there. Fails with `grant_documents_unreadable`.
pub fn read_numbers(said: &str) -> Result<BTreeSet<i64>, Problem> {
    let unreadable = || {
        let unreadable = Problem::invalid("grant_documents_unreadable").with("value", said);
        unreadable.at_field(GrantContent::DOCUMENTS.as_str())
    };
    let parts = said.split([',', ';', ' ']).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let numbers = parts.map(|part| part.parse::<i64>().ok().filter(|number| *number > 0));
    let numbers: Option<BTreeSet<i64>> = numbers.collect();
    let numbers = numbers.filter(|numbers| numbers.len() <= NUMBERS_MAX);
    numbers.ok_or_else(unreadable)
}

pub fn write_numbers(numbers: &BTreeSet<i64>) -> String {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    numbers.join(", ")
}

/// Fails with `grant_day_wrong`, `grant_documents_missing` or `grant_documents_not_asked`.
pub fn check_grant(content: &GrantContent, numbers: &BTreeSet<i64>, today: NaiveDate) -> Problems {
    let mut problems = Problems::default();
    let last = today.checked_add_months(Months::new(MONTHS_MAX));
    if content.ends_on < today || last.is_some_and(|last| content.ends_on > last) {
        let wrong = Problem::invalid("grant_day_wrong").with("months", MONTHS_MAX);
        problems.push(wrong.at_field(GrantContent::ENDS_ON.as_str()));
    }
    let code = match (content.scope, numbers.is_empty()) {
        (GrantScope::Documents, true) => Some("grant_documents_missing"),
        (GrantScope::Case, false) => Some("grant_documents_not_asked"),
        (GrantScope::Documents, false) | (GrantScope::Case, true) => None,
    };
    if let Some(code) = code {
        problems.push(Problem::invalid(code).at_field(GrantContent::DOCUMENTS.as_str()));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(scope: GrantScope, ends_on: &str) -> GrantContent {
        GrantContent {
            party: "habo-kommun".into(),
            scope,
            documents: "".into(),
            ends_on: ends_on.parse().unwrap(),
            reason: "Gemensamt yttrande".into(),
            with_secrecy: false,
        }
    }

    #[test]
    fn numbers_are_read_however_they_are_parted() {
        let numbers = read_numbers("3, 1;2 2").unwrap();
        assert_eq!(write_numbers(&numbers), "1, 2, 3");
        assert_eq!(read_numbers("").unwrap(), BTreeSet::new());
        for wrong in ["0", "-1", "ett", "1,x"] {
            assert_eq!(
                read_numbers(wrong).unwrap_err().code,
                "grant_documents_unreadable"
            );
        }
    }

    #[test]
    fn a_grant_has_an_end_and_says_which_documents() {
        let today = "2026-11-22".parse().unwrap();
        let codes = |content: &GrantContent, numbers: &BTreeSet<i64>| {
            let problems = check_grant(content, numbers, today).0.into_iter();
            problems.map(|one| one.code).collect::<Vec<_>>()
        };
        let (none, some) = (BTreeSet::new(), BTreeSet::from([1]));
        let case = content(GrantScope::Case, "2026-11-22");
        assert_eq!(codes(&case, &none), Vec::<&str>::new());
        assert_eq!(codes(&case, &some), ["grant_documents_not_asked"]);
        for day in ["2026-11-21", "2029-11-23"] {
            let named = content(GrantScope::Documents, day);
            assert_eq!(
                codes(&named, &none),
                ["grant_day_wrong", "grant_documents_missing"]
            );
        }
    }

    #[test]
    fn a_grant_holds_to_its_last_day_unless_it_is_ended() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut grant = Grant {
            id: Uuid::nil(),
            case: CaseId(Uuid::nil()),
            party: PartyId(Uuid::nil()),
            scope: GrantScope::Documents,
            documents: BTreeSet::from([2]),
            reason: String::new(),
            with_secrecy: false,
            ends_on: day("2026-12-31"),
            made_at: DateTime::UNIX_EPOCH,
            ended_at: None,
            revision: 1,
        };
        assert!(grant.holds(day("2026-12-31")) && !grant.holds(day("2027-01-01")));
        assert!(grant.opens(2, false) && !grant.opens(1, true));
        grant.scope = GrantScope::Case;
        assert!(grant.opens(1, true) && !grant.opens(2, false));
        grant.ended_at = Some(DateTime::UNIX_EPOCH);
        assert!(!grant.holds(day("2026-12-31")));
    }
}
