//! The council is asked about two proposals of a made-up agency. Today is 2026-11-22.

use samverk_cases::{NumberShape, Publicity, REGISTRY, Registry};
use samverk_county::{COUNCIL, County, House, MEMBERS, SYSTEM, county, key};
use samverk_database::{Db, Migration};
use samverk_fields::Whole;
use samverk_foundation::{Actor, Language};
use samverk_kept::Seen;
use samverk_web::{Module, TextSource};

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_economy::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_agreements::MIGRATIONS,
    samverk_meetings::MIGRATIONS,
    samverk_notices::MIGRATIONS,
    samverk_files::MIGRATIONS,
    samverk_cases::MIGRATIONS,
    samverk_consultations::MIGRATIONS,
];

pub fn modules() -> Vec<Module> {
    vec![
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_development::module(),
        samverk_agreements::module(),
        samverk_meetings::module(),
        samverk_cases::module(),
        samverk_consultations::module(),
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
    let (sv, en) = (
        include_str!("../../../fields/texts/sv.ftl"),
        include_str!("../../../fields/texts/en.ftl"),
    );
    Module {
        name: "fields",
        texts: vec![
            source(Language::Sv, "fields/sv", sv),
            source(Language::En, "fields/en", en),
        ],
        ..Module::default()
    }
}

pub const CONSULTATION: &str = "/samverkan/radet/remisser/infrastruktur";
pub const RESULT: &str = "/samverkan/radet/remisser/infrastruktur/sammanstallning";
/// The key of the first point.
pub const ARCHIVE: &str = "ett-gemensamt-e-arkiv";
pub const SERVICES: &str = "fler-e-tjanster";

pub struct World<'d> {
    pub db: &'d Db,
    pub county: County,
    pub house: House<'d>,
    pub coordinator: Actor,
}

impl<'d> World<'d> {
    /// With a consultation that is registered, not opened.
    pub async fn registered(db: &'d Db) -> Self {
        let county = county(db).await;
        let coordinator = county.coordinator();
        let world = Self {
            db,
            house: House::new(db, modules),
            county,
            coordinator,
        };
        world.registry().await;
        let consultation = [
            ("key", "infrastruktur"),
            ("title", "Digital infrastruktur"),
            ("direction", "received"),
            ("sender", "Påhittade myndigheten"),
            ("sender_number", "PM 2026/0417"),
            ("missive", "Vi vill ha synpunkter på två förslag."),
            ("received_on", "2026-11-02"),
            ("last_day", "2026-12-18"),
        ];
        world.submit("/remisser/ny", &consultation).await;
        world
    }

    /// With two points and a joint draft, opened.
    pub async fn opened(db: &'d Db) -> Self {
        let world = Self::registered(db).await;
        for (title, text) in [
            ("Ett gemensamt e-arkiv", "Alla ska använda samma e-arkiv."),
            ("Fler e-tjänster", "Antalet e-tjänster ska mätas."),
        ] {
            let point = [("title", title), ("text", text)];
            world
                .submit("/remisser/infrastruktur/punkter/ny", &point)
                .await;
        }
        world
            .draft(
                &world.coordinator,
                ARCHIVE,
                "approve",
                "Ett e-arkiv behövs.",
            )
            .await;
        world
            .draft(
                &world.coordinator,
                SERVICES,
                "reject",
                "Antalet säger inget om kvaliteten.",
            )
            .await;
        world.step(CONSULTATION, "open").await;
        world
    }

    /// The first member registers its cases in Samverk.
    async fn registry(&self) {
        let tx = self.db.begin("registry").await.unwrap();
        let party = samverk_parties::store::find_party(&tx, MEMBERS[0].0).await;
        let owner = samverk_parties::Owner::seen_by(&SYSTEM, party.unwrap().unwrap());
        let registry = Registry {
            name: "Kommunstyrelsen".into(),
            code: "KS".into(),
            shape: NumberShape::CodeYearNumber,
            digits: Whole(5),
            publicity: Publicity::Subjects,
        };
        let kept = key("kommunstyrelsen");
        let saved = REGISTRY.save(&tx, &SYSTEM, &owner, kept, &registry, Seen::New);
        saved.await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn submit(&self, path: &str, form: &[(&str, &str)]) -> String {
        let path = format!("{COUNCIL}{path}");
        self.house.submit(&self.coordinator, &path, form).await
    }

    /// Writes in the joint draft.
    pub async fn draft(&self, actor: &Actor, point: &str, stance: &str, reason: &str) -> String {
        let path = format!("{COUNCIL}/remisspunkter/{point}/redigera");
        let page = self.house.page(actor, &path).await;
        let mut form = all(&page);
        form.retain(|(name, _)| name != "stance" && name != "reason");
        form.push(("stance".into(), stance.into()));
        form.push(("reason".into(), reason.into()));
        form.push(("consultation".into(), "infrastruktur".into()));
        let title = match point {
            ARCHIVE => "Ett gemensamt e-arkiv",
            _ => "Fler e-tjänster",
        };
        form.push(("title".into(), title.into()));
        let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        self.house.submit(actor, &path, &form).await
    }

    /// Takes a kept thing to another state, through the machine's page.
    pub async fn step(&self, path: &str, to: &str) -> String {
        let path = format!("{path}/beslut");
        let page = self.house.page(&self.coordinator, &path).await;
        let revision = hidden(&page, "revision");
        let form = [("to", to), ("reason", ""), ("revision", &revision)];
        self.house.submit(&self.coordinator, &path, &form).await
    }

    /// A form of an answer, with the revision that it shows; the page that follows.
    pub async fn fill(&self, actor: &Actor, path: &str, form: &[(&str, &str)]) -> String {
        let (status, told) = self.send(actor, path, form).await;
        assert_eq!(status, 303, "{path}: {told}");
        self.house.page(actor, &told).await
    }

    /// The same, whatever comes of it.
    pub async fn send(&self, actor: &Actor, path: &str, form: &[(&str, &str)]) -> (u16, String) {
        let page = self.house.page(actor, path).await;
        self.send_from(actor, path, &page, form).await
    }

    /// The same from a page that was opened before.
    pub async fn send_from(
        &self,
        actor: &Actor,
        path: &str,
        page: &str,
        form: &[(&str, &str)],
    ) -> (u16, String) {
        let carried = carried(page);
        let mut sent: Vec<(&str, &str)> = Vec::new();
        sent.extend(carried.iter().map(|(name, value)| (*name, value.as_str())));
        sent.extend(form);
        let (status, told) = self.house.post(actor, path, &sent).await;
        (status.as_u16(), told)
    }

    /// Presses the button that adopts the joint text about a point, or about all of which nothing is said, on a page
    /// of an answer that was opened before.
    pub async fn adopt_from(
        &self,
        actor: &Actor,
        (own, page): (&str, &str),
        point: Option<&str>,
    ) -> (u16, String) {
        let begin = point.map_or(String::new(), |point| format!("{point}:"));
        let read = all_hidden(page, "read");
        let read = read.iter().filter(|one| one.starts_with(&begin));
        let form: Vec<(&str, &str)> = read.map(|one| ("read", one.as_str())).collect();
        let path = format!("{own}/anta");
        let (status, told) = self.house.post(actor, &path, &form).await;
        (status.as_u16(), told)
    }

    /// The same on the page as it is now; the page that follows.
    pub async fn adopt(&self, actor: &Actor, own: &str, point: Option<&str>) -> String {
        let page = self.house.page(actor, own).await;
        let (status, told) = self.adopt_from(actor, (own, &page), point).await;
        assert_eq!(status, 303, "{own}: {told}");
        self.house.page(actor, &told).await
    }

    /// The answer of a member is opened with a number of its own.
    pub async fn open(&self, party: usize, number: &str) {
        let path = format!("{}/nummer", answer(party));
        let actor = self.county.representative(party);
        self.fill(&actor, &path, &[("number", number)]).await;
    }

    /// Adopts, decides and sends, with the joint draft as it is.
    pub async fn adopt_and_send(&self, party: usize, dispatched: &str) -> String {
        let actor = self.county.representative(party);
        let own = answer(party);
        self.adopt(&actor, &own, None).await;
        let dated = [("dated", "2026-11-20")];
        self.fill(&actor, &format!("{own}/klart"), &dated).await;
        self.decide(party).await;
        let sent = [("dispatched_on", dispatched)];
        self.fill(&actor, &format!("{own}/expedierat"), &sent).await
    }

    pub async fn decide(&self, party: usize) -> String {
        let decision = [
            ("body", "Kommunstyrelsen"),
            ("decided_on", "2026-11-21"),
            ("paragraph", "§ 12"),
        ];
        let path = format!("{}/antaget", answer(party));
        let actor = self.county.representative(party);
        self.fill(&actor, &path, &decision).await
    }
}

/// Where the answer of a member is.
pub fn answer(party: usize) -> String {
    format!("{COUNCIL}/remissvar/infrastruktur-{}", MEMBERS[party].0)
}

/// What a hidden field holds.
pub fn hidden(page: &str, name: &str) -> String {
    let begin = format!("name=\"{name}\" value=\"");
    let found = page.split_once(&begin);
    let (_, rest) = found.unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split_once('"').unwrap().0.to_owned()
}

/// What every hidden field of a name holds, each value once.
pub fn all_hidden(page: &str, name: &str) -> Vec<String> {
    let begin = format!("name=\"{name}\" value=\"");
    let found = page.split(&begin).skip(1);
    let values = found.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    let mut values: Vec<String> = values.collect();
    values.sort();
    values.dedup();
    values
}

/// What a form carries unseen: what was read before it was filled in.
fn carried(page: &str) -> Vec<(&'static str, String)> {
    let names = ["revision", "joint", "read"].into_iter();
    let all = names.flat_map(|name| {
        let values = all_hidden(page, name).into_iter();
        values.map(move |value| (name, value))
    });
    all.collect()
}

/// The hidden fields of the form.
fn all(page: &str) -> Vec<(String, String)> {
    vec![("revision".to_owned(), hidden(page, "revision"))]
}
