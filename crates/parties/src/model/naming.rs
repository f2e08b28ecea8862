use super::{Party, PartyKind};
use samverk_foundation::without_accents;

/// What people write after the name of a municipality or before that of a region, and leave out.
const SORTS: [&str; 5] = ["kommun", "stad", "region", "landsting", "kommunen"];

/// The party that somebody wrote: its key, its name or its short name, in large or small letters,
/// with or without `kommun`, `stad` or `region` and the s before it: `Ale`, `Borås stad`. Whole names go
/// before parts; a part that fits a municipality and a region means the municipality.
pub fn written_party<'a>(text: &str, parties: &'a [Party]) -> Option<&'a Party> {
    let wanted = as_compared(text);
    if wanted.is_empty() {
        return None;
    }
    let find = |fits: &dyn Fn(&Party) -> bool| parties.iter().find(|party| fits(party));
    find(&|party| party.key.as_str() == wanted || as_compared(&party.name) == wanted)
        .or_else(|| find(&|party| as_compared(&party.short_name) == wanted))
        .or_else(|| {
            let part = bare(&wanted);
            let is_part = |party: &Party| {
                [&party.name, &party.short_name]
                    .iter()
                    .any(|name| same_part(&bare(&as_compared(name)), &part))
            };
            let of_kind = |kind| find(&|party| party.kind == kind && is_part(party));
            let says_region = wanted.split(' ').any(|word| word == "region");
            let (first, second) = match says_region {
                true => (of_kind(PartyKind::Region), None),
                false => (of_kind(PartyKind::Municipality), of_kind(PartyKind::Region)),
            };
            first.or(second)
        })
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
    let without = |text: &str| text.strip_suffix('s').unwrap_or(text).to_owned();
    !one.is_empty() && (one == other || without(one) == *other || without(other) == *one)
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
