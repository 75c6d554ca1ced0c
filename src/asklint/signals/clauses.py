"""Sentences cut into clauses, so that a reason inside the ask's own sentence has a place of its own.

A clause is a run of tokens under one verb: a main clause, one joined by "and" or by a mere comma, a clause with a
connective, an infinitive of purpose, a "for" phrase. What completes its verb ("I heard *that you moved*") stays with
it. Parsers err where punctuation is missing, so connectives that can only open a clause open one whatever the tree
says.
"""

from __future__ import annotations

from typing import NamedTuple

from asklint.signals.words import Words

FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves", "im", "ive", "i'm"})
SECOND = frozenset({"you", "your", "yours", "yourself", "u", "ur", "ye", "y'all", "ya", "yall"})

_CAUSES = frozenset({"because", "cos", "cuz", "coz", "bc", "becoz", "becuz", "'cause", "bcs", "b/c", "otherwise"})
_AFTER_SO = frozenset({"i", "we", "that", "he", "she", "they", "it", "my", "our", "the", "you", "there", "im", "this"})
_AFTER_SINCE = frozenset({"i", "we", "you", "my", "our", "he", "she", "they", "it", "the", "this", "im", "your"})
_BREAKS = frozenset({";", ":", "(", "—", "–", "--", "-", "..."})
_RUN_ON = frozenset({"ill", "i'll", "im", "ive", "il"})
_DASHES = frozenset({"-", "–", "--"})
_SPLITS = frozenset({"conj", "parataxis", "advcl", "list"})
_NOT_VERBS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "PUNCT", "SYM"})
_MAY_FORCE = _CAUSES | _BREAKS | _RUN_ON | {"before", "so", "since", "as"}
_PHRASE_MARKS = frozenset({"for", "because", "due", "given", "per", "despite"})


class Clause(NamedTuple):
    """A run of tokens under one verb, or under the noun of a phrase that stands for a clause."""

    first: int
    stop: int
    head: int
    """The verb, or the noun of a "for" phrase; it lies inside unless the clause was interrupted."""
    relation: str
    """Relation of the head to what governs it: `root`, `advcl`, `conj`; `phrase` for a "for" phrase."""
    mark: str
    """The connective it opens with, lower case, or the empty string: `because`, `so`, `to`, `for`."""
    sentence: int
    governor: int
    """The head's head; the head itself for a root."""


def find_clauses(words: Words) -> list[Clause]:
    """The clauses of all sentences in text order; together they hold every token that is not white space."""
    found: list[Clause] = []
    dep, tag, lower, pos = words.dep, words.tag, words.lower, words.pos
    for number, (first, stop) in enumerate(words.sentences):
        heads = {
            token: relation
            for token, may in enumerate(map(_MAY_OPEN.__getitem__, dep[first:stop]), first)
            if may and (relation := _opens(words, token))
        }
        owner = dict(zip(heads, heads, strict=True))
        runs: list[tuple[int, int, int]] = []
        begin = end = own = -1
        for token in range(first, stop):
            if tag[token] == "_SP":
                continue
            of_clause = owner[token] if token in owner else _owner(words, token, owner)
            # A mark of punctuation closes the clause before it, an opening one begins the next.
            forced = lower[token] in _MAY_FORCE and _forces(words, token, first, stop)
            if begin >= 0 and not forced and (of_clause == own or pos[token] == "PUNCT"):
                end = token + 1
                continue
            if begin >= 0:
                runs.append((begin, end, own))
            begin, end, own = token, token + 1, of_clause
        if begin >= 0:
            runs.append((begin, end, own))
        # A sentence of nothing but white space is a clause too: every sentence has one.
        for begin, end, head in _joined(words, runs or [(first, stop, first)]):
            inside = head if begin <= head < end else _local_head(words, begin, end)
            relation = heads.get(inside) or ("parataxis" if inside != head else "root")
            found.append(
                Clause(begin, end, inside, relation, _mark(words, begin, end, inside), number, words.head[inside])
            )
    return found


class _Openers(dict[str, bool]):
    """Whether a relation may head a clause of its own, worked out at its first sight."""

    def __missing__(self, dep: str) -> bool:
        base = dep.partition(":")[0]
        opens = self[dep] = dep == "root" or base in _SPLITS or base in ("ccomp", "acl", "obl", "nmod")
        return opens


_MAY_OPEN = _Openers()


def _opens(words: Words, token: int) -> str:
    """The relation by which a token heads a clause of its own, or the empty string."""
    dep = words.dep[token]
    base = dep.partition(":")[0]
    head = words.head[token]
    if base in _SPLITS:
        opens = words.pos[token] not in _NOT_VERBS or _has_subject(words, token)
    elif base == "ccomp":
        # "I am stuck, please help": taken for reported speech.
        opens = token < head and not any(words.dep[child] == "mark" for child in words.children[token])
    elif base == "acl":
        opens = words.tag[token] == "VB" or (dep == "acl:relcl" and _after_comma(words, token))
        base = dep if words.tag[token] != "VB" else base
    elif base in ("obl", "nmod"):
        opens = words.pos[token] in ("NOUN", "PROPN", "VERB") and any(
            words.dep[child] == "case" and words.lower[child] in _PHRASE_MARKS and child < token
            for child in words.children[token]
        )
        opens = opens and _may_ask(words, head)
        base = "phrase"
    else:
        opens = dep == "root"
    return base if opens else ""


def _may_ask(words: Words, token: int) -> bool:
    """Whether the verb that governs a token may ask: "send it", "could you", "may I", not "we need"."""
    while words.pos[token] not in ("VERB", "AUX") and words.head[token] != token:
        token = words.head[token]
    for child in words.children[token]:
        if words.dep[child].startswith("nsubj"):
            turned = any(words.dep[other] == "aux" and other < child for other in words.children[token])
            return turned or words.lower[child] in SECOND
    return True


def _has_subject(words: Words, token: int) -> bool:
    return any(words.dep[child].startswith(("nsubj", "cop")) for child in words.children[token])


def _after_comma(words: Words, token: int) -> bool:
    low = words.subtree(token)[0]
    return words.text[low] == "," or (low > 0 and words.text[low - 1] == ",")


def _owner(words: Words, token: int, known: dict[int, int]) -> int:
    """The head of the clause a token belongs to; `known` are the tokens asked for before, and the heads themselves."""
    head = words.head
    path = [token]
    at = head[token]
    while at not in known and head[at] != at:
        path.append(at)
        at = head[at]
    own = known.get(at, at)
    for passed in path:
        known[passed] = own
    return own


def _forces(words: Words, token: int, first: int, stop: int) -> bool:
    """Whether a clause begins here whatever the parser says."""
    if token == first:
        return False
    lower = words.lower[token]
    if lower in _CAUSES:
        return True
    if words.text[token] in _BREAKS:
        # The dash of "two-person" joins.
        return words.text[token] not in _DASHES or words.content[words.start[token] - 1].isspace()
    if lower == "before":
        # "before the bank closes" is a clause, "before noon" is none.
        return any(words.tag[later] in ("VBZ", "VBP", "VBD") for later in range(token + 2, min(token + 7, stop)))
    after = words.lower[token + 1] if token + 1 < stop else ""
    if lower in _RUN_ON:
        return words.pos[token - 1] == "PUNCT" or words.pos[token + 1 : token + 2] in (["VERB"], ["AUX"])
    if lower == "so":
        return after in _AFTER_SO
    return lower in ("since", "as") and after in _AFTER_SINCE


def _joined(words: Words, runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Runs without those that hold no more than a word: they join the one before, the first the one after."""
    result: list[tuple[int, int, int]] = []
    pending = -1
    for start, end, head in runs:
        begin = start if pending < 0 else pending
        pending = -1
        size = end - begin - words.pos[begin:end].count("PUNCT")
        if size > 1:
            result.append((begin, end, head))
        elif result and not _leads(words, begin):
            result[-1] = (result[-1][0], end, result[-1][2])
        else:
            pending = begin
    if pending >= 0:
        end = runs[-1][1]
        if result:
            result[-1] = (result[-1][0], end, result[-1][2])
        else:
            result.append((pending, end, runs[-1][2]))
    return result


def _leads(words: Words, token: int) -> bool:
    lower = words.lower[token]
    return words.pos[token] in ("CCONJ", "SCONJ") or lower in _CAUSES or lower in _RUN_ON or lower == "("


def _local_head(words: Words, first: int, stop: int) -> int:
    """The token of a run whose head lies outside, the first verb among them if there is one."""
    outside = [
        token for token in range(first, stop) if not first <= words.head[token] < stop or words.head[token] == token
    ]
    verbs = [token for token in outside if words.pos[token] in ("VERB", "AUX")]
    rest = [token for token in outside if words.pos[token] != "PUNCT"]
    return (verbs or rest or [first])[0]


def _mark(words: Words, first: int, stop: int, head: int) -> str:
    for token in range(first, min(first + 4, stop)):
        if words.pos[token] == "PUNCT":
            continue
        lower = words.lower[token]
        if lower in _CAUSES or lower == "so":
            return lower
        if words.dep[token] in ("mark", "case") and words.head[token] == head:
            return lower
        if words.pos[token] == "CCONJ" or words.tag[token] == "_SP":
            continue
        if words.dep[token] == "advmod" and words.tag[token] == "WRB":
            return lower
        if token > first + 1:
            break
    for child in words.children[head]:
        if words.dep[child] in ("mark", "case") and first <= child < stop and child < head:
            return words.lower[child]
    return ""
