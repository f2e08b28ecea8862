//! Names of a workbook as keys of questions and codes of choices.

use crate::pages::RESERVED;
use samverk_fields::FieldKey;
use std::collections::BTreeSet;

/// A key that is as like the name as can be, and like no other.
pub(super) fn key_of(name: &str, used: &BTreeSet<FieldKey>) -> FieldKey {
    let stem = plain(name, 36);
    let stem = match stem.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => stem,
        false => format!("q_{stem}"),
    };
    let numbered = (2..).map(|number: u32| format!("{stem}_{number}"));
    let mut names = std::iter::once(stem.clone()).chain(numbered);
    let is_free = |key: &FieldKey| {
        let is_reserved = RESERVED.contains(&key.as_str());
        !is_reserved && !used.iter().any(|one| one.camel() == key.camel())
    };
    let found = names.find_map(|name| FieldKey::parse(&name).ok().filter(is_free));
    found.unwrap_or_else(|| FieldKey::of("q"))
}

/// A code of a choice that is as like the name as can be.
pub(super) fn code_of(name: &str) -> String {
    let code = plain(name, 80);
    if code.is_empty() {
        "x".to_owned()
    } else {
        code
    }
}

fn plain(name: &str, most: usize) -> String {
    let plain = |c: char| match c {
        'a'..='z' | '0'..='9' | '_' => c,
        'å' | 'ä' | 'á' | 'à' | 'æ' => 'a',
        'ö' | 'ø' | 'ó' => 'o',
        'é' | 'è' | 'ë' => 'e',
        'ü' => 'u',
        _ => '_',
    };
    name.to_lowercase().chars().map(plain).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_as_far_as_it_can_be() {
        let used = BTreeSet::from([FieldKey::of("size")]);
        assert_eq!(key_of("Size", &used).as_str(), "size_2");
        assert_eq!(key_of("revision", &used).as_str(), "revision_2");
        assert_eq!(key_of("24/7", &used).as_str(), "q_24_7");
        assert_eq!(key_of("Åtgärd", &used).as_str(), "atgard");
        assert_eq!(code_of("Ja, alltid"), "ja__alltid");
    }
}
