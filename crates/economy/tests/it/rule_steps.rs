//! A rule is filled in by three steps, and what is typed in one is there when one comes back to it. Common
//! agreements ask for their own figures only.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_rule_is_filled_in_step_by_step,
    what_is_typed_stays_when_one_goes_back_and_forth,
    a_step_tells_what_is_missing_in_it_and_nothing_of_the_others,
    what_is_wrong_leads_to_the_step_where_it_is_mended,
    what_stands_in_the_way_leads_to_another_step,
    a_new_rule_goes_before_the_rule_that_takes_the_rest,
    what_the_rule_does_comes_alone_while_one_types,
    a_template_makes_a_model_with_ordinary_rules,
    a_template_of_fixed_shares_asks_for_each_municipality,
    a_template_adds_its_rules_to_a_model_that_stands,
    a_template_goes_before_the_rule_that_takes_the_rest,
    a_template_tells_all_that_is_missing_and_saves_nothing,
);

const NEW: &str = "/modeller/modell-2023/ny-regel/fixed";

/// The form of the page as it would be sent: what is typed in it and what it carries.
fn sent(html: &str) -> Vec<(String, String)> {
    let form = html.split("<form class=\"form\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        rest.split('"').next().map(str::to_owned)
    };
    let mut pairs = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = format!(" {}", tag.split('>').next().unwrap_or_default());
        let is_choice = tag.contains("\"checkbox\"") || tag.contains("\"radio\"");
        if is_choice && !tag.contains(" checked") {
            continue;
        }
        if let Some(name) = attribute(&tag, "name") {
            pairs.push((name, attribute(&tag, "value").unwrap_or_default()));
        }
    }
    for select in form.split("<select").skip(1) {
        let name = attribute(select.split('>').next().unwrap(), "name").unwrap();
        let chosen = select.split("</select>").next().unwrap();
        let chosen = chosen
            .split("<option")
            .find(|one| one.contains(" selected"));
        let value = chosen.and_then(|one| attribute(one, "value"));
        pairs.push((name, value.unwrap_or_default()));
    }
    pairs
}

/// Sends the page's form with these changes.
async fn send(db: &Db, path: &str, html: &str, typed: &[(&str, &str)]) -> (StatusCode, String) {
    let mut pairs = sent(html);
    pairs.retain(|(name, _)| !typed.iter().any(|(new, _)| new == name));
    let mut all: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.extend(typed);
    post(db, &coordinator(db).await, path, &all).await
}

fn assert_step(html: &str, code: &str) {
    let here = format!("value=\"{code}\" aria-current=\"step\"");
    assert!(html.contains(&here), "{code} in {html}");
}

async fn a_rule_is_filled_in_step_by_step(db: Db) {
    world(&db).await;
    submit(&db, "/modeller/ny", &MODEL).await;
    let html = page(&db, &coordinator(&db).await, NEW).await;
    assert_step(&html, "who");
    assert!(!html.contains("Av vad?</legend>"), "{html}");
    let who = [("name", "Startavgift"), ("takers", "listed")];
    // The members come when they are asked for; nobody is blamed for not having ticked any.
    let (status, html) = send(&db, NEW, &html, &who).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert_step(&html, "who");
    let (_, html) = send(&db, NEW, &html, &[("parties", "habo-kommun")]).await;
    assert_step(&html, "base");
    let (_, html) = send(&db, NEW, &html, &[("base", "total")]).await;
    assert_step(&html, "how");
    let (status, _) = send(&db, NEW, &html, &[("amount", "5 000")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let model = page(&db, &coordinator(&db).await, "/modeller/modell-2023").await;
    assert!(model.contains("Habo kommun betalar 5 000 kr."), "{model}");
}

async fn what_is_typed_stays_when_one_goes_back_and_forth(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let path = "/modeller/modell-2023/regler/regionen";
    let html = page(&db, &coordinator(&db).await, path).await;
    let path = "/modeller/modell-2023/regler/regionen?form=percentage";
    let to_how = [("name", "Regionens del"), ("go_to", "how")];
    let (_, html) = send(&db, path, &html, &to_how).await;
    assert_step(&html, "how");
    let (_, html) = send(&db, path, &html, &[("percent", "12,5"), ("back", "true")]).await;
    assert_step(&html, "base");
    let (_, html) = send(&db, path, &html, &[("go_to", "who")]).await;
    assert_step(&html, "who");
    assert!(html.contains("value=\"Regionens del\""), "{html}");
    // A rule that stands can be saved from any step.
    let (status, html) = send(&db, path, &html, &[("save", "true")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let model = page(&db, &coordinator(&db).await, "/modeller/modell-2023").await;
    for expected in ["Regionens del", "betalar 12,50 % av Löpande verksamhet"] {
        assert!(model.contains(expected), "{expected} in {model}");
    }
}

async fn a_step_tells_what_is_missing_in_it_and_nothing_of_the_others(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let html = page(&db, &coordinator(&db).await, NEW).await;
    let (status, html) = send(&db, NEW, &html, &[("name", "")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_step(&html, "who");
    assert!(html.contains("href=\"#input-name\""), "{html}");
    assert!(!html.contains("#input-amount"), "{html}");
}

async fn what_is_wrong_leads_to_the_step_where_it_is_mended(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let path = "/modeller/modell-2023/regler/kommunerna";
    let html = page(&db, &coordinator(&db).await, path).await;
    let path = "/modeller/modell-2023/regler/kommunerna?form=share";
    let wrong = [
        ("measures.0.measure", "population"),
        ("measures.0.year", ""),
        ("save", "true"),
    ];
    let (status, html) = send(&db, path, &html, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert_step(&html, "how");
    assert!(html.contains("href=\"#input-measures.0.year\""), "{html}");
}

async fn what_stands_in_the_way_leads_to_another_step(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let path = "/modeller/modell-2023/regler/kommunerna";
    let html = page(&db, &coordinator(&db).await, path).await;
    assert_step(&html, "who");
    let path = "/modeller/modell-2023/regler/kommunerna?form=share";
    let typed = [
        ("name", "Alla kommuner"),
        ("measures.0.measure", "population"),
        ("measures.0.year", ""),
        ("preview", "true"),
    ];
    let (status, html) = send(&db, path, &html, &typed).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert_step(&html, "who");
    let button = "form=\"form-in-steps\" name=\"go_to\" value=\"how\"";
    assert!(html.contains(button), "{html}");
    assert!(html.contains("id=\"form-in-steps\""), "{html}");
    // The button is the form's: what is typed goes along.
    let (_, html) = send(&db, path, &html, &[("go_to", "how")]).await;
    assert_step(&html, "how");
    assert!(html.contains("value=\"Alla kommuner\""), "{html}");
    // What is mended where one is has no button that leads there.
    let asked = [("measures.0.year", ""), ("preview", "true")];
    let (_, html) = send(&db, path, &html, &asked).await;
    assert!(!html.contains(button), "{html}");
}

async fn a_new_rule_goes_before_the_rule_that_takes_the_rest(db: Db) {
    world(&db).await;
    let made = [("name", "Avtalet"), ("percent", "25")];
    submit(&db, "/modeller/ny/regionen-procent", &made).await;
    let path = "/modeller/avtalet/ny-regel/fixed";
    let html = page(&db, &coordinator(&db).await, path).await;
    let who = [("name", "Startavgift"), ("takers", "all")];
    let (_, html) = send(&db, path, &html, &who).await;
    let (_, html) = send(&db, path, &html, &[("base", "total")]).await;
    assert_step(&html, "how");
    let (status, wrong) = send(&db, path, &html, &[("amount", "-5")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    assert_step(&wrong, "how");
    assert!(wrong.contains("href=\"#input-amount\""), "{wrong}");
    let (status, html) = send(&db, path, &html, &[("amount", "5 000")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let model = page(&db, &coordinator(&db).await, "/modeller/avtalet").await;
    let place = |words: &str| {
        model
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {model}"))
    };
    let fee = place("5 000 kr");
    assert!(place("Regionens andel") < fee, "{model}");
    assert!(
        fee < place("Kommunerna delar på det som är kvar"),
        "{model}"
    );
}

async fn what_the_rule_does_comes_alone_while_one_types(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let events = event_count(&db).await;
    let path = "/modeller/modell-2023/regler/regionen";
    let html = page(&db, &coordinator(&db).await, path).await;
    assert!(html.contains("data-preview"), "{html}");
    let path = "/modeller/modell-2023/regler/regionen?form=percentage";
    let typed = [("percent", "20"), ("preview", "part")];
    let (status, part) = send(&db, path, &html, &typed).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        part.contains("betalar 20,00 % av Löpande verksamhet."),
        "{part}"
    );
    assert!(!part.contains("<html") && !part.contains("<form"), "{part}");
    let (status, part) = send(
        &db,
        path,
        &html,
        &[("percent", "20 0x"), ("preview", "part")],
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(part.contains("När regeln är ifylld"), "{part}");
    assert_eq!(event_count(&db).await, events);
    // Who may not change the model is not told what it would give.
    let (status, _) = post(&db, &Actor::Public, path, &typed).await;
    assert_ne!(status, StatusCode::OK);
}

async fn a_template_makes_a_model_with_ordinary_rules(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let html = page(&db, &coordinator(&db).await, "/modeller/ny").await;
    assert!(html.contains("/modeller/ny/regionen-procent\""), "{html}");
    let path = "/modeller/ny/regionen-procent";
    let events = event_count(&db).await;
    let (status, html) = post(
        &db,
        &coordinator(&db).await,
        path,
        &[("percent", "25"), ("preview", "true")],
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("betalar 25,00 % av hela budgeten"), "{html}");
    assert_eq!(event_count(&db).await, events);
    submit(&db, path, &[("name", "Avtalet 2024"), ("percent", "25")]).await;
    let model = page(&db, &coordinator(&db).await, "/modeller/avtalet-2024").await;
    for expected in [
        "Regionens andel",
        "Kommunerna delar på det som är kvar, efter folkmängd 31 december året före budgetåret.",
        "/modeller/avtalet-2024/regler/regionens-andel\"",
    ] {
        assert!(model.contains(expected), "{expected} in {model}");
    }
    let rule = page(
        &db,
        &coordinator(&db).await,
        "/modeller/avtalet-2024/regler/regionens-andel",
    )
    .await;
    assert_step(&rule, "who");
}

async fn a_template_of_fixed_shares_asks_for_each_municipality(db: Db) {
    world(&db).await;
    build_by_hand(&db).await;
    let path = "/modeller/ny/fasta-andelar";
    let html = page(&db, &coordinator(&db).await, path).await;
    let asked = html
        .matches("<option value=\"aneby-kommun\" selected>")
        .count();
    assert_eq!(asked, 1, "{html}");
    let none = [("name", "Andelar"), ("shares.0.party", "aneby-kommun")];
    let (status, html) = post(&db, &coordinator(&db).await, path, &none).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("href=\"#field-shares\""), "{html}");
    let shares = [
        ("name", "Andelar"),
        ("amount", "369 000"),
        ("shares.0.party", "aneby-kommun"),
        ("shares.0.share_1", "100 %"),
    ];
    submit(&db, path, &shares).await;
    let model = page(&db, &coordinator(&db).await, "/modeller/andelar").await;
    for expected in ["Regionens avgift", "369 000 kr", "100,00 %"] {
        assert!(model.contains(expected), "{expected} in {model}");
    }
}

async fn a_template_adds_its_rules_to_a_model_that_stands(db: Db) {
    world(&db).await;
    submit(&db, "/modeller/ny", &MODEL).await;
    let html = page(
        &db,
        &coordinator(&db).await,
        "/modeller/modell-2023/ny-regel",
    )
    .await;
    assert!(html.contains("/modell-2023/mall/trappa\""), "{html}");
    let path = "/modeller/modell-2023/mall/trappa";
    let html = page(&db, &coordinator(&db).await, path).await;
    let steps = [
        ("steps.0.to", "9 999"),
        ("steps.0.value", "20 000"),
        ("steps.1.to", ""),
        ("steps.1.value", "45 000"),
    ];
    let (status, html) = send(&db, path, &html, &steps).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let model = page(&db, &coordinator(&db).await, "/modeller/modell-2023").await;
    for expected in [
        "Avgift efter befolkning",
        "0 till och med 9 999",
        "10 000 och mer",
    ] {
        assert!(model.contains(expected), "{expected} in {model}");
    }
}

async fn a_template_goes_before_the_rule_that_takes_the_rest(db: Db) {
    world(&db).await;
    let made = [("name", "Avtalet"), ("percent", "25")];
    submit(&db, "/modeller/ny/regionen-procent", &made).await;
    let path = "/modeller/avtalet/mall/grundavgift";
    let html = page(&db, &coordinator(&db).await, path).await;
    let fee = [("base_amount", "20 000"), ("rate", "2,50")];
    let (status, html) = send(&db, path, &html, &fee).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let model = page(&db, &coordinator(&db).await, "/modeller/avtalet").await;
    let place = |words: &str| {
        model
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {model}"))
    };
    let fee = place("20 000 kr");
    assert!(place("Regionens andel") < fee);
    assert!(
        fee < place("Kommunerna delar på det som är kvar"),
        "{model}"
    );
}

async fn a_template_tells_all_that_is_missing_and_saves_nothing(db: Db) {
    world(&db).await;
    let events = event_count(&db).await;
    let path = "/modeller/ny/grundavgift";
    let typed = [("name", "Avgift"), ("base_amount", "-5"), ("rate", "8")];
    let (status, html) = post(&db, &coordinator(&db).await, path, &typed).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("href=\"#input-base_amount\""), "{html}");
    let (status, html) = post(&db, &coordinator(&db).await, path, &[("name", "")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "base_amount", "rate"] {
        assert!(
            html.contains(&format!("href=\"#input-{field}\"")),
            "{field} in {html}"
        );
    }
    let (status, _) = post(
        &db,
        &coordinator(&db).await,
        "/modeller/ny/finns-inte",
        &typed,
    )
    .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(event_count(&db).await, events);
}
