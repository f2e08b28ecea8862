//! The house of this domain, with an initiative in the council that begins in 2027.

use samverk_county::{COUNCIL, County, House, county};
use samverk_database::{Db, Migration};
use samverk_foundation::{Actor, Language};
use samverk_web::{Module, TextSource};

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_economy::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_notices::MIGRATIONS,
    samverk_files::MIGRATIONS,
    samverk_agreements::MIGRATIONS,
];

fn modules() -> Vec<Module> {
    vec![
        samverk_economy::module(),
        samverk_development::module(),
        samverk_agreements::module(),
        language_of_forms(),
    ]
}

/// What is wrong in forms, in words.
fn language_of_forms() -> Module {
    let source = |language, name, text| TextSource {
        language,
        name,
        text,
    };
    Module {
        name: "fields",
        texts: vec![
            source(
                Language::Sv,
                "fields/sv",
                include_str!("../../../fields/texts/sv.ftl"),
            ),
            source(
                Language::En,
                "fields/en",
                include_str!("../../../fields/texts/en.ftl"),
            ),
        ],
        ..Module::default()
    }
}

pub const QUESTION: &str = "/samverkan/radet/deltagande/plattform";

pub struct World<'d> {
    pub db: &'d Db,
    pub county: County,
    pub house: House<'d>,
    pub coordinator: Actor,
}

impl<'d> World<'d> {
    /// An initiative that begins on the first day of 2027 and costs 1 200 kronor.
    pub async fn of(db: &'d Db) -> Self {
        let county = county(db).await;
        let coordinator = county.coordinator();
        let world = Self {
            db,
            house: House::new(db, modules),
            county,
            coordinator,
        };
        let initiative = [
            ("key", "plattform"),
            ("title", "Gemensam plattform"),
            ("from", "2027-01-01"),
            ("cost", "1200"),
        ];
        let new = format!("{COUNCIL}/initiativ/ny");
        world
            .house
            .submit(&world.coordinator, &new, &initiative)
            .await;
        world
    }

    /// With the question whether the parties take part in it, asked.
    pub async fn asked(db: &'d Db, more: &[(&str, &str)]) -> Self {
        let world = Self::of(db).await;
        let mut question = vec![
            ("key", "plattform"),
            ("title", "Deltagande i plattformen"),
            ("initiative", "plattform"),
            ("answer_by", "2026-12-15"),
        ];
        question.extend(more);
        let new = format!("{COUNCIL}/deltagande/ny");
        world
            .house
            .submit(&world.coordinator, &new, &question)
            .await;
        world.decide(QUESTION, "open").await;
        world
    }

    /// Takes a kept thing to another state, through the machine's page.
    pub async fn decide(&self, path: &str, to: &str) {
        let path = format!("{path}/beslut");
        let page = self.house.page(&self.coordinator, &path).await;
        let revision = hidden(&page, "revision");
        let form = [
            ("to", to),
            ("reason", "Rådets beslut"),
            ("revision", &revision),
        ];
        self.house.submit(&self.coordinator, &path, &form).await;
    }
}

/// What a hidden field holds.
pub fn hidden(page: &str, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let found = page.split_once(&begin);
    let (_, rest) = found.unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split_once('"').unwrap().0.to_owned()
}
