//! Visitors who open connections and then do nothing, and the end of the process.

use crate::world::project_root;
use std::fs::{File, read_to_string};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The program itself, serving an empty installation of its own.
struct Server {
    process: Child,
    address: SocketAddr,
    data: TempDir,
}

impl Server {
    /// With this many descriptors for the process.
    fn start(descriptors: u32, settings: &[(&str, &str)]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let binary = env!("CARGO_BIN_EXE_samverk");
        let mut process = Command::new("sh")
            .arg("-c")
            .arg(format!("ulimit -n {descriptors}; exec '{binary}' serve"))
            .env("SAMVERK_DATA", data.path())
            .env("SAMVERK_LISTEN", address.to_string())
            .env_remove("DATABASE_URL")
            .env_remove("SAMVERK_DEMO")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(File::create(data.path().join("log")).unwrap())
            .current_dir(project_root())
            .spawn()
            .unwrap();
        let mut told = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut told)
            .unwrap();
        assert!(told.contains("igång"), "{told}");
        Self {
            process,
            address,
            data,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        stream
    }

    /// The first line of the answer to a whole request.
    fn ask(&self) -> String {
        let mut stream = self.connect();
        stream
            .write_all(b"GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n")
            .unwrap();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        line
    }

    /// How long it takes to stop when told to.
    fn stop(&mut self) -> Duration {
        let began = Instant::now();
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
        assert!(self.process.wait().unwrap().success());
        began.elapsed()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves it running.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How the server ends a connection: nothing more comes.
fn is_closed_within(stream: &mut TcpStream, time: Duration) -> bool {
    stream.set_read_timeout(Some(time)).unwrap();
    let mut rest = Vec::new();
    match stream.read_to_end(&mut rest) {
        Ok(_) => true,
        Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
    }
}

#[test]
fn two_thousand_idle_connections_keep_nobody_out() {
    let own = rlimit::increase_nofile_limit(4096).unwrap();
    assert!(own > 2100, "this test needs 2 100 descriptors, not {own}");
    let mut server = Server::start(1024, &[]);
    let mut idle = Vec::new();
    for number in 0..2000 {
        let mut stream = server.connect();
        if number % 3 == 0 {
            // Some have begun a request; a closed one may refuse it.
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nhost: loc");
        }
        idle.push(stream);
        if number % 500 == 499 {
            let began = Instant::now();
            let line = server.ask();
            assert!(line.starts_with("HTTP/1.1 200"), "{number}: {line}");
            assert!(began.elapsed() < Duration::from_secs(5));
        }
    }
    for _ in 0..10 {
        assert!(server.ask().starts_with("HTTP/1.1 200"));
    }
    assert!(server.stop() < Duration::from_secs(5));
}

#[test]
fn nothing_half_sent_delays_the_end() {
    let mut server = Server::start(1024, &[]);
    let mut fresh = server.connect();
    let mut headers = server.connect();
    headers.write_all(b"GET / HTTP/1.1\r\nhost: loc").unwrap();
    let mut body = server.connect();
    let begun = b"POST /logga-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\nemail=";
    body.write_all(begun).unwrap();
    assert!(server.ask().starts_with("HTTP/1.1 200"));
    let took = server.stop();
    assert!(took < Duration::from_secs(5), "{took:?}");
    for stream in [&mut fresh, &mut headers, &mut body] {
        assert!(is_closed_within(stream, Duration::from_secs(1)));
    }
}

#[test]
fn idle_and_slow_connections_have_their_time() {
    let limits = [
        ("SAMVERK_HEADER_TIMEOUT", "2"),
        ("SAMVERK_IDLE_TIMEOUT", "1"),
    ];
    let server = Server::start(1024, &limits);
    let mut fresh = server.connect();
    assert!(is_closed_within(&mut fresh, Duration::from_secs(5)));
    let mut slow = server.connect();
    let began = Instant::now();
    // A letter now and then is no reason to go on waiting.
    while began.elapsed() < Duration::from_secs(5) && slow.write_all(b"G").is_ok() {
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(server.ask().starts_with("HTTP/1.1 200"));
}

#[test]
fn the_operator_sees_every_request_and_nobody_in_it() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let metrics = free.local_addr().unwrap();
    drop(free);
    let listen = metrics.to_string();
    let mut server = Server::start(1024, &[("SAMVERK_METRICS_LISTEN", &listen)]);
    let send = |address: SocketAddr, request: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let ends = "host: localhost\r\nconnection: close\r\n";
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let traced = format!("traceparent: 00-{trace}-00f067aa0ba902b7-01\r\n");
    let party = format!("GET /aktorer/habo-kommun?x=hemlig HTTP/1.1\r\n{ends}{traced}\r\n");
    assert!(send(server.address, &party).starts_with("HTTP/1.1 200"));
    send(
        server.address,
        &format!("BREW /hemlig HTTP/1.1\r\n{ends}\r\n"),
    );
    let form = "email=hemlig%40exempel.se&password=hemlig";
    let sign_in = format!(
        "POST /logga-in HTTP/1.1\r\n{ends}sec-fetch-site: same-origin\r\ncontent-type: \
         application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    assert!(send(server.address, &sign_in).starts_with("HTTP/1.1 422"));
    let figures = send(metrics, &format!("GET /metrics HTTP/1.1\r\n{ends}\r\n"));
    for line in [
        "samverk_build_info{version=",
        "samverk_requests_total{method=\"GET\",route=\"/aktorer/{party}\",status=\"2xx\"} 1",
        "samverk_requests_total{method=\"POST\",route=\"/logga-in\",status=\"4xx\"} 1",
        "samverk_requests_total{method=\"other\",route=\"\",status=\"4xx\"} 1",
        "samverk_request_duration_seconds_count{route=\"/aktorer/{party}\"} 1",
        "samverk_sign_ins_failed_total 1",
        "samverk_jobs_waiting 0",
        "samverk_database_statements_total ",
        "samverk_connections ",
    ] {
        assert!(figures.contains(line), "{line} is not in {figures}");
    }
    server.stop();
    let log = read_to_string(server.data.path().join("log")).unwrap();
    assert!(log.contains("Samverk has started version="), "{log}");
    let lines: Vec<_> = log
        .lines()
        .filter(|line| line.contains("samverk::access"))
        .collect();
    assert_eq!(lines.len(), 3, "{log}");
    let first = lines.first().unwrap();
    let parts = [
        "method=\"GET\"",
        "route=\"/aktorer/{party}\"",
        "status=200",
        "duration_ms=",
        trace,
    ];
    for part in parts {
        assert!(first.contains(part), "{part} is not in {first}");
    }
    assert!(!log.contains("hemlig") && !log.contains("habo"), "{log}");
}
