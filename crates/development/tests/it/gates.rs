//! An initiative through the gates of its process.

use crate::world::house;
use axum::http::StatusCode;
use samverk_county::{COUNCIL, County, House, county};
use samverk_database::Db;
use samverk_development::initiatives::{InProcess, Outcome};
use samverk_development::waiting;
use samverk_foundation::Actor;
use samverk_parties::WaitingFor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    an_initiative_is_decided_on_what_was_answered,
    what_was_decided_on_stays_as_it_was,
    assessors_answer_each_for_themselves,
    a_decision_needs_what_its_gate_asks_for,
    what_is_prepared_is_seen_by_members_only,
    everybody_is_told_what_waits_for_them,
    a_need_tells_in_which_initiative_it_is,
    a_need_that_an_initiative_meets_is_not_removed,
    each_table_of_a_process_is_its_own,
);

const PROCESS: &str = "fran-ide-till-nytta";

/// A council with the shipped process and an initiative in it.
pub struct Furnished<'d> {
    pub house: House<'d>,
    pub county: County,
    pub coordinator: Actor,
}

pub async fn furnished(db: &Db) -> Furnished<'_> {
    let county = county(db).await;
    let (coordinator, house) = (county.coordinator(), house(db));
    let begin = format!("{COUNCIL}/processer/utga-fran");
    let from = [("from", "samverk:fran-ide-till-nytta"), ("name", "")];
    house.submit(&coordinator, &begin, &from).await;
    let furnished = Furnished {
        house,
        county,
        coordinator,
    };
    furnished.add("plattform", "Gemensam plattform").await;
    furnished
}

impl Furnished<'_> {
    pub async fn add(&self, key: &str, title: &str) {
        let form = [("key", key), ("title", title), ("process", PROCESS)];
        let new = format!("{COUNCIL}/initiativ/ny");
        self.house.submit(&self.coordinator, &new, &form).await;
    }

    pub fn gate(&self, key: &str, phase: &str, rest: &str) -> String {
        format!("{COUNCIL}/initiativ/{key}/fas/{phase}{rest}")
    }

    /// The revision that a form shows.
    pub async fn seen(&self, actor: &Actor, path: &str) -> String {
        let page = self.house.page(actor, path).await;
        let (_, after) = page.split_once("name=\"revision\" value=\"").unwrap();
        after.split_once('"').unwrap().0.to_owned()
    }

    /// Answers the only check of the first gate.
    pub async fn answer(&self, key: &str, holds: &str, reason: &str) -> (StatusCode, String) {
        let path = self.gate(key, "ide", "/krav");
        let seen = self.seen(&self.coordinator, &path).await;
        let form = [
            ("revision", seen.as_str()),
            ("answers.0.check", "gemensamt"),
            ("answers.0.holds", holds),
            ("answers.0.reason", reason),
            ("answers.0.evidence", "Enkäten 2026"),
        ];
        self.house.post(&self.coordinator, &path, &form).await
    }

    pub async fn decide(
        &self,
        (key, phase): (&str, &str),
        more: &[(&str, &str)],
    ) -> (StatusCode, String) {
        let mut form = vec![
            ("body", "Styrgruppen"),
            ("date", "2020-01-15"),
            ("paragraph", "§ 7"),
        ];
        form.extend_from_slice(more);
        let path = self.gate(key, phase, "/besluta");
        self.house.post(&self.coordinator, &path, &form).await
    }

    /// Takes an initiative past the first gate.
    pub async fn pass_idea(&self, key: &str) {
        let (status, told) = self.answer(key, "yes", "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
        let (status, told) = self.decide((key, "ide"), &[("outcome", "go")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    }

    async fn page(&self, key: &str) -> String {
        let path = format!("{COUNCIL}/initiativ/{key}");
        self.house.page(&self.coordinator, &path).await
    }

    pub async fn loaded(&self, db: &Db, key: &str) -> InProcess {
        let tx = db.read().await.unwrap();
        let found = InProcess::find(&tx, &self.coordinator, "radet", key).await;
        found.unwrap()
    }
}

async fn an_initiative_is_decided_on_what_was_answered(db: Db) {
    let world = furnished(&db).await;
    let page = world.page("plattform").await;
    assert!(page.contains("Kravet är inte besvarat: Fler än en part kan ha nytta av det"));
    let (status, told) = world
        .decide(("plattform", "ide"), &[("outcome", "go")])
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Initiativet kan inte gå vidare"), "{told}");
    let (status, told) = world.answer("plattform", "no", "").await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a no needs a reason"
    );
    assert!(told.contains("Skriv ett skäl."));
    world.pass_idea("plattform").await;
    let page = world.page("plattform").await;
    assert!(page.contains("Nästa beslutspunkt: Fånga behov"), "{page}");
    assert!(page.contains("Gå vidare") && page.contains("Styrgruppen"));
    let at = world.loaded(&db, "plattform").await;
    let gate = at.gates.values().next().unwrap();
    let decision = gate.says.last().unwrap();
    assert_eq!(
        (decision.outcome, decision.paragraph.as_str()),
        (Outcome::Go, "§ 7")
    );
    let check = &decision.evidence.checks[0];
    assert_eq!(
        (check.holds, check.evidence.as_str()),
        (Some(true), "Enkäten 2026")
    );
    let (status, _) = world
        .decide(
            ("plattform", "ide"),
            &[("outcome", "stop"), ("reason", "Nej")],
        )
        .await;
    assert_eq!(
        status,
        StatusCode::CONFLICT,
        "it does not stand there any more"
    );
    let steps = format!("{COUNCIL}/initiativ/plattform?tabell=steg&format=csv");
    let (status, steps) = world.house.get(&world.coordinator, &steps).await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "Idé",
        "Kraven vid en beslutspunkt besvarades",
        "Samordnaren",
    ] {
        assert!(steps.contains(words), "{words} in {steps}");
    }
}

async fn what_was_decided_on_stays_as_it_was(db: Db) {
    let world = furnished(&db).await;
    world.pass_idea("plattform").await;
    let path = world.gate("plattform", "ide", "/krav");
    let seen = world.seen(&world.coordinator, &path).await;
    let form = [
        ("revision", seen.as_str()),
        ("answers.0.check", "gemensamt"),
        ("answers.0.holds", "no"),
        ("answers.0.reason", "Ångrat"),
    ];
    let (status, _) = world.house.post(&world.coordinator, &path, &form).await;
    assert_eq!(status, StatusCode::CONFLICT);
    // The process stays, and so does the initiative in it.
    let removal = format!("{COUNCIL}/initiativ/plattform/ta-bort");
    let (status, _) = world
        .house
        .post(&world.coordinator, &removal, &[("revision", "1")])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    let edit = format!("{COUNCIL}/processer/{PROCESS}/redigera");
    let form = [
        ("revision", "1"),
        ("name", "Annan"),
        ("phases.0.key", "ide"),
        ("phases.0.name", "Tanke"),
    ];
    let (status, told) = world.house.post(&world.coordinator, &edit, &form).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    let other = format!("{COUNCIL}/processer/utga-fran");
    let from = [
        ("from", "egen:fran-ide-till-nytta"),
        ("name", "Kortare väg"),
    ];
    world.house.submit(&world.coordinator, &other, &from).await;
    let edit = format!("{COUNCIL}/initiativ/plattform/redigera");
    let form = [
        ("revision", "1"),
        ("title", "Gemensam plattform"),
        ("process", "kortare-vag"),
    ];
    let (status, told) = world.house.post(&world.coordinator, &edit, &form).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
}

async fn ask(world: &Furnished<'_>, key: &str) {
    let path = world.gate(key, "behov", "/bedomare");
    let seen = world.seen(&world.coordinator, &path).await;
    let form = [
        ("revision", seen.as_str()),
        ("asked.0.assessor", "Digitaliseringschef, Aneby"),
        ("asked.0.party", "aneby-kommun"),
        ("asked.0.due", "2026-12-01"),
        ("asked.1.assessor", "IT-chef, Eksjö"),
        ("asked.1.party", "eksjo-kommun"),
    ];
    world.house.submit(&world.coordinator, &path, &form).await;
}

async fn score(
    world: &Furnished<'_>,
    actor: &Actor,
    (key, number): (&str, usize),
    scores: [&str; 2],
) -> (StatusCode, String) {
    let path = world.gate(key, "behov", &format!("/bedom/{number}"));
    let seen = match world.house.get(actor, &path).await {
        (StatusCode::OK, _) => world.seen(actor, &path).await,
        answer => return answer,
    };
    let form = [
        ("revision", seen.as_str()),
        ("scores.0.criterion", "angelagenhet"),
        ("scores.0.score", scores[0]),
        ("scores.0.evidence", "Egen mätning"),
        ("scores.1.criterion", "genomforbarhet"),
        ("scores.1.score", scores[1]),
    ];
    world.house.post(actor, &path, &form).await
}

async fn assessors_answer_each_for_themselves(db: Db) {
    let world = furnished(&db).await;
    world.pass_idea("plattform").await;
    ask(&world, "plattform").await;
    let (aneby, eksjo) = (
        world.county.representative(0),
        world.county.representative(1),
    );
    let (status, _) = score(&world, &eksjo, ("plattform", 1), ["5", "5"]).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "another party's assessor");
    let (status, told) = score(&world, &aneby, ("plattform", 1), ["6", "4"]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let (status, told) = score(&world, &aneby, ("plattform", 1), ["5", "4"]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let (status, _) = score(&world, &eksjo, ("plattform", 2), ["2", "4"]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let gate = world.gate("plattform", "behov", "");
    let page = world.house.page(&world.coordinator, &gate).await;
    for words in ["3,5", "2–5"] {
        assert!(page.contains(words), "{words}");
    }
    // Whoever has answered stays, whoever is asked anew.
    let path = world.gate("plattform", "behov", "/bedomare");
    let seen = world.seen(&world.coordinator, &path).await;
    let none = [("revision", seen.as_str())];
    world.house.submit(&world.coordinator, &path, &none).await;
    let at = world.loaded(&db, "plattform").await;
    let says = at.says(&samverk_county::key("behov"));
    assert_eq!(says.scorings.len(), 2);
}

async fn a_decision_needs_what_its_gate_asks_for(db: Db) {
    let world = furnished(&db).await;
    world.answer("plattform", "yes", "").await;
    let tries: [(&[(&str, &str)], &str); 4] = [
        (
            &[("outcome", "go_with_conditions")],
            "Skriv minst ett villkor",
        ),
        (&[("outcome", "wait")], "Skriv ett skäl."),
        (
            &[("outcome", "go"), ("conditions.0.text", "Finansiering")],
            "Villkor hör bara till",
        ),
        (&[], "outcome"),
    ];
    for (form, words) in tries {
        let (status, told) = world.decide(("plattform", "ide"), form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(told.contains(words), "{words} in {told}");
    }
    let form = [
        ("outcome", "go_with_conditions"),
        ("conditions.0.text", "Finansieringen är klar"),
        ("conditions.0.due", "2026-12-31"),
    ];
    let (status, told) = world.decide(("plattform", "ide"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let path = world.gate("plattform", "ide", "/villkor");
    let seen = world.seen(&world.coordinator, &path).await;
    let followed = [
        ("revision", seen.as_str()),
        ("conditions.0.text", "Finansieringen är klar"),
        ("conditions.0.met", "2020-02-01"),
        ("conditions.0.note", "Alla har svarat"),
    ];
    world
        .house
        .submit(&world.coordinator, &path, &followed)
        .await;
    let (status, _) = world.house.post(&world.coordinator, &path, &followed).await;
    assert_eq!(status, StatusCode::CONFLICT, "something else stands by now");
    let page = world.page("plattform").await;
    assert!(
        page.contains("Finansieringen är klar (uppfyllt 2020-02-01)"),
        "{page}"
    );
}

async fn what_is_prepared_is_seen_by_members_only(db: Db) {
    let world = furnished(&db).await;
    let gate = world.gate("plattform", "ide", "");
    for rest in ["", "/krav", "/besluta"] {
        let (status, _) = world
            .house
            .get(&world.county.stranger(), &format!("{gate}{rest}"))
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{rest}");
    }
    let (status, _) = world
        .house
        .get(&world.county.representative(0), &gate)
        .await;
    assert_eq!(status, StatusCode::OK);
    let besluta = format!("{gate}/besluta");
    let (status, _) = world
        .house
        .get(&world.county.representative(0), &besluta)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = format!("{COUNCIL}/initiativ/plattform");
    let page = world.house.page(&Actor::Public, &page).await;
    assert!(page.contains("Gemensam plattform") && !page.contains("/fas/ide"));
}

async fn everybody_is_told_what_waits_for_them(db: Db) {
    let world = furnished(&db).await;
    let told = async || {
        let tx = db.read().await.unwrap();
        let ids = [world.county.council];
        let all = waiting(&tx, &ids).await.unwrap();
        all.into_iter()
            .map(|one| (one.code, one.whose))
            .collect::<Vec<_>>()
    };
    assert_eq!(told().await, []);
    world.answer("plattform", "yes", "").await;
    let run = WaitingFor::Roles(&[samverk_foundation::Role::Coordinator]);
    assert_eq!(told().await, [("gate-decision", run)]);
    world
        .decide(("plattform", "ide"), &[("outcome", "go")])
        .await;
    assert_eq!(told().await, []);
    ask(&world, "plattform").await;
    let [aneby, eksjo, _] = world.county.parties;
    let asked = |party| ("gate-scores", WaitingFor::Party(party));
    assert_eq!(told().await, [asked(aneby), asked(eksjo)]);
    score(
        &world,
        &world.county.representative(0),
        ("plattform", 1),
        ["5", "4"],
    )
    .await;
    assert_eq!(told().await, [asked(eksjo)]);
}

async fn a_need_tells_in_which_initiative_it_is(db: Db) {
    let world = furnished(&db).await;
    let need = [("key", "arkiv"), ("kind", "need"), ("text", "E-arkiv")];
    let new = format!("{COUNCIL}/behov/ny");
    world.house.submit(&world.coordinator, &new, &need).await;
    let page = format!("{COUNCIL}/behov/arkiv");
    let before = world.house.page(&world.coordinator, &page).await;
    assert!(!before.contains("Ingår i initiativ"));
    let edit = format!("{COUNCIL}/initiativ/plattform/redigera");
    let form = [
        ("revision", "1"),
        ("title", "Gemensam plattform"),
        ("process", PROCESS),
        ("needs", "arkiv"),
    ];
    world.house.submit(&world.coordinator, &edit, &form).await;
    let page = world.house.page(&world.coordinator, &page).await;
    assert!(page.contains("Ingår i initiativ"), "{page}");
    let link = "href=\"/samverkan/radet/initiativ/plattform\"";
    assert!(page.contains(link));
    assert!(
        !page.contains("behov/arkiv/ta-bort"),
        "nothing that fails is offered"
    );
    let list = format!("{COUNCIL}/behov?kolumner=title.initiatives");
    let list = world.house.page(&world.coordinator, &list).await;
    assert!(list.contains(link), "{list}");
}

async fn a_need_that_an_initiative_meets_is_not_removed(db: Db) {
    let world = furnished(&db).await;
    let need = [("key", "arkiv"), ("kind", "need"), ("text", "E-arkiv")];
    let new = format!("{COUNCIL}/behov/ny");
    world.house.submit(&world.coordinator, &new, &need).await;
    let edit = format!("{COUNCIL}/initiativ/plattform/redigera");
    let form = |revision, needs| {
        [
            ("revision", revision),
            ("title", "Gemensam plattform"),
            ("process", PROCESS),
            ("needs", needs),
        ]
    };
    let met = form("1", "arkiv");
    world.house.submit(&world.coordinator, &edit, &met).await;
    let removal = format!("{COUNCIL}/behov/arkiv/ta-bort");
    let sent = [("revision", "1")];
    let (status, told) = world.house.post(&world.coordinator, &removal, &sent).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("ingår i ett initiativ: ”Gemensam plattform”"),
        "{told}"
    );
    let free = form("2", "");
    world.house.submit(&world.coordinator, &edit, &free).await;
    world
        .house
        .submit(&world.coordinator, &removal, &sent)
        .await;
}

/// A process has phases, checks, headings and criteria on one page, and each is handed out for itself.
async fn each_table_of_a_process_is_its_own(db: Db) {
    let world = furnished(&db).await;
    let path = format!("{COUNCIL}/processer/{PROCESS}");
    let file = |table: &str| format!("{path}?tabell=processer-{table}&format=csv");
    let phases = world.house.page(&world.coordinator, &file("phases")).await;
    let criteria = world
        .house
        .page(&world.coordinator, &file("criteria"))
        .await;
    assert!(phases.contains("Drift") && !phases.contains("Vikt"));
    assert!(criteria.contains("Vikt") && !criteria.contains("Drift"));
}
