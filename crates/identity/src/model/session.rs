use chrono::{DateTime, TimeDelta, Utc};
use samverk_foundation::{PersonId, SessionId};

/// How long a session may be left unused.
pub const IDLE_MAX: TimeDelta = TimeDelta::hours(12);
/// How long a session lasts at most.
pub const SESSION_MAX: TimeDelta = TimeDelta::days(30);
/// How often a session's use is written down.
pub const SEEN_STEP: TimeDelta = TimeDelta::minutes(5);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub user_agent: String,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Session {
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at && now < self.last_seen_at + IDLE_MAX
    }

    pub fn should_be_seen(&self, now: DateTime<Utc>) -> bool {
        now >= self.last_seen_at + SEEN_STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_session_ends_when_idle_old_or_revoked() {
        let start = DateTime::UNIX_EPOCH;
        let session = Session {
            id: SessionId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            created_at: start,
            last_seen_at: start,
            expires_at: start + SESSION_MAX,
            user_agent: String::new(),
            revoked_at: None,
        };
        assert!(session.is_open(start + IDLE_MAX - TimeDelta::seconds(1)));
        assert!(!session.is_open(start + IDLE_MAX));
        let used = Session {
            last_seen_at: start + SESSION_MAX,
            ..session.clone()
        };
        assert!(!used.is_open(start + SESSION_MAX));
        let revoked = Session {
            revoked_at: Some(start),
            ..session
        };
        assert!(!revoked.is_open(start));
    }
}
