//! Requests through the router, and the binary itself.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use server::{Config, File, Site};
use tower::ServiceExt;

/// The five answers of the first screen.
pub(crate) const SMALL: &str = "site: { domain: example.social }\n\
                         hosts: [{ cores: 4, memory: 8 GiB }]\n\
                         load: { active_users: 1000 }\n";

/// Nothing is drawn for a server that exists, so its bundle has the same bytes each time.
pub(crate) const EXISTING: &str = "site: { domain: example.social, server: existing }\n\
                            hosts: [{ cores: 4, memory: 8 GiB }]\n\
                            load: { active_users: 1000 }\n";

/// One response with its whole body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) fn site() -> Site {
    let file = File {
        plain: Bytes::from_static(b"plain"),
        gzip: Some(Bytes::from_static(b"gzipped")),
        brotli: Some(Bytes::from_static(b"brotlied")),
    };
    Site::new(BTreeMap::from([("app.js".to_owned(), file)]))
}

pub(crate) fn router() -> Router {
    server::router(Config {
        site: Arc::new(site()),
    })
}

pub(crate) async fn send(mut request: Request<Body>) -> Answer {
    request
        .headers_mut()
        .insert("host", HeaderValue::from_static("howdah.example"));
    let response: Response<Body> = router()
        .oneshot(request)
        .await
        .expect("the router always answers");
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .expect("bodies are in memory");
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub(crate) async fn post(path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let mut request = Request::post(path);
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    send(request.body(body.into()).expect("a valid request")).await
}

impl Answer {
    /// Empty when there is no such header.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("a text")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

/// How a run of the binary ended, and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs `howdah` in a folder, with a text on its standard input.
pub(crate) fn howdah_in<A: AsRef<OsStr>>(folder: &Path, arguments: &[A], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_howdah"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary was built with this test");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A run that ends early, for a wrong command line, reads nothing.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    Run {
        code: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout).expect("a text"),
        err: String::from_utf8(output.stderr).expect("a text"),
    }
}

/// An empty folder of a test's own, below target.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("it is ours");
    }
    fs::create_dir_all(&folder).expect("target can be written to");
    folder
}
