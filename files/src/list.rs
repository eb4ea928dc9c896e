//! The files as they are shown, before anything is drawn: a mark stands where a secret belongs.

use js_sys::{Array, JsString, Object, Reflect};
use templates::{File, Secrets};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The files of a link's answers, in the order of the bundle; their fields are those of `app::files::File`.
#[wasm_bindgen]
pub fn list(answers: &str) -> Array {
    let bundle = templates::render(&super::plan(answers), &Secrets::hidden());
    bundle.files.iter().map(file).collect()
}

fn file(file: &File) -> Object {
    let marks: Array = file.kind.format.comment_marks.iter().map(text).collect();
    let fields = [
        ("path", text(&file.path)),
        ("mode", file.mode.into()),
        ("summary", text(&file.kind.summary)),
        ("reader", text(&file.kind.reader)),
        ("isSecret", file.is_secret().into()),
        ("commentMarks", marks.into()),
        ("text", text(&file.text)),
    ];
    let object = Object::new();
    for (name, value) in fields {
        // A new object takes every field.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

fn text(text: &impl AsRef<str>) -> JsValue {
    JsString::from(text.as_ref()).into()
}
