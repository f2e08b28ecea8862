//! Somebody at a browser, in a house with the pages of some domains.

use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_parties::{Above, Told};
use samverk_testing::site::{self, Site};
use samverk_web::Module;

/// No domain stands above in these tests.
const NOTHING_ABOVE: Above = Above {
    kinds: Vec::new,
    names_party: |_, _| Box::pin(async { Ok(false) }),
    party_has_people: |_, _| Box::pin(async { Ok(false) }),
    collaboration_has_people: |_, _| Box::pin(async { Ok(false) }),
    opened: |_, _, _| Box::pin(async { Ok(()) }),
    tell_of_party: |_, _, _| Box::pin(async { Ok(Told::default()) }),
};

/// The pages of the parties and of the domains above that a test names.
pub struct House<'d> {
    db: &'d Db,
    modules: fn() -> Vec<Module>,
}

impl<'d> House<'d> {
    pub fn new(db: &'d Db, modules: fn() -> Vec<Module>) -> Self {
        Self { db, modules }
    }

    /// The house as somebody meets it.
    pub fn site(&self, actor: &Actor) -> Site {
        let mut pages = vec![
            samverk_web::module(),
            samverk_kept::module(),
            samverk_parties::module(),
        ];
        pages.extend((self.modules)());
        Site::new(self.db, actor, &pages, &site::words(&pages)).with(NOTHING_ABOVE)
    }

    /// A page or where it leads, whatever the answer, with common spaces in amounts.
    pub async fn get(&self, actor: &Actor, path: &str) -> (StatusCode, String) {
        self.site(actor).get(path).await.told()
    }

    /// A page that is there, with all its words.
    pub async fn page(&self, actor: &Actor, path: &str) -> String {
        let (status, text) = self.get(actor, path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
        text
    }

    pub async fn post(
        &self,
        actor: &Actor,
        path: &str,
        form: &[(&str, &str)],
    ) -> (StatusCode, String) {
        self.site(actor).post(path, form).await.told()
    }

    /// A form that is accepted; the page that follows.
    pub async fn submit(&self, actor: &Actor, path: &str, form: &[(&str, &str)]) -> String {
        let (status, told) = self.post(actor, path, form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {told}");
        self.page(actor, &told).await
    }
}
