"""Measure the person detectors: `python -m training.people.evaluate [--data DIR] [--show N]`."""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from asklint.draft import Draft
from asklint.signals.people import find_people
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from training.people.greetings import SETS, Greeting, Set, named_greetings, nameless_greetings

if TYPE_CHECKING:
    from spacy.language import Language

ROLE_SIGNALS = ("person.addressee-role", "person.anybody-narrowed", "person.third-role")


_FILLER = (
    "We had the fair last week and sold more than we hoped for. Could you ask Omar in the Leeds office "
    "whether the second stand is still free?"
)


def level_of(signals: Signals) -> int:
    """The fixed decision: named is 2, a role or a narrowed group is 1, else 0."""
    if signals.named("person.addressee-name", "person.third-name-in-act"):
        return 2
    return 1 if any(signal.strength >= 0.5 for signal in signals.named(*ROLE_SIGNALS)) else 0


def blank_pipeline() -> Language:
    """Tokens and sentence ends only: what the detectors do without the trained pipeline."""
    import spacy

    from asklint.nlp.tokenizer import create_tokenizer

    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    nlp.add_pipe("sentencizer")
    return nlp


def reader() -> Callable[[str], Draft]:
    """How a text becomes a draft: with its quotes and signature masked where the reading part is there."""
    try:
        from asklint.reading import read_text
    except ImportError:
        return Draft
    return read_text


def signals_of(nlp: Language, texts: Iterable[str], read: Callable[[str], Draft]) -> list[Signals]:
    """The signals of each text."""
    drafts = [read(text) for text in texts]
    docs = nlp.pipe(draft.own_text for draft in drafts)
    return [Signals.of(find_people(Words.from_doc(doc), draft)) for doc, draft in zip(docs, drafts, strict=True)]


def quadratic_kappa(gold: list[int], predicted: list[int], levels: int = 3) -> float:
    """Cohen's kappa with quadratic weights; 1.0 where both are constant and agree."""
    total = len(gold)
    pairs = Counter(zip(gold, predicted, strict=True))
    rows, columns = Counter(gold), Counter(predicted)
    observed = sum(count * (a - b) ** 2 for (a, b), count in pairs.items())
    expected = sum(rows[a] * columns[b] * (a - b) ** 2 for a in range(levels) for b in range(levels)) / total
    return 1.0 - observed / expected if expected else 1.0


def _found(signals: Signals, greeting: Greeting) -> bool:
    wanted = " ".join(greeting.name.split())
    return any(wanted == signal.value for signal in signals.named("person.addressee-name"))


def measure_greetings(nlp: Language, which: Set, show: int) -> dict[str, float]:
    """Share of readers' names found exactly, and share of nameless greetings in which a name was seen."""
    named, nameless = named_greetings(which), nameless_greetings(which)
    results = signals_of(nlp, (greeting.text for greeting in named), Draft)
    missed = [(g, s) for g, s in zip(named, results, strict=True) if not _found(s, g)]
    by_culture: dict[str, list[bool]] = defaultdict(list)
    by_frame: Counter[str] = Counter(g.frame for g, _ in missed)
    for greeting, signals in zip(named, results, strict=True):
        by_culture[greeting.culture].append(_found(signals, greeting))
    empty = signals_of(nlp, (greeting.text for greeting in nameless), Draft)
    wrong = [(g, s) for g, s in zip(nameless, empty, strict=True) if s.named("person.addressee-name")]
    some = sum(1 for s in results if s.named("person.addressee-name"))
    print(
        f"{which}: name found exactly in {len(named) - len(missed)} of {len(named)} "
        f"({1 - len(missed) / len(named):.1%}), any name in {some / len(named):.1%}; "
        f"{len(by_culture)} cultures; "
        f"a name in {len(wrong)} of {len(nameless)} nameless ({len(wrong) / len(nameless):.1%})"
    )
    if show:
        for frame, count in by_frame.most_common(8):
            print(f"   {count:4d} missed in frame {frame!r}")
        for culture, hits in sorted(by_culture.items(), key=lambda item: sum(item[1]) / len(item[1]))[:8]:
            print(f"   {sum(hits) / len(hits):.2f} {culture}")
        for greeting, signals in missed[:show]:
            instead = [(s.name, s.value) for s in signals.named("person.addressee-name", "person.addressee-role")]
            print("   MISSED", repr(greeting.text[:90]), repr(greeting.name), instead)
        for greeting, signals in wrong[:show]:
            print(
                "   WRONG",
                repr(greeting.text[:80]),
                [s.value for s in signals.named("person.addressee-name")],
            )
    return {"named": 1 - len(missed) / len(named), "nameless": len(wrong) / len(nameless)}


def measure_levels(nlp: Language, data: Path, show: int, source: str | None) -> dict[str, float]:
    """Quadratic kappa of the fixed decision by source, on the rows that ask for something."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in (data / "train.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["has_ask"]]
    results = signals_of(nlp, (row["text"] for row in rows), reader())
    by_source: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, signals in zip(rows, results, strict=True):
        by_source[row["source"]].append((row["person"]["level"], level_of(signals)))
    scores = {}
    for name, pairs in sorted(by_source.items()):
        gold, predicted = [a for a, _ in pairs], [b for _, b in pairs]
        scores[name] = quadratic_kappa(gold, predicted)
        confusion = Counter(pairs)
        table = "  ".join(
            f"{a}>{b}:{confusion[a, b]}" for a in range(3) for b in range(3) if a != b and confusion[a, b]
        )
        hit = sum(a == b for a, b in pairs) / len(pairs)
        print(f"{name:8s} n={len(pairs):4d} kappa {scores[name]:.3f} accuracy {hit:.3f}   {table}")
    every = [pair for pairs in by_source.values() for pair in pairs]
    scores["all"] = quadratic_kappa([a for a, _ in every], [b for _, b in every])
    print(f"all      n={len(every):4d} kappa {scores['all']:.3f}")
    shown = 0
    for row, signals in zip(rows, results, strict=True):
        wanted, found = row["person"]["level"], level_of(signals)
        if shown < show and wanted != found and (source is None or row["source"] == source):
            shown += 1
            text = row["text"]
            print(
                f"--- {row['source']} gold {wanted} predicted {found}",
                row["person"].get("evidence"),
                row["person"].get("vague") or "",
            )
            print("   ", repr(text if len(text) < 300 else text[:220] + " ... " + text[-70:]))
            print(
                "   ",
                [(s.name[7:], s.span.of(text), s.strength) for s in signals if s.name != "person.organisation"],
            )
    return scores


def measure_speed(nlp: Language) -> float:
    """Median milliseconds of the detectors alone on messages of about 150 words."""
    text = named_greetings("development", 1)[0].text + " " + " ".join([_FILLER] * 6) + "\n\nThanks,\nDana Petrov"
    doc = nlp(text)
    words, draft = Words.from_doc(doc), Draft(text)
    times = []
    for _ in range(200):
        begin = process_time()
        find_people(words, draft)
        times.append(process_time() - begin)
    milliseconds = sorted(times)[len(times) // 2] * 1000
    print(f"speed: {milliseconds:.2f} ms for {len(words)} tokens")
    return milliseconds


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with train.jsonl; without it no levels are measured")
    parser.add_argument("--blank", action="store_true", help="tokens only, without the trained pipeline")
    parser.add_argument(
        "--held-out", action="store_true", help="the held-out greetings too; their errors are never shown"
    )
    parser.add_argument("--show", type=int, default=0, help="show so many errors of each sort")
    parser.add_argument("--source", help="show level errors of this source only")
    parser.add_argument("--only", choices=("greetings", "levels"))
    options = parser.parse_args()
    if options.blank:
        nlp = blank_pipeline()
    else:
        from asklint.nlp import load_pipeline

        nlp = load_pipeline()
    if options.only != "levels":
        for which in SETS:
            if which != "held-out":
                measure_greetings(nlp, which, options.show)
            elif options.held_out:
                measure_greetings(nlp, which, 0)
    if options.data and options.only != "greetings":
        measure_levels(nlp, options.data, options.show, options.source)
    measure_speed(nlp)


if __name__ == "__main__":
    main()
