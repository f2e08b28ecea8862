//! Decisions in the API: `POST …/{thing}/decisions`.

use crate::api::{ground, linked, part, tag};
use crate::states::{Decision, decide as decide_on};
use crate::{AnyKind, store};
use samverk_foundation::{Problem, interned};
use samverk_rest::{Call, Described, Found, Operation, Refusal, Shape};
use serde_json::json;

/// The operation, for a kind that has states.
pub(crate) fn operation(
    kind: &'static dyn AnyKind,
    one: &'static str,
    name: &'static str,
    view: Shape,
) -> Option<Operation> {
    let facts = kind.facts();
    let states = facts.keeping.states?;
    let mut codes: Vec<&str> = states.moves.iter().map(|step| step.to).collect();
    codes.sort_unstable();
    codes.dedup();
    let schema = json!({
        "type": "object",
        "description": "What is decided.",
        "properties": {
            "to": { "type": "string", "enum": codes, "description": "The state to go to." },
            "reason": { "type": ["string", "null"], "description": "Why." },
        },
        "required": ["to"],
        "additionalProperties": false,
    });
    let first = codes.first().copied().unwrap_or_default();
    let example = json!({ "to": first, "reason": "Enligt § 12." });
    let body = Shape::described(interned(format!("{name}Decision")), &schema, example);
    let path = interned(format!("{one}/decisions"));
    let id = interned(format!("decide{name}"));
    let [swedish, english] = facts.api.one;
    let about = [
        format!("Tar {swedish} till ett annat läge."),
        format!("Takes {english} to another state."),
    ];
    let [swedish, english] = about.map(interned);
    let action = facts.deciding().map_or("", |row| row.code);
    let operation = Operation::act(path, id, move |call, body| decide(kind, call, body))
        .shaped(Some(body), Some(view))
        .about(swedish, english)
        .action(action)
        .conditional()
        .conflict(&["move_impossible"])
        .conflict(facts.deciding_codes);
    Some(operation)
}

async fn decide(
    kind: &'static dyn AnyKind,
    call: Call,
    Described(body): Described,
) -> Result<Found<Described>, Refusal> {
    let said = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (to, reason) = (said("to"), said("reason"));
    if to.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("to").into());
    }
    let tx = call.begin("api_decide_kept").await?;
    let at = ground(kind, &call, &tx).await?;
    let at = at.as_ref();
    let found = store::find(&tx, kind, at, call.part(part(kind))).await?;
    let one = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&one)))?;
    let decision = Decision {
        to: &to,
        reason: &reason,
    };
    let seen = one.revision;
    let saved = decide_on(&tx, &call.actor, at, kind, &one, decision, seen).await?;
    tx.commit().await?;
    let one = &saved.stored;
    Ok(Found::new(linked(kind, at, one), tag(one)))
}
