//! What the list of letters leads to, and with what a new template begins.

use super::kind::{LETTER, LetterSort};
use super::template::{LETTER_TEMPLATE, LetterTemplate};
use samverk_database::Tx;
use samverk_fields::{Filled, Name, Prose, Record};
use samverk_foundation::Problem;
use samverk_kept::{Beside, Ground, Kept, Later};
use samverk_web::Ui;

/// The templates, and a new letter of each.
pub(super) fn beside_letters<'a>(
    tx: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let mut actions = Vec::new();
        if at.roles().any(LETTER.writers.by()) {
            for template in LETTER_TEMPLATE.bare(tx, at).await? {
                let href = at.href(&format!(
                    "/avtalsmallar/{}/ny-avsiktsforklaring",
                    template.key
                ));
                actions.push((
                    href,
                    ui.t1("letter-from-template", "name", &*template.title),
                ));
            }
        }
        actions.push((at.href("/avtalsmallar"), ui.t("letter-templates")));
        Ok(Beside {
            actions,
            ..Beside::default()
        })
    })
}

const BEGINNING: &str = "\
# Avsiktsförklaring

{parter} avser att samverka om {initiativ} inom {samverkan}.

## Vad vi vill

- Beskriv vad parterna vill uppnå tillsammans.

## Hur vi arbetar

- Beskriv hur arbetet leds och vem som gör vad fram till nästa beslut.

## Kostnader

Beskriv hur kostnaderna bärs. Avsiktsförklaringen är inte bindande i andra delar än de som sägs här.

## Giltighet

Avsiktsförklaringen gäller när parterna har beslutat om den och undertecknat den. Beslut lämnas senast {svara_senast}.
";

pub(super) fn begin_template<'a>(
    _: &'a Tx,
    _: &'a dyn Ground,
) -> Later<'a, Result<Record, Problem>> {
    Box::pin(async move {
        let template = LetterTemplate {
            title: Filled(Name::from("")),
            sort: LetterSort::Intent,
            text: Prose::from(BEGINNING.trim_end()),
        };
        Ok(template.write())
    })
}
