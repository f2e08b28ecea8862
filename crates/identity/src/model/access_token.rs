use super::{SEEN_STEP, Token};
use chrono::{DateTime, TimeDelta, Utc};
use samverk_foundation::{
    CollaborationId, PersonId, Problem, TokenAccess, TokenScope, swedish_day,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How long a token lasts at most.
pub const ACCESS_TOKEN_MAX: TimeDelta = TimeDelta::days(365);

/// What every token begins with, so that one that is left lying somewhere is recognised.
const PREFIX: &str = "samverk_";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessTokenId(pub Uuid);

/// Lets a program act for a person. The token's own text is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub id: AccessTokenId,
    pub person: PersonId,
    /// What the person calls it.
    pub name: String,
    pub access: TokenAccess,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl AccessToken {
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        now >= self.expires_at
    }

    /// Fails with `token_revoked`, `token_expired`: 401.
    pub fn require_valid(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        match self {
            Self {
                revoked_at: Some(_),
                ..
            } => Err(token_problem("token_revoked")),
            _ if self.is_expired(now) => Err(token_problem("token_expired")),
            _ => Ok(()),
        }
    }

    pub fn should_be_noted(&self, now: DateTime<Utc>) -> bool {
        self.last_used_at.is_none_or(|last| now >= last + SEEN_STEP)
    }
}

/// A token that is not what it should be: 401.
pub fn token_problem(code: &'static str) -> Problem {
    Problem {
        code,
        ..Problem::sign_in_needed()
    }
}

/// What a program sends: `samverk_` and the token.
pub fn access_token_text(token: &Token) -> String {
    format!("{PREFIX}{}", token.text())
}

pub fn parse_access_token(text: &str) -> Option<Token> {
    Token::parse(text.strip_prefix(PREFIX)?)
}

/// What a new token is to be.
#[derive(Clone, Debug)]
pub struct TokenWish {
    pub name: String,
    pub scopes: BTreeSet<TokenScope>,
    /// Only this collaboration, and its name; otherwise everything the person may.
    pub only: Option<(CollaborationId, String)>,
    pub expires_at: DateTime<Utc>,
}

impl TokenWish {
    /// Fails with `field_missing` (field `scopes`), `token_end_invalid` (field `last_day`).
    pub fn check(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        if self.scopes.is_empty() {
            return Err(Problem::invalid("field_missing").at_field("scopes"));
        }
        let validity = self.expires_at - now;
        if validity <= TimeDelta::zero() || validity > ACCESS_TOKEN_MAX {
            let last_day = swedish_day(now + ACCESS_TOKEN_MAX) - TimeDelta::days(1);
            return Err(Problem::invalid("token_end_invalid")
                .with("first", swedish_day(now))
                .with("last", last_day)
                .at_field("last_day"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn code(result: Result<(), Problem>) -> Option<&'static str> {
        result.err().map(|problem| problem.code)
    }

    fn token() -> AccessToken {
        AccessToken {
            id: AccessTokenId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            name: "Nattlig hämtning".to_owned(),
            access: TokenAccess::of([TokenScope::new("goals:read")]),
            created_at: START,
            expires_at: START + TimeDelta::days(2),
            last_used_at: None,
            revoked_at: None,
        }
    }

    #[test]
    fn a_token_ends_at_its_moment_or_when_it_is_revoked() {
        let token = token();
        let end = token.expires_at;
        assert_eq!(code(token.require_valid(end - TimeDelta::seconds(1))), None);
        assert_eq!(code(token.require_valid(end)), Some("token_expired"));
        let revoked = AccessToken {
            revoked_at: Some(START),
            ..token
        };
        assert_eq!(code(revoked.require_valid(START)), Some("token_revoked"));
    }

    #[test]
    fn a_token_lasts_a_year_at_most_and_may_do_something() {
        let wish = |validity| TokenWish {
            name: "Nattlig hämtning".to_owned(),
            scopes: BTreeSet::from([TokenScope::new("goals:read")]),
            only: None,
            expires_at: START + validity,
        };
        assert_eq!(code(wish(ACCESS_TOKEN_MAX).check(START)), None);
        for validity in [ACCESS_TOKEN_MAX + TimeDelta::seconds(1), TimeDelta::zero()] {
            let refused = code(wish(validity).check(START));
            assert_eq!(refused, Some("token_end_invalid"), "{validity}");
        }
        let mut nothing = wish(TimeDelta::days(1));
        nothing.scopes.clear();
        assert_eq!(code(nothing.check(START)), Some("field_missing"));
    }

    #[test]
    fn a_token_is_recognised_by_how_it_begins() {
        let token = Token::new([9; 32]);
        let text = access_token_text(&token);
        assert!(text.starts_with("samverk_CQkJ"), "{text}");
        assert!(parse_access_token(&text) == Some(token.clone()));
        assert!(parse_access_token(&token.text()).is_none());
    }
}
