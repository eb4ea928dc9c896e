// Works beside the page: what takes too long for it.
import init, { outlook } from "./outlook.js";

const ready = init({ module_or_path: new URL("./outlook_bg.wasm", import.meta.url) });

addEventListener("message", async ({ data }) => {
  try {
    await ready;
    postMessage(outlook(data));
  } catch (error) {
    // A refusal that nobody waits for does not reach the page; an error does.
    setTimeout(() => {
      throw error;
    });
  }
});
