//! What is kept of somebody in the cases of a party: for the person who asks (the General Data Protection Regulation, article 15).

use chrono::NaiveDate;
use samverk_fields::{Line, Title};
use samverk_foundation::{Problem, Problems, without_accents};
use samverk_kept::Kept;

/// Who asks, and how that was seen to be true.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("case_report")]
pub struct ReportContent {
    /// The whole name, as it is written.
    #[kept(example = "Påhittade Person")]
    pub name: Line,
    /// The whole e-mail address.
    pub email: Line,
    /// How the party saw that it is the person.
    #[kept(example = "Legitimation visad")]
    pub identity: Title,
    /// The day on which the question came in.
    #[kept(example = "2026-11-20")]
    pub received_on: Option<NaiveDate>,
}

const LINE_MAX: usize = 200;

/// Fails with `report_of_nobody`, `report_name_short`, `report_by_personal_number` or `text_too_long`.
pub fn check_report(content: &ReportContent) -> Problems {
    let mut problems = Problems::default();
    let (name, email) = (ReportContent::NAME, ReportContent::EMAIL);
    if content.name.trim().is_empty() && content.email.trim().is_empty() {
        problems.push(Problem::invalid("report_of_nobody").at_field(name.as_str()));
    }
    // One word alone would find everybody of that name.
    if !content.name.trim().is_empty() && words(&content.name).len() < 2 {
        problems.push(Problem::invalid("report_name_short").at_field(name.as_str()));
    }
    if !content.email.trim().is_empty() && !content.email.contains('@') {
        let wrong = Problem::invalid("email_invalid").with("value", &*content.email);
        problems.push(wrong.at_field(email.as_str()));
    }
    let identity = ReportContent::IDENTITY;
    for (field, said) in [
        (name, &*content.name),
        (email, &*content.email),
        (identity, &*content.identity),
    ] {
        if super::has_personal_number(said) {
            problems.push(Problem::invalid("report_by_personal_number").at_field(field.as_str()));
        } else if said.chars().count() > LINE_MAX {
            let long = Problem::invalid("text_too_long").with("max", LINE_MAX);
            problems.push(long.at_field(field.as_str()));
        }
    }
    problems
}

/// Whom a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    pub name: String,
    pub email: String,
}

impl Sought {
    /// Whether a text names the person: the whole name or the whole address stands in it.
    pub fn is_in(&self, text: &str) -> bool {
        let name = words(&self.name);
        let is_named = !name.is_empty() && words(text).windows(name.len()).any(|it| it == name);
        let email = self.email.trim().to_lowercase();
        let small = text.to_lowercase();
        let mut addresses = small.split(|sign: char| !is_of_address(sign));
        is_named || (!email.is_empty() && addresses.any(|it| it.trim_matches('.') == email))
    }
}

fn is_of_address(sign: char) -> bool {
    sign.is_alphanumeric() || "@.!#$%&'*+/=?^_`{|}~-".contains(sign)
}

fn words(text: &str) -> Vec<String> {
    let small = without_accents(text).to_lowercase();
    // A name with a hyphen is another name than its first half.
    let words = small.split(|sign: char| !sign.is_alphanumeric() && sign != '-');
    let words = words.map(|word| word.trim_matches('-'));
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Something that is kept of the person. What it is, why, by what right and for how long is said by the texts
/// `case-report-<what>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    /// The number of the case and where it lies, when it is one.
    pub case: Option<(String, String)>,
    pub said: String,
    /// Whether it came in from somebody, or was written down by the party.
    pub came_in: bool,
    /// To whom the case is open: names of parties.
    pub recipients: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_the_whole_name_or_address_and_by_no_part() {
        let sought = Sought {
            name: "Åsa Ödmark".to_owned(),
            email: "asa.odmark@exempel.se".to_owned(),
        };
        for text in [
            "Åsa Ödmark",
            "ÅSA ÖDMARK, Storgatan 1",
            "Från Åsa  Ödmark <a@b.se>",
            "<asa.odmark@exempel.se>",
            "Svar till Asa.Odmark@exempel.se.",
        ] {
            assert!(sought.is_in(text), "{text}");
        }
        for text in [
            "Åsa Ödmarksson",
            "Åsa Ödmark-Lind",
            "Karin-Åsa Ödmark",
            "Ödmark",
            "Ödmark Åsa",
            "xasa.odmark@exempel.se",
            "asa.odmark@exempel.se.org",
            "",
        ] {
            assert!(!sought.is_in(text), "{text}");
        }
        let nobody = Sought {
            name: String::new(),
            email: String::new(),
        };
        assert!(!nobody.is_in("") && !nobody.is_in("Åsa"));
    }

    #[test]
    fn who_is_sought_is_said_and_never_by_number() {
        let codes = |name: &str, email: &str| {
            let content = ReportContent {
                name: name.into(),
                email: email.into(),
                identity: "Legitimation visad".into(),
                received_on: None,
            };
            let problems = check_report(&content).0.into_iter();
            problems.map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("Åsa Ödmark", ""), Vec::<&str>::new());
        assert_eq!(codes("", ""), ["report_of_nobody"]);
        assert_eq!(codes("Åsa", ""), ["report_name_short"]);
        assert_eq!(codes("", "zebra"), ["email_invalid"]);
        assert_eq!(codes("900101-9802 Ö", ""), ["report_by_personal_number"]);
    }
}
