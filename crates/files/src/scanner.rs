//! The virus scanner: ClamAV's daemon, which is sent the bytes over a socket (INSTREAM).

use crate::model::{State, Why};
use crate::storage::Bytes;
use futures_util::StreamExt;
use samverk_foundation::Problem;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// A large file takes a few seconds; whoever waits longer has been forgotten.
const PATIENCE: Duration = Duration::from_secs(60);
/// An answer is one line.
const ANSWER_BYTES_MAX: u64 = 4 * 1024;
const VIRUS_NAME_MAX: usize = 200;

/// Where the daemon listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    Socket(PathBuf),
    Network(String),
}

impl Address {
    /// A path, or a name with a port. Fails with `file_setting_invalid`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let port = text.rsplit_once(':').map(|(_, port)| port.parse::<u16>());
        match (text.starts_with('/'), port) {
            (true, _) => Ok(Self::Socket(PathBuf::from(text))),
            (false, Some(Ok(_))) => Ok(Self::Network(text.to_owned())),
            _ => Err(Problem::invalid("file_setting_invalid")
                .with("setting", "SAMVERK_CLAMD")
                .with("value", text)),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Scanner {
    address: Address,
    patience: Duration,
}

impl Scanner {
    pub fn at(address: Address) -> Self {
        Self {
            address,
            patience: PATIENCE,
        }
    }

    #[must_use]
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// What the daemon says of the bytes. Whatever goes wrong with it leaves them not scanned; fails
    /// only when the bytes cannot be read.
    pub async fn scan(&self, bytes: Bytes) -> Result<State, Problem> {
        let told = timeout(self.patience, self.ask(bytes)).await;
        told.unwrap_or(Ok(State::NotScanned(Why::Slow)))
    }

    async fn ask(&self, bytes: Bytes) -> Result<State, Problem> {
        match self.line().await {
            Ok(line) => converse(line, bytes).await,
            Err(error) => Ok(away(&error)),
        }
    }

    async fn line(&self) -> std::io::Result<Box<dyn Line>> {
        Ok(match &self.address {
            Address::Socket(path) => Box::new(UnixStream::connect(path).await?),
            Address::Network(name) => Box::new(TcpStream::connect(name).await?),
        })
    }

    /// The program and the signatures that it judges by: `ClamAV 1.4.3/27800/Mon Nov 30 09:00:00 2026`.
    /// Nothing when it does not answer.
    pub async fn signatures(&self) -> Option<String> {
        let asked = async {
            let mut line = self.line().await?;
            line.write_all(b"zVERSION\0").await?;
            let mut answer = Vec::new();
            line.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        };
        let answer = timeout(self.patience, asked).await.ok()?.ok()?;
        let answer = String::from_utf8_lossy(&answer);
        let answer = answer.trim_end_matches('\0').trim();
        // A daemon without signatures, or one that does not know the question, says no more than its name.
        answer
            .contains('/')
            .then(|| answer.chars().take(VIRUS_NAME_MAX).collect())
    }
}

/// A connection to the daemon, whatever it goes through.
trait Line: AsyncRead + AsyncWrite + Unpin + Send {}

impl<L: AsyncRead + AsyncWrite + Unpin + Send> Line for L {}

fn away(error: &std::io::Error) -> State {
    tracing::warn!(%error, "the virus scanner does not answer");
    State::NotScanned(Why::Away)
}

async fn converse<L>(mut line: L, bytes: Bytes) -> Result<State, Problem>
where
    L: AsyncRead + AsyncWrite + Unpin,
{
    let sent = send(&mut line, bytes).await?;
    // Who breaks off in the middle may have said why before.
    let mut answer = Vec::new();
    let heard = line.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await;
    match (sent, heard) {
        (Err(error), _) | (_, Err(error)) if answer.is_empty() => Ok(away(&error)),
        _ => Ok(state_of(&String::from_utf8_lossy(&answer))),
    }
}

/// Pieces with their lengths before them, and an empty one at the end.
async fn send<L>(line: &mut L, mut bytes: Bytes) -> Result<std::io::Result<()>, Problem>
where
    L: AsyncWrite + Unpin,
{
    let mut sent = line.write_all(b"zINSTREAM\0").await;
    while let (Ok(()), Some(piece)) = (&sent, bytes.next().await) {
        let piece = piece.map_err(crate::storage::told)?;
        let length = u32::try_from(piece.len()).map_err(Problem::internal)?;
        sent = match length {
            0 => Ok(()),
            _ => line.write_all(&length.to_be_bytes()).await,
        };
        if sent.is_ok() {
            sent = line.write_all(&piece).await;
        }
    }
    if sent.is_ok() {
        sent = line.write_all(&0_u32.to_be_bytes()).await;
    }
    Ok(sent)
}

fn state_of(answer: &str) -> State {
    let answer = answer.trim_end_matches('\0').trim();
    let about = answer.split_once(": ").map_or(answer, |(_, about)| about);
    match about.strip_suffix(" FOUND") {
        Some(virus) => State::Infected(virus.chars().take(VIRUS_NAME_MAX).collect()),
        None if about == "OK" => State::Clean,
        None if about.contains("size limit exceeded") => State::NotScanned(Why::TooLarge),
        None => {
            tracing::warn!(answer, "the virus scanner gives no verdict");
            State::NotScanned(Why::Away)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_ok_is_clean() {
        for (answer, expected) in [
            ("stream: OK\0", State::Clean),
            (
                "stream: Test.EICAR.UNOFFICIAL FOUND\0",
                State::Infected("Test.EICAR.UNOFFICIAL".to_owned()),
            ),
            (
                "INSTREAM size limit exceeded. ERROR\0",
                State::NotScanned(Why::TooLarge),
            ),
            ("stream: OK, i think\0", State::NotScanned(Why::Away)),
            ("", State::NotScanned(Why::Away)),
            ("UNKNOWN COMMAND\0", State::NotScanned(Why::Away)),
        ] {
            assert_eq!(state_of(answer), expected, "{answer}");
        }
    }

    #[test]
    fn an_address_is_a_path_or_a_name_with_a_port() {
        let path = Address::parse("/run/clamav/clamd.ctl").unwrap();
        assert_eq!(
            path,
            Address::Socket(PathBuf::from("/run/clamav/clamd.ctl"))
        );
        let name = Address::parse("clamd.exempel.se:3310").unwrap();
        assert_eq!(name, Address::Network("clamd.exempel.se:3310".to_owned()));
        assert!(Address::parse("clamd.exempel.se").is_err());
    }
}
