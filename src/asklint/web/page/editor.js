// The draft's own text field, with the marks on a sheet behind it: selection, paste, undo and input methods stay the
// browser's, because the field is never written to but on request.

import { make, units } from "./dom.js";

export class Editor {
  constructor(field, sheet, onChange) {
    this.field = field;
    this.sheet = sheet;
    this.marks = []; // in UTF-16 units: {start, end, label, level}
    this.before = field.value;
    field.addEventListener("input", () => {
      this.#shift();
      this.#draw();
      onChange();
    });
    field.addEventListener("scroll", () => this.#follow());
    new ResizeObserver(() => this.#follow()).observe(field);
  }

  get text() {
    return this.field.value;
  }

  // Another draft: nothing to undo.
  load(text) {
    this.field.value = text;
    this.before = this.text;
    this.marks = [];
    this.#draw();
  }

  // New words for the same draft, as if typed, so that the browser's undo takes them back.
  replace(text) {
    this.field.focus();
    this.field.select();
    if (!document.execCommand("insertText", false, text)) {
      this.field.setRangeText(text, 0, this.text.length, "end");
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  mark(marks, text) {
    if (text !== this.text) return;
    const at = units(text);
    this.marks = marks.map((mark) => ({ ...mark, start: at[mark.start], end: at[mark.end] }));
    this.#draw();
  }

  select(start, end) {
    const at = units(this.text);
    this.field.focus();
    this.field.setSelectionRange(at[start], at[end]);
  }

  // The label of the mark that the caret stands in.
  labelHere() {
    const at = this.field.selectionStart;
    const mark = this.marks.find(({ start, end }) => start <= at && at <= end);
    return mark ? mark.label.replace("?", "") : null;
  }

  choose(label) {
    this.chosen = label;
    this.#draw();
  }

  // While an answer is on its way, marks move with the words they stand under.
  #shift() {
    const [old, now] = [this.before, this.text];
    this.before = now;
    const most = Math.min(old.length, now.length);
    let lead = 0;
    while (lead < most && old[lead] === now[lead]) lead += 1;
    let tail = 0;
    while (tail < most - lead && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const [stop, grown] = [old.length - tail, now.length - old.length];
    this.marks = this.marks
      .filter(({ start, end }) => end <= lead || start >= stop)
      .map((mark) => (mark.start >= stop ? { ...mark, start: mark.start + grown, end: mark.end + grown } : mark));
  }

  #draw() {
    const text = this.text;
    const pieces = [];
    let at = 0;
    for (const { start, end, label, level } of this.marks) {
      if (start < at || end > text.length) continue; // one mark a place
      const element = label.replace("?", "");
      pieces.push(text.slice(at, start));
      pieces.push(
        make(
          "mark",
          { "data-element": element, "data-level": level, class: this.chosen === element ? "chosen" : null },
          text.slice(start, end),
        ),
      );
      at = end;
    }
    pieces.push(text.slice(at), "\n"); // a last empty line has no height without it
    this.sheet.replaceChildren(...pieces);
    this.sheet.dir = this.field.dir;
    this.#follow();
  }

  #follow() {
    this.sheet.scrollTop = this.field.scrollTop;
    this.sheet.scrollLeft = this.field.scrollLeft;
  }
}
