//! The house with its register and, where wanted, the examples and the demo people.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use object_store::memory::InMemory;
use samverk_app::bundle::{self, Outcome};
use samverk_app::{jobs, modules, router, start};
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_files::{Files, Storage};
use samverk_foundation::Actor;
use samverk_web::{AppState, Settings};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

pub fn project_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The examples that are real documents. Most tests do without the living one, and are quicker.
pub const DOCUMENTS: [&str; 3] = ["varmdo", "jamtland", "jonkoping"];

pub const LIVING: &str = "exempellanet";

pub fn example(name: &str) -> Folder {
    Folder::read(&project_root().join("examples").join(name)).unwrap()
}

/// A folder that was written out.
pub struct Exported {
    pub folder: Folder,
    /// Where the bytes of files lie in it.
    pub laid: Vec<String>,
    pub place: TempDir,
}

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub cookie: String,
    pub text: String,
}

/// The web application in this process.
pub struct House {
    pub db: Db,
    state: AppState,
    files: Files,
    router: Router,
}

impl House {
    /// With the register only.
    pub async fn empty(db: Db) -> Self {
        start::prepare(&db).await.unwrap();
        let settings = Settings {
            base_url: "http://localhost".to_owned(),
            demo: true,
            contact: Some("api@exempel.se".to_owned()),
            mails: false,
        };
        let state = router::state(db.clone(), modules::texts().unwrap(), settings);
        let files = Files {
            storage: Storage::of(Arc::new(InMemory::new())),
            scanner: None,
            bytes_max: 1024 * 1024,
        };
        Self {
            db,
            router: router::router(state.clone(), files.clone()),
            files,
            state,
        }
    }

    /// Does every job that waits.
    pub async fn work(&self) {
        let mailer = samverk_identity::Mailer::from_settings(None, None).unwrap();
        while jobs::work_once(&self.state, &mailer, &self.files)
            .await
            .unwrap()
        {}
    }

    /// Does every long work that waits.
    pub async fn work_long(&self) {
        let machine = router::machine(&self.files);
        while samverk_work::work_once(&self.state, &machine)
            .await
            .unwrap()
        {}
    }

    /// With the three documents and the demo people.
    pub async fn furnished(db: Db) -> Self {
        Self::holding(db, &DOCUMENTS).await
    }

    /// With the council of document 003 and the demo people.
    pub async fn with_council(db: Db) -> Self {
        Self::holding(db, &["jonkoping"]).await
    }

    async fn holding(db: Db, examples: &[&str]) -> Self {
        let house = Self::empty(db).await;
        for name in examples {
            let outcome = house.import(example(name), true).await;
            assert!(matches!(outcome, Outcome::Saved(_)), "{name}");
        }
        let tx = house.db.begin("examples_loaded").await.unwrap();
        samverk_database::put_setting(&tx, "examples_loaded", "true")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.with_demo().await
    }

    /// As demo mode fills it: the three documents, the living example and the demo people.
    pub async fn in_demo(db: Db) -> Self {
        Self::empty(db).await.with_demo().await
    }

    /// The demo people beside what is there already; the cookie of the administrator.
    pub async fn with_demo_people(&self) -> String {
        let tx = self.db.begin("examples_loaded").await.unwrap();
        samverk_database::put_setting(&tx, "examples_loaded", "true")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let examples = project_root().join("examples");
        start::prepare_demo(&self.db, &self.files, &examples)
            .await
            .unwrap();
        self.sign_in("administrator").await
    }

    async fn with_demo(self) -> Self {
        let examples = project_root().join("examples");
        start::prepare_demo(&self.db, &self.files, &examples)
            .await
            .unwrap();
        self
    }

    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// With other files than those in memory.
    pub fn with_files(self, files: Files) -> Self {
        Self {
            router: router::router(self.state.clone(), files.clone()),
            files,
            ..self
        }
    }

    pub fn files(&self) -> &Files {
        &self.files
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub async fn import(&self, folder: Folder, confirm: bool) -> Outcome {
        let actor = Actor::System("test");
        bundle::import_with_files(&self.db, &actor, (folder, Some(&self.files)), confirm)
            .await
            .unwrap()
    }

    /// The installation, or these collaborations of it, as a folder on the disk.
    pub async fn export(&self, keys: &[&str]) -> Exported {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let (folder, going) = bundle::export_with_files(&self.db, &keys).await.unwrap();
        let place = tempfile::tempdir().unwrap();
        folder.write(place.path()).unwrap();
        let written = samverk_files::bundle::write_bytes(&self.files, place.path(), &going);
        written.await.unwrap();
        Exported {
            folder: Folder::read(place.path()).unwrap(),
            laid: going.into_keys().collect(),
            place,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let header = |name| {
            let value = response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (location, cookie) = (header(header::LOCATION), header(header::SET_COOKIE));
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status,
            location,
            cookie,
            text,
        }
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// A file, whatever it is, with what its headers say.
    pub async fn file(&self, path: &str, cookie: &str) -> (Vec<u8>, axum::http::HeaderMap) {
        let request = Request::get(path).header(header::COOKIE, cookie);
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (bytes.to_vec(), headers)
    }

    /// Where the pages of the party begin that the person of the cookie acts for.
    pub async fn own_party(&self, cookie: &str) -> String {
        let mine = self.get("/", cookie).await.text;
        let party = mine.split("href=\"/aktorer/").nth(1).unwrap();
        format!("/aktorer/{}", party.split('"').next().unwrap())
    }

    /// The cookie of one of the demo people, by the first word of the address.
    pub async fn sign_in(&self, who: &str) -> String {
        let found = samverk_identity::demo_sign_ins();
        let person = found
            .iter()
            .find(|person| person.email.starts_with(who))
            .unwrap();
        let email = person.email.replace('@', "%40");
        let form = format!("email={email}&password={}", person.password);
        let answer = self.post("/logga-in", "", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        answer.cookie.split(';').next().unwrap().to_owned()
    }
}
