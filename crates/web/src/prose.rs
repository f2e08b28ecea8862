//! Texts that people write in a box, marked up or plain: the same reading for all of them.

use crate::Ui;
use samverk_prose::{Block, Html};

impl Ui {
    /// For templates: the chapters of a plan, with headings, lists, bold, links, tables and pictures. `under` is the
    /// level of the heading above. Everything in the text is escaped.
    pub fn marked(&self, text: &str, under: u8) -> String {
        self.drawn(&samverk_prose::read(text), under)
    }

    /// For templates: `{{ ui.prose(text)|safe }}`, for what stands inside something else and so has no headings.
    /// Everything in the text is escaped.
    pub fn prose(&self, text: &str) -> String {
        let blocks = samverk_prose::read(text).into_iter();
        let blocks: Vec<_> = blocks.map(Block::without_heading).collect();
        self.drawn(&blocks, 0)
    }

    fn drawn(&self, blocks: &[Block], under: u8) -> String {
        let (table, picture) = (self.t("prose-table"), self.t("prose-picture"));
        let shown = self.pictures().unwrap_or_default().into_iter();
        let pictures: Vec<_> = shown
            .map(|picture| (picture.name.clone(), picture.href.clone()))
            .collect();
        let html = Html {
            blocks,
            under,
            table: &table,
            pictures: &pictures,
            picture: &picture,
        };
        html.to_string()
    }
}
