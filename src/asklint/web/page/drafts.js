// Several drafts, kept in this browser's own storage and nowhere else.

const KEY = "asklint.drafts";
const MOST = 50;

export class Drafts {
  constructor() {
    const held = read();
    this.all = held.all;
    this.current = this.all.find(({ id }) => id === held.current) ?? this.all[0] ?? this.add();
  }

  add(text = "") {
    const draft = { id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`, text, fills: {} };
    this.all = [draft, ...this.all].slice(0, MOST);
    this.current = draft;
    return draft;
  }

  choose(id) {
    this.current = this.all.find((draft) => draft.id === id) ?? this.current;
    this.save();
  }

  keep(text, fills) {
    Object.assign(this.current, { text, fills: { ...fills } });
    this.save();
  }

  removeCurrent() {
    this.all = this.all.filter((draft) => draft !== this.current);
    this.current = this.all[0] ?? this.add();
    this.save();
  }

  removeAll() {
    this.all = [];
    this.add();
    this.save();
  }

  // A full or forbidden storage stops nothing; the draft stays in the field. Another tab may have kept others since.
  save() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ all: this.all, current: this.current.id }));
    } catch {
      /* said once by the page: storage is full */
    }
  }

  snapshot() {
    return JSON.stringify({ all: this.all, current: this.current.id });
  }

  restore(snapshot) {
    const held = JSON.parse(snapshot);
    this.all = held.all;
    this.current = this.all.find(({ id }) => id === held.current);
    this.save();
  }
}

export function titleOf({ text }) {
  const line = text.split("\n").map((each) => each.trim()).filter(Boolean);
  const first = line.length > 1 && line[0].length < 25 ? `${line[0]} ${line[1]}` : line[0] ?? "";
  return first ? (first.length > 38 ? `${first.slice(0, 36)} …` : first) : "empty";
}

function read() {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const all = (Array.isArray(held.all) ? held.all : []).filter(
      (draft) => typeof draft?.id === "string" && typeof draft.text === "string" && typeof draft.fills === "object",
    );
    return { all, current: held.current };
  } catch {
    return { all: [], current: null };
  }
}
