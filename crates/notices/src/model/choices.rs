use samverk_foundation::{Language, PersonId, Problem};

/// How often somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    AtOnce,
    Daily,
    Weekly,
    Never,
}

impl Pace {
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Never];

    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    /// Fails with `choice_invalid`.
    pub fn from_code(code: &str) -> Result<Self, Problem> {
        let known = Self::ALL.into_iter().find(|pace| pace.code() == code);
        known.ok_or_else(|| Problem::invalid("choice_invalid").with("value", code))
    }
}

/// What there is to be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// What somebody did that concerns this person: named, handed over, reminded.
    Notices,
    /// What awaits them.
    Tasks,
    /// What happened in what they follow.
    Followed,
    /// What they asked for that took longer than they waited.
    Works,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Notices, Self::Tasks, Self::Followed, Self::Works];

    /// What a notice is of, by the end of its text `letter-why-<why>`.
    pub fn of_notice(why: &str) -> Self {
        match why.starts_with("work-") {
            true => Self::Works,
            false => Self::Notices,
        }
    }

    /// How often it may be told. What was made is there for some days only, so it does not wait for a summary.
    pub fn paces(self) -> &'static [Pace] {
        match self {
            Self::Works => &[Pace::AtOnce, Pace::Never],
            Self::Notices | Self::Tasks | Self::Followed => &Pace::ALL,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Notices => "notices",
            Self::Tasks => "tasks",
            Self::Followed => "followed",
            Self::Works => "works",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

/// What a person has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    pub person: PersonId,
    pub language: Language,
    pub notices: Pace,
    pub tasks: Pace,
    pub followed: Pace,
    pub works: Pace,
    /// 0 for who has chosen nothing.
    pub revision: i64,
}

impl Choices {
    /// What holds for who has chosen nothing: what concerns them at once, the rest on Mondays.
    pub fn of(person: PersonId) -> Self {
        Self {
            person,
            language: Language::default(),
            notices: Pace::AtOnce,
            tasks: Pace::Weekly,
            followed: Pace::Weekly,
            works: Pace::AtOnce,
            revision: 0,
        }
    }

    pub fn pace(&self, sort: Sort) -> Pace {
        match sort {
            Sort::Notices => self.notices,
            Sort::Tasks => self.tasks,
            Sort::Followed => self.followed,
            Sort::Works => self.works,
        }
    }

    /// The same with no letters at all.
    #[must_use]
    pub fn ended(&self) -> Self {
        Self {
            notices: Pace::Never,
            tasks: Pace::Never,
            followed: Pace::Never,
            works: Pace::Never,
            ..self.clone()
        }
    }
}
