//! `If-Match` and `If-None-Match`.

use crate::codes::changed_meanwhile;
use crate::{Refusal, Tag};
use axum::http::HeaderMap;
use axum::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use samverk_foundation::Problem;

/// What the request demands of the state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions {
    if_match: Option<Vec<String>>,
    if_none_match: Option<Vec<String>>,
}

impl Conditions {
    pub fn of(headers: &HeaderMap) -> Self {
        Self {
            if_match: tags(headers, IF_MATCH),
            if_none_match: tags(headers, IF_NONE_MATCH),
        }
    }

    /// Whether the reader already has what stands. Weak tags count too, as a proxy may weaken ours.
    pub fn already_has(&self, tag: &Tag) -> bool {
        let known = self.if_none_match.iter().flatten();
        let mut known = known.map(|known| known.trim_start_matches("W/"));
        known.any(|known| known == "*" || known == tag.as_str())
    }

    /// Whether a write may go on over `current`, which is none when there is nothing yet.
    /// Fails with `precondition_required` (428), `changed_meanwhile` (412), or with
    /// `if_match_unquoted` (400) or `if_match_weak` (412) when no state could ever fit.
    pub fn allow_write(&self, current: Option<&Tag>) -> Result<(), Refusal> {
        let stands_in_the_way = current.is_some_and(|tag| self.already_has(tag));
        let fits = |tags: &[String]| {
            let fits = |tag: &Tag| tags.iter().any(|seen| seen == "*" || seen == tag.as_str());
            current.is_some_and(fits)
        };
        match (&self.if_match, current) {
            _ if stands_in_the_way => Err(changed_meanwhile().into()),
            (Some(tags), _) if fits(tags) => Ok(()),
            (Some(tags), _) => Err(not_fitting(tags).into()),
            (None, None) => Ok(()),
            (None, Some(_)) => Err(Problem::invalid("precondition_required").into()),
        }
    }
}

/// Why no tag fits: somebody saved meanwhile, unless one is written so that it never could.
fn not_fitting(tags: &[String]) -> Problem {
    let is_quoted = |tag: &str| tag.len() > 1 && tag.starts_with('"') && tag.ends_with('"');
    for tag in tags {
        let problem = match tag.strip_prefix("W/") {
            Some(strong) if is_quoted(strong) => Problem::conflict("if_match_weak"),
            None if is_quoted(tag) || tag == "*" => continue,
            _ => Problem::invalid("if_match_unquoted"),
        };
        return problem.with("value", tag);
    }
    changed_meanwhile()
}

fn tags(headers: &HeaderMap, name: HeaderName) -> Option<Vec<String>> {
    if !headers.contains_key(&name) {
        return None;
    }
    let values = headers.get_all(name).iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    let tags = texts.flat_map(|text| text.split(','));
    Some(tags.map(|tag| tag.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(name: HeaderName, value: &str) -> Conditions {
        let value = HeaderValue::from_str(value).unwrap();
        Conditions::of(&HeaderMap::from_iter([(name, value)]))
    }

    fn code(result: Result<(), Refusal>) -> &'static str {
        result.map_or_else(|refusal| refusal.first().code, |()| "ok")
    }

    #[test]
    fn a_write_names_what_it_writes_over() {
        let (old, now) = (Tag::of(&1), Tag::of(&2));
        let unconditional = Conditions::default();
        assert_eq!(code(unconditional.allow_write(None)), "ok");
        assert_eq!(
            code(unconditional.allow_write(Some(&now))),
            "precondition_required"
        );
        let seen = asked(IF_MATCH, &format!("{}, {}", now.as_str(), "\"x\""));
        assert_eq!(code(seen.allow_write(Some(&now))), "ok");
        assert_eq!(code(seen.allow_write(Some(&old))), "changed_meanwhile");
        assert_eq!(code(seen.allow_write(None)), "changed_meanwhile");
        let weak = asked(IF_MATCH, &format!("W/{}", now.as_str()));
        assert_eq!(code(weak.allow_write(Some(&now))), "if_match_weak");
        for unquoted in [now.as_str().trim_matches('"'), "W/x", "", "\""] {
            let asked = asked(IF_MATCH, unquoted);
            assert_eq!(code(asked.allow_write(Some(&now))), "if_match_unquoted");
        }
        let both = asked(IF_MATCH, &format!("W/\"x\", {}", now.as_str()));
        assert_eq!(code(both.allow_write(Some(&now))), "ok");
        assert_eq!(code(asked(IF_MATCH, "*").allow_write(Some(&now))), "ok");
        let new_only = asked(IF_NONE_MATCH, "*");
        assert_eq!(code(new_only.allow_write(None)), "ok");
        assert_eq!(code(new_only.allow_write(Some(&now))), "changed_meanwhile");
    }

    #[test]
    fn a_reader_with_the_tag_needs_nothing() {
        let now = Tag::of(&2);
        let weak = format!("W/{}", now.as_str());
        assert!(asked(IF_NONE_MATCH, &weak).already_has(&now));
        assert!(!asked(IF_NONE_MATCH, "\"other\"").already_has(&now));
    }
}
