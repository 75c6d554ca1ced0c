"""Measures a pipeline: `python -m training.pipeline.evaluate --data DIR [--model DIR] [--split test]`.

Scores are those of the CoNLL shared tasks: texts are given raw, whatever the pipeline finds is compared with
the treebank by its span of characters, and F is over all words, punctuation included, with full relation
labels. Entities count by exact span and label. "gold tokens" gives the pipeline the treebank's own words, to
part the tokenizer's share.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from asklint.nlp import load_pipeline, models_dir
from training.pipeline import corpus, greetings
from training.pipeline.data import Document, text_of, to_doc, with_breaks

Score = dict[str, float]
METRICS = Path(__file__).with_name("metrics.json")
RATES = ("tokens", "sentences", "xpos", "upos", "feats", "lemmas", "uas", "las")
LABELS = ("PERSON", "ORG", "LOC")


def f1(correct: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * correct / (found + gold) if correct else 0.0


def count(gold: Doc, found: Doc) -> Counter[str]:
    """What one document adds to the tallies: `gold:X`, `found:X` and `right:X` for every measured thing X."""
    n: Counter[str] = Counter()
    wanted = {(t.idx, t.idx + len(t)): t for t in gold if not t.is_space}
    got = {(t.idx, t.idx + len(t)): t for t in found if not t.is_space}

    def head(token: Any) -> tuple[int, int] | None:
        return None if token.head.i == token.i else (token.head.idx, token.head.idx + len(token.head))

    for rate in RATES:
        n[f"gold:{rate}"] += len(wanted)
        n[f"found:{rate}"] += len(got)
    for span, a in wanted.items():
        b = got.get(span)
        if b is None:
            continue
        attached = head(a) == head(b)
        n["right:tokens"] += 1
        n["right:xpos"] += a.tag_ == b.tag_
        n["right:upos"] += a.pos_ == b.pos_
        n["right:feats"] += str(a.morph) == str(b.morph)
        n["right:lemmas"] += a.lemma_ == b.lemma_
        n["right:uas"] += attached
        n["right:las"] += attached and a.dep_ == b.dep_

    def sentences(doc: Doc) -> set[tuple[int, int]]:
        spans = set()
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            if words:
                spans.add((words[0].idx, words[-1].idx + len(words[-1])))
        return spans

    a_sentences, b_sentences = sentences(gold), sentences(found)
    n["gold:sentences"] = len(a_sentences)
    n["found:sentences"] = len(b_sentences)
    n["right:sentences"] = len(a_sentences & b_sentences)
    a_entities = {(e.start_char, e.end_char, e.label_) for e in gold.ents}
    b_entities = {(e.start_char, e.end_char, e.label_) for e in found.ents}
    for what, spans in (("gold", a_entities), ("found", b_entities), ("right", a_entities & b_entities)):
        n[f"{what}:entities"] += len(spans)
        n.update(f"{what}:{label}" for _, _, label in spans)
    return n


def rates(n: Counter[str]) -> Score:
    """F for everything counted, precision and recall too for entities; fractions."""
    score = {rate: f1(n[f"right:{rate}"], n[f"found:{rate}"], n[f"gold:{rate}"]) for rate in (*RATES, "entities")}
    for label in LABELS:
        right, found, gold = n[f"right:{label}"], n[f"found:{label}"], n[f"gold:{label}"]
        score[label] = f1(right, found, gold)
        score[f"{label} precision"] = right / max(1, found)
        score[f"{label} recall"] = right / max(1, gold)
    return {key: round(value, 4) for key, value in score.items()} | {"words": n["gold:tokens"]}


def retokenized(nlp: Language, gold: Doc) -> Doc:
    """`gold`'s words, analysed anew by everything but the tokenizer."""
    doc = Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def score_treebank(nlp: Language, documents: list[Document]) -> dict[str, dict[str, Score]]:
    """Scores by genre and for all: `{"raw": {"all": ..., "email": ...}, "gold tokens": {...}}`."""
    gold = [to_doc(nlp.vocab, with_breaks(d.sentences), None, full=True) for d in documents]
    found = {
        "raw": list(nlp.pipe(doc.text for doc in gold)),
        "gold tokens": [retokenized(nlp, doc) for doc in gold],
    }
    out: dict[str, dict[str, Score]] = {}
    for kind, docs in found.items():
        tallies: dict[str, Counter[str]] = {"all": Counter()}
        for document, a, b in zip(documents, gold, docs, strict=True):
            n = count(a, b)
            tallies["all"].update(n)
            tallies.setdefault(document.genre, Counter()).update(n)
        out[kind] = {genre: rates(n) for genre, n in sorted(tallies.items())}
    return out


def messages(documents: Iterable[Document], words: int, many: int) -> list[str]:
    """`many` texts of about `words` words, of successive e-mail sentences (repeated if they run out)."""
    sentences = [s for d in documents if d.genre == "email" for s in d.sentences]
    out: list[str] = []
    text, length, i = "", 0, 0
    while len(out) < many:
        text += text_of([sentences[i % len(sentences)]])
        length += len(sentences[i % len(sentences)].tokens)
        i += 1
        if length >= words:
            out.append(text)
            text, length = "", 0
    return out


def speed(nlp: Language, documents: list[Document]) -> Score:
    """Processor time: median ms for one warm 150-word message; 80-word messages a second, best of three.

    Processor time and not wall time, because training machines are shared; `benchmarks/pipeline_speed.py` has
    both.
    """
    long, short = messages(documents, 150, 40), messages(documents, 80, 400)
    for text in long:
        nlp(text)
    single = []
    for _ in range(3):
        for text in long:
            start = time.process_time()
            nlp(text)
            single.append(time.process_time() - start)
    many = []
    for _ in range(3):
        start = time.process_time()
        done = sum(1 for _ in nlp.pipe(short, batch_size=128))
        many.append(done / (time.process_time() - start))
    return {
        "150-word message ms": round(1000 * statistics.median(single), 2),
        "80-word messages/s": round(max(many), 1),
    }


def folder_size(folder: Path) -> float:
    """Megabytes (10^6 bytes) of all files under `folder`."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 2)


def evaluate(data: Path, model: Path, split: str) -> dict[str, Any]:
    """All figures of the pipeline at `model` on the EWT `split`."""
    nlp = load_pipeline(model)
    dev = corpus.load_ewt(data, "dev")
    documents = dev if split == "dev" else corpus.load_ewt(data, split)
    return {
        "split": split,
        "treebank": score_treebank(nlp, documents),
        "greetings": greetings.score(nlp),
        "size MB": folder_size(model),
        "speed": speed(nlp, dev),
        "versions": {"python": platform.python_version(), **_versions()},
    }


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("spacy", "thinc", "numpy")}


def table(result: dict[str, Any]) -> str:
    """The figures as text, percentages by genre."""
    columns = ("tokens", "sentences", "xpos", "upos", "feats", "lemmas", "uas", "las", "entities", *LABELS)
    lines = ["  ".join(["set".ljust(22), "words".rjust(6), *(c.rjust(9) for c in columns)])]
    for kind, genres in result["treebank"].items():
        for genre, score in genres.items():
            cells = [f"{100 * score[c]:9.2f}" for c in columns]
            lines.append("  ".join([f"{kind} {genre}".ljust(22), f"{int(score['words']):6d}", *cells]))
    email = result["treebank"]["raw"]["email"]
    lines.append(f"PERSON in e-mail: precision {email['PERSON precision']:.4f} recall {email['PERSON recall']:.4f}")
    lines += [f"{key}: {value}" for key, value in result["greetings"].items()]
    lines += [f"{key}: {value}" for key, value in result["speed"].items()]
    lines.append(f"size: {result['size MB']} MB")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m training.pipeline.evaluate", description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with ewt/, gum/ and ner-extra/")
    parser.add_argument("--model", type=Path, default=models_dir() / "pipeline")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--metrics", type=Path, help="where to write the figures as JSON")
    options = parser.parse_args(arguments)
    result = evaluate(options.data, options.model, options.split)
    print(table(result))
    if options.metrics:
        options.metrics.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
