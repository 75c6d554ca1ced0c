/**
 * On Send: a vague ask is cancelled at once and a dialog opens; the compose window stays free, and what the dialog
 * decides starts a new send. Nothing here may throw into Thunderbird, which would leave the compose window locked, and
 * nothing may wait without a limit: where asklint fails, the mail leaves and a notice says so.
 */

import { ask, within } from "./lib/host.js";
import { draftOf, fingerprintOf } from "./lib/drafts.js";
import { DEFAULTS, isLeftOut, loadSettings } from "./lib/settings.js";
import * as state from "./lib/state.js";

const WIDTH = 880;
const HEIGHT = 600;

messenger.compose.onBeforeSend.addListener(async (tab, details) => {
  try {
    const settings = await within(loadSettings(), DEFAULTS.limit * 1000);
    const held = await within(judged(tab, details, settings), settings.limit * 1000);
    if (!held) {
      return withoutOverride(details);
    }
    await openDialog(tab, held);
    return { cancel: true };
  } catch (error) {
    tell(error);
    return {};
  }
});

messenger.composeAction.onClicked.addListener(async tab => {
  try {
    const details = await messenger.compose.getComposeDetails(tab.id);
    const draft = await draftOf(tab.id, details);
    const settings = await loadSettings();
    await openDialog(tab, { draft, settings, asked: true });
  } catch (error) {
    console.error(error);
  }
});

messenger.runtime.onMessage.addListener(message => {
  if (message.op === "send") {
    return send(message.tabId);
  }
  return undefined;
});

// Whoever opens a compose window will send something soon: by then asklint is loaded.
messenger.tabs.onCreated.addListener(tab => {
  if (tab.type === "messageCompose") {
    ask({ op: "hello" }).catch(() => {});
  }
});

messenger.tabs.onRemoved.addListener(tabId => state.forget(tabId).catch(console.error));

/** What to ask the writer about, or null where the mail may leave. */
async function judged(tab, details, settings) {
  if (await state.takePass(tab.id, await fingerprintOf(details))) {
    return null;
  }
  if (isLeftOut(details, settings)) {
    return null;
  }
  const draft = await draftOf(tab.id, details);
  const report = await ask({ op: "check", onSend: true, draft, settings }, settings.limit * 1000);
  await state.clearTold();
  return report.hold ? { draft, settings, report, asked: false } : null;
}

/** The header `X-Asklint` is for asklint alone, and does not leave. */
function withoutOverride({ customHeaders = [] }) {
  const others = customHeaders.filter(({ name }) => name.toLowerCase() !== "x-asklint");
  return others.length < customHeaders.length ? { details: { customHeaders: others } } : {};
}

async function openDialog(tab, shown) {
  const before = await state.loadDialog(tab.id);
  if (before !== undefined) {
    await messenger.windows.remove(before).catch(() => {});
  }
  await state.saveCase(tab.id, shown);
  const opened = await messenger.windows.create({
    type: "popup",
    url: `dialog/dialog.html?${tab.id}`,
    width: WIDTH,
    height: HEIGHT,
    allowScriptsToClose: true,
    ...(await above(tab.windowId)),
  });
  await state.saveDialog(tab.id, opened.id);
}

/** Where the dialog stands: over the middle of the window it is about. */
async function above(windowId) {
  try {
    const { left, top, width, height } = await messenger.windows.get(windowId);
    return { left: Math.max(0, Math.round(left + (width - WIDTH) / 2)), top: Math.max(0, Math.round(top + (height - HEIGHT) / 2)) };
  } catch {
    return {};
  }
}

/** Send anyway: the text as it stands now passes once. */
async function send(tabId) {
  const details = await messenger.compose.getComposeDetails(tabId);
  await state.givePass(tabId, await fingerprintOf(details));
  // The sending goes on by itself; where it fails, Thunderbird says so.
  messenger.compose.sendMessage(tabId, { mode: "default" }).catch(error => console.warn(`asklint: ${error.message}`));
}

/** Say once that mail leaves unchecked, until asklint answers again. */
async function tell(error) {
  try {
    console.error(`asklint: ${error.message}`);
    if (await state.wasTold()) {
      return;
    }
    await state.setTold(error.message);
    await messenger.notifications.create("asklint", {
      type: "basic",
      iconUrl: messenger.runtime.getURL("icons/icon.svg"),
      title: "Sent without a check",
      message: `${error.message} Mail leaves unchecked until then.`,
    });
  } catch (trouble) {
    console.error(trouble);
  }
}
