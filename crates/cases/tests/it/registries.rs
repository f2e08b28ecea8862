//! What a registry is called in its numbers: never so that one number is given twice.

use crate::world::{MIGRATIONS, World, content, registry};
use samverk_cases::actions::register_case;
use samverk_cases::{NumberShape, REGISTRY, Registry, RegistryDesk};
use samverk_county::{SYSTEM, codes, key};
use samverk_database::{Db, Tx};
use samverk_foundation::Problems;
use samverk_kept::Seen;
use samverk_parties::Owner;

samverk_testing::db_tests!(MIGRATIONS;
    a_code_is_short_and_of_letters,
    a_code_that_stands_in_numbers_is_no_other_registrys,
    a_code_that_stands_in_numbers_is_not_changed,
);

async fn save(
    (world, tx): (&World<'_>, &Tx),
    name: &str,
    said: &Registry,
    seen: Seen,
) -> Result<(), Problems> {
    let owner = Owner::seen_by(&SYSTEM, world.party(tx).await);
    let saved = REGISTRY.save(tx, &SYSTEM, &owner, key(name), said, seen);
    saved.await.map(|_| ())
}

fn told(refused: Result<(), Problems>) -> Vec<&'static str> {
    let problems = refused.err().unwrap_or_default().0.into_iter();
    problems.map(|one| one.code).collect()
}

async fn a_code_is_short_and_of_letters(db: Db) {
    let world = World::of(&db).await;
    let tx = db.begin("codes").await.unwrap();
    for (number, (code, expected)) in [
        ("BUN", true),
        ("ÖN-2", true),
        ("BMN UTSKOTT", true),
        ("ABCDEFGHIJKLM", false),
        ("KS/2", false),
        ("KS\u{2028}", false),
    ]
    .into_iter()
    .enumerate()
    {
        let said = registry(code, NumberShape::CodeYearNumber);
        let saved = save((&world, &tx), &format!("r-{number}"), &said, Seen::New).await;
        let refused = told(saved);
        assert_eq!(refused.is_empty(), expected, "{code}: {refused:?}");
    }
}

async fn a_code_that_stands_in_numbers_is_no_other_registrys(db: Db) {
    let world = World::of(&db).await;
    let same = registry("ks", NumberShape::CodeYearNumber);
    let tx = db.begin("same").await.unwrap();
    save((&world, &tx), "samma", &same, Seen::New)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // The first that gives a number has the code.
    world.register(content("Det första")).await;
    let registrar = world.registrar();
    let tx = db.begin("other").await.unwrap();
    let other = RegistryDesk::find(&tx, &registrar, crate::world::OWN, "samma").await;
    let refused = register_case(&tx, &registrar, &other.unwrap(), content("Samma nummer")).await;
    assert_eq!(codes(&refused.unwrap_err()), ["registry_code_taken"]);
    let third = save((&world, &tx), "tredje", &same, Seen::New).await;
    assert_eq!(told(third), ["registry_code_taken"]);
    // Whose code it never was may have another.
    let other = registry("BUN", NumberShape::CodeYearNumber);
    let changed = save((&world, &tx), "samma", &other, Seen::Revision(1)).await;
    assert_eq!(told(changed), Vec::<&str>::new());
    drop(tx);
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00002");
}

async fn a_code_that_stands_in_numbers_is_not_changed(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Det första")).await;
    let tx = db.begin("change").await.unwrap();
    for changed in [
        registry("KSN", NumberShape::CodeYearNumber),
        registry("KS", NumberShape::YearNumberCode),
    ] {
        let saved = save(
            (&world, &tx),
            "kommunstyrelsen",
            &changed,
            Seen::Revision(1),
        )
        .await;
        assert_eq!(told(saved), ["registry_code_in_use"]);
    }
    let mut named = registry("KS", NumberShape::CodeYearNumber);
    named.name = "Kommunstyrelsens diarium".into();
    let saved = save((&world, &tx), "kommunstyrelsen", &named, Seen::Revision(1)).await;
    assert_eq!(told(saved), Vec::<&str>::new());
}
