"""How definite an act is: its verb, its object, and what pins both down."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

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


@dataclass(frozen=True, slots=True)
class Definiteness:
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

    def columns(self) -> tuple[float, ...]:
        """The values in the order of their declaration."""
        return _columns(self)


DEFINITENESS = tuple(Definiteness.__dataclass_fields__)
"""The names of the columns."""

_columns = attrgetter(*DEFINITENESS)

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
        open_verb=float(words.lemma[act] in _OPEN_VERBS),
        has_object=float(noun >= 0),
        object_definite=float(definite),
        object_indefinite=float(indefinite),
        object_bare=float(noun >= 0 and not (definite or indefinite or pronoun or name)),
        object_pronoun=float(pronoun),
        object_name=float(name),
        object_open=float(noun >= 0 and words.lemma[noun] in _OPEN_NOUNS),
        object_number=float(number),
        modifiers=float(modifiers),
        obliques=float(ties.obliques),
        asks_what=float(ties.asks_what),
        clause=float(ties.clauses),
        receiver_writer=float(receiver),
        writer_inside=min(counts["writer"], 3.0),
        reader_inside=min(counts["reader"], 3.0),
        names=min(counts["name"], 4.0),
        numbers=min(counts["number"], 4.0),
        times=min(counts["time"], 4.0),
        loose_time=min(counts["loose"], 1.0),
        web=counts["web"],
        quoted=min(counts["quote"], 1.0),
        length=float(max(stop - act, 0)),
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


_SORTS = {
    **dict.fromkeys(_TIMES, "time"),
    **dict.fromkeys(_LOOSE_TIMES, "loose"),
    **dict.fromkeys(("me", "us", "my", "our", "i", "we"), "writer"),
    **dict.fromkeys(("you", "your", "u", "ur"), "reader"),
    **dict.fromkeys(('"', "“", "``"), "quote"),
}


def _counts(words: Words, first: int, stop: int) -> dict[str, float]:
    """How many words of each sort stand in the act."""
    counts = dict.fromkeys(("name", "number", "time", "loose", "writer", "reader", "quote", "web"), 0.0)
    for token in range(first, stop):
        word = words.lower[token]
        if words.entity[token] or words.tag[token] == "NNP":
            counts["name"] += 1
        if words.tag[token] == "CD" or word[:1].isdigit():
            counts["number"] += 1
        sort = _SORTS.get(word)
        if sort:
            counts[sort] += 1
        elif "www" in word or "http" in word or ("@" in word and len(word) > 3):
            counts["web"] += 1
    return counts
