"""HTML mail as text: blocks become lines; quotes, attributions and signatures are told from the markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asklint.draft import Region, RegionKind
from asklint.errors import InputError
from asklint.reading.limits import MAX_ELEMENTS
from asklint.reading.lines import lazy
from asklint.reading.places import Places
from asklint.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "title",
        "noscript",
        "template",
        "object",
        "svg",
        "math",
        "select",
        "button",
        "textarea",
    )
)
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
     "figure",
     "footer", "form", "header", "hr", "li", "main", "nav", "ol", "pre", "section", "table", "tbody",
     "tfoot", "thead",
     "tr", "ul", "caption")
)  # fmt: skip
_SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Blocks set off by a blank line."""

_CLASSES = {
    "gmail_attr": RegionKind.ATTRIBUTION,
    "moz-cite-prefix": RegionKind.ATTRIBUTION,
    "moz-email-headers-table": RegionKind.FORWARD,
    "moz-forward-container": RegionKind.FORWARD,
    "yahoo_quoted": RegionKind.QUOTE,
    "protonmail_quote": RegionKind.QUOTE,
    "tutanota_quote": RegionKind.QUOTE,
    "zmail_extra": RegionKind.QUOTE,
    "gmail_signature": RegionKind.SIGNATURE,
    "moz-signature": RegionKind.SIGNATURE,
    "protonmail_signature_block": RegionKind.SIGNATURE,
    "ms-outlook-mobile-signature": RegionKind.SIGNATURE,
    "outlookmessageheader": RegionKind.ATTRIBUTION,
}
_IDS = {
    "signature": RegionKind.SIGNATURE,
    "ms-outlook-mobile-signature": RegionKind.SIGNATURE,
    "applemailsignature": RegionKind.SIGNATURE,
    "composer_signature": RegionKind.SIGNATURE,
    "divrplyfwdmsg": RegionKind.ATTRIBUTION,
    "olk_src_body_section": RegionKind.QUOTE,
}
_REST_FOLLOWS_IDS = frozenset(("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"))
"""Outlook's marks: everything behind them is the earlier message."""

_HIDDEN = lazy(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)", 2
)
_OUTLOOK_RULE = lazy(
    r"border:\s*none;\s*border-top:\s*solid\s+#(?:[0-9a-f]{6})\s+1\.0pt;\s*padding:\s*3\.0pt\s+0(?:in|cm)", 2
)
_SPACES = lazy(r"[ \t\r\n\f\u00a0]+")
_WORD = lazy(r"[^ \t\r\n\f\u00a0]+")
_LINE = lazy(r"\r\n|\n")
_KEEPS_SPACES = lazy(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
"""A style under which spaces and line ends count as they do in `pre`; editors of plain mail are written so."""
_NOT_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_META_CHARSET = lazy(r"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)


def declared_charset(data: bytes) -> str | None:
    """The charset that an HTML document names in its own head."""
    found = _META_CHARSET().search(data[:4096].decode("ascii", "replace"))
    return found[1] if found else None


def html_to_text(html: str, path: str = "<string>") -> tuple[str, tuple[Region, ...]]:
    """The words of an HTML document as text, with the regions its markup tells.

    Paragraphs are set apart by a blank line, list items begin with `- ` or their number, cells with a tab;
    what
    is hidden is left out. Damaged HTML is read as browsers read it. Raises InputError where it has more
    markup than a message.
    """
    tree = _tree_of(html, path)
    if tree is None:
        return "", ()
    writer = _Writer()
    writer.write(tree)
    return writer.finish()


def html_places(html: str, path: str = "<string>") -> tuple[str, tuple[Region, ...], Places]:
    """The same, with the text node and the offset in it that each code point of the text was read from.

    With them an edit of the text can be made in the document itself, its markup kept. Raises InputError as
    `html_to_text` does.
    """
    tree = _tree_of(html, path)
    if tree is None:
        return "", (), Places((), ())
    body = tree.find("body")
    places = _Places(tree if body is None else body)
    writer = _Writer(places)
    writer.write(tree)
    return *writer.finish(), Places(tuple(places.nodes), tuple(places.segments))


def _tree_of(html: str, path: str) -> Any:
    """The document's root, or None where there is nothing in it."""
    import lxml.html

    source = _NOT_XML().sub("", html)
    if not source.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        return None
    if source.count("<") > MAX_ELEMENTS and sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InputError(f"{path} has more than {MAX_ELEMENTS:,} HTML elements: give the text of the message alone")
    return tree


class _Places:
    """The text nodes of a body by number, and which stretch of the written text came from which."""

    def __init__(self, body: Any) -> None:
        self.nodes: list[str] = []
        self.segments: list[tuple[int, int, int, int]] = []
        self._numbers: dict[tuple[Any, bool], int] = {}
        stack: list[tuple[Any, bool]] = [(body, False)]
        while stack:
            element, seen = stack.pop()
            if seen:
                self._number(element, element.tail if element is not body else None, behind=True)
                continue
            self._number(element, element.text, behind=False)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))

    def _number(self, element: Any, text: str | None, *, behind: bool) -> None:
        """Nodes of white space alone have no number: parsers differ on whether they are there."""
        if text and text.strip(" \t\r\n\f"):
            self._numbers[element, behind] = len(self.nodes)
            self.nodes.append(text)

    def of(self, element: Any, *, behind: bool) -> int | None:
        """The number of the text in an element before its first child, or of the text behind the element."""
        return self._numbers.get((element, behind))

    def add(self, start: int, length: int, node: int | None, offset: int) -> None:
        """Note that code points were copied from a node one for one."""
        if node is not None and length:
            self.segments.append((start, length, node, offset))


class _Writer:
    """Walks the tree once, without recursion, and keeps the place of every region."""

    def __init__(self, places: _Places | None = None) -> None:
        self.places = places
        self.pieces: list[str] = []
        self.length = 0
        self.regions: list[Region] = []
        self.newlines = 2
        """Line ends at the end of what is written."""
        self.space = False
        self.space_at: tuple[int, int] | None = None
        """The node and offset of the space that `space` waits to write."""
        self.cell = False
        self.preformatted = 0
        self.lists: list[int | None] = []

    # -- text

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _break(self, lines: int) -> None:
        """End the line; two line ends make a blank line."""
        self.space = False
        while self.newlines < lines:
            self._put("\n")
            self.newlines += 1

    def _text(self, text: str, element: Any, *, behind: bool = False) -> None:
        node = self.places.of(element, behind=behind) if self.places else None
        if self.preformatted:
            self._lines(text, node)
            return
        collapsed = _SPACES().sub(" ", text)
        words = collapsed.strip(" ")
        if not words:
            if collapsed and not self.space:
                self.space, self.space_at = True, None if node is None else (node, 0)
            return
        if (self.space or collapsed[0] == " ") and not self.newlines:
            if self.places:
                self.places.add(self.length, 1, *((self.space_at or (None, 0)) if self.space else (node, 0)))
            self._put(" ")
        if self.places and node is not None:
            at = self.length
            for found in _WORD().finditer(text):
                # the space after a word is the first of those that stand there
                self.places.add(at, min(len(found[0]) + 1, self.length + len(words) - at), node, found.start())
                at += len(found[0]) + 1
        self._put(words)
        self.newlines = 0
        self.space = collapsed[-1] == " "
        self.space_at = None if node is None else (node, len(text.rstrip(" \t\r\n\f\u00a0")))

    def _lines(self, text: str, node: int | None) -> None:
        """Text whose spaces and line ends count."""
        if self.space and not self.newlines:
            if self.places:
                self.places.add(self.length, 1, *(self.space_at or (None, 0)))
            self._put(" ")
        self.space = False
        at = 0
        for line in _LINE().split(text):
            if at:
                if self.places:
                    self.places.add(self.length, 1, node, at - 1)
                self._put("\n")
                self.newlines = min(self.newlines + 1, 2)
            if line:
                if self.places:
                    self.places.add(self.length, len(line), node, at)
                self._put(line.replace("\u00a0", " "))
                self.newlines = 0
            at += len(line) + (2 if text.startswith("\r\n", at + len(line)) else 1)

    # -- tree

    def write(self, tree: Any) -> None:
        """Write the tree's text."""
        open_regions: list[tuple[Any, RegionKind, int]] = []
        rest_from: int | None = None
        for event, element in _walk(tree):
            if event == "behind":
                self._text(element.tail, element, behind=True)
                continue
            tag = element.tag.lower()
            if event == "start":
                self._open(tag, element)
                if rest_from is None and _rest_follows(element):
                    rest_from = self.length
                kind = _kind_of(tag, element)
                if kind is not None:
                    open_regions.append((element, kind, self.length))
                if element.text:
                    self._text(element.text, element)
                continue
            if open_regions and open_regions[-1][0] is element:
                _, kind, start = open_regions.pop()
                # only the outermost counts
                if not any(outer is not RegionKind.SIGNATURE for _, outer, _ in open_regions):
                    self.regions.append(Region(Span(start, self.length), kind))
            self._close(tag, element)
            if element.tail and element is not tree:
                self._text(element.tail, element, behind=True)
        if rest_from is not None:
            self.regions.append(Region(Span(rest_from, self.length), RegionKind.QUOTE))

    def _open(self, tag: str, element: Any) -> None:
        if tag == "br":
            self._break(min(self.newlines + 1, 2))
        elif tag in _SPACED:
            self._break(2)
        elif tag in _BLOCKS:
            self._break(1)
        self._open_special(tag, element)

    def _open_special(self, tag: str, element: Any) -> None:
        if _keeps_spaces(tag, element):
            self.preformatted += 1
        if tag in ("ul", "ol"):
            self.lists.append(_start_number(element) if tag == "ol" else None)
        elif tag == "li":
            mark = "- "
            if self.lists and self.lists[-1] is not None:
                mark = f"{self.lists[-1]}. "
                self.lists[-1] += 1
            self._put(mark)
            self.newlines = 1
        elif tag in ("td", "th"):
            if not self.newlines:
                self._put("\t")
                self.newlines = 1
            self.space = False

    def _close(self, tag: str, element: Any) -> None:
        if tag in _SPACED:
            self._break(2)
        elif tag in _BLOCKS:
            self._break(1)
        if _keeps_spaces(tag, element):
            self.preformatted -= 1
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    def finish(self) -> tuple[str, tuple[Region, ...]]:
        """The text and the regions in it, sorted, not overlapping."""
        text = "".join(self.pieces)
        kept: list[Region] = []
        at = 0
        for region in sorted(self.regions, key=lambda region: (region.span.start, -region.span.end)):
            start, end = max(region.span.start, at), region.span.end
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                kept.append(Region(Span(start, end), region.kind))
                at = end
        return text, tuple(kept)


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of every visible element; of a hidden one only the place behind it, where text may stand."""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, seen = stack.pop()
        if seen:
            yield "end", element
            continue
        if not isinstance(element.tag, str) or element.tag.lower() in _SKIPPED or _is_hidden(element):
            if element.tail and element.getparent() is not None:
                yield "behind", element
            continue
        yield "start", element
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _keeps_spaces(tag: str, element: Any) -> bool:
    if tag == "pre":
        return True
    style = element.get("style")
    return bool(style) and _KEEPS_SPACES().search(style[:1000]) is not None


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (bool(style) and _HIDDEN().search(style[:1000]) is not None)


def _start_number(element: Any) -> int:
    start = element.get("start") or ""
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def _kind_of(tag: str, element: Any) -> RegionKind | None:
    """What the markup says about the element: quote, attribution, signature, or nothing."""
    if tag == "blockquote":
        return RegionKind.QUOTE
    classes = element.get("class")
    if classes:
        for name in classes.lower().split():
            kind = _CLASSES.get(name)
            if kind is not None:
                return kind
    if element.get("data-smartmail") == "gmail_signature":
        return RegionKind.SIGNATURE
    identifier = element.get("id")
    if identifier:
        return _IDS.get(identifier.lower().removeprefix("x_"))
    return None


def _rest_follows(element: Any) -> bool:
    identifier = element.get("id")
    if identifier and identifier.lower() in _REST_FOLLOWS_IDS:
        return True
    style = element.get("style")
    return bool(style) and _OUTLOOK_RULE().match(style[:200]) is not None
