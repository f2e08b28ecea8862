//! The house of this domain, and a survey in it.

use axum::http::StatusCode;
use samverk_county::{COUNCIL, County, House, SYSTEM, county, key};
use samverk_database::{Db, Migration, Tx};
use samverk_fields::{FieldKey, Record, Value};
use samverk_files::{FileSettings, Files};
use samverk_foundation::{Actor, Language, PartyId, Person, Role, TokenAccess};
use samverk_identity::model::Grant;
use samverk_identity::{Invitation, invite};
use samverk_parties::model::{Member, Party};
use samverk_surveys::model::{Answer, AnswerState, Submission, Whose};
use samverk_surveys::{SURVEY as SURVEY_KIND, store};
use samverk_testing::api::Client;
use samverk_testing::site::Site;
use samverk_web::{Module, TextSource};
use tempfile::TempDir;
use uuid::Uuid;

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_notices::MIGRATIONS,
    samverk_files::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_surveys::MIGRATIONS,
];

/// Where the survey of these tests is.
pub const SURVEY: &str = "/samverkan/radet/enkater/lagesbild";

fn modules() -> Vec<Module> {
    vec![
        samverk_development::module(),
        samverk_files::module(),
        samverk_surveys::module(),
        language_of_forms(),
    ]
}

/// What is wrong in answers and forms, in words.
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

/// A program with a token of the person's, which asks for what is below the survey.
pub fn client(db: &Db, actor: &Actor) -> Client {
    let mut actor = actor.clone();
    if let Actor::Person(person) = &mut actor {
        let scopes = [samverk_parties::READ, samverk_parties::WRITE];
        person.token = Some(TokenAccess::of(scopes));
    }
    let api = (&samverk_surveys::module(), samverk_surveys::api());
    let words = samverk_testing::site::words(&modules());
    let below = "/collaborations/radet/surveys/lagesbild";
    Client::new(db, actor, api, &words, below)
}

/// A council with a survey, and somebody at a browser.
pub struct World<'d> {
    pub db: &'d Db,
    pub county: County,
    pub house: House<'d>,
    pub coordinator: Actor,
    /// Where files that are sent lie.
    files: (Files, TempDir),
}

impl<'d> World<'d> {
    /// A survey with two sections: `bas` asks for a number, a choice and a text, `mer` for what some do.
    pub async fn with_survey(db: &'d Db, facts: &[(&str, &str)]) -> Self {
        let county = county(db).await;
        let house = House::new(db, modules);
        let coordinator = county.coordinator();
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&FileSettings::default(), folder.path()).unwrap();
        let world = Self {
            db,
            county,
            house,
            coordinator,
            files: (files, folder),
        };
        let mut survey = vec![
            ("title", "Lägesbild"),
            ("purpose", "Att veta var vi står."),
            ("respondents", "parties"),
            ("closes", "2026-11-30"),
        ];
        for (name, value) in facts {
            survey.retain(|(known, _)| known != name);
            survey.push((name, value));
        }
        let new = format!("{COUNCIL}/enkater/ny");
        world.house.submit(&world.coordinator, &new, &survey).await;
        world.add_section("Bas").await;
        world.add_section("Mer").await;
        world
            .add(
                "bas",
                "integer",
                &[("label_sv", "Hur många servrar har ni?")],
            )
            .await;
        world.add("bas", "choice", &PICK).await;
        world.add("bas", "prose", &[("label_sv", "Berätta")]).await;
        let why = [
            ("label_sv", "Varför?"),
            ("shown", "is:hur_skots_driften:egen"),
        ];
        world.add("mer", "line", &why).await;
        world
    }

    /// The house for somebody who sends files.
    pub fn site(&self, actor: &Actor) -> Site {
        self.house.site(actor).with(self.files.0.clone())
    }

    pub async fn revision(&self) -> String {
        let page = self
            .house
            .page(&self.coordinator, &format!("{SURVEY}/formular"))
            .await;
        let found = page.split_once("name=\"revision\" value=\"");
        found
            .map_or("0", |(_, rest)| rest.split_once('"').unwrap().0)
            .to_owned()
    }

    pub async fn add_section(&self, title: &str) {
        let revision = match self.revision().await.as_str() {
            "0" => self.form_revision().await,
            revision => revision.to_owned(),
        };
        let form = [("title_sv", title), ("shown", ""), ("revision", &revision)];
        let path = format!("{SURVEY}/formular/nytt-avsnitt");
        self.house.submit(&self.coordinator, &path, &form).await;
    }

    /// As the form of a new section tells it.
    async fn form_revision(&self) -> String {
        let path = format!("{SURVEY}/formular/nytt-avsnitt");
        let page = self.house.page(&self.coordinator, &path).await;
        hidden(&page, "revision")
    }

    pub async fn try_add(
        &self,
        section: &str,
        kind: &str,
        said: &[(&str, &str)],
    ) -> (StatusCode, String) {
        let revision = self.form_revision().await;
        let mut form = vec![("typ", kind), ("avsnitt", section), ("revision", &revision)];
        form.extend(said);
        let path = format!("{SURVEY}/formular/ny-fraga");
        self.house.post(&self.coordinator, &path, &form).await
    }

    pub async fn add(&self, section: &str, kind: &str, said: &[(&str, &str)]) {
        let (status, told) = self.try_add(section, kind, said).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }

    pub async fn decide(&self, to: &str) -> (StatusCode, String) {
        let path = format!("{SURVEY}/beslut");
        let page = self.house.page(&self.coordinator, &path).await;
        let revision = hidden(&page, "revision");
        let form = [
            ("to", to),
            ("reason", "Det är dags."),
            ("revision", &revision),
        ];
        self.house.post(&self.coordinator, &path, &form).await
    }

    pub async fn open(&self) {
        let (status, told) = self.decide("open").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }

    /// What a page's form would send, with something else typed.
    pub async fn fill(
        &self,
        actor: &Actor,
        path: &str,
        typed: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let page = self.house.page(actor, path).await;
        let mut sent = fields(&page);
        for (name, _) in typed {
            sent.retain(|(known, _)| known != name);
        }
        sent.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        sent
    }

    pub async fn send(
        &self,
        actor: &Actor,
        path: &str,
        sent: &[(String, String)],
    ) -> (StatusCode, String) {
        let sent: Vec<(&str, &str)> = sent
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.house.post(actor, path, &sent).await
    }

    /// Answers in a section; the address that follows.
    pub async fn answer(&self, actor: &Actor, path: &str, typed: &[(&str, &str)]) -> String {
        let sent = self.fill(actor, path, typed).await;
        let (status, told) = self.send(actor, path, &sent).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
        told
    }

    pub async fn step(
        &self,
        actor: &Actor,
        answer: &str,
        step: &str,
        reason: &str,
    ) -> (StatusCode, String) {
        let page = self.house.page(actor, answer).await;
        let revision = hidden(&page, "revision");
        let form = [("step", step), ("reason", reason), ("revision", &revision)];
        self.house
            .post(actor, &format!("{answer}/steg"), &form)
            .await
    }

    /// More members, who have all answered the questions with `egen`.
    pub async fn grow(&self, members: usize, questions: &[FieldKey]) {
        let tx = self.db.begin("grow").await.unwrap();
        let scope = self.county.scope(&tx, &self.coordinator).await;
        let survey = SURVEY_KIND
            .find(&tx, &scope, "lagesbild")
            .await
            .unwrap()
            .unwrap();
        let form = store::list_forms(&tx, survey.id).await.unwrap().remove(0);
        let mut all = scope.members.clone();
        for number in all.len()..members {
            let party = Party {
                id: PartyId(tx.new_id()),
                key: key(&format!("kommun-{number}")),
                name: format!("Kommun {number}"),
                ..all[0].party.clone()
            };
            samverk_parties::store::insert_party(&tx, &party)
                .await
                .unwrap();
            all.push(Member {
                party: party.clone(),
                ..all[0].clone()
            });
            let own = || Value::Code("egen".to_owned());
            let record: Record = questions.iter().map(|key| (key.clone(), own())).collect();
            answered(&tx, (survey.id, form.id), party.id, record).await;
        }
        let here = self.county.council;
        samverk_parties::store::replace_members(&tx, here, None, &all)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A colleague at a member, with an account.
    pub async fn colleague(&self, name: &str, party: usize, role: Role) -> Actor {
        let tx = self.db.begin("colleague").await.unwrap();
        let party = self.county.parties[party];
        let invitation = Invitation {
            name: name.to_owned(),
            email: format!("{}@exempel.se", name.to_lowercase()),
            grant: Grant::at_party(party, role).unwrap(),
            place: "Aneby kommun".to_owned(),
        };
        let invited = invite(&tx, &SYSTEM, &invitation).await.unwrap();
        tx.commit().await.unwrap();
        Actor::Person(Person {
            id: invited.account.id,
            name: name.to_owned(),
            email: "prov@exempel.se".to_owned(),
            session: None,
            token: None,
            administrator: false,
            opener: false,
            collaboration_roles: Vec::new(),
            party_roles: vec![(party, role)],
        })
    }
}

const PICK: [(&str, &str); 6] = [
    ("label_sv", "Hur sköts driften?"),
    ("label_en", "Who runs it?"),
    ("required", "true"),
    ("options.0.sv", "Egen"),
    ("options.1.sv", "Leverantör"),
    ("options.2.sv", "Tillsammans"),
];

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let found = page.split_once(&format!("name=\"{name}\" value=\""));
    found
        .map_or("0", |(_, rest)| rest.split_once('"').unwrap().0)
        .to_owned()
}

/// What the form of a section sends as it stands.
fn fields(page: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once("<form class=\"form\"").unwrap();
    let (form, _) = form.split_once("</form>").unwrap();
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let attribute = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            Some(
                rest.split_once('"')?
                    .0
                    .replace("&#34;", "\"")
                    .replace("&#39;", "'"),
            )
        };
        let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        match attribute("name") {
            Some(name) if tag.starts_with("input") && (!is_box || tag.contains(" checked")) => {
                fields.push((name, attribute("value").unwrap_or_default()));
            }
            Some(name) if tag.starts_with("textarea") => {
                let text = tag.split_once('>').unwrap().1;
                fields.push((name, text.to_owned()));
            }
            _ => {}
        }
        if tag.starts_with("option") && tag.contains(" selected") {
            let name = select_before(form, tag);
            fields.push((name, attribute("value").unwrap_or_default()));
        }
    }
    fields.retain(|(name, _)| name != "written_by");
    fields
}

fn select_before(form: &str, tag: &str) -> String {
    let (before, _) = form.split_once(tag).unwrap();
    let (_, select) = before.rsplit_once("<select").unwrap();
    let (_, rest) = select.split_once(" name=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// An answer that a party has sent in.
async fn answered(tx: &Tx, (survey, form): (Uuid, Uuid), party: PartyId, record: Record) {
    let answer = Answer {
        id: tx.new_id(),
        survey,
        whose: Whose::Party(party),
        form,
        state: AnswerState::Submitted,
        comparable: false,
        submission: 1,
        sent_by: None,
        sender: "Prov".to_owned(),
        sent_at: Some(tx.now()),
        decider: String::new(),
        decided_at: None,
        reason: String::new(),
        revision: 1,
    };
    store::insert_answer(tx, &answer).await.unwrap();
    let sent = Submission {
        id: tx.new_id(),
        answer: answer.id,
        number: 1,
        form,
        record,
        sender: "Prov".to_owned(),
        sent_at: tx.now(),
    };
    store::insert_submission(tx, &sent).await.unwrap();
}
