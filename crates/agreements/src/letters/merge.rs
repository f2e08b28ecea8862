//! Places in a text that are filled in when it is sent: `{parter}`. What is in braces and is no single word is text.

use samverk_foundation::Problem;

/// What can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergePlace {
    Parties,
    PartyCount,
    Collaboration,
    Initiative,
    Cost,
    Date,
    AnswerBy,
}

impl MergePlace {
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("parter", Self::Parties),
        ("antal_parter", Self::PartyCount),
        ("samverkan", Self::Collaboration),
        ("initiativ", Self::Initiative),
        ("kostnad", Self::Cost),
        ("datum", Self::Date),
        ("svara_senast", Self::AnswerBy),
    ];

    fn of(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, place)| *place)
    }
}

/// What stands in the places, ready to be read. Empty: there is nothing to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeValues {
    pub parties: Vec<String>,
    pub collaboration: String,
    pub initiative: String,
    pub cost: String,
    pub date: String,
    pub answer_by: String,
}

impl MergeValues {
    fn of(&self, place: MergePlace) -> String {
        match place {
            MergePlace::Parties => escaped(&in_words(&self.parties)),
            MergePlace::PartyCount => self.parties.len().to_string(),
            MergePlace::Collaboration => escaped(&self.collaboration),
            MergePlace::Initiative => escaped(&self.initiative),
            MergePlace::Cost => self.cost.clone(),
            MergePlace::Date => self.date.clone(),
            MergePlace::AnswerBy => self.answer_by.clone(),
        }
    }
}

/// A part of a text: as it stands, or the name of a place.
#[derive(Debug, PartialEq, Eq)]
enum Part<'t> {
    Text(&'t str),
    Place(&'t str),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let named = after.split_once('}').filter(|(name, _)| is_name(name));
        let Some((name, behind)) = named else {
            let end = before.len() + 1;
            parts.push(Part::Text(&rest[..end]));
            rest = after;
            continue;
        };
        parts.push(Part::Text(before));
        parts.push(Part::Place(name));
        rest = behind;
    }
    parts.push(Part::Text(rest));
    parts
}

fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || c == '_';
    !name.is_empty() && name.chars().all(is_letter)
}

/// A problem for each place that nothing is known of: `merge_place_unknown`.
pub fn unknown_places(text: &str) -> Vec<Problem> {
    let unknown = parts(text).into_iter().filter_map(|part| match part {
        Part::Place(name) if MergePlace::of(name).is_none() => Some(name),
        _ => None,
    });
    let allowed: Vec<String> = MergePlace::ALL
        .iter()
        .map(|(name, _)| format!("{{{name}}}"))
        .collect();
    let problem = |name: &str| {
        Problem::invalid("merge_place_unknown")
            .with("value", format!("{{{name}}}"))
            .with("allowed", allowed.join(", "))
    };
    unknown.map(problem).collect()
}

/// The text with every place filled in. Fails with `merge_place_unknown`, or with `merge_value_missing` where a place
/// has nothing to say.
pub fn merged(text: &str, values: &MergeValues) -> Result<String, Problem> {
    if let Some(problem) = unknown_places(text).into_iter().next() {
        return Err(problem);
    }
    let mut filled = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Place(name) => {
                let value = MergePlace::of(name).map(|place| values.of(place));
                let value = value.filter(|value| !value.is_empty()).ok_or_else(|| {
                    Problem::conflict("merge_value_missing").with("value", format!("{{{name}}}"))
                })?;
                filled.push_str(&value);
            }
        }
    }
    Ok(filled)
}

/// A, B och C.
fn in_words(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} och {last}", first.join(", ")),
    }
}

/// A name is read as it is written: what would be marks in the text is not.
fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '`' | '|' | '#') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> MergeValues {
        let names = ["Krokoms kommun", "Åre kommun", "Region A*B"];
        MergeValues {
            parties: names.map(str::to_owned).to_vec(),
            collaboration: "Rådet".to_owned(),
            cost: "1 200 000 kr".to_owned(),
            date: "2026-11-22".to_owned(),
            ..MergeValues::default()
        }
    }

    #[test]
    fn places_are_filled_in_and_other_braces_stay() {
        let text = "{parter} ({antal_parter}) i {samverkan} {2026} { parter } {} för {kostnad}.";
        let filled = merged(text, &values()).unwrap();
        assert_eq!(
            filled,
            "Krokoms kommun, Åre kommun och Region A\\*B (3) i Rådet {2026} { parter } {} för 1 200 000 kr."
        );
        let missing = merged("{initiativ}", &values()).unwrap_err();
        assert_eq!(missing.code, "merge_value_missing");
        let unknown = merged("{partner}", &values()).unwrap_err();
        assert_eq!(unknown.code, "merge_place_unknown");
        assert_eq!(
            merged(
                "{{parter}",
                &MergeValues {
                    parties: vec!["A".to_owned()],
                    ..values()
                }
            )
            .unwrap(),
            "{A"
        );
    }

    proptest! {
        #[test]
        fn a_text_without_places_is_sent_as_it_is(text in "[^{]{0,60}") {
            prop_assert_eq!(merged(&text, &values()).unwrap(), text);
        }

        #[test]
        fn nothing_is_lost(text in "[ab{}\n]{0,40}") {
            let whole: String = parts(&text).iter().map(|part| match part {
                Part::Text(text) => (*text).to_owned(),
                Part::Place(name) => format!("{{{name}}}"),
            }).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
