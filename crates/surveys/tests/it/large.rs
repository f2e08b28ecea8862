//! Surveys as large as they come: every member of a county association, a hundred questions.

use crate::world::{MIGRATIONS, SURVEY, World};
use samverk_database::Db;
use samverk_fields::{
    ChoiceOption, Choices, Condition, FieldKey, FieldKind, Form, Question, Section, Words,
};
use samverk_foundation::Language;
use samverk_surveys::actions::replace_form;
use samverk_surveys::desk::SurveyDesk;

samverk_testing::db_tests!(MIGRATIONS;
    three_hundred_parties_and_a_hundred_questions_cost_as_many_statements_as_three,
);

const OWN: &str = "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun";

fn said(text: String) -> Words {
    Words::said([(Language::Sv, text)])
}

/// Ten sections of ten questions, of which every other is shown after the one before.
fn hundred() -> Form {
    let option = |code: &'static str| ChoiceOption {
        code: code.into(),
        label: said(code.to_owned()),
    };
    let question = |number: usize| {
        let key = FieldKey::parse(&format!("q{number}")).unwrap();
        let kind = FieldKind::Choice(Choices(vec![option("egen"), option("annan")]));
        let mut question = Question::new(key, said(format!("Fråga {number}")), kind).passable();
        if number % 2 == 1 {
            let before = FieldKey::parse(&format!("q{}", number - 1)).unwrap();
            question.shown = Condition::Said(before);
        }
        question
    };
    let section = |number: usize| Section {
        key: FieldKey::parse(&format!("del{number}")).unwrap(),
        title: Some(said(format!("Del {number}"))),
        help: None,
        shown: Condition::Always,
        questions: (number * 10..number * 10 + 10).map(question).collect(),
    };
    let mut form = Form::of(Vec::new());
    form.sections = (0..10).map(section).collect();
    form
}

async fn three_hundred_parties_and_a_hundred_questions_cost_as_many_statements_as_three(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let tx = db.begin("hundred").await.unwrap();
    let at = SurveyDesk::find(&tx, &world.coordinator, "radet", "lagesbild").await;
    let at = at.unwrap();
    let seen = at.versions.draft().unwrap().revision;
    replace_form(&tx, &world.coordinator, &at, seen, hundred())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.open().await;
    let one = world.county.representative(0);
    let section = format!("{OWN}/avsnitt/del0");
    world
        .answer(&one, &section, &[("q0", "egen"), ("q2", "annan")])
        .await;
    world.step(&one, OWN, "submit", "").await;
    let results = format!("{SURVEY}/resultat?avsnitt=del9");
    let file = format!("{SURVEY}/resultat?tabell=svar&format=csv");
    let statements = async || {
        let mut all = Vec::new();
        for path in [SURVEY, results.as_str(), file.as_str()] {
            let before = db.query_count();
            world.house.page(&world.coordinator, path).await;
            all.push(db.query_count() - before);
        }
        let before = db.query_count();
        let tx = db.read().await.unwrap();
        let waiting = samverk_surveys::waiting(&tx, &[world.county.council]).await;
        waiting.unwrap();
        all.push(db.query_count() - before);
        all
    };
    let few = statements().await;
    let keys: Vec<String> = (0..100).map(|number| format!("q{number}")).collect();
    let keys: Vec<FieldKey> = keys
        .iter()
        .map(|key| FieldKey::parse(key).unwrap())
        .collect();
    world.grow(300, &keys).await;
    let page = world.house.page(&world.coordinator, SURVEY).await;
    assert!(page.contains("298 av 300 har svarat."), "{page}");
    let page = world.house.page(&world.coordinator, &results).await;
    assert!(
        page.contains("298 svar.") && page.contains("Kommun 299"),
        "{page}"
    );
    assert_eq!(statements().await, few);
}
