//! Which requests are answered: those of our own page, in a browser on this machine.
//!
//! A page of another site may send requests here under a name of its own that it lets point to this
//! machine (DNS rebinding): the `Host` header tells. It may embed or fetch our addresses: `Origin` and
//! `Sec-Fetch-Site` tell. It may guess: the address has a part that is drawn by lot for each run.

use hyper::StatusCode;
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::http::request::Parts;
use hyper::{Method, Version};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The page around the map.
    Shell,
    /// Its script.
    Script,
    /// Its look.
    Style,
    /// The map page.
    Map,
    /// The first state with a number above this one.
    News {
        /// The number of the state that is known.
        after: u64,
    },
}

/// Lets in those who know the way.
pub(super) struct Gate {
    port: u16,
    secret: String,
}

impl Gate {
    pub(super) fn new(port: u16, secret: String) -> Self {
        Self { port, secret }
    }

    /// The address to open in a browser.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.secret)
    }

    /// What a request asks for.
    ///
    /// # Errors
    /// The status with which it is refused.
    pub(super) fn pass(&self, request: &Parts) -> Result<Wanted, StatusCode> {
        let headers = &request.headers;
        if request.version == Version::HTTP_09 || has_body(headers) {
            return Err(StatusCode::BAD_REQUEST);
        }
        let host = only(headers, &header::HOST)?.ok_or(StatusCode::BAD_REQUEST)?;
        let authority = request.uri.authority().map(|a| a.as_str());
        if !self.is_ours(host) || authority.is_some_and(|a| a != host) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        let origin = only(headers, &header::ORIGIN)?;
        let ours = |origin: &str| {
            origin
                .strip_prefix("http://")
                .is_some_and(|o| self.is_ours(o))
        };
        let site = only(headers, &HeaderName::from_static("sec-fetch-site"))?;
        let from_here = site.is_none_or(|site| site == "same-origin" || site == "none");
        if origin.is_some_and(|o| !ours(o)) || !from_here {
            return Err(StatusCode::FORBIDDEN);
        }
        if request.method != Method::GET && request.method != Method::HEAD {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        self.wanted(request.uri.path(), request.uri.query())
            .ok_or(StatusCode::NOT_FOUND)
    }

    /// Whether a name with a port is one by which this machine calls us.
    fn is_ours(&self, host: &str) -> bool {
        let Some((name, port)) = host.rsplit_once(':') else {
            return false;
        };
        port == self.port.to_string()
            && (["127.0.0.1", "[::1]"].contains(&name) || name.eq_ignore_ascii_case("localhost"))
    }

    fn wanted(&self, path: &str, query: Option<&str>) -> Option<Wanted> {
        let (secret, page) = path.strip_prefix('/')?.split_once('/')?;
        if !same(secret, &self.secret) {
            return None;
        }
        match page {
            "" => Some(Wanted::Shell),
            "shell.js" => Some(Wanted::Script),
            "shell.css" => Some(Wanted::Style),
            "map" => Some(Wanted::Map),
            "news" => Some(Wanted::News {
                after: query?.strip_prefix("after=")?.parse().ok()?,
            }),
            _ => None,
        }
    }
}

/// Compares in a time that does not tell how much of it is right.
fn same(a: &str, b: &str) -> bool {
    let differences = a
        .bytes()
        .zip(b.bytes())
        .fold(0, |all, (a, b)| all | (a ^ b));
    a.len() == b.len() && differences == 0
}

/// Nothing that we answer takes a body; one could hide a second request from a proxy.
fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH);
    headers.contains_key(header::TRANSFER_ENCODING) || length.is_some_and(|l| l != "0")
}

/// The value of a header that may be given once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Option<&'h str>, StatusCode> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(one), None) => one.to_str().map(Some).map_err(|_| StatusCode::BAD_REQUEST),
        (Some(_), Some(_)) => Err(StatusCode::BAD_REQUEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    fn asked(method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Wanted, u16> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let gate = Gate::new(8000, "secret".to_owned());
        gate.pass(&parts).map_err(|status| status.as_u16())
    }

    fn hosted(host: &str) -> Result<Wanted, u16> {
        asked("GET", "/secret/", &[("host", host)])
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in [
            "127.0.0.1:8000",
            "localhost:8000",
            "LOCALHOST:8000",
            "[::1]:8000",
        ] {
            assert_eq!(hosted(host), Ok(Wanted::Shell), "{host}");
        }
        for host in [
            "evil.example:8000",
            "127.0.0.1",
            "localhost:80",
            "0.0.0.0:8000",
            "127.0.0.1:8000.evil.example",
            "evil.example#127.0.0.1:8000",
            "localhost.:8000",
            "user@localhost:8000",
            "",
        ] {
            assert_eq!(hosted(host), Err(421), "{host}");
        }
        assert_eq!(asked("GET", "/secret/", &[]), Err(400));
        let twice = [("host", "localhost:8000"), ("host", "evil.example")];
        assert_eq!(asked("GET", "/secret/", &twice), Err(400));
        let proxied = asked(
            "GET",
            "http://evil.example/secret/",
            &[("host", "localhost:8000")],
        );
        assert_eq!(proxied, Err(421));
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let from = |name, value| {
            asked(
                "GET",
                "/secret/map",
                &[("host", "localhost:8000"), (name, value)],
            )
        };
        assert_eq!(from("origin", "http://localhost:8000"), Ok(Wanted::Map));
        assert_eq!(from("sec-fetch-site", "same-origin"), Ok(Wanted::Map));
        assert_eq!(from("sec-fetch-site", "none"), Ok(Wanted::Map));
        for origin in [
            "null",
            "http://localhost:3000",
            "https://localhost:8000",
            "http://evil.example",
            "http://localhost:8000.evil.example",
        ] {
            assert_eq!(from("origin", origin), Err(403), "{origin}");
        }
        for site in ["cross-site", "same-site", "odd"] {
            assert_eq!(from("sec-fetch-site", site), Err(403), "{site}");
        }
    }

    #[test]
    fn nothing_but_the_five_addresses_is_there() {
        let at = |path| asked("GET", path, &[("host", "localhost:8000")]);
        assert_eq!(at("/secret/news?after=7"), Ok(Wanted::News { after: 7 }));
        assert_eq!(at("/secret/map?v=2"), Ok(Wanted::Map));
        for path in [
            "/",
            "/secret",
            "/secreT/",
            "/other/",
            "/secret/../etc/passwd",
            "/secret/%2e%2e/etc/passwd",
            "/secret/map/",
            "/secret//map",
            "/secret/news",
            "/secret/news?after=-1",
            "/etc/passwd",
            "/secret/campaign.toml",
            "/favicon.ico",
        ] {
            assert_eq!(at(path), Err(404), "{path}");
        }
    }

    #[test]
    fn nothing_can_be_sent() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
            let status = asked(method, "/secret/", &[("host", "localhost:8000")]);
            assert_eq!(status, Err(405), "{method}");
        }
        for header in [("content-length", "5"), ("transfer-encoding", "chunked")] {
            let status = asked("GET", "/secret/", &[("host", "localhost:8000"), header]);
            assert_eq!(status, Err(400), "{header:?}");
        }
    }
}
