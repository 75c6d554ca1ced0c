/** The settings page: every change is kept at once. */

import { ask } from "../lib/host.js";
import { DEFAULTS, loadSettings, saveSettings } from "../lib/settings.js";

const byId = id => document.getElementById(id);

async function identities() {
  const accounts = await messenger.accounts.list(false);
  return accounts.flatMap(account => account.identities);
}

function identityRow(identity, isOff) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = identity.id;
  box.checked = !isOff;
  const name = document.createElement("span");
  name.textContent = identity.name ? `${identity.name} <${identity.email}>` : identity.email;
  const row = document.createElement("label");
  row.className = "check";
  row.append(box, name);
  return row;
}

function show(settings, known) {
  byId("below").value = settings.below ?? "";
  byId("profile").value = settings.profile;
  byId("new-only").checked = !settings.replies;
  byId("limit").value = settings.limit;
  byId("recipients").value = settings.recipientsOff.join("\n");
  byId("identities").replaceChildren(
    ...known.map(identity => identityRow(identity, settings.identitiesOff.includes(identity.id)))
  );
}

function chosen() {
  const below = byId("below").value;
  return {
    below: below === "" ? null : Number(below),
    profile: byId("profile").value,
    replies: !byId("new-only").checked,
    limit: byId("limit").validity.valid ? byId("limit").valueAsNumber : DEFAULTS.limit,
    identitiesOff: [...byId("identities").querySelectorAll("input:not(:checked)")].map(box => box.value),
    recipientsOff: byId("recipients").value.split("\n").map(line => line.trim()).filter(Boolean),
  };
}

async function showStatus() {
  const status = byId("status");
  try {
    const { version } = await ask({ op: "hello" });
    status.textContent = `asklint ${version} answers.`;
    status.className = "good";
  } catch (error) {
    status.textContent = `${error.message} Until then, mail leaves unchecked.`;
    status.className = "bad";
  }
}

async function start() {
  show(await loadSettings(), await identities());
  byId("settings").addEventListener("input", () => saveSettings(chosen()));
  byId("settings").addEventListener("submit", event => event.preventDefault());
  await showStatus();
  document.body.dataset.ready = "yes";
}

start();
