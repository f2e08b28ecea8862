use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;

/// How long an attempt counts.
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// How long an address counts as one where somebody signs in.
pub const KNOWN_ADDRESS: TimeDelta = TimeDelta::days(30);

/// What is attempted; each kind is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptKind {
    SignIn,
    Reset,
    /// A way out to an identity provider. Nobody is known yet: only the address counts.
    ProviderStart,
    /// An answer of an identity provider, counted by its state.
    ProviderAnswer,
    /// Somebody asks a registry for a document, counted by the registry.
    DocumentRequest,
}

impl AttemptKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Reset => "reset",
            Self::ProviderStart => "provider_start",
            Self::ProviderAnswer => "provider_answer",
            Self::DocumentRequest => "document_request",
        }
    }

    pub fn limit_per_email(self) -> usize {
        match self {
            Self::SignIn | Self::Reset | Self::ProviderStart | Self::ProviderAnswer => 5,
            Self::DocumentRequest => 60,
        }
    }

    /// Many people start from one office; what fails is counted more strictly.
    pub fn limit_per_address(self) -> usize {
        match self {
            Self::SignIn | Self::Reset | Self::ProviderAnswer => 20,
            Self::ProviderStart => 200,
            Self::DocumentRequest => 10,
        }
    }
}

/// Whole minutes until the next attempt is allowed, or nothing when it is allowed now.
/// `attempts` are those that count, the newest first.
pub fn minutes_to_wait(
    attempts: &[DateTime<Utc>],
    limit: usize,
    now: DateTime<Utc>,
) -> Option<i64> {
    let oldest_in_the_way = attempts.get(limit.checked_sub(1)?)?;
    let wait = *oldest_in_the_way + WINDOW - now;
    (wait > TimeDelta::zero()).then(|| (wait.num_seconds() + 59) / 60)
}

/// What an address is counted as: a household or office has a whole /64 of IPv6.
pub fn address_subject(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_ends_when_enough_attempts_are_old() {
        let start = DateTime::UNIX_EPOCH;
        let minute = |number| start + TimeDelta::minutes(number);
        let attempts: Vec<_> = [4, 3, 2, 1, 0].map(minute).into();
        assert_eq!(minutes_to_wait(&attempts, 5, minute(5)), Some(10));
        assert_eq!(minutes_to_wait(&attempts[..4], 5, minute(5)), None);
        assert_eq!(
            minutes_to_wait(&attempts, 5, minute(15) - TimeDelta::seconds(1)),
            Some(1)
        );
        assert_eq!(minutes_to_wait(&attempts, 5, minute(15)), None);
    }

    #[test]
    fn neighbours_in_a_network_count_as_one() {
        let subject = |text: &str| address_subject(text.parse().unwrap());
        assert_eq!(subject("2001:db8:1:2::5"), subject("2001:db8:1:2:ffff::1"));
        assert_ne!(subject("2001:db8:1:2::5"), subject("2001:db8:1:3::5"));
        assert_eq!(subject("::ffff:192.0.2.1"), subject("192.0.2.1"));
    }
}
