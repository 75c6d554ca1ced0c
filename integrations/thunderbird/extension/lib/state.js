/** What must outlive the background page, which Thunderbird stops when it is idle. */

const store = () => messenger.storage.session;

/** What the dialog of a compose tab shows. */
export const saveCase = (tabId, shown) => store().set({ [`case:${tabId}`]: shown });
export const loadCase = async tabId => (await store().get(`case:${tabId}`))[`case:${tabId}`];

export const saveDialog = (tabId, windowId) => store().set({ [`dialog:${tabId}`]: windowId });
export const loadDialog = async tabId => (await store().get(`dialog:${tabId}`))[`dialog:${tabId}`];

/** A pass lets one text leave from one tab, once. */
export const givePass = (tabId, fingerprint) => store().set({ [`pass:${tabId}`]: fingerprint });
export async function takePass(tabId, fingerprint) {
  const found = (await store().get(`pass:${tabId}`))[`pass:${tabId}`];
  await store().remove(`pass:${tabId}`);
  return found !== undefined && found === fingerprint;
}

export const forget = tabId => store().remove([`case:${tabId}`, `dialog:${tabId}`, `pass:${tabId}`]);

/** Whether a person has been told that asklint does not answer; told once until it answers again. */
export const wasTold = async () => (await store().get("told")).told !== undefined;
export const setTold = why => store().set({ told: why });
export const clearTold = () => store().remove("told");
