//! The page with every component: in demo mode, and nowhere else.

use crate::world::House;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use samverk_app::modules::{migrations, texts};
use samverk_app::router;
use samverk_database::Db;
use samverk_web::Settings;
use tower::ServiceExt;

samverk_testing::db_tests!(&migrations();
    the_components_are_shown_in_demo_mode_only,
);

async fn the_components_are_shown_in_demo_mode_only(db: Db) {
    let house = House::empty(db.clone()).await;
    let shown = house.get("/komponenter", "").await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    // Drawn by the real templates: an error names its field, and no text is missing.
    assert!(shown.text.contains("Fyll i ”Fält c: text”."));
    assert!(shown.text.contains("ds-error-summary") && !shown.text.contains('⟦'));
    let settings = Settings {
        demo: false,
        ..house.state().settings.clone()
    };
    let state = router::state(db, texts().unwrap(), settings);
    let installed = router::router(state, house.files().clone());
    let request = Request::get("/komponenter").body(Body::empty()).unwrap();
    let answer = installed.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}
