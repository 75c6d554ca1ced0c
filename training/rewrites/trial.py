"""Rewrites tried on one message after one plan, with what an independent reading needs to know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from asklint import Fills, Linter, Rewriter
from asklint.errors import AsklintError
from asklint.reading import read_text
from asklint.report import Report
from asklint.rewriting.model import Rewrite
from asklint.vocabulary import Element
from training.rewrites.bank import Answer, Plan, deal

_BATCH = 32
_SHAPES = 3
"""Versions asked for where a message is tried in several."""
_EVERY = 6
"""One message in so many is."""


@dataclass(frozen=True, slots=True)
class Message:
    """A draft to try; `written` are answers somebody wrote for it, if so."""

    identifier: str
    source: str
    kind: str
    """As labelled; empty where nothing is asked."""
    text: str
    written: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A rewrite, the rewrites of it, and how the linter judges draft and text."""

    message: Message
    plan: Plan
    answers: Mapping[str, Answer]
    result: Rewrite
    again: str
    """The text rewritten again without answers."""
    again_filled: str
    """The text rewritten again with the same answers."""
    before: Report
    after: Report
    alternative: int = 0
    """Which of several versions this is; 0 is the usual one."""

    @property
    def fills(self) -> dict[str, str]:
        """The answers as typed, by name."""
        return {name: answer.text for name, answer in self.answers.items()}

    @property
    def sources(self) -> tuple[str, ...]:
        """All that the writer gave."""
        return (self.message.text, *self.fills.values())

    @property
    def identifier(self) -> str:
        """What tells this trial from all others."""
        number = f"/{self.alternative + 1}" if self.alternative else ""
        return f"{self.message.identifier}/{self.plan}{number}"


@dataclass(frozen=True, slots=True)
class Crash:
    """A rewrite that ended in an error."""

    identifier: str
    error: str


def lacking(report: Report) -> list[Element]:
    """The elements that a draft is judged to lack, in the rubric's order."""
    return [element for element in Element if element in report.elements and report.elements[element].level < 2]


def plans_for(message: Message, seed: int) -> list[Plan]:
    """How a message is tried: with all that lacks, and once more in a way that goes by its number."""
    if message.written is not None:
        return [Plan.WRITTEN, Plan.NONE]
    others = (Plan.NONE, Plan.ONE, Plan.SOME, Plan.EVERY)
    other = others[_number(message, seed) % len(others)]
    if not message.kind:
        return [Plan.NONE] if other in (Plan.NONE, Plan.ONE) else [other]
    return [Plan.LACKING, other]


def _number(message: Message, seed: int) -> int:
    return sum(map(ord, message.identifier)) + seed


def trials(messages: Sequence[Message], linter: Linter, seed: int) -> Iterator[Trial | Crash]:
    """Every message after each of its plans, in order."""
    rewriter = Rewriter(linter)
    for start in range(0, len(messages), _BATCH):
        tried = list(_tried(messages[start : start + _BATCH], linter, rewriter, seed))
        texts = [read_text(trial.result.text, trial.identifier) for trial in tried if isinstance(trial, Trial)]
        judged = linter.lint_many(texts)
        for trial in tried:
            yield replace(trial, after=next(judged)) if isinstance(trial, Trial) else trial


def _tried(messages: Sequence[Message], linter: Linter, rewriter: Rewriter, seed: int) -> Iterator[Trial | Crash]:
    """Trials whose texts are still to be judged."""
    drafts = [read_text(message.text, message.identifier) for message in messages]
    for message, before in zip(messages, linter.lint_many(drafts), strict=True):
        for plan in plans_for(message, seed):
            answers = _answers(message, plan, before, seed)
            fills = Fills.of({name: answer.text for name, answer in answers.items()})
            try:
                versions = [rewriter.rewrite(before.draft, fills)]
                if plan is Plan.LACKING and _number(message, seed) // len(Plan) % _EVERY == 0:
                    versions += rewriter.alternatives(before.draft, fills, _SHAPES)[1:]
                for number, result in enumerate(versions):
                    text = read_text(result.text, message.identifier)
                    again = rewriter.rewrite(text, Fills()).text
                    again_filled = rewriter.rewrite(text, fills).text if answers else again
                    yield Trial(message, plan, answers, result, again, again_filled, before, before, number)
            except AsklintError as error:
                yield Crash(f"{message.identifier}/{plan}", str(error))
            except Exception as error:  # noqa: BLE001 - a crash is a finding like any other
                yield Crash(f"{message.identifier}/{plan}", f"{type(error).__name__}: {error}"[:200])


def _answers(message: Message, plan: Plan, before: Report, seed: int) -> dict[str, Answer]:
    if plan is Plan.WRITTEN and message.written is not None:
        any_kind = frozenset("*")
        return {name: Answer(name, any_kind, 2, of_reader=False, text=text) for name, text in message.written.items()}
    return deal(plan, message.identifier, message.kind, lacking(before), seed)
