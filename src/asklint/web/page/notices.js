// What the page says in passing, and what it does when its server is gone.

import { byId, make } from "./dom.js";
import { Offline, Outdated, health } from "./server.js";

const AGAIN = 2000; // milliseconds between looks for a server that has gone
let closing = 0;
let waiting = 0;

export function notify(text, undo = null) {
  const box = make("div", {}, text);
  if (undo) {
    const back = () => {
      byId("notice").replaceChildren();
      undo();
    };
    box.append(make("button", { type: "button", onclick: back }, "Undo"));
  }
  byId("notice").replaceChildren(box);
  clearTimeout(closing);
  closing = setTimeout(() => byId("notice").replaceChildren(), undo ? 12000 : 5000);
}

export function speak(text) {
  byId("spoken").textContent = text;
}

// Do something with the server; when it is gone, say so, and call `again` when it is back.
export async function reach(work, onProblem, again) {
  try {
    await work();
    byId("offline").hidden = true;
  } catch (error) {
    if (error instanceof Outdated) return;
    if (error instanceof Offline) lost(again);
    else onProblem(error.message, error.status);
  }
}

function lost(again) {
  const banner = byId("offline");
  banner.textContent =
    "asklint does not answer. Start “asklint web” again; this page then goes on by itself. Your draft stays here; a class is forgotten and has to be opened again.";
  banner.hidden = false;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    try {
      await health();
      banner.hidden = true;
      again();
    } catch {
      lost(again);
    }
  }, AGAIN);
}
