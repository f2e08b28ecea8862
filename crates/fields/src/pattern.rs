//! How some texts are written. The checks are by hand; no pattern that a user wrote is ever run.

use crate::PatternName;

impl PatternName {
    pub fn code(self) -> &'static str {
        match self {
            Self::OrganisationNumber => "organisation_number",
            Self::PostalCode => "postal_code",
            Self::Telephone => "telephone",
            Self::TimeOfDay => "time_of_day",
            Self::WebAddress => "web_address",
        }
    }

    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::OrganisationNumber => is_organisation_number(text),
            Self::PostalCode => is_postal_code(text),
            Self::Telephone => is_telephone(text),
            Self::TimeOfDay => is_time_of_day(text),
            Self::WebAddress => is_web_address(text),
        }
    }
}

/// `212000-0530`: ten digits, of which the third is at least two and the last a check.
fn is_organisation_number(text: &str) -> bool {
    let digits = match text.split_once('-') {
        Some((before, after)) if before.len() == 6 => format!("{before}{after}"),
        Some(_) => return false,
        None => text.to_owned(),
    };
    let digits: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 10) else {
        return false;
    };
    let is_organisation = digits.get(2).is_some_and(|third| *third >= 2);
    let weighed = digits
        .iter()
        .enumerate()
        .map(|(index, digit)| match index % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        });
    is_organisation && weighed.sum::<u32>().is_multiple_of(10)
}

/// `551 89` or `55189`.
fn is_postal_code(text: &str) -> bool {
    let digits = match text.split_once([' ', '\u{a0}']) {
        Some((area, rest)) if area.len() == 3 => format!("{area}{rest}"),
        Some(_) => return false,
        None => text.to_owned(),
    };
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.len() == 5 && all_digits && !digits.starts_with('0')
}

/// `+46 36-10 50 00`: 6–15 digits, with a plus before and what people put between.
fn is_telephone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let is_usual = |c: char| c.is_ascii_digit() || " \u{a0}-()/".contains(c);
    (6..=15).contains(&digits) && rest.chars().all(is_usual)
}

/// `09:30`: an hour and a minute of the day, two digits each.
fn is_time_of_day(text: &str) -> bool {
    let within = |digits: &str, most: u8| {
        let is_written = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_written && digits.parse::<u8>().is_ok_and(|number| number <= most)
    };
    let parts = text.split_once(':');
    parts.is_some_and(|(hour, minute)| within(hour, 23) && within(minute, 59))
}

/// `https://exempel.se/sida`: of the web, with a host that has a name.
fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, port) = match rest.get(..end).unwrap_or_default().split_once(':') {
        Some((host, port)) => (host, port),
        None => (rest.get(..end).unwrap_or_default(), "443"),
    };
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_host = host.contains('.') && host.split('.').all(label);
    let is_quoted = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c);
    is_host && port.parse::<u16>().is_ok() && !text.contains(is_quoted)
}

#[cfg(test)]
mod tests {
    use super::PatternName;

    fn check(pattern: PatternName, right: &[&str], wrong: &[&str]) {
        for text in right {
            assert!(pattern.matches(text), "{text}");
        }
        for text in wrong {
            assert!(!pattern.matches(text), "{text}");
        }
    }

    #[test]
    fn organisation_numbers_have_a_check() {
        check(
            PatternName::OrganisationNumber,
            &["212000-0530", "2120000530"],
            &[
                "212000-0531",
                "2120-000530",
                "811218-9876",
                "",
                "212000-053",
                "åååååååååå",
            ],
        );
    }

    #[test]
    fn postal_codes_have_five_digits() {
        let right = ["551 89", "55189"];
        check(
            PatternName::PostalCode,
            &right,
            &["05189", "5518", "55 189", "551-89", "", "551  89"],
        );
    }

    #[test]
    fn telephone_numbers_are_written_in_many_ways() {
        let right = [
            "+46 36-10 50 00",
            "036-10 50 00",
            "112 414",
            "(036) 10 50 00",
        ];
        check(
            PatternName::Telephone,
            &right,
            &["12", "0+36105000", "036x105000", "", "1234567890123456"],
        );
    }

    #[test]
    fn times_have_two_digits_for_the_hour_and_the_minute() {
        check(
            PatternName::TimeOfDay,
            &["00:00", "09:30", "23:59"],
            &[
                "9:30", "24:00", "12:60", "12.30", "", "12:3", "+1:00", "kl 9", "12:30:00",
            ],
        );
    }

    #[test]
    fn web_addresses_are_of_the_web() {
        check(
            PatternName::WebAddress,
            &[
                "https://exempel.se",
                "http://www.exempel.se:8080/a?b#c",
                "https://räksmörgås.se/",
            ],
            &[
                "javascript:alert(1)",
                "exempel.se",
                "https://",
                "https://exempel",
                "https://a@exempel.se",
                "https://exempel.se/a b",
                "https://exempel.se:x",
                "https://.se",
            ],
        );
    }
}
