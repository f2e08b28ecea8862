//! A guide's Markdown as HTML. Whatever HTML stands in it is shown as it was written.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

/// What the first line says, which is the heading of the page.
pub fn title(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches('#').trim()
}

/// The rest. Names of other guides' files and addresses in code become links below `place`.
pub fn body(text: &str, place: &str) -> String {
    let after_title = Parser::new(text)
        .skip_while(|event| *event != Event::End(TagEnd::Heading(HeadingLevel::H1)))
        .skip(1);
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, after_title.flat_map(|event| shown(event, place)));
    html
}

fn shown<'a>(event: Event<'a>, place: &str) -> Vec<Event<'a>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
        Event::Code(address) if address.starts_with('/') => vec![
            Event::Start(link(address.clone())),
            Event::Text(address),
            Event::End(TagEnd::Link),
        ],
        Event::Start(Tag::Link { dest_url, .. }) => {
            let guide = dest_url.strip_suffix(".md");
            let address = guide.map(|guide| format!("{place}/{guide}").into());
            vec![Event::Start(link(address.unwrap_or(dest_url)))]
        }
        Event::Start(Tag::Heading { level, .. }) => vec![Event::Start(heading(level))],
        other => vec![other],
    }
}

fn heading<'a>(level: HeadingLevel) -> Tag<'a> {
    let size = match level {
        HeadingLevel::H1 | HeadingLevel::H2 => "sm",
        _ => "xs",
    };
    Tag::Heading {
        level,
        id: None,
        classes: vec!["ds-heading".into()],
        attrs: vec![("data-size".into(), Some(size.into()))],
    }
}

fn link(address: CowStr<'_>) -> Tag<'_> {
    Tag::Link {
        link_type: LinkType::Inline,
        dest_url: address,
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_is_a_title_and_the_rest() {
        let text = "# Guide\n\n## Först\n\nSe [den andra](lasare.md) och `/om`.\n";
        assert_eq!(title(text), "Guide");
        let html = body(text, "/hjalp");
        assert!(!html.contains("Guide"), "{html}");
        assert!(
            html.contains(r#"<h2 class="ds-heading" data-size="sm">Först</h2>"#),
            "{html}"
        );
        assert!(
            html.contains(r#"<a href="/hjalp/lasare">den andra</a>"#),
            "{html}"
        );
        assert!(html.contains(r#"<a href="/om">/om</a>"#), "{html}");
    }

    #[test]
    fn html_is_shown_as_it_was_written() {
        let html = body("# G\n\n<script>x</script>\n\ntext <b onclick=y>fet</b>", "");
        assert!(!html.contains("<script") && !html.contains("<b"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }
}
