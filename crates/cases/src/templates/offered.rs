//! With what documents can begin: the party's own templates in use, and those that ship.

use super::kind::{DOCUMENT_TEMPLATE, DocumentTemplate};
use crate::versions::{Versioned, in_use};
use samverk_database::Tx;
use samverk_foundation::{Key, Language, Problem};
use samverk_kept::{Ground, Held};
use samverk_parties::Owner;

#[derive(Clone, Debug)]
pub struct OfferedTemplate {
    /// The key of the first of its versions, by which processes name it.
    pub family: Key,
    /// The key by which it is chosen: the party's own by its key, one that ships as `samverk:key`.
    pub code: String,
    pub template: DocumentTemplate,
}

impl OfferedTemplate {
    /// Its name and version.
    pub fn name(&self) -> String {
        (DOCUMENT_TEMPLATE.name)(&self.template)
    }

    pub fn called(&self, language: Language) -> &str {
        self.template.called(language)
    }

    pub fn is_own(&self) -> bool {
        !self.code.contains(':')
    }
}

/// The party's own first. One that ships is not offered when the party has its own of the same key.
pub async fn offered_templates(tx: &Tx, owner: &Owner) -> Result<Vec<OfferedTemplate>, Problem> {
    let all = DOCUMENT_TEMPLATE.whole(tx, owner.id()).await?;
    let own = in_use(&all).map(|one| OfferedTemplate {
        family: family(one, &all),
        code: one.key.to_string(),
        template: one.value.clone(),
    });
    let mut offered: Vec<OfferedTemplate> = own.collect();
    for (key, template) in DocumentTemplate::shipped()? {
        if offered.iter().all(|one| one.family != key) {
            offered.push(OfferedTemplate {
                code: format!("samverk:{key}"),
                family: key,
                template,
            });
        }
    }
    Ok(offered)
}

/// The key of the version with which it began.
fn family(one: &Held<DocumentTemplate>, all: &[Held<DocumentTemplate>]) -> Key {
    let mut first = one;
    // No version is passed twice, however they name each other.
    for _ in all {
        let before = all.iter().find(|other| first.replaces() == Some(other.id));
        match before {
            Some(before) => first = before,
            None => break,
        }
    }
    first.key.clone()
}

/// The one that is chosen: by its code, or by the key of its family. Fails with `document_template_unknown`.
pub fn chosen<'o>(
    offered: &'o [OfferedTemplate],
    said: &str,
) -> Result<&'o OfferedTemplate, Problem> {
    let by_code = offered.iter().find(|one| one.code == said);
    let found = by_code.or_else(|| offered.iter().find(|one| one.family.as_str() == said));
    found.ok_or_else(|| {
        let unknown = Problem::invalid("document_template_unknown").with("key", said);
        unknown.at_field("template")
    })
}
