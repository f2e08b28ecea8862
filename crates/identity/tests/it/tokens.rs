//! Programs that act for a person: what a token opens, and when it stops.

use crate::browser::{Answer, Browser, password_path};
use crate::database_tests;
use crate::mail::next_mail;
use crate::world::{World, at, council, exempelstad, other_council, within};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::get;
use axum::{Extension, Router};
use chrono::TimeDelta;
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::{Actor, Person, Role, TestClock};
use samverk_identity::model::Grant;
use samverk_web::Failure;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

database_tests! {
    a_program_acts_for_the_person_within_the_tokens_scopes,
    a_token_is_shown_once_and_kept_as_a_hash,
    a_revoked_token_opens_nothing,
    a_forgotten_password_ends_the_tokens_too,
    an_expired_token_opens_nothing,
    a_token_of_one_collaboration_is_the_public_elsewhere,
    only_ones_own_collaborations_can_be_chosen,
    a_token_that_is_none_is_refused,
    a_token_of_somebody_who_is_shut_out_opens_nothing,
    an_administrator_sees_and_revokes_a_persons_tokens,
    nobody_revokes_somebody_elses_token,
    a_token_that_cannot_be_made_is_told_of,
    the_use_of_a_token_is_noted_now_and_then,
}

const NEW: &str = "/mina-uppgifter/tokens/ny";
const REVOKE: &str = "/mina-uppgifter/tokens/aterkalla";

/// A program that calls what lies behind `load_bearer`.
struct Program {
    router: Router,
    seen: Arc<Mutex<Option<Seen>>>,
}

/// What the handler was given.
struct Seen {
    actor: Option<Arc<Actor>>,
    headers: HeaderMap,
}

/// How the call was answered.
struct Called {
    status: StatusCode,
    code: &'static str,
    header: String,
    seen: Option<Seen>,
}

impl Program {
    fn new(world: &World) -> Self {
        let seen = Arc::new(Mutex::new(None));
        let noted = Arc::clone(&seen);
        let handler = move |actor: Option<Extension<Arc<Actor>>>, headers: HeaderMap| async move {
            let actor = actor.map(|Extension(actor)| actor);
            *noted.lock().unwrap() = Some(Seen { actor, headers });
        };
        let routes = Router::new().route("/", get(handler));
        Self {
            router: world.behind_bearer(routes),
            seen,
        }
    }

    async fn call(&self, authorization: Option<&str>) -> Called {
        let mut request = Request::get("/");
        if let Some(value) = authorization {
            request = request.header(header::AUTHORIZATION, value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let told = response.headers().get(header::WWW_AUTHENTICATE);
        Called {
            status: response.status(),
            header: told.map_or("", |value| value.to_str().unwrap()).to_owned(),
            code: response
                .extensions()
                .get::<Failure>()
                .map_or("", |failure| failure.0.code),
            seen: self.seen.lock().unwrap().take(),
        }
    }

    async fn with_token(&self, token: &str) -> Called {
        self.call(Some(&format!("Bearer {token}"))).await
    }

    /// The person that the token stands for.
    async fn person(&self, token: &str) -> Person {
        let called = self.with_token(token).await;
        assert_eq!(called.status, StatusCode::OK, "{}", called.code);
        let actor = called.seen.unwrap().actor.unwrap();
        actor.person().unwrap().clone()
    }

    async fn refusal(&self, token: &str) -> &'static str {
        let called = self.with_token(token).await;
        assert_eq!(called.status, StatusCode::UNAUTHORIZED);
        assert_eq!(called.header, r#"Bearer error="invalid_token""#);
        assert!(called.seen.is_none(), "the handler was asked");
        called.code
    }
}

/// The token on the page that shows it.
fn shown(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let start = answer.body.find("samverk_").expect("a token is shown");
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let text = &answer.body[start..];
    text.chars().take_while(|c| is_part(*c)).collect()
}

async fn make(browser: &mut Browser, only: &str) -> String {
    let fields = [
        ("name", "Nattlig hämtning"),
        ("scopes", "goals:read"),
        ("scopes", "goals:write"),
        ("collaboration", only),
        ("last_day", "2026-12-31"),
    ];
    shown(&browser.post(NEW, &fields).await)
}

/// The id of the only token on the page.
fn token_id(page: &str) -> String {
    let (_, rest) = page
        .split_once(r#"name="token" value=""#)
        .expect("a token on the page");
    rest.split('"').next().unwrap().to_owned()
}

fn coordinator() -> Grant {
    within(council(), Role::Coordinator)
}

async fn a_program_acts_for_the_person_within_the_tokens_scopes(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let id = world.person("Samordnare", &[coordinator()]).await;
    let token = make(&mut world.signed_in("Samordnare").await, "").await;
    let program = Program::new(&world);
    let person = program.person(&token).await;
    assert_eq!((person.id, person.session), (id, None));
    let access = person.token.clone().unwrap();
    let scopes: Vec<_> = access.scopes.into_iter().collect();
    assert_eq!(scopes, ["goals:read", "goals:write"]);
    assert_eq!(access.collaboration, None);
    let actor = Actor::Person(person);
    let roles = actor.roles_in(council().id, &[]);
    assert!(roles.contains(Role::Coordinator));

    let called = program.with_token(&token).await;
    let headers = called.seen.unwrap().headers;
    assert!(
        !headers.contains_key(header::AUTHORIZATION),
        "the token goes no further"
    );
    let before = world.db.query_count();
    let public = program.call(None).await.seen.unwrap();
    assert!(public.actor.is_none());
    assert_eq!(world.db.query_count(), before);
}

async fn a_token_is_shown_once_and_kept_as_a_hash(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Samordnare", &[coordinator()]).await;
    let mut browser = world.signed_in("Samordnare").await;
    let token = make(&mut browser, "radet").await;
    let page = browser.get("/mina-uppgifter").await.body;
    for words in [
        "Nattlig hämtning",
        "Läsa planer och mål; Ändra planer och mål",
        "Rådet i länet",
        "Aldrig",
        "2027-01-01 00:00",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains(&token));

    let tx = world.db.read().await.unwrap();
    let all = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &all).await.unwrap();
    let event = events.iter().find(|event| event.kind == "token.created");
    let after = event.unwrap().after.clone().unwrap();
    assert_eq!(after["token"], "Nattlig hämtning");
    assert_eq!(after["collaboration"], "Rådet i länet");
    assert!(!format!("{events:?}").contains(&token));
    drop(tx);
    world.administrator().await;
    let log = world.signed_in("Admin").await.get("/logg").await.body;
    assert!(log.contains("Åtkomstnyckel skapad: Samordnare"), "{log}");
    assert!(log.contains("Läsa planer och mål"), "{log}");
}

async fn a_revoked_token_opens_nothing(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Samordnare", &[coordinator()]).await;
    let mut browser = world.signed_in("Samordnare").await;
    let token = make(&mut browser, "").await;
    let program = Program::new(&world);
    program.person(&token).await;
    let id = token_id(&browser.get("/mina-uppgifter").await.body);
    for _ in 0..2 {
        let answer = browser.post(REVOKE, &[("token", &id)]).await;
        assert_eq!(answer.location, "/mina-uppgifter?notis=token-revoked");
    }
    assert_eq!(program.refusal(&token).await, "token_revoked");
    let page = browser.get("/mina-uppgifter").await.body;
    assert!(!page.contains("Nattlig hämtning"));

    let tx = world.db.read().await.unwrap();
    let all = EventFilter {
        limit: 100,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &all).await.unwrap();
    let revoked = events.iter().filter(|event| event.kind == "token.revoked");
    assert_eq!(revoked.count(), 1);
}

async fn an_expired_token_opens_nothing(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Samordnare", &[coordinator()]).await;
    let token = make(&mut world.signed_in("Samordnare").await, "").await;
    let program = Program::new(&world);
    // From 10:00 UTC on 22 November to the end of the year, which comes at 23:00 UTC.
    let left = TimeDelta::days(39) + TimeDelta::hours(13);
    world.clock.advance(left - TimeDelta::seconds(1));
    program.person(&token).await;
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(program.refusal(&token).await, "token_expired");
    let mut browser = world.signed_in("Samordnare").await;
    let page = browser.get("/mina-uppgifter").await.body;
    assert!(page.contains("Har gått ut"));
}

async fn a_token_of_one_collaboration_is_the_public_elsewhere(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let there = within(other_council(), Role::Coordinator);
    world.person("Samordnare", &[coordinator(), there]).await;
    let token = make(&mut world.signed_in("Samordnare").await, "radet").await;
    let person = Program::new(&world).person(&token).await;
    let actor = Actor::Person(person);
    assert!(actor.roles_in(council().id, &[]).is_member());
    assert!(!actor.roles_in(other_council().id, &[]).is_member());
}

async fn only_ones_own_collaborations_can_be_chosen(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    world
        .person("Läsare", &[at(exempelstad(), Role::Reader)])
        .await;
    let mut reader = world.signed_in("Läsare").await;
    let form = reader.get(NEW).await.body;
    assert!(form.contains("Rådet i länet") && !form.contains("Andra rådet"));
    let mut admin = world.signed_in("Admin").await;
    let all = admin.get(NEW).await.body;
    assert!(all.contains("Rådet i länet") && all.contains("Andra rådet"));
    let fields = [
        ("name", "X"),
        ("scopes", "goals:read"),
        ("collaboration", "andra-radet"),
        ("last_day", "2026-12-31"),
    ];
    let refused = reader.post(NEW, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains("samverk_"));
}

async fn a_token_that_is_none_is_refused(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let program = Program::new(&world);
    let made_up = format!("samverk_{}", "A".repeat(43));
    for token in ["", "abc", "å", &made_up] {
        assert_eq!(program.refusal(token).await, "token_invalid", "{token}");
    }
    let other_way = program.call(Some("Basic YTpi")).await;
    assert_eq!(other_way.status, StatusCode::OK);
    assert!(other_way.seen.unwrap().actor.is_none());
}

async fn a_forgotten_password_ends_the_tokens_too(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Samordnare", &[coordinator()]).await;
    let token = make(&mut world.signed_in("Samordnare").await, "").await;
    let program = Program::new(&world);
    program.person(&token).await;
    let mut browser = world.browser();
    let form = [("email", "samordnare@exempel.se")];
    browser.post("/glomt-losenord", &form).await;
    let letter = next_mail(&world).await.expect("a letter");
    let new = "röd stuga vid skogen";
    let chosen = [("password", new), ("again", new)];
    let done = browser.post(&password_path(&letter.text), &chosen).await;
    assert_eq!(done.location, "/logga-in?notis=password-chosen");
    assert_eq!(program.refusal(&token).await, "token_revoked");
}

async fn a_token_of_somebody_who_is_shut_out_opens_nothing(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    let id = world.person("Samordnare", &[coordinator()]).await;
    let token = make(&mut world.signed_in("Samordnare").await, "").await;
    let program = Program::new(&world);
    let mut admin = world.signed_in("Admin").await;
    let path = format!("/personer/{id}/aktiv");
    assert_eq!(admin.post(&path, &[]).await.status, 303);
    assert_eq!(program.refusal(&token).await, "token_revoked");
    admin.post(&path, &[("active", "true")]).await;
    assert_eq!(program.refusal(&token).await, "token_revoked");
}

async fn an_administrator_sees_and_revokes_a_persons_tokens(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.administrator().await;
    let id = world.person("Samordnare", &[coordinator()]).await;
    let token = make(&mut world.signed_in("Samordnare").await, "").await;
    let program = Program::new(&world);
    let mut admin = world.signed_in("Admin").await;
    let home = format!("/personer/{id}");
    let page = admin.get(&home).await.body;
    assert!(page.contains("Nattlig hämtning") && !page.contains(&token));
    let path = format!("{home}/tokens/aterkalla");
    let fields = [("token", token_id(&page))];
    let fields = fields.each_ref().map(|(name, id)| (*name, id.as_str()));
    let answer = admin.post(&path, &fields).await;
    assert_eq!(answer.location, format!("{home}?notis=token-revoked"));
    assert_eq!(program.refusal(&token).await, "token_revoked");
}

async fn nobody_revokes_somebody_elses_token(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let id = world.person("Samordnare", &[coordinator()]).await;
    world.person("Annan", &[coordinator()]).await;
    let mut own = world.signed_in("Samordnare").await;
    let token = make(&mut own, "").await;
    let token_id = token_id(&own.get("/mina-uppgifter").await.body);
    let mut other = world.signed_in("Annan").await;
    let fields = [("token", token_id.as_str())];
    assert_eq!(other.post(REVOKE, &fields).await.status, 404);
    assert_eq!(other.post(REVOKE, &[("token", "x")]).await.status, 404);
    let path = format!("/personer/{id}/tokens/aterkalla");
    assert_eq!(other.post(&path, &fields).await.status, 403);
    Program::new(&world).person(&token).await;
    assert_eq!(world.browser().get(NEW).await.status, 303);
}

async fn a_token_that_cannot_be_made_is_told_of(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Samordnare", &[coordinator()]).await;
    let mut browser = world.signed_in("Samordnare").await;
    let form = browser.get(NEW).await.body;
    assert!(
        form.contains(r#"value="2027-02-20""#),
        "90 days are proposed"
    );
    let right = ("name", "Nattlig hämtning");
    let scope = ("scopes", "goals:read");
    let cases = [
        (
            vec![("name", ""), scope, ("last_day", "2026-12-31")],
            "Fyll i",
        ),
        (
            vec![right, ("last_day", "2026-12-31")],
            "Välj ett alternativ",
        ),
        (
            vec![right, ("scopes", "goals:all"), ("last_day", "2026-12-31")],
            "goals",
        ),
        (
            vec![right, scope, ("last_day", "2027-11-22")],
            "mellan 2026-11-22 och 2027-11-21",
        ),
        (
            vec![right, scope, ("last_day", "2026-11-21")],
            "mellan 2026-11-22 och 2027-11-21",
        ),
        (vec![right, scope, ("last_day", "262142-12-31")], "datum"),
    ];
    for (fields, words) in cases {
        let answer = browser.post(NEW, &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.body.contains(words), "{fields:?}: {}", answer.body);
    }
    for day in ["2026-11-22", "2027-11-21"] {
        let answer = browser.post(NEW, &[right, scope, ("last_day", day)]).await;
        assert!(shown(&answer).len() > 40, "{day}");
    }
}

async fn the_use_of_a_token_is_noted_now_and_then(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Samordnare", &[coordinator()]).await;
    let mut browser = world.signed_in("Samordnare").await;
    let token = make(&mut browser, "").await;
    let program = Program::new(&world);
    assert_eq!(last_used(&mut browser).await, "Aldrig");
    world.clock.advance(TimeDelta::minutes(7));
    program.person(&token).await;
    assert!(last_used(&mut browser).await.contains("2026-11-22 11:07"));
    world.clock.advance(TimeDelta::minutes(4));
    program.person(&token).await;
    assert!(last_used(&mut browser).await.contains("2026-11-22 11:07"));
    world.clock.advance(TimeDelta::minutes(4));
    program.person(&token).await;
    assert!(last_used(&mut browser).await.contains("2026-11-22 11:15"));
}

/// What the table says of the only token; the table of sessions comes before it.
async fn last_used(browser: &mut Browser) -> String {
    let page = browser.get("/mina-uppgifter").await.body;
    let (_, cell) = page
        .rsplit_once(r#"data-heading="Senast använd">"#)
        .expect("a table of tokens");
    cell.split("</td>").next().unwrap().to_owned()
}
