//! Which names look alike. A person says whether they are the same: half of the look-alikes are other legal
//! persons.

use std::collections::BTreeMap;

/// What of a name does not tell legal persons apart: forms of companies and countries.
const PASSED_OVER: [&str; 30] = [
    "ab",
    "aktiebolag",
    "aktiebolaget",
    "publ",
    "hb",
    "kb",
    "handelsbolag",
    "as",
    "a/s",
    "aps",
    "asa",
    "oy",
    "oyj",
    "ltd",
    "limited",
    "inc",
    "llc",
    "gmbh",
    "bv",
    "plc",
    "sa",
    "sverige",
    "sweden",
    "svenska",
    "nordic",
    "nordics",
    "norden",
    "scandinavia",
    "europe",
    "group",
];

/// Why two look alike, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They have one organisation number.
    Number,
    /// Nothing but the form of company or a country differs.
    Core,
    /// A letter or two differ.
    Spelling,
    /// As [`Self::Core`], but with two organisation numbers: they are probably two legal persons.
    OtherNumber,
}

/// The words of a name that matter, in lower case. Never empty for a name that has a letter.
pub fn core_of(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|one: char| !(one.is_alphanumeric() || matches!(one, '/' | '&' | '+')))
        .filter(|word| !word.is_empty())
        .collect();
    let telling: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !PASSED_OVER.contains(word))
        .collect();
    match telling.is_empty() {
        true => words.join(" "),
        false => telling.join(" "),
    }
}

/// A name and number that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// Digits only.
    pub number: String,
}

/// Pairs of places that look alike, with the lower first.
pub fn alike(all: &[Named]) -> Vec<(usize, usize, Likeness)> {
    let mut found: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    let mut note = |one: usize, other: usize, likeness: Likeness| {
        let pair = (one.min(other), one.max(other));
        let known = found.entry(pair).or_insert(likeness);
        *known = (*known).min(likeness);
    };
    let mut by_number: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = all
        .iter()
        .enumerate()
        .filter(|(_, one)| !one.number.is_empty());
    for (place, one) in numbered {
        match by_number.get(one.number.as_str()) {
            Some(first) => note(*first, place, Likeness::Number),
            None => {
                by_number.insert(&one.number, place);
            }
        }
    }
    let mut cores: Vec<(String, usize)> = all
        .iter()
        .enumerate()
        .map(|(place, one)| (core_of(&one.name), place))
        .collect();
    cores.sort();
    for (index, (core, place)) in cores.iter().enumerate() {
        for (other, next) in cores.iter().skip(index + 1).take(COMPARED) {
            let likeness = match core == other {
                true => Some(Likeness::Core),
                false => is_misspelt(core, other).then_some(Likeness::Spelling),
            };
            let numbers = [&all[*place].number, &all[*next].number];
            let differ = numbers.iter().all(|one| !one.is_empty()) && numbers[0] != numbers[1];
            match (likeness, differ) {
                (Some(Likeness::Core), true) => note(*place, *next, Likeness::OtherNumber),
                (Some(likeness), false) => note(*place, *next, likeness),
                _ => {}
            }
        }
    }
    found
        .into_iter()
        .map(|((one, other), likeness)| (one, other, likeness))
        .collect()
}

/// Each name is compared with so many that follow it in order.
const COMPARED: usize = 4;
/// Short names differ by a letter without being misspelt.
const SPELT_FROM: usize = 7;

fn is_misspelt(one: &str, other: &str) -> bool {
    let is_long = |text: &str| text.chars().count() >= SPELT_FROM;
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    is_long(one)
        && is_long(other)
        && digits(one) == digits(other)
        && strsim::osa_distance(one, other) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, number: &str) -> Named {
        Named {
            name: name.to_owned(),
            number: number.to_owned(),
        }
    }

    #[test]
    fn forms_of_companies_and_countries_are_passed_over() {
        assert_eq!(core_of("First Hotels AB"), core_of("First Hotels"));
        assert_eq!(core_of("NCC AKTIEBOLAG"), core_of("NCC Sverige AB"));
        assert_eq!(core_of("Sverige AB"), "sverige ab");
        assert_ne!(core_of("Visma Commerce"), core_of("Visma Enterprise"));
    }

    #[test]
    fn look_alikes_are_told_and_other_numbers_say_so() {
        let all = [
            named("N.C. Nielsen AB", "5560000001"),
            named("N.C. NIELSEN A/S", "5560000002"),
            named("First Hotels", ""),
            named("First Hotels AB", "5560000003"),
            named("Formpipe Software", "5560000004"),
            named("Formpipe Sofware AB", ""),
            named("Lex 2", ""),
            named("Gamla namnet AB", "5560000003"),
        ];
        let found = alike(&all);
        assert!(found.contains(&(0, 1, Likeness::OtherNumber)), "{found:?}");
        assert!(found.contains(&(2, 3, Likeness::Core)));
        assert!(found.contains(&(4, 5, Likeness::Spelling)));
        assert!(found.contains(&(3, 7, Likeness::Number)));
        assert_eq!(found.len(), 4);
    }
}
