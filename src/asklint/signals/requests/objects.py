"""How definite an act is: its verb, its object, and what pins both down."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from asklint.signals.requests.clauses import Party, party_of
from asklint.signals.requests.forms import Force, Form
from asklint.signals.words import Words

# Verbs that say only that something is to be done, and nouns that say only what sort of thing.
_OPEN_VERBS = frozenset(
    "help assist support do handle sort deal advise consider think look guide mentor back chat talk catch connect "
    "touch discuss keep remember act fix make try be get have".split()
)
_OPEN_NOUNS = frozenset(
    "help assistance support advice guidance feedback thought idea input comment suggestion opinion tip pointer "
    "insight information info detail direction perspective experience opportunity opening position role job work "
    "something anything thing stuff everything whatever way chat coffee catch-up word hand favour favor lead "
    "recommendation wisdom possibility collaboration clarity update news attention consideration question lunch drink "
    "interest matter issue situation problem".split()
)
_DEFINITE = frozenset("the this that these those my our your his her its their both each".split())
_INDEFINITE = frozenset("a an some any another few several more other".split())
_TIMES = frozenset(
    "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday noon midnight morning afternoon "
    "evening mon tue tues wed thu thur thurs fri sat sun january february march april june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec week weekend month eod cob asap "
    "o'clock am pm minute minutes min mins hour hours day days".split()
)
_LOOSE_TIMES = frozenset("sometime someday soon whenever eventually anytime later ever".split())
_WH = frozenset("what when where who why how which whose whom whether".split())
_POSTMODIFIERS = ("nmod", "acl", "appos", "flat", "compound", "nummod", "amod", "advcl:relcl")
_CLAUSES = frozenset(("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "ccomp:obj"))


class Definiteness(NamedTuple):
    """What pins an act down; counts and yes-or-no, as numbers for the models."""

    open_verb: float
    """The verb names a kind of help and no more: "help", "look into"."""
    has_object: float
    object_definite: float
    object_indefinite: float
    object_bare: float
    object_pronoun: float
    object_name: float
    object_open: float
    """The object names a sort of thing and no more: "feedback", "something"."""
    object_number: float
    """The object is counted, or has a number for a name: "two copies", "section 2"."""
    modifiers: float
    """Phrases and clauses that narrow the object down."""
    obliques: float
    """Phrases that tell with, to or for what the act is done."""
    asks_what: float
    """A clause opened by a question word or "whether" tells what is to be said."""
    clause: float
    receiver_writer: float
    """The writer gets it: "send me"."""
    writer_inside: float
    """The writer is mentioned in the act."""
    reader_inside: float
    names: float
    numbers: float
    times: float
    loose_time: float
    web: float
    quoted: float
    length: float
    """Words of the act."""


DEFINITENESS = Definiteness._fields
"""The names of the columns."""


NOTHING = Definiteness(*(0.0 for _ in DEFINITENESS))


def definiteness(words: Words, force: Force, stop: int) -> Definiteness:
    """Look at the act of a force, which ends before token `stop`."""
    act = force.act if force.act >= 0 else force.clause.verb
    ties = _Ties(words, act)
    target = ties.object
    if force.form in (Form.FRAGMENT, Form.FOR_ACT) or (target < 0 and words.tag[act][:1] == "N"):
        target = act
    receiver = ties.receiver_writer
    noun = target
    if ties.thing >= 0 and (target < 0 or words.lower[target] in ("me", "us")):
        # "help me with the form": the thing is what counts.
        receiver = receiver or target >= 0
        noun = ties.thing
    definite, indefinite, modifiers, number = _narrowed(words, noun)
    pronoun = target >= 0 and words.tag[target] in ("PRP", "DT")
    name = noun >= 0 and (words.tag[noun][:3] == "NNP" or bool(words.entity[noun]))
    counts = _counts(words, min(act, noun) if noun >= 0 else act, stop)
    return Definiteness(
        open_verb=words.lemma[act] in _OPEN_VERBS,
        has_object=noun >= 0,
        object_definite=definite,
        object_indefinite=indefinite,
        object_bare=noun >= 0 and not (definite or indefinite or pronoun or name),
        object_pronoun=pronoun,
        object_name=name,
        object_open=noun >= 0 and words.lemma[noun] in _OPEN_NOUNS,
        object_number=number,
        modifiers=modifiers,
        obliques=ties.obliques,
        asks_what=ties.asks_what,
        clause=ties.clauses,
        receiver_writer=receiver,
        writer_inside=min(counts[_WRITER], 3),
        reader_inside=min(counts[_READER], 3),
        names=min(counts[_NAME], 4),
        numbers=min(counts[_NUMBER], 4),
        times=min(counts[_TIME], 4),
        loose_time=min(counts[_LOOSE], 1),
        web=counts[_WEB],
        quoted=min(counts[_QUOTE], 1),
        length=max(stop - act, 0),
    )


class _Ties:
    """What hangs on the act."""

    __slots__ = ("asks_what", "clauses", "object", "obliques", "receiver_writer", "thing")

    def __init__(self, words: Words, act: int) -> None:
        self.object = self.thing = -1
        self.obliques = self.clauses = 0
        self.asks_what = self.receiver_writer = False
        for child in words.children[act]:
            relation = words.dep[child]
            if relation == "obj":
                self.object = child
            elif relation == "iobj":
                self.receiver_writer = party_of(words, child) is Party.WRITER
            elif relation[:3] == "obl":
                self.obliques += 1
                self.thing = child if self.thing < 0 else self.thing
                self.receiver_writer = self.receiver_writer or words.lower[child] in ("me", "us")
            elif relation in _CLAUSES:
                self.clauses += 1
                low = words.subtree(child)[0]
                self.asks_what = self.asks_what or (low > act and words.lower[low] in _WH)


def _narrowed(words: Words, noun: int) -> tuple[bool, bool, int, bool]:
    """Whether a noun is definite, indefinite, by how many phrases it is narrowed down, and whether it is counted."""
    definite = indefinite = number = False
    modifiers = 0
    for child in words.children[noun] if noun >= 0 else ():
        relation = words.dep[child]
        if relation[:3] == "det" or relation == "nmod:poss":
            definite = definite or relation == "nmod:poss" or words.lower[child] in _DEFINITE
            indefinite = indefinite or words.lower[child] in _INDEFINITE
        elif relation.startswith(_POSTMODIFIERS):
            modifiers += 1
            number = number or words.tag[child] in ("CD", "LS")
    return definite, indefinite, modifiers, number


_TIME, _LOOSE, _WRITER, _READER, _QUOTE, _WEB, _NAME, _NUMBER, _NO_SORT = range(9)
_SORTS = {
    **dict.fromkeys(_TIMES, _TIME),
    **dict.fromkeys(_LOOSE_TIMES, _LOOSE),
    **dict.fromkeys(("me", "us", "my", "our", "i", "we"), _WRITER),
    **dict.fromkeys(("you", "your", "u", "ur"), _READER),
    **dict.fromkeys(('"', "“", "``"), _QUOTE),
}


@lru_cache(maxsize=1 << 15)
def _sort(word: str) -> tuple[int, bool]:
    """What a word is counted as, and whether it begins with a digit."""
    web = "www" in word or "http" in word or ("@" in word and len(word) > 3)
    return _SORTS.get(word, _WEB if web else _NO_SORT), word[:1].isdigit()


def _counts(words: Words, first: int, stop: int) -> list[int]:
    """How many words of each sort stand in the act."""
    counts = [0] * (_NO_SORT + 1)
    kinds = zip(words.tag[first:stop], words.entity[first:stop], map(_sort, words.lower[first:stop]), strict=True)
    for tag, entity, (sort, digit) in kinds:
        counts[sort] += 1
        if entity or tag == "NNP":
            counts[_NAME] += 1
        if digit or tag == "CD":
            counts[_NUMBER] += 1
    return counts
