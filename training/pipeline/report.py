"""Writes the measured figures into the documentation, between two comments, so that nobody types them.

`python -m training.pipeline.report` does it again from `metrics.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.pipeline.evaluate import METRICS

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = (REPOSITORY / "docs" / "language-pipeline.md", REPOSITORY / "models" / "README.md")
BEGIN, END = "<!-- pipeline figures: begin -->", "<!-- pipeline figures: end -->"

_COLUMNS = {
    "tokens": "tokens",
    "sentences": "sentences",
    "xpos": "tags",
    "upos": "UPOS",
    "feats": "features",
    "lemmas": "lemmas",
    "uas": "UAS",
    "las": "LAS",
    "entities": "entities",
    "PERSON": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
}


def figures(results: dict[str, Any]) -> str:
    """The tables, as Markdown."""
    parts = [targets(results), treebank(results["test"], "test"), treebank(results["dev"], "dev")]
    return "\n\n".join(parts)


def targets(results: dict[str, Any]) -> str:
    """What was to be reached, and what was."""
    test = results["test"]
    raw, email = test["treebank"]["raw"]["all"], test["treebank"]["raw"]["email"]
    greetings = test["greetings"]
    rows = [
        ("LAS, EWT test, raw text", 0.80, raw["las"], False),
        ("tags (XPOS), EWT test, raw text", 0.93, raw["xpos"], False),
        ("sentences, EWT test, raw text", 0.85, raw["sentences"], False),
        ("PERSON F1, UNER test", 0.82, raw["PERSON"], False),
        ("PERSON F1, UNER test, e-mail", 0.85, email["PERSON"], False),
        ("unseen name found in a greeting", 0.97, greetings["greeting name found"], False),
        ("name found in a nameless greeting", 0.01, greetings["name in a nameless greeting"], True),
        ("size on disk, MB", 15.0, test["size MB"], True),
    ]
    lines = ["| measure | target | reached | |", "|---|---|---|---|"]
    for name, target, value, most in rows:
        good = value <= target if most else value >= target
        sign = "at most" if most else "at least"
        lines.append(f"| {name} | {sign} {target:g} | {value:.3f} | {'yes' if good else '**no**'} |")
    speed = test["speed"]
    versions = ", ".join(f"{name} {number}" for name, number in test["versions"].items())
    single, stream = speed["150-word message ms"], speed["80-word messages/s"]
    lines.append("")
    lines.append(
        f"On the machine that trained it ({versions}; two shared, busy cores): {single} ms of processor time "
        f"for a warm 150-word message, {stream} 80-word messages a second of processor time in one process."
    )
    return "\n".join(lines)


def treebank(result: dict[str, Any], split: str) -> str:
    """F by genre, in percent."""
    head = ["text", "words", *_COLUMNS.values()]
    lines = [f"EWT {split}, F in percent:", "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for kind, genres in result["treebank"].items():
        for genre, score in genres.items():
            cells = [
                f"{kind}, {genre}",
                f"{int(score['words'])}",
                *(f"{100 * score[key]:.1f}" for key in _COLUMNS),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def update_documents(results: dict[str, Any]) -> None:
    """Replaces what stands between the marks in each document; the model card gets the targets only."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        _, mark, after = rest.partition(END)
        if not mark:
            raise ValueError(f"{document.name} lacks the marks {BEGIN} and {END}")
        content = targets(results) if document.name == "README.md" else figures(results)
        document.write_text(f"{before}{BEGIN}\n{content}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    update_documents(json.loads(METRICS.read_text(encoding="utf-8")))
