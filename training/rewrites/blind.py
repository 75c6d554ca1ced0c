"""The blind comparison: sheets for readers, and what their answers come to.

    python -m training.rewrites.blind make CASES.jsonl FOLDER --readers 3
    python -m training.rewrites.blind score FOLDER

`make` rewrites every case (`draft`, `fills`) and writes for each reader two sheets, `NAME.pairs.jsonl` and
`NAME.alone.jsonl`, each in an order of its own, with the instructions in `README.txt`. Which version is which stands in
`key.json` alone. `score` reads `NAME.answers.jsonl`: lines {"item": n, "choice": "A" | "B" | "same"} for pairs, and
{"item": n, "send": "yes" | "no"} for texts alone.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from asklint import Fills, Linter, Rewriter
from asklint.errors import InputError
from asklint.reading import read_text
from asklint.reading.blanks import find_blanks

DRAFT, APPENDED, REWRITE = "draft", "appended", "rewrite"
VERSIONS = (DRAFT, APPENDED, REWRITE)
WANTED = {DRAFT: 0.90, APPENDED: 0.75}
"""How often the rewrite is to be preferred to each other version."""
WANTED_NATURAL = 0.80

_ORDER = ("reader", "person", "action", "reason", "when", "offer")
_CLOSING = re.compile(
    r"[ \t]*(?:(?:many|kind|best|warm|warmest|with|yours|thank|thanks|much) ){0,3}(?:thanks|thank you|thx|regards|best"
    r"|cheers|sincerely|faithfully|truly|respectfully|greetings|yours|love|ta|wishes)\b[^.?]{0,30}$",
    re.IGNORECASE,
)
_LONGEST_CLOSING = 5
"""Lines from the end in which a closing may begin."""
_LONGEST_LINE = 50

_INSTRUCTIONS = """\
You read messages in which somebody asks somebody else for something. You know nothing but what you read.

NAME.pairs.jsonl: each line has two versions of one message, A and B. You are the writer: the facts in both are yours
and true. Which of the two would you rather send? Weigh both whether your reader will know what to do and whether it
reads like something a person wrote. Answer "A" or "B"; "same" only where you truly could not choose.

NAME.alone.jsonl: each line has one message. You are its writer, the facts are yours and true. Would you send it as it
is, without changing a word? Kind of language (chat, learner's English, typing slips of the writer) is no reason against
it; a sentence that no person would write, or that does not fit its place, is. Answer "yes" or "no"; with "no", "why" in
a few words, citing them.

Write NAME.answers.jsonl: one line for each item of both sheets, {"item": number, "choice": "A"} or
{"item": number, "send": "yes"} or {"item": number, "send": "no", "why": "..."}. Read every item by itself; do not go
back, and do not guess at how the versions were made.
"""


@dataclass(frozen=True, slots=True)
class Versions:
    """The three versions of a case."""

    identifier: str
    texts: Mapping[str, str]
    """By name of the version."""


def appended(draft: str, fills: Mapping[str, str]) -> str:
    """The draft with the answers after it as plain sentences: a capital, a full stop, before a closing if any."""
    sentences = " ".join(_sentence(fills[name]) for name in _ORDER if fills.get(name))
    at = _closing_start(draft)
    body, tail = draft[:at].rstrip(), draft[at:]
    space = draft[len(body) : at] if tail else ""
    stop = "." if body[-1:].isalnum() else ""
    return f"{body}{stop} {sentences}{space}{tail}"


def _closing_start(draft: str) -> int:
    """Where closing words and a name begin, or the end of the draft."""
    lines = draft.rstrip().splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    last = list(range(max(1, len(lines) - _LONGEST_CLOSING), len(lines)))
    for number in last:
        if _CLOSING.match(lines[number].strip()) or lines[number].strip() == "--":
            return starts[number]
    for number in last:
        # A last paragraph of short lines without a sentence's end, a name first: signed without closing words.
        rest = [line.strip() for line in lines[number:]]
        named = all(word[:1].isupper() or not word[:1].isalpha() for word in rest[0].split())
        plain = all(line and len(line) <= _LONGEST_LINE and line[-1] not in "?!" for line in rest)
        if rest[0] and not lines[number - 1].strip() and named and plain:
            return starts[number]
    return len(draft)


def _sentence(answer: str) -> str:
    answer = " ".join(answer.split())
    answer = answer[:1].upper() + answer[1:]
    return answer if answer.endswith((".", "!", "?")) else f"{answer}."


def versions(cases: Iterable[Mapping[str, Any]], rewriter: Rewriter) -> list[Versions]:
    """The three versions of every case."""
    found = []
    for number, case in enumerate(cases, 1):
        fills = {name: text for name, text in case["fills"].items() if text}
        rewritten = rewriter.rewrite(read_text(case["draft"]), Fills.of(fills)).text
        texts = {DRAFT: case["draft"], APPENDED: appended(case["draft"], fills), REWRITE: rewritten}
        found.append(Versions(str(case.get("id", number)), texts))
    return found


def make(found: Sequence[Versions], folder: Path, readers: Sequence[str], seed: int) -> None:
    """Write each reader's sheets, the instructions and the key.

    Every reader sees every pair; the draft is not shown beside it, since that would tell which letter it is.
    Alone, every reader sees each case once, as rewrite or with the answers appended; which of them goes by case and
    reader, so that all readers together see both of every case.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key: dict[str, dict[str, list[dict[str, str]]]] = {}
    for place, reader in enumerate(readers):
        chance = random.Random(f"{seed}:{reader}")
        pairs = [(case, other) for case in found for other in (DRAFT, APPENDED)]
        chance.shuffle(pairs)
        told, rows = [], []
        for number, (case, other) in enumerate(pairs, 1):
            letters = [other, REWRITE]
            chance.shuffle(letters)
            a, b = (case.texts[name] for name in letters)
            rows.append({"item": number, "A": a, "B": b})
            told.append({"case": case.identifier, "A": letters[0], "B": letters[1]})
        alone = [(case, (REWRITE, APPENDED)[(number + place) % 2]) for number, case in enumerate(found)]
        chance.shuffle(alone)
        singles = []
        for number, (case, name) in enumerate(alone, len(pairs) + 1):
            singles.append({"item": number, "message": case.texts[name]})
            told.append({"case": case.identifier, "alone": name})
        _write(folder / f"{reader}.pairs.jsonl", rows)
        _write(folder / f"{reader}.alone.jsonl", singles)
        key[reader] = {"items": told}
    (folder / "README.txt").write_text(_INSTRUCTIONS, encoding="utf-8", newline="\n")
    (folder / "key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def wilson(part: float, whole: float) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if not whole:
        return 0.0, 1.0
    z = 1.959964
    share = part / whole
    middle = share + z * z / (2 * whole)
    spread = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (middle - spread) / (1 + z * z / whole), (middle + spread) / (1 + z * z / whole)


def by_cases(values: Mapping[str, Sequence[float]], seed: int, rounds: int = 2000) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean, cases drawn anew: readers of the same case are not independent."""
    cases = sorted(values)
    if not cases:
        return 0.0, 1.0
    chance = random.Random(seed)
    means = []
    for _ in range(rounds):
        drawn = [value for case in chance.choices(cases, k=len(cases)) for value in values[case]]
        means.append(sum(drawn) / len(drawn))
    means.sort()
    return means[round(0.025 * rounds)], means[round(0.975 * rounds) - 1]


@dataclass(slots=True)
class Scores:
    """What the readers answered, by case: 1 for the rewrite or yes, 0 against, one half for no difference."""

    preferred: dict[str, dict[str, list[float]]]
    """By the version that the rewrite was set against."""
    natural: dict[str, dict[str, list[float]]]
    """By the version that stood alone."""
    whys: list[tuple[str, str]]
    """Cases whose rewrite somebody would not send, and why."""
    open: int
    """Items without an answer."""


def read_answers(folder: Path, readers: Sequence[str] | None = None) -> Scores:
    """The answers of some or all readers, undone with the key.

    Raises:
        ValueError: an answer that is none of those asked for, or to an item that does not exist.
    """
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    scores = Scores({DRAFT: {}, APPENDED: {}}, {REWRITE: {}, APPENDED: {}}, [], 0)
    for reader in readers or key:
        items = key[reader]["items"]
        answered: set[int] = set()
        path = folder / f"{reader}.answers.jsonl"
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not text.strip():
                continue
            answer = json.loads(text)
            number = answer.get("item")
            if not isinstance(number, int) or not 1 <= number <= len(items) or number in answered:
                raise ValueError(f"{path.name}:{line}: no such item, or answered twice: {number}")
            answered.add(number)
            try:
                _count(scores, items[number - 1], answer)
            except KeyError:
                raise ValueError(f"{path.name}:{line}: answer A, B or same for a pair, yes or no for a text") from None
        scores.open += len(items) - len(answered)
    return scores


def _count(scores: Scores, item: Mapping[str, str], answer: Mapping[str, Any]) -> None:
    if "alone" in item:
        value = {"yes": 1.0, "no": 0.0}[answer["send"]]
        scores.natural[item["alone"]].setdefault(item["case"], []).append(value)
        if not value and item["alone"] == REWRITE:
            scores.whys.append((item["case"], str(answer.get("why", ""))))
        return
    other = item["A"] if item["B"] == REWRITE else item["B"]
    value = {"A": float(item["A"] == REWRITE), "B": float(item["B"] == REWRITE), "same": 0.5}[answer["choice"]]
    scores.preferred[other].setdefault(item["case"], []).append(value)


def report(scores: Scores, seed: int) -> str:
    """The shares with both intervals, as a Markdown table, and why rewrites would not be sent."""
    lines = [
        "| the rewrite is | share | answers | 95 % Wilson | 95 % bootstrap over cases | wanted |",
        "|---|---|---|---|---|---|",
    ]
    rows = [(f"preferred to the {_PLAIN[name]}", scores.preferred[name], f"{WANTED[name]:.0%}") for name in WANTED]
    rows.append(("one to send as it is", scores.natural[REWRITE], f"{WANTED_NATURAL:.0%}"))
    rows.append((f"(for comparison: the {_PLAIN[APPENDED]} is one to send)", scores.natural[APPENDED], ""))
    for name, values, wanted in rows:
        flat = [value for each in values.values() for value in each]
        share = sum(flat) / len(flat) if flat else 0.0
        low, high = wilson(sum(flat), len(flat))
        less, more = by_cases(values, seed)
        lines.append(
            f"| {name} | {share:.1%} | {len(flat)} | {low:.1%} to {high:.1%} | {less:.1%} to {more:.1%} | {wanted} |"
        )
    if scores.open:
        lines.append(f"\n{scores.open} items have no answer.")
    if scores.whys:
        lines += ["", "Not to be sent:", *(f"- {case}: {why}" for case, why in sorted(scores.whys))]
    return "\n".join(lines)


_PLAIN = {DRAFT: "draft", APPENDED: "draft with the same answers appended"}


def main(arguments: list[str] | None = None) -> int:
    """Make sheets or score answers; 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m training.rewrites.blind",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="write the sheets")
    making.add_argument("cases", type=Path, help="JSON lines with draft and fills")
    making.add_argument("folder", type=Path)
    making.add_argument("--readers", type=int, default=3)
    making.add_argument("--limit", type=int, help="only so many cases, drawn by the seed")
    scoring = commands.add_parser("score", help="score the answers")
    scoring.add_argument("folder", type=Path)
    for each in (making, scoring):
        each.add_argument("--seed", type=int, default=4)
    options = parser.parse_args(arguments)
    try:
        if options.command == "score":
            print(report(read_answers(options.folder), options.seed))
            return 0
        cases = [json.loads(line) for line in options.cases.read_text(encoding="utf-8").splitlines() if line.strip()]
        cases = [case for case in cases if any((case.get("fills") or {}).values())]
        if options.limit:
            cases = random.Random(options.seed).sample(cases, min(options.limit, len(cases)))
        readers = [f"reader-{number}" for number in range(1, options.readers + 1)]
        found = versions(cases, Rewriter(Linter()))
        make(found, options.folder, readers, options.seed)
        print(f"{len(cases)} cases for {len(readers)} readers in {options.folder}; keep key.json from the readers")
        same = [each.identifier for each in found if each.texts[REWRITE] == each.texts[DRAFT]]
        still = [each.identifier for each in found if find_blanks(each.texts[REWRITE], ())]
        print(f"unchanged by the rewriter: {', '.join(same) or 'none'}")
        print(f"with a blank still open: {', '.join(still) or 'none'}")
    except (OSError, ValueError, InputError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
