//! Keys of what people add without choosing one.

use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_kept::{Ground, Kept, Kind, check_key};

/// A key made of a name that nothing else of the kind has on the ground.
pub async fn free_key<T: Kept>(
    tx: &Tx,
    at: &dyn Ground,
    kind: &Kind<T>,
    name: &str,
) -> Result<Key, Problem> {
    let first = Key::from_name(name);
    let mut key = first.clone();
    for number in 2.. {
        let is_free = kind.find(tx, at, key.as_str()).await?.is_none();
        if is_free && check_key(&key).is_ok() {
            break;
        }
        key = first.numbered(number);
    }
    Ok(key)
}
