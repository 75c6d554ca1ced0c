// The clearer version: a field for each blank, and the message as it would be, with what is new marked.

import { byId, later, make, units } from "./dom.js";

const LONGEST_LINK = 1800; // mail programs cut longer ones
const PARTS = { person: "who", action: "what", reason: "why", reciprocity: "offer" };

export class Rewriting {
  constructor({ onFill, onUse, onOver, notify }) {
    this.section = byId("rewriting");
    this.questions = byId("questions");
    this.version = byId("version");
    this.fills = {};
    this.text = "";
    this.fill = later(onFill, 180);
    this.notify = notify;
    byId("copy").addEventListener("click", () => this.#copy());
    byId("use").addEventListener("click", () => onUse(this.text));
    byId("over").addEventListener("click", onOver);
    byId("gone").addEventListener("change", (event) => this.version.classList.toggle("with-gone", event.target.checked));
    byId("mail").addEventListener("click", (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") === "true") {
        event.preventDefault();
        notify("This is too long for a mail link. Copy it instead.");
      }
    });
  }

  // What was answered, without empty fields.
  given() {
    return Object.fromEntries(Object.entries(this.fills).filter(([, value]) => value.trim()));
  }

  hide() {
    this.section.hidden = true;
  }

  show(answer) {
    const { rewrite, questions } = answer;
    const wanted = rewrite && (questions.length || !rewrite.unchanged);
    this.section.hidden = !wanted;
    if (!wanted) return;
    this.#ask(questions);
    this.text = rewrite.text;
    this.#draw(answer);
    byId("standing").textContent = this.#standing(rewrite, answer.why);
    byId("use").disabled = rewrite.unchanged;
    this.#link(rewrite.text);
  }

  // The fields stay the same nodes while one types in them.
  #ask(questions) {
    const names = questions.map(({ name }) => name);
    const there = [...this.questions.children].map((label) => label.dataset.name);
    if (names.join() === there.join()) return;
    const old = new Map([...this.questions.children].map((label) => [label.dataset.name, label]));
    const active = document.activeElement;
    this.questions.replaceChildren(...questions.map((question) => old.get(question.name) ?? this.#field(question)));
    if (active?.isConnected && active !== document.activeElement) active.focus();
  }

  #field({ name, element, question, example }) {
    const input = make("input", {
      type: "text",
      name,
      dir: "auto",
      autocomplete: "off",
      placeholder: example,
      oninput: (event) => {
        this.fills[name] = event.target.value;
        this.fill();
      },
    });
    input.value = this.fills[name] ?? "";
    return make(
      "label",
      { class: "question", "data-name": name, "data-element": element },
      make("span", { class: "part" }, PARTS[element] + (element === "reciprocity" ? " (optional)" : "")),
      make("span", {}, question),
      input,
    );
  }

  #draw({ rewrite, changes }) {
    const at = units(rewrite.text);
    const blanks = rewrite.blanks.map(({ start, end, question }) => [at[start], at[end], question]);
    const nodes = [];
    let place = 0;
    for (const { kind, text } of changes) {
      if (kind === "gone") {
        nodes.push(make("del", {}, text));
        continue;
      }
      const pieces = [];
      const stop = place + text.length;
      let from = place;
      for (const [start, end, question] of blanks) {
        if (end <= from || start >= stop) continue;
        pieces.push(rewrite.text.slice(from, start));
        pieces.push(make("span", { class: "blank", title: question }, rewrite.text.slice(Math.max(start, from), Math.min(end, stop))));
        from = Math.min(end, stop);
      }
      pieces.push(rewrite.text.slice(from, stop));
      nodes.push(...(kind === "new" ? [make("ins", {}, ...pieces)] : pieces));
      place = stop;
    }
    this.version.replaceChildren(...nodes);
  }

  #standing(rewrite, why) {
    if (rewrite.unchanged) return why ?? "";
    const { before, after, blanks } = rewrite;
    const words = ({ score, verdict }) => (score == null ? verdict : `${verdict === "partly" ? "partly clear" : verdict}, ${score}`);
    const open = blanks.length === 1 ? " One blank is still open." : blanks.length ? ` ${blanks.length} blanks are still open.` : "";
    return `From ${words(before)} to ${words(after)}.${open}`;
  }

  #link(text) {
    const link = byId("mail");
    const href = `mailto:?body=${encodeURIComponent(text.replace(/\r?\n/gu, "\r\n"))}`;
    const fits = href.length <= LONGEST_LINK;
    link.href = fits ? href : "#";
    link.setAttribute("aria-disabled", fits ? "false" : "true");
  }

  async #copy() {
    const open = this.version.querySelectorAll(".blank").length;
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      const field = make("textarea", { class: "unseen" });
      field.value = this.text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    this.notify(open ? "Copied. Its blanks are still open." : "Copied.");
  }
}
