"""What a parsed answer holds of clauses: finite verbs and their subjects, commands, states."""

from __future__ import annotations

from asklint.reading.lines import lazy
from asklint.signals.phrases import load_words
from asklint.signals.words import Words

AUXILIARIES = frozenset(
    "is are am was were do does did can could may might will would shall should must has have had isn't aren't don't"
    " doesn't didn't can't".split()
)
STATES = frozenset(
    "need want have got gotta love hope think wish know own run live work lead teach study look feel dont don't cant"
    " can't havent haven't am was".split()
)
ENDS = frozenset(
    "closes shuts ends starts begins opens finishes expires leaves runs falls comes goes arrives happens stops prints"
    " launches ships sits meets convenes votes decides reconvenes".split()
)
"""What a fund, a lease or a form does by itself."""
_DATE = lazy(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$|\d|today|tomorrow|tonight"
)
_SINCE_WHEN = frozenset("when whenever while if before once until till after".split())
_SUBORDINATES = frozenset(
    "if when whenever once because since so as while although though that unless before after until till whether and or"
    " but cos cuz coz bc which who what how why where say tell ask or".split()
)
_EVER = frozenset("whichever whoever whatever wherever however anything everything anyone anywhere".split())
_OPENS = frozenset("if when whenever once because since so as while although though unless say".split())
"""Words after which the clause behind the comma is the main one, or what is to be said."""
_LONGEST_SUBJECT = 5
_OF_CONTENT = frozenset("proof evidence word sign assurance confirmation guarantee hope fear chance idea".split())
"""Nouns behind which a clause says what of: "they want proof I can cook"."""
_INSIDE = frozenset("to the a an my our her his your and or i we they u".split())
_ASKED_OF = frozenset("you u i we it they she he the my our this that these those there".split())
_SPEAKS = frozenset("say tell speak shout step jump point back raise let".split())


def has_two_clauses(words: Words) -> bool:
    """Whether "if ..." is followed by what is to happen then."""
    subjects = sum(words.dep[at][:5] == "nsubj" for at in range(len(words)))
    return subjects > 1 or "," in words.text or commanded(words) > 0


def finite_verbs(words: Words) -> int:
    """How many verbs have a tense."""
    return sum(tag in ("VBZ", "VBP", "VBD", "MD") for tag in words.tag)


def phase(words: Words) -> int:
    """Where "the fund closes" has its verb, which the tagger often takes for a plural; 0 without one."""
    for token in range(1, len(words)):
        if words.lower[token] not in ENDS or words.tag[token] == "_SP":
            continue
        before, after = words.tag[token - 1], words.tag[token + 1] if token + 1 < len(words) else ""
        compound = words.text[token - 2 : token - 1] == ["-"]  # "sign-up ends"
        # The tagger takes the first of two nouns, as it thinks, for an adjective: "portal closes".
        noun = (before[:2] in ("NN", "CD") and before != "NNS") or compound or (token == 1 and before == "JJ")
        if noun and after in ("", "IN", "CD", "NNP", "RB", "RP", "TO", "NN"):
            return token
    return 0


def lacks_have(words: Words) -> bool:
    """Whether "I have" went without saying: "never sold outside the village"."""
    return words.lower[0] in ("never", "already", "recently", "only", "just") and words.tag[1:2] in (["VBN"], ["VBD"])


def is_thing_when(words: Words) -> bool:
    """Whether a thing comes first, and a verb only in a clause about when: "my spare room when you are in town"."""
    at = next((token for token in range(1, len(words)) if words.lower[token] in _SINCE_WHEN), 0)
    finite = any(words.tag[token] in ("VBZ", "VBP", "VBD", "MD") for token in range(at))
    return at > 0 and not finite and words.tag[0] in ("PRP$", "DT", "CD", "NN", "NNS", "JJ")


def clause_after_comma(words: Words) -> int:
    """Where a clause with its own subject follows an answer after a comma: "before noon, the nursery comes at 1"."""
    if (
        words.lower[0] in _OPENS | _EVER
        or words.lower[1:2] == ["time"]
        or any(mark in words.content for mark in '"“(?')
    ):
        return 0
    finite = ("VBZ", "VBP", "VBD", "MD")
    for comma in range(1, len(words) - 2):
        first = comma + 1
        dash = words.text[comma] in ("-", "–", "—", ";", ":") and words.content[words.start[comma] - 1] == " "
        if (
            (words.text[comma] != "," and not dash)
            or words.lower[first] in _SUBORDINATES | _EVER
            or words.tag[first][:1] == "W"
        ):
            continue
        for subject in range(first, min(first + _LONGEST_SUBJECT, len(words))):
            verb = words.head[subject]
            if words.dep[subject][:5] != "nsubj" or verb <= subject or words.subtree(subject)[0] not in (first, comma):
                continue
            parts = [verb, *(c for c in words.children[verb] if words.dep[c][:3] in ("aux", "cop"))]
            asks = any(words.tag[part] in finite and part < subject for part in parts)
            marked = any(words.dep[c] in ("mark", "cc") and first <= c < subject for c in words.children[verb])
            described = words.dep[verb].startswith(("acl", "advcl", "csubj"))
            if not asks and not marked and not described and any(words.tag[part] in finite for part in parts):
                return first
    return 0


def is_state_word(plain: str) -> bool:
    """Whether a word that the tagger takes for an adjective is one, as "gig" in "gig in Leeds" is not."""
    return len(plain) > _SHORT_STATE or plain in _SHORT_STATES or plain.endswith(("y", "ed"))


_SHORT_STATE = 4
"""Letters of a word that may well be a noun."""
_SHORT_STATES = frozenset(
    "fond sure wary sick full new low late ill sad glad free bad good deaf old poor rich away far near weak slow cold"
    " hot hurt open last best due down out up over torn lost done gone lame fit mad wet dry pro back safe keen kind"
    " calm cool dumb shy numb bare dead fair fine firm half hard high huge idle left long loud main mild nice next odd"
    " okay pale past raw real ripe rude same soft sole sore tall thin true vain vast warm wide wild wise".split()
)


def is_state(words: Words) -> bool:
    """Whether an answer says how the writer is: "stuck on chapter 3", "curious how it works", "new to this"."""
    if words.tag[:2] == ["RB", "JJ"] and words.dep[1] == "root":
        return True
    if words.dep[0] != "root" or words.lower[0] in STATES | {"due", "most", "many", "more", "less", "few", "same"}:
        return False
    follows = words.tag[1] if len(words) > 1 else ""
    if words.tag[0] == "VBN" and words.tag[1:2] == ["RB"]:
        return False  # "applied twice"
    if words.tag[0] == "JJ" and not is_state_word(words.lower[0]):
        return False  # "gig in Leeds"
    return (words.tag[0] == "JJ" and follows in ("", "IN", "TO", "WRB", "WP", "RB", "CC", ",")) or (
        words.tag[0] == "VBN" and follows in ("", "IN", "TO", "RB", "RP", "CC", "WRB")
    )


def has_clause_after(words: Words) -> bool:
    """Whether a full clause follows a phrase: "due to the strike we lost a month"."""
    finite = ("VBZ", "VBP", "VBD", "MD")
    if any(words.tag[at] == "PRP" and words.tag[at + 1] in finite for at in range(2, len(words) - 1)):
        return True
    return any(
        words.dep[at][:5] == "nsubj"
        and (words.dep[words.head[at]] == "root" or words.lower[0] in ("due", "owing"))
        and at > 1
        and (
            words.tag[words.head[at]] in ("VBZ", "VBP", "VBD")
            or any(words.tag[c] in ("VBZ", "VBP", "VBD", "MD") for c in words.children[words.head[at]])
        )
        for at in range(len(words))
    )


def verb_leads(words: Words) -> bool:
    """Whether a phrase in front has its verb before the subject: "on Monday come the people from the bank"."""
    return any(words.dep[at] == "root" and words.tag[at] in ("VB", "VBP", "VBZ", "VBD") for at in range(2, len(words)))


def is_deal(words: Words) -> bool:
    """Whether "when ..." is followed by what somebody does then: "when one of us stalls the other takes over"."""
    verb = words.head[0]
    others = any(words.lower[at : at + 2] == ["the", "other"] for at in range(3, len(words) - 2))
    acting = sum(words.dep[at][:5] == "nsubj" for at in range(len(words)))
    paired = others and any(words.lower[at : at + 2] == ["of", "us"] for at in range(1, len(words)))
    if paired or (acting > 1 and (others or words.lower[0] == "whenever")):
        return True
    if words.dep[0] not in ("advmod", "mark") or not verb:
        return False
    subjects = {words.head[at] for at in range(len(words)) if _is_subject(words, at)}
    main = words.head[verb]
    if words.dep[verb] == "advcl" and main > verb:
        return main in subjects
    return False


def is_clause_first(words: Words) -> bool:
    """Whether "since ..." or "because ..." is a clause before its own main one: "since he died I run it alone"."""
    verb = words.head[0]
    main = words.head[verb]
    later = words.dep[0] == "mark" and words.dep[verb].startswith("advcl") and main > verb
    return later and any(
        _is_subject(words, child) and words.lower[child - 1] not in _OF_CONTENT
        for child in words.children[main]
        if child > verb
    )


def is_since_then(words: Words) -> bool:
    """Whether "since ..." says from when on it is as a main clause tells: "since he left two have quit"."""
    for token in range(4, len(words) - 1):
        has = words.lower[token] in ("have", "has", "'ve") and words.tag[token + 1] == "VBN"
        if has and words.lower[0] == "since":
            return any(tag in ("VBD", "VBP") for tag in words.tag[2 : token - 1])
    return False


_SOFTENS = frozenset("just simply please kindly".split())
"""What stands before a command and belongs to it: "who did the dashboard just say my name"."""


_SINGULAR = frozenset("something anything it".split())
"""What is no subject of a bare verb: "when i propose something say so"."""


def commanded(words: Words) -> int:
    """Where the command begins after "if i get talked over," or "when Bob repeats it,"; 0 without one."""
    verbs = load_words("request_verbs.txt")
    quoted = False
    says = next((at for at in range(len(words)) if words.lower[at] in ("says", "shouts")), len(words))
    for token in range(2, len(words) if words.lower[:says].count("other") == 0 else says):
        if words.text[token] in ('"', "“", "”"):
            quoted = not quoted
        before = words.lower[token - 1]
        backs = (
            before == "," and words.lower[token + 1 : token + 2] in (["me"], ["us"]) and words.lower[token] in _SPEAKS
        )
        if quoted or (words.tag[token] not in ("VB", "VBP", "NN") and not backs):
            continue
        if words.tag[token] == "NN" and words.tag[token - 1] in ("JJ", "NNP", "CD", "WP$", "POS"):
            continue  # "a good point", "the Monday call"
        subject = any(
            words.dep[c][:5] in ("nsubj", "mark", "aux", "cop")
            and words.lower[c] not in _SINGULAR
            and words.lower[:2] != ["next", "time"]
            for c in words.children[token]
            if c < token
        )
        known = words.lower[token] in verbs | _SPEAKS or (words.tag[token] == "VB" and before == ",")
        inside = before in (
            "to",
            "the",
            "a",
            "an",
            "my",
            "our",
            "her",
            "his",
            "your",
            "and",
            "or",
            "i",
            "we",
            "they",
            "u",
        )
        if known and not subject and not inside and before not in AUXILIARIES:
            return token - 1 if before in _SOFTENS and token > 2 else token
    return 0


def subject_follows(words: Words) -> bool:
    """Whether an auxiliary at the head has its subject right after it: "has the surveyor gone"."""
    return any(words.dep[at][:5] == "nsubj" and words.tag[at] != "WP" for at in range(1, min(3, len(words)))) or (
        words.lower[0] in ("is", "are", "does", "did", "do", "was", "were") and words.tag[1][:2] in ("NN", "DT", "PR")
    )


def _is_subject(words: Words, token: int) -> bool:
    """Whether a token is a subject, and no part of a compound such as "thank-you card"."""
    return words.dep[token][:5] == "nsubj" and words.text[token - 1 : token] != ["-"]


def has_short_is(words: Words) -> bool:
    """Whether a short "is" stands after a noun: "time's running out", "the deadline's friday"."""
    for token in range(1, min(4, len(words) - 1)):
        if words.lower[token] != "'s":
            continue
        if words.tag[0] in ("DT", "CD") and words.lower[0] in ("a", "an", "one", "two", "three") and token < 3:
            continue  # "an hour's tutoring"
        after = words.lower[token + 1]
        last = token + 2 == len(words)
        if after == "the" and not last and _DATE().match(words.lower[token + 2]) and words.tag[0][:2] == "NN":
            return True  # "deadline's the 30th"
        if _DATE().match(after) and not _DATE().match(words.lower[token - 1]):
            return True
        if after in ("in", "on", "at", "due", "by") and words.tag[token - 1] in ("NN", "NNP") and not last:
            return True
        if words.tag[token + 1] == "VBG" or (last and (words.tag[token + 1] == "JJ" or after.endswith("day"))):
            return True
    return False


def asks_later(words: Words) -> bool:
    """Whether a question follows a phrase and a comma: "as a parent, would you come"."""
    return any(
        words.text[token] == "," and words.lower[token + 1] in AUXILIARIES and words.lower[token + 2] in _ASKED_OF
        for token in range(1, len(words) - 2)
    )


def is_clause(words: Words) -> bool:
    """Whether the answer's head is a finite verb with its subject before it."""
    for at in range(len(words)):
        if not _is_subject(words, at) or words.lower[at] in ("who", "which", "that", "what", "whoever"):
            continue
        verb = words.head[at]
        if at > verb or words.dep[verb] not in ("root", "parataxis", "ccomp"):
            continue
        if words.dep[verb] == "ccomp" and words.head[verb] < at:
            continue
        if any(words.text[token] == "," for token in range(at, verb)):
            continue
        parts = [verb, *(c for c in words.children[verb] if words.dep[c][:3] == "aux" or words.dep[c] == "cop")]
        if any(words.tag[part] in ("VBZ", "VBP", "VBD", "MD") for part in parts) and words.subtree(at)[0] <= 1:
            return True
    return False


def has_finite_verb(words: Words) -> bool:
    """Whether a finite verb stands outside any relative clause, whatever the parser takes for its subject."""
    for token in range(1, len(words)):
        if words.tag[token] not in ("VBZ", "VBP", "VBD", "MD"):
            continue
        subject = any(_is_subject(words, child) for child in words.children[token])
        compound = words.text[max(token - 2, 0) : token - 1] == ["-"]
        after_plural = words.tag[token - 1] in ("NNS", "PRP", "NNPS") and not compound
        if words.tag[token] == "VBP" and not subject and not after_plural:
            continue
        above, seen = token, set()
        while above not in seen:
            seen.add(above)
            if words.dep[above].startswith(("acl", "advcl")) or words.lower[above] in ("who", "that", "which"):
                break
            above = words.head[above]
        else:
            return True
    return False
