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

/** What a worker tells of answers: one request at a time, and answers that came and went meanwhile are left out. */
class Told {
  static worker;
  static all = {};
  wanted = null;
  sent = null;

  constructor(what, show, fail) {
    Object.assign(this, { what, show, fail });
    Told.all[what] = this;
  }

  /** For these answers; for none, no more. */
  ask(answers) {
    this.wanted = answers ?? null;
    if (this.wanted === null || this.sent !== null) return;
    Told.worker ??= Told.made();
    this.sent = this.wanted;
    Told.worker.postMessage([this.what, this.sent]);
  }

  static made() {
    const worker = new Worker(at("./worker.js"), { type: "module" });
    worker.onmessage = ({ data: [what, told] }) => Told.all[what].answered((of) => of.show(told));
    worker.onerror = () => {
      // Another is made when it is asked again.
      worker.terminate();
      Told.worker = undefined;
      for (const of of Object.values(Told.all)) if (of.sent !== null) of.answered((of) => of.fail());
    };
    return worker;
  }

  answered(put) {
    const answers = this.sent;
    this.sent = null;
    if (answers === this.wanted) put(this);
    else this.ask(this.wanted);
  }
}

const NOT_HERE = "What makes it did not come: the network is away, or something blocks it.";

const outlooks = new Told(
  "outlook",
  (html) => fill((place) => (place.innerHTML = html), false),
  () => fill((place) => place.replaceChildren(element("p", NOT_HERE)), false),
);

/** The outlook for these answers comes to its place on the page; for none, no more. */
export function outlook(answers) {
  outlooks.ask(answers);
  if (answers) fill((place) => place.firstChild || place.append(element("p", "Plans for other users and hosts are being made …")), true);
}

/** Once the page has the place; unless other answers are wanted by then. */
function fill(put, isBusy) {
  const answers = outlooks.wanted;
  const place = document.getElementById("outlook");
  if (place) {
    put(place);
    place.ariaBusy = isBusy;
  } else {
    requestAnimationFrame(() => outlooks.wanted === answers && answers !== null && fill(put, isBusy));
  }
}

const workings = new Told("workings", tellWorkings, () => {});
/** The answers of the page, where workings are no longer those that the server wrote. */
let answersNow = null;

/** Workings that are told are of other answers. */
export function forgetWorkings(answers) {
  answersNow = answers;
  for (const place of document.querySelectorAll(".reason-working")) place.textContent = "";
  // Where none is open, those that are on their way are of other answers, too.
  workings.ask(document.querySelector("details[open] > .reason > .reason-working") ? answers : null);
}

function tellWorkings(told) {
  const by = new Map();
  for (let each = 0; each < told.length; each += 2) by.set(told[each], told[each + 1]);
  for (const place of document.querySelectorAll(".reason-working")) place.textContent = by.get(place.dataset.of) ?? "";
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

// Printed, every number has its reason. What is asked here is there for the next print, if not for this one.
addEventListener("beforeprint", () => answersNow !== null && workings.ask(answersNow));

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
    if (answersNow !== null && target.querySelector(":scope > .reason > .reason-working:empty")) workings.ask(answersNow);
    for (const place of target.querySelectorAll(":scope > .reason > .reason-rule")) {
      // Without the network the link is what there is.
      tell(place).catch(() => {});
    }
  },
  true,
);
