use super::PartyKind;
use samverk_foundation::Problem;

/// Ordinary, unbreakable and typographic hyphens, dashes and the minus sign.
const HYPHENS: [char; 8] = [
    '-', '\u{ad}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}',
];

/// Reads `212000-0829` with any hyphen or space, ten digits, or twelve that begin with 16 as tax
/// forms have them, and gives the ten digits.
///
/// Fails with `organisation_number_invalid`, whose `reason` is `length` (not ten digits),
/// `third_digit` (under 2: a person's number), `check_digit` (Luhn) or
/// `prefix` (a municipality's or region's number begins with 21, 22 or 23).
pub fn parse_organisation_number(text: &str, kind: PartyKind) -> Result<String, Problem> {
    let wrong = |reason: &str| {
        Problem::invalid("organisation_number_invalid")
            .with("value", text)
            .with("reason", reason)
    };
    let digits = ten_digits(text).ok_or_else(|| wrong("length"))?;
    if digits.as_bytes()[2] < b'2' {
        return Err(wrong("third_digit"));
    }
    if !passes_luhn(&digits) {
        return Err(wrong("check_digit"));
    }
    let is_local_government = matches!(kind, PartyKind::Municipality | PartyKind::Region);
    if is_local_government
        && !["21", "22", "23"]
            .iter()
            .any(|start| digits.starts_with(start))
    {
        return Err(wrong("prefix"));
    }
    Ok(digits)
}

/// `2120000829` → `212000-0829`.
pub fn format_organisation_number(digits: &str) -> String {
    match digits.split_at_checked(6) {
        Some((first, last)) => format!("{first}-{last}"),
        None => digits.to_owned(),
    }
}

fn ten_digits(text: &str) -> Option<String> {
    let is_between = |c: char| c.is_whitespace() || HYPHENS.contains(&c);
    let (first, last) = match text.trim().split_once(is_between) {
        Some((first, last)) => (first.trim(), last.trim_start_matches(is_between)),
        None => text
            .trim()
            .split_at_checked(text.trim().len().checked_sub(4)?)?,
    };
    let first = match first.len() {
        8 => first.strip_prefix("16")?,
        _ => first,
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = first.len() == 6 && last.len() == 4 && digits(first) && digits(last);
    fits.then(|| format!("{first}{last}"))
}

/// Every other digit doubled, from the left in a number of even length; the digits' sum ends in 0.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0') * if index % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str, kind: PartyKind) -> String {
        let problem = parse_organisation_number(text, kind).unwrap_err();
        assert_eq!(problem.code, "organisation_number_invalid");
        problem.values[1].1.clone()
    }

    #[test]
    fn a_number_is_read_with_or_without_hyphen() {
        for text in [
            "556036-0793",
            "5560360793",
            "556036\u{2011}0793",
            "556036 0793",
            "556036 \u{2013} 0793",
            "16556036-0793",
            "165560360793",
            " 556036\u{a0}0793 ",
        ] {
            let read = parse_organisation_number(text, PartyKind::Company).unwrap();
            assert_eq!(read, "5560360793");
            assert_eq!(format_organisation_number(&read), "556036-0793");
        }
        assert!(parse_organisation_number("212000-0142", PartyKind::Municipality).is_ok());
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(reason("556036-079", PartyKind::Company), "length");
        assert_eq!(reason("55603-60793", PartyKind::Company), "length");
        assert_eq!(reason("5560360793å", PartyKind::Company), "length");
        assert_eq!(reason("811228-9874", PartyKind::Company), "third_digit");
        assert_eq!(reason("556036-0794", PartyKind::Company), "check_digit");
        assert_eq!(reason("556036-0793", PartyKind::Municipality), "prefix");
    }

    #[test]
    fn two_neighbours_that_changed_places_are_found() {
        // Luhn finds every swap of neighbours but 09 and 90.
        assert_eq!(reason("556306-0793", PartyKind::Company), "check_digit");
    }
}
