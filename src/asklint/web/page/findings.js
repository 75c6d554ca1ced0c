// How clear the draft is: the verdict, the four elements with their words, and what would help most.

import { make } from "./dom.js";

const ADVICE = {
  person: ["Name the one who reads this, or the one you want to reach.", "Hi Marta, … could you introduce me to Larry Smith?"],
  action: ["Say the one thing to do, so that nobody has to ask back.", "Could you read page 2 and tell me what to cut?"],
  reason: ["Say why you ask, or why you ask this reader.", "The printer takes it on Friday, and you have cut it before."],
  reciprocity: ["If there is something small you could do for them, say it. It is optional.", "I can look over your slides any evening."],
};
const SVG = "http://www.w3.org/2000/svg";

export class Findings {
  constructor(place, { onShow, onElement }) {
    this.place = place;
    this.onShow = onShow; // (start, end): select these words in the draft
    this.onElement = onElement; // (label or null): this element is looked at
    this.open = null;
    this.answer = null;
  }

  clear(text) {
    this.answer = null;
    this.place.removeAttribute("data-verdict");
    this.place.replaceChildren(make("p", { class: "quiet" }, text));
  }

  show(answer) {
    this.answer = answer;
    const had = document.activeElement?.dataset?.key;
    this.place.dataset.verdict = answer.verdict;
    this.place.replaceChildren(...this.#verdict(), ...this.#elements(), ...this.#steps());
    if (had) this.place.querySelector(`[data-key="${had}"]`)?.focus();
  }

  // Open what is said about an element, by the label of its marks.
  openBy(label) {
    const element = this.answer?.elements.find((each) => each.label === label);
    if (!element || this.open === element.name) return;
    this.open = element.name;
    this.show(this.answer);
  }

  #verdict() {
    const { score, headline, meaning } = this.answer;
    const [word] = headline.split(",");
    const title = word[0].toUpperCase() + word.slice(1);
    if (score == null) return [make("p", { class: "verdict" }, make("strong", {}, this.#short())), make("p", { class: "meaning" }, meaning)];
    return [
      make("p", { class: "verdict" }, make("strong", {}, title), make("span", { class: "of" }, `${score} of 100`)),
      make("div", { class: "scale", "aria-hidden": "true" }, scale(score)),
      make("p", { class: "meaning" }, meaning),
    ];
  }

  #short() {
    return this.answer.verdict === "unsupported" ? "Not in English" : "No ask";
  }

  #elements() {
    const { elements } = this.answer;
    if (!elements.length) return [];
    return [make("ul", { class: "elements" }, ...elements.map((element) => this.#element(element)))];
  }

  #element(element) {
    const open = this.open === element.name;
    const about = `about-${element.name}`;
    const optional = element.name === "reciprocity" && element.level === 0;
    const quote = element.quotes.map(({ text }) => `“${squeezed(text)}”`).join(", ");
    return make(
      "li",
      { "data-element": element.name, "data-level": element.level, class: optional ? "optional" : null },
      make(
        "button",
        {
          type: "button",
          "aria-expanded": open ? "true" : "false",
          "aria-controls": about,
          "data-key": `element-${element.name}`,
          onclick: () => {
            this.open = open ? null : element.name;
            this.onElement(this.open ? element.label : null);
            this.show(this.answer);
          },
        },
        make("span", { class: "sign", "aria-hidden": "true" }, element.sign),
        make("span", { class: "name" }, element.label),
        make("span", { class: "level" }, element.word),
        make("span", { class: "quote", dir: "auto", "aria-hidden": "true" }, quote),
      ),
      make("div", { id: about, class: "about", hidden: !open }, ...(open ? this.#about(element) : [])),
    );
  }

  #about(element) {
    const parts = [];
    const step = this.answer.steps.find((each) => each.element === element.name);
    if (element.quotes.length) {
      const said = element.level === 0 ? "These words leave it open:" : element.level === 1 ? "Partly said here:" : "Said here:";
      const quotes = element.quotes.map(({ start, end, text }) =>
        make("button", { type: "button", dir: "auto", onclick: () => this.onShow(start, end) }, `“${squeezed(text)}”`),
      );
      parts.push(make("p", {}, said), make("p", { class: "found" }, ...quotes));
    }
    if (step) parts.push(make("p", {}, step.message));
    if (element.level < 2) {
      const [advice, example] = ADVICE[element.name];
      if (!step) parts.push(make("p", {}, advice));
      parts.push(make("p", { class: "quiet" }, `For example: “${example}”`));
    }
    return parts;
  }

  #steps() {
    const { steps, steps_title: title } = this.answer;
    if (!steps.length) return [];
    const items = steps.map((step) =>
      make(
        "li",
        {},
        step.message,
        " ",
        make(
          "button",
          { type: "button", "data-key": `step-${step.code}`, "aria-label": `Show where: ${step.message}`, onclick: () => this.onShow(step.start, step.end) },
          "Show where",
        ),
      ),
    );
    return [make("h3", {}, title), make("ol", { class: "steps" }, ...items)];
  }
}

function scale(score) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 10");
  svg.setAttribute("preserveAspectRatio", "none");
  const bar = document.createElementNS(SVG, "rect");
  bar.setAttribute("width", Math.max(score, 2));
  bar.setAttribute("height", 10);
  svg.append(bar);
  for (const from of [38, 63]) {
    const line = document.createElementNS(SVG, "line");
    for (const [name, value] of [["x1", from], ["x2", from], ["y1", 0], ["y2", 10]]) line.setAttribute(name, value);
    svg.append(line);
  }
  return svg;
}

const squeezed = (text) => text.replace(/\s+/gu, " ");
