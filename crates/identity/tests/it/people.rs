use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{World, at, council, exempelstad, fjallby, grannby, within};
use samverk_database::Db;
use samverk_foundation::{Role, TestClock};
use std::sync::Arc;

database_tests! {
    addresses_are_shown_to_those_who_share_a_party_or_group,
    a_collaboration_is_hidden_from_outsiders,
    only_administrators_see_everybody,
    an_administrator_adds_a_person_and_gives_roles,
    a_deactivated_person_is_out_at_once,
    somebody_must_look_after_the_installation,
}

async fn addresses_are_shown_to_those_who_share_a_party_or_group(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world
        .person("Samordnare", &[within(council(), Role::Coordinator)])
        .await;
    world
        .person("Egen", &[at(exempelstad(), Role::Representative)])
        .await;
    world
        .person("Kollega", &[at(exempelstad(), Role::Reader)])
        .await;
    world
        .person("Granne", &[at(grannby(), Role::Representative)])
        .await;
    world
        .person("Fjärran", &[at(fjallby(), Role::Representative)])
        .await;
    let path = "/samverkan/radet/personer";
    let all = ["Samordnare", "Egen", "Kollega", "Granne", "Fjärran"];
    let seen_by = async |who: &str| {
        let page = world.signed_in(who).await.get(path).await;
        assert_eq!(page.status, 200, "{who}");
        assert!(
            all.iter().all(|name| page.body.contains(name)),
            "{who} sees all names"
        );
        let file = format!("{path}?tabell=personer&format=csv");
        let file = world.signed_in(who).await.get(&file).await;
        assert!(file.body.starts_with('\u{feff}'), "{who}");
        let address = |name: &&&str| {
            let address = format!("{}@exempel.se", name.to_lowercase());
            let is_shown = page.body.contains(&format!("mailto:{address}"));
            assert_eq!(file.body.contains(&address), is_shown, "{who} and {name}");
            is_shown
        };
        all.iter().filter(address).copied().collect::<Vec<_>>()
    };
    assert_eq!(seen_by("Samordnare").await, all);
    assert_eq!(seen_by("Egen").await, ["Egen", "Kollega", "Granne"]);
    assert_eq!(seen_by("Fjärran").await, ["Fjärran"]);
}

async fn a_collaboration_is_hidden_from_outsiders(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Utan", &[]).await;
    world
        .person("Läsare", &[at(exempelstad(), Role::Reader)])
        .await;
    let path = "/samverkan/radet/personer";
    // Without a role anywhere the door answers the same for every address.
    assert_eq!(world.signed_in("Utan").await.get(path).await.status, 403);
    let mut reader = world.signed_in("Läsare").await;
    assert_eq!(reader.get(path).await.status, 200);
    assert_eq!(
        reader.get("/samverkan/andra-radet/personer").await.status,
        404
    );
    assert_eq!(
        reader.get("/samverkan/radet/personer/bjud-in").await.status,
        403
    );
    assert_eq!(
        world
            .browser()
            .get("/samverkan/finns-inte/personer")
            .await
            .status,
        303
    );
}

async fn only_administrators_see_everybody(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let admin = world.administrator().await;
    world
        .person("Samordnare", &[within(council(), Role::Coordinator)])
        .await;
    let mut coordinator = world.signed_in("Samordnare").await;
    let pages = [
        "/personer".into(),
        "/personer/ny".into(),
        "/logg".into(),
        format!("/personer/{admin}"),
    ];
    for path in &pages {
        assert_eq!(coordinator.get(path).await.status, 403, "{path}");
        assert_eq!(world.browser().get(path).await.status, 303, "{path}");
    }
    let changes = ["aktiv", "lank", "roll", "ta-bort-roll"];
    for path in changes.map(|change| format!("/personer/{admin}/{change}")) {
        let fields = [("role", "administrator")];
        assert_eq!(coordinator.post(&path, &fields).await.status, 403, "{path}");
    }
    let mut administrator = world.signed_in("Admin").await;
    for path in &pages {
        assert_eq!(administrator.get(path).await.status, 200, "{path}");
    }
}

async fn an_administrator_adds_a_person_and_gives_roles(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    let mut admin = world.signed_in("Admin").await;
    let fields = [("name", "Ny Person"), ("email", "ny@exempel.se")];
    assert_eq!(admin.post("/personer/ny", &fields).await.status, 200);
    assert!(next_mail(&world).await.is_some());
    let taken = admin.post("/personer/ny", &fields).await;
    assert_eq!(taken.status, 409);
    assert!(taken.body.contains("har redan ett konto"));

    let list = admin.get("/personer").await.body;
    let (_, rest) = list.split_once("/personer/0").expect("a link to a person");
    assert!(rest.contains("Ny Person"));
    let (before, _) = list.split_once("Ny Person").unwrap();
    let (_, last) = before.rsplit_once("href=\"").unwrap();
    let page = last.split('"').next().unwrap().to_owned();

    let give = format!("{page}/roll");
    let nowhere = admin.post(&give, &[("role", "representative")]).await;
    assert!(nowhere.body.contains("Välj var rollen gäller."));
    for fields in [
        [("role", "representative"), ("party", "fjallby")],
        [("role", "economist"), ("collaboration", "radet")],
        [("role", "administrator"), ("party", "")],
    ] {
        assert_eq!(admin.post(&give, &fields).await.status, 303);
    }
    let shown = admin.get(&page).await.body;
    for role in [
        "Representant, Fjällby kommun",
        "Ekonom, Rådet i länet",
        "Administratör för",
    ] {
        assert!(shown.contains(role), "{role}");
    }
    let party = fjallby().id.to_string();
    let fields = [("role", "representative"), ("party", party.as_str())];
    assert_eq!(
        admin
            .post(&format!("{page}/ta-bort-roll"), &fields)
            .await
            .status,
        303
    );
    assert!(
        !admin
            .get(&page)
            .await
            .body
            .contains("Representant, Fjällby kommun")
    );
    assert_eq!(
        admin
            .post(&format!("{page}/ta-bort-roll"), &fields)
            .await
            .status,
        404
    );
}

async fn a_deactivated_person_is_out_at_once(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    let person = world.person("Ekonom", &[]).await;
    let mut browser = world.signed_in("Ekonom").await;
    let mut admin = world.signed_in("Admin").await;
    let path = format!("/personer/{person}/aktiv");
    assert_eq!(admin.post(&path, &[]).await.status, 303);
    assert_eq!(browser.get("/mina-uppgifter").await.status, 303);
    let refused = browser
        .sign_in("ekonom@exempel.se", crate::world::PASSWORD)
        .await;
    assert_eq!(refused.status, 422);
    browser
        .post("/glomt-losenord", &[("email", "ekonom@exempel.se")])
        .await;
    assert!(next_mail(&world).await.is_none());
    admin.post(&path, &[("active", "true")]).await;
    world.signed_in("Ekonom").await;
}

async fn somebody_must_look_after_the_installation(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let id = world.administrator().await;
    let mut admin = world.signed_in("Admin").await;
    let refused = admin.post(&format!("/personer/{id}/aktiv"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("Det måste finnas någon"));
    let path = format!("/personer/{id}/ta-bort-roll");
    assert_eq!(
        admin.post(&path, &[("role", "administrator")]).await.status,
        409
    );
    world
        .person("Annan", &[samverk_identity::model::Grant::ADMINISTRATOR])
        .await;
    assert_eq!(
        admin.post(&path, &[("role", "administrator")]).await.status,
        303
    );
    assert_eq!(admin.get("/personer").await.status, 403);
}
