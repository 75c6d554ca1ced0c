"""Text of strangers made fit for where it is shown.

For terminals: no escapes, no reordering, no commands to a build's log, and a width for every character. For
spreadsheets: no formulas.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TAB = "    "
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "…": "...",
        "–": "-",
        "—": "-",
        "→": "->",
        "│": "|",
        "·": "-",
        "×": "x",
        "∷": ":",
    }
)
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_COMMAND = re.compile(r"(?<!\S)::")
"""What a build's log takes for a command to itself at the start of a line, as it does `##[` anywhere."""
_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_CELL_BREAKS = ("\t", "\r", "\n")
"""What makes a spreadsheet look for a formula behind it."""
"""What makes a spreadsheet take a cell for a formula; the wide forms count in some languages."""


def plain(text: str) -> str:
    """The text with its typographic marks spelled in ASCII, for terminals that know nothing else."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    """How one code point is shown: itself, a picture of a control character, or a stand-in."""
    if character == "\t":
        return TAB
    if character == " " or character.isprintable():
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if character == _JOINER:
        return character
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    # Cf: marks without a shape of their own, such as those of direction, which could reorder what is shown.
    # All else here is a control, half a character or none at all.
    return "" if category == "Cf" else "\ufffd"


def harmless(text: str) -> str:
    """The text on one line with nothing left in it that moves the cursor, colours, reorders or commands."""
    return _COMMAND.sub("∷", "".join(piece for piece, _ in cells(text)))


def shown_path(path: str) -> str:
    """A file's name on one line, harmless also with a colon after it."""
    return harmless(f"{path}:")[:-1]


def spreadsheet_cell(text: str) -> str:
    """The text on one line, with an apostrophe before it where a spreadsheet would run it as a formula."""
    text = harmless(text)
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text as a formula; numbers with a sign are none."""
    if not text.startswith(_CELL_BREAKS) and not text.lstrip().startswith(_FORMULA_STARTS):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.combining(character) or character in {_JOINER, _EMOJI_STYLE}:
        return 0
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or 0x1F3FB <= ord(character) <= 0x1F3FF:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def cells(text: str) -> list[tuple[str, int]]:
    """For each code point what is shown and how many columns it takes; parts of one emoji count once."""
    shown: list[tuple[str, int]] = []
    joined = False
    before = ""
    for character in text:
        piece = _shown(character)
        if piece == "[" and before == "##":
            piece = " ["
        columns = 0 if joined else sum(_width(part) for part in piece)
        joined = character == _JOINER
        shown.append((piece, columns))
        before = (before + piece)[-2:]
    return shown


def width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(columns for _, columns in cells(text))


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    """Break a text at spaces into lines that fit, each with its indent; too long a word has its own line."""
    lines: list[str] = []
    line, used, empty = first, width(first), True
    for word in text.split():
        size = width(word)
        if not empty and used + 1 + size > columns:
            lines.append(line)
            line, used, empty = rest, width(rest), True
        line, used = (line + word, used + size) if empty else (f"{line} {word}", used + 1 + size)
        empty = False
    return [*lines, line]


def shorten(text: str, columns: int) -> str:
    """The text cut at a word to fit, with an ellipsis where something was left out."""
    if width(text) <= columns:
        return text
    kept = ""
    for word in text.split():
        longer = f"{kept} {word}" if kept else word
        if width(longer) + 2 > columns:
            break
        kept = longer
    if not kept:
        for piece, _ in cells(text):
            if width(kept + piece) + 1 > columns:
                break
            kept += piece
        return f"{kept}…"
    return f"{kept} …"
