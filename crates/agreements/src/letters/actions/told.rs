//! What the log tells of an answer.

use crate::letters::model::Given;
use serde_json::{Value, json};

/// Which text was decided on is told by its checksum, for it is that which binds.
pub(super) fn told(one: &Given) -> Value {
    let mut told = json!({
        "letter_answer": one.answer.code(),
        "checksum": one.checksum,
        "decision": one.decision,
    });
    if !one.registry_number.is_empty() {
        told["registry_number"] = one.registry_number.clone().into();
    }
    if !one.said_by.is_empty() {
        told["said_by"] = one.said_by.clone().into();
    }
    if let Some(signature) = &one.signature {
        told["signed_by"] = signature.how.code().into();
        told["signature_date"] = signature.on.to_string().into();
        told["signer"] = signature.signer.clone().into();
    }
    if let Some(exit) = &one.exit {
        told["last_day"] = exit.last_day.to_string().into();
        told["exit"] = json!(exit.decision);
    }
    told
}
