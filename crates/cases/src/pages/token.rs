//! What a form is sent with, so that pressing its button twice registers once.

use crate::actions::REGISTERED_OTHERWISE;
use samverk_database::Tx;
use samverk_foundation::Problems;
use samverk_web::{Field, FieldKind, Form, Values};
use uuid::Uuid;

const TOKEN: &str = "token";

/// The form with a token of its own.
pub(super) fn token_field(tx: &Tx, form: Form) -> Form {
    let values = form.values.clone().set(TOKEN, tx.new_id());
    form.field(Field::new(TOKEN, "", FieldKind::Hidden))
        .fill(values)
}

/// The token that came; nothing for what is none.
pub(super) fn token_of(values: &Values) -> Option<Uuid> {
    Uuid::try_parse(values.text(TOKEN)).ok()
}

/// What was sent, with a new token when the old one has registered something else: sent once more it is registered too.
pub(super) fn renewed(tx: &Tx, values: Values, problems: &Problems) -> Values {
    let is_used = |code: &str| REGISTERED_OTHERWISE.contains(&code);
    match problems.0.iter().any(|one| is_used(one.code)) {
        true => values.set(TOKEN, tx.new_id()),
        false => values,
    }
}
