// Works beside the page: what takes too long for it.
import init, { outlook, workings } from "./outlook.js";

const ready = init({ module_or_path: new URL("./outlook_bg.wasm", import.meta.url) });

const TOLD = { outlook, workings };

addEventListener("message", async ({ data: [what, answers] }) => {
  try {
    await ready;
    postMessage([what, TOLD[what](answers)]);
  } catch (error) {
    // A refusal that nobody waits for does not reach the page; an error does.
    setTimeout(() => {
      throw error;
    });
  }
});
