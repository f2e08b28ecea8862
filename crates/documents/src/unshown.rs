//! Where a document holds characters that its fonts cannot show, for whoever made it.

use crate::fonts;
use serde_json::Value;

/// More places than this tell nothing new.
const MOST: usize = 20;
/// How much of the text on each side tells the place.
const AROUND: usize = 24;

/// One line for each character and text: `U+1F600: ”… klart � till våren …”`.
pub(crate) fn places(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(data, &mut found);
    found.truncate(MOST);
    found
}

fn look(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            for sign in fonts::unshown(text) {
                let line = format!("U+{:04X}: ”{}”", u32::from(sign), around(text, sign));
                if !found.contains(&line) {
                    found.push(line);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| look(value, found)),
        Value::Object(fields) => {
            let texts = fields.iter().filter(|(name, _)| *name != "svg");
            texts.for_each(|(_, value)| look(value, found));
        }
        _ => {}
    }
}

/// The words about the character.
fn around(text: &str, sign: char) -> String {
    let at = text.find(sign).unwrap_or(0);
    let (before, after) = text.split_at(at);
    let kept: Vec<char> = before.chars().rev().take(AROUND).collect();
    let cut = |whole: usize| if whole > AROUND { "…" } else { "" };
    format!(
        "{}{}{}{}",
        cut(before.chars().count()),
        kept.into_iter().rev().collect::<String>(),
        after.chars().take(AROUND).collect::<String>(),
        cut(after.chars().count())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_place_is_told_once() {
        let data = json!({
            "title": "Allt ✓ klart",
            "areas": [{ "purpose": "Vi vill att det som är klart 😀 ska synas före sommaren" }],
            "again": "Vi vill att det som är klart 😀 ska synas före sommaren",
            "svg": "😀",
        });
        assert_eq!(
            places(&data),
            ["U+1F600: ”…ll att det som är klart 😀 ska synas före sommare…”"]
        );
    }
}
