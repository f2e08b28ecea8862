use crate::model::{Kind, Query};
use crate::{Answer, Hit, PAGE_SIZE, Reader, find};
use askama::Template;
use axum::extract::State;
use samverk_web::{AppState, PageResult, Ui, Values};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    ui: Ui,
    /// What was asked for; empty before anybody asked.
    asked: String,
    found: String,
    facets: Vec<Facet>,
    hits: Vec<HitView>,
    /// Number of the first answer on the page.
    first: u64,
    place_in_pages: String,
    previous: Option<String>,
    next: Option<String>,
}

struct Facet {
    href: String,
    label: String,
    current: bool,
}

struct HitView {
    hit: Hit,
    kind: String,
}

/// What was asked for, as it stands in the address.
struct Asked {
    text: String,
    only: Option<Kind>,
    page: u64,
}

impl Asked {
    fn read(values: &Values) -> Self {
        let page = values.optional_integer("sida").ok().flatten();
        Self {
            text: values.text("q").to_owned(),
            only: Kind::from_slug(values.text("typ")),
            page: page.and_then(|page| page.try_into().ok()).unwrap_or(1),
        }
    }

    fn href(&self, only: Option<Kind>, page: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.text);
        if let Some(kind) = only {
            query.append_pair("typ", kind.slug);
        }
        if page > 1 {
            query.append_pair("sida", &page.to_string());
        }
        format!("/sok?{}", query.finish())
    }
}

pub async fn show(State(state): State<AppState>, mut ui: Ui, values: Values) -> PageResult {
    let asked = Asked::read(&values);
    let query = Query::parse(&asked.text)?;
    let answer = match query.is_empty() {
        true => Answer::default(),
        false => {
            let tx = state.db.read().await?;
            let reader = Reader::of(&tx, &ui.actor).await?;
            find(&tx, &query, &reader, asked.only, asked.page).await?
        }
    };
    ui.search_words.clone_from(&asked.text);
    ui.page(&page(ui.clone(), asked, answer))
}

fn page(ui: Ui, asked: Asked, answer: Answer) -> SearchPage {
    let link = |page| asked.href(asked.only, page);
    let (page, pages) = (answer.page, answer.pages());
    let (now, last) = (page.to_string(), pages.to_string());
    SearchPage {
        found: ui.t1("search-found", "count", answer.total),
        facets: facets(&ui, &asked, &answer),
        first: page.saturating_sub(1) * PAGE_SIZE + 1,
        place_in_pages: ui.t_with("search-page", &[("page", &now), ("pages", &last)]),
        previous: (page > 1).then(|| link(page - 1)),
        next: (page < pages).then(|| link(page + 1)),
        hits: answer
            .hits
            .into_iter()
            .map(|hit| HitView {
                kind: kind_word(&ui, hit.kind),
                hit,
            })
            .collect(),
        asked: asked.text,
        ui,
    }
}

pub(super) fn kind_word(ui: &Ui, kind: Kind) -> String {
    ui.kind_name("search-kind-", kind.code)
}

/// All, and each kind that something was found of.
fn facets(ui: &Ui, asked: &Asked, answer: &Answer) -> Vec<Facet> {
    let all: u64 = answer.counts.iter().map(|(_, count)| count).sum();
    let facet = |only: Option<Kind>, word: String, count: u64| Facet {
        href: asked.href(only, 1),
        label: format!("{word} ({count})"),
        current: asked.only == only,
    };
    let of_kind = |(kind, count): &(Kind, u64)| facet(Some(*kind), kind_word(ui, *kind), *count);
    let every = facet(None, ui.t("search-all"), all);
    std::iter::once(every)
        .chain(answer.counts.iter().map(of_kind))
        .collect()
}
