//! The project's one tool: `cargo xtask serve`, `build`, `test`.
fn main() {}
