use crate::database_tests;
use crate::world::{SYSTEM, World};
use samverk_database::{Db, claim_job, finish_job};
use samverk_foundation::TestClock;
use samverk_identity::{LINK_MAIL_JOB, MAIL_JOB, Mail, Mailer, write_link_letter};
use samverk_testing::post::PostOffice;
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

database_tests! {
    without_a_mail_server_nothing_is_sent,
    a_link_lies_nowhere_until_its_letter_is_sent,
    a_letter_that_waited_with_its_link_is_written_anew,
}

/// How many links somebody could follow.
async fn links(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let sql = "SELECT id FROM password_link WHERE used_at IS NULL";
    let rows = tx.connection().query_all_raw(Statement::from_string(
        tx.connection().get_database_backend(),
        sql.to_owned(),
    ));
    rows.await.unwrap().len()
}

async fn a_link_lies_nowhere_until_its_letter_is_sent(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let asked = [("email", "ekonom@exempel.se")];
    world.browser().post("/glomt-losenord", &asked).await;
    assert_eq!(links(&world.db).await, 0);
    let letter = next_mail(&world).await.unwrap();
    assert_eq!(links(&world.db).await, 1);
    assert_eq!(letter.to, "ekonom@exempel.se");
    let path = crate::browser::password_path(&letter.text);
    assert_eq!(world.browser().get(&path).await.status, 200);
}

/// As an installation has it that was stopped before its letters were sent.
async fn a_letter_that_waited_with_its_link_is_written_anew(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    world.person("Ekonom", &[]).await;
    let tx = world.db.begin("test").await.unwrap();
    let link = samverk_identity::reset_person(&tx, &SYSTEM, "ekonom@exempel.se");
    let link = link.await.ok().unwrap();
    let mail = Mail {
        to: "ekonom@exempel.se".into(),
        subject: "Hej".into(),
        text: link.address("http://samverk.test"),
        ..Mail::default()
    };
    mail.enqueue(&tx).await.unwrap();
    let other = Mail {
        text: "Hej".into(),
        ..mail
    };
    other.enqueue(&tx).await.unwrap();
    let is_postgres = tx.is_postgres();
    let sql = include_str!("../../migrations/0231_link_mail.sql");
    let json = if is_postgres { "JSONB" } else { "TEXT" };
    let sql = sql.replace("{json}", json);
    tx.connection().execute_unprepared(&sql).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.browser().get(&link.path()).await.status, 404);
    let letters = [
        next_mail(&world).await.unwrap(),
        next_mail(&world).await.unwrap(),
    ];
    let anew = letters.iter().find(|letter| letter.text != "Hej").unwrap();
    let path = crate::browser::password_path(&anew.text);
    assert_ne!(path, link.path());
    assert_eq!(world.browser().get(&path).await.status, 200);
}

/// Takes the letter that has waited longest, as the app's job loop would.
pub async fn next_mail(world: &World) -> Option<Mail> {
    let tx = world.db.begin("test").await.unwrap();
    let job = claim_job(&tx).await.unwrap()?;
    finish_job(&tx, &job).await.unwrap();
    tx.commit().await.unwrap();
    if job.kind == LINK_MAIL_JOB {
        assert!(!job.payload.to_string().contains("valj-losenord"));
        return write_link_letter(&world.state, &job.payload).await.unwrap();
    }
    assert_eq!(job.kind, MAIL_JOB);
    Some(serde_json::from_value(job.payload).unwrap())
}

async fn without_a_mail_server_nothing_is_sent(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let mailer = Mailer::from_settings(None, None).unwrap();
    assert!(!mailer.is_configured());
    assert_eq!(
        mailer.check().await.unwrap_err().code,
        "mail_not_configured"
    );
    let tx = world.db.begin("test").await.unwrap();
    let mail = Mail {
        to: "a@exempel.se".into(),
        subject: "Hej".into(),
        text: "Hej".into(),
        ..Mail::default()
    };
    mail.enqueue(&tx).await.unwrap();
    let job = claim_job(&tx).await.unwrap().unwrap();
    assert_eq!(job.kind, MAIL_JOB);
    assert_eq!(
        mailer.send(&job.payload).await.unwrap_err().code,
        "mail_not_configured"
    );
}

#[tokio::test]
async fn wrong_settings_are_told_without_the_password() {
    let from = "Samverk <samverk@exempel.se>";
    assert!(Mailer::from_settings(Some("smtps://u:hemligt@smtp.exempel.se"), Some(from)).is_ok());
    for (url, from) in [
        ("hemligt@exempel", Some(from)),
        ("smtp://smtp.exempel.se", Some("ingen adress")),
        ("smtp://smtp.exempel.se", None),
    ] {
        let problem = Mailer::from_settings(Some(url), from).err().unwrap();
        assert_eq!(problem.code, "mail_settings_invalid");
        assert!(!problem.to_string().contains("hemligt"));
    }
}

#[tokio::test]
async fn a_letter_reaches_the_mail_server() {
    let office = PostOffice::open().await;
    let from = Some("Samverk <samverk@exempel.se>");
    let mailer = Mailer::from_settings(Some(&office.url), from).unwrap();
    let mail = Mail {
        to: "a@exempel.se".into(),
        subject: "Hej".into(),
        text: "Välj här".into(),
        ..Mail::default()
    };
    mailer
        .send(&serde_json::to_value(&mail).unwrap())
        .await
        .unwrap();
    let letter = office.take().pop().unwrap();
    for line in [
        "RCPT TO:<a@exempel.se>",
        "From: Samverk <samverk@exempel.se>",
        "Subject: Hej",
    ] {
        assert!(letter.contains(line), "{line} in {letter}");
    }
    let gone = Mailer::from_settings(Some("smtp://127.0.0.1:1"), from).unwrap();
    let problem = gone
        .send(&serde_json::to_value(&mail).unwrap())
        .await
        .unwrap_err();
    assert_eq!(problem.code, "mail_failed");
}
