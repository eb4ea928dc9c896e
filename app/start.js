// What the WebAssembly cannot do itself: be fetched, fetch more of its kind, and read a page of the server.
// A file of its own: the content security policy forbids inline scripts.
import init from "./app.js";

const at = (name) => new URL(name, import.meta.url);

init({ module_or_path: at("./app_bg.wasm") }).then(warmWhenIdle);

let fetched;

/** The module that lays out files and makes the zip. What failed is tried anew when it is asked for again. */
export function files() {
  fetched ??= import("./files.js").then(async (files) => {
    await files.default({ module_or_path: at("./files_bg.wasm") });
    return files;
  });
  fetched.catch(() => (fetched = undefined));
  return fetched;
}

/** Ahead of the press that asks for it. Whoever asks hears of it if it fails; here nobody has asked. */
function warm() {
  files().catch(() => {});
}

/** Not for people who pay for every byte. */
function warmWhenIdle() {
  if (!navigator.connection?.saveData) globalThis.requestIdleCallback?.(warm);
}

const LEADS_TO_FILES = '.views a[href*="view=files"], #download button, #load';

for (const sign of ["pointerover", "focusin"]) {
  addEventListener(sign, ({ target }) => target.closest?.(LEADS_TO_FILES) && warm());
}

let worker;
/** The answers whose outlook is wanted, those that the worker has, and whether it is at work. */
const outlooks = { wanted: null, sent: null, isBusy: false };

/** The outlook for these answers comes to its place on the page, or none any more. Answers that came and went are left out. */
export function outlook(answers) {
  outlooks.wanted = answers ?? null;
  if (outlooks.wanted === null) return;
  fill((place) => {
    place.ariaBusy = "true";
    if (!place.firstChild) place.append(element("p", "Plans for other users and hosts are being made …"));
  });
  ask();
}

function ask() {
  if (outlooks.isBusy || outlooks.wanted === null) return;
  worker ??= made();
  outlooks.isBusy = true;
  outlooks.sent = outlooks.wanted;
  worker.postMessage(outlooks.sent);
}

function made() {
  const worker = new Worker(at("./worker.js"), { type: "module" });
  worker.onmessage = ({ data }) => show((place) => (place.innerHTML = data));
  worker.onerror = () => {
    forget();
    show((place) => place.replaceChildren(element("p", "What makes it did not come: the network is away, or something blocks it.")));
  };
  return worker;
}

/** It is made anew when it is asked for again. */
function forget() {
  worker.terminate();
  worker = undefined;
}

function show(put) {
  outlooks.isBusy = false;
  if (outlooks.sent !== outlooks.wanted) return ask();
  fill((place) => {
    put(place);
    place.ariaBusy = "false";
  });
}

/** Once the page has the place; unless other answers are wanted by then. */
function fill(put) {
  const answers = outlooks.wanted;
  const place = document.getElementById("outlook");
  if (place) put(place);
  else requestAnimationFrame(() => outlooks.wanted === answers && fill(put));
}

/** The answers of a howdah.yaml become those of the page. A file that is far too long is not read to its end. */
async function load(file) {
  const { words, problems } = await read(file).catch(() => ({
    words: "What reads a howdah.yaml did not come: the network is away, or something blocks it.",
    problems: [],
  }));
  // Another step has another place for this: it is there with the next frame.
  requestAnimationFrame(() => {
    const lines = problems.map((problem) => element("li", problem));
    document.getElementById("loaded")?.replaceChildren(element("p", words), element("ul", ...lines));
  });
}

async function read(file) {
  const module = await files();
  const { answers, problems } = module.read(await file.slice(0, module.mostBytes()).text());
  if (problems.length > 0 && answers === "") {
    return { words: `${file.name} could not be read. Your answers are as they were.`, problems };
  }
  // The page follows its own links without loading anything.
  const link = element("a");
  link.href = `/?${answers}`;
  document.body.append(link);
  link.click();
  link.remove();
  const end = problems.length > 0 ? ", without what could not be understood:" : ": the answers are those of the file.";
  return { words: `${file.name} is loaded${end}`, problems };
}

function element(name, ...content) {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}

addEventListener("change", ({ target }) => {
  if (target.id === "load" && target.files.length > 0) {
    load(target.files[0]);
    // The same file can be chosen again.
    target.value = "";
  }
});

// Whoever allows no drop hears of none.
addEventListener("dragover", (event) => {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
});

addEventListener("drop", (event) => {
  if (event.dataTransfer?.files.length > 0) {
    event.preventDefault();
    load(event.dataTransfer.files[0]);
  }
});

addEventListener("popstate", () => document.getElementById("loaded")?.replaceChildren());

/** Puts a text on the clipboard, and tells whether it is there. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** Over plain HTTP pages have no clipboard; what is selected they may copy all the same. */
function copySelected(text) {
  const focused = document.activeElement;
  const box = document.createElement("textarea");
  box.className = "unseen";
  box.value = text;
  document.body.append(box);
  box.select();
  const isDone = document.execCommand("copy");
  box.remove();
  focused?.focus();
  return isDone;
}

let rules;

/** The page with the words of every rule. */
function rulesPage() {
  rules ??= fetch("/rules")
    .then((answer) => answer.text())
    .then((html) => new DOMParser().parseFromString(html, "text/html"));
  rules.catch(() => (rules = undefined));
  return rules;
}

/** Where a reason is opened, what its rule says is added to the link there. */
async function tell(place) {
  const page = await rulesPage();
  const told = page.getElementById(place.dataset.rule)?.querySelector(".rule-told");
  if (told && !place.querySelector(".rule-told")) place.append(document.importNode(told, true));
}

// This event does not bubble.
addEventListener(
  "toggle",
  ({ target }) => {
    for (const place of target.querySelectorAll(":scope > .reason > .reason-rule")) {
      // Without the network the link is what there is.
      tell(place).catch(() => {});
    }
  },
  true,
);
