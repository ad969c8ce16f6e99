//! Answers: what each address gives, and the headers that every answer has.

use std::convert::Infallible;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Response, StatusCode};
use tokio::sync::watch;

use super::board::State;
use super::guard::{Gate, Wanted};
use crate::export;

const SHELL: &str = include_str!("page/shell.html");
const SCRIPT: &str = include_str!("page/shell.js");
const STYLE: &str = include_str!("page/shell.css");

/// So long a page waits for news before it asks again; proxies and browsers wait a minute or more.
const PATIENCE: Duration = Duration::from_secs(25);

/// The shell loads its own script and style and the map, and nothing else.
const SHELL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// In every answer: the type is what it says, no other site may use it, nobody is told the address.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Answers a request.
pub(super) async fn answer(
    request: Parts,
    gate: &Gate,
    mut states: watch::Receiver<State>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let answer = match gate.pass(&request) {
        Ok(Wanted::Shell) => page("text/html", SHELL),
        Ok(Wanted::Script) => page("text/javascript", SCRIPT),
        Ok(Wanted::Style) => page("text/css", STYLE),
        Ok(Wanted::Map) => match states.borrow().map.clone() {
            Some(map) => Answer {
                policy: map_policy(),
                ..page("text/html", map)
            },
            None => refusal(StatusCode::NOT_FOUND),
        },
        Ok(Wanted::News { after }) => {
            // Nothing new for so long is an answer too: the page asks again.
            let newer = states.wait_for(|state| state.number > after);
            let _ = tokio::time::timeout(PATIENCE, newer).await;
            let news = states.borrow().news();
            page("application/json", news)
        }
        Err(status) => refusal(status),
    };
    Ok(answer.response())
}

/// The map page's own policy, which also lets only the shell show it in a frame.
fn map_policy() -> String {
    format!(
        "{}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        export::page_policy()
    )
}

struct Answer {
    status: StatusCode,
    kind: &'static str,
    policy: String,
    body: Bytes,
}

fn page(kind: &'static str, body: impl Into<Bytes>) -> Answer {
    Answer {
        status: StatusCode::OK,
        kind,
        policy: SHELL_POLICY.to_owned(),
        body: body.into(),
    }
}

/// Why nothing is given, without a word of what was asked.
fn refusal(status: StatusCode) -> Answer {
    let why = status.canonical_reason().unwrap_or_default();
    Answer {
        status,
        ..page("text/plain", format!("{why}\n"))
    }
}

impl Answer {
    fn response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in ALWAYS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let kind = format!("{}; charset=utf-8", self.kind);
        for (name, value) in [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_SECURITY_POLICY, self.policy),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        response
    }
}
