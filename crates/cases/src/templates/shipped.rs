//! The templates that ship. Documents begin with them as they are, and a party makes its own from them.

use super::kind::DocumentTemplate;
use crate::versions::read_shipped;
use samverk_foundation::{Key, Problem};

macro_rules! shipped {
    ($($key:literal),*) => {
        [$(($key, include_str!(concat!("../../document_templates/", $key, ".toml")))),*]
    };
}

const SHIPPED: [(&str, &str); 5] = shipped!(
    "tjansteskrivelse",
    "beslut-pa-delegation",
    "yttrande",
    "missiv",
    "svar-pa-begaran"
);

/// By key. Fails with `internal_error` when one is not whole, which a test rules out.
pub(super) fn shipped() -> Result<Vec<(Key, DocumentTemplate)>, Problem> {
    read_shipped("document_templates", &SHIPPED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge_problems;
    use crate::processes;
    use samverk_foundation::Language;

    #[test]
    fn what_ships_is_whole_in_both_languages() {
        let all = shipped().unwrap();
        assert_eq!(all.len(), SHIPPED.len());
        for (key, one) in &all {
            for language in Language::ALL {
                assert!(one.is_in(language), "{key}");
                assert_eq!(merge_problems(one.text_in(language)), [], "{key}");
                assert!(!one.title_in(language).is_empty(), "{key}");
            }
            assert_ne!(
                one.text_in(Language::Sv),
                one.text_in(Language::En),
                "{key}"
            );
        }
    }

    /// Each process that ships has a document for which a template ships, and no process names one that does not.
    #[test]
    fn they_fit_the_processes_that_ship() {
        let all = shipped().unwrap();
        for (key, process) in processes::shipped().unwrap() {
            let mut named = 0;
            for document in process.documents.iter() {
                let Some(template) = &document.template else {
                    continue;
                };
                let found = all.iter().find(|(known, _)| known == template);
                let (_, found) = found.unwrap_or_else(|| panic!("{key}: {template}"));
                assert_eq!(found.direction, document.direction, "{key}: {template}");
                named += 1;
            }
            assert!(named > 0, "{key}");
        }
    }
}
