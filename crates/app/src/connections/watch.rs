//! What one connection is doing, and since when.

use super::Limits;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Ordered by how readily a connection gives way to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing has been sent.
    Fresh,
    /// Between two requests; the last answer may still be on its way.
    Waiting,
    /// A request has begun but its headers are not all here.
    Headers,
    /// The request is here, but for a body that is waited for.
    Body,
    /// The answer is being made.
    Answering,
}

impl Phase {
    const ALL: [Self; 5] = [
        Self::Fresh,
        Self::Waiting,
        Self::Headers,
        Self::Body,
        Self::Answering,
    ];
}

pub struct Watch {
    pub number: u64,
    began: Instant,
    phase: AtomicU8,
    /// When the phase began, in milliseconds of the connection's life.
    phase_began: AtomicU64,
    /// When something last came in or went out.
    moved: AtomicU64,
    close: Notify,
}

/// At the end, what stands still in the middle of a request is given up after this.
const STILL: Duration = Duration::from_millis(500);

impl Watch {
    pub fn new(number: u64) -> Self {
        Self {
            number,
            began: Instant::now(),
            phase: AtomicU8::new(Phase::Fresh as u8),
            phase_began: AtomicU64::new(0),
            moved: AtomicU64::new(0),
            close: Notify::new(),
        }
    }

    pub fn phase(&self) -> Phase {
        let number = usize::from(self.phase.load(Ordering::Relaxed));
        Phase::ALL.get(number).copied().unwrap_or(Phase::Answering)
    }

    fn enter(&self, phase: Phase) {
        self.phase_began.store(self.age(), Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    fn age(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    pub fn note_received(&self) {
        self.moved.store(self.age(), Ordering::Relaxed);
        if self.phase() <= Phase::Waiting {
            self.enter(Phase::Headers);
        }
    }

    pub fn note_sent(&self) {
        self.moved.store(self.age(), Ordering::Relaxed);
    }

    pub fn begin_answer(&self) {
        self.enter(Phase::Answering);
    }

    pub fn end_answer(&self) {
        self.moved.store(self.age(), Ordering::Relaxed);
        self.enter(Phase::Waiting);
    }

    /// The answer waits for more of the request, or goes on.
    pub fn note_body(&self, is_awaited: bool) {
        match (self.phase(), is_awaited) {
            (Phase::Answering, true) => self.enter(Phase::Body),
            (Phase::Body, false) => self.enter(Phase::Answering),
            _ => {}
        }
    }

    fn since(&self, moment: &AtomicU64) -> Duration {
        Duration::from_millis(self.age().saturating_sub(moment.load(Ordering::Relaxed)))
    }

    /// How long nothing has come in or gone out.
    pub fn still(&self) -> Duration {
        self.since(&self.moved)
    }

    /// Whether its time is over. An answer in the making has its own limit in the router.
    pub fn is_overdue(&self, limits: &Limits) -> bool {
        match self.phase() {
            Phase::Fresh | Phase::Waiting | Phase::Body => self.still() >= limits.idle,
            Phase::Headers => self.since(&self.phase_began) >= limits.header,
            Phase::Answering => false,
        }
    }

    /// Whether it need not be waited for when the process ends.
    pub fn is_half_sent(&self) -> bool {
        match self.phase() {
            Phase::Fresh => true,
            Phase::Headers | Phase::Body => self.still() >= STILL,
            Phase::Waiting | Phase::Answering => false,
        }
    }

    pub fn close(&self) {
        self.close.notify_one();
    }

    pub async fn closed(&self) {
        self.close.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::{Phase, Watch};
    use crate::connections::Limits;
    use std::time::Duration;

    impl Watch {
        fn ages(&mut self, seconds: u64) {
            self.began -= Duration::from_secs(seconds);
        }
    }

    fn limits() -> Limits {
        Limits {
            header: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            ..Limits::default()
        }
    }

    #[test]
    fn headers_have_their_time_however_slowly_they_come() {
        let mut watch = Watch::new(1);
        for _ in 0..10 {
            watch.note_received();
            assert!(!watch.is_overdue(&limits()));
            watch.ages(1);
        }
        assert!(watch.is_overdue(&limits()));
        watch.begin_answer();
        watch.ages(100);
        assert!(!watch.is_overdue(&limits()));
    }

    #[test]
    fn an_answer_that_is_read_slowly_is_not_idle() {
        let mut watch = Watch::new(1);
        watch.note_received();
        watch.begin_answer();
        watch.end_answer();
        for _ in 0..10 {
            watch.ages(59);
            watch.note_sent();
            assert!(!watch.is_overdue(&limits()));
        }
        watch.ages(60);
        assert!(watch.is_overdue(&limits()));
    }

    #[test]
    fn a_body_that_does_not_come_is_half_sent() {
        let mut watch = Watch::new(1);
        assert!(watch.is_half_sent());
        watch.note_received();
        assert_eq!(watch.phase(), Phase::Headers);
        watch.begin_answer();
        watch.note_body(true);
        assert!(!watch.is_half_sent());
        watch.ages(1);
        assert!(watch.is_half_sent());
        watch.note_body(false);
        assert!(!watch.is_half_sent());
    }
}
