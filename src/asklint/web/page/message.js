// One message: a draft, how clear it is, and its clearer version.

import { byId, later, make } from "./dom.js";
import { Drafts, titleOf } from "./drafts.js";
import { Editor } from "./editor.js";
import { Findings } from "./findings.js";
import { notify, reach, speak } from "./notices.js";
import { Rewriting } from "./rewriting.js";
import { check, open, rewrite } from "./server.js";

const EXAMPLE =
  "Hi Ana,\n\nI'm starting to look around (for a job), if you know of anyone that may be interested in my expertise, let me know.\n\nBest,\nLi\n";
const EMPTY = "What your reader can tell from your draft will stand here: who is asked, for what, why, and what is in it for them.";
const TYPED = 250; // milliseconds after the last key

const drafts = new Drafts();
const editor = new Editor(byId("draft"), document.querySelector(".backdrop"), changed);
const findings = new Findings(byId("clarity"), {
  onShow: (start, end) => editor.select(start, end),
  onElement: (label) => editor.choose(label),
});
const rewriting = new Rewriting({ onFill: fill, onUse: use, onOver: over, notify });
const judgeSoon = later(judge, TYPED);
const speakSoon = later(speak, 900);

function changed() {
  drafts.keep(editor.text, rewriting.fills);
  nameDrafts();
  judgeSoon();
}

async function judge() {
  judgeSoon.cancel();
  const text = editor.text;
  if (!text.trim()) {
    findings.clear(EMPTY);
    rewriting.hide();
    editor.mark([], text);
    return;
  }
  await reach(async () => {
    const answer = await check(text);
    if (text !== editor.text) return;
    editor.mark(answer.marks, text);
    findings.show(answer);
    speakSoon(spoken(answer));
    await renew();
  }, (problem) => {
    findings.clear(problem);
    rewriting.hide();
    editor.mark([], text);
  }, judge);
}

async function renew() {
  const text = editor.text;
  const answer = await rewrite(text, rewriting.given());
  if (text === editor.text) rewriting.show(answer);
}

function fill() {
  drafts.keep(editor.text, rewriting.fills);
  return reach(renew, notify, judge);
}

function use(text) {
  const before = { text: editor.text, fills: { ...rewriting.fills } };
  rewriting.fills = {};
  rewriting.questions.replaceChildren();
  editor.replace(text);
  judge();
  notify("It is your draft now.", () => {
    rewriting.fills = before.fills;
    rewriting.questions.replaceChildren();
    editor.replace(before.text);
    judge();
  });
}

function over() {
  const before = { ...rewriting.fills };
  refill({});
  notify("Your answers are gone, your draft is not.", () => refill(before));
}

function refill(fills) {
  rewriting.fills = fills;
  rewriting.questions.replaceChildren();
  fill();
}

function spoken({ headline, elements, steps }) {
  const lacking = elements.filter(({ level, name }) => level < 2 && name !== "reciprocity");
  const parts = lacking.map(({ label, word }) => `${label}: ${word}`);
  return [headline, ...parts, steps.length ? `${steps.length} to mend` : ""].filter(Boolean).join(". ");
}

function nameDrafts() {
  byId("drafts").replaceChildren(
    ...drafts.all.map((draft) => make("option", { value: draft.id, selected: draft === drafts.current }, titleOf(draft))),
  );
}

function load() {
  nameDrafts();
  rewriting.fills = { ...drafts.current.fills };
  rewriting.questions.replaceChildren();
  findings.open = null;
  editor.choose(null);
  editor.load(drafts.current.text);
  judge();
}

function removed(remove, text) {
  const before = drafts.snapshot();
  remove();
  byId("clearing").open = false;
  load();
  notify(text, () => {
    drafts.restore(before);
    load();
  });
}

export async function openMessage(file) {
  await reach(async () => {
    const { text } = await open(file);
    if (editor.text.trim()) drafts.add();
    drafts.keep(text, {});
    load();
  }, notify, judge);
}

byId("drafts").addEventListener("change", (event) => {
  drafts.choose(event.target.value);
  load();
});
byId("new").addEventListener("click", () => {
  if (editor.text.trim()) drafts.add();
  drafts.save();
  load();
  editor.field.focus();
});
byId("clear-one").addEventListener("click", () => removed(() => drafts.removeCurrent(), "The draft is deleted."));
byId("clear-all").addEventListener("click", () => removed(() => drafts.removeAll(), "All drafts are deleted."));
byId("open").addEventListener("click", () => byId("file").click());
byId("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) openMessage(file);
  event.target.value = "";
});
byId("example").addEventListener("click", () => {
  if (editor.text.trim()) drafts.add();
  drafts.keep(EXAMPLE, {});
  load();
});
byId("check").addEventListener("click", judge);

for (const event of ["click", "keyup"]) {
  editor.field.addEventListener(event, () => {
    const label = editor.labelHere();
    if (label) findings.openBy(label);
  });
}
byId("message-view").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) judge();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") byId("clearing").open = false;
});

load();
