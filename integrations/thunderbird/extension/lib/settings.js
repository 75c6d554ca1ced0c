/** What a person has chosen on the settings page. */

export const DEFAULTS = Object.freeze({
  /** The score from which a mail leaves without a question; null: as asklint's own configuration has it. */
  below: null,
  /** A profile of asklint; the empty string: as asklint's own configuration has it. */
  profile: "",
  /** Whether replies and forwards are checked too. */
  replies: false,
  /** Seconds that a mail waits for its check; then it leaves. */
  limit: 3,
  /** Identities whose mail is never checked. */
  identitiesOff: [],
  /** Addresses and domains; a mail to nobody else is never checked. */
  recipientsOff: [],
});

export async function loadSettings() {
  const { settings } = await messenger.storage.local.get("settings");
  return { ...DEFAULTS, ...settings };
}

export async function saveSettings(settings) {
  await messenger.storage.local.set({ settings });
}

/** Whether the settings leave a mail out. */
export function isLeftOut(details, settings) {
  if (!settings.replies && details.type !== "new" && details.type !== "draft") {
    return true;
  }
  if (settings.identitiesOff.includes(details.identityId)) {
    return true;
  }
  const off = settings.recipientsOff.map(entry => entry.trim().toLowerCase().replace(/^@/, "")).filter(Boolean);
  const everybody = [...details.to, ...details.cc, ...details.bcc].map(addressOf).filter(Boolean);
  return off.length > 0 && everybody.length > 0 && everybody.every(address => off.some(entry => matches(address, entry)));
}

/** Recipients are text, or nodes of the address book, whose address the compose window has not resolved yet. */
function addressOf(recipient) {
  if (typeof recipient !== "string") {
    return "";
  }
  const angled = /<([^<>]*)>\s*$/.exec(recipient);
  return (angled ? angled[1] : recipient).trim().toLowerCase();
}

function matches(address, entry) {
  return entry.includes("@") ? address === entry : address.endsWith(`@${entry}`) || address.endsWith(`.${entry}`);
}
