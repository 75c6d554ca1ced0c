"""How far two readers of the same messages agree: the ceiling for anything that learns from one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asklint.vocabulary import Element
from training.corpus.records import CORPUS, Problem, Record, read_records


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers' agreement on one set of messages."""

    rows: int
    """Messages that both read."""
    asks: int
    """Messages that both call an ask; what follows `has_ask` is measured on these."""
    has_ask: float
    """Share of messages with the same answer to: ask or not."""
    kappa: dict[Element, float]
    """Quadratic weighted kappa of the levels."""
    same_level: dict[Element, float]
    """Share of asks with the same level."""
    overall: float
    """Spearman's rank correlation of the overall scores."""
    kind: float
    """Share of asks with the same kind."""
    differ: int
    """Messages to be ruled on: ask or not, a level or the kind differs, or overall by more than one."""


def agreement(first: list[Record], second: list[Record]) -> Agreement:
    """Measure two readings over the messages that both hold.

    Raises:
        ValueError: the readers share no message that both call an ask.
    """
    # numpy comes with these; the corpus's other checks do without
    from training.judge.measures import rank_correlation, weighted_kappa

    other = {record["id"]: record for record in second}
    pairs = [(record, other[record["id"]]) for record in first if record["id"] in other]
    both = [(one, two) for one, two in pairs if one["has_ask"] and two["has_ask"]]
    if not both:
        raise ValueError("the two readings share no ask: are they of the same messages?")
    levels = {e: ([one[e]["level"] for one, _ in both], [two[e]["level"] for _, two in both]) for e in Element}
    return Agreement(
        rows=len(pairs),
        asks=len(both),
        has_ask=_share([one["has_ask"] == two["has_ask"] for one, two in pairs]),
        kappa={e: weighted_kappa(*levels[e]) for e in Element},
        same_level={e: _share([a == b for a, b in zip(*levels[e], strict=True)]) for e in Element},
        overall=rank_correlation([one["overall"] for one, _ in both], [two["overall"] for _, two in both]),
        kind=_share([one["kind"] == two["kind"] for one, two in both]),
        differ=sum(bool(differences(one, two)) for one, two in pairs),
    )


def differences(one: Record, two: Record) -> list[str]:
    """The labels by which two readings of a message differ so far that somebody must rule."""
    if one["has_ask"] != two["has_ask"]:
        return ["has_ask"]
    if not one["has_ask"]:
        return []
    found = [str(element) for element in Element if one[element]["level"] != two[element]["level"]]
    if one["kind"] != two["kind"]:
        found.append("kind")
    if abs(one["overall"] - two["overall"]) > 1:
        found.append("overall")
    return found


def reading_problems(rows: list[Record], first: list[Record], second: list[Record]) -> list[Problem]:
    """Rows whose labels are not what their two readers said, though the two agree."""
    one_of, two_of = ({record["id"]: record for record in reading} for reading in (first, second))
    problems = []
    for row in rows:
        one, two = one_of.get(row["id"]), two_of.get(row["id"])
        if one is None or two is None:
            problems.append(Problem(row["id"], "lacks one of its two readings"))
        elif not differences(one, two) and (changed := differences(one, row)):
            problems.append(Problem(row["id"], f"both readers agree, and yet the row has another {', '.join(changed)}"))
    return problems


def measure(corpus: Path = CORPUS) -> dict[str, Agreement]:
    """The agreement of all readings that the corpus holds, by what was read."""
    readings = corpus / "readings"
    return {
        "test, all rows": agreement(
            read_records(readings / "test-reader-1.jsonl"), read_records(readings / "test-reader-2.jsonl")
        ),
        "train, rows of wa to wc and wh to wq": agreement(
            read_records(corpus / "train.jsonl"), read_records(readings / "train-second-reader.jsonl")
        ),
    }


def table(measured: dict[str, Agreement]) -> str:
    """The figures as a Markdown table."""
    columns = list(measured.values())
    lines = [f"| | {' | '.join(measured)} |", "|---|" + "---|" * len(columns)]

    def line(name: str, cells: list[str]) -> None:
        lines.append(f"| {name} | {' | '.join(cells)} |")

    line("messages read twice", [str(a.rows) for a in columns])
    line("of these asks to both readers", [str(a.asks) for a in columns])
    line("ask or not, same answer", [f"{a.has_ask:.1%}" for a in columns])
    for element in Element:
        cells = [f"{a.kappa[element]:.3f} ({a.same_level[element]:.1%})" for a in columns]
        line(f"{element}, quadratic weighted kappa (same level)", cells)
    line("overall, rank correlation", [f"{a.overall:.3f}" for a in columns])
    line("kind, same", [f"{a.kind:.1%}" for a in columns])
    line("messages on which the readers differ", [f"{a.differ} ({a.differ / a.rows:.1%})" for a in columns])
    return "\n".join(lines)


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)
