use crate::Reader;
use crate::model::{Kind, Piece, Query, mark_words, passage};
use crate::store::{self, Found, Within};
use samverk_database::Tx;
use samverk_foundation::Problem;

pub const PAGE_SIZE: u64 = 20;

/// One page of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub hits: Vec<Hit>,
    /// How many there are of each kind, whatever kind was asked for.
    pub counts: Vec<(Kind, u64)>,
    /// How many there are of the kind that was asked for, or of all.
    pub total: u64,
    /// Which page it is, from 1; never beyond the last.
    pub page: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: Kind,
    pub url: String,
    pub title: Vec<Piece>,
    /// The name of the collaboration, or empty.
    pub place: String,
    pub passage: Vec<Piece>,
    /// Whether only members find it.
    pub members_only: bool,
}

impl Answer {
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(PAGE_SIZE)
    }
}

/// Looks for what the reader may see, in two to four queries. What has all words in its title comes
/// first; then it goes by kind and title. An empty query finds nothing.
pub async fn find(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    only: Option<Kind>,
    page: u64,
) -> Result<Answer, Problem> {
    if query.is_empty() {
        return Ok(Answer::default());
    }
    let counts = store::count_by_kind(tx, query, reader, Within::TitleAndText).await?;
    let mut answer = Answer {
        total: total(&counts, only),
        counts,
        ..Answer::default()
    };
    answer.page = page.clamp(1, answer.pages().max(1));
    let window = ((answer.page - 1) * PAGE_SIZE, PAGE_SIZE);
    answer.hits = hits_in(tx, query, reader, only, window).await?;
    Ok(answer)
}

/// The same, but any stretch of the hits: so many after the first `offset`, and how many there are.
pub async fn find_stretch(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    only: Option<Kind>,
    window: (u64, u64),
) -> Result<(u64, Vec<Hit>), Problem> {
    if query.is_empty() {
        return Ok((0, Vec::new()));
    }
    let counts = store::count_by_kind(tx, query, reader, Within::TitleAndText).await?;
    let hits = hits_in(tx, query, reader, only, window).await?;
    Ok((total(&counts, only), hits))
}

fn total(counts: &[(Kind, u64)], only: Option<Kind>) -> u64 {
    let asked_for = |kind: &Kind| only.is_none_or(|only| only == *kind);
    let counts = counts.iter().filter(|(kind, _)| asked_for(kind));
    counts.map(|(_, count)| count).sum()
}

async fn hits_in(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    only: Option<Kind>,
    window: (u64, u64),
) -> Result<Vec<Hit>, Problem> {
    let found = found_in(tx, query, reader, only, window).await?;
    Ok(found.into_iter().map(|one| hit(query, one)).collect())
}

/// A stretch of what is found. What is found in titles is few and found fast, so the rest is only
/// looked at when it does not fill the stretch.
async fn found_in(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    only: Option<Kind>,
    (offset, limit): (u64, u64),
) -> Result<Vec<Found>, Problem> {
    let window = (offset, limit);
    let mut hits = store::list_hits(tx, query, (reader, Within::Title), only, window).await?;
    let missing = limit.saturating_sub(hits.len() as u64);
    if missing == 0 {
        return Ok(hits);
    }
    let in_titles = match hits.is_empty() && offset > 0 {
        true => {
            let counts = store::count_by_kind(tx, query, reader, Within::Title).await?;
            total(&counts, only)
        }
        false => offset + hits.len() as u64,
    };
    let rest = (offset.saturating_sub(in_titles), missing);
    hits.extend(store::list_hits(tx, query, (reader, Within::TextToo), only, rest).await?);
    Ok(hits)
}

fn hit(query: &Query, found: Found) -> Hit {
    Hit {
        kind: found.kind,
        url: found.url,
        title: mark_words(query, &found.title),
        place: found.place,
        passage: passage(query, &found.text),
        members_only: found.members_only,
    }
}
