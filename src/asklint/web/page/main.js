// The page has two sides, a message and a class; the address says which one is shown.

import { Classroom } from "./classroom.js";
import { byId } from "./dom.js";
import { openMessage } from "./message.js";

const CLASS_FILE = /\.(csv|tsv|xlsx|xlsm|jsonl|ndjson|zip|mbox|mbx|parquet|pq|arrow|feather)$/iu;
const TITLES = { message: "asklint: is your ask clear?", class: "asklint: a class" };

const classroom = new Classroom();
const side = () => (location.hash === "#class" ? "class" : "message");

function show() {
  const shown = side();
  for (const name of ["message", "class"]) {
    byId(`${name}-view`).hidden = name !== shown;
    const link = byId(`to-${name}`);
    if (name === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  byId("drafts-tools").hidden = shown !== "message";
  byId("skip").textContent = shown === "class" ? "To the class" : "To the draft";
  document.title = TITLES[shown];
  if (shown === "class") classroom.show();
  else classroom.hide();
}

addEventListener("hashchange", show);
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address says which side is shown, and nothing else
  if (side() === "class") classroom.focus();
  else byId("draft").focus();
});

const frames = [document.querySelector(".editor"), byId("class-drop")];
const still = () => frames.forEach((frame) => frame.classList.remove("dropping"));
for (const event of ["dragenter", "dragover"]) {
  document.addEventListener(event, (drag) => {
    if (![...drag.dataTransfer.types].includes("Files")) return;
    drag.preventDefault();
    frames.forEach((frame) => frame.classList.add("dropping"));
  });
}
for (const event of ["dragleave", "drop"]) document.addEventListener(event, still);
document.addEventListener("drop", (drop) => {
  const files = [...drop.dataTransfer.files];
  if (!files.length) return;
  drop.preventDefault();
  if (side() === "class" || files.some(({ name }) => CLASS_FILE.test(name))) {
    location.hash = "#class";
    classroom.dropped(files);
  } else openMessage(files[0]);
});

show();
