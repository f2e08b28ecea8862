//! What-ifs, from the first click to a decision.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_economy::model::{Shown, compute};
use samverk_economy::records::ScenarioRecord;
use samverk_economy::store;
use samverk_foundation::{Actor, Ore, PersonId, Role};
use samverk_parties::model::Figure;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    the_example_shows_both_readings_and_the_key_by_population,
    the_same_key_with_the_latest_population_is_one_click_away,
    a_scenario_is_tried_then_saved,
    a_year_without_data_is_told_once_and_nothing_is_saved,
    a_draft_is_for_its_author_and_the_economy,
    a_representative_changes_only_their_own,
    members_amounts_and_rules_can_be_changed,
    four_stand_side_by_side,
    a_scenario_stands_when_figures_change_until_it_is_computed_anew,
    an_adopted_scenario_is_a_distribution_with_its_inputs,
    a_scenario_can_be_changed_and_taken_away,
    scenario_pages_ask_the_same_number_of_questions,
    another_collaborations_scenario_is_not_found,
    a_refused_base_is_not_told_twice,
);

const NEW: &str = "/scenarier/ny?utgangspunkt=fordelning.2021";

async fn furnished(db: &Db) -> World {
    let world = world(db).await;
    import_example(db).await;
    world
}

async fn scenario(db: &Db, name: &str) -> Option<ScenarioRecord> {
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    store::find_scenario(&tx, of, name).await.unwrap()
}

async fn count(db: &Db) -> usize {
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    store::list_scenarios(&tx, of).await.unwrap().len()
}

/// The fields of the form on a page, as a browser would send them back.
fn fields(html: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        text.replace("&#38;", "&")
            .replace("&amp;", "&")
            .replace("&#34;", "\"")
    };
    let attribute = |tag: &str, name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        let rest = &tag[start..];
        Some(plain(&rest[..rest.find('"')?]))
    };
    let form = html.split("<form class=\"form\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap();
        let kind = attribute(tag, "type").unwrap_or_default();
        let is_choice = kind == "checkbox" || kind == "radio";
        let name = attribute(tag, "name");
        if let Some(name) = name.filter(|_| !is_choice || tag.ends_with(" checked")) {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let name = attribute(area, "name").unwrap();
        let text = area.split('>').nth(1).unwrap().split('<').next().unwrap();
        fields.push((name, plain(text)));
    }
    fields
}

fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

/// The value beside a row's words: `years.0.value` for what stands at `years.0.what`.
fn row_named(fields: &[(String, String)], table: &str, words: &str) -> String {
    let found = fields
        .iter()
        .find(|(name, value)| name.starts_with(&format!("{table}.")) && value.contains(words));
    let (name, _) = found.unwrap_or_else(|| panic!("{words} in {fields:?}"));
    name.replace(".what", ".value")
}

async fn send(
    db: &Db,
    actor: &Actor,
    path: &str,
    fields: &[(String, String)],
) -> (StatusCode, String) {
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    post(db, actor, path, &pairs).await
}

async fn filled(db: &Db, actor: &Actor, path: &str, title: &str) -> Vec<(String, String)> {
    let mut form = fields(&page(db, actor, path).await);
    set(&mut form, "title", title);
    form
}

async fn saved(db: &Db, actor: &Actor, form: &[(String, String)]) -> String {
    let (status, to) = send(db, actor, "/scenarier/ny", form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    to.rsplit('/')
        .next()
        .unwrap()
        .split('?')
        .next()
        .unwrap()
        .to_owned()
}

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
    assert_eq!(record.title, "Samma nyckel med 2024 års folkmängd");
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
        "Inget är sparat ännu",
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

fn somebody_else(like: &Actor) -> Actor {
    let mut person = like.person().unwrap().clone();
    person.id = PersonId(uuid::Uuid::from_u128(7));
    Actor::Person(person)
}

async fn a_draft_is_for_its_author_and_the_economy(db: Db) {
    let world = furnished(&db).await;
    let author = person(&[], &[(world.aneby, Role::Representative)]);
    let other = somebody_else(&author);
    let economist = somebody_else(&person(&[(world.council, Role::Economist)], &[]));
    let form = filled(&db, &author, NEW, "Anebys fråga").await;
    assert!(!form.iter().any(|(_, value)| value == "public"));
    let name = saved(&db, &author, &form).await;
    let path = format!("/scenarier/{name}");
    for (who, expected) in [
        (&author, StatusCode::OK),
        (&economist, StatusCode::OK),
        (&other, StatusCode::NOT_FOUND),
        (&Actor::Public, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(get(&db, who, &path).await.0, expected);
        let listed = page(&db, who, "/scenarier").await.contains("Anebys fråga");
        assert_eq!(listed, expected == StatusCode::OK);
    }
    let mut form = fields(&page(&db, &author, &format!("{path}/redigera")).await);
    set(&mut form, "shown", "members");
    let (status, to) = send(&db, &author, &format!("{path}/redigera"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert_eq!(get(&db, &other, &path).await.0, StatusCode::OK);
    assert_eq!(
        get(&db, &Actor::Public, &path).await.0,
        StatusCode::NOT_FOUND
    );
}

async fn a_representative_changes_only_their_own(db: Db) {
    let world = furnished(&db).await;
    let somebody = person(&[], &[(world.aneby, Role::Representative)]);
    let reader = person(&[], &[(world.aneby, Role::Reader)]);
    let path = "/scenarier/folkmangd-2020";
    assert_eq!(
        get(&db, &somebody, &format!("{path}/redigera")).await.0,
        StatusCode::FORBIDDEN
    );
    for action in ["ta-bort", "uppdatera"] {
        let (status, _) = post(
            &db,
            &somebody,
            &format!("{path}/{action}"),
            &[("revision", "1")],
        )
        .await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{action}");
    }
    assert_eq!(
        get(&db, &somebody, &format!("{path}/anta")).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        get(&db, &reader, "/scenarier/ny").await.0,
        StatusCode::FORBIDDEN
    );
    let mut form = filled(&db, &somebody, NEW, "För alla").await;
    set(&mut form, "shown", "public");
    assert_eq!(
        send(&db, &somebody, "/scenarier/ny", &form).await.0,
        StatusCode::FORBIDDEN
    );
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

async fn a_scenario_stands_when_figures_change_until_it_is_computed_anew(db: Db) {
    let world = furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let path = "/scenarier/folkmangd-2020";
    let before = scenario(&db, "folkmangd-2020").await.unwrap();
    let calm = page(&db, &coordinator, path).await;
    assert!(!calm.contains("Uppgifterna har ändrats"), "{calm}");
    let tx = db.begin("population").await.unwrap();
    let figure = Figure {
        party: world.aneby,
        year: 2020,
        population: 9_999,
    };
    samverk_parties::store::put_populations(&tx, &[figure])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let told = page(&db, &coordinator, path).await;
    assert!(
        told.contains("Folkmängd 31 december: 1 uppgifter är andra"),
        "{told}"
    );
    let unchanged = scenario(&db, "folkmangd-2020").await.unwrap();
    assert_eq!(compute(&unchanged.input), compute(&before.input));
    let revision = before.revision.to_string();
    submit(
        &db,
        &format!("{path}/uppdatera"),
        &[("revision", &revision)],
    )
    .await;
    let after = scenario(&db, "folkmangd-2020").await.unwrap();
    let aneby = |record: &ScenarioRecord| {
        compute(&record.input)
            .unwrap()
            .row(&key("aneby-kommun"))
            .unwrap()
            .amount
    };
    assert!(aneby(&after) > aneby(&before));
    let calm = page(&db, &coordinator, path).await;
    assert!(!calm.contains("Uppgifterna har ändrats"), "{calm}");
    let again = post(
        &db,
        &coordinator,
        &format!("{path}/uppdatera"),
        &[("revision", &revision)],
    )
    .await;
    assert!(
        again.0 == StatusCode::CONFLICT || again.0 == StatusCode::SEE_OTHER,
        "{again:?}"
    );
}

async fn an_adopted_scenario_is_a_distribution_with_its_inputs(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let form = page(&db, &coordinator, "/scenarier/folkmangd-2020/anta").await;
    assert!(
        form.contains("Folkmängd 31 december 2020 används"),
        "{form}"
    );
    let decision = [
        ("title", "Fördelning efter folkmängd"),
        ("body", "Rådet"),
        ("date", "2026-11-22"),
        ("paragraph", "§ 7"),
    ];
    let path = "/scenarier/folkmangd-2020/anta";
    let (_, missing) = post(&db, &coordinator, path, &decision[..1]).await;
    assert!(missing.contains("Beslutsdatum"), "{missing}");
    let mut confirmed = decision.to_vec();
    confirmed.push(("confirmed", "true"));
    let to = submit(&db, path, &confirmed).await;
    assert!(
        to.contains("/fordelning/fordelning-efter-folkmangd"),
        "{to}"
    );
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    let found = store::find_distribution(&tx, of, "fordelning-efter-folkmangd")
        .await
        .unwrap();
    let adopted = found.unwrap().adopted.unwrap();
    let scenario = store::find_scenario(&tx, of, "folkmangd-2020")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(adopted.result.rows, compute(&scenario.input).unwrap().rows);
    assert_eq!(adopted.decision.paragraph, "§ 7");
    let model = store::find_model(&tx, of, adopted.input.model.key.as_str())
        .await
        .unwrap();
    assert_eq!(model.unwrap().model, adopted.input.model);
    drop(tx);
    let exported = export(&db).await;
    let again = import(&db, &exported).await;
    assert!(again.problems.is_empty(), "{:#?}", again.problems);
    assert_eq!(export(&db).await, exported);
}

async fn a_scenario_can_be_changed_and_taken_away(db: Db) {
    furnished(&db).await;
    let coordinator = coordinator(&db).await;
    let path = "/scenarier/regionen-430-500";
    let form = fields(&page(&db, &coordinator, &format!("{path}/redigera")).await);
    let events = event_count(&db).await;
    let (status, to) = send(&db, &coordinator, &format!("{path}/redigera"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert_eq!(event_count(&db).await, events, "nothing was changed");
    let mut changed = form.clone();
    set(&mut changed, "title", "Den andra läsningen");
    send(&db, &coordinator, &format!("{path}/redigera"), &changed).await;
    assert_eq!(event_count(&db).await, events + 1);
    let mut late = form.clone();
    set(&mut late, "title", "För sent");
    let (status, html) = send(&db, &coordinator, &format!("{path}/redigera"), &late).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let to = submit(&db, &format!("{path}/ta-bort"), &[("revision", "2")]).await;
    assert!(to.contains("/scenarier?notis=economy-removed"), "{to}");
    assert_eq!(scenario(&db, "regionen-430-500").await, None);
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

async fn a_refused_base_is_not_told_twice(db: Db) {
    world(&db).await;
    let folder = edited(&example(), "/2021/amounts.csv", "369000", "430500");
    let folder = without(&folder, "/2021/inputs.toml");
    let folder = edited(&folder, "models/2021-antagen.toml", "\"1.90\"", "\"1.80\"");
    let problems = import(&db, &folder).await.problems.0;
    assert!(
        !codes(&problems).contains(&"scenario_base_missing"),
        "{problems:#?}"
    );
    let alone = edited(
        &example(),
        "folkmangd-2020/scenario.toml",
        "distribution = \"2021\"",
        "distribution = \"finns-inte\"",
    );
    let problems = import(&db, &alone).await.problems.0;
    assert_eq!(codes(&problems), ["scenario_base_missing"]);
    assert!(
        problems[0]
            .place
            .file
            .as_deref()
            .unwrap()
            .ends_with("folkmangd-2020/scenario.toml")
    );
}

async fn another_collaborations_scenario_is_not_found(db: Db) {
    furnished(&db).await;
    let path = "/samverkan/grannen/scenarier/folkmangd-2020";
    let request = axum::http::Request::get(path)
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(
        answer(&db, &coordinator(&db).await, request).await.0,
        StatusCode::NOT_FOUND
    );
}
