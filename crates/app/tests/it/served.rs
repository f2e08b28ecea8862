//! The program itself, serving on a port of its own, and a visitor without a browser.

use crate::survival::samverk;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

pub struct Served {
    child: Child,
    port: u16,
    pub data: PathBuf,
}

pub struct Reply {
    pub status: u16,
    pub cookie: String,
    pub text: String,
}

impl Served {
    /// In demo mode. `before` is a shell's words before the program is started in its place.
    pub fn start(data: &Path, before: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let plain = samverk(data);
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("{before}\nexec \"$0\" serve")])
            .arg(plain.get_program());
        let child = like(&plain, &mut command)
            .env("SAMVERK_DEMO", "1")
            .env("SAMVERK_LISTEN", format!("127.0.0.1:{port}"))
            .spawn()
            .unwrap();
        let served = Self {
            child,
            port,
            data: data.to_owned(),
        };
        served.wait_until_ready();
        served
    }

    fn wait_until_ready(&self) {
        let begin = Instant::now();
        while self.ask("GET", "/health/ready", "", "").map(|r| r.status) != Some(200) {
            assert!(
                begin.elapsed() < Duration::from_secs(120),
                "it is not ready"
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A connection of one's own.
    pub fn line(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    pub fn get(&self, path: &str, cookie: &str) -> Reply {
        self.ask("GET", path, cookie, "").unwrap()
    }

    pub fn post(&self, path: &str, cookie: &str, form: &str) -> Reply {
        self.ask("POST", path, cookie, form).unwrap()
    }

    fn ask(&self, method: &str, path: &str, cookie: &str, form: &str) -> Option<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let length = form.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\n\
             sec-fetch-site: same-origin\r\ncookie: {cookie}\r\ncontent-length: {length}\r\n\
             content-type: application/x-www-form-urlencoded\r\n\r\n{form}",
            self.port
        )
        .ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.split(' ').nth(1)?.parse().ok()?;
        let cookie = text.split("set-cookie: ").nth(1).unwrap_or_default();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Some(Reply {
            status,
            cookie,
            text,
        })
    }

    /// The cookie of one of the demo people; empty when nobody got in.
    pub fn sign_in(&self, who: &str) -> String {
        let found = samverk_identity::demo_sign_ins();
        let person = found.iter().find(|person| person.email.starts_with(who));
        let person = person.unwrap();
        let email = person.email.replace('@', "%40");
        let form = format!("email={email}&password={}", person.password);
        self.post("/logga-in", "", &form).cookie
    }
}

impl Served {
    /// By another process that sees the same disks.
    pub fn export(&self, to: &Path) -> bool {
        let plain = samverk(&self.data);
        let own = format!("/proc/{}/ns/mnt", self.id());
        let here = std::fs::read_link("/proc/self/ns/mnt").unwrap();
        let mut command = match std::fs::read_link(&own).unwrap() == here {
            true => Command::new(plain.get_program()),
            false => {
                let mut inside = Command::new("nsenter");
                inside
                    .arg(format!("--mount={own}"))
                    .arg(plain.get_program());
                inside
            }
        };
        like(&plain, &mut command).arg("export").arg(to);
        command.status().unwrap().success()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The same environment, folder and silence.
fn like<'c>(plain: &Command, command: &'c mut Command) -> &'c mut Command {
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    if let Some(folder) = plain.get_current_dir() {
        command.current_dir(folder);
    }
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
}
