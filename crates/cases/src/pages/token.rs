//! What a form is sent with, so that pressing its button twice registers once.

use samverk_database::Tx;
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
