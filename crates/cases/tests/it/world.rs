//! A municipality with a registry, and people who register and read in it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use samverk_cases::actions::register_case;
use samverk_cases::model::{Begun, Case, CaseContent};
use samverk_cases::processes::{CaseProcess, HeldCaseProcess, shipped};
use samverk_cases::{CASE_PROCESS, NumberShape, Publicity, REGISTRY, Registry, RegistryDesk};
use samverk_county::{County, House, MEMBERS, SYSTEM, county, key, person};
use samverk_database::{Db, Migration, Tx};
use samverk_fields::Whole;
use samverk_files::{FileSettings, Files};
use samverk_foundation::{Actor, Key, Language, Person, Role};
use samverk_identity::model::{Email, Grant};
use samverk_identity::{add_person, find_person_by_email, give_role};
use samverk_kept::{Decision, Seen};
use samverk_testing::site::Site;
use samverk_web::{Module, TextSource};
use tempfile::TempDir;

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
    samverk_cases::MIGRATIONS,
];

pub fn modules() -> Vec<Module> {
    let source = |language, name, text| TextSource {
        language,
        name,
        text,
    };
    let (sv, en) = (
        include_str!("../../../fields/texts/sv.ftl"),
        include_str!("../../../fields/texts/en.ftl"),
    );
    let language_of_forms = Module {
        name: "fields",
        texts: vec![
            source(Language::Sv, "fields/sv", sv),
            source(Language::En, "fields/en", en),
        ],
        ..Module::default()
    };
    vec![
        samverk_cases::module(),
        samverk_development::module(),
        samverk_files::module(),
        language_of_forms,
    ]
}

/// The party whose registry it is, and where its pages are.
pub const OWN: &str = MEMBERS[0].0;
pub const REGISTRY_PAGE: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen";

pub struct World<'d> {
    pub db: &'d Db,
    pub county: County,
    pub house: House<'d>,
    /// Where files that are sent lie.
    pub files: (Files, TempDir),
}

impl<'d> World<'d> {
    pub async fn of(db: &'d Db) -> Self {
        let county = county(db).await;
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&FileSettings::default(), folder.path()).unwrap();
        let world = Self {
            files: (files, folder),
            db,
            house: House::new(db, modules),
            county,
        };
        let tx = db.begin("registry").await.unwrap();
        let owner = samverk_parties::Owner::seen_by(&SYSTEM, world.party(&tx).await);
        let registry = registry("KS", NumberShape::CodeYearNumber);
        let kept = key("kommunstyrelsen");
        let saved = REGISTRY.save(&tx, &SYSTEM, &owner, kept, &registry, Seen::New);
        saved.await.unwrap();
        tx.commit().await.unwrap();
        world
    }

    pub async fn party(&self, tx: &Tx) -> samverk_parties::model::Party {
        let found = samverk_parties::store::find_party(tx, OWN).await;
        found.unwrap().unwrap()
    }

    /// Who registers for the municipality.
    pub fn registrar(&self) -> Actor {
        self.county.representative(0)
    }

    /// Who reads there.
    pub fn reader(&self) -> Actor {
        let roles = [(self.county.parties[0], Role::Reader)];
        person("Läsaren", &[], &roles)
    }

    pub async fn desk(&self, tx: &Tx, actor: &Actor) -> RegistryDesk {
        desk(tx, actor).await
    }

    /// Somebody with an account and the role of a reader there, who may be an officer.
    pub async fn officer(&self, address: &str) -> Actor {
        let tx = self.db.begin("officer").await.unwrap();
        add_person(&tx, &SYSTEM, "Handläggaren", address, false)
            .await
            .unwrap();
        let email = Email::parse(address).unwrap();
        let found = find_person_by_email(&tx, &email).await.unwrap();
        let account = found.unwrap();
        let grant = Grant::at_party(self.county.parties[0], Role::Reader).unwrap();
        give_role(&tx, &SYSTEM, account.id, &grant, "Aneby kommun")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let Actor::Person(reader) = self.reader() else {
            panic!("a person");
        };
        Actor::Person(Person {
            id: account.id,
            ..reader
        })
    }

    /// Who administers the municipality.
    pub fn administrator(&self) -> Actor {
        let roles = [(self.county.parties[0], Role::PartyAdministrator)];
        person("Administratören", &[], &roles)
    }

    /// The house for somebody who sends and fetches files.
    pub fn site(&self, actor: &Actor) -> Site {
        self.house.site(actor).with(self.files.0.clone())
    }

    /// Sends a file to an address that takes one. Answers where it leads.
    pub async fn send_file(
        &self,
        actor: &Actor,
        path: &str,
        (name, bytes): (&str, &[u8]),
    ) -> (StatusCode, String) {
        let mut body = format!(
            "--zebra\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--zebra--\r\n");
        let request =
            Request::post(path).header("content-type", "multipart/form-data; boundary=zebra");
        let request = request.body(Body::from(body)).unwrap();
        self.site(actor).send(request).await.told()
    }

    /// Lays a file at a case. Answers its id.
    pub async fn lay(&self, case: &Case, file: (&str, &[u8])) -> String {
        let path = format!("/filer/ny/case/{}", case.id.0);
        let (status, told) = self.send_file(&self.registrar(), &path, file).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
        let tx = self.db.read().await.unwrap();
        let laid = samverk_files::laid_at(&tx, "case", case.id.0)
            .await
            .unwrap();
        laid.last().unwrap().file.to_string()
    }

    /// Takes the registry from the public.
    pub async fn show_nothing(&self) {
        self.show(Publicity::Hidden).await;
    }

    pub async fn show(&self, publicity: Publicity) {
        let tx = self.db.begin("hide").await.unwrap();
        let desk = desk(&tx, &SYSTEM).await;
        let hidden = Registry {
            publicity,
            ..desk.registry.value.clone()
        };
        let (key, seen) = (desk.registry.key.clone(), desk.registry.revision);
        let saved = REGISTRY.save(
            &tx,
            &SYSTEM,
            &desk.owner,
            key,
            &hidden,
            Seen::Revision(seen),
        );
        saved.await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Makes the party's own of a process that ships, and publishes it.
    pub async fn process(&self, key: &str) -> HeldCaseProcess {
        let (_, process) = shipped_process(key);
        self.publish(key, &process).await
    }

    /// Saves a process and publishes it.
    pub async fn publish(&self, name: &str, process: &CaseProcess) -> HeldCaseProcess {
        let tx = self.db.begin("process").await.unwrap();
        let owner = samverk_parties::Owner::seen_by(&SYSTEM, self.party(&tx).await);
        let saved = CASE_PROCESS.save(&tx, &SYSTEM, &owner, key(name), process, Seen::New);
        let saved = saved.await.unwrap();
        let publish = Decision {
            to: "published",
            reason: "",
        };
        let one = CASE_PROCESS
            .decide(&tx, &SYSTEM, &owner, &saved.key, publish, saved.revision)
            .await;
        let one = one.unwrap();
        tx.commit().await.unwrap();
        one
    }

    /// Registers a case by itself.
    pub async fn register(&self, content: CaseContent) -> Case {
        let tx = self.db.begin("register").await.unwrap();
        let registrar = self.registrar();
        let desk = self.desk(&tx, &registrar).await;
        let case = register_case(&tx, &registrar, &desk, content).await;
        let case = case.unwrap();
        tx.commit().await.unwrap();
        case
    }
}

pub async fn desk(tx: &Tx, actor: &Actor) -> RegistryDesk {
    let found = RegistryDesk::find(tx, actor, OWN, "kommunstyrelsen").await;
    found.unwrap()
}

pub fn registry(code: &str, shape: NumberShape) -> Registry {
    Registry {
        name: "Kommunstyrelsen".into(),
        code: code.into(),
        shape,
        digits: Whole(5),
        publicity: Publicity::Subjects,
    }
}

pub fn content(subject: &str) -> CaseContent {
    CaseContent {
        subject: subject.into(),
        public_subject: "".into(),
        begun: Begun::Own,
        counterpart: "".into(),
        received_on: None,
        officer: "".into(),
        deadline: None,
        statutory: false,
        classification: "".into(),
        secrecy_provision: "".into(),
        secrecy_on: None,
        secrecy_authority: "".into(),
    }
}

pub fn shipped_process(key: &str) -> (Key, CaseProcess) {
    let all = shipped().unwrap().into_iter();
    let mut found = all.filter(|(one, _)| one.as_str() == key);
    found.next().unwrap()
}
