"""Whether a mail is held: on the verdict `vague` or an error, and on nothing else.

Pure functions of what is known about a mail. Whatever is in doubt leaves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from asklint.hooks.settings import VAGUE_BELOW, HookSettings

Record = Mapping[str, Any]
"""What is said of one message: an entry of `files` in the JSON of `asklint --format json`."""


class Reason(StrEnum):
    """Why a mail leaves or is held."""

    FINE = "fine"
    """Clear, partly clear or without an ask."""
    NOT_JUDGED = "not-judged"
    """It cannot be read, such as an empty one, or is in another language."""
    OVERRIDDEN = "overridden"
    AUTOMATIC = "automatic"
    PATCH = "patch"
    REPLY = "reply"
    COURTESY = "courtesy"
    """Short, and its only wishes are pleasantries."""
    PASSED = "passed"
    """Its writer has been asked already."""
    TROUBLE = "trouble"
    """asklint failed or took too long."""
    VAGUE = "vague"
    ERROR = "error"
    """Something is in it that must not be sent, such as a blank nobody filled in."""

    @property
    def holds(self) -> bool:
        """Whether the mail is held."""
        return self in {Reason.VAGUE, Reason.ERROR}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a mail besides its words."""

    reply: bool = False
    forward: bool = False
    automatic: bool = False
    patch: bool = False
    overridden: bool = False
    passed: bool = False
    words: int = 0
    """Words of the writer's own."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a mail leaves, and why."""

    reason: Reason
    record: Record | None = None
    """What was found; None where the mail was not judged."""
    trouble: str | None = None
    """One line on what failed, where something did."""

    @property
    def holds(self) -> bool:
        """Whether the mail is held."""
        return self.reason.holds


def exempt(known: Circumstances, settings: HookSettings) -> Reason | None:
    """Why a mail need not even be judged, or None."""
    if known.overridden:
        return Reason.OVERRIDDEN
    if known.automatic:
        return Reason.AUTOMATIC
    if known.patch:
        return Reason.PATCH
    if (known.reply or known.forward) and not settings.replies:
        return Reason.REPLY
    return Reason.PASSED if known.passed else None


def decide(record: Record, known: Circumstances, settings: HookSettings) -> Decision:
    """Whether a mail that was judged leaves.

    >>> decide({"verdict": "vague", "score": 20, "diagnostics": []}, Circumstances(), HookSettings()).holds
    True
    """
    reason = exempt(known, settings)
    if reason is None and record.get("error"):
        reason = Reason.NOT_JUDGED
    return Decision(reason or _judged(record, known, settings), record)


def _judged(record: Record, known: Circumstances, settings: HookSettings) -> Reason:
    if any(finding.get("severity") == "error" for finding in record.get("diagnostics") or ()):
        return Reason.ERROR
    verdict, score = record.get("verdict"), record.get("score")
    if verdict == "unsupported":
        return Reason.NOT_JUDGED
    vague = verdict == "vague" if settings.hold_below == VAGUE_BELOW else _is_below(score, settings.hold_below)
    if not vague or verdict == "clear":
        return Reason.FINE
    return Reason.COURTESY if _is_courtesy(record, known.words) else Reason.VAGUE


def _is_below(score: object, limit: int) -> bool:
    return isinstance(score, int) and score < limit


_SHORT = 30
_PLEASANTRY = re.compile(
    r"""
    (?:and|but|so|please|just|do|also|then|well|ok|okay)?\s*
    (?: keep\ (?:me|us)\ (?:posted|updated|in\ the\ loop)
      | let\ (?:me|us)\ know\ how\ (?:it|things|that|you|the\ \w+|your\ \w+)\b.*
      | (?:let['’]?s|we\ (?:must|should))\ (?:catch\ up|talk|speak|keep\ in\ touch|stay\ in\ touch|meet\ up)\b.*
      | (?:keep|stay)\ in\ touch
      | wait\ for\ me
      | (?:call|ring|text|tell|shout)\ (?:me\ )?if\ .*
      | (?:say\ (?:hi|hello)|give\ my\ (?:love|best|regards|greetings))\ to\b.*
      | (?:take\ care|get\ well|have\ (?:fun|a\ \w+))\b.*
    )[\s.!,:;)-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _is_courtesy(record: Record, words: int) -> bool:
    """Whether a short mail wishes for nothing but what one says in parting."""
    asks = [str(ask.get("text", "")) for ask in record.get("asks") or ()]
    if not asks or not 0 < words <= _SHORT or any("?" in ask for ask in asks):
        return False
    return all(any(map(_PLEASANTRY.fullmatch, _endings(ask))) for ask in asks)


def _endings(ask: str) -> list[str]:
    """An ask, and what stands behind its last comma or dash: "Sounds good, keep me posted!"."""
    text = " ".join(ask.split())
    return [text, re.split(r"[,;:.!–—-]\s+", text)[-1]]
