/// Where to go after signing in: a page of our own, or the start page, where the person's
/// own collaborations come first. Browsers drop tabs and line breaks and read `\` as `/`, so those
/// are refused too.
pub fn local_target(path: &str) -> &str {
    let is_plain = path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let is_local = path.starts_with('/') && !path.starts_with("//");
    if is_plain && is_local { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local_target;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for own in ["/", "/samverkan/jonkoping?year=2021#andelar"] {
            assert_eq!(local_target(own), own);
        }
        let foreign = [
            "",
            "https://exempel.se",
            "//exempel.se",
            "/\\exempel.se",
            "/\t/exempel.se",
            "javascript:alert(1)",
            "/a\r\nset-cookie: b",
        ];
        for wrong in foreign {
            assert_eq!(local_target(wrong), "/", "{wrong}");
        }
    }
}
