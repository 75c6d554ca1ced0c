"""From drafts to reports: the models loaded once, and the pipeline run over one message or many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING

from asklint.draft import Draft
from asklint.errors import AsklintError
from asklint.judging.judgement import Judgement
from asklint.report import Failure, Report
from asklint.rules.registry import default_rules, diagnose
from asklint.signals.signal import Signals
from asklint.vocabulary import Verdict

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from asklint.judging.judge import Judge

BATCH_SIZE = 64
"""Messages that go through the language pipeline together."""


class Linter:
    """Judges messages; the models are loaded on the first message that needs them, then kept.

    With `expect_ask`, a message that asks for nothing gets a warning instead of passing silently.

    >>> linter = Linter()
    >>> [report.score for report in linter.lint_many(drafts)]
    [28, 100]
    """

    def __init__(self, *, expect_ask: bool = False) -> None:
        self._rules = default_rules(expect_ask=expect_ask)

    @cached_property
    def _nlp(self) -> Language:
        from asklint.nlp import load_pipeline

        return load_pipeline()

    @cached_property
    def _judge(self) -> Judge:
        from asklint.judging.judge import Judge

        return Judge.load()

    def load(self) -> None:
        """Load the models now instead of with the first message.

        Raises `ModelError` where they are missing, damaged or of another version.
        """
        _ = self._nlp, self._judge

    def lint(self, text: str, *, path: str = "<string>") -> Report:
        """Judge a message given as plain text; `path` only names it in the report.

        Raises `InputError` for a text that cannot be judged, such as an empty one.
        """
        from asklint.reading import read_text

        return self.lint_draft(read_text(text, path))

    def lint_draft(self, draft: Draft) -> Report:
        """Judge a message that has been read already."""
        return next(self.lint_many([draft], batch_size=1))

    def lint_many(self, drafts: Iterable[Draft], *, batch_size: int = BATCH_SIZE) -> Iterator[Report]:
        """Judge messages in order; as many as `batch_size` are read ahead and parsed together."""
        remaining = iter(drafts)
        while batch := list(islice(remaining, batch_size)):
            yield from map(self._report, self._judgements(batch))

    def lint_stream(
        self, messages: Iterable[Draft | Failure], *, batch_size: int = BATCH_SIZE
    ) -> Iterator[Report | Failure]:
        """Judge messages in order as they are read, whatever happens.

        Those that could not be read are passed on in their place; one on which asklint itself fails becomes
        a `Failure` too; the others are judged all the same.
        """
        remaining = iter(messages)
        while batch := list(islice(remaining, batch_size)):
            drafts = [message for message in batch if isinstance(message, Draft)]
            results: Iterator[Report | Failure]
            try:
                results = iter([self._report(judgement) for judgement in self._judgements(drafts)])
            except Exception:  # noqa: BLE001 - one bad message must not take its neighbours with it
                results = map(self._lint_guarded, drafts)
            for message in batch:
                yield message if isinstance(message, Failure) else next(results)

    def _lint_guarded(self, draft: Draft) -> Report | Failure:
        try:
            return self.lint_draft(draft)
        except AsklintError as error:
            return Failure(draft.path, str(error))
        except Exception as error:  # noqa: BLE001 - reported with the message that caused it
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            return Failure(draft.path, f"{draft.path}: asklint failed ({reason}); please report it")

    def _judgements(self, drafts: list[Draft]) -> Iterator[Judgement]:
        """A judgement for each draft; those not in English never reach the models."""
        english = {place: text for place, draft in enumerate(drafts) if _is_english(text := draft.own_text)}
        docs = self._parse(list(english.values()))
        for place, draft in enumerate(drafts):
            if place in english:
                yield self._judgement(draft, next(docs))
            else:
                yield Judgement(draft=draft, signals=Signals(), verdict=Verdict.UNSUPPORTED)

    def _parse(self, texts: list[str]) -> Iterator[Doc]:
        if len(texts) == 1:  # without the pipe's set-up, which a single message would pay for alone
            return iter([self._nlp(texts[0])])
        return iter(self._nlp.pipe(texts, batch_size=len(texts))) if texts else iter(())

    def _judgement(self, draft: Draft, doc: Doc) -> Judgement:
        from asklint.signals.words import Words

        return self._judge.judge(draft, Words.from_doc(doc))

    def _report(self, judgement: Judgement) -> Report:
        return Report(
            draft=judgement.draft,
            verdict=judgement.verdict,
            has_ask=judgement.has_ask,
            asks=judgement.asks,
            kind=judgement.kind,
            overall=judgement.overall,
            score=judgement.score,
            elements=judgement.elements,
            diagnostics=diagnose(judgement, self._rules),
        )


def _is_english(text: str) -> bool:
    from asklint.reading.language import is_english

    return is_english(text)


@cache
def _shared_linter() -> Linter:
    return Linter()


def lint(text: str) -> Report:
    """Judge a message given as plain text; the models are loaded once a process.

    Raises `InputError` for a text that cannot be judged, such as an empty one.

    >>> lint("If you hear of anything, let me know.").verdict
    <Verdict.VAGUE: 'vague'>
    """
    return _shared_linter().lint(text)
