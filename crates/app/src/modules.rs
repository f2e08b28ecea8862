//! Which domains there are. Everything else is drawn from their `Module`s.

use samverk_database::Migration;
use samverk_foundation::{Language, interned};
use samverk_kept::{AnyKind, told_forms, words_of_codes};
use samverk_web::{Module, SearchSources, TextSource, Texts};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The domains from the ground up.
pub fn modules() -> Vec<Module> {
    vec![
        samverk_web::module(),
        Module {
            told_forms: told_forms(&kinds()),
            ..samverk_kept::module()
        },
        samverk_identity::module(),
        samverk_parties::module(),
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_development::module(),
        samverk_benefits::module(),
        samverk_surveys::module(),
        samverk_agreements::module(),
        samverk_meetings::module(),
        samverk_cases::module(),
        samverk_archive::module(),
        samverk_systems::module(),
        samverk_contracts::module(),
        samverk_consultations::module(),
        samverk_notices::module(),
        samverk_talk::module(),
        samverk_overview::module(),
        samverk_files::module(),
        samverk_work::module(),
        crate::long_work::module(),
        crate::documents::module(),
        crate::spreadsheets::module(),
        crate::personal_data::module(),
        crate::administration::module(),
        crate::guides::module(),
        crate::components::module(),
        samverk_search::module(),
        crate::api::module(),
    ]
}

/// What is described once, of all domains.
pub fn kinds() -> Vec<&'static dyn AnyKind> {
    [
        samverk_parties::SHARED_KINDS,
        samverk_parties::KINDS,
        samverk_goals::SHARED_KINDS,
        samverk_goals::KINDS,
        samverk_economy::KINDS,
        &hung_on_the_installation(),
        &hung_on_collaborations(),
        &hung_on_parties(),
    ]
    .concat()
}

/// What the domains above the economy describe and hang on a collaboration.
pub fn hung_on_collaborations() -> Vec<&'static dyn AnyKind> {
    [
        samverk_development::KINDS,
        samverk_benefits::KINDS,
        samverk_surveys::KINDS,
        samverk_agreements::KINDS,
        samverk_meetings::KINDS,
        samverk_consultations::KINDS,
        samverk_contracts::COLLABORATION_KINDS,
    ]
    .concat()
}

/// What the domains describe and hang on a party.
pub fn hung_on_parties() -> Vec<&'static dyn AnyKind> {
    [
        samverk_cases::KINDS,
        samverk_archive::KINDS,
        samverk_systems::KINDS,
        samverk_contracts::KINDS,
    ]
    .concat()
}

/// What the domains above the economy describe that belongs to no collaboration and no party.
pub fn hung_on_the_installation() -> Vec<&'static dyn AnyKind> {
    [
        samverk_systems::SHARED_KINDS,
        samverk_contracts::SHARED_KINDS,
    ]
    .concat()
}

/// Every step of the schema.
pub fn migrations() -> Vec<&'static [Migration]> {
    let of_modules = modules().into_iter().map(|module| module.migrations);
    std::iter::once(samverk_database::MIGRATIONS)
        .chain(of_modules)
        .collect()
}

/// What can be found, of all domains.
pub fn search_sources() -> SearchSources {
    let mut sources = SearchSources::default();
    for module in modules() {
        sources.places.extend(module.search);
        sources.things.extend(module.searched_things);
    }
    sources
}

/// All texts: the domains' own and those of the crates that have no pages.
pub fn texts() -> Result<Texts, String> {
    TEXTS.clone()
}

/// The texts are the program's own, so they are read once.
static TEXTS: LazyLock<Result<Texts, String>> = LazyLock::new(|| Texts::new(&text_sources()));

pub fn text_sources() -> Vec<TextSource> {
    let of_modules = modules().into_iter().flat_map(|module| module.texts);
    let mut sources: Vec<TextSource> = of_modules.chain(further_texts()).collect();
    let described = described_words(&sources);
    sources.extend(described);
    sources
}

/// The words of the codes of described choices, where no text has them.
fn described_words(sources: &[TextSource]) -> [TextSource; 2] {
    let words = |language: Language, name: &'static str| {
        let of_language = sources.iter().filter(|source| source.language == language);
        let lines = of_language.flat_map(|source| source.text.lines());
        let keys = lines.filter_map(|line| Some(line.split_once(" =")?.0));
        let known: BTreeSet<&str> = keys.collect();
        let text = words_of_codes(&kinds(), |key| known.contains(key));
        let text = interned(text);
        TextSource {
            language,
            name,
            text,
        }
    };
    [
        words(Language::Sv, "kinds/sv"),
        words(Language::En, "kinds/en"),
    ]
}

macro_rules! text_sources {
    ($($crate_name:literal),*) => {
        vec![$(
            TextSource {
                language: samverk_foundation::Language::Sv,
                name: concat!($crate_name, "/sv"),
                text: include_str!(concat!("../../", $crate_name, "/texts/sv.ftl")),
            },
            TextSource {
                language: samverk_foundation::Language::En,
                name: concat!($crate_name, "/en"),
                text: include_str!(concat!("../../", $crate_name, "/texts/en.ftl")),
            },
        )*]
    };
}

fn further_texts() -> Vec<TextSource> {
    text_sources!("fields", "sheets", "exchange", "app")
}
