"""What people leave out of a reason: "I'm", "is", "I have"; told by the parse, put back in few words."""

from __future__ import annotations

from asklint.rewriting.clauses import ENDS, is_state_word, phase
from asklint.rewriting.referents import being_at
from asklint.signals.words import Words

_FINITE = ("VBZ", "VBP", "VBD", "MD")
_LEADS_IN = frozenset(
    "recently newly currently still just very really so too quite pretty totally completely already always both half"
    " temporarily permanently".split()
)
_NO_STATES = frozenset(
    "due most many more less few same other several such needed required requested expected own last next first only"
    " sure ok okay fine left no".split()
)
_STATE_WORDS = frozenset("skint broke knackered hungover pregnant poorly unwell swamped shattered homeless".split())
"""What somebody is, which a tagger may take for a thing."""
_OF_WHAT = frozenset(
    "short proud full tired sick fond aware capable sure afraid scared certain ahead free guilty ashamed"
    " hopeful conscious low clear wary".split()
)
"""States of which it is said of what: "short of money"."""
_AFTER_STATES = ("IN", "TO", "RP", "CC", ",", "RB", "WRB", "RBR", ".", ":", "")
_TELLS_WHEN = frozenset("before until till after while once".split())
_OF_THINGS = frozenset("mean save cost make keep free cut speed let give take matter".split())
_HOPED = frozenset("would could might will 'd".split())
_HELPED = frozenset("me us".split())
_BEFALLEN = frozenset(
    "widowed divorced laid fired sacked diagnosed promoted married engaged made hired appointed transferred assigned"
    " elected separated injured evicted robbed told asked let".split()
)
"""What somebody is or was, not what he did: "recently widowed"."""
DID = frozenset(
    "applied tried emailed mailed texted wrote messaged contacted searched looked waited graduated quit".split()
)
"""What somebody did, though the tagger may take it for what was done to him: "applied twice, no reply"."""
_RECENTLY = frozenset("just newly recently already only finally nearly almost never".split())
WITH_VERB = {"shes": "she's", "hes": "he's", "theyre": "they're", "youre": "you're"}
"""Somebody and his verb typed as one word, and how they are written."""
_WHERE = frozenset("in off out away at on back".split())
_ELSEWHERE = frozenset("away home abroad here".split())
_CHILDREN = frozenset("kids children boys girls parents twins grandkids".split())
_OWN_THINGS = frozenset("car van truck bike boiler phone laptop computer bus lorry lift elevator oven fridge".split())
"""Things of which everybody has one, so that they need no "my"."""
_ABSTRACT = (
    "tion sion ment ness ship age ance ence ity ism ure ing ery ety th cy dom hood logy phy work ware time".split()
)
_UNCOUNTED = frozenset("stock staff gear passion love faith pride hunger grief debt rain snow damp mould mold".split())
_COUNTED = frozenset("mention session lesson invitation donation subscription membership picture lecture".split())
_BEST = frozenset("only best first nicest one most".split())


def opens_with_state(words: Words, begin: int) -> bool:
    """Whether a fragment says first how the writer is: "short of money", "recently widowed and ..."."""
    at = begin
    while at < len(words) - 1 and words.lower[at] in _LEADS_IN:
        at += 1
    if at >= len(words) or words.lower[at] in _NO_STATES | DID:
        return False
    hyphened = words.text[at + 1 : at + 2] == ["-"] and at + 2 < len(words)
    last = at + 2 if hyphened else at
    if words.lower[last] in _STATE_WORDS and last + 1 == len(words):
        return True
    participle = words.tag[last] in ("VBN", "VBD") and (at > begin or hyphened or words.tag[last] == "VBN")
    if not participle and (words.tag[last] != "JJ" or not is_state_word(words.lower[last])):
        return False
    after = words.tag[last + 1] if last + 1 < len(words) else ""
    if words.lower[last + 1 : last + 2] in (["'s"], ["is"], ["s"]):
        return False
    if words.lower[last + 1 : last + 2] == ["of"] and words.lower[last] not in _OF_WHAT and not participle:
        return False  # "loaf of bread"
    if after not in _AFTER_STATES or words.dep[last] in ("amod", "nsubj", "obj", "compound"):
        return False
    done_by = any(words.dep[child] in ("obj", "nsubj") for child in words.children[last] if child > last)
    led = any(words.dep[child][:5] == "nsubj" for child in words.children[last] if child < last)
    return not led and not (done_by and words.tag[last] == "VBD")


def goes_on(words: Words, begin: int) -> int:
    """Where "is" was left out: "inspector coming Friday", "exams coming up", "my father in hospital"; 0 if not."""
    there = begin + 1
    if words.lower[begin] == "its":
        return 0  # "its due may 2"
    if there < len(words) - 1 and words.lower[there] == "due" and words.lower[there + 1] != "to":
        return 0 if words.tag[begin] in _FINITE or has_finite(words) else there  # "rent due friday"
    if there < len(words) - 1 and words.lower[there] in _ELSEWHERE and words.tag[there] == "RB":
        people = being_at(words, begin, bare=True) is not None or words.lower[begin] in _CHILDREN
        return there if people and not has_finite(words) else 0
    for at in range(begin + 1, min(begin + 5, len(words) - 1)):
        if words.lower[at] not in _WHERE or words.head[at - 1] not in (at - 1, *range(begin)):
            continue
        being = being_at(words, at - 1, bare=True) is not None or words.lower[at - 1] in _OWN_THINGS
        rest = words.lower[at : at + 2] == ["out", "of"] or words.tag[at] == "IN" or words.lower[at] == "off"
        said = any(tag in _FINITE for tag in words.tag[begin:at])
        return at if being and rest and not said and words.dep[at - 1] in ("root", "nsubj") else 0
    for at in range(begin + 1, min(begin + 5, len(words) - 1)):
        if words.tag[at] in _FINITE or words.lower[at] in (",", "and", "of", "for"):
            return 0
        if words.lower[at - 1] in WITH_VERB:
            return 0
        done = words.tag[at] == "VBN" and (words.dep[at] == "root" or (at == begin + 1 and words.lower[at] == "gone"))
        done = done and not any(words.dep[child] == "obj" for child in words.children[at])  # "her father kept lock 9"
        if words.tag[at] != "VBG" and not done:
            continue
        noun = words.tag[at - 1] in ("NN", "NNS", "NNP") or words.dep[at - 1][:5] == "nsubj"
        subject = noun and words.dep[at - 1] not in ("compound", "amod")
        apart = words.dep[at] in ("root", "acl") and (
            words.head[at - 1] == at or words.head[at] == at - 1 or words.dep[at - 1][:5] == "nsubj"
        )
        helped = any(words.dep[child][:3] in ("aux", "cop") for child in words.children[at])
        return at if subject and apart and not helped else 0
    return 0


def only_tells_when(words: Words) -> bool:
    """Whether a reason is nothing but a clause of time: "until i find work"."""
    if words.lower[0] not in _TELLS_WHEN or words.dep[0] != "mark":
        return False
    verb = words.head[0]
    return not any(
        words.dep[at][:5] == "nsubj" and at > verb and words.dep[words.head[at]] in ("root", "parataxis", "conj")
        for at in range(len(words))
    )


def is_of_the_thing(words: Words, begin: int) -> bool:
    """Whether a verb without its subject speaks of what is asked for: "would mean a lot", "saves us weeks"."""
    at = begin
    if words.lower[at] in _HOPED:
        at += 1
        while at < len(words) - 1 and words.tag[at] == "RB":
            at += 1
        return at < len(words) and words.lemma[at] in _OF_THINGS | {"help", "be"}
    helps = words.lemma[at] == "help" and words.lower[at + 1 : at + 2] != [] and words.lower[at + 1] in _HELPED
    does = helps and words.tag[at + 2 : at + 3] == ["VB"]
    return words.tag[at] == "VBZ" and (does or words.lemma[at] in _OF_THINGS)


def lacks_i(words: Words, begin: int) -> bool:
    """Whether "I" went without saying before what was done: "just moved here"."""
    done = words.tag[begin + 1 : begin + 2] in (["VBD"], ["VBN"]) and words.lower[begin + 1] not in _BEFALLEN
    return words.lower[begin] in _RECENTLY and done and words.dep[begin + 1] == "root"


def is_abstract(noun: str) -> bool:
    """Whether a noun mostly goes without an article: "shortage", "growth"."""
    return noun in _UNCOUNTED or (len(noun) > 4 and noun.endswith(tuple(_ABSTRACT)) and noun not in _COUNTED)


def is_bare_thing(words: Words) -> bool:
    """Whether a fragment is a noun with what describes it, and surely no clause: "a leak under the sink".

    A verb that the tagger takes for a plural, "our container sails on Friday", makes it none.
    """
    for at in range(len(words)):
        if words.text[at] in (",", ";", ":", "+", "&") or words.tag[at] in (*_FINITE, "VB"):
            return False
        follows = words.tag[at + 1] if at + 1 < len(words) else ""
        after_noun = at > 0 and words.tag[at - 1][:2] == "NN"
        if after_noun and words.tag[at] in ("JJ", "RB"):
            return False  # "my savings last until march"
        ends = words.tag[at] == "NNS" and words.dep[at] == "root" and words.dep[at - 1] == "compound"
        if after_noun and ends and at + 2 == len(words) and words.lower[at + 1].endswith("day"):
            return False  # "our parcel arrives monday"
        if at and words.dep[at] == "root" and words.lower[at].endswith("ed") and words.tag[at] == "JJ":
            return False  # "neighbour complained to the council"
        if after_noun and words.tag[at] in ("NNS", "VBN") and follows in ("IN", "RB", "CD", "TO", "JJ", "RP", "DT"):
            return False
    return words.tag[0] not in ("RB", "JJR", "PRP") and not has_finite(words)


def is_of_reader(words: Words, head: int) -> bool:
    """Whether a phrase says what the reader is: "the only person I know in publishing", "best baker in town"."""
    said = words.lower[:3]
    being = being_at(words, head, bare=True) is not None or words.lower[head].endswith(("er", "or", "ist", "ian"))
    best = bool(_BEST & set(said[:2])) or words.tag[0] == "JJS"
    return best and being and words.lower[0] not in ("my", "our", "a", "an", "one", "most") and words.tag[head] == "NN"


def has_finite(words: Words) -> bool:
    """Whether anything in a fragment may be a verb with a tense, outside what only describes a noun."""
    if phase(words):
        return True
    for at in range(len(words)):
        after_noun = at > 0 and words.tag[at - 1] in ("NN", "NNS", "NNP")
        if after_noun and words.tag[at] in ("VBN", "VB") and words.dep[at] in ("acl", "root"):
            return True  # "9 of 14 helmets failed inspection"
        if after_noun and {f"{words.lower[at]}s", f"{words.lower[at]}es"} & ENDS and words.dep[at] != "compound":
            return True  # "my contract finish in may"
        described = "acl:relcl" in (words.dep[at], words.dep[words.head[at]])
        if words.tag[at] in _FINITE and not described and "-" not in words.text[at - 1 : at]:
            return True
        if words.lower[at] in ("'s", "s") and at > 0 and at + 1 < len(words):
            follows = words.tag[at + 2] if at + 2 < len(words) else ""
            said = words.tag[at + 1] in ("VBG", "VBN", "JJ", "IN", "RB", "TO") and follows[:2] not in ("NN", "JJ")
            if said:
                return True  # "the van's booked"
    return False
