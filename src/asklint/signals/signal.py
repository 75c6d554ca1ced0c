"""A signal: something a detector found in a message, under a name, at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from asklint.spans import Span


@dataclass(frozen=True, slots=True)
class Signal:
    """One find of one detector."""

    name: str
    """`family.what`, such as `person.addressee-name`; each detector module lists the names it yields."""
    span: Span
    value: str = ""
    """What the detector read there in normal form, where that differs from the words: a name without its title."""
    strength: float = 1.0
    """0 to 1: how sure the detector is."""


@dataclass(frozen=True, slots=True)
class Signals:
    """All signals of a message, in text order, with access by name."""

    all: tuple[Signal, ...] = ()
    _by_name: dict[str, list[Signal]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, signals: Iterable[Signal]) -> Signals:
        """Order the signals and index them by name."""
        ordered = tuple(sorted(signals, key=lambda signal: (signal.span.start, signal.span.end, signal.name)))
        by_name: dict[str, list[Signal]] = {}
        for signal in ordered:
            by_name.setdefault(signal.name, []).append(signal)
        return cls(ordered, by_name)

    def named(self, *names: str) -> list[Signal]:
        """The signals of these names, in the order of the names, then of the text."""
        return [signal for name in names for signal in self._by_name.get(name, ())]

    def __iter__(self) -> Iterator[Signal]:
        return iter(self.all)
