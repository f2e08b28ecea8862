//! Pictures in marked-up texts: files that lie at the thing whose text it is, as its reader sees them.

use crate::{Thing, Ui};
use samverk_database::Tx;
use samverk_foundation::Problem;
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;

const MEGABYTE: u64 = 1024 * 1024;
/// A larger one is for print shops.
pub const PICTURE_BYTES_MAX: u64 = 5 * MEGABYTE;
/// What one document can hold.
pub const PICTURES_BYTES_MAX: u64 = 40 * MEGABYTE;

/// A file that a text may show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file's key: what the text calls it.
    pub name: String,
    pub title: String,
    /// Where it is fetched.
    pub href: String,
    /// The name of its bytes in the store.
    pub bytes: Uuid,
    pub size: u64,
    /// PNG and JPEG, known by the content.
    pub is_drawable: bool,
}

impl Picture {
    fn is_shown(&self) -> bool {
        self.is_drawable && self.size <= PICTURE_BYTES_MAX
    }
}

pub type PicturesFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<Picture>, Problem>> + Send + 'a>>;

/// The files at a thing that its reader may fetch.
pub type FindPictures = for<'a> fn(&'a Tx, &'a Thing) -> PicturesFuture<'a>;

/// What the texts of a page may show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures(Vec<Picture>);

impl Pictures {
    pub fn shown(&self) -> impl Iterator<Item = &Picture> {
        self.0.iter().filter(|picture| picture.is_shown())
    }

    /// Those that the texts show, each once, as many as one document can hold.
    pub fn of_texts(&self, texts: &[&str]) -> Vec<Picture> {
        let mut found: Vec<Picture> = Vec::new();
        let mut size = 0;
        for said in texts.iter().flat_map(|text| samverk_prose::pictures(text)) {
            let is_new = found.iter().all(|picture| picture.name != said.name);
            let picture = self.shown().find(|picture| picture.name == said.name);
            let Some(picture) = picture.filter(|_| is_new) else {
                continue;
            };
            size += picture.size;
            if size <= PICTURES_BYTES_MAX {
                found.push(picture.clone());
            }
        }
        found
    }

    /// Why pictures that the texts name cannot be shown, each once.
    pub fn problems(&self, texts: &[&str]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let said = texts.iter().flat_map(|text| samverk_prose::pictures(text));
        for name in said.map(|one| one.name) {
            let picture = self.0.iter().find(|picture| picture.name == name);
            let problem = match picture {
                None => Problem::invalid("picture_unknown").with("name", name),
                Some(picture) if !picture.is_drawable => {
                    Problem::invalid("picture_type_unknown").with("name", name)
                }
                Some(picture) if !picture.is_shown() => Problem::invalid("picture_too_large")
                    .with("name", name)
                    .with("max", PICTURE_BYTES_MAX / MEGABYTE),
                Some(_) => continue,
            };
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        let together: u64 = self.size_in(texts);
        if together > PICTURES_BYTES_MAX {
            let max = PICTURES_BYTES_MAX / MEGABYTE;
            problems.push(Problem::invalid("pictures_too_large").with("max", max));
        }
        problems
    }

    fn size_in(&self, texts: &[&str]) -> u64 {
        let said = texts.iter().flat_map(|text| samverk_prose::pictures(text));
        let names: std::collections::BTreeSet<String> = said.map(|one| one.name).collect();
        let named = self.shown().filter(|one| names.contains(&one.name));
        named.map(|picture| picture.size).sum()
    }
}

impl Ui {
    /// The files at the thing that its reader may fetch.
    pub async fn find_pictures(&self, tx: &Tx, thing: &Thing) -> Result<Pictures, Problem> {
        match self.state.find_pictures {
            Some(find) => find(tx, thing).await.map(Pictures),
            None => Ok(Pictures::default()),
        }
    }

    /// The texts of the page show the files at the thing. Nothing is asked when they name none.
    pub async fn showing_pictures(
        self,
        tx: &Tx,
        thing: &Thing,
        texts: &[&str],
    ) -> Result<Self, Problem> {
        match texts.iter().any(|text| samverk_prose::has_pictures(text)) {
            true => self.offering_pictures(tx, thing).await,
            false => Ok(self),
        }
    }

    /// The same for a form, which offers them all.
    pub async fn offering_pictures(mut self, tx: &Tx, thing: &Thing) -> Result<Self, Problem> {
        self.pictures = Some(self.find_pictures(tx, thing).await?);
        Ok(self)
    }

    /// Those that a form offers; nothing where its texts have no pictures.
    pub(crate) fn pictures(&self) -> Option<Vec<&Picture>> {
        let pictures = self.pictures.as_ref();
        pictures.map(|pictures| pictures.shown().collect())
    }

    /// Why pictures that the texts name cannot be shown, in words.
    pub fn picture_problems(&self, texts: &[&str]) -> Vec<String> {
        let problems = self.pictures.as_ref().map(|known| known.problems(texts));
        let problems = problems.unwrap_or_default();
        problems.iter().map(|one| self.problem(one)).collect()
    }
}
