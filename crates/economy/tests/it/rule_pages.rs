//! A rule before it is saved: seen first, and corrected where it is wrong.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_rule_can_be_seen_before_it_is_saved,
    a_rule_without_budget_is_shown_in_words,
    what_is_wrong_in_a_table_leads_to_its_cell,
    a_single_region_is_called_by_its_name,
    a_focus_area_is_chosen_by_its_name,
    a_budget_that_is_begun_warns_of_nothing,
    a_distribution_says_what_must_be_made_first,
    a_form_has_the_fields_of_its_kind_and_no_others,
    another_kind_keeps_what_fits,
);

const FIXED: [(&str, &str); 6] = [
    ("name", "Regionens avgift"),
    ("takers", "region"),
    ("base", "total"),
    ("amount", "200 000"),
    ("revision", "3"),
    ("preview", "true"),
];

async fn a_rule_can_be_seen_before_it_is_saved(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let events = event_count(&db).await;
    let path = "/modeller/modell-2023/regler/regionen?form=fixed";
    let (status, html) = post(&db, &coordinator(&db).await, path, &FIXED).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    for expected in [
        "Region Jönköpings län betalar 200 000 kr.",
        "16,67 %",
        "Inget är sparat än",
        "value=\"200 000\"",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    assert_eq!(event_count(&db).await, events);
    let model = page(&db, &coordinator(&db).await, "/modeller/modell-2023").await;
    assert!(!model.contains("200 000 kr"), "{model}");
}

async fn a_rule_without_budget_is_shown_in_words(db: Db) {
    world(&db).await;
    submit(&db, "/modeller/ny", &MODEL).await;
    let mut form = FIXED;
    form[4].1 = "1";
    let path = "/modeller/modell-2023/ny-regel/fixed";
    let (status, html) = post(&db, &coordinator(&db).await, path, &form).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("Det finns ingen budget att räkna på än"));
    assert!(
        html.contains("Region Jönköpings län betalar 200 000 kr."),
        "{html}"
    );
}

async fn what_is_wrong_in_a_table_leads_to_its_cell(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let head = [
        ("name", "Steg"),
        ("takers", "municipality"),
        ("base", "rest"),
        ("gives", "amount"),
        ("revision", "3"),
    ];
    // The second row is empty and falls away, so the third is shown as the second.
    let steps = [
        ("measures.0.measure", "population"),
        ("measures.0.year", "2022"),
        ("steps.0.from", "0"),
        ("steps.0.below", "100"),
        ("steps.0.value", "5"),
        ("steps.2.from", "200"),
        ("steps.2.value", "7"),
    ];
    let path = "/modeller/modell-2023/regler/kommunerna?form=steps";
    let form = [head.as_slice(), &steps].concat();
    let (status, html) = post(&db, &coordinator(&db).await, path, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("href=\"#cell-steps-1-from\""), "{html}");
    let unread = [("steps.0.from", "0"), ("steps.3.from", "många")];
    let form = [head.as_slice(), &unread].concat();
    let (_, html) = post(&db, &coordinator(&db).await, path, &form).await;
    assert!(html.contains("href=\"#cell-steps-1-from\""), "{html}");
    let shares = [
        ("measures.0.measure", "percentages"),
        ("shares.0.party", "aneby-kommun"),
        ("shares.3.party", "habo-kommun"),
        ("shares.3.share_1", "120"),
        ("shares.5.party", "eksjo-kommun"),
        ("shares.5.share_1", "-20"),
    ];
    let path = "/modeller/modell-2023/regler/kommunerna?form=share";
    let form = [head.as_slice(), &shares].concat();
    let (_, html) = post(&db, &coordinator(&db).await, path, &form).await;
    assert!(html.contains("href=\"#cell-shares-2-share_1\""), "{html}");
}

async fn a_single_region_is_called_by_its_name(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let mut form = FIXED;
    form[5] = ("note", "");
    submit(
        &db,
        "/modeller/modell-2023/regler/regionen?form=fixed",
        &form,
    )
    .await;
    let html = page(&db, &coordinator(&db).await, "/modeller/modell-2023").await;
    assert!(
        html.contains("Region Jönköpings län betalar 200 000 kr. Beloppet"),
        "{html}"
    );
    assert!(!html.contains("Regionerna betalar"), "{html}");
}

async fn a_focus_area_is_chosen_by_its_name(db: Db) {
    world(&db).await;
    let without = page(&db, &coordinator(&db).await, "/budget/ny").await;
    assert!(!without.contains("Fokusområde i planen"), "{without}");
    assert!(
        without.contains("<option value=\"Löpande verksamhet\">"),
        "{without}"
    );
    import_example(&db).await;
    let html = page(&db, &coordinator(&db).await, "/budget/2021/redigera").await;
    assert!(html.contains("Fokusområde i planen"), "{html}");
}

/// Printed sums are what a budget from a document begins with.
async fn a_budget_that_is_begun_warns_of_nothing(db: Db) {
    world(&db).await;
    let form = [
        ("year", "2024"),
        ("title", "Budget 2024"),
        ("printed_total", "1 000"),
        ("parts.0.name", "Drift"),
        ("parts.0.kind", "running"),
        ("parts.0.printed_total", "900"),
    ];
    submit(&db, "/budget/ny", &form).await;
    let html = page(&db, &coordinator(&db).await, "/budget/2024").await;
    assert!(
        html.contains("1 000 kr") && !html.contains("Skiljer sig"),
        "{html}"
    );
    let lines = [
        ("revision", "1"),
        ("lines.0.part", "drift"),
        ("lines.0.name", "Kansli"),
        ("lines.0.amount", "800"),
    ];
    let path = "/budget/2024/rader";
    let (status, html) = post(&db, &coordinator(&db).await, path, &lines).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        html.contains("delsumman i dokumentet är 900 kr men raderna blir 800 kr"),
        "{html}"
    );
}

async fn a_distribution_says_what_must_be_made_first(db: Db) {
    world(&db).await;
    let html = page(&db, &coordinator(&db).await, "/fordelning/ny").await;
    for expected in ["/budget/ny", "/modeller/ny", "Skapa först det som saknas"] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    assert!(!html.contains("<form class=\"form\""), "{html}");
}

fn controls(html: &str) -> usize {
    let form = html.split("<form class=\"form\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let shown = [
        "<select",
        "<textarea",
        "type=\"text\"",
        "type=\"radio\"",
        "type=\"checkbox\"",
    ];
    let all: usize = shown
        .iter()
        .map(|control| form.matches(control).count())
        .sum();
    // The folded box for a spreadsheet's cells is no field of the rule.
    all - form.matches(".pasted\"").count()
}

/// Kronor per inhabitant had 89 controls.
async fn a_form_has_the_fields_of_its_kind_and_no_others(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let html = page(
        &db,
        &coordinator(&db).await,
        "/modeller/modell-2023/ny-regel/rate",
    )
    .await;
    assert!(controls(&html) <= 3, "{} in {html}", controls(&html));
    for absent in [
        "name=\"parties\"",
        "shares.0",
        "modifiers.0",
        "from_year",
        "percentages",
    ] {
        assert!(!html.contains(absent), "{absent} in {html}");
    }
}

async fn another_kind_keeps_what_fits(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let events = event_count(&db).await;
    let typed = [
        ("name", "Avgift per invånare"),
        ("takers", "listed"),
        ("parties", "aneby-kommun"),
        ("base", "rest"),
        ("rate", "12,50"),
        ("rule_kind", "share"),
        ("measures.0.measure", "percentages"),
        ("adjustment", "rebate"),
        ("revision", "3"),
        ("step", "how"),
        ("show_fields", "true"),
    ];
    let path = "/modeller/modell-2023/ny-regel/rate";
    let (status, html) = post(&db, &coordinator(&db).await, path, &typed).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    for expected in [
        "value=\"Avgift per invånare\"",
        "ny-regel/share\"",
        "name=\"parties\" value=\"aneby-kommun\"",
        "name=\"shares.13.share_1\"",
        "name=\"modifiers.0.percent\"",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    let absent = "name=\"modifiers.0.old\"";
    assert!(!html.contains(absent), "{absent} in {html}");
    // Whoever chooses a kind and saves at once is shown its fields first.
    let (status, html) = post(&db, &coordinator(&db).await, path, &typed[..8]).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert_eq!(event_count(&db).await, events);
}
