//! What is said of a version, in words.

use crate::model::{State, Version, Why};
use samverk_web::{Tone, Ui};

const STEP: u64 = 1024;

/// A version as a page shows it.
pub(super) struct VersionView {
    pub number: i64,
    pub name: String,
    pub size: String,
    pub media_type: String,
    pub at: String,
    /// Empty for strangers, and when nobody is known.
    pub by: String,
    pub state: String,
    pub color: &'static str,
    /// What is known beside the state: why it was not scanned, what was found.
    pub about: String,
    /// Where it is fetched; never what has a virus.
    pub href: Option<String>,
}

pub(super) fn view(ui: &Ui, version: &Version, is_member: bool) -> VersionView {
    let (state, tone, about) = state_words(ui, &version.state);
    VersionView {
        number: version.number,
        name: version.name.clone(),
        size: size_words(version.size),
        media_type: version.media_type.clone(),
        at: ui.time(&version.added_at),
        by: match is_member {
            true => version.added_by_name.clone(),
            false => String::new(),
        },
        state,
        color: tone.color(),
        about,
        href: (!version.is_infected()).then(|| version.href()),
    }
}

/// What a scanner has said, how grave it is, and what is known beside it.
pub fn state_words(ui: &Ui, state: &State) -> (String, Tone, String) {
    match state {
        State::Clean => (ui.t("file-state-clean"), Tone::Good, String::new()),
        State::Infected(found) => {
            let about = ui.t1("file-virus-found", "virus", found);
            (ui.t("file-state-infected"), Tone::Bad, about)
        }
        State::NotScanned(why) => {
            let about = ui.t(match why {
                Why::NoScanner => "file-why-no-scanner",
                Why::Away => "file-why-away",
                Why::Slow => "file-why-slow",
                Why::TooLarge => "file-why-too-large",
            });
            (ui.t("file-state-not-scanned"), Tone::Neutral, about)
        }
    }
}

/// `812 byte`, `14 kB`, `2,4 MB`.
pub fn size_words(bytes: u64) -> String {
    let tenths = |of: u64| (bytes.saturating_mul(10) / of).max(1);
    match bytes {
        0..STEP => format!("{bytes} byte"),
        _ if bytes < STEP * STEP => format!("{} kB", (bytes / STEP).max(1)),
        _ => {
            let tenths = tenths(STEP * STEP);
            format!("{},{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size_words;

    #[test]
    fn a_size_is_told_in_what_people_count() {
        assert_eq!(size_words(812), "812 byte");
        assert_eq!(size_words(14 * 1024 + 700), "14 kB");
        assert_eq!(size_words(2_516_582), "2,3 MB");
        assert_eq!(size_words(104_857_600), "100,0 MB");
    }
}
