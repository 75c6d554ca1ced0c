"""Forms of asking, reasons why one asks nothing, and a force: a clause with both."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from asklint.signals.requests.clauses import Clause, Party


class Form(StrEnum):
    """How something is asked for."""

    COMMAND = "command"
    """A bare verb: "Send me the file"."""
    ABILITY = "ability"
    """Asked of the reader's will or power: "Could you ...", "Are you able to ..."."""
    EMBEDDED = "embedded"
    """The same inside a wish or a doubt: "I wonder if you could", "it would help if you"."""
    WANT_ACT = "want-act"
    """The writer wants the reader to do it: "I need you to"."""
    WANT_THING = "want-thing"
    """The writer wants a thing: "I need two copies", "Looking for a dog walker"."""
    WANT_DO = "want-do"
    """The writer wants to do something: "I'd love to hear how"."""
    PERFORMATIVE = "performative"
    """The writer says that he asks: "I ask you", "we urge all members"."""
    DUTY = "duty"
    """The reader has to: "You need to", "you must"."""
    DUE = "due"
    """A thing has to be done: "The form needs to be signed"."""
    PERMISSION = "permission"
    """The writer asks leave: "May I", "can I"."""
    SUGGESTION = "suggestion"
    """Both are to do it: "Let's", "shall we", "why don't you"."""
    REPORT_BACK = "report-back"
    """The reader is to answer: "Let me know", "tell us", "keep me posted"."""
    KNOWLEDGE = "knowledge"
    """What the reader knows or has: "Do you know", "have you got"."""
    QUESTION_READER = "question-reader"
    """A question about the reader."""
    QUESTION_THING = "question-thing"
    """A question about something else."""
    QUESTION_ANYBODY = "question-anybody"
    """A question to whoever it may be: "Can anyone", "has anybody got"."""
    FRAGMENT = "fragment"
    """A question or wish without a verb: "Any thoughts?"."""
    FOR_ACT = "for-act"
    """A thing handed over for an act: "attached for your review"."""
    THANKS_FOR = "thanks-for"
    """Thanks for what is still to be done: "thanks in advance for sending"."""
    AWAIT = "await"
    """The writer waits: "Waiting for", "we look forward to your answer"."""
    LACK = "lack"
    """Something is missing: "I haven't received", "still no key"."""
    ABOUT_READER = "about-reader"
    """A statement of what the reader knows, has or may do."""


class Void(StrEnum):
    """Why a form asks nothing."""

    LIVE = ""
    """It asks."""
    OPTIONAL = "optional"
    """Only if the reader wants or needs something: "Should you need help, call Joan"."""
    OFFER = "offer"
    """For the reader's good: "Would you like me to", "can I help"."""
    TELLING = "telling"
    """The writer only says what he goes on to say or do: "I wanted to thank you", "let me check"."""
    NOTICE = "notice"
    """The reader is only to take notice: "see attached", "please note"."""
    WELL_WISH = "well-wish"
    """A good wish: "enjoy the day", "hope you are well"."""
    THIRD = "third"
    """Somebody else wants it, or it is wanted of somebody else: "he asked me to"."""
    PAST = "past"
    """It is over: "I asked her to"."""
    NEGATED = "negated"
    """It is not wanted: "There is no need to", "don't worry"."""
    RHETORICAL = "rhetorical"
    """A question that wants no answer: "Can you believe"."""
    HYPOTHETICAL = "hypothetical"
    """What the writer would do in the reader's place, or could have done."""
    WITHDRAWN = "withdrawn"
    """What was asked is taken back: "Please disregard my request"."""
    PROCEDURE = "procedure"
    """What to do for whoever has a certain aim: "To order tickets, please send ..."."""
    ADVICE = "advice"
    """What the reader may do for the reader's own good: "you can", "you might want to"."""


class Force(NamedTuple):
    """What one clause does to its reader."""

    form: Form
    void: Void
    clause: Clause
    act: int
    """The token of the verb or noun of what is to be done; -1 where it is left open."""
    whom: Party
    """Who is to do it."""


Reading = tuple[Form, Void, int, Party]
"""A force without its clause: form, void, act, whom."""
