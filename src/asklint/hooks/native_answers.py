"""What the native messaging host answers: what was found in a mail, a suggested text, and where its edits go.

`handle` is the same in the resident process and in one of its own: bytes in, bytes out, nothing written anywhere.
The questions and answers are those of docs/thunderbird.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from asklint.cli.places import config_folder, passed_folder
from asklint.draft import Draft, RegionKind
from asklint.errors import AsklintError, InputError
from asklint.formats.records import file_record
from asklint.formats.words import LABELS, LEVELS, NO_OFFER, VERDICTS, is_open_offer, most_worth, telling_spans
from asklint.hooks import passed
from asklint.hooks.policy import Circumstances, decide, exempt
from asklint.hooks.settings import HookSettings, hook_settings
from asklint.linter import Linter
from asklint.reading.composed import Composed, read_composed
from asklint.reading.html_text import html_to_text
from asklint.reading.places import Place, Places
from asklint.report import Edit, Report
from asklint.rewriting.blanks import Gap, all_gaps
from asklint.rewriting.edits import narrowed
from asklint.rewriting.model import Blank, Fills, Rewrite
from asklint.rewriting.rewriter import Rewriter
from asklint.settings import ConfigResolver, Settings
from asklint.settings.layers import Layer, layer_of
from asklint.settings.model import Profile
from asklint.spans import Span
from asklint.vocabulary import Element, Severity, Verdict

PROTOCOL = 1
"""Raised with every change that an older extension would not understand."""
_ENOUGH_QUESTIONS = 3
"""Questions that are asked besides the blanks' own only up to this number."""
_MOST_WORDS = 3
_LONGEST_WORDS = 60
"""Code points of a quoted stretch."""

Request = Mapping[str, Any]


def handle(payload: bytes) -> bytes:
    """Answer one question; whatever goes wrong becomes an answer with `error`."""
    request: Request = {}
    try:
        request = json.loads(payload)
        if not isinstance(request, dict):
            raise InputError("the question is no JSON object")
        answer = _answer(request)
    except AsklintError as error:
        answer = {"error": _sentence(str(error))}
    except Exception as error:  # noqa: BLE001 - a writer who waits for an answer gets one
        answer = {"error": f"asklint failed ({type(error).__name__}: {error}); please report it."}
    shown = {"protocol": PROTOCOL, "id": request.get("id") if isinstance(request, dict) else None, **answer}
    return json.dumps(shown).encode()


def handle_here(payload: bytes) -> bytes:
    """The same in a process that is not resident, and that may be asked again: the models are loaded once."""
    with suppress(AsklintError):  # whoever needs the models is told then
        Linter.preload()
    return handle(payload)


def too_long(payload: bytes) -> bytes:
    """The answer in place of one that a mail client would not take."""
    error = "The mail is too long for asklint: its text and quotes together must be below half a megabyte."
    return json.dumps({"protocol": PROTOCOL, "id": json.loads(payload).get("id"), "error": error}).encode()


def _answer(request: Request) -> dict[str, Any]:
    if request.get("protocol") != PROTOCOL:
        return {}  # the extension compares the numbers and says so
    match request["op"]:
        case "hello":
            from asklint import __version__

            return {"version": __version__}
        case "check":
            return _checked(request)
        case "rewrite":
            return _rewritten(request)
        case "pass":
            return _passed(request["draft"])
        case other:
            raise InputError(f"there is no question {other!r}")


# --- the mail and the settings ----------------------------------------------------------------------------


def _composed(draft: Request) -> Composed:
    kind = draft.get("type")
    return Composed(
        subject=draft.get("subject") or "",
        sender=draft.get("from") or "",
        to=tuple(draft.get("to") or ()),
        cc=tuple(draft.get("cc") or ()),
        attachments=tuple(draft.get("attachments") or ()),
        is_reply=kind == "reply",
        is_forward=kind == "forward",
    )


def _settings(wanted: Request) -> tuple[Settings, HookSettings]:
    """The settings of the user's own configuration file, below those of the extension."""
    configured = _configured()
    hooks = hook_settings(configured)
    profile = wanted.get("profile") or hooks.profile
    if profile:
        configured = _configured(layer_of({"profile": Profile(profile)}))
    below = wanted.get("below")
    return configured, replace(
        hooks, hold_below=hooks.hold_below if below is None else int(below), replies=bool(wanted.get("replies"))
    )


def _configured(*above: Layer) -> Settings:
    # A mail client has no folder that means anything: only the user's own file counts.
    folder = config_folder()
    own = None if folder is None else folder / "asklint.toml"
    exists = own is not None and own.is_file()
    return ConfigResolver(above, explicit=own if exists else None, isolated=not exists).for_file("mail").settings


# --- check ------------------------------------------------------------------------------------------------


def _checked(request: Request) -> dict[str, Any]:
    settings, hooks = _settings(request.get("settings") or {})
    asked = request["draft"]
    try:
        draft, _ = read_composed(asked["html"], _composed(asked))
    except InputError as error:
        return {"hold": False, **_nothing("Not checked", _sentence(str(error)))}
    known = Circumstances(
        reply=draft.is_reply,
        forward=draft.is_forward,
        overridden=_is_overridden(asked.get("headers") or {}),
        passed=_is_passed(draft, asked),
        words=len(draft.own_text.split()),
    )
    if request.get("onSend") and exempt(known, hooks) is not None:
        return {"hold": False, **_nothing("Not checked", "")}
    report = Linter(settings).lint_draft(draft)
    decision = decide(file_record(report), known, hooks)
    return {"hold": decision.holds, **_shown(report)}


def _is_overridden(headers: Mapping[str, str]) -> bool:
    return any(name.lower() == "x-asklint" and value.strip().lower() == "off" for name, value in headers.items())


def _nothing(headline: str, sentence: str) -> dict[str, Any]:
    return {
        "headline": headline,
        "sentence": sentence,
        "elements": [],
        "findings": [],
        "findingsTitle": "",
        "rewritable": False,
    }


def _shown(report: Report) -> dict[str, Any]:
    """A report as the dialog shows it."""
    errors = tuple(finding for finding in report.diagnostics if finding.severity is Severity.ERROR)
    others = most_worth(tuple(finding for finding in report.diagnostics if finding not in errors))
    findings = (*errors, *others)[:3]
    optional = bool(findings) and all(finding.severity is Severity.SUGGESTION for finding in findings)
    return {
        **_headline(report, bool(errors)),
        "elements": [_element(report, element) for element in Element if element in report.elements],
        "findings": [finding.message for finding in findings],
        "findingsTitle": "If you like" if optional else "What would help most",
        "rewritable": report.has_ask and report.verdict is not Verdict.CLEAR,
    }


def _headline(report: Report, has_errors: bool) -> dict[str, str]:
    if report.verdict is Verdict.NO_ASK:
        headline, sentence = "Nothing is asked for", "asklint looks at asks only, and found none in your own words."
    elif report.verdict is Verdict.UNSUPPORTED:
        headline, sentence = "Not checked", "The mail is not mainly in English, which is all that asklint reads."
    else:
        word, sentence = VERDICTS[report.verdict]
        headline = f"{word.capitalize()}, {report.score} of 100"
    if has_errors:
        sentence = "Something in it is not ready to be sent."
    return {"headline": headline, "sentence": sentence}


def _element(report: Report, element: Element) -> dict[str, Any]:
    found = report.elements[element]
    open_offer = is_open_offer(element, found)
    words = (_squeezed(span.of(report.draft.text)) for span in telling_spans(found))
    return {
        "element": element.value,
        "label": LABELS[element].capitalize(),
        "level": "none" if open_offer else int(found.level),
        "word": NO_OFFER if open_offer else LEVELS[found.level],
        "words": list(dict.fromkeys(words))[:_MOST_WORDS],
    }


def _squeezed(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1].rstrip()}…"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


# --- rewrite ----------------------------------------------------------------------------------------------


def _rewritten(request: Request) -> dict[str, Any]:
    settings, _ = _settings(request.get("settings") or {})
    asked = request["draft"]
    draft, places = read_composed(asked["html"], _composed(asked))
    fills = Fills.of(request.get("fills") or {})
    rewriter = Rewriter(Linter(settings))
    rewrite = rewriter.rewrite(draft, fills)
    edits = narrowed(draft.text, rewrite.edits)
    placed = [_placed(edit, places) for edit in edits]
    can_be_placed = all(edit is not None for edit in placed)
    questions = list(_questions(rewrite.blanks))
    if not fills.given():
        questions = _with_optional(questions, rewriter.questions(draft))
    return {
        "questions": questions,
        "preview": list(_preview(draft, edits, rewrite)),
        "nodes": list(places.nodes) if placed else [],
        "edits": placed if can_be_placed else [],
        "worth": _worth(rewrite) if can_be_placed else "This text has no place in the mail as it is formatted.",
    }


def _placed(edit: Edit, places: Places) -> dict[str, Any] | None:
    found = places.range_of(edit.span)
    return None if found is None else {"start": _pair(found[0]), "end": _pair(found[1]), "text": edit.content}


def _pair(place: Place) -> list[int]:
    return [place.node, place.offset]


def _questions(blanks: tuple[Blank, ...]) -> Iterator[dict[str, Any]]:
    """A question for each blank, in their order."""
    examples = {(gap.name, gap.question): gap.example for gap in all_gaps()}
    seen = set()
    for blank in blanks:
        if blank.name and blank.name not in seen:
            seen.add(blank.name)
            yield {
                "name": blank.name,
                "question": blank.question,
                "example": examples.get((blank.name, blank.question), ""),
                "optional": False,
            }


def _with_optional(questions: list[dict[str, Any]], gaps: tuple[Gap, ...]) -> list[dict[str, Any]]:
    """What would help besides the blanks."""
    there = {question["name"] for question in questions}
    more = [
        {"name": gap.name, "question": gap.question, "example": gap.example, "optional": bool(there)}
        for gap in gaps
        if gap.name not in there
    ]
    return questions + more[: max(0, _ENOUGH_QUESTIONS - len(questions))]


def _worth(rewrite: Rewrite) -> str:
    if rewrite.unchanged or rewrite.after.verdict not in VERDICTS:
        return "" if rewrite.why_unchanged is None else rewrite.why_unchanged.value
    word = VERDICTS[rewrite.after.verdict][0]
    count = len(rewrite.blanks)
    open_blanks = "" if not count else " One blank is open." if count == 1 else f" {count} blanks are open."
    return f"With this text: {word}, {rewrite.after.score} of 100.{open_blanks}"


_NOT_SHOWN = frozenset(
    (RegionKind.QUOTE, RegionKind.ATTRIBUTION, RegionKind.FORWARD, RegionKind.DISCLAIMER, RegionKind.SIGNATURE)
)


def _preview(draft: Draft, edits: tuple[Edit, ...], rewrite: Rewrite) -> Iterator[dict[str, str]]:
    """The writer's own part of the new text in pieces: kept words, new ones, blanks."""
    pieces = [piece for piece in _pieces(draft, edits, rewrite) if piece[1]]
    while pieces and not pieces[0][1].strip():
        pieces.pop(0)
    while pieces and not pieces[-1][1].strip():
        pieces.pop()
    for number, (kind, text) in enumerate(pieces):
        shown = text.lstrip() if number == 0 else text
        yield {"kind": kind, "text": shown.rstrip() if number == len(pieces) - 1 else shown}


def _pieces(draft: Draft, edits: tuple[Edit, ...], rewrite: Rewrite) -> Iterator[tuple[str, str]]:
    at = 0
    for kind, span in _stretches(draft, edits):
        for blank in rewrite.blanks:
            if span.start <= blank.start < span.end or span.start < blank.end <= span.end:
                # a blank may hold words that were kept
                yield kind, rewrite.text[max(at, span.start) : blank.start]
                yield "blank", rewrite.text[max(at, blank.start) : blank.end]
                at = max(at, blank.end)
        yield kind, rewrite.text[max(at, span.start) : span.end]


def _stretches(draft: Draft, edits: tuple[Edit, ...]) -> Iterator[tuple[str, Span]]:
    """Where kept and new words stand in the new text; what is quoted or signed is left out."""
    at = moved = 0
    for edit in (*edits, Edit(Span(len(draft.text), len(draft.text)), "")):
        for span in _own(draft, Span(at, edit.span.start)):
            yield "same", Span(span.start + moved, span.end + moved)
        start = edit.span.start + moved
        yield "new", Span(start, start + len(edit.content))
        moved += len(edit.content) - len(edit.span)
        at = edit.span.end


def _own(draft: Draft, span: Span) -> Iterator[Span]:
    """The parts of a span that are not quoted or signed."""
    at = span.start
    for region in draft.masked:
        if region.kind in _NOT_SHOWN and region.span.overlaps(span):
            if at < region.span.start:
                yield Span(at, region.span.start)
            at = max(at, region.span.end)
    if at < span.end:
        yield Span(at, span.end)


# --- the passed mark --------------------------------------------------------------------------------------


def _keys(draft: Request, text: str) -> set[str]:
    """Hashes of the mail as it is formatted, and as Thunderbird turns it into plain text: hooks see either."""
    return {passed.key_of(text), passed.key_of(draft.get("plain") or text)}


def _is_passed(draft: Draft, asked: Request) -> bool:
    folder = passed_folder()
    return folder is not None and any(passed.is_passed(folder, key) for key in _keys(asked, draft.text))


def _passed(asked: Request) -> dict[str, Any]:
    """Remember that the writer has been asked about this mail, so that no hook behind asks again."""
    folder = passed_folder()
    if folder is not None:
        for key in _keys(asked, html_to_text(asked["html"])[0]):
            passed.mark(folder, key)
    return {"passed": folder is not None}
