"""From drafts to reports: the models loaded once, and the pipeline run over one message or many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from asklint.draft import Draft
from asklint.errors import AsklintError
from asklint.judging.judgement import Judgement
from asklint.report import Diagnostic, Failure, Report
from asklint.rules.frame import Rule
from asklint.rules.registry import diagnose
from asklint.settings.model import Settings
from asklint.settings.selection import available_rules, check_selectors, choose, ignored_for, selects
from asklint.signals.own_words import OwnWords
from asklint.signals.signal import Signals
from asklint.suppression import suppress
from asklint.suppression.directives import without_comments
from asklint.vocabulary import Verdict

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from asklint.judging.judge import Judge
    from asklint.signals.words import Words

BATCH_SIZE = 64
"""Messages that go through the language pipeline together."""
_PEOPLE = ("person.addressee-name", "person.third-name", "person.self-name")
"""Signals of somebody's name."""


class _Models:
    """The language pipeline and the judge, each loaded when first asked for."""

    shared: ClassVar[_Models | None] = None
    """What every linter made from now on uses, after `Linter.preload`."""

    @cached_property
    def nlp(self) -> Language:
        from asklint.nlp import load_pipeline

        return load_pipeline()

    @cached_property
    def judge(self) -> Judge:
        from asklint.judging.judge import Judge

        return Judge.load()


class Linter:
    """Judges messages; the models are loaded on the first message that needs them, then kept.

    `settings` choose the rules and what they are held to; `ignored` holds fingerprints of findings to leave out.
    Raises `ConfigError` where the settings name a rule that does not exist.

    >>> linter = Linter(Settings(ignore=("OFR",)))
    >>> [report.score for report in linter.lint_many(drafts)]
    [28, 100]
    """

    def __init__(self, settings: Settings | None = None, *, ignored: Collection[str] = ()) -> None:
        self._models = _Models.shared or _Models()
        self._configure(settings or Settings(), ignored)

    @classmethod
    def preload(cls) -> None:
        """Load the models for every linter that this process will make; for a process that lives long.

        Raises `ModelError` as `load` does.
        """
        if _Models.shared is None:
            linter = cls()
            linter.load()
            _Models.shared = linter._models

    def _configure(self, settings: Settings, ignored: Collection[str]) -> None:
        self._settings = settings
        self._known = available_rules(settings)
        check_selectors(settings, self._known)
        self._rules = choose(settings, self._known)
        self._ignored = frozenset(ignored)
        self._own_words = OwnWords.read(settings.words)

    @property
    def settings(self) -> Settings:
        """What this linter goes by."""
        return self._settings

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, before `per_file_ignores`."""
        return self._rules

    def with_settings(self, settings: Settings, *, ignored: Collection[str] = ()) -> Linter:
        """A linter with other settings and the same models, which are not loaded again."""
        other = type(self)(settings, ignored=ignored)
        other._models = self._models  # noqa: SLF001 - one of its own kind
        return other

    def load(self) -> None:
        """Load the models now instead of with the first message.

        Raises `ModelError` where they are missing, damaged or of another version.
        """
        _ = self._models.nlp, self._models.judge

    @property
    def strings_kept(self) -> int:
        """Words, names and numbers that the language pipeline has met so far and keeps; it grows with what is read."""
        return len(self._models.nlp.vocab.strings) if "nlp" in vars(self._models) else 0

    def lint(self, text: str, *, path: str = "<string>") -> Report:
        """Judge a message given as plain text; `path` only names it in the report.

        Raises `InputError` for a text that cannot be judged, such as an empty one.
        """
        from asklint.reading import read_text

        return self.lint_draft(read_text(text, path))

    def lint_draft(self, draft: Draft) -> Report:
        """Judge a message that has been read already."""
        return next(self.lint_many([draft], batch_size=1))

    def judge(self, draft: Draft) -> Judgement:
        """The judge's view of a message, before rules turn it into findings."""
        return next(self._judgements([self._prepared(draft)]))

    def judge_beside(self, draft: Draft, texts: list[str]) -> tuple[Judgement, list[Words]]:
        """Judge a message and parse pieces of text in the same pass, which is cheaper than one after the other."""
        from asklint.signals.words import Words

        draft = self._prepared(draft)
        if not texts or not _is_english(draft.own_text):
            return self.judge(draft), self.parse(texts)
        first, *others = self._parse([draft.own_text, *texts])
        [judgement] = self._judged([(draft, first)])
        return judgement, [Words.from_doc(doc) for doc in others]

    def parse(self, texts: list[str]) -> list[Words]:
        """Parse pieces of text that are no messages, such as answers to questions."""
        from asklint.signals.words import Words

        return [Words.from_doc(doc) for doc in self._parse(texts)]

    def lint_many(self, drafts: Iterable[Draft], *, batch_size: int = BATCH_SIZE) -> Iterator[Report]:
        """Judge messages in order; as many as `batch_size` are read ahead and parsed together."""
        remaining = iter(drafts)
        while batch := [self._prepared(draft) for draft in islice(remaining, batch_size)]:
            yield from map(self._report, self._judgements(batch))

    def lint_stream(
        self, messages: Iterable[Draft | Failure], *, batch_size: int = BATCH_SIZE, edits: bool = True
    ) -> Iterator[Report | Failure]:
        """Judge messages in order as they are read, whatever happens.

        Those that could not be read are passed on in their place; one on which asklint itself fails becomes
        a `Failure` too; the others are judged all the same. Without `edits` the findings offer less than they could,
        and are had for less: what a rewrite would do is not worked out.
        """
        remaining = iter(messages)
        while batch := list(islice(remaining, batch_size)):
            drafts = [self._prepared(message) for message in batch if isinstance(message, Draft)]
            results: Iterator[Report | Failure]
            try:
                results = iter([self._report(judgement, edits=edits) for judgement in self._judgements(drafts)])
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
        judged = iter(self._judged(zip((drafts[place] for place in english), docs, strict=True)))
        for place, draft in enumerate(drafts):
            if place in english:
                yield next(judged)
            else:
                yield Judgement(draft=draft, signals=Signals(), verdict=Verdict.UNSUPPORTED)

    def _parse(self, texts: list[str]) -> Iterator[Doc]:
        if len(texts) == 1:  # without the pipe's set-up, which a single message would pay for alone
            return iter([self._models.nlp(texts[0])])
        return iter(self._models.nlp.pipe(texts, batch_size=len(texts))) if texts else iter(())

    def _judged(self, parsed: Iterable[tuple[Draft, Doc]]) -> list[Judgement]:
        from asklint.signals.words import Words

        # No `Doc` is kept: its words are read as soon as it is there.
        messages = [(draft, Words.from_doc(doc)) for draft, doc in parsed]
        return self._models.judge.judge_many(messages, self._own_words) if messages else []

    def _prepared(self, draft: Draft) -> Draft:
        """The draft as it is to be judged."""
        return without_comments(draft) if self._settings.comments else draft

    def _report(self, judgement: Judgement, *, edits: bool = True) -> Report:
        draft = judgement.draft
        outcome = suppress(
            self._findings(judgement, edits=edits),
            draft,
            self._known,
            comments=self._settings.comments,
            ignored=self._ignored,
        )
        return Report(
            draft=draft,
            verdict=judgement.verdict,
            has_ask=judgement.has_ask,
            asks=judgement.asks,
            kind=judgement.kind,
            overall=judgement.overall,
            score=judgement.score,
            elements=judgement.elements,
            diagnostics=outcome.findings,
            suppressed=outcome.suppressed,
            notices=() if judgement.verdict is Verdict.UNSUPPORTED else outcome.notices,
            people=tuple(dict.fromkeys(signal.span for signal in judgement.signals.named(*_PEOPLE) if signal.span)),
        )

    def _findings(self, judgement: Judgement, *, edits: bool) -> tuple[Diagnostic, ...]:
        left_out = ignored_for(judgement.draft.path, self._settings.per_file_ignores)
        rules = tuple(rule for rule in self._rules if not selects(left_out, rule)) if left_out else self._rules
        least = self._settings.min_confidence
        return tuple(finding for finding in diagnose(judgement, rules, edits=edits) if finding.confidence >= least)


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
