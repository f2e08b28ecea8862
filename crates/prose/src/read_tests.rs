use super::*;
use crate::Html;
use proptest::prelude::*;

/// The blocks in short: kinds, marks and words.
fn told(text: &str) -> Vec<String> {
    read(text).iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => format!("h{level} {}", words(text)),
        Block::Paragraph { text } => words(text),
        Block::List { items } => format!("- [{}]", inside(items)),
        Block::Numbered { start, items } => format!("{start}. [{}]", inside(items)),
        Block::Table { headings, rows } => {
            let row = |row: &Vec<Vec<Piece>>| {
                row.iter()
                    .map(|cell| words(cell))
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let rows: Vec<_> = std::iter::once(headings).chain(rows).map(row).collect();
            format!("table {}", rows.join(" / "))
        }
        Block::Picture { name, alt } => format!("picture {name}: {alt}"),
    }
}

fn inside(items: &[Vec<Block>]) -> String {
    let item = |item: &Vec<Block>| item.iter().map(block).collect::<Vec<_>>().join(" + ");
    items.iter().map(item).collect::<Vec<_>>().join(", ")
}

fn words(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        piece if piece.is_break => "⏎".to_owned(),
        piece => {
            let strong = if piece.strong { "**" } else { "" };
            let emphasis = if piece.emphasis { "_" } else { "" };
            let to = if piece.to.is_empty() {
                String::new()
            } else {
                format!("→{}", piece.to)
            };
            format!("{strong}{emphasis}{}{emphasis}{strong}{to}", piece.text)
        }
    };
    pieces.iter().map(piece).collect()
}

#[test]
fn what_people_have_always_written_is_read_as_before() {
    let text =
        "Först.\nRad två.\n\n1. ett\n2. två\n\n- a\n- b\n\n• rund\n• mark\n\nSlut 2021. Klart.";
    assert_eq!(
        told(text),
        [
            "Först.⏎Rad två.",
            "1. [ett, två]",
            "- [a, b, rund, mark]",
            "Slut 2021. Klart."
        ]
    );
    assert_eq!(told(" \n\n"), Vec::<String>::new());
    assert_eq!(
        told("§ 5, e_arkiv_2 & 3*4 <b>"),
        ["§ 5, e_arkiv_2 & 3*4 <b>"]
    );
}

#[test]
fn headings_bold_links_and_tables_are_told_apart() {
    let text = "## Mål\n\nDet är **viktigt** och _nära_, se [planen](https://exempel.se/plan).\n\n\
        | År | Mål |\n|---|---|\n| 2026 | **tio** |\n| 2027 | tolv |\n\n1. ett\n   - inuti\n2. två";
    assert_eq!(
        told(text),
        [
            "h1 Mål",
            "Det är **viktigt** och _nära_, se planen→https://exempel.se/plan.",
            "table År | Mål / 2026 | **tio** / 2027 | tolv",
            "1. [ett + - [inuti], två]",
        ]
    );
}

#[test]
fn no_step_between_headings_is_skipped() {
    let text = "#### Djupt\n\n#### Djupare\n\n# Först\n\n### Sedan";
    assert_eq!(
        told(text),
        ["h1 Djupt", "h2 Djupare", "h1 Först", "h2 Sedan"]
    );
    assert_eq!(told("- # Inuti\n- b"), ["- [**Inuti**, b]"]);
}

#[test]
fn a_picture_stands_by_itself_or_is_its_words() {
    let text = "Före ![Karta\növer *länet*](fil:karta) efter\n\n- ett ![En](fil:en)\n\n# Med ![logga](fil:logga)\n\n\
        | ![cell](fil:cell) |\n|---|\n| b |\n\n![inre ![x](fil:x)](fil:y) ![Ute](https://exempel.se/k.png)";
    assert_eq!(
        told(text),
        [
            "Före ",
            "picture karta: Karta över länet",
            " efter",
            "- [ett  + picture en: En]",
            "h1 Med logga",
            "table cell / b",
            "picture y: inre x",
            " Ute",
        ]
    );
    let blocks = read("![Karta \"ett\"](fil:karta)\n\n![Hemlig <b>](fil:hemlig)");
    let html = Html {
        pictures: &[("karta".to_owned(), "/filer/1/1/karta.png".to_owned())],
        picture: "Bild",
        ..html(&blocks)
    };
    assert_eq!(
        html.to_string(),
        "<p><img class=\"picture\" src=\"/filer/1/1/karta.png\" alt=\"Karta &quot;ett&quot;\"></p>\n\
        <p class=\"picture-words\">Bild: Hemlig &lt;b&gt;</p>\n"
    );
}

fn html(blocks: &[Block]) -> Html<'_> {
    Html {
        blocks,
        under: 2,
        table: "Tabell",
        pictures: &[],
        picture: "",
    }
}

#[test]
fn nothing_leads_or_looks_elsewhere() {
    let text = "[a](javascript:alert(1)) [b](//exempel.se) [c](/samverkan/x) ![En karta](https://exempel.se/k.png)\n\n<script>x</script>";
    assert_eq!(
        told(text),
        ["a b c→/samverkan/x En karta", "<script>x</script>"]
    );
    let blocks = read(text);
    let html = html(&blocks).to_string();
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("javascript"));
    assert!(
        html.contains("<a class=\"ds-link\" href=\"/samverkan/x\">c</a>"),
        "{html}"
    );
}

#[test]
fn html_has_the_same_blocks() {
    let blocks = read("# A & B\n\nEtt **\"två\"**\n\n- x\n\n3. tre\n\n| h |\n|---|\n| c |");
    let html = Html {
        table: "Tabell \"1\"",
        ..html(&blocks)
    }
    .to_string();
    let expected = "<h3 class=\"ds-heading\" data-size=\"xs\">A &amp; B</h3>\n\
        <p>Ett <strong>&quot;två&quot;</strong></p>\n<ul><li>x</li></ul>\n<ol start=\"3\"><li>tre</li></ol>\n\
        <div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabell &quot;1&quot;\">\
        <table class=\"ds-table\"><thead><tr><th scope=\"col\">h</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table></div>\n";
    assert_eq!(html, expected);
}

#[test]
fn a_heading_inside_something_else_is_bold() {
    let block = read("# A _b_").remove(0).without_heading();
    let blocks = [block];
    assert_eq!(
        html(&blocks).to_string(),
        "<p><strong>A </strong><strong><em>b</em></strong></p>\n"
    );
}

#[test]
fn lists_within_lists_end_somewhere() {
    let deep: String = (0..200)
        .map(|depth| format!("{}- x{depth}\n", "  ".repeat(depth)))
        .collect();
    let blocks = read(&deep);
    let json = serde_json::to_string(&blocks).unwrap();
    assert!(json.contains("x199"), "nothing is lost");
    let depth = json.matches("\"kind\":\"list\"").count();
    assert_eq!(depth, DEPTH_MAX);
}

proptest! {
    #[test]
    fn no_word_is_lost_and_no_text_is_markup(words in prop::collection::vec("[a-zåäö]{1,8}", 1..20), marks in prop::collection::vec("[-#*_>|`<\\[\\]() \n.1]{0,4}", 1..20)) {
        let text: String = words.iter().zip(marks.iter().cycle()).map(|(word, mark)| format!("{mark}{word} ")).collect();
        let blocks = read(&text);
        let html = html(&blocks).to_string();
        let tags = ["<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<br>", "<strong>", "</strong>", "<em>", "</em>", "<ol start=", "<h", "</h", "<a class=", "</a>", "<div class=\"table-scroll\"", "</div>", "<table class=", "</table>", "<thead>", "</thead>", "<tbody>", "</tbody>", "<tr>", "</tr>", "<th scope=", "</th>", "<td>", "</td>"];
        for (at, _) in html.match_indices('<') {
            prop_assert!(tags.iter().any(|tag| html[at..].starts_with(tag)), "{html}");
        }
    }
}
