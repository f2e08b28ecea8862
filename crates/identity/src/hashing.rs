//! Argon2id with OWASP's parameters, off the threads that answer requests.

use crate::model::{Password, StoredPassword};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use samverk_foundation::Problem;
use samverk_web::aside;

const MEMORY_KIB: u32 = 19_456;
const ROUNDS: u32 = 2;
const LANES: u32 = 1;
const SALT_LENGTH: usize = 16;

/// Nobody's password: what an unknown person's attempt is compared with, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCE$ISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISE";

/// The salt comes from the clock's secret: `tx.secret()`.
pub async fn hash_password(
    password: Password,
    secret: [u8; 32],
) -> Result<StoredPassword, Problem> {
    let hash = aside(move || {
        let salt = &secret[..SALT_LENGTH];
        let hash: Result<PasswordHash, _> =
            argon2()?.hash_password_with_salt(&password.into_bytes(), salt);
        hash.map(|hash| hash.to_string()).map_err(Problem::internal)
    });
    Ok(StoredPassword(hash.await??))
}

/// Whether the text is the password. Takes as long when there is none to compare with.
pub async fn verify_password(
    text: String,
    stored: Option<StoredPassword>,
) -> Result<bool, Problem> {
    let verified = aside(move || {
        let hash = stored.as_ref().map_or(NOBODY, |stored| stored.0.as_str());
        let is_right = argon2()?.verify_password(text.as_bytes(), hash).is_ok();
        Ok::<_, Problem>(is_right && stored.is_some())
    });
    verified.await?
}

fn argon2() -> Result<Argon2<'static>, Problem> {
    let params = Params::new(MEMORY_KIB, ROUNDS, LANES, None).map_err(Problem::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OwnWords;

    #[tokio::test]
    async fn a_password_is_recognised_and_nothing_else() {
        let password = Password::choose("grön båt på sjön", &OwnWords::default()).unwrap();
        let stored = hash_password(password, [3; 32]).await.unwrap();
        assert!(stored.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            verify_password("grön båt på sjön".into(), Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(
            !verify_password("grön båt på sjö".into(), Some(stored))
                .await
                .unwrap()
        );
        assert!(
            !verify_password("grön båt på sjön".into(), None)
                .await
                .unwrap()
        );
    }

    #[test]
    fn nobodys_password_costs_as_much_as_anybodys() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&nobody).unwrap();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (MEMORY_KIB, ROUNDS, LANES)
        );
        assert!(nobody.hash.is_some());
    }
}
