// The trainer's side: one class at a time, from its file to points, feedback and the report.
// The server holds the class; this only asks how far it is, so that a page loaded anew finds it again.

import { byId, later, make } from "./dom.js";
import { Learners } from "./learners.js";
import { notify, reach, speak } from "./notices.js";
import { classes } from "./server.js";

const KEY = "asklint.class";
const LOOK = 350; // milliseconds between looks at a class that is worked on
const TYPED = 500;
const SPOKEN = 10_000; // progress is told no oftener
const COLUMNS = [
  ["message", "The message", null],
  ["learner", "Who wrote it", "nobody named"],
  ["attempt", "Attempt", "one each"],
  ["exercise", "Exercise", "one for all"],
  ["id", "Name of the row", "its number"],
];
const FILES = [
  ["gradebook", "Gradebook to fill in", "Moodle’s grading worksheet or Canvas’s gradebook, as downloaded (.csv)", ".csv"],
  ["rubric", "Rubric", "what each part is worth (.toml)", ".toml"],
  ["overrides", "Your own points", "a table with learner, and levels, points or a comment of yours, which win (.csv, .xlsx)", ".csv,.tsv,.xlsx,.xlsm"],
];
const SIGNS = { clear: "✓", partly: "~", vague: "✗", "no-ask": "–", unsupported: "–", failed: "–" };
const ALONE = /\.(zip|xlsx|xlsm|jsonl|ndjson|mbox|mbx|parquet|pq|arrow|feather)$/iu; // the likeliest to be a class
const WORKBOOK = /\.(xlsx|xlsm)$/iu; // beside an open class it may hold points, as a .csv may
const CARDS = ["choosing", "working", "found", "results", "options", "learners", "reading"];
const SHOWN = {
  none: ["choosing"],
  failed: ["choosing"],
  reading: ["working"],
  scoring: ["working"],
  found: ["found", "options"],
  done: ["results", "options", "learners", "reading"],
};

export class Classroom {
  constructor() {
    this.state = null;
    this.results = null;
    this.shown = false;
    this.acting = 0;
    this.asked = 0; // counts what was asked for: an older look is not shown over a newer answer
    this.timer = 0;
    this.told = 0;
    this.picker = make("input", { type: "file", hidden: true });
    this.learners = new Learners((number) => classes.read(this.id, number), (text) => this.#tell(text));
    this.#wire();
  }

  get id() {
    return this.state?.id ?? null;
  }

  show() {
    this.shown = true;
    this.refresh();
  }

  hide() {
    this.shown = false;
    clearTimeout(this.timer);
  }

  focus() {
    const card = SHOWN[this.state?.stage ?? "none"][0];
    byId(`class-${card}`).querySelector("h2").focus();
  }

  // How it stands, whoever changed it: this tab, another one, or a new start of the server.
  refresh() {
    if (this.acting) return undefined; // its answer says more
    const id = this.id ?? kept();
    return this.#ask(async () => (id ? await classes.state(id) : null), { quiet: true });
  }

  // Files dropped or chosen: with no class open the first that can be one is the class, the others go with it.
  async dropped(files) {
    const stage = this.state?.stage;
    const open = stage === "found" || stage === "done";
    if (stage === "reading" || stage === "scoring") {
      this.#tell("A class is being worked on. Wait for it, or cancel it first.");
      return;
    }
    const others = [...files];
    if (!open) {
      const place = others.findIndex(({ name }) => ALONE.test(name));
      const [file] = others.splice(place < 0 ? Math.max(0, others.findIndex(({ name }) => !/\.toml$/iu.test(name))) : place, 1);
      this.extra = others;
      await this.#ask(() => classes.take(file));
      return;
    }
    await this.#addAll(others);
  }

  // --- what is asked of the server ---

  #ask(work, { quiet = false } = {}) {
    const turn = (this.asked += 1);
    if (!quiet) this.acting += 1;
    const over = () => {
      if (!quiet) this.acting -= 1;
    };
    return reach(
      async () => {
        const state = await work().finally(over);
        if (turn !== this.asked) return;
        if (!quiet) this.#tell("");
        await this.#take(state);
      },
      (text, status) => {
        if (turn !== this.asked) return;
        if (status === 404) this.#take(null);
        else if (!quiet) this.refresh();
        this.said = text;
        this.#tell(text);
      },
      () => this.refresh(),
    );
  }

  #add(file, role) {
    return this.#ask(() => classes.add(this.id, file, role)).then(() => this.#files());
  }

  // Several files, each for what it is; what is wrong with one is not lost over the next.
  async #addAll(files) {
    const said = [];
    for (const file of files) {
      this.said = "";
      if (ALONE.test(file.name) && !WORKBOOK.test(file.name)) await this.#ask(() => classes.take(file));
      else await this.#add(file);
      if (this.said) said.push(this.said);
    }
    if (said.length) this.#tell(said.join(" "));
  }

  async #take(state) {
    const [before, had] = [this.state, this.#focused()];
    this.state = state;
    keep(state?.id);
    clearTimeout(this.timer);
    const stage = state?.stage ?? "none";
    if (stage === "found" && this.extra?.length) {
      const extra = this.extra;
      this.extra = [];
      this.#draw(stage);
      await this.#addAll(extra);
      return;
    }
    if (stage === "done" && (this.results?.id !== state.id || this.results.version !== state.version)) {
      const found = await classes.results(state.id);
      if (this.state !== state) return;
      this.results = { ...found, id: state.id, version: state.version };
    }
    if (stage !== "done") this.results = null;
    this.#draw(stage);
    if (before?.stage !== state?.stage) this.#arrived(stage, had);
    if (!this.shown) return;
    if (stage === "reading" || stage === "scoring") this.timer = setTimeout(() => this.refresh(), LOOK);
    if (stage === "none" || stage === "failed") this.#listed();
  }

  async #listed() {
    await reach(
      async () => {
        const { classes: held } = await classes.list();
        const others = held.filter(({ id }) => id !== this.id);
        byId("class-open").hidden = !others.length;
        byId("class-list").replaceChildren(
          ...others.map(({ id, name, stage }) =>
            make(
              "li",
              {},
              make("button", { type: "button", dir: "auto", onclick: () => this.#ask(() => classes.state(id)) }, name),
              make("span", { class: "quiet" }, { found: "read", done: "scored", failed: "not readable" }[stage] ?? "being worked on"),
            ),
          ),
        );
      },
      (text) => this.#tell(text),
      () => this.refresh(),
    );
  }

  #forget(text) {
    const { id } = this;
    return this.#ask(async () => {
      await classes.forget(id);
      return null;
    }).then(() => {
      if (this.state === null) notify(text);
    });
  }

  // --- what is shown ---

  #tell(text) {
    const place = byId("class-problem");
    place.hidden = !text;
    if (place.textContent !== text) place.textContent = text;
  }

  #focused() {
    return byId("class-view").contains(document.activeElement) || document.activeElement === document.body;
  }

  // Who works with the keyboard goes on where the page goes on; a page just loaded is left alone.
  #arrived(stage, had) {
    const { state } = this;
    if (state?.problem) this.#tell(state.problem);
    if (stage === "found") speak(`${state.found?.messages ?? "No"} messages found in ${state.name}.`);
    if (stage === "done") speak(`Done. ${this.#sum()}`);
    if (stage === "scoring") this.told = performance.now();
    const column = stage === "found" && this.column && byId(this.column);
    if (had && this.shown && this.arrivedOnce) column ? column.focus() : this.focus();
    if (stage !== "reading") this.column = null;
    this.arrivedOnce = true;
  }

  #draw(stage) {
    const visible = SHOWN[stage];
    for (const card of CARDS) byId(`class-${card}`).hidden = !visible.includes(card);
    byId("class-view").dataset.stage = stage;
    if (stage === "reading" || stage === "scoring") this.#progress();
    if (stage === "found") this.#found();
    if (stage === "found" || stage === "done") this.#options();
    if (stage === "done") this.#done();
    if (stage === "none" || stage === "failed") this.#wipe();
  }

  // What is forgotten does not stay in hidden places of the page either.
  #wipe() {
    this.learners.clear();
    for (const id of ["found-title", "kind", "columns", "results-title", "sum", "verdicts", "downloads", "filled", "lost", "files", "doing", "far"]) {
      byId(`class-${id}`).replaceChildren();
    }
    delete byId("class-files").dataset.state;
    for (const part of byId("class-sample").children) part.replaceChildren();
    for (const id of ["contact", "report-title"]) byId(`class-${id}`).value = "";
    for (const id of ["report", "anonymous"]) byId(`class-${id}`).removeAttribute("href");
  }

  #progress() {
    const { name, stage, progress } = this.state;
    const bar = byId("class-bar");
    byId("class-doing").textContent = stage === "reading" ? `Reading ${name}` : `Scoring ${name}`;
    if (!progress || progress.loading) {
      bar.removeAttribute("value");
      byId("class-far").textContent = progress ? "The language models are being loaded." : "";
      return;
    }
    bar.max = progress.total || 1;
    bar.value = progress.messages;
    const text = far(progress);
    byId("class-far").textContent = text;
    if (performance.now() - this.told > SPOKEN) {
      this.told = performance.now();
      speak(text);
    }
  }

  #found() {
    const { name, found, columns, problem } = this.state;
    byId("class-found-title").textContent = name;
    const count = found && plural(found.messages, "message");
    const lacking = found
      ? [found.empty && `${found.empty} empty`, found.failed && `${found.failed} not readable`].filter(Boolean)
      : [];
    const notes = found ? Object.entries(found.notes).map(([note, times]) => `${note}: ${times}`) : [];
    byId("class-kind").textContent = found ? `${[found.kind, [count, ...lacking].join(", "), ...notes].join("; ")}.` : "";
    byId("class-columns").replaceChildren(...(columns.length ? this.#selects() : this.#places()));
    byId("class-score").disabled = !found;
    const sample = byId("class-sample");
    sample.hidden = !found?.sample.text;
    if (found) {
      const { learner, text } = found.sample;
      sample.querySelector("figcaption").replaceChildren("The first message", ...(learner ? [", by ", make("bdi", {}, learner)] : []), ":");
      sample.querySelector("blockquote").textContent = text;
    }
    if (problem) this.#tell(problem);
  }

  #selects() {
    const { columns, found } = this.state;
    return COLUMNS.map(([role, label, none]) => {
      const taken = found?.fields[role] ?? [];
      const options = columns.map((column) => make("option", { value: column, selected: taken.length === 1 && taken[0] === column }, column));
      if (taken.length > 1) options.unshift(make("option", { value: "\n", selected: true }, taken.join(" + ")));
      if (none) options.unshift(make("option", { value: "", selected: !taken.length }, none));
      else if (!taken.length) options.unshift(make("option", { value: "\n", selected: true }, "choose"));
      const select = make("select", {
        id: `class-column-${role}`,
        onchange: (event) => {
          if (event.target.value === "\n") return;
          this.column = event.target.id;
          this.#ask(() => classes.columns(this.id, { [role]: event.target.value }));
        },
      });
      select.append(...options);
      return make("label", { class: "field" }, label, select);
    });
  }

  #places() {
    const taken = this.state.found?.taken ?? {};
    return COLUMNS.filter(([role]) => taken[role]).map(([role, label]) =>
      make("p", { class: "place" }, make("span", { class: "quiet" }, label), taken[role]),
    );
  }

  #options() {
    const { options, files, platform, assignments, name } = this.state;
    set("class-maximum", options.maximum);
    set("class-contact", options.contact);
    set("class-report-title", options.title);
    byId("class-report-title").placeholder = `Class report: ${stem(name)}`;
    byId("class-maximum").disabled = Boolean(files.rubric);
    byId("class-maximum-hint").hidden = !files.rubric;
    this.#files();
    byId("class-overwrite").checked = options.overwrite;
    byId("class-overwrite-field").hidden = !platform;
    byId("class-assignment-field").hidden = assignments.length < 2;
    byId("class-assignment").replaceChildren(
      make("option", { value: "" }, "choose"),
      ...assignments.map((each) => make("option", { value: each, selected: each === options.assignment }, each)),
    );
  }

  #files() {
    const { files, platform } = this.state ?? {};
    if (!files) return;
    const place = byId("class-files");
    const state = JSON.stringify([files, platform]);
    if (place.dataset.state === state) return; // what has the focus stays
    const had = document.activeElement?.dataset?.role;
    place.dataset.state = state;
    place.replaceChildren(
      ...FILES.map(([role, label, hint, accept]) => {
        const name = files[role];
        const choose = make("button", { type: "button", "data-role": role, "aria-describedby": `class-hint-${role}`, onclick: () => this.#pick(role, accept) },
          make("span", { class: "unseen" }, `${label}: `), name ? "Another file" : "Choose a file");
        const leave = make("button", { type: "button", onclick: () => this.#ask(() => classes.leaveOut(this.id, role)) },
          "Leave out", make("span", { class: "unseen" }, ` ${name}`));
        return make(
          "div",
          { class: "field file" },
          make("span", {}, label),
          make("span", { class: "hint", id: `class-hint-${role}` }, name ? make("bdi", {}, name) : hint, name && role === "gradebook" ? `, ${platform}` : ""),
          make("div", { class: "actions" }, choose, ...(name ? [leave] : [])),
        );
      }),
    );
    if (had) place.querySelector(`[data-role="${had}"]`)?.focus();
  }

  #pick(role, accept) {
    this.picker.accept = accept;
    this.picker.dataset.role = role;
    this.picker.value = "";
    this.picker.click();
  }

  #sum() {
    const { messages, learners, mean, maximum } = this.results;
    const points = mean == null ? "" : ` ${number(mean)} of ${number(maximum)} points on average.`;
    return `${plural(messages, "message")} of ${plural(learners, "learner")}.${points}`;
  }

  #done() {
    const { results, state } = this;
    byId("class-results-title").textContent = state.name;
    byId("class-sum").textContent = this.#sum();
    byId("class-verdicts").replaceChildren(
      ...results.verdicts.filter(({ count }) => count).map(({ verdict, word, count }) =>
        make(
          "tr",
          { "data-verdict": verdict },
          make("th", { scope: "row" }, make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[verdict]), word),
          make("td", { class: "figure" }, String(count)),
          make("td", { class: "share", "aria-hidden": "true" }, share(count / results.messages)),
        ),
      ),
    );
    byId("class-report").href = classes.page(state.id, "report.html");
    byId("class-anonymous").href = classes.page(state.id, "anonymous.html");
    const { gradebook } = results;
    const downloads = [
      ["scores.csv", "Scores", "a table (.csv)"],
      ["feedback.zip", "Feedback", "a page for each submission (.zip)"],
      ["report.html?download", "Report", "one file that needs no other (.html)"],
      ["anonymous.html?download", "Report without names", "one file (.html)"],
      ...(gradebook && !gradebook.problem ? [["gradebook.csv", "Filled gradebook", `${state.files.gradebook} with the grades in it`]] : []),
    ];
    byId("class-downloads").replaceChildren(
      ...downloads.map(([file, label, about]) =>
        make("li", {}, make("a", { href: classes.page(state.id, file), download: "" }, label), make("span", { class: "quiet", dir: "auto" }, about)),
      ),
    );
    byId("class-filled").textContent = gradebook ? gradebook.problem ?? `${state.files.gradebook}: ${gradebook.line}` : "";
    byId("class-filled").className = gradebook?.problem ? "problem banner" : "quiet";
    byId("class-filled").hidden = !gradebook;
    const { lost, clashing } = results;
    const lines = (some) => `${some.slice(0, 10).join(", ")}${some.length > 10 ? " …" : ""}`;
    const said = [];
    if (lost.length) said.push(`No one submission fits line ${lines(lost)}.`);
    if (clashing.length) said.push(`Of the lines ${lines(clashing)} several are about one submission and decide otherwise; none of them holds there.`);
    byId("class-lost").hidden = !said.length;
    byId("class-lost").textContent = `${state.files.overrides}: ${said.join(" ")}`;
    byId("class-columns-again").hidden = !state.columns.length;
    this.learners.show(results);
  }

  // --- what people do ---

  #wire() {
    const chosen = byId("class-file");
    byId("class-choose").addEventListener("click", () => chosen.click());
    chosen.addEventListener("change", () => {
      const files = [...chosen.files];
      chosen.value = "";
      if (files.length) this.dropped(files);
    });
    byId("class-view").append(this.picker);
    this.picker.addEventListener("change", () => {
      const [file] = this.picker.files;
      if (file) this.#add(file, this.picker.dataset.role);
    });
    byId("class-score").addEventListener("click", () => this.#ask(() => classes.start(this.id)));
    byId("class-cancel").addEventListener("click", () => this.#forget("Cancelled. The class is forgotten."));
    for (const button of document.querySelectorAll(".class-forget")) {
      button.addEventListener("click", () => this.#forget("The class is forgotten."));
    }
    for (const button of document.querySelectorAll(".class-other")) {
      button.addEventListener("click", () => this.#ask(async () => null));
    }
    byId("class-columns-again").addEventListener("click", () => {
      const taken = this.state.found.fields.message[0];
      this.#ask(() => classes.columns(this.id, { message: taken }));
    });
    const soon = later(() => this.#change(), TYPED);
    byId("class-form").addEventListener("submit", (event) => event.preventDefault());
    byId("class-form").addEventListener("input", (event) => {
      if (event.target !== this.picker) soon();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.shown) this.refresh();
    });
  }

  #change() {
    const { maximum, contact, "report-title": title, assignment, overwrite } = Object.fromEntries(
      ["maximum", "contact", "report-title", "assignment", "overwrite"].map((name) => [name, byId(`class-${name}`)]),
    );
    if (!this.id || !maximum.checkValidity() || !maximum.value) return;
    const values = { contact: contact.value, title: title.value, assignment: assignment.value || null, overwrite: overwrite.checked };
    if (!maximum.disabled) values.maximum = Number(maximum.value);
    this.#ask(() => classes.options(this.id, values));
  }
}

// A field in which one types is left alone.
function set(id, value) {
  const field = byId(id);
  if (document.activeElement !== field) field.value = value;
}

function far({ messages, total, rate, seconds_left: left }) {
  const parts = [`${messages.toLocaleString("en")} of ${plural(total, "message")}`];
  if (rate != null && messages < total) parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en")} a second`);
  if (left != null && messages < total) parts.push(`about ${duration(left)} left`);
  return `${parts.join(", ")}.`;
}

function duration(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 90 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}

function share(part) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 100 8");
  svg.setAttribute("preserveAspectRatio", "none");
  const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  bar.setAttribute("width", Math.max(1, 100 * part));
  bar.setAttribute("height", 8);
  svg.append(bar);
  return svg;
}

const plural = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
const number = (value) => String(Number(value.toFixed(2)));
const stem = (name) => name.replace(/\.[^.]+$/u, "");

// The tab's own class; another tab may have another.
function kept() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(id) {
  try {
    if (id) sessionStorage.setItem(KEY, id);
    else sessionStorage.removeItem(KEY);
  } catch {
    /* without it a page loaded anew shows the class among those that are open */
  }
}
