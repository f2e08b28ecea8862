use crate::world::*;
use rust_decimal::Decimal;
use samverk_database::{Db, Tx, list_object_events, list_warnings};
use samverk_fields::{Rows, Year};
use samverk_foundation::{Actor, PartyId, Problems, Role};
use samverk_goals::actions::*;
use samverk_goals::model::State;
use samverk_goals::{INDICATOR, Indicator, Target, load_plan_view};
use samverk_kept::{Held, Seen};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    an_indicator_is_red_until_it_is_measured,
    a_correction_is_a_new_measurement,
    wrong_indicators_are_refused,
    a_representative_measures_but_does_not_define,
    a_representative_measures_on_behalf_of_the_party,
    a_slip_of_the_pen_is_asked_about,
);

fn aim(year: i32, value: i64) -> Target {
    Target {
        year: Year(year),
        value: Decimal::from(value),
    }
}

fn share() -> Indicator {
    Indicator {
        numerator: "De som kan".into(),
        denominator: "Alla".into(),
        base_value: Some(Decimal::from(20)),
        base_date: Some(day("2025-01-01")),
        targets: Rows(vec![aim(2027, 100), aim(2026, 80)]),
        ..measuring("alla-kan", "Andel som kan")
    }
}

async fn save(tx: &Tx, actor: &Actor, one: &Indicator) -> Result<Held<Indicator>, Problems> {
    let at = plan(tx, actor).await;
    INDICATOR
        .save(tx, actor, &at, key("andel"), one, Seen::New)
        .await
}

async fn indicator(tx: &Tx) -> Held<Indicator> {
    save(tx, &SYSTEM, &share()).await.unwrap()
}

fn measured(date: &str, value: i64) -> MeasurementDraft {
    MeasurementDraft {
        date: day(date),
        value: Decimal::from(value),
        numerator: None,
        denominator: None,
        note: String::new(),
        on_behalf_of: None,
        confirmed: false,
    }
}

async fn record(tx: &Tx, actor: &Actor, indicator: &Held<Indicator>, draft: MeasurementDraft) {
    let at = plan(tx, actor).await;
    record_measurement(tx, actor, &at, indicator, draft)
        .await
        .unwrap();
}

async fn state(tx: &Tx) -> State {
    let at = plan(tx, &SYSTEM).await;
    let view = load_plan_view(tx, &at.scope, "2025-2027", None)
        .await
        .unwrap();
    view.indicators[0].standing.state
}

async fn an_indicator_is_red_until_it_is_measured(db: Db) {
    world(&db).await;
    let tx = db.begin("measure").await.unwrap();
    let indicator = indicator(&tx).await;
    assert_eq!(state(&tx).await, State::NotMeasured);
    record(&tx, &SYSTEM, &indicator, measured("2025-12-31", 40)).await;
    assert_eq!(state(&tx).await, State::Behind);
    record(&tx, &SYSTEM, &indicator, measured("2026-10-01", 90)).await;
    assert_eq!(state(&tx).await, State::OnPath);
    record(&tx, &SYSTEM, &indicator, measured("2026-11-01", 100)).await;
    assert_eq!(state(&tx).await, State::Reached);
}

async fn a_correction_is_a_new_measurement(db: Db) {
    world(&db).await;
    let tx = db.begin("measure").await.unwrap();
    let indicator = indicator(&tx).await;
    for value in [60, 60, 95] {
        record(&tx, &SYSTEM, &indicator, measured("2026-11-01", value)).await;
    }
    let at = plan(&tx, &SYSTEM).await;
    let view = load_plan_view(&tx, &at.scope, "2025-2027", None)
        .await
        .unwrap();
    let values: Vec<_> = view.indicators[0]
        .measurements
        .iter()
        .map(|one| one.value)
        .collect();
    assert_eq!(
        values,
        [Decimal::from(60), Decimal::from(95)],
        "the same twice is once"
    );
    assert_eq!(state(&tx).await, State::OnPath, "the last recorded counts");
}

async fn wrong_indicators_are_refused(db: Db) {
    world(&db).await;
    let tx = db.begin("save").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let lost = Indicator {
        goal: key("ingenstans"),
        ..share()
    };
    let refused = save(&tx, &SYSTEM, &lost).await.unwrap_err();
    assert_eq!(codes(&refused), ["goal_unknown"]);
    for (targets, code, field) in [
        (
            vec![aim(2027, 1), aim(2026, 1), aim(2026, 2)],
            "target_year_repeated",
            "targets.2.year",
        ),
        (
            vec![aim(2027, i64::MAX)],
            "figure_too_large",
            "targets.0.value",
        ),
    ] {
        let wrong = Indicator {
            targets: Rows(targets),
            ..share()
        };
        let refused = save(&tx, &SYSTEM, &wrong).await.unwrap_err();
        assert_eq!(codes(&refused), [code]);
        assert_eq!(refused.0[0].place.field.as_deref(), Some(field));
    }
    let indicator = indicator(&tx).await;
    let early = measured("2026-11-23", 1);
    let refused = record_measurement(&tx, &SYSTEM, &at, &indicator, early)
        .await
        .unwrap_err();
    assert_eq!(codes(&refused), ["measurement_in_future"]);
}

async fn a_representative_measures_but_does_not_define(db: Db) {
    let world = world(&db).await;
    let tx = db.begin("measure").await.unwrap();
    let indicator = indicator(&tx).await;
    let representative = person(&[], &[(world.party, Role::Representative)]);
    record(&tx, &representative, &indicator, measured("2026-11-01", 50)).await;
    let at = plan(&tx, &representative).await;
    let other = Indicator {
        name: "Annat".into(),
        ..share()
    };
    let refused = INDICATOR
        .save(&tx, &representative, &at, key("annat"), &other, Seen::New)
        .await
        .unwrap_err();
    assert_eq!(codes(&refused), ["forbidden"]);
    let reader = person(&[], &[(world.party, Role::Reader)]);
    let at = plan(&tx, &reader).await;
    let one = measured("2026-11-02", 50);
    let refused = record_measurement(&tx, &reader, &at, &indicator, one)
        .await
        .unwrap_err();
    assert_eq!(codes(&refused), ["forbidden"]);
}

/// For whom the indicator's last event was.
async fn last_voice(tx: &Tx, indicator: &Held<Indicator>) -> Option<PartyId> {
    let events = list_object_events(tx, indicator.id, 1).await.unwrap();
    events[0].on_behalf_of
}

async fn a_representative_measures_on_behalf_of_the_party(db: Db) {
    let world = world(&db).await;
    let tx = db.begin("measure").await.unwrap();
    let indicator = indicator(&tx).await;
    let representative = person(&[], &[(world.party, Role::Representative)]);
    record(&tx, &representative, &indicator, measured("2026-11-01", 50)).await;
    assert_eq!(last_voice(&tx, &indicator).await, Some(world.party));
    let coordinator = person(&[(world.council, Role::Coordinator)], &[]);
    record(&tx, &coordinator, &indicator, measured("2026-11-02", 51)).await;
    assert_eq!(last_voice(&tx, &indicator).await, None);
    let other = MeasurementDraft {
        on_behalf_of: Some(PartyId(tx.new_id())),
        ..measured("2026-11-03", 52)
    };
    let at = plan(&tx, &representative).await;
    let refused = record_measurement(&tx, &representative, &at, &indicator, other)
        .await
        .unwrap_err();
    assert_eq!(codes(&refused), ["forbidden"]);
}

async fn a_slip_of_the_pen_is_asked_about(db: Db) {
    world(&db).await;
    let tx = db.begin("measure").await.unwrap();
    let indicator = indicator(&tx).await;
    let at = plan(&tx, &SYSTEM).await;
    let slip = || measured("2026-10-01", 999);
    let refused = record_measurement(&tx, &SYSTEM, &at, &indicator, slip())
        .await
        .unwrap_err();
    assert_eq!(codes(&refused), ["measurement_jump"]);
    let confirmed = MeasurementDraft {
        confirmed: true,
        ..slip()
    };
    record(&tx, &SYSTEM, &indicator, confirmed).await;
    let kept = list_warnings(&tx, indicator.id).await.unwrap();
    assert_eq!(kept.len(), 1, "what was confirmed stays with the indicator");
    record(&tx, &SYSTEM, &indicator, measured("2026-11-01", 998)).await;
    record(&tx, &SYSTEM, &indicator, measured("2026-11-01", 101)).await;
    record(&tx, &SYSTEM, &indicator, measured("2026-10-01", 99)).await;
    let kept = list_warnings(&tx, indicator.id).await.unwrap();
    assert!(kept.is_empty(), "a correction settles it: {kept:?}");
}
