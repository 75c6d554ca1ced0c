"""From two readers' answers to each rule's measured precision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

ENOUGH = 30
"""Judged hits that a rule of the default tier needs."""
PRECISE = 0.8
"""Precision that a rule of the default tier needs."""
FACTS = frozenset({"ASK001"})
"""Rules that only read off the text what is there, and so need no measurement: a blank is a blank."""


class Figures(TypedDict):
    """What two readers said of the hits of one rule."""

    hits: int
    judged: int
    agreed: int
    right: int
    precision: float | None
    agreement: float | None


ANSWERS = {"yes": True, "no": False}


def read_answers(path: Path) -> dict[str, bool]:
    """A reader's answers by item.

    Raises:
        ValueError: a line that is no answer, or an item that is answered twice.
    """
    answers: dict[str, bool] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            item, answer = record["id"], ANSWERS[str(record["answer"]).strip().lower()]
        except (ValueError, KeyError, TypeError):
            raise ValueError(f'{path}:{number}: not an answer; write {{"id": "h0001", "answer": "yes"}}') from None
        if item in answers:
            raise ValueError(f"{path}:{number}: {item} is answered twice; keep one line")
        answers[item] = answer
    return answers


def precision(
    items: Mapping[str, str], hits: Mapping[str, int], first: Mapping[str, bool], second: Mapping[str, bool]
) -> dict[str, Figures]:
    """For each rule what the readers said; `items` leads from items to rules, `hits` from rules to all their hits.

    Raises:
        ValueError: an item that a reader left out.
    """
    for name, answers in (("first", first), ("second", second)):
        if missing := sorted(items.keys() - answers.keys()):
            raise ValueError(f"the {name} reader left out {len(missing)} items, such as {missing[0]}; all are needed")
    rules: dict[str, Figures] = {}
    for code, all_hits in hits.items():
        own = [item for item, rule in items.items() if rule == code]
        agreed = [item for item in own if first[item] == second[item]]
        right = sum(first[item] for item in agreed)
        rules[code] = {
            "hits": all_hits,
            "judged": len(own),
            "agreed": len(agreed),
            "right": right,
            "precision": round(right / len(agreed), 3) if agreed else None,
            "agreement": round(len(agreed) / len(own), 3) if own else None,
        }
    return rules


def advice(code: str, tier: str, judged: int, right: float | None) -> str:
    """What the figures mean for a rule's tier; empty where the rule may stay as it is."""
    if code in FACTS or tier != "default":
        return ""
    if judged < ENOUGH:
        return f"make it picky: fewer than {ENOUGH} judged hits"
    if right is None or right < PRECISE:
        return f"make it picky, mend it or drop it: precision below {PRECISE}"
    return ""
