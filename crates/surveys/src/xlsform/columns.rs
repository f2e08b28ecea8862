//! The columns of a sheet as XLSForm names them: in any case, and with a language after the name.

use samverk_fields::Words;
use samverk_foundation::Language;
use samverk_sheets::{LooseRow, LooseSheet};

/// A heading: what it is called, and in which language its cells are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub name: String,
    /// Nothing where none is said; `Err` for a language that Samverk does not have.
    pub language: Option<Result<Language, String>>,
}

/// `label::Svenska (sv)` is the label in Swedish; older forms write one colon.
pub(super) fn heading(written: &str) -> Heading {
    let written = written.trim();
    let parted = written.split_once("::").or_else(|| written.split_once(':'));
    let (name, language) = parted.unwrap_or((written, ""));
    let name = name.trim().to_lowercase().replace([' ', '-'], "_");
    let name = match name.as_str() {
        "caption" => "label".to_owned(),
        "relevance" => "relevant".to_owned(),
        "list_name" | "listname" => "list_name".to_owned(),
        "value" => "name".to_owned(),
        _ => name,
    };
    let is_told = matches!(name.as_str(), "label" | "hint" | "guidance_hint");
    let language = language.trim();
    match language {
        "" => Heading {
            name,
            language: None,
        },
        language if is_told => Heading {
            name,
            language: Some(known(language)),
        },
        _ => Heading {
            name: written.to_lowercase(),
            language: None,
        },
    }
}

fn known(language: &str) -> Result<Language, String> {
    let code = language.rsplit_once('(').map_or(language, |(_, code)| code);
    let code = code.trim_end_matches(')').trim().to_lowercase();
    match code.as_str() {
        "sv" | "svenska" | "swedish" => Ok(Language::Sv),
        "en" | "engelska" | "english" => Ok(Language::En),
        _ => Err(language.to_owned()),
    }
}

/// What stands in a row under a heading, whatever language it says.
pub(super) fn cell<'r>(row: &'r LooseRow, name: &str) -> &'r str {
    let mut cells = row.cells.iter();
    let found = cells.find(|(written, _)| heading(written).name == name);
    found.map_or("", |(_, text)| text.as_str())
}

/// The words of a row under a heading. What says no language is Swedish.
pub(super) fn words(row: &LooseRow, name: &str) -> Option<Words> {
    let mut said: Vec<(Language, String)> = Vec::new();
    for (written, text) in &row.cells {
        let heading = heading(written);
        if heading.name != name {
            continue;
        }
        let language = match heading.language {
            None => Language::Sv,
            Some(Ok(language)) => language,
            Some(Err(_)) => continue,
        };
        if !said.iter().any(|(known, _)| *known == language) {
            said.push((language, text.clone()));
        }
    }
    (!said.is_empty()).then(|| Words::said(said))
}

/// The columns of a sheet that nothing reads.
pub(super) fn unread<'s>(sheet: &'s LooseSheet, known: &[&str]) -> Vec<&'s str> {
    let is_unread = |written: &&String| {
        let heading = heading(written);
        let is_foreign = matches!(heading.language, Some(Err(_)));
        !written.is_empty() && (is_foreign || !known.contains(&heading.name.as_str()))
    };
    sheet
        .columns
        .iter()
        .filter(is_unread)
        .map(String::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_in_their_many_ways() {
        let of = |written: &str| {
            let heading = heading(written);
            (heading.name, heading.language)
        };
        assert_eq!(
            of("label::Svenska (sv)"),
            ("label".into(), Some(Ok(Language::Sv)))
        );
        assert_eq!(
            of("Label:English"),
            ("label".into(), Some(Ok(Language::En)))
        );
        assert_eq!(
            of("hint::Français (fr)").1,
            Some(Err("Français (fr)".into()))
        );
        assert_eq!(of("List Name"), ("list_name".into(), None));
        assert_eq!(of("bind::x"), ("bind::x".into(), None));
    }
}
