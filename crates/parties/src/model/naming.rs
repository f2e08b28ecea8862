use super::{Party, PartyKind};
use samverk_foundation::without_accents;

/// What people write after the name of a municipality or before that of a region, and leave out.
const SORTS: [&str; 5] = ["kommun", "stad", "region", "landsting", "kommunen"];

/// What parties are called, made ready once for many who write them.
pub struct PartyNames(Vec<Name>);

struct Name {
    key: String,
    kind: PartyKind,
    whole: String,
    short: String,
    /// Without what they are.
    parts: [String; 2],
}

impl PartyNames {
    pub fn of(parties: &[Party]) -> Self {
        let name = |party: &Party| {
            let (whole, short) = (as_compared(&party.name), as_compared(&party.short_name));
            Name {
                key: party.key.to_string(),
                kind: party.kind,
                parts: [bare(&whole), bare(&short)],
                whole,
                short,
            }
        };
        Self(parties.iter().map(name).collect())
    }

    /// Which of the parties somebody wrote, by its place among them: its key, its name or its short name, in large or
    /// small letters, with or without `kommun`, `stad` or `region` and the s before it: `Ale`, `Borås stad`. Whole
    /// names go before parts; a part that fits a municipality and a region means the municipality.
    pub fn place_of(&self, text: &str) -> Option<usize> {
        let wanted = as_compared(text);
        if wanted.is_empty() {
            return None;
        }
        let find = |fits: &dyn Fn(&Name) -> bool| self.0.iter().position(fits);
        find(&|one| one.key == wanted || one.whole == wanted)
            .or_else(|| find(&|one| one.short == wanted))
            .or_else(|| {
                let part = bare(&wanted);
                let is_part = |one: &Name| one.parts.iter().any(|name| same_part(name, &part));
                let of_kind = |kind| find(&|one| one.kind == kind && is_part(one));
                let says_region = wanted.split(' ').any(|word| word == "region");
                match says_region {
                    true => of_kind(PartyKind::Region),
                    false => {
                        of_kind(PartyKind::Municipality).or_else(|| of_kind(PartyKind::Region))
                    }
                }
            })
    }
}

/// The party that somebody wrote.
pub fn written_party<'a>(text: &str, parties: &'a [Party]) -> Option<&'a Party> {
    let place = PartyNames::of(parties).place_of(text)?;
    parties.get(place)
}

fn as_compared(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    without_accents(&words.join(" "))
}

fn bare(name: &str) -> String {
    let words = name.split(' ').filter(|word| !SORTS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// `jönköpings` of `Jönköpings kommun` is `jönköping`.
fn same_part(one: &str, other: &str) -> bool {
    fn without(text: &str) -> &str {
        text.strip_suffix('s').unwrap_or(text)
    }
    !one.is_empty() && (one == other || without(one) == other || without(other) == one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_foundation::{Key, PartyId};
    use uuid::Uuid;

    fn party(name: &str, short: &str, kind: PartyKind) -> Party {
        Party {
            id: PartyId(Uuid::nil()),
            key: Key::from_name(name),
            kind,
            name: name.to_owned(),
            short_name: short.to_owned(),
            municipality_code: None,
            region_code: None,
            organisation_number: None,
            note: String::new(),
            revision: 1,
        }
    }

    #[test]
    fn a_party_is_known_by_every_way_to_write_its_name() {
        let (municipality, region) = (PartyKind::Municipality, PartyKind::Region);
        let parties = [
            party("Region Jönköpings län", "Regionen", region),
            party("Ale kommun", "", municipality),
            party("Borås kommun", "Borås", municipality),
            party("Jönköpings kommun", "", municipality),
            party("Region Gotland", "Gotland", municipality),
        ];
        for (text, name) in [
            ("Ale", "Ale kommun"),
            ("ALE KOMMUN", "Ale kommun"),
            ("ale-kommun", "Ale kommun"),
            ("Bora\u{30a}s", "Borås kommun"),
            ("Borås  stad", "Borås kommun"),
            ("jönköping", "Jönköpings kommun"),
            ("Jönköpings", "Jönköpings kommun"),
            ("regionen", "Region Jönköpings län"),
            ("Gotland", "Region Gotland"),
        ] {
            let found = written_party(text, &parties).map(|party| party.name.as_str());
            assert_eq!(found, Some(name), "{text}");
        }
        for unknown in ["", "kommun", "Al", "Boras"] {
            assert!(written_party(unknown, &parties).is_none(), "{unknown}");
        }
    }
}
