// Talks to asklint on this machine. A newer question of a kind ends the one before it.

export class Offline extends Error {}
export class Outdated extends Error {}
export class Refused extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

const running = new Map();

async function send(kind, path, init) {
  running.get(kind)?.abort();
  const control = new AbortController();
  running.set(kind, control);
  let response;
  try {
    response = await fetch(path, { ...init, signal: control.signal, cache: "no-store", credentials: "omit" });
    if (response.status === 204) throw new Outdated();
    const answer = await response.json().catch(() => null);
    if (running.get(kind) !== control) throw new Outdated();
    if (response.ok && answer) return answer;
    if (answer?.error) throw new Refused(answer.error, response.status);
    throw new Refused(`asklint could not answer (${response.status}).`, response.status);
  } catch (error) {
    if (error.name === "AbortError") throw new Outdated();
    if (error instanceof TypeError) throw new Offline();
    throw error;
  }
}

const json = (kind, path, method, values) =>
  send(kind, path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
const post = (kind, values) => json(kind, `api/${kind}`, "POST", values);
const named = (path, file) => `${path}?name=${encodeURIComponent(file.name)}`;

export const check = (text) => post("check", { text });
export const rewrite = (text, fills) => post("rewrite", { text, fills });
export const health = () => send("health", "api/health", {});
export const open = (file) => send("open", named("api/open", file), { method: "POST", body: file });

const CLASSES = "api/classes";
const add = (id, file, role) =>
  send(`class-add-${role}`, named(`${CLASSES}/${id}/files${role ? `/${role}` : ""}`, file), {
    method: role ? "PUT" : "POST",
    body: file,
  });

export const classes = {
  list: () => send("class-list", CLASSES, {}),
  take: (file) => send("class-take", named(CLASSES, file), { method: "POST", body: file }),
  state: (id) => send("class-state", `${CLASSES}/${id}`, {}),
  forget: (id) => send(`class-forget-${id}`, `${CLASSES}/${id}`, { method: "DELETE" }),
  columns: (id, chosen) => json("class-columns", `${CLASSES}/${id}/columns`, "PUT", chosen),
  options: (id, values) => json("class-options", `${CLASSES}/${id}/options`, "PUT", values),
  add,
  leaveOut: (id, role) => send(`class-add-${role}`, `${CLASSES}/${id}/files/${role}`, { method: "DELETE" }),
  start: (id) => send("class-start", `${CLASSES}/${id}/start`, { method: "POST" }),
  results: (id) => send("class-results", `${CLASSES}/${id}/results`, {}),
  read: (id, number) => send("class-read", `${CLASSES}/${id}/feedback/${number}`, {}),
  page: (id, name) => `class/${id}/${name}`,
};
