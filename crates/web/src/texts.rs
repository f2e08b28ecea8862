//! All words that people read, in Fluent files: Swedish first, English beside it.

use crate::value_key;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use samverk_foundation::{Language, Place, Problem};
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// One Fluent file of one crate.
#[derive(Clone, Copy, Debug)]
pub struct TextSource {
    pub language: Language,
    /// Crate and file, for error messages.
    pub name: &'static str,
    pub text: &'static str,
}

/// The texts of all crates together. Cheap to clone.
#[derive(Clone)]
pub struct Texts(Arc<Bundles>);

struct Bundles {
    bundles: [FluentBundle<FluentResource>; 2],
    /// The keys of all texts, in Swedish.
    keys: Vec<String>,
}

impl Texts {
    /// Fails with a description when a file cannot be read or a key stands twice.
    pub fn new(sources: &[TextSource]) -> Result<Self, String> {
        let mut bundles = Language::ALL.map(|language| {
            let locale = match language {
                Language::Sv => "sv-SE",
                Language::En => "en-GB",
            };
            let locale: LanguageIdentifier = locale.parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![locale]);
            bundle.set_use_isolating(false);
            bundle
        });
        for source in sources {
            let resource = FluentResource::try_new(source.text.to_owned())
                .map_err(|(_, errors)| format!("{}: {errors:?}", source.name))?;
            let [swedish, english] = &mut bundles;
            let bundle = match source.language {
                Language::Sv => swedish,
                Language::En => english,
            };
            bundle
                .add_resource(resource)
                .map_err(|e| format!("{}: {e:?}", source.name))?;
        }
        let swedish = sources
            .iter()
            .filter(|source| source.language == Language::Sv);
        let keys = swedish.flat_map(|source| source.text.lines());
        let keys = keys.filter_map(|line| line.split_once(" ="));
        let keys = keys.map(|(key, _)| key.to_owned()).collect();
        Ok(Self(Arc::new(Bundles { bundles, keys })))
    }

    /// Every text without variables in this language, and in the other.
    pub(crate) fn in_both(&self, language: Language) -> impl Iterator<Item = (String, String)> {
        let other = match language {
            Language::Sv => Language::En,
            Language::En => Language::Sv,
        };
        let keys = self.0.keys.iter();
        let keys = keys.filter(move |key| Language::ALL.iter().all(|one| self.has(*one, key)));
        keys.map(move |key| (self.get(language, key, &[]), self.get(other, key, &[])))
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        let [swedish, english] = &self.0.bundles;
        match language {
            Language::Sv => swedish,
            Language::En => english,
        }
    }

    pub fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language).has_message(key)
    }

    /// The text with its variables filled in. A missing text shows as `⟦key⟧`; a test finds those.
    pub fn get(&self, language: Language, key: &str, values: &[(&str, &str)]) -> String {
        let bundle = self.bundle(language);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟦{key}⟧");
        };
        let args: FluentArgs = values
            .iter()
            .map(|(name, text)| (*name, value(name, text)))
            .collect();
        bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    }

    /// The sentence of a problem, without its place.
    pub fn problem(&self, language: Language, problem: &Problem) -> String {
        let key = match (problem.code, &problem.place.field) {
            // Where no form shows which field it is, its name does.
            ("field_missing", Some(_)) => "field-missing-named".to_owned(),
            (code, _) => format!("problem-{}", code.replace('_', "-")),
        };
        let place = place_values(&problem.place);
        let worded = self.worded_choices(language, problem);
        let own = problem.values.iter().map(|(name, value)| match *name {
            "allowed" => (*name, worded.as_deref().unwrap_or(value)),
            _ => (*name, value.as_str()),
        });
        let all: Vec<_> = own
            .chain(place.iter().map(|(name, v)| (*name, v.as_str())))
            .collect();
        self.get(language, &key, &all)
    }

    /// The codes that a column allows, each after its word: `Kostnad (cost), Intäkt (income)`.
    fn worded_choices(&self, language: Language, problem: &Problem) -> Option<String> {
        if problem.code != "value_unknown" {
            return None;
        }
        let column = problem.place.column.as_deref()?;
        let (_, allowed) = problem.values.iter().find(|(name, _)| *name == "allowed")?;
        let word = |code: &str| {
            let key = match code {
                "true" => "yes".to_owned(),
                "false" => "no".to_owned(),
                code => value_key(column, code),
            };
            match self.has(language, &key) {
                true => format!("{} ({code})", self.get(language, &key, &[])),
                false => code.to_owned(),
            }
        };
        Some(allowed.split(", ").map(word).collect::<Vec<_>>().join(", "))
    }
}

/// `count` is a number, so that texts can say `[1] one` and `*[other] several`; the rest are words.
fn value<'a>(name: &str, text: &'a str) -> FluentValue<'a> {
    match name {
        "count" => FluentValue::try_number(text),
        _ => text.into(),
    }
}

fn place_values(place: &Place) -> Vec<(&'static str, String)> {
    let row = place.row.map(|row| row.to_string());
    let parts = [
        ("file", place.file.clone()),
        ("row", row),
        ("column", place.column.clone()),
        ("field", place.field.clone()),
    ];
    parts
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
}
