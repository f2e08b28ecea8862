//! What-ifs, from the first click until they are saved and compared.

use crate::scenario_form::*;
use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_engine::{Shown, compute};
use samverk_foundation::{Actor, Ore};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_example_shows_both_readings_and_the_key_by_population,
    the_same_key_with_the_latest_population_is_one_click_away,
    a_scenario_is_tried_then_saved,
    a_year_without_data_is_told_once_and_nothing_is_saved,
    members_amounts_and_rules_can_be_changed,
    four_stand_side_by_side,
    scenario_pages_ask_the_same_number_of_questions,
);

async fn the_example_shows_both_readings_and_the_key_by_population(db: Db) {
    furnished(&db).await;
    let public = Actor::Public;
    let list = page(&db, &public, "/scenarier").await;
    for title in ["369 000 kr", "430 500 kr", "2020 års folkmängd"] {
        assert!(list.contains(title), "{title} in {list}");
    }
    let stated = page(&db, &public, "/scenarier/regionen-430-500").await;
    for words in ["369 000 kr", "430 500 kr", "61 500 kr", "16,67 %", "2020"] {
        assert!(stated.contains(words), "{words} in {stated}");
    }
    let why = page(
        &db,
        &public,
        "/scenarier/regionen-430-500/region-jonkopings-lan",
    )
    .await;
    assert!(
        why.contains("430 500 kr") && why.contains("30,00 %"),
        "{why}"
    );
    let by_population = scenario(&db, "folkmangd-2020").await.unwrap();
    let result = compute(&by_population.input).unwrap();
    assert_eq!(result.distributed + result.difference, kronor(4_730_000));
    assert_eq!(
        result.row(&key("region-jonkopings-lan")).unwrap().amount,
        kronor(369_000)
    );
    let shown = page(&db, &public, "/scenarier/folkmangd-2020").await;
    assert!(shown.contains("Folkmängd 31 december 2020"), "{shown}");
}

async fn the_same_key_with_the_latest_population_is_one_click_away(db: Db) {
    furnished(&db).await;
    let distribution = page(&db, &Actor::Public, "/fordelning/2021").await;
    assert!(
        distribution.contains("/fordelning/2021/senaste-folkmangd"),
        "{distribution}"
    );
    let html = page(&db, &Actor::Public, "/fordelning/2021/senaste-folkmangd").await;
    for words in [
        "2024 års folkmängd",
        "82 859 kr",
        "1 657 180 kr",
        "Skillnad",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(
        !html.contains("Spara som scenario"),
        "the public saves nothing"
    );
    let coordinator = coordinator(&db).await;
    let html = page(&db, &coordinator, "/fordelning/2021/senaste-folkmangd").await;
    assert!(
        html.contains("utgangspunkt=fordelning.2021&#38;folkmangd=2024"),
        "{html}"
    );
    let path = format!("{NEW}&folkmangd=2024");
    let form = fields(&page(&db, &coordinator, &path).await);
    let name = saved(&db, &coordinator, &form).await;
    let record = scenario(&db, &name).await.unwrap();
    assert_eq!(
        record.title,
        "Samma fördelningsnyckel med 2024 års folkmängd"
    );
    let result = compute(&record.input).unwrap();
    let file = "/fordelning/2021/senaste-folkmangd?tabell=scenario&format=csv";
    let csv = page(&db, &Actor::Public, file).await;
    let aneby = result.row(&key("aneby-kommun")).unwrap().amount;
    assert_ne!(aneby, kronor(82_859));
    assert!(csv.contains(&aneby.to_plain()), "{aneby} in {csv}");
}

async fn a_scenario_is_tried_then_saved(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let before = count(&db).await;
    let mut form = filled(&db, &coordinator, NEW, "Dyrare region").await;
    let fee = row_named(&form, "values", "Regionens avgift");
    set(&mut form, &fee, "500 000");
    set(&mut form, "preview", "true");
    let (status, html) = send(&db, &coordinator, "/scenarier/ny", &form).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    for words in [
        "Inget är sparat än",
        "131 000 kr",
        "500 000 kr",
        "Dyrare region",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert_eq!(count(&db).await, before);
    form.retain(|(name, _)| name != "preview");
    let name = saved(&db, &coordinator, &form).await;
    let record = scenario(&db, &name).await.unwrap();
    assert_eq!(
        (record.shown, record.author.name.as_str()),
        (Shown::Draft, "Provperson")
    );
    assert_eq!(
        compute(&record.input)
            .unwrap()
            .row(&key("region-jonkopings-lan"))
            .unwrap()
            .amount,
        kronor(500_000)
    );
    let html = page(&db, &coordinator, &format!("/scenarier/{name}")).await;
    assert!(
        html.contains("Regionens avgift") && html.contains("Gjort av Provperson"),
        "{html}"
    );
    assert!(html.contains("Scenariot sparades"), "{html}");
    let csv = page(
        &db,
        &coordinator,
        &format!("/scenarier/{name}?tabell=scenario&format=csv"),
    )
    .await;
    assert!(csv.contains("500000") && csv.contains("131000"), "{csv}");
}

async fn a_year_without_data_is_told_once_and_nothing_is_saved(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let before = (count(&db).await, event_count(&db).await);
    let mut form = filled(&db, &coordinator, NEW, "Framtiden").await;
    let year = row_named(&form, "years", "Fasta andelar");
    set(&mut form, &year, "2035");
    let (status, html) = send(&db, &coordinator, "/scenarier/ny", &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let sentence = "Folkmängd 31 december finns inte för 2035. Välj ett år från 2011 till 2024";
    assert!(html.contains(sentence), "{html}");
    assert!(
        html.contains("href=\"#cell-years-0-value\""),
        "leads to the year: {html}"
    );
    assert!(
        !html.contains("saknar värde för"),
        "said once, not for every member"
    );
    assert_eq!((count(&db).await, event_count(&db).await), before);
    let path = format!("{NEW}&folkmangd=2035");
    let (status, html) = get(&db, &coordinator, &path).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains(sentence), "{html}");
}

async fn members_amounts_and_rules_can_be_changed(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let mut form = filled(&db, &coordinator, NEW, "Utan Aneby").await;
    form.retain(|(name, value)| !(name == "members" && value == "aneby-kommun"));
    let running = row_named(&form, "amounts", "Löpande verksamhet");
    set(&mut form, &running, "1 500 000");
    set(&mut form, "added.0.party", "Falköpings kommun");
    let name = saved(&db, &coordinator, &form).await;
    let record = scenario(&db, &name).await.unwrap();
    let result = compute(&record.input).unwrap();
    assert_eq!(result.budget, kronor(4_795_000));
    assert_eq!(result.distributed + result.difference, result.budget);
    assert_eq!(result.row(&key("aneby-kommun")), None);
    assert_eq!(
        result.row(&key("falkopings-kommun")).unwrap().amount,
        Ore::ZERO
    );
    let html = page(&db, &coordinator, &format!("/scenarier/{name}")).await;
    for words in [
        "Aneby kommun är inte med",
        "Falköpings kommun är ny medlem",
        "1 500 000 kr i stället för 1 435 000 kr",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    let other = format!("{NEW}&nyckel=2021-trettio-procent");
    let mut form = filled(&db, &coordinator, &other, "Fyrtio procent").await;
    let percent = row_named(&form, "values", "Procent av underlaget");
    set(&mut form, &percent, "40");
    let name = saved(&db, &coordinator, &form).await;
    let result = compute(&scenario(&db, &name).await.unwrap().input).unwrap();
    assert_eq!(
        result.row(&key("region-jonkopings-lan")).unwrap().amount,
        kronor(574_000)
    );
    let share = row_named(&form, "shares", "Aneby kommun");
    set(&mut form, &share, "9");
    let (status, html) = send(&db, &coordinator, "/scenarier/ny", &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("inte 100,00 %"), "{html}");
}

async fn four_stand_side_by_side(db: Db) {
    furnished(&db).await;
    let public = Actor::Public;
    let path = "/scenarier/jamfor?med=regionen-369-000&med=regionen-430-500&med=folkmangd-2020";
    let html = page(&db, &public, path).await;
    for words in [
        "A: ",
        "C: ",
        "430 500 kr",
        "61 500 kr",
        "16,67 %",
        "kr per inv.",
        "<svg",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(
        html.contains("3 kr för mycket"),
        "why C is another sum: {html}"
    );
    for explained in [
        "/scenarier/folkmangd-2020/aneby-kommun",
        "/scenarier/regionen-430-500/region-jonkopings-lan",
    ] {
        assert!(
            html.contains(&format!("{explained}\"")),
            "{explained} in {html}"
        );
    }
    let csv = page(&db, &public, &format!("{path}&tabell=belopp&format=csv")).await;
    assert!(
        csv.contains("Nyckeln med 2020 års folkmängd, skillnad") && csv.contains("430500"),
        "{csv}"
    );
    let csv = page(
        &db,
        &public,
        &format!("{path}&tabell=per-invanare&format=csv"),
    )
    .await;
    assert!(csv.contains("16.67") || csv.contains("16,67"), "{csv}");
    let (status, to) = get(&db, &public, "/scenarier/jamfor").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(to.contains("/scenarier?notis=scenarios-to-choose"), "{to}");
    let coordinator = coordinator(&db).await;
    let mut five = path.to_owned();
    for title in ["Fyra", "Fem"] {
        let form = filled(&db, &coordinator, NEW, title).await;
        five = format!("{five}&med={}", saved(&db, &coordinator, &form).await);
    }
    let (status, html) = get(&db, &coordinator, &five).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("Välj minst ett och högst 4"), "{html}");
    let (status, _) = get(&db, &public, "/scenarier/jamfor?med=finns-inte").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn scenario_pages_ask_the_same_number_of_questions(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let paths = [
        "/scenarier",
        "/scenarier/folkmangd-2020",
        "/scenarier/jamfor?med=regionen-369-000&med=folkmangd-2020",
        "/fordelning/2021/senaste-folkmangd",
        "/fordelning/2021",
        NEW,
    ];
    let mut counts: Vec<Vec<usize>> = Vec::new();
    for round in 0..2 {
        let mut asked = Vec::new();
        for path in paths {
            let before = db.query_count();
            page(&db, &coordinator, path).await;
            asked.push((db.query_count() - before) as usize);
        }
        assert!(asked.iter().all(|asked| *asked < 20), "{asked:?}");
        counts.push(asked);
        if round == 0 {
            build_by_hand(&db).await;
            for title in ["Ett", "Två", "Tre"] {
                let form = filled(&db, &coordinator, NEW, title).await;
                saved(&db, &coordinator, &form).await;
            }
        }
    }
    assert_eq!(counts[0], counts[1]);
}
