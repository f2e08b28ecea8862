//! serde tells in English words only which name does not fit. Here those words are understood.

/// A name that is missing, or that does not belong where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    Missing(String),
    Twice(String),
    /// A field, and those that are known there.
    UnknownField(String, Vec<String>),
    /// A word to choose, and those that are known there.
    UnknownWord(String, Vec<String>),
}

impl Misfit {
    /// Nothing when the words tell of something else.
    pub fn of(words: &str) -> Option<Self> {
        if let Some(rest) = words.strip_prefix("missing field `") {
            return Some(Self::Missing(rest.strip_suffix('`')?.to_owned()));
        }
        if let Some(rest) = words.strip_prefix("duplicate field `") {
            return Some(Self::Twice(rest.strip_suffix('`')?.to_owned()));
        }
        if let Some(rest) = words.strip_prefix("unknown variant `") {
            let (word, known) = rest.rsplit_once("`, expected ")?;
            return Some(Self::UnknownWord(word.to_owned(), named(known)));
        }
        let rest = words.strip_prefix("unknown field `")?;
        let (name, known) = match rest.rsplit_once("`, expected ") {
            Some((name, known)) => (name, named(known)),
            None => (rest.strip_suffix("`, there are no fields")?, Vec::new()),
        };
        Some(Self::UnknownField(name.to_owned(), known))
    }
}

/// The names in "`a`", "`a` or `b`" and "one of `a`, `b`, `c`".
fn named(list: &str) -> Vec<String> {
    let names = list.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}
