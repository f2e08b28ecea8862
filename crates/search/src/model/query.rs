use super::word::{bases, composed, stem, words};
use samverk_foundation::Problem;

pub const QUERY_CHARACTERS_MAX: usize = 200;

/// From so many letters on a word is also the beginning of longer ones: `bygglov` of
/// `bygglovsansökan`.
const PREFIX_LETTERS_MIN: usize = 4;

const TYPED_LETTERS_MIN: usize = 2;

/// More words than these narrow nothing down.
const TERMS_MAX: usize = 16;

/// Words so common that they tell nothing, unless nothing else is asked for.
const COMMON: [&str; 20] = [
    "att", "av", "de", "den", "det", "en", "ett", "för", "från", "hos", "i", "med", "och", "om",
    "på", "som", "the", "till", "vid", "of",
];

/// What somebody looks for: every term must be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    lower: String,
    stem: String,
    /// The word without an ending, where the stem may not be enough.
    bases: Vec<String>,
    /// Still being typed.
    unfinished: bool,
}

impl Term {
    fn is_prefix(&self) -> bool {
        self.unfinished || self.lower.chars().count() >= PREFIX_LETTERS_MIN
    }
}

impl Query {
    /// Fails with `search_too_long`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.chars().nth(QUERY_CHARACTERS_MAX).is_some() {
            return Err(Problem::invalid("search_too_long").with("max", QUERY_CHARACTERS_MAX));
        }
        let mut terms: Vec<Term> = Vec::new();
        for word in words(&composed(text)) {
            let stem = stem(&word.lower).into_owned();
            let known = terms.iter().any(|term| term.lower == word.lower);
            if !known && !word.lower.is_empty() {
                terms.push(Term {
                    bases: bases(&word.lower),
                    lower: word.lower,
                    stem,
                    unfinished: false,
                });
            }
        }
        let tells = |term: &Term| !COMMON.contains(&term.lower.as_str());
        if terms.iter().any(tells) {
            terms.retain(tells);
        }
        terms.truncate(TERMS_MAX);
        Ok(Self { terms })
    }

    /// What somebody is about to look for: the last word may be the beginning of a longer one. Too
    /// few letters ask for nothing.
    pub fn parse_typed(text: &str) -> Result<Self, Problem> {
        let mut query = Self::parse(text)?;
        let letters = query.terms.iter().map(|term| term.lower.chars().count());
        if letters.sum::<usize>() < TYPED_LETTERS_MIN {
            return Ok(Self::default());
        }
        if let Some(last) = query.terms.last_mut() {
            last.unfinished = true;
        }
        Ok(query)
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a word of a text is one of those looked for.
    pub fn hits(&self, lower: &str) -> bool {
        self.terms.iter().any(|term| {
            let begins = term.is_prefix() && lower.starts_with(&term.lower);
            let is_base = term.bases.iter().any(|base| base == lower);
            // A stem is the beginning of its words, so most words need not be stemmed.
            begins || is_base || (lower.starts_with(&term.stem) && stem(lower) == term.stem)
        })
    }

    /// For FTS5: title and text, or the title only.
    pub fn for_sqlite(&self, title_only: bool) -> String {
        let (stems, words) = match title_only {
            true => ("title_stems", "title_words"),
            false => ("{title_stems text_stems}", "{title_words text_words}"),
        };
        self.joined(" AND ", |term| {
            let begins = match term.is_prefix() {
                true => format!(" OR {words} : \"{}\" *", term.lower),
                false => String::new(),
            };
            let bases = term.bases.iter();
            let bases: String = bases
                .map(|base| format!(" OR {words} : \"{base}\""))
                .collect();
            format!("({stems} : \"{}\"{begins}{bases})", term.stem)
        })
    }

    /// For a `tsquery`; the weights are those of [`super::Indexed::for_postgres`].
    pub fn for_postgres(&self, title_only: bool) -> String {
        let (stems, words) = match title_only {
            true => ("A", "B"),
            false => ("AC", "BD"),
        };
        self.joined(" & ", |term| {
            let begins = match term.is_prefix() {
                true => format!(" | '{}':*{words}", term.lower),
                false => String::new(),
            };
            let bases = term.bases.iter();
            let bases: String = bases.map(|base| format!(" | '{base}':{words}")).collect();
            format!("('{}':{stems}{begins}{bases})", term.stem)
        })
    }

    fn joined(&self, with: &str, one: impl Fn(&Term) -> String) -> String {
        let terms: Vec<_> = self.terms.iter().map(one).collect();
        terms.join(with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::parse(text).unwrap()
    }

    #[test]
    fn a_query_is_words_only_whatever_was_typed() {
        assert_eq!(query("\"mål\" OR -NEAR(x)*: ' \\"), query("mål or near x"));
        assert!(query(" * \" ' ").is_empty());
    }

    #[test]
    fn common_words_count_only_when_they_are_all_there_is() {
        assert_eq!(query("mål för kommunen"), query("mål kommunen"));
        assert!(!query("för").is_empty());
    }

    #[test]
    fn inflections_and_first_parts_are_hits_but_other_letters_are_not() {
        for (asked, word) in [
            ("kommun", "kommunens"),
            ("kommunens", "kommuner"),
            ("målen", "mål"),
            ("nyckeln", "nyckel"),
            ("kostnader", "kostnad"),
            ("ärenden", "ärende"),
            ("protokollet", "protokoll"),
            ("medlemmar", "medlem"),
            ("bygglov", "bygglovsansökningar"),
        ] {
            assert!(query(asked).hits(word), "{asked} {word}");
        }
        for (asked, word) in [("mål", "mal"), ("mal", "mål"), ("it", "italien")] {
            assert!(!query(asked).hits(word), "{asked} {word}");
        }
    }

    #[test]
    fn what_is_being_typed_is_the_beginning_of_a_word() {
        let typed = |text| Query::parse_typed(text).unwrap();
        assert!(typed("j").is_empty() && typed(" ").is_empty());
        assert!(typed("jö").hits("jönköpings"));
        assert!(!query("jö").hits("jönköpings"));
        assert!(typed("region jö").hits("jönköpings"));
        // A word before it is finished.
        assert!(!typed("jö region").hits("jönköpings"));
        assert!(Query::parse_typed(&"ö".repeat(201)).is_err());
    }

    #[test]
    fn a_query_that_is_too_long_is_refused() {
        assert!(Query::parse(&"ö".repeat(200)).is_ok());
        let refused = Query::parse(&"ö".repeat(201)).unwrap_err();
        assert_eq!(refused.code, "search_too_long");
    }

    #[test]
    fn each_database_is_asked_the_same() {
        let asked = query("bygglov it");
        let ending = query("nyckeln");
        assert_eq!(
            asked.for_sqlite(true),
            "(title_stems : \"bygglov\" OR title_words : \"bygglov\" *) AND (title_stems : \"it\")"
        );
        assert_eq!(
            asked.for_postgres(false),
            "('bygglov':AC | 'bygglov':*BD) & ('it':AC)"
        );
        assert_eq!(
            ending.for_postgres(true),
            "('nyckeln':A | 'nyckeln':*B | 'nyckel':B)"
        );
    }
}
