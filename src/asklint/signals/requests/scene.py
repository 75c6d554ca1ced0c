"""A clause with what stands around it, and small questions that several readers of forces ask."""

from __future__ import annotations

from typing import NamedTuple

from asklint.signals.requests.clauses import Clause, Party, Role, party_of
from asklint.signals.words import Words

NAMING_DOUBT = frozenset(
    "question concern query comment problem issue trouble doubt difficulty feedback interest".split()
)
_MARKS = frozenset((".", "!"))


class Scene(NamedTuple):
    """A clause, its sentence and the clauses that hang on it."""

    words: Words
    clause: Clause
    under: dict[int, list[Clause]]
    """The clauses that hang on a token, by that token."""
    lemma: str
    """The lemma of the clause's predicate."""
    first: int
    stop: int
    """The token range of the sentence, half open."""
    complement: Clause | None
    """The clause that completes this one: what is wished, wondered, asked."""
    asking: bool
    """Whether the clause is put as a question."""

    @classmethod
    def of(cls, words: Words, clause: Clause, under: dict[int, list[Clause]]) -> Scene:
        """Look around a clause."""
        first, stop = words.sentences[clause.sentence]
        complement = next(
            (
                child
                for child in under.get(clause.verb, ())
                if child.verb > clause.verb and child.role in (Role.COMPLEMENT, Role.CONDITION)
            ),
            None,
        )
        return cls(
            words, clause, under, words.lemma[clause.verb], first, stop, complement, _asks(words, clause, first, stop)
        )

    @property
    def act(self) -> str:
        """The lemma of the complement's predicate; empty without one."""
        return self.words.lemma[self.complement.verb] if self.complement else ""

    def after(self, count: int) -> list[str]:
        """The next words after the predicate, lower case, inside the sentence."""
        return self.words.lower[self.clause.verb + 1 : min(self.stop, self.clause.verb + 1 + count)]

    def object_party(self) -> Party:
        """Whom the direct or indirect object stands for; things count as nobody."""
        for token in (self.clause.receiver, self.clause.object):
            if token >= 0:
                party = party_of(self.words, token)
                if party is not Party.THING:
                    return party
        return Party.NONE


def _asks(words: Words, clause: Clause, first: int, stop: int) -> bool:
    """Chat drops the question mark, so word order counts where no other mark closes the sentence."""
    last = stop - 1
    while last > first and words.tag[last] == "_SP":
        last -= 1
    if "?" in words.text[last] or "?" in words.text[clause.verb : stop]:
        return True
    return words.text[last] not in _MARKS and (
        clause.inverted or (clause.wh >= 0 and clause.wh - first <= 2 and clause.role is Role.MAIN)
    )


def names_doubt(words: Words, low: int, high: int) -> bool:
    """Whether the tokens name a question or a trouble, or further information."""
    return any(words.lemma[t] in NAMING_DOUBT or words.lower[t] in ("further", "additional") for t in range(low, high))
