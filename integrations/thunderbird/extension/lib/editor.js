/**
 * Runs inside the compose window: makes edits in the text that is being written.
 *
 * Each edit names text nodes by number and places in them by code points, as asklint read them. Nothing is searched for:
 * where the text is no longer what asklint read, nothing is changed. Edits are made as typed ones are, so that undo
 * takes them back and the formatting around them stays.
 */
export function applyEdits({ nodes, edits }) {
  const runs = [];
  const collect = parent => {
    // Text that no tag divides is one run, however many nodes the editor keeps it in.
    let run = null;
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (!run) {
          run = [];
          runs.push(run);
        }
        run.push(child);
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        run = null;
        collect(child);
      }
    }
  };
  collect(document.body);
  const contentOf = run => run.map(node => node.data).join("");
  const counted = runs.filter(run => /[^ \t\r\n\f]/.test(contentOf(run)));
  if (counted.length !== nodes.length || counted.some((run, number) => contentOf(run) !== nodes[number])) {
    return { done: false };
  }

  const placeOf = ([number, codePoints], atEnd) => {
    const run = counted[number];
    let offset = [...contentOf(run)].slice(0, codePoints).join("").length;
    for (const node of run) {
      if (offset < node.length || (atEnd && offset === node.length) || node === run.at(-1)) {
        return [node, Math.min(offset, node.length)];
      }
      offset -= node.length;
    }
    return null;
  };
  const type = text => {
    for (const [number, paragraph] of text.split("\n\n").entries()) {
      if (number) {
        const inParagraph = getSelection().anchorNode?.parentElement?.closest("p");
        if (inParagraph) {
          document.execCommand("insertParagraph");
        } else {
          document.execCommand("insertLineBreak");
          document.execCommand("insertLineBreak");
        }
      }
      for (const [line, words] of paragraph.split("\n").entries()) {
        if (line) {
          document.execCommand("insertLineBreak");
        }
        if (words) {
          document.execCommand("insertText", false, words);
        }
      }
    }
  };

  /** Text nodes that hold no-break spaces, with their offsets. */
  const noBreakSpaces = () => {
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const offsets = [...walker.currentNode.data.matchAll(/\u00a0/g)].map(match => match.index);
      if (offsets.length) {
        found.set(walker.currentNode, offsets);
      }
    }
    return found;
  };

  const selection = getSelection();
  // From the last to the first, so that places before an edit stay what they are.
  const ranges = edits.map(({ start, end, text }) => {
    const range = document.createRange();
    range.setStart(...placeOf(start, start[0] === end[0] && start[1] === end[1]));
    range.setEnd(...placeOf(end, true));
    return { range, text };
  });
  const before = noBreakSpaces();
  for (const { range, text } of ranges.reverse()) {
    selection.removeAllRanges();
    selection.addRange(range);
    if (text) {
      type(text);
    } else {
      document.execCommand("delete");
    }
  }
  // The editor turns spaces beside a gap into no-break spaces, which a plain mail would keep for good.
  for (const [node, offsets] of noBreakSpaces()) {
    for (const offset of offsets) {
      if (!before.has(node) && /\S/.test(node.data[offset - 1] ?? "x") && /\S/.test(node.data[offset + 1] ?? "x")) {
        node.replaceData(offset, 1, " ");
      }
    }
  }
  return { done: true };
}
