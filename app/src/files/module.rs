//! The module `files`, as the page's own module sees it through `start.js`.
//!
//! Compiled for the server too, where nothing calls it.

use js_sys::futures::JsFuture;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::File;

#[wasm_bindgen(raw_module = "./start.js")]
extern "C" {
    #[wasm_bindgen(js_name = files)]
    fn fetched() -> Promise;

    /// `files/src/lib.rs`.
    #[derive(Clone, Debug)]
    pub type Module;
    #[wasm_bindgen(method, catch, js_name = list)]
    fn list_raw(this: &Module, answers: &str) -> Result<Array, JsValue>;
    /// Has the browser save the zip.
    #[wasm_bindgen(method, catch)]
    pub fn download(this: &Module, answers: &str) -> Result<(), JsValue>;

    /// `files/src/list.rs`.
    type Listed;
    #[wasm_bindgen(method, getter)]
    fn path(this: &Listed) -> String;
    #[wasm_bindgen(method, getter)]
    fn mode(this: &Listed) -> u32;
    #[wasm_bindgen(method, getter)]
    fn summary(this: &Listed) -> String;
    #[wasm_bindgen(method, getter)]
    fn reader(this: &Listed) -> String;
    #[wasm_bindgen(method, getter, js_name = isSecret)]
    fn is_secret(this: &Listed) -> bool;
    #[wasm_bindgen(method, getter, js_name = commentMarks)]
    fn comment_marks(this: &Listed) -> Vec<String>;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Listed) -> String;
}

/// Fetches the module, the first time that it is asked for.
pub async fn fetch() -> Result<Module, JsValue> {
    Ok(JsFuture::from(fetched()).await?.unchecked_into())
}

impl Module {
    /// The files that the answers of a link make. None where the module has failed.
    pub fn list(&self, answers: &str) -> Option<Vec<File>> {
        let files = self.list_raw(answers).ok()?;
        Some(files.iter().map(|file| of(file.unchecked_ref())).collect())
    }
}

fn of(file: &Listed) -> File {
    File {
        path: file.path(),
        mode: file.mode(),
        summary: file.summary(),
        reader: file.reader(),
        is_secret: file.is_secret(),
        comment_marks: file.comment_marks(),
        text: file.text(),
    }
}
