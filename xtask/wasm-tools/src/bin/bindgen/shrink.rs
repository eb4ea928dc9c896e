//! What no visitor needs of a module that the compiler has to keep. `wasm-opt` drops what only that refers to.

use rustc_demangle::demangle;
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};

/// Classes of wasm-streams, which Leptos brings along for server functions. Nothing here makes one, but an export keeps its code.
const UNUSED_CLASSES: [&str; 3] = [
    "intounderlyingbytesource",
    "intounderlyingsink",
    "intounderlyingsource",
];

/// Where a panic begins, in Rust's own library. None comes back. Each would put a message together that goes nowhere: a page
/// has no standard error, and a browser says of both ways to end that the module was unreachable.
const PANICS: [&str; 9] = [
    "core::cell::panic_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::panicking::panic_handler",
    "std::panicking::panic_with_hook",
];

pub(crate) fn leave_out_unused_classes(module: &mut Module) {
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| UNUSED_CLASSES.iter().any(|class| is_of(&export.name, class)))
        .map(walrus::Export::id)
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
}

/// A method's name begins with its class, the end of its life with `__wbg_` before it.
fn is_of(export: &str, class: &str) -> bool {
    let method = export.strip_prefix("__wbg_").unwrap_or(export);
    method
        .strip_prefix(class)
        .is_some_and(|rest| rest.starts_with('_'))
}

pub(crate) fn end_at_once(module: &mut Module) {
    let panics: Vec<_> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| never_returns(module, *id))
        .map(|(id, function)| (id, function.ty(), function.args.clone()))
        .collect();
    for (id, ty, arguments) in panics {
        let ty = module.types.get(ty);
        let (parameters, results) = (ty.params().to_vec(), ty.results().to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        builder.func_body().unreachable();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
    }
}

fn never_returns(module: &Module, id: FunctionId) -> bool {
    let name = module.funcs.get(id).name.as_deref().map(plain);
    name.is_some_and(|name| PANICS.iter().any(|start| name.starts_with(start)))
}

/// `core::option::unwrap_failed` of `core[c5930c85a12de822]::option::unwrap_failed`.
fn plain(name: &str) -> String {
    let name = demangle(name).to_string();
    match (name.find('['), name.find("]::")) {
        (Some(start), Some(end)) if start < end => name[..start].to_owned() + &name[end + 1..],
        _ => name,
    }
}
