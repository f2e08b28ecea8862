//! The binary as a process of its own, so that its processor time and memory can be told apart.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const QUIET_SECONDS: usize = 3;

/// Where an installation lies and how it is reached.
pub struct Installation {
    binary: PathBuf,
    data: PathBuf,
    database: Option<String>,
}

impl Installation {
    pub fn new(binary: &Path, data: &Path, database: Option<&str>) -> Self {
        Self {
            binary: binary.to_owned(),
            data: data.to_owned(),
            database: database.map(str::to_owned),
        }
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .env("SAMVERK_DATA", &self.data)
            .env("RUST_LOG", "warn");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        match &self.database {
            Some(address) => command.env("DATABASE_URL", address),
            None => command.env_remove("DATABASE_URL"),
        };
        command
    }
}

/// A running process that is ended when it is dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// From the start of the process to its first answer.
    pub start_time: Duration,
}

impl Server {
    /// In demo mode, because that gives a person to sign in as.
    pub fn start(installation: &Installation) -> Self {
        let listen = format!("127.0.0.1:{}", free_port());
        let mut command = installation.command();
        command.arg("serve").env("SAMVERK_LISTEN", &listen);
        command.env("SAMVERK_DEMO", "1");
        Self::from_command(command, &listen, "/health/live")
    }

    /// A handler that answers with so many bytes and nothing else.
    pub fn bare(bytes: usize) -> Self {
        let port = free_port();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .arg("bare")
            .arg(port.to_string())
            .arg(bytes.to_string());
        Self::from_command(command, &format!("127.0.0.1:{port}"), "/")
    }

    fn from_command(mut command: Command, listen: &str, path: &str) -> Self {
        let begin = Instant::now();
        let child = command.spawn().unwrap();
        let address = format!("http://{listen}");
        while ureq::get(&format!("{address}{path}")).call().is_err() {
            let waited = begin.elapsed();
            assert!(
                waited < Duration::from_secs(60),
                "{address} does not answer"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        Self {
            child,
            address,
            start_time: begin.elapsed(),
        }
    }

    /// Until what the start leaves to be done, such as printing, is done, also by its children.
    pub fn wait_until_quiet(&self) {
        let begin = Instant::now();
        // User and system time of itself and of its children that have ended.
        let used = || self.used(4);
        let (mut quiet, mut before) = (0, used());
        while quiet < QUIET_SECONDS {
            assert!(begin.elapsed() < Duration::from_secs(300), "it never rests");
            std::thread::sleep(Duration::from_secs(1));
            let now = used();
            let is_quiet = now - before < 50.0;
            quiet = if is_quiet { quiet + 1 } else { 0 };
            before = now;
        }
    }

    /// Processor time used so far, also by threads that have ended, in milliseconds. The system
    /// counts it in hundredths of a second.
    pub fn processor_milliseconds(&self) -> f64 {
        self.used(2)
    }

    fn used(&self, fields: usize) -> f64 {
        let line = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // After the name, which stands in parentheses, user and system time are fields 12 and 13.
        let (_, rest) = line.rsplit_once(") ").unwrap();
        let ticks = rest.split(' ').skip(11).take(fields);
        ticks
            .map(|ticks| ticks.parse::<f64>().unwrap() * 10.0)
            .sum()
    }

    /// Memory that is in use, in megabytes (10⁶ bytes).
    pub fn memory_megabytes(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap();
        let kibibytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kibibytes * 1024.0 / 1e6
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
