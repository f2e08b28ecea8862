use crate::database_tests;
use crate::world::World;
use samverk_database::{Db, claim_job, enqueue_job, finish_job};
use samverk_foundation::TestClock;
use samverk_identity::{MAIL_JOB, Mail, Mailer, send_mail_job};
use std::sync::Arc;

database_tests! { an_unsent_letter_waits_with_its_reason }

/// Takes the letter that has waited longest, as the app's job loop would.
pub async fn next_mail(db: &Db) -> Option<Mail> {
    let tx = db.begin("test").await.unwrap();
    let job = claim_job(&tx).await.unwrap()?;
    assert_eq!(job.kind, MAIL_JOB);
    finish_job(&tx, &job).await.unwrap();
    tx.commit().await.unwrap();
    Some(serde_json::from_value(job.payload).unwrap())
}

async fn an_unsent_letter_waits_with_its_reason(db: Db, clock: Arc<TestClock>) {
    let world = World::new(db, clock);
    let mailer = Mailer::from_settings(None, "").unwrap();
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
    };
    enqueue_job(&tx, MAIL_JOB, &mail).await.unwrap();
    let job = claim_job(&tx).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    send_mail_job(&world.db, &mailer, &job).await.unwrap();
    assert!(next_mail(&world.db).await.is_none());
    world.clock.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(next_mail(&world.db).await, Some(mail));
}

#[tokio::test]
async fn wrong_settings_are_told_without_the_password() {
    let from = "Samverk <samverk@exempel.se>";
    assert!(Mailer::from_settings(Some("smtps://u:hemligt@smtp.exempel.se"), from).is_ok());
    for (url, from) in [
        ("hemligt@exempel", from),
        ("smtp://smtp.exempel.se", "ingen adress"),
    ] {
        let problem = Mailer::from_settings(Some(url), from).err().unwrap();
        assert_eq!(problem.code, "mail_settings_invalid");
        assert!(!problem.to_string().contains("hemligt"));
    }
}
