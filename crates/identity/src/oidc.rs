//! Sign-in with identity providers (OpenID Connect): authorization code flow with PKCE and nonce.
//! Several providers stand side by side. What is asked of them blocks, so it runs on its own thread.

mod answer;
mod assertion;
mod discovery;
mod exchange;
mod http;
mod mapping;
mod provider;
mod providers;
mod settings;
mod sign_out;
mod start;
mod verify;

pub use answer::{Answer, Confirmed, Expected};
pub use mapping::{Claimed, ToldRole};
pub use provider::Provider;
pub use providers::Providers;
pub use settings::ProviderFile;
pub use start::Departure;

use samverk_foundation::Problem;
use samverk_web::aside;

/// How much the clocks of a provider and of this machine may differ.
const CLOCK_SKEW: chrono::TimeDelta = chrono::TimeDelta::seconds(60);

/// Runs what waits for a provider, without holding up anybody else.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    aside(work).await?
}

/// The provider does not answer as it should; the reason is for the log.
fn unreachable(name: &str, reason: impl std::fmt::Display) -> Problem {
    with_reason(Problem::conflict("provider_unreachable"), name, reason)
}

/// The answer is not to be trusted. `fault` is one word that the page shows and the log keeps.
fn untrusted(name: &str, fault: &'static str, reason: impl std::fmt::Display) -> Problem {
    let problem = Problem::invalid("provider_answer_invalid").with("fault", fault);
    with_reason(problem, name, reason)
}

fn with_reason(problem: Problem, name: &str, reason: impl std::fmt::Display) -> Problem {
    let mut problem = problem.with("provider", name);
    problem.cause = Some(reason.to_string());
    problem
}

/// An error with everything that stands behind it, for the log.
fn whole(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        behind = cause.source();
    }
    words
}
