use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Stockholm;
use std::sync::Mutex;
use uuid::{Builder, Uuid};

/// Where time, ids and randomness come from. Nothing else may ask the machine for them.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
    /// A new UUIDv7: ordered by time, unique over several processes.
    fn new_id(&self) -> Uuid;
    /// 32 unpredictable bytes, for session ids and links.
    fn secret(&self) -> [u8; 32];

    /// Today's date in Sweden: a last day ends at midnight there.
    fn today(&self) -> NaiveDate {
        swedish_day(self.now())
    }
}

/// The day of a moment by Swedish clocks.
pub fn swedish_day(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Stockholm).date_naive()
}

/// The machine's own clock and random source.
#[derive(Default)]
pub struct SystemClock;

#[allow(
    clippy::disallowed_methods,
    reason = "this is the one place that asks the machine"
)]
impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    #[allow(
        clippy::expect_used,
        reason = "without randomness no session is safe: stop"
    )]
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
}

/// A clock that tests set and move. Ids and secrets count upwards, so snapshots are stable.
pub struct TestClock {
    state: Mutex<(DateTime<Utc>, u64)>,
}

impl TestClock {
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            state: Mutex::new((now, 0)),
        }
    }

    pub fn advance(&self, step: TimeDelta) {
        self.locked().0 += step;
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, (DateTime<Utc>, u64)> {
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn count(&self) -> u64 {
        let mut state = self.locked();
        state.1 += 1;
        state.1
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        self.locked().0
    }

    fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        let mut counter = [0; 10];
        counter[2..].copy_from_slice(&self.count().to_be_bytes());
        Builder::from_unix_timestamp_millis(millis, &counter).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&self.count().to_be_bytes());
        bytes
    }
}
