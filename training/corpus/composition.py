"""Counts what is in the corpus, for its datasheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from asklint.vocabulary import Element, Kind
from training.corpus.agreement import measure
from training.corpus.agreement import table as agreement_table
from training.corpus.records import CORPUS, SPLITS, Record, read_records

_LENGTHS = ((0, 15), (15, 40), (40, 100), (100, 200), (200, 350), (350, None))
_CHANNELS = {
    # the first that a channel's name begins with or holds; writers named their channels freely
    "e-mail": ("e-mail", "email"),
    "chat at work": ("slack", "teams", "jira", "ticket", "internal ticket", "1:1", "pager", "radio", "staffroom"),
    "private message": (
        "whatsapp", "text", "sms", "chat", "dm", "telegram", "signal", "messenger", "wechat", "line", "kakao", "viber",
        "zalo", "snapchat", "instagram", "discord", "voice", "group", "facebook message", "marketplace",
    ),
    "network for work": ("linkedin", "alumni"),
    "forum, post or comment": ("forum", "post", "comment", "reddit", "mastodon", "facebook", "nextdoor", "x "),
    "notice or circular": (
        "notice", "newsletter", "circular", "automatic", "announcement", "policy", "auto-reply", "minutes", "memo",
        "flyer", "press", "digest", "marketing", "chain", "slack bot", "sms alert", "status",
    ),
    "letter, note or form": ("letter", "note", "card", "form", "fax", "calendar", "post-it"),
    "exercise": ("exercise", "class"),
}  # fmt: skip

Splits = dict[str, list[Record]]


def author_of(row: Record) -> str:
    """The row's author; rows from before authors were recorded go under their batch, `t1` to `t6`."""
    return str(row.get("author") or row["id"].partition("-")[0])


def channel_of(row: Record) -> str:
    """The kind of channel that a row was written for."""
    name = str(row.get("channel", "")).lower()
    if not name:
        return "not recorded"
    exact = {start: kind for kind, starts in _CHANNELS.items() for start in starts}
    whole = [start for start in exact if name.startswith(start)] or [start for start in exact if start in name]
    return exact[max(whole, key=len)] if whole else "other"


def length_of(row: Record) -> str:
    """The row's number of words, in classes."""
    words = len(row["text"].split())
    for low, high in _LENGTHS:
        if high is None or words < high:
            return f"{low} or more" if high is None else f"under {high}" if not low else f"{low} to {high - 1}"
    raise AssertionError(words)


def composition(corpus: Path = CORPUS) -> str:
    """The generated part of the datasheet: counts by split, and the readers' agreement."""
    splits = {split: read_records(corpus / f"{split}.jsonl") for split in SPLITS}
    asks = {split: [row for row in rows if row["has_ask"]] for split, rows in splits.items()}
    lengths = [length_of({"text": "w " * low}) for low, _ in _LENGTHS]
    parts = [
        "### Messages",
        _authors(splits),
        "### Kind of ask",
        _table("kind", asks, lambda row: str(row["kind"]), list(Kind)),
        "### Levels, of the asks",
        _levels(asks),
        "### Overall, of the asks",
        "Where two readers differed by one, the label is the mean.",
        _table("overall", asks, lambda row: f"{row['overall']:g}", _in_use(asks, lambda row: f"{row['overall']:g}")),
        "### Length in words",
        _table("words", splits, length_of, lengths),
        "### Channel",
        _table("channel", splits, channel_of, [*_CHANNELS, "other", "not recorded"]),
        "### Agreement of two readers",
        agreement_table(measure(corpus)),
    ]
    return "\n\n".join(parts)


def _in_use(splits: Splits, value: Callable[[Record], str]) -> list[str]:
    return sorted({value(row) for rows in splits.values() for row in rows})


def _authors(splits: Splits) -> str:
    lines = ["| split | author | messages | with an ask | words, mean |", "|---|---|---|---|---|"]
    for split, rows in splits.items():
        authors = Counter(map(author_of, rows))
        lines += [
            _author_line(split, name, [row for row in rows if author_of(row) == name]) for name in sorted(authors)
        ]
        if len(authors) > 1:
            lines.append(_author_line(f"**{split}**", "all", rows))
    return "\n".join(lines)


def _author_line(split: str, author: str, rows: list[Record]) -> str:
    asks = sum(row["has_ask"] for row in rows)
    words = sum(len(row["text"].split()) for row in rows)
    return f"| {split} | {author} | {len(rows)} | {asks} ({asks / len(rows):.0%}) | {words / len(rows):.0f} |"


def _levels(asks: Splits) -> str:
    counts = {split: {e: Counter(row[e]["level"] for row in rows) for e in Element} for split, rows in asks.items()}
    lines = [f"| element and level | {' | '.join(asks)} |", "|---|" + "---|" * len(asks)]
    for element in Element:
        for level, name in enumerate(("missing", "partly", "clear")):
            cells = [_cell(counts[split][element][level], len(rows)) for split, rows in asks.items()]
            lines.append(f"| {element} {level}, {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _table(name: str, splits: Splits, value: Callable[[Record], str], order: Iterable[str]) -> str:
    counts = {split: Counter(map(value, rows)) for split, rows in splits.items()}
    lines = [f"| {name} | {' | '.join(splits)} |", "|---|" + "---|" * len(splits)]
    for entry in order:
        if any(count[entry] for count in counts.values()):
            cells = [_cell(counts[split][entry], len(rows)) for split, rows in splits.items()]
            lines.append(f"| {entry} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(count: int, whole: int) -> str:
    return f"{count} ({count / whole:.0%})" if whole else "0"
