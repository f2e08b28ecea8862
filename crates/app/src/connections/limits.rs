//! How many connections, and how long they may take.

use samverk_foundation::Problem;
use serde::Deserialize;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte of a request to the end of its headers.
    pub header: Duration,
    /// Without a byte in either direction.
    pub idle: Duration,
    /// At the same time. Never more than the process has descriptors for.
    pub connections: usize,
    /// For what is being answered when the process is told to stop.
    pub shutdown: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            connections: 10_000,
            shutdown: Duration::from_secs(10),
        }
    }
}

/// `[connections]` in the file; the environment comes before it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitFields {
    header_timeout: Option<u64>,
    idle_timeout: Option<u64>,
    max: Option<u64>,
    shutdown_timeout: Option<u64>,
}

impl LimitFields {
    /// Fails with `limit_invalid`.
    pub fn read(&self, environment: impl Fn(&str) -> Option<String>) -> Result<Limits, Problem> {
        let limit = |name: &str, in_file: Option<u64>| {
            let written = environment(name).or(in_file.map(|number| number.to_string()));
            let Some(written) = written else {
                return Ok(None);
            };
            let number = written
                .trim()
                .parse::<u32>()
                .ok()
                .filter(|number| *number > 0);
            let wrong = || Problem::invalid("limit_invalid").with("setting", name);
            number
                .map(Some)
                .ok_or_else(|| wrong().with("value", &written))
        };
        let standard = Limits::default();
        let time = |name, in_file, standard: Duration| {
            let seconds = limit(name, in_file)?;
            Ok::<_, Problem>(seconds.map_or(standard, |s| Duration::from_secs(s.into())))
        };
        let connections = limit("SAMVERK_CONNECTIONS_MAX", self.max)?;
        let connections = connections.and_then(|number| usize::try_from(number).ok());
        Ok(Limits {
            header: time(
                "SAMVERK_HEADER_TIMEOUT",
                self.header_timeout,
                standard.header,
            )?,
            idle: time("SAMVERK_IDLE_TIMEOUT", self.idle_timeout, standard.idle)?,
            connections: connections.unwrap_or(standard.connections),
            shutdown: time(
                "SAMVERK_SHUTDOWN_TIMEOUT",
                self.shutdown_timeout,
                standard.shutdown,
            )?,
        })
    }
}

impl Limits {
    /// Takes all the descriptors that the system gives this process, and keeps some of them for
    /// database and files.
    pub fn within_descriptors(mut self) -> Self {
        let descriptors = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
        self.connections = self.connections.min(room_for(descriptors));
        self
    }
}

fn room_for(descriptors: u64) -> usize {
    let kept = descriptors.min(1024) / 4;
    usize::try_from(descriptors - kept)
        .unwrap_or(usize::MAX)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::{LimitFields, Limits, room_for};
    use std::time::Duration;

    #[test]
    fn some_descriptors_are_kept_for_the_database() {
        assert_eq!(room_for(1024), 768);
        assert_eq!(room_for(256), 192);
        assert_eq!(room_for(20_000), 19_744);
        assert!(room_for(0) > 0);
    }

    #[test]
    fn the_environment_comes_before_the_file() {
        let file: LimitFields = toml::from_str("header_timeout = 5\nidle_timeout = 7").unwrap();
        let limits = file.read(|name| (name == "SAMVERK_IDLE_TIMEOUT").then(|| "30".to_owned()));
        let expected = Limits {
            header: Duration::from_secs(5),
            idle: Duration::from_secs(30),
            ..Limits::default()
        };
        assert_eq!(limits.unwrap(), expected);
        for wrong in ["0", "-1", "tio", "1.5"] {
            let read = file.read(|_| Some(wrong.to_owned())).unwrap_err();
            assert_eq!(read.code, "limit_invalid", "{wrong}");
        }
    }
}
