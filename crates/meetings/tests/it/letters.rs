//! A decision is the party's acceptance of the text that was put to the meeting, and of no other.

use crate::world::World;
use samverk_agreements::letters::LetterDesk;
use samverk_agreements::letters::model::{Given, LetterAnswer, PartyState};
use samverk_county::{COUNCIL, MEMBERS, SYSTEM, day};
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_decision_is_the_acceptance,
    what_is_annulled_or_quashed_is_taken_back,
    what_the_party_decided_since_stands,
    another_text_is_not_accepted,
    only_who_is_asked_accepts,
    who_accepts_what_is_said_when_it_is_put,
);

const STEP: [(&str, &str); 3] = [("to", "decided"), ("reason", ""), ("revision", "1")];
const IT: [(&str, &str); 3] = [
    ("concerns", "letter:namnd"),
    ("letter_party", "aneby-kommun"),
    ("letter_text", "1"),
];

/// A letter to the first two members, sent.
async fn sent(world: &World<'_>) {
    let letter = [
        ("key", "namnd"),
        ("title", "Gemensam nämnd"),
        ("sort", "intent"),
        ("parties", MEMBERS[0].0),
        ("parties", MEMBERS[1].0),
        ("text", "{parter} avser att samverka."),
    ];
    world.submit("/avsiktsforklaringar/ny", &letter).await;
    send(world).await;
    world.meeting("council", "2026-11-20").await;
}

async fn send(world: &World<'_>) {
    let revision = revision(world, "/skicka").await;
    let path = "/avsiktsforklaringar/namnd/skicka";
    world.submit(path, &[("revision", &revision)]).await;
}

async fn revision(world: &World<'_>, form: &str) -> String {
    let path = format!("/avsiktsforklaringar/namnd{form}");
    let page = world.page(&path).await;
    let (_, after) = page.split_once("name=\"revision\" value=\"").unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

/// Sends another text.
async fn resend(world: &World<'_>) {
    let revision = revision(world, "/redigera").await;
    let form = [
        ("title", "Gemensam nämnd"),
        ("sort", "intent"),
        ("parties", MEMBERS[0].0),
        ("parties", MEMBERS[1].0),
        ("text", "{parter} avser att samverka i tio år."),
        ("revision", &revision),
    ];
    world
        .submit("/avsiktsforklaringar/namnd/redigera", &form)
        .await;
    send(world).await;
}

/// Where the first member stands, and what it has answered.
async fn stands(db: &Db, world: &World<'_>) -> (PartyState, Vec<Given>) {
    let tx = db.read().await.unwrap();
    let key = world.county.scope(&tx, &SYSTEM).await.collaboration.key;
    let desk = LetterDesk::find(&tx, &world.coordinator, key.as_str(), "namnd");
    let desk = desk.await.unwrap();
    let party = desk.recipient(MEMBERS[0].0).unwrap();
    (desk.row(party).state, desk.answers.clone())
}

async fn a_decision_is_the_acceptance(db: Db) {
    let world = World::of(&db).await;
    sent(&world).await;
    world.matter("namnden", &IT).await;
    let agenda = world.page("/moten/mote").await;
    assert!(agenda.contains("Aneby kommun godkänner text 1"), "{agenda}");
    world.decide("namnden", "decided", "1").await;
    let (state, answers) = stands(&db, &world).await;
    assert_eq!((state, answers.len()), (PartyState::Accepted, 1));
    let decision = &answers[0].decision;
    assert_eq!(
        (
            decision.body.as_str(),
            decision.date,
            decision.paragraph.as_str()
        ),
        ("Rådet", Some(day("2026-11-20")), "§ 1")
    );
    assert_eq!(answers[0].said_by, "Rådets möte");
    // It decides once on a text: what is left is noted.
    world.matter("igen", &IT).await;
    let told = world.refused("/arenden/igen/beslut", &STEP).await;
    assert!(told.contains("redan antagen"), "{told}");
    assert_eq!(stands(&db, &world).await.1.len(), 1);
}

async fn what_is_annulled_or_quashed_is_taken_back(db: Db) {
    let world = World::of(&db).await;
    sent(&world).await;
    for (key, to) in [("forst", "annulled"), ("sedan", "quashed")] {
        world.matter(key, &IT).await;
        world.decide(key, "decided", "1").await;
        assert_eq!(stands(&db, &world).await.0, PartyState::Accepted);
        world.decide(key, to, "2").await;
        let (state, answers) = stands(&db, &world).await;
        assert_eq!(state, PartyState::NotAnswered, "{to}");
        let annulment = answers.last().unwrap().annulment.as_ref().unwrap();
        assert_eq!(annulment.reason, "Enligt rådet.");
    }
    assert_eq!(stands(&db, &world).await.1.len(), 2, "both stay to be read");
}

async fn what_the_party_decided_since_stands(db: Db) {
    let world = World::of(&db).await;
    sent(&world).await;
    world.matter("namnden", &IT).await;
    world.decide("namnden", "decided", "1").await;
    resend(&world).await;
    let again = [IT[0], IT[1], ("letter_text", "2")];
    world.matter("igen", &again).await;
    world.decide("igen", "decided", "1").await;
    world.decide("namnden", "quashed", "2").await;
    let (state, answers) = stands(&db, &world).await;
    assert_eq!(state, PartyState::Accepted);
    assert!(answers.iter().all(|one| one.annulment.is_none()));
    assert_eq!(answers.last().unwrap().answer, LetterAnswer::Accepted);
}

async fn another_text_is_not_accepted(db: Db) {
    let world = World::of(&db).await;
    sent(&world).await;
    world.matter("namnden", &IT).await;
    resend(&world).await;
    let told = world.refused("/arenden/namnden/beslut", &STEP).await;
    assert!(told.contains("text 2 är ute nu"), "{told}");
    // Nothing is half saved: the matter is open, and nothing is answered.
    assert!(world.page("/arenden/namnden").await.contains("Väntar"));
    let (state, answers) = stands(&db, &world).await;
    assert_eq!((state, answers.len()), (PartyState::NotAnswered, 0));
    let unsent = [IT[0], IT[1], ("letter_text", "7")];
    world.matter("osant", &unsent).await;
    let told = world.refused("/arenden/osant/beslut", &STEP).await;
    assert!(told.contains("Text 7 har inte skickats"), "{told}");
}

async fn only_who_is_asked_accepts(db: Db) {
    let world = World::of(&db).await;
    sent(&world).await;
    let other = [IT[0], ("letter_party", MEMBERS[2].0), IT[2]];
    world.matter("habo", &other).await;
    let told = world.refused("/arenden/habo/beslut", &STEP).await;
    assert!(told.contains("är inte skickad till den part"), "{told}");
    assert!(stands(&db, &world).await.1.is_empty());
}

async fn who_accepts_what_is_said_when_it_is_put(db: Db) {
    let world = World::of(&db).await;
    sent(&world).await;
    let matter = |more: &[(&'static str, &'static str)]| {
        let plain = [
            ("key", "namnden"),
            ("title", "Nämnden"),
            ("kind", "decision"),
        ];
        [&plain, more].concat()
    };
    let told = world.refused("/arenden/ny", &matter(&IT[..1])).await;
    for wrong in ["vilken part som godkänner", "numret på den text"] {
        assert!(told.contains(wrong), "{wrong}: {told}");
    }
    let told = world.refused("/arenden/ny", &matter(&IT[1..])).await;
    assert!(told.contains("Välj det i Gäller"), "{told}");
    let (status, _) = world
        .house
        .post(
            &world.county.representative(0),
            &format!("{COUNCIL}/arenden/ny"),
            &matter(&IT),
        )
        .await;
    assert_eq!(status.as_u16(), 303, "a party proposes its own decision");
}
