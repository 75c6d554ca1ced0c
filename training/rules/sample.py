"""Draw hits of every rule from the training messages, for readers who do not know the rules."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from asklint.draft import Draft, Source, SourceKind
from asklint.errors import InputError
from asklint.judging.judge import Judge
from asklint.judging.judgement import Judgement
from asklint.nlp import load_pipeline
from asklint.reading import read_text
from asklint.reading.language import is_english
from asklint.report import Diagnostic
from asklint.rules.registry import RULES, diagnose
from asklint.signals.words import Words
from asklint.vocabulary import SURE
from training.judge.rows import Row
from training.rules.questions import QUESTIONS

OPEN, CLOSE = "⟦", "⟧"
MOST = 40
"""Hits a rule."""
AS_MAIL = frozenset({"ASK007"})
"""Rules that need to know a mail's parts: the messages are taken for mails without attachments."""


def judgements(rows: Iterable[Row], judge: Judge) -> Iterator[Judgement]:
    """A judgement for each row that can be read and is in English."""
    nlp = load_pipeline()
    drafts = []
    for row in rows:
        try:
            draft = read_text(row.text, row.id)
        except InputError:
            continue
        if is_english(draft.own_text):
            drafts.append(draft)
    for draft, doc in zip(drafts, nlp.pipe([draft.own_text for draft in drafts], batch_size=64), strict=True):
        yield judge.judge(draft, Words.from_doc(doc))


def hits(judged: Iterable[Judgement]) -> dict[str, list[tuple[Draft, Diagnostic]]]:
    """For each rule the messages it speaks in, with its first finding there, in the rules' order.

    General rules are heard as a user hears them by default: where they are sure enough, and where no particular rule
    of the default tier speaks. Picky rules are heard besides.
    """
    found: dict[str, list[tuple[Draft, Diagnostic]]] = {rule.code: [] for rule in RULES}
    usual = tuple(rule for rule in RULES if rule.tier == "default" and rule.code not in AS_MAIL)
    besides = [rule for rule in RULES if rule not in usual]
    for judgement in judged:
        findings = list(diagnose(judgement, usual))
        for rule in besides:
            mail = replace(judgement, draft=_as_mail(judgement.draft)) if rule.code in AS_MAIL else judgement
            findings += rule.run(mail)
        seen: set[str] = set()
        for finding in findings:
            if finding.code not in seen and finding.confidence >= SURE:
                seen.add(finding.code)
                found[finding.code].append((judgement.draft, finding))
    return found


def _as_mail(draft: Draft) -> Draft:
    return replace(draft, source=Source(SourceKind.EMAIL, "text/plain"))


def marked(draft: Draft, finding: Diagnostic) -> str:
    """The message with marks around the flagged words."""
    text, span = draft.text, finding.span
    return f"{text[: span.start]}{OPEN}{span.of(text)}{CLOSE}{text[span.end :]}"


def write_sample(found: dict[str, list[tuple[Draft, Diagnostic]]], out: Path, seed: int, model: str) -> dict[str, int]:
    """Write the items, shuffled, and beside them the key from item to rule; returns the number of hits a rule.

    `model` is the version of the judge, for the figures to name.
    """
    chance = random.Random(seed)
    drawn = []
    for code, places in found.items():
        chosen = chance.sample(places, min(MOST, len(places)))
        drawn += [(code, marked(draft, finding)) for draft, finding in chosen]
    chance.shuffle(drawn)
    key = {f"h{number:04}": code for number, (code, _) in enumerate(drawn, 1)}
    with out.open("w", encoding="utf-8") as file:
        for (code, text), item in zip(drawn, key, strict=True):
            file.write(json.dumps({"id": item, "text": text, "question": QUESTIONS[code]}, ensure_ascii=False) + "\n")
    counts = {code: len(places) for code, places in found.items()}
    key_path(out).write_text(
        json.dumps({"model": model, "hits": counts, "items": key}, indent=1) + "\n", encoding="utf-8"
    )
    return counts


def key_path(sample: Path) -> Path:
    """Where the key of a sample lies."""
    return sample.with_suffix(".key.json")
