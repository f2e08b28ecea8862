//! The words that a document's own content does not bring.

use samverk_foundation::Language;

pub(super) struct Words {
    pub version: &'static str,
    pub status: &'static str,
    pub decision: &'static str,
    pub date: &'static str,
    pub picture: &'static str,
}

const SWEDISH: Words = Words {
    version: "Version",
    status: "Status",
    decision: "Beslut",
    date: "Datum",
    picture: "Bild",
};

const ENGLISH: Words = Words {
    version: "Version",
    status: "Status",
    decision: "Decision",
    date: "Date",
    picture: "Picture",
};

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Sv => &SWEDISH,
            Language::En => &ENGLISH,
        }
    }
}
