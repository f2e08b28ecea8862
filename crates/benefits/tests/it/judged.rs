//! What numpy-financial says of our values, and what the workbook's formulas give.

use crate::example::archive;
use crate::world::MIGRATIONS;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use samverk_benefits::model::Discount;
use samverk_benefits::{BUSINESS_CASE, BusinessCase, book, view};
use samverk_county::{SYSTEM, county, key};
use samverk_database::Db;
use samverk_engine::Exact;
use samverk_foundation::Language;
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_sheets::{Cell, Sheet, column_letters, write_live_xlsx};
use samverk_testing::site;
use samverk_web::{AppState, Settings, Ui};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

samverk_testing::db_tests!(MIGRATIONS;
    other_programs_agree,
);

/// A sequence that is the same each time and looks like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % most
    }
}

fn float(number: &Exact) -> f64 {
    let kronor = number.divided_by(&Exact::integer(100)).unwrap();
    kronor.to_decimal(10).unwrap().to_f64().unwrap()
}

fn series() -> Value {
    let mut chance = Chance(2_026);
    let one = |_| {
        let years = usize::try_from(1 + chance.below(30)).unwrap();
        let rate = Decimal::new(chance.below(2_500) - 500, 2);
        let flow: Vec<i64> = (0..=years)
            .map(|_| chance.below(100_000_000) - 50_000_000)
            .collect();
        let exact: Vec<Exact> = flow.iter().map(|ore| Exact::integer(*ore)).collect();
        let discount = Discount::of(years, &[(1, Exact::percent(rate))]).unwrap();
        json!({
            "rate": (rate / Decimal::ONE_HUNDRED).to_f64().unwrap(),
            "flow": exact.iter().map(float).collect::<Vec<f64>>(),
            "value": float(&discount.value(&exact)),
        })
    };
    (0..100).map(one).collect()
}

/// Every number with its sheet and address.
fn cells(sheets: &[Sheet]) -> Vec<Value> {
    let mut cells = Vec::new();
    for sheet in sheets {
        for (row, values) in sheet.rows.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                let value = match value {
                    Cell::Kronor(amount) => Decimal::new(amount.0, 2),
                    Cell::Decimal(number) => *number,
                    Cell::Integer(number) => Decimal::from(*number),
                    Cell::Percent(percent) => percent / Decimal::ONE_HUNDRED,
                    Cell::Empty | Cell::Text(_) | Cell::Date(_) => continue,
                };
                let address = format!("{}{}", column_letters(column), sheet.row_number(row));
                cells.push(json!([sheet.name, address, value.to_f64().unwrap()]));
            }
        }
    }
    cells
}

/// The words of the pages, without anybody at them.
fn words(db: &Db) -> Ui {
    let modules = [samverk_web::module(), samverk_benefits::module()];
    let texts = site::texts(&site::words(&modules));
    let state = AppState::new(
        db.clone(),
        texts,
        Settings::default(),
        HashMap::new(),
        &modules,
    );
    Ui::new(state, Language::Sv, Arc::new(SYSTEM), "/")
}

async fn sheets_of(db: &Db, name: &str, case: &BusinessCase, folder: Option<&Path>) -> Vec<Sheet> {
    let tx = db.begin("judged").await.unwrap();
    let scope = Scope::find(&tx, &SYSTEM, "radet").await.unwrap();
    let held = BUSINESS_CASE
        .save(&tx, &SYSTEM, &scope, key(name), case, Seen::New)
        .await
        .unwrap();
    let view = view(&tx, &scope, held).await.unwrap();
    let (sheets, formulas) = book(&words(db), &view);
    if let Some(folder) = folder {
        let bytes = write_live_xlsx(&sheets, &formulas, tx.now()).unwrap();
        std::fs::write(folder.join("kalkyl.xlsx"), bytes).unwrap();
    }
    tx.commit().await.unwrap();
    sheets
}

/// The values, every cell of the workbook, and every cell after an amount was changed in it.
async fn other_programs_agree(db: Db) {
    county(&db).await;
    let folder = tempfile::tempdir().unwrap();
    let before = sheets_of(&db, "fore", &archive(), Some(folder.path())).await;
    let mut other = archive();
    other.amounts.0[1].likely = 90_000.into();
    let after = sheets_of(&db, "efter", &other, None).await;
    let lines = &before[1];
    let change = json!({
        "sheet": lines.name,
        "address": format!("G{}", lines.row_number(1)),
        "value": 90_000,
    });
    let told = json!({
        "cells": cells(&before),
        "change": change,
        "changed_cells": cells(&after),
    });
    std::fs::write(folder.path().join("kalkyl.json"), told.to_string()).unwrap();
    std::fs::write(folder.path().join("series.json"), series().to_string()).unwrap();
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/judge-cases");
    let judged = Command::new(tool).arg(folder.path()).output().unwrap();
    let told = String::from_utf8_lossy(&judged.stdout);
    let fault = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "{told}{fault}");
    assert!(told.contains("business cases agree"), "{told}");
}
