use super::{Account, Token};
use chrono::{DateTime, TimeDelta, Utc};

/// What a link to choose a password was sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    Invitation,
    Reset,
}

impl LinkPurpose {
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Invitation, Self::Reset]
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }

    pub fn validity(self) -> TimeDelta {
        match self {
            Self::Invitation => TimeDelta::days(7),
            Self::Reset => TimeDelta::hours(2),
        }
    }
}

/// A link that lets its holder choose a password once. The token is kept nowhere else.
#[derive(Clone)]
pub struct PasswordLink {
    /// Whose password it is.
    pub account: Account,
    pub purpose: LinkPurpose,
    pub expires_at: DateTime<Utc>,
    pub(crate) token: Token,
}

impl PasswordLink {
    pub fn path(&self) -> String {
        format!("/valj-losenord/{}", self.token.text())
    }

    /// The whole address, under an installation's base address without a slash at the end.
    pub fn address(&self, base_url: &str) -> String {
        format!("{base_url}{}", self.path())
    }
}
