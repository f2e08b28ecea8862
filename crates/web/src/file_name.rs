//! What a file is called when it is saved: what it holds, after the address where it was found.

use crate::PageResult;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use samverk_foundation::Key;
use std::fmt::{Display, Write};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folders of addresses that say nothing when a name follows.
const SILENT: [&str; 2] = ["samverkan", "aktorer"];

/// What a page knows of the name of its file; the address knows the rest.
#[derive(Clone, Debug)]
pub(crate) struct SavedAs {
    pub table: String,
    pub about: Vec<String>,
    pub ending: &'static str,
}

/// `aneby-fordelning-2027.xlsx`: of each two parts that say the same, the longer one. Letters beyond
/// a–z are written as keys have them.
pub fn file_name<'p>(parts: impl IntoIterator<Item = &'p str>, ending: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let part = Key::from_name(part).to_string();
        let begins = |longer: &str, shorter: &str| longer.starts_with(shorter);
        let is_said = |said: &String| *said == part || begins(said, &format!("{part}-"));
        if kept.iter().any(is_said) {
            continue;
        }
        if kept.last().is_some_and(|last| begins(&part, last)) {
            kept.pop();
        }
        kept.push(part);
    }
    format!("{}.{ending}", kept.join("-"))
}

/// The header that tells a browser what to call a file (RFC 6266).
pub fn content_disposition(how: &str, name: &str) -> String {
    let (plain, whole) = (ascii_name(name), path_name(name));
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// The name in letters that the oldest programs read: `Arsplan.pdf` for `Årsplan.pdf`.
fn ascii_name(name: &str) -> String {
    let plain = name.nfd().filter(|c| !is_combining_mark(*c));
    let plain = plain.map(|c| match c {
        '"' | '\\' | '%' => '_',
        ' '..='~' => c,
        _ => '_',
    });
    plain.collect()
}

/// The name as a part of an address, and in a header as RFC 5987 has it.
pub fn path_name(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                written.push(char::from(byte));
            }
            // Writing to a text never fails.
            _ => write!(written, "%{byte:02X}").unwrap_or_default(),
        }
    }
    written
}

/// Tells also what the address does not, such as the year: part of the name when it lacks it.
pub fn saved_also_as(file: PageResult, about: &[&dyn Display]) -> PageResult {
    let mut file = file?;
    if let Some(saved) = file.extensions_mut().get_mut::<SavedAs>() {
        let about = about.iter().map(ToString::to_string);
        saved.about.extend(
            about
                .filter(|word| !word.is_empty())
                .map(|word| Key::from_name(&word).to_string()),
        );
    }
    Ok(file)
}

/// Names each table that is saved as a file after the page where it stands.
pub(crate) async fn name_files(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if let Some(saved) = response.extensions_mut().remove::<SavedAs>() {
        let name = content_disposition("attachment", &name_of(&path, &saved));
        if let Ok(name) = HeaderValue::try_from(name) {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
    }
    response
}

fn name_of(path: &str, saved: &SavedAs) -> String {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.first().is_some_and(|first| SILENT.contains(first)) {
        parts.remove(0);
    }
    let told = |word: &&str| {
        !parts
            .iter()
            .any(|part| part.split('-').any(|one| one == *word))
    };
    let about: Vec<&str> = saved
        .about
        .iter()
        .map(String::as_str)
        .filter(told)
        .collect();
    let all = parts.into_iter().chain(about).chain([saved.table.as_str()]);
    file_name(all, saved.ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_for_collaboration_what_and_year() {
        let name = |path: &str, about: &[&str], table: &str| {
            let saved = SavedAs {
                table: table.to_owned(),
                about: about.iter().map(|word| (*word).to_owned()).collect(),
                ending: "xlsx",
            };
            name_of(path, &saved)
        };
        for (path, about, table, expected) in [
            (
                "/samverkan/aneby/fordelning/2027",
                &["2027"][..],
                "fordelning",
                "aneby-fordelning-2027",
            ),
            (
                "/samverkan/aneby/fordelning/fordelning-2027",
                &[],
                "delar",
                "aneby-fordelning-2027-delar",
            ),
            (
                "/samverkan/aneby/fordelning/ny-nyckel",
                &["2027"],
                "fordelning",
                "aneby-fordelning-ny-nyckel-2027",
            ),
            (
                "/samverkan/aneby/fordelning",
                &[],
                "fordelningar",
                "aneby-fordelningar",
            ),
            (
                "/samverkan/aneby/budget/2027",
                &[],
                "budget",
                "aneby-budget-2027",
            ),
            (
                "/aktorer/aneby-kommun",
                &[],
                "folkmangd",
                "aneby-kommun-folkmangd",
            ),
            ("/aktorer", &[], "aktorer", "aktorer"),
            ("/", &[], "nivaer", "nivaer"),
            ("/samverkan/%C3%A5%22x", &[], "nivaer", "c3-a5-22x-nivaer"),
        ] {
            assert_eq!(
                name(path, about, table),
                format!("{expected}.xlsx"),
                "{path}"
            );
        }
    }

    #[test]
    fn the_header_is_plain_letters_only() {
        let name = file_name(["Jönköping", "Fördelning\r\n\"2027\""], "csv");
        let header = content_disposition("inline", &name);
        assert_eq!(
            header,
            "inline; filename=\"jonkoping-fordelning-2027.csv\"; \
             filename*=UTF-8''jonkoping-fordelning-2027.csv"
        );
    }

    #[test]
    fn a_name_of_any_letters_is_said_in_plain_ones_and_whole() {
        let header = content_disposition("attachment", "Årsplan \"ö\" %.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"Arsplan _o_ _.pdf\"; \
             filename*=UTF-8''%C3%85rsplan%20%22%C3%B6%22%20%25.pdf"
        );
    }
}
