//! Works that are cancelled, killed or lose their ground: all or nothing, and told.

use crate::long_work::{is_hidden, run};
use crate::world::House;
use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult,
};
use samverk_app::modules::migrations;
use samverk_app::router;
use samverk_database::Db;
use samverk_files::{Files, Storage};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

samverk_testing::db_tests!(&migrations();
    what_is_cancelled_is_not_done,
    rights_that_are_lost_take_the_result_with_them,
    whoever_cannot_sign_in_any_more_has_nothing_done,
    a_disk_that_is_full_is_tried_again_and_told,
);

async fn what_is_cancelled_is_not_done(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    let stop = format!("{work}/avbryt");
    assert_eq!(
        house.post(&stop, &cookie, "").await.status,
        StatusCode::SEE_OTHER
    );
    house.work_long().await;
    assert!(house.get(&work, &cookie).await.text.contains("Avbrutet"));
    assert_eq!(house.lying().await, 0);
    assert_eq!(
        house.post(&stop, &cookie, "").await.status,
        StatusCode::CONFLICT
    );
    let nothing = house.get(&format!("{work}/hamta"), &cookie).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
}

async fn rights_that_are_lost_take_the_result_with_them(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    house.work_long().await;
    let fetch = format!("{work}/hamta");
    run(
        &house.db,
        "UPDATE role_grant SET role = 'economist' WHERE role = 'coordinator'",
    )
    .await;
    let other = house.get(&fetch, &cookie).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text);
    assert!(other.text.contains("roller har ändrats"), "{}", other.text);
    let waits = house.begin_folder(&cookie).await;
    run(&house.db, "DELETE FROM role_grant").await;
    house.work_long().await;
    let page = house.get(&waits, &cookie).await.text;
    assert!(page.contains("Gick inte"), "{page}");
    assert_eq!(house.lying().await, 1, "nothing more is made");
    let lost = house.get(&fetch, &cookie).await;
    assert!(
        matches!(lost.status.as_u16(), 303 | 401 | 403 | 404),
        "{}",
        lost.status
    );
}

async fn whoever_cannot_sign_in_any_more_has_nothing_done(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    house.begin_folder(&cookie).await;
    run(
        &house.db,
        "UPDATE person SET active = FALSE WHERE email LIKE 'samordnare%'",
    )
    .await;
    house.work_long().await;
    assert_eq!(house.lying().await, 0);
    let administrator = house.sign_in("administrator").await;
    let seen = house.get("/administration", &administrator).await.text;
    assert!(seen.contains("work_person_away"), "{seen}");
}

/// A disk in memory that can be full.
#[derive(Debug, Default)]
struct Disk {
    inner: InMemory,
    is_full: AtomicBool,
}

impl std::fmt::Display for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "disk")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Disk {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> object_store::Result<PutResult> {
        match self.is_full.load(Ordering::SeqCst) {
            true => Err(object_store::Error::Generic {
                store: "disk",
                source: Box::new(std::io::Error::from(std::io::ErrorKind::StorageFull)),
            }),
            false => self.inner.put_opts(location, payload, options).await,
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> object_store::Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(
        &self,
        location: &Path,
        options: GetOptions,
    ) -> object_store::Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, object_store::Result<Path>>,
    ) -> BoxStream<'static, object_store::Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, object_store::Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> object_store::Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(
        &self,
        from: &Path,
        to: &Path,
        options: CopyOptions,
    ) -> object_store::Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

async fn a_disk_that_is_full_is_tried_again_and_told(db: Db) {
    let disk = Arc::new(Disk::default());
    let files = Files {
        storage: Storage::of(Arc::<Disk>::clone(&disk)),
        scanner: None,
        bytes_max: 1024 * 1024,
    };
    let fill = |full| disk.is_full.store(full, Ordering::SeqCst);
    let house = House::with_council(db).await.with_files(files);
    let cookie = house.sign_in("samordnare").await;
    let work = house.begin_folder(&cookie).await;
    fill(true);
    house.work_long().await;
    let again = house.get(&work, &cookie).await.text;
    assert!(again.contains("Ett nytt försök"), "{again}");
    let sooner = "UPDATE long_work SET due_at = asked_at";
    run(&house.db, sooner).await;
    fill(false);
    house.work_long().await;
    assert!(house.get(&work, &cookie).await.text.contains("Klart"));
    let work = house.begin_folder(&cookie).await;
    fill(true);
    for _ in 0..3 {
        house.work_long().await;
        run(&house.db, sooner).await;
    }
    let failed = house.get(&work, &cookie).await.text;
    assert!(
        failed.contains("Gick inte") && failed.contains("Disken är full"),
        "{failed}"
    );
    assert_eq!(house.lying().await, 1, "only the first result");
}

/// What needs the clock.
mod in_time {
    use super::*;
    use samverk_foundation::TestClock;
    use samverk_testing::{postgres_with_clock, sqlite_with_clock};

    #[tokio::test]
    async fn a_work_that_is_killed_half_way_is_taken_up_on_sqlite() {
        sqlite_with_clock(&migrations(), is_taken_up).await;
    }

    #[tokio::test]
    async fn a_result_is_gone_after_three_days_on_sqlite() {
        sqlite_with_clock(&migrations(), is_gone_in_time).await;
    }

    mod postgres {
        use super::*;

        #[tokio::test]
        async fn a_work_that_is_killed_half_way_is_taken_up() {
            postgres_with_clock(&migrations(), is_taken_up).await;
        }

        #[tokio::test]
        async fn a_result_is_gone_after_three_days() {
            postgres_with_clock(&migrations(), is_gone_in_time).await;
        }
    }

    /// As a server leaves it that is killed: claimed, with a lease that nobody renews.
    async fn killed(house: &House, attempt: i64) {
        let soon = house.db.clock().now() + TimeDelta::minutes(1);
        let time = soon.to_rfc3339();
        let sql = format!(
            "UPDATE long_work SET state = 'working', attempts = {attempt}, leased_until = '{time}' WHERE ended_at IS NULL"
        );
        run(&house.db, &sql).await;
    }

    async fn is_taken_up(db: Db, clock: Arc<TestClock>) {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("samordnare").await;
        let work = house.begin_folder(&cookie).await;
        killed(&house, 1).await;
        house.work_long().await;
        let goes_on = house.get(&work, &cookie).await.text;
        assert!(
            goes_on.contains("Pågår"),
            "as long as the lease holds: {goes_on}"
        );
        clock.advance(TimeDelta::minutes(2));
        house.work_long().await;
        assert!(house.get(&work, &cookie).await.text.contains("Klart"));
        let work = house.begin_folder(&cookie).await;
        killed(&house, 3).await;
        clock.advance(TimeDelta::minutes(2));
        house.work_long().await;
        let given_up = house.get(&work, &cookie).await.text;
        assert!(given_up.contains("Servern stannade"), "{given_up}");
    }

    async fn is_gone_in_time(db: Db, clock: Arc<TestClock>) {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("samordnare").await;
        let work = house.begin_folder(&cookie).await;
        house.work_long().await;
        clock.advance(TimeDelta::days(3) - TimeDelta::hours(1));
        let machine = router::machine(house.files());
        samverk_work::tidy(&house.db, &machine).await.unwrap();
        assert_eq!(house.lying().await, 1);
        clock.advance(TimeDelta::hours(1));
        let cookie = house.sign_in("samordnare").await;
        let late = house.get(&format!("{work}/hamta"), &cookie).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        samverk_work::tidy(&house.db, &machine).await.unwrap();
        assert_eq!(house.lying().await, 0);
        let page = house.get(&work, &cookie).await.text;
        assert!(page.contains("Filen är borttagen"), "{page}");
        clock.advance(TimeDelta::days(30));
        samverk_work::tidy(&house.db, &machine).await.unwrap();
        let cookie = house.sign_in("samordnare").await;
        is_hidden(&house.get(&work, &cookie).await);
    }
}
