//! From cargo's WebAssembly to what a browser loads: the script that calls a module, and the module in its least size.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Kind, folder, front};
use crate::run::{Result, run};
use crate::setup::npm;

const BINDGEN: &str = "target/debug/bindgen";

/// The larger the functions that are moved into their only caller, the fewer are alike, and brotli packs what is alike: apart,
/// the page's module has 2 % more bytes, and 5 % fewer over the wire. Ten bytes was the best of 0 to 100 that were tried.
const ONE_CALLER_INLINE_MAX: &str = "--one-caller-inline-max-function-size=10";

/// `MODULE.js` and `MODULE_bg.wasm` in a folder of their own, made anew when cargo has.
pub(super) fn bind(kind: Kind, module: &str) -> Result<[PathBuf; 2]> {
    let compiled = front::compiled(kind, module);
    let bound = front::bound(kind, module);
    let wasm = format!("{module}_bg.wasm");
    folder::make(&bound, &[compiled.clone(), BINDGEN.into()], |next| {
        let mut bindgen = Command::new(BINDGEN);
        run(bindgen
            .args([&compiled, next])
            .args((kind == Kind::Release).then_some("--release")))?;
        if kind == Kind::Release {
            optimise(&next.join(&wasm))?;
        }
        Ok(())
    })?;
    Ok([format!("{module}.js"), wasm].map(|name| bound.join(name)))
}

fn optimise(module: &Path) -> Result {
    npm::ensure(npm::FOLDER)?;
    println!("Optimising {} for size ...", module.display());
    run(npm::program("wasm-opt")
        .args([ONE_CALLER_INLINE_MAX, "-Oz"])
        .arg(module)
        .arg("-o")
        .arg(module))
}
