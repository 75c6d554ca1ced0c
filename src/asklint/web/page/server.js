// Talks to asklint on this machine. A newer question of a kind ends the one before it.

export class Offline extends Error {}
export class Outdated extends Error {}
export class Refused extends Error {}

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
    if (answer?.error) throw new Refused(answer.error);
    throw new Refused(`asklint could not answer (${response.status}).`);
  } catch (error) {
    if (error.name === "AbortError") throw new Outdated();
    if (error instanceof TypeError) throw new Offline();
    throw error;
  }
}

const post = (kind, values) =>
  send(kind, `api/${kind}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(values),
  });

export const check = (text) => post("check", { text });
export const rewrite = (text, fills) => post("rewrite", { text, fills });
export const health = () => send("health", "api/health", {});
export const open = (file) =>
  send("open", `api/open?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
