use samverk_foundation::PersonId;
use std::collections::BTreeSet;

/// Those whom a text names after an `@`, by their whole names; or the first word of a name that is
/// none of theirs. An `@` inside a word, as in an e-mail address, names nobody.
pub fn named_in(text: &str, people: &[(PersonId, String)]) -> Result<BTreeSet<PersonId>, String> {
    let mut named = BTreeSet::new();
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        let rest = &text[at + 1..];
        let begins = before.is_none_or(|c| !c.is_alphanumeric());
        if !begins || !rest.starts_with(char::is_uppercase) {
            continue;
        }
        let fits = people.iter().filter(|(_, name)| begins_with(rest, name));
        let longest = fits.clone().map(|(_, name)| name.len()).max();
        let Some(longest) = longest else {
            let word = rest.split_whitespace().next().unwrap_or_default();
            return Err(word.to_owned());
        };
        let of_that_name = fits.filter(|(_, name)| name.len() == longest);
        named.extend(of_that_name.map(|(id, _)| *id));
    }
    Ok(named)
}

/// Whether the text begins with the name as a whole, in small letters or large.
fn begins_with(text: &str, name: &str) -> bool {
    let mut letters = text.chars();
    let same = |known: char| {
        let said = letters.next();
        said.is_some_and(|said| said.to_lowercase().eq(known.to_lowercase()))
    };
    !name.is_empty() && name.chars().all(same) && !letters.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn people() -> Vec<(PersonId, String)> {
        let names = ["Anna Ek", "Anna Ekström", "Åke Öst", "Anna Ek"];
        let numbered = names.iter().zip(1..);
        numbered
            .map(|(name, number)| (PersonId(Uuid::from_u128(number)), (*name).to_owned()))
            .collect()
    }

    fn named(text: &str) -> Result<Vec<u128>, String> {
        let found = named_in(text, &people())?;
        Ok(found.into_iter().map(|id| id.0.as_u128()).collect())
    }

    #[test]
    fn a_name_is_known_as_a_whole() {
        assert_eq!(named("Hej @Anna Ekström!"), Ok(vec![2]));
        assert_eq!(named("@åke öst"), Ok(vec![]), "names begin with a capital");
        assert_eq!(named("(@Åke öst) och @Anna Ek"), Ok(vec![1, 3, 4]));
        assert_eq!(named("skriv till anna@Exempel.se"), Ok(vec![]));
    }

    #[test]
    fn a_name_that_is_nobodys_is_told() {
        assert_eq!(named("@Bo Ek, se hit"), Err("Bo".to_owned()));
        assert_eq!(named("@Anna"), Err("Anna".to_owned()));
    }
}
