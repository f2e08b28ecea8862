//! The connections that are open.

use super::Limits;
use super::watch::{Phase, Watch};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// By number, so the oldest stands first.
#[derive(Default)]
struct Numbered {
    next: u64,
    watches: BTreeMap<u64, Arc<Watch>>,
}

#[derive(Default)]
pub struct Open {
    numbered: Mutex<Numbered>,
    freed: Notify,
}

/// A connection's place, given back whatever ends it.
pub struct Seat {
    open: Arc<Open>,
    pub watch: Arc<Watch>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.open.numbered().watches.remove(&self.watch.number);
        self.open.freed.notify_one();
    }
}

impl Open {
    /// Nothing can fail while it is held, so a poisoned lock still guards a whole list.
    fn numbered(&self) -> MutexGuard<'_, Numbered> {
        self.numbered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn count(&self) -> usize {
        self.numbered().watches.len()
    }

    pub fn enter(self: &Arc<Self>) -> Seat {
        let mut numbered = self.numbered();
        let number = numbered.next;
        numbered.next += 1;
        let watch = Arc::new(Watch::new(number));
        numbered.watches.insert(number, Arc::clone(&watch));
        let open = Arc::clone(self);
        Seat { open, watch }
    }

    pub async fn freed(&self) {
        self.freed.notified().await;
    }

    /// Closes the one that can best be missed: first those that have sent nothing, then those
    /// between requests, then those that have begun one, and among them whichever stood still
    /// longest. What is being answered is never closed for another.
    pub fn make_room(&self) {
        let numbered = self.numbered();
        let dispensable = numbered.watches.values();
        let dispensable = dispensable.filter(|watch| watch.phase() <= Phase::Headers);
        let first =
            dispensable.min_by_key(|watch| (watch.phase(), std::cmp::Reverse(watch.still())));
        if let Some(watch) = first {
            watch.close();
        }
    }

    pub fn close_overdue(&self, limits: &Limits) {
        self.close_where(|watch| watch.is_overdue(limits));
    }

    pub fn close_half_sent(&self) {
        self.close_where(Watch::is_half_sent);
    }

    fn close_where(&self, is_over: impl Fn(&Watch) -> bool) {
        let numbered = self.numbered();
        let over = numbered.watches.values().filter(|watch| is_over(watch));
        over.for_each(|watch| watch.close());
    }
}
