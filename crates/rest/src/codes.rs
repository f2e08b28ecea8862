//! The problems that the door itself tells of, with their statuses. A domain's own problems keep
//! the status of their kind.

use samverk_foundation::{Problem, ProblemKind};

/// Code and status of every problem whose status here is not that of its kind.
pub const STATUSES: &[(&str, u16)] = &[
    ("if_match_unquoted", 400),
    ("json_malformed", 400),
    ("parameter_invalid", 400),
    ("token_needed", 401),
    ("token_invalid", 401),
    ("token_expired", 401),
    ("token_revoked", 401),
    ("token_scope_missing", 403),
    ("method_not_allowed", 405),
    ("if_match_weak", 412),
    ("body_too_large", 413),
    ("content_type_unsupported", 415),
    ("content_encoding_unsupported", 415),
    ("range_not_satisfiable", 416),
    ("precondition_required", 428),
    ("timed_out", 503),
];

/// The status of a problem in the API. What somebody changed meanwhile is a condition that does
/// not hold: 412.
pub(crate) fn status(problem: &Problem) -> u16 {
    let own = STATUSES.iter().find(|(code, _)| *code == problem.code);
    match own {
        Some((_, status)) => *status,
        None if problem.code == "changed_meanwhile" => 412,
        None => problem.kind.status(),
    }
}

pub(crate) fn token_needed() -> Problem {
    Problem {
        code: "token_needed",
        ..Problem::sign_in_needed()
    }
}

pub(crate) fn scope_missing(scope: &str) -> Problem {
    let problem = Problem {
        code: "token_scope_missing",
        ..Problem::forbidden()
    };
    problem.with("scope", scope)
}

pub(crate) fn changed_meanwhile() -> Problem {
    Problem::conflict("changed_meanwhile")
}

/// Somebody without sign-in is asked for a token; whoever has one is told that it does not suffice.
pub(crate) fn as_told_to(problem: Problem, is_person: bool) -> Problem {
    match problem.kind {
        ProblemKind::SignInNeeded if is_person => problem.as_forbidden(),
        ProblemKind::SignInNeeded if problem.code == "sign_in_needed" => token_needed(),
        _ => problem,
    }
}
