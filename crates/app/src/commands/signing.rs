use crate::config::Config;
use samverk_foundation::{Problem, SystemClock};

/// Makes the signing authority of the installation, once. Fails with `signing_authority_exists`.
pub fn make_signing_authority(config: &Config, name: &str) -> Result<(), Problem> {
    config.signing.make(name, &SystemClock)?;
    let (key, certificate) = (&config.signing.key, &config.signing.certificate);
    println!("Nyckeln ligger i {}. Bara ägaren läser den.", key.display());
    println!("Certifikatet ligger i {}.", certificate.display());
    println!("Starta om servern. Certifikatet finns sedan på /underskrifter/ca.pem.");
    Ok(())
}
