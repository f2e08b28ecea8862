use samverk_fields::FieldKey;
use samverk_foundation::{Key, Problem};

/// The key of a thing, where it stands among its fields. A reader's condition may ask for it.
pub const KEY: FieldKey = FieldKey::of("key");

/// Words that stand in addresses where a key could stand; `all` has a meaning in lists of parties.
const TAKEN: &[&str] = &[
    "ny",
    "redigera",
    "ordna",
    "bedom",
    "valda",
    "vyer",
    "folkmangd",
    "all",
];

/// Fails with `key_reserved` for a key that is already an address.
pub fn check_key(key: &Key) -> Result<(), Problem> {
    match TAKEN.contains(&key.as_str()) {
        true => Err(Problem::invalid("key_reserved")
            .with("value", key)
            .at_field(KEY.as_str())),
        false => Ok(()),
    }
}
