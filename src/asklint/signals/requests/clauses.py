"""The clauses of a message: who does what, in which mood, under which other clause.

Parsers err on mail, so nothing here leans on one relation alone: a bare verb after "please" is a command whatever its
tag, and a name before a bare verb is somebody called, not its subject.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from asklint.signals.words import Words


class Party(StrEnum):
    """Who a word stands for, as far as asking goes."""

    NONE = "none"
    WRITER = "writer"
    READER = "reader"
    ANYBODY = "anybody"
    THIRD = "third"
    THING = "thing"


class Role(StrEnum):
    """How a clause stands to the rest of its sentence."""

    MAIN = "main"
    CONDITION = "condition"
    COMPLEMENT = "complement"
    ADVERBIAL = "adverbial"
    RELATIVE = "relative"


class Clause(NamedTuple):
    """One predicate with what belongs to it; tokens are indices into the message, -1 where there is none."""

    verb: int
    """The predicate: a verb, or the noun or adjective behind a copula."""
    sentence: int
    subject: int
    who: Party
    """Whom the subject stands for."""
    modal: str
    """Lower case, contractions spelled out; empty without one."""
    past: bool
    perfect: bool
    negated: bool
    inverted: bool
    """An auxiliary stands before the subject, as in a question."""
    bare: bool
    """The verb stands in its base form with neither subject, auxiliary nor "to"."""
    please: bool
    """A word of politeness stands right before the verb."""
    infinitive: bool
    copula: bool
    wh: int
    """The question word that opens the clause."""
    mark: str
    """The word that subordinates the clause, lower case; empty without one."""
    role: Role
    governor: int
    """The token that the clause depends on; -1 for a main clause."""
    object: int
    receiver: int
    """The indirect object, or whom a preposition makes the receiver."""

    @classmethod
    def verbless(cls, token: int, sentence: int) -> Clause:
        """A main clause that is no more than one word and what hangs on it."""
        return cls(
            verb=token,
            sentence=sentence,
            subject=-1,
            who=Party.NONE,
            modal="",
            past=False,
            perfect=False,
            negated=False,
            inverted=False,
            bare=False,
            please=False,
            infinitive=False,
            copula=False,
            wh=-1,
            mark="",
            role=Role.MAIN,
            governor=-1,
            object=-1,
            receiver=-1,
        )


_WRITER = frozenset("i we me us im myself ourselves mine ours ive".split())
_READER = frozenset("you u ya ye yous y'all yall yourself yourselves ur youse thou".split())
_ANYBODY = frozenset(
    "anyone anybody someone somebody everyone everybody whoever who one any some people folks all others".split()
)
_THIRD = frozenset("he she they him her them his".split())
_MODALS = {
    "can": "can",
    "ca": "can",
    "cn": "can",
    "could": "could",
    "cld": "could",
    "cud": "could",
    "would": "would",
    "wld": "would",
    "wd": "would",
    "wud": "would",
    "'d": "would",
    "will": "will",
    "wo": "will",
    "'ll": "will",
    "shall": "shall",
    "should": "should",
    "may": "may",
    "might": "might",
    "must": "must",
}
_NOT = frozenset(("not", "n't", "nt", "never", "cannot"))
_PLEASE = frozenset("please pls plz plss kindly pl pleas plese abeg".split())
_BETWEEN = frozenset("just also then and so first always kindly only at least simply quickly do".split())
_WH = frozenset("what when where who why how which whose whom wat wot wen".split())
_CONDITIONS = frozenset(("if", "unless", "should", "whether", "in"))
_MAIN = frozenset(("root", "parataxis", "list", "dep", "discourse", "vocative"))
_COMPLEMENT = frozenset(("ccomp", "xcomp", "csubj", "csubj:pass", "csubj:outer"))
_RECEIVERS = frozenset(("to", "for"))
_NO_PREDICATES = frozenset(("aux", "aux:pass", "cop", "amod", "case", "mark", "fixed", "compound", "flat"))
"""Relations of verbs that are none of their own."""
_PREDICATES = frozenset(("root", "parataxis", "conj", "advcl", "ccomp", "acl:relcl", "xcomp", "list"))
"""Relations of other words that may be predicates."""
_VERBS = frozenset(("VB", "VBP", "VBZ", "VBD", "VBN", "VBG"))


def party_of(words: Words, token: int) -> Party:
    """Whom a noun or pronoun stands for."""
    if token < 0:
        return Party.NONE
    word = words.lower[token]
    if word in _WRITER:
        return Party.WRITER
    if word in _READER:
        return Party.READER
    if word in _ANYBODY:
        return Party.ANYBODY
    if word in _THIRD or words.entity[token] == "PERSON":
        return Party.THIRD
    return Party.THING


def find_clauses(words: Words) -> list[Clause]:
    """Every clause of a message, in the order of their predicates."""
    found: list[Clause] = []
    by_verb: dict[int, Clause] = {}
    for token, (relation, kind) in enumerate(zip(words.dep, words.tag, strict=True)):
        if kind in _VERBS:
            if relation in _NO_PREDICATES:
                continue
        elif relation not in _PREDICATES:
            continue
        elif (
            kind == "_SP"
            or kind in ("UH", ".", ",")
            or (relation in ("conj", "list") and not _has_copula(words, token))
        ):
            continue
        clause = _clause(words, token, by_verb)
        by_verb[token] = clause
        found.append(clause)
    return found


def _has_copula(words: Words, token: int) -> bool:
    return any(words.dep[child] in ("cop", "nsubj", "aux") for child in words.children[token])


class _Parts:
    """What hangs on a predicate, gathered in one walk over its dependents."""

    __slots__ = (
        "auxiliary",
        "copula",
        "infinitive",
        "mark",
        "modal",
        "negated",
        "object",
        "other_auxiliary",
        "past",
        "perfect",
        "receiver",
        "subject",
        "wh",
    )

    def __init__(self, words: Words, verb: int) -> None:
        self.subject = self.auxiliary = self.wh = self.object = self.receiver = -1
        self.modal = self.mark = ""
        self.negated = self.perfect = self.infinitive = self.copula = self.past = self.other_auxiliary = False
        dep, lower = words.dep, words.lower
        for child in words.children[verb]:
            relation, word = dep[child], lower[child]
            if relation[:3] == "aux" or relation == "cop":
                self._help(words, child, relation, word)
            elif relation == "mark":
                self.infinitive = self.infinitive or word == "to"
                self.mark = self.mark if self.mark and word == "to" else word
            elif relation[:5] == "nsubj" or relation[:4] == "expl":
                if self.subject < 0 or relation[0] == "n":
                    self.subject = child
            elif relation in ("obj", "iobj") or relation[:3] == "obl":
                self._fill(words, child, relation)
            elif word == "to" and child == verb - 1:
                self.infinitive = True
            if word in _NOT:
                self.negated = True
            elif word in _WH and (child < verb or relation in ("obj", "obl")):
                self.wh = child
                if relation == "advmod" and not self.mark:
                    self.mark = word
        if words.lower[verb] in _WH:
            self.wh = verb

    def _help(self, words: Words, child: int, relation: str, word: str) -> None:
        if relation == "cop":
            self.copula = True
        elif word in _MODALS and (words.tag[child] == "MD" or word != "'d"):
            self.modal = _MODALS[word]
        else:
            self.other_auxiliary = True
            self.perfect = self.perfect or words.lemma[child] == "have"
        self.past = self.past or words.tag[child] == "VBD"
        if self.auxiliary < 0:
            self.auxiliary = child

    def _fill(self, words: Words, child: int, relation: str) -> None:
        if relation == "obj":
            self.object = self.object if self.object >= 0 else child
        elif relation == "iobj":
            self.receiver = child
        else:
            for case in words.children[child]:
                if self.receiver < 0 and words.dep[case] == "case" and words.lower[case] in _RECEIVERS:
                    self.receiver = child
                if words.lower[case] in _WH:
                    self.wh = child


def _clause(words: Words, verb: int, known: dict[int, Clause]) -> Clause:
    number = words.sentence_of[verb]
    parts = _Parts(words, verb)
    full, kind = words.dep[verb], words.tag[verb]
    relation = full.partition(":")[0]
    past = parts.past or (kind == "VBD" and not parts.other_auxiliary and not parts.modal)
    role, governor = _role(full, parts.mark, relation), words.head[verb]
    head = known.get(governor)
    if relation == "conj" and head is not None:
        role, governor = head.role, head.governor
        if parts.subject < 0 and not parts.mark:
            parts.subject = head.subject
            if not parts.modal and parts.auxiliary < 0 and kind in ("VB", "VBN", "VBG"):
                parts.modal, parts.perfect, parts.infinitive = head.modal, head.perfect, head.infinitive
        parts.mark = parts.mark or head.mark
    please = _follows_please(words, verb, words.sentences[number][0])
    if 0 <= parts.subject < verb and _is_called(words, verb, parts, please):
        parts.subject = -1
    # "Please to send it" is a command, whatever school grammars say.
    infinitive = parts.infinitive and not please
    bare = _is_bare(words, verb, parts.subject, parts.auxiliary, please) and not parts.modal and not infinitive
    if relation == "conj" and bare and not please and not words.commands[verb]:
        # "We will meet and settle it": the second verb shares what stands before the first.
        bare = head is not None and head.bare
    return Clause(
        verb=verb,
        sentence=number,
        subject=parts.subject,
        who=party_of(words, parts.subject),
        modal=parts.modal,
        past=past,
        perfect=parts.perfect,
        negated=parts.negated,
        inverted=0 <= parts.auxiliary < parts.subject,
        bare=bare,
        please=please,
        infinitive=parts.infinitive,
        copula=parts.copula,
        wh=parts.wh,
        mark=parts.mark,
        role=role,
        governor=-1 if role is Role.MAIN else governor,
        object=parts.object,
        receiver=parts.receiver,
    )


def _is_called(words: Words, verb: int, parts: _Parts, please: bool) -> bool:
    """Whether what looks like a subject before the verb is somebody called: "Sam send me the file"."""
    return (
        words.tag[verb] in ("VB", "VBP")
        and not parts.modal
        and parts.auxiliary < 0
        and not parts.infinitive
        and (please or words.commands[verb] or words.tag[verb] == "VB")
        and words.pos[parts.subject] in ("PROPN", "INTJ", "X")
    )


def _is_bare(words: Words, verb: int, subject: int, auxiliary: int, please: bool) -> bool:
    """Whether a verb may be a command: a base form, or anything after "please", without subject or auxiliary."""
    if subject >= 0:
        return False
    kind = words.tag[verb]
    base = kind in ("VB", "VBP") or words.commands[verb] or (please and kind in ("NN", "JJ", "VBD", "VBN", "NNP"))
    helped = auxiliary >= 0 and words.lower[auxiliary] != "do"
    return base and not helped and (please or verb == 0 or words.lower[verb - 1] != "to")


def _role(full: str, mark: str, relation: str) -> Role:
    if full in _MAIN or relation == "conj":
        return Role.MAIN
    if relation == "acl" or full == "advcl:relcl":
        return Role.RELATIVE
    if relation == "advcl":
        return Role.CONDITION if mark in _CONDITIONS else Role.ADVERBIAL
    if full in _COMPLEMENT:
        return Role.COMPLEMENT
    return Role.ADVERBIAL


def _follows_please(words: Words, verb: int, first: int) -> bool:
    """Whether a word of politeness stands before the verb, with nothing but soft words between."""
    lower = words.lower
    at = verb - 1
    if at >= first and lower[at] == "to":
        at -= 1
    while at >= first and lower[at] in _BETWEEN and lower[at] not in _PLEASE:
        at -= 1
    return at >= first and lower[at] in _PLEASE
