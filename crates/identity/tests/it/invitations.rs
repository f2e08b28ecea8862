use crate::browser::password_path;
use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{PASSWORD, World, at, council, exempelstad, fjallby, other_council, within};
use chrono::TimeDelta;
use samverk_database::Db;
use samverk_foundation::{Role, TestClock};
use std::sync::Arc;

database_tests! {
    an_invitation_is_accepted_once,
    an_invitation_lasts_seven_days,
    an_administrator_of_a_party_invites_at_no_other,
    a_coordinator_invites_in_no_other_collaboration,
    roles_are_given_only_where_they_belong,
    who_has_an_account_gets_the_role_and_a_letter,
    only_who_is_new_needs_a_name,
    who_is_shut_out_is_told_only_to_those_who_see_everybody,
    a_role_can_be_taken_by_those_who_may_give_it,
}

const NEW: [(&str, &str); 3] = [
    ("name", "Ny Person"),
    ("email", "ny@exempel.se"),
    ("role", "representative"),
];

async fn an_invitation_is_accepted_once(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    let mut chef = world.signed_in("Chef").await;
    let invited = chef
        .post("/aktorer/exempelstad/personer/bjud-in", &NEW)
        .await;
    assert_eq!(
        invited.location,
        "/aktorer/exempelstad/personer?notis=invited"
    );
    let list = chef.get(&invited.location).await.body;
    assert!(list.contains("Ny Person") && list.contains("Inbjuden"));

    let mail = next_mail(&world).await.expect("a letter");
    assert_eq!(mail.to, "ny@exempel.se");
    let path = password_path(&mail.text);
    let mut browser = world.browser();
    let page = browser.get(&path).await;
    assert!(page.body.contains("Välkommen, Ny Person!"));
    let chosen = [("password", PASSWORD), ("again", PASSWORD)];
    let short = browser
        .post(&path, &[("password", "kort"), ("again", "kort")])
        .await;
    assert_eq!(short.status, 422);
    let done = browser.post(&path, &chosen).await;
    assert_eq!(done.location, "/logga-in?notis=password-chosen");
    assert_eq!(browser.post(&path, &chosen).await.status, 404);
    assert_eq!(browser.get(&path).await.status, 404);

    assert_eq!(browser.sign_in("ny@exempel.se", PASSWORD).await.status, 303);
    let own = browser.get("/mina-uppgifter").await.body;
    assert!(own.contains("Representant, Exempelstads kommun"));
}

async fn an_invitation_lasts_seven_days(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    let mut chef = world.signed_in("Chef").await;
    chef.post("/aktorer/exempelstad/personer/bjud-in", &NEW)
        .await;
    let path = password_path(&next_mail(&world).await.expect("a letter").text);
    world
        .clock
        .advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(world.browser().get(&path).await.status, 200);
    world.clock.advance(TimeDelta::seconds(1));
    let late = world
        .browser()
        .post(&path, &[("password", PASSWORD), ("again", PASSWORD)])
        .await;
    assert_eq!(late.status, 404);
    assert!(late.body.contains("Länken är använd eller för gammal."));

    let mut chef = world.signed_in("Chef").await;
    let again = chef
        .post("/aktorer/exempelstad/personer/bjud-in", &NEW)
        .await;
    assert_eq!(
        again.location,
        "/aktorer/exempelstad/personer?notis=invited"
    );
    let path = password_path(&next_mail(&world).await.expect("a second letter").text);
    assert_eq!(world.browser().get(&path).await.status, 200);
}

async fn an_administrator_of_a_party_invites_at_no_other(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    world
        .person("Läsare", &[at(exempelstad(), Role::Reader)])
        .await;
    let mut chef = world.signed_in("Chef").await;
    let there = "/aktorer/fjallby/personer";
    assert_eq!(chef.get(there).await.status, 403);
    assert_eq!(chef.get(&format!("{there}/bjud-in")).await.status, 403);
    assert_eq!(
        chef.post(&format!("{there}/bjud-in"), &NEW).await.status,
        403
    );
    assert_eq!(chef.get("/aktorer/finns-inte/personer").await.status, 404);
    let mut reader = world.signed_in("Läsare").await;
    let home = "/aktorer/exempelstad/personer";
    assert_eq!(
        reader.post(&format!("{home}/bjud-in"), &NEW).await.status,
        403
    );
    let list = reader.get(home).await;
    assert_eq!(list.status, 200);
    assert!(!list.body.contains("bjud-in") && !list.body.contains("ta-bort"));
    assert_eq!(
        world
            .browser()
            .post(&format!("{home}/bjud-in"), &NEW)
            .await
            .status,
        401
    );
    assert!(next_mail(&world).await.is_none());
}

async fn a_coordinator_invites_in_no_other_collaboration(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Samordnare", &[within(council(), Role::Coordinator)])
        .await;
    world
        .person("Ekonom", &[within(council(), Role::Economist)])
        .await;
    let mut coordinator = world.signed_in("Samordnare").await;
    let new = [
        ("name", "Ny"),
        ("email", "ny@exempel.se"),
        ("role", "economist"),
    ];
    let invite = |place: &str| format!("/samverkan/{place}/personer/bjud-in");
    assert_eq!(
        coordinator.post(&invite("andra-radet"), &new).await.status,
        404
    );
    assert_eq!(
        coordinator
            .post("/aktorer/fjallby/personer/bjud-in", &NEW)
            .await
            .status,
        403
    );
    let mut economist = world.signed_in("Ekonom").await;
    assert_eq!(economist.post(&invite("radet"), &new).await.status, 403);
    assert!(next_mail(&world).await.is_none());
    let done = coordinator.post(&invite("radet"), &new).await;
    assert_eq!(done.location, "/samverkan/radet/personer?notis=invited");
}

async fn roles_are_given_only_where_they_belong(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    let mut chef = world.signed_in("Chef").await;
    for role in ["coordinator", "administrator", "public", ""] {
        let fields = [("name", "Ny"), ("email", "ny@exempel.se"), ("role", role)];
        let answer = chef
            .post("/aktorer/exempelstad/personer/bjud-in", &fields)
            .await;
        assert_eq!(answer.status, 422, "{role}");
    }
    let long = "x".repeat(101);
    let all_wrong = [("name", long.as_str()), ("email", "ny"), ("role", "")];
    let answer = chef
        .post("/aktorer/exempelstad/personer/bjud-in", &all_wrong)
        .await;
    for field in ["#input-name", "#input-email", "#input-role-"] {
        assert!(answer.body.contains(field), "{field}");
    }
}

async fn who_has_an_account_gets_the_role_and_a_letter(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    world.person("Vana", &[at(fjallby(), Role::Reader)]).await;
    let mut chef = world.signed_in("Chef").await;
    let fields = [
        ("name", "Annat Namn"),
        ("email", "vana@exempel.se"),
        ("role", "reader"),
    ];
    let path = "/aktorer/exempelstad/personer/bjud-in";
    let answer = chef.post(path, &fields).await;
    assert_eq!(
        answer.location, "/aktorer/exempelstad/personer?notis=invited",
        "the answer is the same as for somebody new"
    );
    let mail = next_mail(&world).await.expect("a letter");
    assert!(
        mail.text.contains("rollen Läsare för Exempelstads kommun"),
        "{}",
        mail.text
    );
    assert!(!mail.text.contains("valj-losenord"));
    assert_eq!(chef.post(path, &fields).await.status, 409);
    let mut vana = world.signed_in("Vana").await;
    let own = vana.get("/mina-uppgifter").await.body;
    assert!(own.contains("Läsare, Exempelstads kommun") && own.contains("Läsare, Fjällby kommun"));
}

async fn only_who_is_new_needs_a_name(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    world.person("Vana", &[]).await;
    let mut chef = world.signed_in("Chef").await;
    let path = "/aktorer/exempelstad/personer/bjud-in";
    let known = [
        ("name", ""),
        ("email", "vana@exempel.se"),
        ("role", "reader"),
    ];
    let answer = chef.post(path, &known).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(chef.get(&answer.location).await.body.contains("Vana"));

    let unknown = [
        ("name", " "),
        ("email", "ny@exempel.se"),
        ("role", "reader"),
    ];
    let refused = chef.post(path, &unknown).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("#input-name"));
    assert!(refused.body.contains("Skriv personens namn."));
    assert!(refused.body.contains("value=\"ny@exempel.se\""));
    let list = chef.get("/aktorer/exempelstad/personer").await.body;
    assert!(!list.contains("ny@exempel.se"), "nobody was added");
}

async fn who_is_shut_out_is_told_only_to_those_who_see_everybody(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    let shut_out = world.person("Borta", &[]).await;
    let mut admin = world.signed_in("Admin").await;
    admin
        .post(
            &format!("/personer/{shut_out}/aktiv"),
            &[("active", "false")],
        )
        .await;
    let path = "/aktorer/exempelstad/personer/bjud-in";
    let fields = [("email", "borta@exempel.se"), ("role", "reader")];
    let refused = world.signed_in("Chef").await.post(path, &fields).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.body.contains("Adressen kan inte bjudas in."));
    assert!(!refused.body.contains("Borta"));
    let told = admin.post(path, &fields).await;
    assert_eq!(told.status, 409);
    assert!(told.body.contains("Borta är avstängd."));
}

async fn a_role_can_be_taken_by_those_who_may_give_it(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
        .await;
    world
        .person("Annan", &[at(fjallby(), Role::PartyAdministrator)])
        .await;
    world
        .person("Dubbel", &[within(other_council(), Role::Economist)])
        .await;
    let reader = world
        .person("Läsare", &[at(exempelstad(), Role::Reader)])
        .await
        .to_string();
    let fields = [("person", reader.as_str()), ("role", "reader")];
    let path = "/aktorer/exempelstad/personer/ta-bort";
    for stranger in ["Annan", "Läsare", "Dubbel"] {
        let status = world
            .signed_in(stranger)
            .await
            .post(path, &fields)
            .await
            .status;
        assert_eq!(status, 403, "{stranger}");
    }
    let mut annan = world.signed_in("Annan").await;
    assert_eq!(
        annan
            .post("/aktorer/fjallby/personer/ta-bort", &fields)
            .await
            .status,
        404
    );
    let mut reader = world.signed_in("Läsare").await;
    assert_eq!(
        reader.get("/aktorer/exempelstad/personer").await.status,
        200
    );
    let mut chef = world.signed_in("Chef").await;
    let done = chef.post(path, &fields).await;
    assert_eq!(
        done.location,
        "/aktorer/exempelstad/personer?notis=role-taken"
    );
    assert_eq!(
        reader.get("/aktorer/exempelstad/personer").await.status,
        403
    );
}
