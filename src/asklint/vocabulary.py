"""The closed sets of terms that rubric and contract use, under their own names."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Element(StrEnum):
    """What makes an ask clear."""

    PERSON = "person"
    ACTION = "action"
    REASON = "reason"
    RECIPROCITY = "reciprocity"


class Level(IntEnum):
    """How far an element is there."""

    MISSING = 0
    PARTLY = 1
    CLEAR = 2


class Kind(StrEnum):
    """What is asked for."""

    INTRODUCTION = "introduction"
    REFERRAL = "referral"
    INFORMATION = "information"
    ADVICE = "advice"
    FEEDBACK = "feedback"
    MEETING = "meeting"
    TASK = "task"
    DECISION = "decision"
    RESOURCE = "resource"
    ADVOCACY = "advocacy"
    OTHER = "other"


class Verdict(StrEnum):
    """The message in one word."""

    CLEAR = "clear"
    PARTLY = "partly"
    VAGUE = "vague"
    NO_ASK = "no-ask"
    UNSUPPORTED = "unsupported"


class Severity(StrEnum):
    """How much a finding matters, least first."""

    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a suggestion, 2 for an error."""
        return list(Severity).index(self)


class Applicability(StrEnum):
    """Whether an edit may be applied without a look at it."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY_ONLY = "display-only"


SURE = 0.6
"""The confidence from which a finding is shown unless told otherwise: well above even odds, so that few are wrong."""
