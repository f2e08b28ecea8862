use samverk_foundation::Key;
use std::collections::BTreeMap;

/// What stands under a key in a list.
pub trait Shelved {
    fn key(&self) -> &Key;
    fn position(&self) -> i64;
}

/// What stands in a list while much is saved in it at once: read once, and kept in step by whoever
/// saves, so that a file of ten thousand rows does not read the list ten thousand times.
#[derive(Clone, Debug)]
pub struct Shelf<T> {
    rows: BTreeMap<Key, T>,
    next: i64,
}

impl<T: Shelved> Shelf<T> {
    /// `first` is the position of the first row ever.
    pub fn new(rows: Vec<T>, first: i64) -> Self {
        let last = rows.iter().map(Shelved::position).max();
        let next = last.map_or(first, |last| last + 1);
        let named = rows.into_iter().map(|row| (row.key().clone(), row));
        Self {
            rows: named.collect(),
            next,
        }
    }

    pub fn get(&self, key: &Key) -> Option<&T> {
        self.rows.get(key)
    }

    pub fn keys(&self) -> impl Iterator<Item = &Key> + Clone {
        self.rows.keys()
    }

    pub fn rows(&self) -> impl Iterator<Item = &T> {
        self.rows.values()
    }

    /// The position after the last.
    pub fn next_position(&self) -> i64 {
        self.next
    }

    /// Notes what has been saved.
    pub fn put(&mut self, row: T) {
        self.next = self.next.max(row.position() + 1);
        self.rows.insert(row.key().clone(), row);
    }
}
