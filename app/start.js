// A file of its own: the content security policy forbids inline scripts.
import init from "./app.js";

init();
