"""Where the judge errs, for people to read: `python -m training.judge.errors [--data DIR] [--encoder DIR] [--write]`.

Each training message is judged by models that never saw its fold, as in `training.judge.crossval`, which tells of
`--encoder` too; the development rows stay closed. Prints for each source how the levels are confused, and the twenty
messages that are furthest off: written ones in full, others by their id and a paraphrase from `paraphrases.toml`.
`--write` puts all of it into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asklint.vocabulary import Element
from training.encoder.unseen import read_unseen
from training.judge.data import load
from training.judge.fit import level_of
from training.judge.helpers import parakweet
from training.judge.prepare import Prepared, prepare
from training.judge.publish import ROOT, replace_block
from training.judge.train import ASK_FROM, Unseen, heard, learn

PARAPHRASES = Path(__file__).with_name("paraphrases.toml")
WORST = 20
_LONGEST = 420
BLOCK = "errors"


@dataclass(frozen=True, slots=True)
class Miss:
    """One message that is judged wrongly."""

    message: Prepared
    said: str
    """What the judge says, and what the reader says."""
    weight: float
    """How sure the judge is of what is wrong, summed over what is."""


def confusions(messages: Sequence[Prepared], unseen: Unseen) -> str:
    """Markdown: by source and element, how often which level is taken for which."""
    lines = [
        "| source | element | asks | right | 0 for 1 | 0 for 2 | 1 for 0 | 1 for 2 | 2 for 0 | 2 for 1 |",
        "|" + "---|" * 10,
    ]
    for source in sorted({message.row.source for message in messages}):
        rows = [n for n, message in enumerate(messages) if message.row.source == source and message.row.has_ask]
        for element in Element:
            pairs = Counter(
                (unseen.heads[element].level(unseen.chances[element][n]), level_of(messages[n], element)) for n in rows
            )
            right = sum(count for (said, true), count in pairs.items() if said == true)
            wrong = " | ".join(str(pairs[said, true]) for said in range(3) for true in range(3) if said != true)
            lines.append(f"| {source} | {element.value} | {len(rows)} | {right} | {wrong} |")
    return "\n".join(lines)


def asks_missed(messages: Sequence[Prepared], unseen: Unseen) -> str:
    """Markdown: by source, how often an ask is missed and how often one is seen that is none."""
    lines = ["| source | messages | asks | asks missed | seen where none is |", "|---|---|---|---|---|"]
    for source in sorted({message.row.source for message in messages}):
        rows = [n for n, message in enumerate(messages) if message.row.source == source]
        asks = [n for n in rows if messages[n].row.has_ask]
        missed = sum(unseen.asks[n] <= ASK_FROM for n in asks)
        seen = sum(unseen.asks[n] > ASK_FROM for n in rows if not messages[n].row.has_ask)
        lines.append(f"| {source} | {len(rows)} | {len(asks)} | {missed} | {seen} |")
    return "\n".join(lines)


def worst(messages: Sequence[Prepared], unseen: Unseen, count: int = WORST) -> list[Miss]:
    """The messages that are furthest off, at most half of them about the ask itself."""
    asks, levels = [], []
    for n, message in enumerate(messages):
        says = bool(unseen.asks[n] > ASK_FROM)
        if says != message.row.has_ask:
            sure = float(unseen.asks[n] if says else 1 - unseen.asks[n])
            asks.append(Miss(message, "an ask; the reader: none" if says else "no ask; the reader: an ask", sure))
        elif says:
            off, weight = [], 0.0
            for element in Element:
                chances = unseen.chances[element][n]
                level, true = unseen.heads[element].level(chances), level_of(message, element)
                if abs(level - true) == 2:
                    off.append(f"{element.value} {level}; the reader: {true}")
                    weight += float(chances[level])
            if off:
                levels.append(Miss(message, ", ".join(off), weight))
    half = count // 2
    for group in (asks, levels):
        group.sort(key=lambda miss: (-miss.weight, miss.message.row.id))
    return [*asks[: count - half], *levels[:half]]


def listing(misses: Sequence[Miss], paraphrases: dict[str, dict[str, str]]) -> str:
    """Markdown: each miss with its text or paraphrase, and why if somebody has looked."""
    lines = []
    for number, miss in enumerate(misses, 1):
        row = miss.message.row
        known = paraphrases.get(row.id, {})
        if row.source == "written":
            text = " ".join(row.text.split())
            shown = "> " + (text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " ...")
        else:
            shown = "> (" + known.get("paraphrase", "not paraphrased yet") + ")"
        lines.append(f"{number}. **{row.id}** ({row.source}). Judged {miss.said}.\n\n   {shown}\n")
        if "why" in known:
            lines.append(f"   {known['why']}\n")
    return "\n".join(lines)


def main() -> None:
    """Parse the command line, cross-validate, print, and with `--write` publish."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with asks/train.jsonl and parakweet/")
    parser.add_argument("--encoder", type=Path, help="folder that training.encoder wrote")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    options = parser.parse_args()

    messages = prepare([row for row in load("train", options.data) if row.use == "train"])
    unseen = learn(messages, parakweet(options.data) if options.data else []).unseen
    if options.encoder:
        messages, unseen = heard(messages, unseen, read_unseen(options.encoder))
    with PARAPHRASES.open("rb") as file:
        paraphrases = tomllib.load(file)
    text = (
        f"**Ask or not**, each message judged by models that never saw it or its near-duplicates:\n\n"
        f'{asks_missed(messages, unseen)}\n\n**Levels**; "0 for 1" counts asks judged 0 that the reader calls 1:\n\n'
        f"{confusions(messages, unseen)}\n\n**The {WORST} that are furthest off**, first those wrong about the ask, "
        f"then those wrong about a level by two, the surest first:\n\n{listing(worst(messages, unseen), paraphrases)}"
    )
    print(text)
    if options.write:
        replace_block(ROOT / "docs" / "accuracy.md", text, BLOCK)


if __name__ == "__main__":
    main()
