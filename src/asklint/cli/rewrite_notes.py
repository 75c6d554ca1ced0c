"""What `asklint rewrite` tells a person beside the message: what changed, what is open, what it was worth."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from asklint.cli.interview import columns_of_stderr
from asklint.cli.terminal import wants_color
from asklint.draft import Draft
from asklint.formats.paint import Paint
from asklint.formats.safe import harmless, shorten, wrap
from asklint.formats.words import VERDICTS
from asklint.rewriting.model import Fills, Rewrite, Standing
from asklint.vocabulary import Verdict

_PIECE = re.compile(r"[^\n]*?[.!?…]+[\"”')\]]*(?=\s)|[^\n]+")
"""A sentence, or what a line has of it."""


def notes(
    draft: Draft, versions: Sequence[Rewrite], fills: Fills, *, wanted: int, interactive: bool, color: str
) -> Iterator[str]:
    """Lines for standard error about the first version, which stands for the others, and about answers left out."""
    version, columns = versions[0], columns_of_stderr()
    paint = Paint(wants_color(color, stream=sys.stderr))
    lines = list(_lines(draft, version, columns, paint, interactive=interactive))
    lines += _left_out(fills, columns)
    if 1 < wanted > len(versions):
        count = "is only one version" if len(versions) == 1 else f"are only {len(versions)} versions"
        lines += wrap(f"There {count}: more would read almost the same.", columns)
    if lines and sys.stdout.isatty():
        yield ""
    yield from lines


def _lines(draft: Draft, version: Rewrite, columns: int, paint: Paint, *, interactive: bool) -> Iterator[str]:
    if interactive and not version.unchanged:
        yield paint.bold("What changed:")
        yield from changes(draft.text, version.text, columns, paint)
        yield ""
    if version.why_unchanged is not None:
        yield from wrap(f"Nothing was changed. {version.why_unchanged.value}", columns)
    yield from _open_blanks(version, columns, paint, interactive=interactive)
    if not version.unchanged and version.after.score is not None:
        yield from _score(version, columns, paint)


def _left_out(fills: Fills, columns: int) -> Iterator[str]:
    """What was typed and not used, for it answers nothing."""
    from asklint.rewriting.typed import says_nothing

    for name, answer in fills.given().items():
        if says_nothing(name, answer):
            why = "names nobody" if name in ("reader", "person") else "answers nothing"
            yield from wrap(f"“{shorten(harmless(answer), 30)}” {why}, so it was left out ({name}).", columns)


def changes(before: str, after: str, columns: int, paint: Paint) -> Iterator[str]:
    """What went and what came, sentence by sentence; what stayed is left out."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    old, new = [piece.strip() for piece in old], [piece.strip() for piece in new]
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        for mark, pieces, style in (("- ", old[i:j], paint.removed), ("+ ", new[k:m], paint.added)):
            text = harmless(" ".join(piece for piece in pieces if piece))
            if text:
                yield from map(style, wrap(text, columns, first=f"  {mark}", rest="    "))


def _open_blanks(version: Rewrite, columns: int, paint: Paint, *, interactive: bool) -> Iterator[str]:
    if not version.blanks:
        return
    count = len(version.blanks)
    if any(blank.own for blank in version.blanks) and not version.unchanged:
        yield paint.bold("One blank is still open:" if count == 1 else f"{count} blanks are still open:")
    else:
        yield paint.bold("One blank is yours to fill:" if count == 1 else f"{count} blanks are yours to fill:")
    for blank in version.blanks:
        words = harmless(version.text[blank.start : blank.end])
        yield from wrap(f"{words} {harmless(blank.question)}", columns, first="  ", rest="    ")
        if blank.name and not interactive:
            yield paint.dim(f'    --fill {blank.name}="..."')


def _score(version: Rewrite, columns: int, paint: Paint) -> Iterator[str]:
    line = f"Before: {_standing(version.before)}."
    count = len(version.blanks)
    if not count:
        line += f" Now: {_standing(version.after)}."
    elif version.after.verdict is Verdict.CLEAR:
        # Not "clear": it cannot go out as it is.
        line += f" With its {'blank' if count == 1 else f'{count} blanks'} filled in it can be clear."
    else:
        line += f" Now: {_standing(version.after)}; with its {'blank' if count == 1 else f'{count} blanks'} "
        line += "filled in it can be clear."
    yield from map(paint.bold, wrap(line, columns))


def _standing(standing: Standing) -> str:
    if standing.score is None:
        return "not judged"
    return f"{VERDICTS[standing.verdict][0]}, {standing.score} of 100"
