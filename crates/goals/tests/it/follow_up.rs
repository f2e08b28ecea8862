use crate::world::*;
use rust_decimal::Decimal;
use samverk_database::{Db, Tx, list_object_events, list_warnings};
use samverk_foundation::{Actor, PartyId, Role};
use samverk_goals::actions::*;
use samverk_goals::load_plan_view;
use samverk_goals::model::{Direction, Indicator, State, Target};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    an_indicator_is_red_until_it_is_measured,
    a_correction_is_a_new_measurement,
    wrong_indicators_are_refused,
    a_representative_measures_but_does_not_define,
    a_representative_measures_on_behalf_of_the_party,
    a_slip_of_the_pen_is_asked_about,
    a_measured_indicator_stays,
);

fn draft() -> IndicatorDraft {
    IndicatorDraft {
        goal: key("alla-kan"),
        name: "Andel som kan".into(),
        unit: "%".into(),
        direction: Direction::Up,
        numerator: "De som kan".into(),
        numerator_source: String::new(),
        denominator: "Alla".into(),
        denominator_source: String::new(),
        base_value: Some(Decimal::from(20)),
        base_date: Some(day("2025-01-01")),
        targets: vec![
            Target {
                year: 2027,
                value: Decimal::from(100),
            },
            Target {
                year: 2026,
                value: Decimal::from(80),
            },
        ],
        seen: None,
    }
}

async fn indicator(tx: &Tx) -> Indicator {
    let at = plan(tx, &SYSTEM).await;
    save_indicator(tx, &SYSTEM, &at, Some(key("andel")), draft())
        .await
        .unwrap()
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

async fn record(tx: &Tx, actor: &Actor, indicator: &Indicator, draft: MeasurementDraft) {
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
    let lost = IndicatorDraft {
        goal: key("ingenstans"),
        ..draft()
    };
    let refused = save_indicator(&tx, &SYSTEM, &at, None, lost)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "goal_unknown");
    let aim = Target {
        year: 2026,
        value: Decimal::ONE,
    };
    let twice = IndicatorDraft {
        targets: vec![aim, aim],
        ..draft()
    };
    let refused = save_indicator(&tx, &SYSTEM, &at, None, twice)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "target_year_repeated");
    let huge = Target {
        year: 2026,
        value: Decimal::MAX,
    };
    let huge = IndicatorDraft {
        targets: vec![huge],
        ..draft()
    };
    let refused = save_indicator(&tx, &SYSTEM, &at, None, huge)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "figure_too_large");
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
    let refused = save_indicator(&tx, &representative, &at, None, draft())
        .await
        .unwrap_err();
    assert_eq!(refused.code, "forbidden");
    let reader = person(&[], &[(world.party, Role::Reader)]);
    let at = plan(&tx, &reader).await;
    let one = measured("2026-11-02", 50);
    let refused = record_measurement(&tx, &reader, &at, &indicator, one)
        .await
        .unwrap_err();
    assert_eq!(codes(&refused), ["forbidden"]);
}

/// For whom the indicator's last event was.
async fn last_voice(tx: &Tx, indicator: &Indicator) -> Option<PartyId> {
    let events = list_object_events(tx, indicator.id.0, 1).await.unwrap();
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
    let kept = list_warnings(&tx, indicator.id.0).await.unwrap();
    assert_eq!(kept.len(), 1, "what was confirmed stays with the indicator");
    record(&tx, &SYSTEM, &indicator, measured("2026-11-01", 998)).await;
    record(&tx, &SYSTEM, &indicator, measured("2026-11-01", 101)).await;
    record(&tx, &SYSTEM, &indicator, measured("2026-10-01", 99)).await;
    let kept = list_warnings(&tx, indicator.id.0).await.unwrap();
    assert!(kept.is_empty(), "a correction settles it: {kept:?}");
}

async fn a_measured_indicator_stays(db: Db) {
    world(&db).await;
    let tx = db.begin("remove").await.unwrap();
    let indicator = indicator(&tx).await;
    let at = plan(&tx, &SYSTEM).await;
    record(&tx, &SYSTEM, &indicator, measured("2026-11-01", 50)).await;
    let refused = remove_indicator(&tx, &SYSTEM, &at, "andel", 1)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "indicator_has_measurements");
    save_indicator(&tx, &SYSTEM, &at, Some(key("annan")), draft())
        .await
        .unwrap();
    remove_indicator(&tx, &SYSTEM, &at, "annan", 1)
        .await
        .unwrap();
}
