/** A mail that is being written, as the host is given it. */

/** Pictures inside the text are megabytes that say nothing. */
const LARGE = 100_000;

export async function draftOf(tabId, details) {
  const attachments = await messenger.compose.listAttachments(tabId);
  return {
    subject: details.subject,
    from: textOf(details.from),
    to: details.to.map(textOf).filter(Boolean),
    cc: details.cc.map(textOf).filter(Boolean),
    type: details.type,
    html: withoutPictures(details.body),
    plain: details.plainTextBody,
    attachments: attachments.map(attachment => attachment.name),
    headers: Object.fromEntries((details.customHeaders ?? []).map(({ name, value }) => [name, value])),
  };
}

/** What tells one text from another: a pass for one text is none for the next. */
export async function fingerprintOf(details) {
  const bytes = new TextEncoder().encode(JSON.stringify([details.subject, details.body]));
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

function textOf(recipient) {
  return typeof recipient === "string" ? recipient : "";
}

function withoutPictures(html) {
  if (html.length < LARGE) {
    return html;
  }
  const copy = new DOMParser().parseFromString(html, "text/html");
  for (const picture of copy.querySelectorAll("[src^='data:'], [background^='data:']")) {
    picture.removeAttribute("src");
    picture.removeAttribute("background");
  }
  return copy.documentElement.outerHTML;
}
