//! What is known of a version's safety. Nothing is clean until a scanner has said so.

/// What a scanner has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    NotScanned(Why),
    Clean,
    /// The name of what was found.
    Infected(String),
}

/// Why nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The installation has no scanner.
    NoScanner,
    /// The scanner did not answer, or broke off.
    Away,
    /// It did not answer in time.
    Slow,
    /// It does not take files of that size.
    TooLarge,
}

impl Why {
    const ALL: [Self; 4] = [Self::NoScanner, Self::Away, Self::Slow, Self::TooLarge];

    pub fn code(self) -> &'static str {
        match self {
            Self::NoScanner => "no_scanner",
            Self::Away => "away",
            Self::Slow => "slow",
            Self::TooLarge => "too_large",
        }
    }

    /// Whether another attempt may say more.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Away | Self::Slow)
    }
}

impl State {
    /// The code, and what belongs to it.
    pub fn written(&self) -> (&'static str, &str) {
        match self {
            Self::NotScanned(why) => ("not_scanned", why.code()),
            Self::Clean => ("clean", ""),
            Self::Infected(found) => ("infected", found),
        }
    }

    /// What is written in no way that is known is not clean.
    pub fn read(code: &str, about: &str) -> Self {
        let why = Why::ALL.into_iter().find(|why| why.code() == about);
        match code {
            "clean" => Self::Clean,
            "infected" => Self::Infected(about.to_owned()),
            _ => Self::NotScanned(why.unwrap_or(Why::NoScanner)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_it_was_written_and_nothing_is_clean_by_itself() {
        let found = State::Infected("Eicar-Test".to_owned());
        let why = Why::ALL.map(State::NotScanned);
        for state in why.into_iter().chain([State::Clean, found]) {
            let (code, about) = state.written();
            assert_eq!(State::read(code, about), state);
        }
        let unknown = State::read("", "");
        assert_eq!(unknown, State::NotScanned(Why::NoScanner));
    }
}
