// The learners of a class in a list, and the feedback on one of them beside it.

import { byId, make } from "./dom.js";
import { notify, reach } from "./notices.js";

const MOST = 300; // rows shown at once
const ELEMENTS = ["who", "what", "why", "offer"];
const LEVELS = ["missing", "partly", "clear"];
const SIGNS = ["✗", "~", "✓"];
const STATES = {
  "no-ask": "no ask",
  "other-language": "not in English",
  empty: "nothing handed in",
  failed: "not readable",
};

export class Learners {
  constructor(read, tell) {
    this.read = read;
    this.tell = tell;
    this.collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
    this.clear();
    byId("class-find").addEventListener("input", () => this.#list());
    byId("class-order").addEventListener("change", () => this.#list());
    byId("class-all").addEventListener("click", () => {
      this.all = true;
      this.#list();
    });
    byId("class-before").addEventListener("click", () => this.#beside(-1));
    byId("class-next").addEventListener("click", () => this.#beside(1));
    byId("class-back").addEventListener("click", () => this.#button()?.focus());
    byId("class-copy").addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.feedback.plain);
      notify("Copied.");
    });
  }

  clear() {
    this.results = null;
    this.chosen = null;
    this.feedback = null;
    this.all = false;
    byId("class-find").value = "";
    byId("class-table").tBodies[0].replaceChildren();
    byId("class-feedback").replaceChildren(make("p", { class: "quiet" }, "Choose a learner to read what they would read."));
    byId("class-reading-title").textContent = "Feedback";
    byId("class-steps").hidden = true;
  }

  show(results) {
    const other = this.results?.id !== results.id;
    if (other) this.clear();
    const changed = this.results?.version !== results.version;
    this.results = results;
    if (changed) this.#list();
    if (changed && this.chosen) this.#open(this.chosen);
  }

  // The rows as they are found and ordered.
  #rows() {
    const words = byId("class-find").value.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
    const order = byId("class-order").value;
    const rows = this.results.rows.filter(({ learner, exercise, grade, state }) => {
      const text = `${learner} ${exercise} ${grade} ${STATES[state] ?? ""}`.toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    });
    if (order === "points") rows.sort((a, b) => (a.points ?? -1) - (b.points ?? -1) || a.number - b.number);
    if (order === "learner") rows.sort((a, b) => this.collator.compare(a.learner, b.learner) || a.number - b.number);
    return rows;
  }

  #list() {
    const { attempts, exercises, counts } = this.results;
    this.rows = this.#rows();
    const headings = [["Learner"], ...(exercises ? [["Exercise"]] : []), ...(attempts ? [["Attempt", "figure"]] : []), ["Points", "figure"]];
    const had = this.chosen && document.activeElement === this.#button();
    byId("class-table").tHead.replaceChildren(
      make("tr", {}, ...headings.map(([each, kind]) => make("th", { scope: "col", class: kind }, each)), ...ELEMENTS.map((each) => make("th", { scope: "col", class: "level" }, each))),
    );
    const shown = this.all ? this.rows : this.rows.slice(0, MOST);
    byId("class-table").tBodies[0].replaceChildren(...shown.map((row) => this.#row(row, attempts, exercises)));
    byId("class-all").hidden = shown.length === this.rows.length;
    const all = this.results.rows.length;
    const found = this.rows.length === all ? "" : `${this.rows.length} of ${all} rows.`;
    const said = [
      attempts ? `Of several attempts the ${counts} one counts; the others are grey.` : "",
      this.rows.some(({ trainers }) => trainers) ? "T: decided by you." : "",
    ];
    byId("class-shown").textContent = [found, ...said].filter(Boolean).join(" ");
    if (had) this.#button()?.focus();
  }

  #row(row, attempts, exercises) {
    const state = STATES[row.state];
    const points = row.points == null ? "–" : `${Number(row.points.toFixed(2))}`;
    const here = row.number === this.chosen;
    return make(
      "tr",
      { class: row.counts ? null : "earlier", "data-number": row.number },
      make(
        "th",
        { scope: "row" },
        make("button", { type: "button", class: "link", "aria-current": here ? "true" : null, onclick: () => this.#open(row.number, true) }, make("bdi", {}, row.learner)),
        ...(state ? [make("span", { class: "state" }, state)] : []),
        ...(row.late ? [make("span", { class: "state" }, "late")] : []),
      ),
      ...(exercises ? [make("td", {}, make("bdi", {}, row.exercise))] : []),
      ...(attempts ? [make("td", { class: "figure" }, String(row.attempt))] : []),
      make("td", { class: "figure" }, ...(row.trainers ? [make("abbr", { class: "trainer", title: "decided by you" }, "T"), " "] : []), points),
      ...row.levels.map((level, place) =>
        level == null
          ? make("td", { class: "level" })
          : make(
              "td",
              { class: "level", "data-level": place === 3 && !level ? "none" : level },
              make("span", { "aria-hidden": "true" }, place === 3 && !level ? "·" : SIGNS[level]),
              make("span", { class: "unseen" }, LEVELS[level]),
            ),
      ),
    );
  }

  #button() {
    return byId("class-table").querySelector(`[data-number="${this.chosen}"] button`);
  }

  #beside(step) {
    const place = this.rows.findIndex(({ number }) => number === this.chosen);
    const row = this.rows[place + step];
    if (row) this.#open(row.number);
  }

  #open(number, go = false) {
    return reach(
      async () => {
        const feedback = await this.read(number);
        this.feedback = feedback;
        this.#button()?.removeAttribute("aria-current");
        this.chosen = number;
        this.#button()?.setAttribute("aria-current", "true");
        this.#draw();
        if (go) byId("class-reading-title").focus();
      },
      (text) => this.tell(text),
      () => this.#open(number),
    );
  }

  #draw() {
    const { heading, points, comment, strength, steps, steps_title: title, worked, progress, note, text, problem } = this.feedback;
    byId("class-reading-title").textContent = heading;
    const parts = [];
    if (points) parts.push(make("p", { class: "points" }, points));
    if (comment) parts.push(make("blockquote", { dir: "auto" }, make("strong", {}, "From you: "), comment));
    if (strength) parts.push(make("p", {}, strength));
    if (steps.length) parts.push(make("h3", {}, title), make("ol", {}, ...steps.map((step) => make("li", {}, step))));
    if (worked) parts.push(make("h3", {}, "The ask, with its gaps to fill:"), make("p", { class: "worked", dir: "auto" }, ...blanks(worked)));
    if (progress) parts.push(make("p", {}, progress));
    parts.push(make("p", { class: "quiet" }, note));
    if (problem) parts.push(make("p", { class: "quiet" }, problem));
    if (text.trim()) {
      parts.push(make("details", { open: this.opened ?? true, ontoggle: (event) => (this.opened = event.target.open) },
        make("summary", {}, "What was handed in"), make("p", { class: "handed", dir: "auto" }, text)));
    }
    byId("class-feedback").replaceChildren(...parts);
    const place = this.rows.findIndex(({ number }) => number === this.chosen);
    byId("class-before").disabled = place <= 0;
    byId("class-next").disabled = place < 0 || place === this.rows.length - 1;
    byId("class-steps").hidden = false;
  }
}

function blanks(text) {
  return text.split(/(\[[^\]]*\])/u).map((piece) => (piece.startsWith("[") ? make("span", { class: "blank" }, piece) : piece));
}
