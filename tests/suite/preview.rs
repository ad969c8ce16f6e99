//! `theatrum preview` from outside: what raw requests get, and what a save does.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::cli::{refused, small, text};

/// A running preview; it ends with its test.
struct Running {
    process: Child,
    /// `127.0.0.1:PORT`.
    host: String,
    /// `/SECRET/`.
    base: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a request got.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Running {
    fn start(campaign: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_theatrum"))
            .args(["--quiet", "preview", text(campaign)])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program is built");
        let mut address = String::new();
        let out = process.stdout.take().expect("it is piped");
        BufReader::new(out)
            .read_line(&mut address)
            .expect("it is text");
        let rest = address.trim().strip_prefix("http://").expect("an address");
        let (host, base) = rest.split_once('/').expect("with a secret");
        Self {
            process,
            host: host.to_owned(),
            base: format!("/{base}"),
        }
    }

    /// Sends bytes and reads until the server closes.
    fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a time can be set");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        // A refused connection may be reset after the answer.
        let _ = stream.read_to_end(&mut bytes);
        let answer = String::from_utf8(bytes).expect("answers are text");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, page: &str) -> Answer {
        let (host, base) = (&self.host, &self.base);
        self.raw(&format!(
            "GET {base}{page} HTTP/1.1\r\nHost: {host}\r\n\r\n"
        ))
    }

    /// The first state after one of a number.
    fn news(&self, after: u64) -> Value {
        let answer = self.get(&format!("news?after={after}"));
        assert_eq!(answer.status, 200, "{}", answer.head);
        serde_json::from_str(&answer.body).expect("news are JSON")
    }
}

fn number(news: &Value) -> u64 {
    news["number"].as_u64().expect("a number")
}

fn started() -> (tempfile::TempDir, PathBuf, Running) {
    let (folder, war) = small();
    let running = Running::start(&war);
    (folder, war, running)
}

#[test]
fn a_save_brings_a_new_map_and_a_fault_leaves_the_old_one() {
    let (_folder, war, running) = started();
    let first = running.news(0);
    assert_eq!(first["map"], first["number"]);
    let map = running.get("map");
    assert!(map.body.contains("<svg") && map.body.contains("Battle of the Hill"));

    let good = fs::read_to_string(&war).expect("it is there");
    fs::write(&war, good.replace("victor = \"west\"", "victor = \"wset\"")).expect("it is ours");
    let faulty = running.news(number(&first));
    assert_eq!(faulty["map"], first["map"]);
    let said = faulty["said"][0]["text"].as_str().expect("a fault is told");
    assert_eq!(faulty["said"][0]["severity"], "error");
    assert!(
        said.contains("war.toml:32:10") && said.contains("hint: "),
        "{said}"
    );
    assert_eq!(running.get("map").body, map.body);

    fs::write(
        &war,
        good.replace("Battle of the Hill", "Fight below the Hill"),
    )
    .expect("ours");
    let mended = running.news(number(&faulty));
    assert_eq!(mended["map"], mended["number"]);
    let map = running.get("map").body;
    assert!(map.contains("Fight below the Hill") && !map.contains("Battle of the Hill"));
}

#[test]
fn shapes_are_watched_even_while_they_are_faulty() {
    let (folder, war) = small();
    let shapes = folder.path().join("a.geojson");
    fs::write(&shapes, "{").expect("it is ours");
    let mut campaign = fs::read_to_string(&war).expect("it is there");
    campaign += "[[polities]]\nname = \"Land\"\nside = \"west\"\nshape = \"a.geojson\"\n";
    fs::write(&war, campaign).expect("it is ours");
    let running = Running::start(&war);
    let first = running.news(0);
    assert_eq!(first["map"], 0);
    assert_eq!(running.get("map").status, 404);
    let ring = "[[1,46],[3,46],[3,47],[1,46]]";
    let shape = format!("{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}");
    fs::write(&shapes, shape).expect("it is ours");
    let second = running.news(number(&first));
    assert_eq!(second["map"], second["number"], "{first} {second}");
}

#[test]
fn every_answer_keeps_other_sites_out() {
    let (_folder, _war, running) = started();
    running.news(0);
    let (host, base) = (&running.host, &running.base);
    let refused = running.raw(&format!(
        "GET {base} HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    ));
    assert_eq!(
        (refused.status, refused.body.contains("evil")),
        (421, false)
    );
    for answer in [
        running.get(""),
        running.get("shell.js"),
        running.get("map"),
        refused,
    ] {
        for header in [
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
            "content-security-policy: default-src 'none';",
            "cache-control: no-store",
            "connection: close",
        ] {
            assert!(answer.head.contains(header), "{header}: {}", answer.head);
        }
        assert!(!answer.head.contains("access-control"), "{}", answer.head);
    }
    let status = |request: String| running.raw(&request).status;
    let with = |line: &str| format!("GET {base} HTTP/1.1\r\nHost: {host}\r\n{line}\r\n\r\n");
    assert_eq!(status(with("Accept: */*")), 200);
    assert_eq!(status(with("Origin: http://evil.example")), 403);
    assert_eq!(status(with("Origin: null")), 403);
    assert_eq!(status(with("Sec-Fetch-Site: cross-site")), 403);
    assert_eq!(status(with("Host: evil.example")), 400);
    assert_eq!(status(with("Content-Length: 4")), 400);
    assert_eq!(status(with("Transfer-Encoding: chunked")), 400);
    let port = host.rsplit(':').next().expect("a port");
    for name in ["localhost", "[::1]"] {
        assert_eq!(
            status(format!(
                "GET {base} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n"
            )),
            200
        );
    }
}

#[test]
fn nothing_else_is_served_and_nonsense_is_refused() {
    let (_folder, war, running) = started();
    let (host, base) = (&running.host, &running.base);
    for path in [
        "/".to_owned(),
        "/favicon.ico".to_owned(),
        "/etc/passwd".to_owned(),
        text(&war).to_owned(),
        format!("{base}war.toml"),
        format!("{base}../../../../etc/passwd"),
        format!("{base}..%2f..%2fetc%2fpasswd"),
        format!("{base}%00"),
    ] {
        let answer = running.raw(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, 404, "{path}");
    }
    let post = format!("POST {base} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let posted = running.raw(&post);
    assert!(posted.status == 405 && posted.head.contains("allow: get, head"));
    let head = format!("HEAD {base} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let asked = running.raw(&head);
    assert!(asked.status == 200 && asked.body.is_empty());
    assert_eq!(
        running.raw(&format!("GET {base} HTTP/1.0\r\n\r\n")).status,
        400
    );
    let long = "a".repeat(100_000);
    for nonsense in [
        "\r\n\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "\u{0}\u{1}\u{2}\r\n\r\n".to_owned(),
        format!("GET {base} HTTP/1.1\r\nHost : {host}\r\n\r\n"),
        format!("GET {base} HTTP/1.1\r\nHost: {host}\r\n X: y\r\n\r\n"),
        format!("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET {base} HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n"),
    ] {
        let status = running.raw(&nonsense).status;
        assert!(
            status == 0 || (400..500).contains(&status),
            "{status} {nonsense:.60}"
        );
    }
    // One request a connection: a second one in the same bytes is not answered.
    let get = format!("GET {base} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    assert_eq!(
        running.raw(&get.repeat(3)).body.matches("HTTP/1.1").count(),
        0
    );
    assert_eq!(running.get("").status, 200);
}

#[test]
fn slow_clients_do_not_keep_others_waiting() {
    let (_folder, _war, running) = started();
    let slow: Vec<TcpStream> = (0..50)
        .map(|_| {
            let mut stream = TcpStream::connect(&running.host).expect("it listens");
            stream.write_all(b"GET / HTTP/1.1\r\nHo").expect("it reads");
            stream
        })
        .collect();
    let before = std::time::Instant::now();
    assert_eq!(running.get("").status, 200);
    assert!(before.elapsed() < Duration::from_secs(4));
    for mut stream in slow {
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a time can be set");
        let mut rest = Vec::new();
        let closed = stream.read_to_end(&mut rest);
        assert!(closed.is_ok_and(|_| !rest.starts_with(b"HTTP/1.1 200")));
    }
}

#[test]
fn what_cannot_be_previewed_is_said() {
    let (_folder, war) = small();
    assert!(refused(&["preview", "-"], 2).contains("cannot be watched"));
    assert!(refused(&["preview", text(&war), "--host", "0.0.0.0"], 2).contains("--host"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it has one").port().to_string();
    assert!(refused(&["preview", text(&war), "--port", &port], 5).contains(&port));
}
