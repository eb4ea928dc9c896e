//! `bindgen IN.wasm OUT_DIR [--release]`: what wasm-bindgen makes of a module, `IN.js` and `IN_bg.wasm`.

mod shrink;

use std::env;
use std::error::Error;
use std::path::PathBuf;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let usage = "usage: bindgen IN.wasm OUT_DIR [--release]";
    let input = PathBuf::from(arguments.next().ok_or(usage)?);
    let output = PathBuf::from(arguments.next().ok_or(usage)?);
    let release = arguments.next().is_some_and(|argument| argument == "--release");
    let name = input.file_stem().and_then(|name| name.to_str()).ok_or(usage)?;
    let mut bound = Bindgen::new()
        .input_path(&input)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .debug(!release)
        .keep_debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate_output()?;
    if release {
        shrink::leave_out_unused_classes(bound.wasm_mut());
        shrink::end_at_once(bound.wasm_mut());
    }
    bound.emit(output)?;
    Ok(())
}
