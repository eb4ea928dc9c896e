// A file of its own: the content security policy forbids inline scripts.
import init from "./app.js";

init({ module_or_path: new URL("./app_bg.wasm", import.meta.url) });
