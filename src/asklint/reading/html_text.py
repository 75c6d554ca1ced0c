"""HTML mail as text: blocks become lines; quotes, attributions and signatures are told from the markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asklint.draft import Region, RegionKind
from asklint.errors import InputError
from asklint.reading.limits import MAX_ELEMENTS
from asklint.reading.lines import lazy
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
_NOT_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_META_CHARSET = lazy(r"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", 2)


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
    import lxml.html

    source = _NOT_XML().sub("", html)
    if not source.strip():
        return "", ()
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        return "", ()
    if source.count("<") > MAX_ELEMENTS and sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InputError(f"{path} has more than {MAX_ELEMENTS:,} HTML elements: give the text of the message alone")
    writer = _Writer()
    writer.write(tree)
    return writer.finish()


class _Writer:
    """Walks the tree once, without recursion, and keeps the place of every region."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.regions: list[Region] = []
        self.newlines = 2
        """Line ends at the end of what is written."""
        self.space = False
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

    def _text(self, text: str) -> None:
        if self.preformatted:
            for number, line in enumerate(text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n")):
                if number:
                    self._put("\n")
                    self.newlines = min(self.newlines + 1, 2)
                if line:
                    self._put(line)
                    self.newlines = 0
            return
        collapsed = _SPACES().sub(" ", text)
        words = collapsed.strip(" ")
        if not words:
            self.space = self.space or bool(collapsed)
            return
        if (self.space or collapsed[0] == " ") and not self.newlines:
            self._put(" ")
        self._put(words)
        self.newlines = 0
        self.space = collapsed[-1] == " "

    # -- tree

    def write(self, tree: Any) -> None:
        """Write the tree's text."""
        open_regions: list[tuple[Any, RegionKind, int]] = []
        rest_from: int | None = None
        for event, element in _walk(tree):
            tag = element.tag.lower()
            if event == "start":
                self._open(tag, element)
                if rest_from is None and _rest_follows(element):
                    rest_from = self.length
                kind = _kind_of(tag, element)
                if kind is not None:
                    open_regions.append((element, kind, self.length))
                if element.text:
                    self._text(element.text)
                continue
            if open_regions and open_regions[-1][0] is element:
                _, kind, start = open_regions.pop()
                # only the outermost counts
                if not any(outer is not RegionKind.SIGNATURE for _, outer, _ in open_regions):
                    self.regions.append(Region(Span(start, self.length), kind))
            self._close(tag)
            if element.tail and element is not tree:
                self._text(element.tail)
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
        if tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
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

    def _close(self, tag: str) -> None:
        if tag in _SPACED:
            self._break(2)
        elif tag in _BLOCKS:
            self._break(1)
        if tag == "pre":
            self.preformatted -= 1
        elif tag in ("ul", "ol") and self.lists:
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
    """Start and end of every visible element."""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, seen = stack.pop()
        if seen:
            yield "end", element
            continue
        if not isinstance(element.tag, str) or element.tag.lower() in _SKIPPED or _is_hidden(element):
            # what stands behind the element is still visible: give it to the element before
            yield from _only_tail(element)
            continue
        yield "start", element
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _only_tail(element: Any) -> Iterator[tuple[str, Any]]:
    """An element of no words, so that only the text behind it is written."""
    import lxml.html

    if element.tail and element.getparent() is not None:
        stand_in = lxml.html.Element("span")
        stand_in.tail = element.tail
        yield "end", stand_in


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
