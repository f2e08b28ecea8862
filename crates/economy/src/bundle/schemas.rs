//! JSON Schemas of the files. The engine's own types describe themselves here, by hand.

use super::adopted_budgets::AdoptedBudgetFile;
use super::budgets::{self, BudgetFile};
use super::distributions::{self, DistributionFile};
use super::scenarios::ScenarioFile;
use crate::KINDS;
use samverk_engine::MemberKind;
use samverk_exchange::{FileSchema, document_schema, table_schema};
use serde_json::{Value, json};

/// One for each kind of file of the domain.
pub fn schemas() -> Vec<FileSchema> {
    let (_, line_kinds) = budgets::kind_codes();
    let own = [
        document_schema::<BudgetFile>("budget.toml"),
        document_schema::<AdoptedBudgetFile>("adopted.toml"),
        table_schema(
            "lines.csv",
            &budgets::LINE_COLUMNS,
            &["name", "kind", "amount"],
            &[("kind", line_kinds)],
        ),
        FileSchema {
            file: "model.toml",
            schema: model_schema(),
        },
        document_schema::<DistributionFile>("distribution.toml"),
        table_schema(
            "printed.csv",
            &distributions::PRINTED_COLUMNS,
            &["party"],
            &[],
        ),
        FileSchema {
            file: "inputs.toml",
            schema: input_schema("inputs.toml"),
        },
        table_schema(
            "amounts.csv",
            &distributions::AMOUNT_COLUMNS,
            &["party", "amount"],
            &[],
        ),
        document_schema::<ScenarioFile>("scenario.toml"),
        FileSchema {
            file: "base.toml",
            schema: input_schema("base.toml"),
        },
    ];
    samverk_kept::file_schemas(KINDS, "")
        .into_iter()
        .chain(own)
        .collect()
}

fn model_schema() -> Value {
    let mut schema = model();
    schema["$schema"] = DIALECT.into();
    schema["title"] = "model.toml".into();
    schema["$defs"] = definitions();
    schema
}

fn input_schema(file: &str) -> Value {
    let mut schema = object(
        &["year", "budget", "model", "members"],
        json!({
            "edition": {"enum": [1, 2]},
            "year": {"type": "integer"},
            "budget": object(&["year"], json!({
                "year": {"type": "integer"},
                "printed_total": reference("number"),
                "parts": list(object(&["key", "name", "kind"], json!({
                    "key": reference("key"),
                    "name": {"type": "string"},
                    "kind": {"enum": budgets::kind_codes().0},
                    "focus_area": {"type": "string"},
                    "printed_total": reference("number"),
                }))),
                "lines": list(object(&["name", "kind", "amount"], json!({
                    "part": {"type": "string"},
                    "name": {"type": "string"},
                    "kind": {"enum": budgets::kind_codes().1},
                    "amount": reference("number"),
                    "note": {"type": "string"},
                }))),
            })),
            "model": model(),
            "members": list(object(&["key", "name", "kinds"], json!({
                "key": reference("key"),
                "name": {"type": "string"},
                "kinds": list(json!({"enum": MemberKind::ALL.map(MemberKind::code)})),
                "joined": {"type": "integer"},
                "part": object(&[], json!({
                    "from": {"type": "string", "format": "date"},
                    "to": {"type": "string", "format": "date"},
                })),
            }))),
            "measures": list(object(&["key", "name", "values"], json!({
                "key": reference("key"),
                "name": {"type": "string"},
                "unit": {"type": "string"},
                "values": list(object(&["party", "value"], json!({
                    "party": reference("key"),
                    "year": {"type": "integer"},
                    "value": reference("number"),
                }))),
            }))),
            "last_year": reference("per_party"),
        }),
    );
    schema["$schema"] = DIALECT.into();
    schema["title"] = file.into();
    schema["$defs"] = definitions();
    schema
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

fn object(required: &[&str], properties: Value) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// An object whose `kind` says which it is.
fn kind(code: &str, required: &[&str], mut properties: Value) -> Value {
    properties["kind"] = json!({"const": code});
    let required: Vec<_> = ["kind"].iter().chain(required).copied().collect();
    object(&required, properties)
}

fn model() -> Value {
    object(
        &["key", "name"],
        json!({
            "key": reference("key"),
            "name": {"type": "string"},
            "purpose": {"enum": ["cost", "debt", "votes"]},
            "valid_from": {"type": "string", "format": "date"},
            "valid_to": {"type": "string", "format": "date"},
            "note": {"type": "string"},
            "amount": reference("number"),
            "fees_decide": {"type": "boolean"},
            "payers": list(json!({
                "enum": ["member", "notice_given", "non_voting", "letter_of_intent"],
            })),
            "part_year": {"enum": ["whole_year", "months", "days"]},
            "rounding": object(&["unit", "method"], json!({
                "unit": {"enum": ["ore", "krona", "thousand"]},
                "method": {"enum": ["largest_remainder", "half_up_report"]},
            })),
            "stated_amounts": object(&["year", "source", "amounts"], json!({
                "year": {"type": "integer"},
                "source": {"type": "string"},
                "amounts": reference("per_party"),
            })),
            "phases": list(object(&["key", "name"], json!({
                "key": reference("key"),
                "name": {"type": "string"},
                "from_year": {"type": "integer"},
                "to_year": {"type": "integer"},
            }))),
            "rules": list(reference("rule")),
        }),
    )
}

fn definitions() -> Value {
    json!({
        "key": {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength": 80},
        "number": {"type": ["integer", "number", "string"]},
        "data_year": {"type": "integer", "description": "A year, or years before the budget's: 0, -1, -2"},
        "per_party": {"type": "object", "additionalProperties": reference("number")},
        "remainder": {"enum": ["spread", "left"]},
        "rule": rule(),
        "measure": {"oneOf": measures_of_a_rule()},
        "function": {"oneOf": functions()},
        "modifier": {"oneOf": modifiers()},
    })
}

fn rule() -> Value {
    let kinds = MemberKind::ALL.map(MemberKind::code);
    let takers: Vec<_> = ["all"].iter().chain(&kinds).copied().collect();
    let weighted = object(
        &["percent", "measure"],
        json!({"percent": reference("number"), "measure": reference("measure")}),
    );
    object(
        &["key", "name", "takers", "base"],
        json!({
            "key": reference("key"),
            "name": {"type": "string"},
            "takers": {"oneOf": [{"enum": takers}, list(reference("key"))]},
            "base": {"oneOf": [{"enum": ["total", "rest", "deductions"]}, list(reference("key"))]},
            "measure": {"oneOf": [reference("measure"), list(weighted)]},
            "function": reference("function"),
            "modifiers": list(reference("modifier")),
            "from_year": {"type": "integer"},
            "to_year": {"type": "integer"},
            "phase": reference("key"),
            "joined_from": reference("data_year"),
            "joined_to": reference("data_year"),
            "note": {"type": "string"},
        }),
    )
}

fn measures_of_a_rule() -> Vec<Value> {
    let dates = json!({"enum": ["december_31", "november_1"]});
    let year = reference("data_year");
    vec![
        kind(
            "population",
            &["year"],
            json!({"year": year, "date": dates}),
        ),
        kind(
            "table",
            &["table"],
            json!({"table": reference("key"), "year": year}),
        ),
        kind(
            "percentages",
            &["shares"],
            json!({"shares": reference("per_party")}),
        ),
        kind("equal", &[], json!({})),
        kind("last_year", &[], json!({})),
    ]
}

fn functions() -> Vec<Value> {
    let number = reference("number");
    let step = object(
        &["from", "value"],
        json!({"from": number, "to": number, "below": number, "value": number}),
    );
    let factor = object(
        &["name", "value"],
        json!({
            "name": {"type": "string"},
            "value": number,
            "used": {"enum": ["times", "divided_by", "percent", "per_mille"]},
            "source": {"type": "string"},
            "year": {"type": "integer"},
        }),
    );
    let gives = json!({"enum": ["amount", "rate", "weight"]});
    let table = json!({"table": reference("key"), "year": reference("data_year")});
    vec![
        kind("share", &[], json!({})),
        kind("percentage", &["percent"], json!({"percent": number})),
        kind("rate", &["rate"], json!({"rate": number})),
        kind(
            "rate_product",
            &["factors"],
            json!({"factors": list(factor)}),
        ),
        kind(
            "steps",
            &["gives", "steps"],
            json!({"gives": gives, "steps": list(step)}),
        ),
        kind("fixed", &["amount"], json!({"amount": number})),
        kind(
            "fixed_per_party",
            &["amounts"],
            json!({"amounts": reference("per_party")}),
        ),
        kind(
            "base_plus_variable",
            &["base_amount"],
            json!({"base_amount": number, "rate": number}),
        ),
        kind("pass_through", &["table"], table),
    ]
}

fn modifiers() -> Vec<Value> {
    let (number, difference) = (reference("number"), reference("remainder"));
    let parties = list(reference("key"));
    let among = object(&[], json!({"only": parties, "except": parties}));
    let limit = json!({"amount": number, "difference": difference, "among": among});
    let rebate = json!({
        "above": number, "percent": number, "difference": difference, "among": among,
    });
    let change = json!({
        "percent": number,
        "difference": difference,
        "change_direction": {"enum": ["both", "up", "down"]},
        "among": among,
    });
    let index = json!({"name": {"type": "string"}, "old": number, "new": number});
    let table = json!({"table": reference("key"), "year": reference("data_year")});
    vec![
        kind("floor", &["amount", "difference"], limit.clone()),
        kind("cap", &["amount", "difference"], limit),
        kind("rebate", &["above", "percent", "difference"], rebate),
        kind("max_change", &["percent", "difference"], change),
        kind("index", &["name", "old", "new"], index),
        kind("pass_through", &["table"], table),
    ]
}
