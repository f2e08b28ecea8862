use crate::letter::Delivery;
use askama::Template;
use samverk_web::{PageResult, Ui};

/// Says that a link is on its way, or shows it in demo mode.
#[derive(Template)]
#[template(path = "link_sent.html")]
pub struct LinkSentPage {
    pub ui: Ui,
    pub heading: String,
    pub lead: String,
    /// In demo mode.
    pub link: Option<String>,
    /// Where to go on, and its words.
    pub onward: (String, String),
}

impl LinkSentPage {
    pub fn new(ui: Ui, lead: String, delivery: Option<Delivery>, onward: (String, String)) -> Self {
        let link = match delivery {
            Some(Delivery::Shown(address)) => Some(address),
            Some(Delivery::Mailed) | None => None,
        };
        Self {
            heading: ui.t("link-sent-heading"),
            ui,
            lead,
            link,
            onward,
        }
    }

    pub fn show(&self) -> PageResult {
        self.ui.page(self)
    }
}
