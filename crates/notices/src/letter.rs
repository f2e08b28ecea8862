//! What a letter says, decided when it is sent: as its reader then sees it, and nothing that is done.

mod found;
mod sections;
mod write;

use crate::model::{Sort, Stage};
use crate::{Sources, store};
use chrono::{DateTime, Utc};
use samverk_database::{ClaimedJob, Db, Tx};
use samverk_foundation::{PersonId, Problem};
use samverk_identity::{Mail, find_recipient};
use samverk_web::{AppState, Ui};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use write::Letter;

/// What a job of the kind `notice` asks for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Order {
    /// One notice at once.
    Notice { id: Uuid },
    Summary {
        person: PersonId,
        until: DateTime<Utc>,
        parts: Vec<Part>,
    },
}

/// A sort, and from when it is told.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    #[serde(with = "sort_code")]
    pub sort: Sort,
    pub since: DateTime<Utc>,
}

mod sort_code {
    use super::Sort;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(sort: &Sort, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(sort.code())
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Sort, D::Error> {
        let code = String::deserialize(from)?;
        Sort::from_code(&code).ok_or_else(|| D::Error::custom("a sort nobody knows"))
    }
}

/// A letter that is due, and what is taken care of once it is sent.
pub struct Due {
    pub mail: Mail,
    pub settling: Settling,
}

/// What has been told by a letter.
pub struct Settling {
    person: PersonId,
    tasks: Vec<(String, Stage)>,
    notices: Vec<Uuid>,
}

/// Writes the letter that the job asks for; none when there is nothing to tell any more, which is then settled,
/// or nobody to tell it to.
pub async fn due_letter(
    state: &AppState,
    sources: &Sources,
    job: &ClaimedJob,
) -> Result<Option<Due>, Problem> {
    let order = Order::deserialize(&job.payload).map_err(Problem::internal)?;
    // Composing reads much: nobody else is kept from writing meanwhile.
    let tx = state.db.read().await?;
    let asked = match order {
        Order::Notice { id } => match store::find_notice(&tx, id).await? {
            Some(notice) if !notice.sent => Asked {
                person: notice.person,
                until: tx.now(),
                parts: Vec::new(),
                notices: vec![notice],
            },
            _ => return Ok(None),
        },
        Order::Summary {
            person,
            until,
            parts,
        } => {
            let tells_notices = parts.iter().any(|part| part.sort == Sort::Notices);
            let notices = match tells_notices {
                true => store::unsent_of(&tx, person).await?,
                false => Vec::new(),
            };
            Asked {
                person,
                until,
                parts,
                notices,
            }
        }
    };
    let written = write::letter(&tx, state, sources, asked).await?;
    drop(tx);
    let Some((letter, settling)) = written else {
        return Ok(None);
    };
    match letter {
        Some(letter) => {
            let mail = mail(state, letter, job.id).await?;
            Ok(Some(Due { mail, settling }))
        }
        None => {
            // What is not to be told any more must not stand before what comes after it.
            let tx = state.db.begin("pass_over_notices").await?;
            settle(&tx, &settling).await?;
            tx.commit().await?;
            Ok(None)
        }
    }
}

/// What a letter is to be about.
pub(crate) struct Asked {
    pub person: PersonId,
    pub until: DateTime<Utc>,
    pub parts: Vec<Part>,
    pub notices: Vec<store::Notice>,
}

async fn mail(state: &AppState, letter: Letter, job: Uuid) -> Result<Mail, Problem> {
    let base = &state.settings.base_url;
    let ending = secret(&state.db, letter.person).await?;
    let ending = format!("{base}/epost/avsluta/{ending}");
    let host = base.split("://").nth(1).unwrap_or("samverk");
    Ok(Mail {
        to: letter.to.clone(),
        subject: letter.subject.clone(),
        text: letter.text(base, &ending)?,
        html: Some(letter.html(base, &ending)?),
        ending: Some(ending.clone()),
        id: Some(format!("<{job}@{host}>")),
        calendar: None,
    })
}

/// The secret with which the person ends their letters, made when it is first written.
async fn secret(db: &Db, person: PersonId) -> Result<String, Problem> {
    if let Some(secret) = store::ending_of(&db.read().await?, person).await? {
        return Ok(secret);
    }
    let tx = db.begin("make_ending").await?;
    let secret = samverk_identity::model::Token::new(tx.secret()).text();
    store::insert_ending(&tx, person, &secret).await?;
    tx.commit().await?;
    Ok(secret)
}

/// The letter is sent: what it told is not told again.
pub async fn settle(tx: &Tx, settling: &Settling) -> Result<(), Problem> {
    store::tell_tasks(tx, settling.person, &settling.tasks).await?;
    store::note_sent(tx, &settling.notices).await
}

/// How the next summary would read now, for the person themselves to see.
pub(crate) async fn preview(
    tx: &Tx,
    state: &AppState,
    sources: &Sources,
    person: PersonId,
) -> Result<Option<Letter>, Problem> {
    let week = chrono::TimeDelta::days(7);
    let since = tx.now() - week;
    let parts = Sort::ALL.map(|sort| Part { sort, since });
    let asked = Asked {
        person,
        until: tx.now(),
        parts: parts.to_vec(),
        notices: store::unsent_of(tx, person).await?,
    };
    let letter = write::letter(tx, state, sources, asked).await?;
    Ok(letter.and_then(|(letter, _)| letter))
}

/// The surroundings in which a letter is written.
pub(crate) async fn desk(
    tx: &Tx,
    state: &AppState,
    person: PersonId,
) -> Result<Option<(samverk_identity::Recipient, crate::model::Choices, Ui)>, Problem> {
    let recipient = find_recipient(tx, person, state.settings.demo).await?;
    let Some(recipient) = recipient else {
        return Ok(None);
    };
    let chosen = store::find_choices(tx, person).await?;
    let actor = recipient.actor.clone();
    let ui = Ui::new(state.clone(), chosen.language, actor, "/");
    Ok(Some((recipient, chosen, ui)))
}
