/** The program on this machine that judges and rewrites: `asklint hook native-host`, by native messaging. */

const NAME = "asklint";
const PROTOCOL = 1;

/** How long a question on the side may take, in milliseconds. */
const LIMIT = 10_000;

/** Why the host gave no answer, in words for a person. */
export class HostError extends Error {}

/** The promise's value, or an error after so many milliseconds. */
export function within(promise, milliseconds) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new HostError("asklint took too long to answer.")), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** One question, one answer; the process ends with it, even one that hangs. */
export async function ask(request, limit = LIMIT) {
  const host = new Host();
  try {
    return await host.ask(request, limit);
  } finally {
    host.close();
  }
}

/**
 * A process that stays for many questions, as while somebody types.
 *
 * Only the latest question of a kind is worth an answer: `ask` resolves to null for one that a later one overtook.
 */
export class Host {
  #port = null;
  #waiting = new Map();
  #number = 0;
  #latest = new Map();

  async ask(request, limit = LIMIT) {
    const id = ++this.#number;
    this.#latest.set(request.op, id);
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    try {
      this.#connect().postMessage({ protocol: PROTOCOL, id, ...request });
      const found = answered(await within(answer, limit));
      return this.#latest.get(request.op) === id ? found : null;
    } finally {
      this.#waiting.delete(id);
    }
  }

  close() {
    this.#port?.disconnect();
    this.#port = null;
  }

  #connect() {
    if (this.#port) {
      return this.#port;
    }
    const port = messenger.runtime.connectNative(NAME);
    port.onMessage.addListener(message => this.#waiting.get(message.id)?.resolve(message));
    port.onDisconnect.addListener(() => {
      this.#port = this.#port === port ? null : this.#port;
      for (const { reject } of this.#waiting.values()) {
        reject(new HostError(words(port.error)));
      }
    });
    this.#port = port;
    return port;
  }
}

/** What Thunderbird says of a host that fails, and what to do about it. */
function words(error) {
  return /No such native application/.test(error?.message ?? "")
    ? "asklint is not set up for Thunderbird: run `asklint hook install thunderbird`."
    : "asklint stopped before it answered: `asklint hook doctor thunderbird` says more.";
}

function answered(answer) {
  if (answer?.protocol !== PROTOCOL) {
    throw new HostError("asklint and its Thunderbird add-on are of different versions: run `asklint hook install thunderbird` again.");
  }
  if (answer.error) {
    throw new HostError(answer.error);
  }
  return answer;
}
