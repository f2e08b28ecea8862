use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// 256 unpredictable bits that only their holder knows. The database keeps the hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    pub fn parse(text: &str) -> Option<Self> {
        BASE64_URL_SAFE_NO_PAD
            .decode(text)
            .ok()?
            .try_into()
            .ok()
            .map(Self)
    }

    pub fn text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_survives_its_text() {
        let token = Token::new([200; 32]);
        assert_eq!(token.text().len(), 43);
        assert!(Token::parse(&token.text()) == Some(token.clone()));
        assert_ne!(token.hash(), [200; 32]);
        for wrong in ["", "abc", "å", "AAAA==", &"A".repeat(44)] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }
}
