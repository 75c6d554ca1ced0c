"""What each sentence does: asks straight out, wishes, asks a question, hints, or only looks like it.

A request form that a courtesy touches is cancelled: "would you" in "would you believe it" asks nothing. What is left
decides the act, strongest first, after the request strategies of Blum-Kulka and Olshtain (1984).
"""

from __future__ import annotations

from collections import defaultdict

from asklint.signals.phrases import Match, load_words
from asklint.signals.words import Words

DIRECT = frozenset(
    f"request.{name}"
    for name in (
        "can-you are-you-able do-you-mind any-chance please please-end be-so-kind do-me-favour favour "
        "make-sure want-you can-anyone let-me-know tell-me give-shout may-i mind-if think-you rather "
        "keep-in-mind word connect-me you-should kindly up-for"
    ).split()
)
WISH = frozenset(
    f"request.{name}"
    for name in (
        "wondering hoping was-hoping would-like appreciate grateful-if would-be-great would-mean would-help "
        "need need-to-know in-need could-use looking-for want dying-to asking if-you-could counting-on pick-brain"
    ).split()
)
QUESTION = frozenset(
    f"request.{name}"
    for name in (
        "do-you-have did-you does-anyone any-of-you who-can anyone-who if-anyone wh yesno how-to how-about shall-we "
        "any-thoughts thoughts know-of"
    ).split()
)
HINT = frozenset(f"request.{name}" for name in ("hear-of not-yet nobody short-of awaiting whoever if-only".split()))

ACTS = (
    "direct",
    "wish",
    "question",
    "hint",
    "imperative",
    "cancelled-direct",
    "cancelled-wish",
    "cancelled-question",
    "cancelled-hint",
    "cancelled-imperative",
    "open-question",
    "open-question-to-you",
    "answered-question",
    "answered-question-to-you",
    "left-to-reader",
)
"""What a sentence can do, without the form it does it in."""

_STRENGTHS = (("direct", DIRECT), ("wish", WISH), ("question", QUESTION), ("hint", HINT))
_NEAR = 1
_OPENERS = frozenset(",.!:;-–—*\"'“‘(•·") | {"--", "``", "''"}
_SOFT = frozenset(
    {
        "please",
        "pls",
        "plz",
        "kindly",
        "just",
        "also",
        "then",
        "and",
        "so",
        "but",
        "ok",
        "okay",
        "now",
        "next",
        "do",
    }
)
_QUESTION_OPENERS = frozenset(
    {
        "request.wh",
        "request.yesno",
        "request.anyone-who",
        "request.who-can",
        "request.any-of-you",
        "request.how-to",
    }
)


def sentence_acts(words: Words, matches: list[Match]) -> list[list[str]]:
    """For each sentence the names of what it does, such as `act:direct` or `act:cancelled-wish`, in a fixed order."""
    requests: dict[int, list[Match]] = defaultdict(list)
    courtesies: dict[int, list[Match]] = defaultdict(list)
    leaves: dict[int, bool] = defaultdict(bool)
    for match in matches:
        if match.name.startswith("request."):
            requests[words.sentence_of[match.first]].append(match)
        elif match.name.startswith("courtesy."):
            courtesies[words.sentence_of[match.first]].append(match)
        elif match.name in ("void.let-me-know", "void.keep-in-mind"):
            leaves[words.sentence_of[match.first]] = True
    conditions = {f"act:request.{name}" for name in ("if-you-could", "if-anyone", "hear-of", "know-of")}
    result = []
    for number, (first, stop) in enumerate(words.sentences):
        names: dict[str, None] = {}
        live = dead = False
        # Chat drops the question mark; a sentence that ends in a full stop is no question.
        asking = "?" in words.text[first:stop] or words.text[stop - 1] not in ".!"
        for strength, family in _STRENGTHS if number in requests else ():
            for match in requests[number]:
                if match.name not in family or (match.name in _QUESTION_OPENERS and not asking):
                    continue
                touched = [c for c in courtesies[number] if _touch(c, match)]
                if touched:
                    dead = True
                    names[f"act:cancelled-{strength}"] = None
                    names.update(dict.fromkeys(f"act:{match.name}~{c.name}" for c in touched))
                else:
                    live = True
                    names[f"act:{strength}"] = None
                    names[f"act:{match.name}"] = None
        for verb in _imperatives(words, first, stop):
            touched = [c for c in courtesies[number] if c.first - _NEAR <= verb < c.stop + _NEAR]
            if touched:
                dead = True
                names["act:cancelled-imperative"] = None
            else:
                live = True
                names["act:imperative"] = None
        if "?" in words.text[first:stop]:
            second = any(word in ("you", "your", "u", "ye", "anyone", "someone") for word in words.lower[first:stop])
            asked = courtesies[number]
            names[f"act:{'answered' if asked else 'open'}-question{'-to-you' if second else ''}"] = None
        if conditions.intersection(names) and leaves[number]:
            # "If you hear of anything, let me know": the reader is to find out what to do.
            names["act:left-to-reader"] = None
        names[f"act:sum={'live' if live else 'dead' if dead else 'none'}"] = None
        result.append(list(names))
    return result


def _touch(courtesy: Match, request: Match) -> bool:
    return courtesy.first < request.stop + _NEAR and request.first - _NEAR < courtesy.stop


def _opens_clause(words: Words, token: int, first: int) -> bool:
    """Whether nothing but a greeting, a name or a soft word stands before the token in its sentence."""
    before = token - 1
    while before >= first and (
        words.tag[before] == "_SP" or words.text[before] in _OPENERS or words.lower[before] in _SOFT
    ):
        before -= 1
    if before < first:
        return True
    return words.text[before] in ".:;-–—" or (words.pos[before] in ("PROPN", "INTJ") and token - before > 1)


def _imperatives(words: Words, first: int, stop: int) -> list[int]:
    """Verbs in the base form that head a clause without a subject, an auxiliary or "to".

    Taggers trained on edited text miss imperatives, most of all after a greeting, so a verb of the list of request
    verbs that opens a clause counts whatever its tag, unless something like a subject's verb follows it.
    """
    verbs = load_words("request_verbs.txt")
    found: list[int] = []
    every = zip(words.lower[first:stop], words.tag[first:stop], strict=True)
    for token in [token for token, (lower, tag) in enumerate(every, first) if lower in verbs or tag in ("VB", "VBP")]:
        if words.lower[token] in verbs and words.tag[token] not in ("VBD", "VBN", "VBG", "VBZ"):
            after = token + 1
            if after < stop and words.tag[after] in ("VBZ", "VBD", "MD"):
                continue
            if words.commands[token] or _opens_clause(words, token, first):
                found.append(token)
                continue
        if words.tag[token] not in ("VB", "VBP") or words.dep[token] not in (
            "root",
            "conj",
            "parataxis",
            "ccomp",
        ):
            continue
        if words.pos[token] == "AUX" and words.dep[token] != "root":
            continue
        subject = any(
            words.dep[child].startswith(("nsubj", "aux", "expl", "cop"))
            and words.lower[child] not in ("do", "n't", "not")
            for child in words.children[token]
        )
        if subject or (words.dep[token] == "conj" and words.head[token] not in found):
            continue
        found.append(token)
    return found
