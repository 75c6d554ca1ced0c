"""`asklint rewrite --interactive`: one question at a time, for what the message lacks.

Questions go to standard error and answers come from the terminal, so that standard output holds the message alone and
can be sent to a file: `asklint rewrite -i draft.txt > better.txt`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from asklint.cli.terminal import wants_color
from asklint.formats.paint import Paint
from asklint.formats.safe import harmless, shorten, wrap
from asklint.formats.words import name_of, score_line
from asklint.rewriting.blanks import find_gaps
from asklint.rewriting.model import Blank, Fills

if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.report import Report
    from asklint.rewriting.blanks import Gap
    from asklint.rewriting.rewriter import Rewriter

_TERMINAL = "/dev/tty"
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?|[\x00-\x08\x0b-\x1f\x7f]")
"""What keys without a meaning here leave in a line, where the terminal's own editing is all there is."""


def can_ask(*, from_stdin: bool) -> bool:
    """Whether there is somebody to ask; with the message on standard input, they must be on the terminal behind it."""
    if not sys.stderr.isatty():
        return False
    if not from_stdin:
        return sys.stdin.isatty()
    try:
        os.close(os.open(_TERMINAL, os.O_RDWR))
    except OSError:
        return False
    return True


def interview(
    rewriter: Rewriter, report: Report, fills: Fills, *, from_stdin: bool, color: str
) -> tuple[Fills, dict[int, str], bool]:
    """The fills with what the person answered about a message, answers by offset, and whether they stopped with Ctrl-C.

    An answer that stands among `fills` is not asked for. Ctrl-D ends the questions; what was answered counts. Of a
    message with blanks of its writer's own only the blanks are asked for, and their answers come by offset.
    """
    columns, paint = columns_of_stderr(), Paint(wants_color(color, stream=sys.stderr))
    answers: dict[str, str | None] = dict(fills.given())
    placed: dict[int, str] = {}
    stopped = False
    blanks = find_gaps(report.draft.text, report.draft.masked)
    try:
        if from_stdin:
            _listen_to_terminal()
        if any(blank.own for blank in blanks):
            _ask_blanks(report, blanks, answers, placed, columns, paint)
        else:
            _ask_gaps(rewriter, report, answers, columns, paint)
    except EOFError:
        _say("", "Done. Here is what your answers so far make.")
    except KeyboardInterrupt:
        _say("", "Stopped. Here is what your answers so far make.")
        stopped = True
    return Fills.of(answers), placed, stopped


def _ask_gaps(rewriter: Rewriter, report: Report, answers: dict[str, str | None], columns: int, paint: Paint) -> None:
    """Ask for what the message lacks, as long as something does, and note the answers."""
    asked: set[str] = set()
    while gap := _next_gap(rewriter, report.draft, answers, asked):
        if not asked:
            _say(*_opening(report, columns, paint))
        asked.add(gap.name)
        _say("", *_question(len(asked), gap, columns, paint))
        answers[gap.name] = _answer()


def _ask_blanks(
    report: Report,
    blanks: tuple[Blank, ...],
    answers: dict[str, str | None],
    placed: dict[int, str],
    columns: int,
    paint: Paint,
) -> None:
    """Ask for each blank in its place, and note the answers."""
    number, given = 0, frozenset(answers)
    for blank in blanks:
        if blank.name in given:
            continue
        if not number:
            _say(*_opening(report, columns, paint))
        number += 1
        _say("", *_blank_question(number, report.draft.text, blank, columns, paint))
        answer = _answer()
        if not blank.own:
            answers[blank.name] = answer
        elif answer:
            placed[blank.start] = answer


def _blank_question(number: int, text: str, blank: Blank, columns: int, paint: Paint) -> Iterator[str]:
    """The question, and the blank where it stands."""
    first = f"{number}. "
    yield from map(paint.bold, wrap(harmless(blank.question), columns, first=first, rest=" " * len(first)))
    room = max(0, columns - 20 - (blank.end - blank.start)) // 2
    before = text[: blank.start].rpartition("\n")[2]
    after = text[blank.end :].partition("\n")[0]
    shown = before if len(before) <= room else f"…{before[len(before) - room :]}"
    shown += text[blank.start : blank.end]
    shown += after if len(after) <= room else f"{after[:room]}…"
    yield paint.dim(f"   It stands in: {harmless(' '.join(shown.split()))}")


def columns_of_stderr() -> int:
    """Columns that lines for people fit into, eighty at most."""
    with suppress(OSError, ValueError):
        return min(max(os.get_terminal_size(sys.stderr.fileno()).columns, 40), 80)
    return 80


def _next_gap(rewriter: Rewriter, draft: Draft, answers: dict[str, str | None], asked: set[str]) -> Gap | None:
    """The next thing worth asking for, after the answers so far."""
    gaps = rewriter.questions(draft, Fills.of(answers))
    return next((gap for gap in gaps if gap.name not in asked and not answers.get(gap.name)), None)


def _opening(report: Report, columns: int, paint: Paint) -> Iterator[str]:
    """Where the message stands, what it asks for, and how to answer."""
    yield from wrap(f"{name_of(report)}: {score_line(report)}.", columns)
    if report.ask is not None:
        words = shorten(harmless(" ".join(report.ask.of(report.draft.text).split())), 2 * columns)
        yield from map(
            paint.hint, wrap(f"“{words}”" if _shows_quotes() else f'"{words}"', columns, first="  ", rest="  ")
        )
    yield ""
    yield from wrap(
        "Answer in your own words, a few are enough: they are fitted into your message. Enter skips a question, "
        "Ctrl-D ends.",
        columns,
    )


def _shows_quotes() -> bool:
    try:
        "“”".encode(sys.stderr.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _question(number: int, gap: Gap, columns: int, paint: Paint) -> Iterator[str]:
    first = f"{number}. "
    lines = wrap(harmless(gap.question), columns, first=first, rest=" " * len(first))
    yield from map(paint.bold, lines)
    yield paint.dim(f"   For example: {shorten(harmless(gap.example), columns - 17)}")


def _answer() -> str:
    """One line from the person, without white space around it; empty where they skipped the question.

    Raises `EOFError` on Ctrl-D and `KeyboardInterrupt` on Ctrl-C.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 - gives `input` its keys: arrows, Home, End
    with _prompting_on_stderr():
        line = input("> ")
    text = line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(_ESCAPES.sub("", text.replace("\t", " ")).split())


@contextmanager
def _prompting_on_stderr() -> Iterator[None]:
    """Let `input` prompt on standard error: it edits lines only where standard output is the terminal."""
    if sys.stdout.isatty():
        yield
        return
    sys.stdout.flush()
    output, errors = sys.__stdout__, sys.__stderr__
    if output is None or errors is None:
        yield
        return
    kept = os.dup(output.fileno())
    os.dup2(errors.fileno(), output.fileno())
    try:
        yield
    finally:
        os.dup2(kept, output.fileno())
        os.close(kept)


def _listen_to_terminal() -> None:
    """Take the answers from the terminal, where standard input was the message and has been read."""
    descriptor = os.open(_TERMINAL, os.O_RDWR)
    os.dup2(descriptor, sys.stdin.fileno())
    os.close(descriptor)


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line.rstrip(), err=True, color=True)
