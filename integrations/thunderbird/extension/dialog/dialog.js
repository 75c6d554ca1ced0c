/** The dialog about one mail: what the check found, a suggested text with its blanks, and what to do now. */

import { Host } from "../lib/host.js";
import { draftOf } from "../lib/drafts.js";
import { applyEdits } from "../lib/editor.js";
import { loadCase } from "../lib/state.js";

const tabId = Number(location.search.slice(1));
const host = new Host();
const byId = id => document.getElementById(id);

/** Milliseconds without a key before the suggested text is made anew. */
const PAUSE = 250;

let shown = null;
let suggestion = null;

const SHAPES = {
  2: ["M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5-4.3 5a.8.8 0 0 1-1.2 0L4.3 9l1.1-1.1 1.3 1.4L10.4 5Z"],
  1: ["M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.5v11a5.5 5.5 0 0 1 0-11Z"],
  0: ["M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z"],
  none: ["M3 7.25h10v1.5H3Z"],
};

function shapeOf(level) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", "shape");
  picture.setAttribute("aria-hidden", "true");
  for (const outline of SHAPES[level]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", outline);
    path.setAttribute("fill", "currentColor");
    path.setAttribute("fill-rule", "evenodd");
    picture.append(path);
  }
  return picture;
}

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  element.append(...content);
  return element;
}

function showReport(report) {
  byId("headline").textContent = report.headline;
  byId("sentence").textContent = report.sentence;
  document.title = `${report.headline} - asklint`;
  const rows = report.elements.map(({ label, level, word, words }) => {
    const name = make("th", "", label);
    name.scope = "row";
    const stands = words.map(quoted => `“${quoted}”`).join(", ");
    return make("tr", `level-${level}`, name, make("td", "level", shapeOf(level), word), make("td", "words", stands));
  });
  byId("elements").tBodies[0].replaceChildren(...rows);
  byId("findings").replaceChildren(...report.findings.map(finding => make("li", "", finding)));
  byId("findings-title").textContent = report.findingsTitle;
  byId("findings-title").hidden = report.findings.length === 0;
  byId("found").hidden = rows.length === 0 && report.findings.length === 0;
}

function showTrouble(text) {
  byId("trouble").textContent = text;
  byId("trouble").hidden = !text;
}

function fieldFor({ name, question, example, optional }) {
  const field = make("input");
  field.name = name;
  field.placeholder = example ? `such as: ${example}` : "";
  field.autocomplete = "off";
  field.spellcheck = true;
  return make("label", "", make("span", "", question, ...(optional ? [make("span", "optional", " (optional)")] : [])), field);
}

const fields = () => [...byId("blanks").querySelectorAll("input")];
const fills = () => Object.fromEntries(fields().filter(field => field.value.trim()).map(field => [field.name, field.value]));

function showSuggestion(found) {
  suggestion = found;
  const there = new Set(fields().map(field => field.name));
  byId("blanks").append(...found.questions.filter(({ name }) => !there.has(name)).map(fieldFor));
  byId("preview").replaceChildren(
    ...found.preview.map(({ kind, text }) => (kind === "same" ? text : make(kind === "blank" ? "mark" : "ins", "", text)))
  );
  byId("preview").classList.remove("busy");
  byId("worth").textContent = found.worth;
  const useful = found.edits.length > 0;
  byId("use").disabled = !useful;
  byId("use").hidden = !useful && fields().length === 0;
  byId("suggestion").hidden = !useful && fields().length === 0;
}

async function suggest() {
  byId("preview").classList.add("busy");
  try {
    const found = await host.ask({ op: "rewrite", draft: shown.draft, settings: shown.settings, fills: fills() });
    if (found) {
      showTrouble("");
      showSuggestion(found);
    }
  } catch (error) {
    byId("preview").classList.remove("busy");
    showTrouble(error.message);
  }
}

let pause = 0;
byId("blanks").addEventListener("input", () => {
  clearTimeout(pause);
  byId("preview").classList.add("busy");
  // The text on the screen is no longer the one that the answers make.
  byId("use").disabled = true;
  pause = setTimeout(suggest, PAUSE);
});

byId("blanks").addEventListener("keydown", event => {
  if (event.key !== "Enter" || event.isComposing) {
    return;
  }
  const next = fields().find(field => field !== event.target && !field.value.trim());
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

byId("dialog").addEventListener("submit", event => {
  event.preventDefault();
  use().catch(error => showTrouble(error.message));
});

/** Put the suggested text into the mail; where the mail has been changed since, read it again and show that. */
async function use() {
  const { nodes, edits } = suggestion;
  const [{ result, error }] = await messenger.scripting.executeScript({
    target: { tabId },
    func: applyEdits,
    args: [{ nodes, edits }],
  });
  if (error) {
    throw error;
  }
  if (result.done) {
    await leave();
    return;
  }
  shown.draft = await draftOf(tabId, await messenger.compose.getComposeDetails(tabId));
  await check();
  await suggest();
  showTrouble("You have changed the mail in the meantime. This is the suggestion for the text as it is now.");
}

byId("keep").addEventListener("click", leave);

byId("send").addEventListener("click", async () => {
  try {
    byId("send").disabled = true;
    await Promise.race([
      host.ask({ op: "pass", draft: shown.draft, settings: shown.settings }).catch(() => null),
      new Promise(resolve => setTimeout(resolve, 1000)),
    ]);
    await messenger.runtime.sendMessage({ op: "send", tabId });
    window.close();
  } catch (error) {
    byId("send").disabled = false;
    showTrouble(`The mail was not sent: ${error.message}`);
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    event.preventDefault();
    leave();
  }
});

async function leave() {
  host.close();
  try {
    const tab = await messenger.tabs.get(tabId);
    await messenger.windows.update(tab.windowId, { focused: true });
  } catch {
    // The compose window is gone, and the dialog goes too.
  }
  window.close();
}

messenger.tabs.onRemoved.addListener(removed => {
  if (removed === tabId) {
    window.close();
  }
});

async function check() {
  const report = await host.ask({ op: "check", draft: shown.draft, settings: shown.settings });
  if (report) {
    shown.report = report;
    showReport(report);
  }
}

async function start() {
  shown = await loadCase(tabId);
  if (!shown) {
    // Left over from a session that is gone.
    window.close();
    return;
  }
  byId("send").hidden = shown.asked;
  byId("keep").textContent = shown.asked ? "Close" : "Keep editing";
  try {
    if (shown.report) {
      showReport(shown.report);
    } else {
      await check();
    }
    if (shown.report.rewritable) {
      await suggest();
    }
  } catch (error) {
    byId("headline").textContent = "Not checked";
    showTrouble(error.message);
  }
  (fields()[0] ?? byId("keep")).focus();
  document.body.dataset.ready = "yes";
}

start().catch(error => showTrouble(error.message));
