"""Messages with hand-made judgements: the fixed ground on which formats, command line and batch are tested.

No model is needed here. The findings come from the real rules, so that a change of their texts shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from asklint.draft import Draft, Region, RegionKind, Source, SourceKind
from asklint.judging.judgement import Judgement
from asklint.linter import Linter
from asklint.report import ElementReport, Failure, Report
from asklint.rules.registry import RULES, default_rules, diagnose
from asklint.signals.signal import Signals
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict

GAINS = {Element.PERSON: 0.6, Element.ACTION: 1.1, Element.REASON: 0.5, Element.RECIPROCITY: 0.2}


def span_of(text: str, words: str) -> Span:
    """Where the words first stand."""
    start = text.index(words)
    return Span(start, start + len(words))


SOME_PICKY = tuple(rule for rule in RULES if rule.code in ("WHY002", "OFR001", "OFR002"))
"""Picky rules that the formats are shown with, so that there is something to show."""


@dataclass(frozen=True)
class Found:
    """A level with the words that carry and that blur it."""

    level: int
    evidence: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()

    def report(self, text: str) -> ElementReport:
        """The same with spans."""
        evidence = tuple(span_of(text, words) for words in self.evidence)
        vague = tuple(span_of(text, words) for words in self.vague)
        return ElementReport(Level(self.level), 0.9, evidence, vague)


@dataclass(frozen=True)
class Sample:
    """A message and what a judge would say about it."""

    draft: Draft
    verdict: Verdict
    ask: str = ""
    kind: Kind | None = None
    overall: float | None = None
    person: Found = field(default_factory=lambda: Found(0))
    action: Found = field(default_factory=lambda: Found(0))
    reason: Found = field(default_factory=lambda: Found(0))
    reciprocity: Found = field(default_factory=lambda: Found(0))

    @property
    def text(self) -> str:
        """The message."""
        return self.draft.text

    def judgement(self, draft: Draft | None = None) -> Judgement:
        """The judgement, of another draft of the same text where one is given."""
        judgement = Judgement(draft or self.draft, Signals(), self.verdict)
        if not self.ask:
            return judgement
        assert self.overall is not None
        found = (self.person, self.action, self.reason, self.reciprocity)
        elements = {element: each.report(self.text) for element, each in zip(Element, found, strict=True)}
        return replace(
            judgement,
            has_ask=True,
            asks=(span_of(self.text, self.ask),),
            kind=self.kind,
            overall=self.overall,
            score=round(25 * (self.overall - 1)),
            elements=elements,
            gains=GAINS,
            lacking={element: each.confidence for element, each in elements.items()},
        )

    def report(self, draft: Draft | None = None, *, expect_ask: bool = False) -> Report:
        """The report, with the findings of the real rules."""
        judgement = self.judgement(draft)
        return Report(
            draft=judgement.draft,
            verdict=judgement.verdict,
            has_ask=judgement.has_ask,
            asks=judgement.asks,
            kind=judgement.kind,
            overall=judgement.overall,
            score=judgement.score,
            elements=judgement.elements,
            diagnostics=diagnose(judgement, (*default_rules(expect_ask=expect_ask), *SOME_PICKY)),
        )


VAGUE = Sample(
    Draft(
        "Hi all,\n\nI'm starting to look around (for a job), so if you hear of anyone who could use my "
        "skills, let me know.\n\nThanks\nSam\n",
        "vague.txt",
    ),
    Verdict.VAGUE,
    ask="I'm starting to look around (for a job), so if you hear of anyone who could use my skills, let me know.",
    kind=Kind.REFERRAL,
    overall=1.9,
    person=Found(0, vague=("anyone",)),
    action=Found(0, vague=("let me know",)),
    reason=Found(1, ("I'm starting to look around (for a job)",)),
)

CLEAR = Sample(
    Draft(
        "Kate, I saw that you know Larry Smith. I'd like to learn how he moved from sales into product. "
        "Would you introduce me to him?\n",
        "clear.txt",
    ),
    Verdict.CLEAR,
    ask="Would you introduce me to him?",
    kind=Kind.INTRODUCTION,
    overall=4.6,
    person=Found(2, ("Kate", "Larry Smith")),
    action=Found(2, ("introduce me to him",)),
    reason=Found(2, ("I'd like to learn how he moved from sales into product",)),
)

PERFECT = Sample(
    Draft(
        "Ana, can you send me the signed lease by noon? The bank needs it today. Lunch is on me.\n",
        "perfect.txt",
    ),
    Verdict.CLEAR,
    ask="can you send me the signed lease by noon?",
    kind=Kind.TASK,
    overall=5.0,
    person=Found(2, ("Ana",)),
    action=Found(2, ("send me the signed lease by noon",)),
    reason=Found(2, ("The bank needs it today",)),
    reciprocity=Found(2, ("Lunch is on me",)),
)

PARTLY = Sample(
    Draft(
        "Dear Hiring Manager,\r\n\r\ncould you give me some feedback on my application?\r\n"
        "I owe you one.\r\n\r\nBest\r\nWen\r\n",
        "partly-crlf.txt",
    ),
    Verdict.PARTLY,
    ask="could you give me some feedback on my application?",
    kind=Kind.FEEDBACK,
    overall=3.0,
    person=Found(1, ("Hiring Manager",)),
    action=Found(1, ("give me some feedback on my application",)),
    reciprocity=Found(1, ("I owe you one",)),
)

EMOJI = Sample(
    Draft("嗨 José 👩‍👩‍👧 🎉\t\x1b[31mcan you help me out?\x1b[0m It's for a 日本語 class.", "emoji.txt"),
    Verdict.PARTLY,
    ask="can you help me out?",
    kind=Kind.OTHER,
    overall=2.6,
    person=Found(2, ("José",)),
    action=Found(0, vague=("help me out",)),
    reason=Found(1, ("for a 日本語 class",)),
)

_LONG = (
    "Hello,\n\nthe new fence is up and the shed has a roof.\n\n"
    + "".join(f"On day {day} we had rain, and nobody came to the garden but the snails.\n" for day in range(1, 19))
    + "\nCould you lend us a pump on [date]?\n\n-- \nMina\nGarden group\n\n"
    + "> What about the beds?\n> Can you weed them?\n"
)
LONG_MAIL = Sample(
    Draft(
        _LONG,
        "long.eml",
        Source(SourceKind.EMAIL, "text/plain", "utf-8", 1),
        masked=(
            Region(span_of(_LONG, "-- \nMina\nGarden group\n"), RegionKind.SIGNATURE),
            Region(span_of(_LONG, "> What about the beds?\n> Can you weed them?\n"), RegionKind.QUOTE),
        ),
        blanks=(span_of(_LONG, "[date]"),),
        subject="Garden",
    ),
    Verdict.PARTLY,
    ask="Could you lend us a pump on [date]?",
    kind=Kind.RESOURCE,
    overall=2.8,
    action=Found(2, ("lend us a pump on [date]",)),
)

RTL = Sample(
    Draft(
        "Hi \u202bדנה\u202c (Dana),\r\n\r\nקראתי את הדוח שלך. I read your report on the dig in Acre.\r\n"
        "Could someone from your team talk to our pupils?\r\nWe would pay your way.\r\n",
        "rtl.txt",
    ),
    Verdict.PARTLY,
    ask="Could someone from your team talk to our pupils?",
    kind=Kind.MEETING,
    overall=3.4,
    person=Found(1, ("דנה", "someone from your team")),
    action=Found(1, ("talk to our pupils",)),
    reason=Found(1, ("I read your report on the dig in Acre",)),
    reciprocity=Found(2, ("We would pay your way",)),
)

HOSTILE = Sample(
    Draft(
        "=1+1; Dear <script>alert(1)</script> & 'friends' \"all\",\n"
        "::error file=x::no ##[error]no %0A::warning::\n"
        "# **please** help _us_ | `out` [here](https://example.org) @anna #12 ]]>\n"
        "- \x9b31m\u202egnp.exe\u202c \u2028and\x00 then\x07 \ud800 some\n",
        "=cmd,'::<b>.txt",
    ),
    Verdict.VAGUE,
    ask="# **please** help _us_ | `out` [here](https://example.org) @anna #12 ]]>",
    kind=Kind.TASK,
    overall=1.5,
    person=Found(0, vague=("<script>alert(1)</script> & 'friends' \"all\"",)),
    action=Found(0, vague=("help _us_ | `out` [here](https://example.org) @anna #12 ]]>",)),
    reason=Found(1, ("::error file=x::no ##[error]no %0A::warning::",)),
    reciprocity=Found(1, ("\x9b31m\u202egnp.exe\u202c \u2028and\x00 then\x07 \ud800 some",)),
)

NO_ASK = Sample(
    Draft("Thanks for yesterday, Tim.\nThe minutes are on the shared drive.\n", "no-ask.txt"), Verdict.NO_ASK
)

GERMAN = Sample(Draft("Liebe Ute, kannst du mir bitte den Vertrag schicken?\n", "german.txt"), Verdict.UNSUPPORTED)

SAMPLES = (VAGUE, CLEAR, PERFECT, PARTLY, EMOJI, LONG_MAIL, NO_ASK, GERMAN)
"""Messages that can also be read from a file, whatever its name."""

FAILURE = Failure("missing.txt", "missing.txt: no such file")

RESULTS: tuple[Report | Failure, ...] = (*(sample.report() for sample in (*SAMPLES, RTL, HOSTILE)), FAILURE)
"""One result of every sort: what every format is tested on."""


class SampleLinter(Linter):
    """A linter that knows the samples' texts instead of having models; it breaks on the text `crash`."""

    known: Mapping[str, Sample] = {sample.text: sample for sample in SAMPLES}

    def load(self) -> None:
        """Nothing to load."""

    def _judgements(self, drafts: list[Draft]) -> Iterator[Judgement]:
        for draft in drafts:
            if draft.text == "crash":
                raise RuntimeError("out of order")
            yield self.known.get(draft.text, Sample(draft, Verdict.NO_ASK)).judgement(draft)
