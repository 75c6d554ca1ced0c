"""Fitting an answer's words: who "she" is, how "i" is written, where capitals go. The facts stay as typed."""

from __future__ import annotations

import re
from dataclasses import replace

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.fragments import WITH_VERB
from asklint.rewriting.pronouns import Reach, agreeing, to_you
from asklint.rewriting.referents import Referents, gender_of
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import (
    COMMON,
    EVERYONE,
    GROUP,
    NAMEWORD,
    PARTICLE,
    RELATION,
    ROLE,
    TITLE,
    traits_of,
)
from asklint.signals.words import Words

_WRITERS = {"i": "I", "im": "I'm", "ive": "I've", "i'm": "I'm", "i've": "I've", "i'll": "I'll", "i'd": "I'd"}
_BEHIND_ITS = frozenset("due at on in by a an the not just".split())
"""Words before which "its" is short for "it is"."""
_WOULD = frozenset("love like be do rather gladly happily prefer have want need".split())
_CLITICS = {"nt": "n't", "s": "'s", "m": "'m", "re": "'re", "ve": "'ve", "ll": "'ll", "d": "'d"}
_TEXTED = {
    "u": "you",
    "ur": "your",
    "urs": "yours",
    "n": "and",
    "pls": "please",
    "plz": "please",
    **dict.fromkeys(("cos", "cuz", "coz", "bc"), "because"),
}
"""How chats spell small words; spelt out where the draft is no chat."""
_SHORTENED = frozenset("eod eow cob".split())
_DAYS = lazy(r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|tues?|thu(?:rs?)?|fri|mon")
_SHORT_DAYS = frozenset("sat sun wed weds mar may march dec oct nov sep aug jul jun apr feb jan".split())
_CALENDAR = frozenset(
    "january february april june july august september october november december sept christmas easter ramadan eid"
    " diwali hanukkah thanksgiving passover".split()
)
_TONGUES = frozenset(
    "english french german spanish italian russian chinese japanese arabic hindi urdu portuguese dutch greek ukrainian"
    " welsh irish scottish american british canadian indian african european asian korean swedish norwegian".split()
)
_DATED_BY = frozenset(
    "for in by until till til before after on since from this next last mid early late of to the".split()
)
_SURELY_DATED_BY = _DATED_BY - {"to", "the", "from", "of", "on"}
_PARTS = frozenset("morning afternoon evening night lunchtime am pm noon at from before after or and".split())
_ALONE = frozenset(("NNP", "NNPS"))
_ENDS = frozenset((".", "!", "?"))
_SMALL = frozenset("and of the at in from for de la van von der den el al bin da di".split())
_OPENERS = frozenset(
    "the a an my our your his her their this that these some any it she he they we you there if when to for by and so"
    " is are can could do does did will would what which who how where yes no please".split()
)
_CALLED = lazy(
    r"(?:(?:she|he|they|it)(?:['’]s| is| are)? (?:called|named)|(?:her|his|their|your|the) name(?:['’]s| is)"
    r"|(?:i (?:think|believe|guess|reckon) )?it(?:['’]s| is)|i (?:think|believe|guess|reckon)) ",
    re.IGNORECASE,
)
_NAMED_BY = lazy(r", (?P<who>she|he) (?:mentioned|recommended|suggested|named) ", re.IGNORECASE)
"""Who named somebody to the writer: "whoever runs it, she mentioned a Mr Cole"."""
_DASHED_ROLE = lazy(r"(?<=[a-z]) [-–—] (?=[a-z])")
"""What somebody is, behind a dash that would not close: "Nomvula Dlamini - head of buying"."""
_IF_KNOWN = lazy(r"\bif (?P<who>she|he) (?P<verb>know|remember|trust|like)s (?=them|him|her|any)", re.IGNORECASE)
"""Whoever knows the one to be met is the reader: "the Penner sisters if he knows them"."""
_HANDLE = lazy(r"\S+ \([A-Z]")
_ADDRESS = lazy(r"\s*<[^<>\s]*>?|\s*\S+@\S+")
_TO_READER = lazy(
    r"(?:(?:you,|it['’]?s|it is|to|for|dear|hi|hello|my|our|the|a|an"
    r"|really|actually|mainly|prob(?:ably)?|maybe|perhaps|i (?:think|guess))\s+)+",
    re.IGNORECASE,
)
_OFFICE_FIRST = lazy(r"^(?:the )?\w+(?: \w+)?, (?=(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Sir|Madam)\b)")
"""What somebody is, before a name with its title: "the principal, Mr. Rao"."""
_AND_ALL = lazy(r" (?:and|&) (?:all|every(?:one|body))\b", re.IGNORECASE)
_APPOSITION = lazy(
    r"(?:\s*[(–—]|\s-\s|\s*,\s*(?:my|our|the|his|her|a|an|from|at|in|who|head|director|manager)\b"
    r"|(?<=\w)\s(?:from|at|in|who|with)\s(?=\w)).*",
    re.IGNORECASE,
)
_WANTED = lazy(
    r"(?:,? (?:who|whom|that))? i(?:['’]?d| would| am|['’]?m)? (?:want|like|need|love|hope|hoping|trying) to "
    r"(?:meet|reach|(?:talk|speak|chat) (?:to|with)|connect with)$",
    re.IGNORECASE,
)
_MET = lazy(
    r"(?:(?:i(?:['’]?d| would)? ?(?:want|like|love|need|wanna|hope)|want|wanna|like|love|need|could you|can you|can u)"
    r"(?: to)? +)?(?:to )?(?:please )?"
    r"(?:(?:get |have |be )?(?:an? |the )?(?:intro(?:duction)?|introduce me|introduced|connection|connect me|referral"
    r"|put me in (?:touch|contact)|be put in touch|hook me up|get me in touch) (?:to|with)|meet|reach) +",
    re.IGNORECASE,
)

_LASTING = lazy(r"((?:\S+ ){1,3}(?:minutes?|mins?|hours?)) with (?:you|u)\b(?: and\b(?! (?:i|then)\b))?", re.IGNORECASE)
"""With whom a length of time is spent that the reader is asked to spare."""


_ROLES = ROLE | RELATION | COMMON
_NO_NAMES = frozenset(
    "a an any anyone anybody her his my one our some somebody someone that the their this your".split()
)


def fitted(
    answer: Answer,
    voice: Voice,
    *,
    to_reader: bool,
    first: int | None = None,
    stop: int | None = None,
    reach: Reach = Reach.ALL,
    verb: int | None = None,
) -> str:
    """The words of an answer, from token `first` (its first proper one) to `stop`, as they go into a sentence.

    With `to_reader`, "she" and "he" speak of the reader and become "you" as far as `reach` goes, unless somebody in the
    answer is meant. `verb` is one whose missing subject is the reader.
    """
    words = answer.words
    begin = answer.begin if first is None else first
    end = len(words) if stop is None else stop
    they = to_reader and (_they_are_the_reader(answer) or _they_are_the_readers(answer))
    reach = reach if to_reader else Reach.NAMED
    referents = replace(answer.referents, reasons=answer.name == "reason")
    changed = to_you(words, voice, answer.begin, reach, they=they, referents=referents)
    if verb is not None:
        changed.update(agreeing(words, verb, voice))
    _spell(words, voice, begin, end, changed)
    if begin < end and begin not in changed and not (answer.name == "person" and _opens_with_name(words, begin)):
        command = answer.form in (Form.VERB, Form.ADJECTIVE) and words.text[begin].istitle()
        changed[begin] = words.lower[begin] if command else _small(words, begin)
    text = _joined(words, begin, end, changed)
    lasts = _LASTING().match(text) if answer.name == "action" and answer.form is Form.NOUN else None
    if lasts is None:
        return text
    together = " with" if lasts[0].endswith(" and") else ""  # "an hour with her and the engineer"
    return f"{lasts[1]}{together}{text[lasts.end() :]}"


def _opens_with_name(words: Words, begin: int) -> bool:
    """Whether two capitals stand side by side, or one alone, that no list knows as a role's: "Ruud Smit", "Ruud"."""
    texts = words.text[begin : begin + 2]
    capital = all(text.istitle() and text.isalpha() and not traits_of(text) & _ROLES for text in texts)
    return capital and (len(texts) == 2 or len(words) == 1) and words.lower[begin] not in _NO_NAMES


def remark(words: Words, voice: Voice, *, to_reader: bool, referents: Referents | None = None) -> str:
    """A remark typed after an answer, as a sentence of its own without its closing mark."""
    changed = to_you(words, voice, 0, referents=referents) if to_reader else {}
    _spell(words, voice, 0, len(words), changed)
    said = _joined(words, 0, len(words), changed).rstrip(".!; ")
    return voice.opened(f"it {said}" if words.lower[:1] in (["takes"], ["lasts"], ["closes"], ["ends"]) else said)


def name_of(answer: str) -> str:
    """A reader's name as a greeting has it: "to mrs okafor" is "Mrs Okafor", "my cousin rashid" is "cousin Rashid"."""
    bare = _ADDRESS().sub("", answer).strip(" \"'“”.,!;:") or answer.strip(" .,!;:")
    if re.search(r"\b[A-Z]\.$", answer.strip()) and bare != answer.strip():
        bare += "."  # "Joanna K."
    bare = _OFFICE_FIRST().sub("", bare)
    cut = bare if _AND_ALL().search(bare) else _APPOSITION().sub("", bare)
    bare = cut if any(map(str.isalpha, cut)) else bare
    opened = _TO_READER().match(bare)
    called = bare[opened.end() :] if opened and opened.end() < len(bare) else bare
    if called != bare and opened and not called.lower().startswith(("who", "one ", "guy ")):
        called = _name_within(called)
    if cut != bare and called.islower() and called.isalnum() and _HANDLE().match(bare):
        return called  # a name chosen for a forum, and the real one behind it
    if called == called.lower() and _are_several(called):
        return bare  # several whom no name tells apart: "recruiters in the north"
    if called == called.lower() or (called == called.upper() and _shouted(called)):
        if called.lower().startswith(("whoever ", "who ")):
            return called.lower()
        described = called != bare and bare.lower().startswith(("my ", "our "))
        words = [_capital(word, described and not traits_of(word) & NAMEWORD) for word in called.lower().split()]
        return " ".join(words)
    words = called.split()
    for at, word in enumerate(words[1:], 1):
        if traits_of(word.strip(",")) & EVERYONE and words[at - 1].lower() in ("and", "&"):
            break  # "Mrs. Pettway and everyone on the 2nd floor"
        if word.islower() and word not in _SMALL and not traits_of(word) & (TITLE | ROLE | RELATION):
            words = words[:at] if words[0][:1].isupper() else words
            break
    while len(words) > 1 and (words[-1].lower() in _SMALL or (words[-1].islower() and words[-2].endswith(","))):
        words = words[:-1]
    words[-1] = words[-1].rstrip(",") or words[-1]
    if traits_of(words[0]) & (TITLE | RELATION) and words[0].islower():
        words[0] = words[0].capitalize()
    return " ".join(_capital(word.lower(), False) if _shouted(word) else word for word in words)


def _are_several(called: str) -> bool:
    """Whether readers are told by what they are: "recruiters and hiring managers"."""
    for word in called.split()[:3]:
        trait = traits_of(word)
        plural = word.endswith("s") and (trait & ROLE or word.endswith(("ers", "ors", "ists")))
        if plural and not trait & (NAMEWORD | TITLE):
            return True
    return False


def _name_within(called: str) -> str:
    """The name behind what somebody is to the writer: "old boss Ingrid" is "Ingrid"."""
    words = called.split()
    for at in range(1, len(words)):
        trait = traits_of(words[at].lower().rstrip(",."))
        before = [traits_of(word.lower().rstrip(",")) for word in words[:at]]
        described = all(word.islower() for word in words[:at]) and any(t & (ROLE | RELATION) for t in before)
        named = trait & (NAMEWORD | TITLE) and not trait & (COMMON | ROLE | RELATION)
        if described and words[at - 1] not in _SMALL and (named or words[at][:1].isupper()):
            return " ".join(words[at:])
    return called


def _capital(word: str, described: bool) -> str:
    if word in _SMALL or (described and traits_of(word) & (ROLE | RELATION)):
        return word
    word = re.sub(r"^(o['’]|mc(?=[^aeiou]))(\w)", lambda found: found[1].capitalize() + found[2].upper(), word)
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _shouted(word: str) -> bool:
    """Whether a word in capitals is a name rather than letters read one by one: "OKAFOR", but not "HR"."""
    return word.isupper() and (len(word) > 4 or bool(len(word) > 1 and traits_of(word.lower()) & (NAMEWORD | TITLE)))


def without_meeting(text: str) -> str:
    """Somebody's description without the wish to meet: "intro to", "connect me with"."""
    met = _MET().match(text)
    if met and met.end() < len(text):
        text = text[met.end() :]
    return text.removeprefix("to ")


def person_of(answer: Answer, voice: Voice) -> str:
    """Somebody to be met, as an introduction names them: "her neighbour Wendell" is the reader's neighbour."""
    words = answer.words
    reader = words.lower[:1] in (["her"], ["his"], ["their"])
    owned = any(words.lower[at] in ("her", "his") and words.tag[at] == "PRP$" for at in range(1, len(words)))
    reach = Reach.ALL if reader else Reach.OWNERS  # "the fellow who did her cousin's wedding"
    text = fitted(answer, voice, to_reader=reader or owned, first=0, reach=reach)
    named = _NAMED_BY().search(text)
    if named is not None and not answer.referents.clashes(named["who"].lower()):
        text = f"{text[: named.start('who')]}{voice.you}{text[named.end('who') :]}"
    known = _IF_KNOWN().search(text)
    if known is not None:
        text = f"{text[: known.start('who')]}{voice.you} {known['verb']}{text[known.end('verb') + 1 :]}"
    called = _CALLED().match(text)
    text = text[called.end() :] if called and called.end() < len(text) else text
    text = without_meeting(text)
    if text.isupper():
        text = " ".join(word.capitalize() if _shouted(word) else word for word in text.split())
    text = _WANTED().sub("", text) or text
    text = _DASHED_ROLE().sub(", ", text, count=1)
    text = _office(words, _with_who(words, text))
    return text if voice.lower else with_names(text)


def _with_who(words: Words, text: str) -> str:
    """Somebody and what he does, typed without its "who": "Dana Fitch, runs the boat yard"."""
    for comma in range(1, len(words) - 2):
        verb = comma + 1
        does = words.tag[verb] in ("VBZ", "VBD") and words.text[verb].islower() and words.lower[verb] not in _NO_DEEDS
        led = any(words.dep[child][:5] == "nsubj" and child > comma for child in words.children[verb])
        found = text.find(f", {words.text[verb]} ")
        if words.text[comma] == "," and does and not led and found > 0:
            return f"{text[:found]}, who {text[found + 2 :]}"
    return text


_NO_DEEDS = frozenset("'s ’s s thinks guess called named says".split())
_OFFICE = lazy(
    r"(?:(?:deputy|vice|assistant|acting|associate|senior|chief|managing|executive) )*"
    r"(?:head|director|manager|chair|chairman|chairwoman|dean|owner|lead|leader|president|secretary|treasurer|ceo|cfo|cto"
    r"|coo|founder|editor|coordinator|captain|principal|registrar|vp) (?:of|for) \S",
    re.IGNORECASE,
)


_OFFICES = frozenset(
    "manager director head lead leader chair chairman chairwoman secretary treasurer owner coordinator caretaker"
    " supervisor foreman registrar curator archivist bursar matron warden editor captain landlord".split()
)
"""What mostly one person is at a place."""


def _office(words: Words, text: str) -> str:
    """Somebody told by an office that one person holds, with its article: "head of ops at DHL"."""
    begun = _OFFICE().match(text) is not None and words.tag[0] not in ("DT", "PRP$", "NNS")
    if begun:
        return f"the {text[0].lower() if text[1:2].islower() else text[0]}{text[1:]}"
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    single = words.tag[head] == "NN" and words.tag[0] in ("NN", "JJ") and text[0].islower() and head in (0, 1, 2)
    if single and words.lower[head] in _OFFICES and text.lower().startswith(words.lower[0]):
        return f"the {text}"
    role = traits_of(words.text[0]) & ROLE and not traits_of(words.text[0]) & (RELATION | TITLE | NAMEWORD | GROUP)
    placed = words.lower[1:2] in (["at"], ["from"], ["in"]) and words.tag[0] in ("NN", "NNP") and text[0].islower()
    return with_article(text) if role and placed else text


def with_names(text: str) -> str:
    """A person's description with a known first name at its head, and what follows it, in capitals."""
    words = text.split(" ")
    at = 0
    if any(word[:1].isupper() for word in words):
        return text  # who writes a capital has written those that are wanted
    while at < len(words) and traits_of(words[at] or " ") & TITLE:
        if words[at].islower():
            words[at] = words[at].capitalize()
        at += 1
    titled = at > 0
    if at < len(words) and words[at].islower() and (titled or traits_of(words[at].rstrip(",")) & NAMEWORD):
        words[at] = words[at].capitalize()
        follows = words[at + 1 : at + 2]
        plain = follows[0].rstrip(",") if follows else ""
        named_on = not words[at].endswith(",") and plain.isalpha() and plain.islower() and plain not in _SMALL
        common = traits_of(plain) & (COMMON | ROLE | RELATION) if plain else 0
        if named_on and not common and plain not in ("who", "with", "on", "that", "or", "she", "he", "is", "runs"):
            words[at + 1] = words[at + 1].capitalize()
    return " ".join(words)


def with_article(text: str) -> str:
    """A singular thing with "a" or "an", as it sounds."""
    sounds = re.match(r"(?:[aeio]|u(?!ni|se|su|ti|ro|k\b)|hour|honest|heir|[FHLMNRSX][A-Z])", text, re.IGNORECASE)
    vowel = bool(sounds) and not re.match(r"(?:one|once|eu|ewe)", text, re.IGNORECASE)
    if re.match(r"[FHLMNRSX][A-Z]", text) is None and re.match(r"[fhlmnrsx][a-z]", text, re.IGNORECASE):
        vowel = bool(re.match(r"(?:hour|honest|heir)", text, re.IGNORECASE))
    if re.match(r"(?:8|11\b|18\b)", text):
        vowel = True
    return f"{'an' if vowel else 'a'} {text}"


def _they_are_the_reader(answer: Answer) -> bool:
    """Whether "they" can only be the reader: where the writer speaks of a time or a gift."""
    words = answer.words
    plural = any(tag in ("NNS", "NNPS") for tag in words.tag)
    given = any(
        words.lower[token] in ("their", "theirs")
        or (words.lower[token] == "them" and words.dep[token] in ("obl", "iobj"))
        or (words.lower[token] == "them" and token > 0 and words.lower[token - 1] in ("for", "with"))
        for token in range(len(words))
    )
    said = (answer.name == "offer" and given) or (
        answer.name == "when" and answer.words.lower[0] in ("when", "whenever", "as", "in")
    )
    return said and not plural


def _they_are_the_readers(answer: Answer) -> bool:
    """Whether "they" are the two who are asked: no others are spoken of before in what they are to do or to get."""
    words = answer.words
    first = next((at for at in range(len(words)) if words.lower[at] in ("they", "their", "them")), len(words))
    others = any(tag in ("NNS", "NNPS") for tag in words.tag[:first])
    others = others or any(words.dep[at] == "conj" and words.pos[at] in ("NOUN", "PROPN") for at in range(first))
    somebody = any(traits_of(words.text[at]) & (GROUP | EVERYONE | ROLE | RELATION) for at in range(first))
    said = answer.name in ("offer", "action")
    # "Their boys go to the same school": whose they are nobody else has been named for.
    said = said or (answer.name == "reason" and words.lower[:1] == ["their"] and not answer.referents.crowd)
    return answer.referents.many and said and not others and not somebody


def _spell(words: Words, voice: Voice, begin: int, end: int, changed: dict[int, str]) -> None:
    """Spelling after the draft's: "I", apostrophes, the names of days, and capitals where sentences begin."""
    for token in range(begin, end):
        if token in changed:
            continue
        plain = words.lower[token]
        if voice.lower and words.text[token] == "I":
            changed[token] = voice.i
            continue
        new = (
            _will(words, voice, token)
            or _clitic(words, voice, token)
            or (None if voice.lower else _written(words, voice, token))
        )
        if new is None and not voice.casual and plain in _TEXTED and words.text[token].islower():
            new = _TEXTED[plain]
        if new is not None:
            changed[token] = new
    if not voice.lower:
        for token in range(begin + 1, end):
            if words.text[token - 1] in _ENDS and words.end(token - 1) < words.start[token]:
                text = changed.get(token, words.text[token])
                changed[token] = text[:1].upper() + text[1:]


def _will(words: Words, voice: Voice, token: int) -> str | None:
    """The word "ill" that lacks its apostrophe."""
    if words.lower[token] != "ill" or token + 2 >= len(words):
        return None
    verbal = words.tag[token + 1][:2] == "VB" and words.tag[token + 1] not in ("VBZ", "VBD")
    opens = token == 0 and words.lower[1] not in ("is", "was", "with", "and", "since", "health", "again")
    return voice.typed(f"{voice.i}'ll") if verbal or opens else None


def _clitic(words: Words, voice: Voice, token: int) -> str | None:
    """The end of "dont", "im", "thats" with its apostrophe, where the draft is no chat."""
    plain = words.lower[token]
    i_am = plain == "m" and token > 0 and words.lower[token - 1] == "i" and not voice.lower
    if (voice.casual and not i_am) or plain not in _CLITICS or not token or words.end(token - 1) != words.start[token]:
        return None
    verbal = words.tag[token][:2] in ("VB", "RB", "MD") or words.dep[token][:3] == "aux"
    return voice.typed(_CLITICS[plain]) if verbal else None


def _written(words: Words, voice: Voice, token: int) -> str | None:  # noqa: PLR0911 - one line a sort
    """A word with the capitals that it has where people write them."""
    plain, text = words.lower[token], words.text[token]
    if plain in _WRITERS and words.text[token + 1 : token + 2] not in (["."], [")"]):
        return voice.typed(_WRITERS[plain])
    if plain in WITH_VERB and (not voice.casual or voice.shortens):
        said = voice.typed(WITH_VERB[plain])
        return said if text.islower() else said.capitalize()
    its = plain == "its" and words.lower[token + 1 : token + 2] != [] and words.lower[token + 1] in _BEHIND_ITS
    if its and (not voice.casual or voice.shortens):
        return voice.typed("it's" if text.islower() else "It's")
    if not text.islower():
        return None
    if plain == "id" and words.lower[token + 1 : token + 2] and words.lower[token + 1] in _WOULD:
        return voice.typed("I'd")
    raised = any(words.text[at].istitle() and len(words.text[at]) > 1 for at in range(1, len(words)))
    if raised and not _is_dated(words, token) and text not in voice.spelt:
        return None  # who writes a capital has written those that are wanted
    if _is_dated(words, token) or text in _TONGUES or plain in _SHORTENED:
        return text.upper() if plain in _SHORTENED else text.capitalize()
    named = words.tag[token] in _ALONE or (words.tag[token] == "NN" and bool(traits_of(text) & NAMEWORD))
    if text in voice.spelt and named and not _is_determined(words, token):
        return text.capitalize()
    if words.lower[token - 1 : token] == ["my"] and text not in voice.spelt:
        return None  # what the writer calls somebody: "my nonna"
    traits = traits_of(text)
    first = words.subtree(words.head[token])[0]
    within = words.dep[token] == "compound" and words.pos[words.head[token]] == "NOUN"
    if (token and words.text[token - 1] == "-") or (within and words.tag[first] in ("PRP$", "DT")):
        return None  # "Hye-jin", "our carol concert"
    timely = plain in ("tmrw", "tmr", "today", "tonight", "tomorrow")
    if words.dep[token] == "flat" and not timely and words.tag[token] in _ALONE and words.entity[token - 1] == "PERSON":
        before = words.head[token] if words.head[token] < token else token - 1
        first = words.text[before].islower() and _written(words, voice, before) is None
        return None if first else text.capitalize()  # the second name
    return text.capitalize() if _is_name(words, token) and not traits & (COMMON | ROLE | RELATION | PARTICLE) else None


def _is_name(words: Words, token: int) -> bool:
    """Whether a word in small letters is somebody's name, by its title, the pipeline or the lists."""
    before = words.text[token - 1] if token else " "
    if token and traits_of(before) & TITLE and before.lower().rstrip(".") in _CALLS and words.tag[token][:2] == "NN":
        return True
    follows = words.lower[token + 1] if token + 1 < len(words) and words.dep[token + 1] == "flat" else ""
    if follows and words.text[token + 1][:1].isupper() and not gender_of(words.text[token]):
        return False  # typed in small letters before a name that is not: "pharma QA"
    if any(words.lower[child] in ("the", "a", "an") and child < token - 1 for child in words.children[token]):
        return False  # "the client don pay"
    owned = any(words.tag[child] == "PRP$" and child < token - 1 for child in words.children[token])
    if owned and not traits_of(words.text[token]) & NAMEWORD:
        return False  # "my last maxi"
    things = follows.endswith("s") and not gender_of(words.text[token])  # "shin pads"
    person = words.entity[token] == "PERSON" and words.tag[token][:2] == "NN" and words.dep[token] != "vocative"
    person = person and len(words) > 1
    named = bool(traits_of(words.text[token]) & NAMEWORD) and words.tag[token] in _ALONE
    return (person and not things) or named


_CALLS = frozenset("mr mrs ms miss mx dr prof father sister auntie aunty uncle coach rev canon sir lady".split())
"""Titles that are hardly ever followed by anything but a name."""


def _is_determined(words: Words, token: int) -> bool:
    """Whether a word is a common noun by its "our" or "the", though a name elsewhere: "our bell", "the museum"."""
    noun = words.head[token] if words.dep[token] == "compound" else token
    owned = any(words.dep[child] in ("det", "nmod:poss") and child < token for child in words.children[noun])
    return owned and (not traits_of(words.text[token]) & NAMEWORD or bool(traits_of(words.text[token]) & COMMON))


def _is_day(plain: str) -> bool:
    return bool(_DAYS().fullmatch(plain)) or plain in ("sat", "sun", "wed", "weds")


def _is_dated(words: Words, token: int) -> bool:
    """Whether a word is the name of a day, a month or a feast."""
    plain = words.lower[token]
    if _DAYS().fullmatch(plain) or plain in _CALENDAR:
        return True
    before = words.lower[token - 1] if token else ""
    after = words.lower[token + 1] if token + 1 < len(words) else ""
    if plain not in _SHORT_DAYS:
        return False
    day = plain not in ("may", "march", "mar")
    if day and before in ("to", "or", "and", "-", "–") and token > 1 and _is_day(words.lower[token - 2]):
        return True
    if day and after == "the" and words.lower[token + 2 : token + 3] and words.lower[token + 2][:1].isdigit():
        return True
    week = token > 1 and words.lower[token - 2].rstrip("s") in ("week", "half", "end", "start", "beginning", "middle")
    if before == "of" and token > 1 and (words.lower[token - 2][:1].isdigit() or week):
        return True  # "the 3rd of may"
    if (plain == "may" and after[:1].isdigit()) or (before[-1:].isdigit() and not after):
        return True  # "may 4", "4 may", "9-12 sat"
    verbal = words.tag[token] in ("MD", "VB", "VBD", "VBP")
    if verbal and not (before in _SURELY_DATED_BY or (day and (after[:1].isdigit() or after in _PARTS))):
        return False
    dated = before in _DATED_BY or before[:1].isdigit() or after[:1].isdigit()
    return dated or (day and (not before or after in _PARTS or not after))


def _joined(words: Words, begin: int, end: int, changed: dict[int, str]) -> str:
    pieces: list[str] = []
    for token in range(begin, end):
        pieces.append(changed.get(token, words.text[token]))
        after = words.start[token + 1] if token + 1 < end else words.end(token)
        gone = changed.get(token) == "" and words.dep[token] != "case"  # a word that goes takes its space with it
        pieces.append("" if gone else words.content[words.end(token) : after])
    return "".join(pieces)


def _small(words: Words, token: int) -> str:
    """The first word of an answer inside a sentence: small, unless it is a name or an abbreviation."""
    text = words.text[token]
    usual = words.lower[token] in _OPENERS or words.tag[token] not in _ALONE
    named = bool(traits_of(text) & NAMEWORD) and words.lower[token] not in _OPENERS
    dated = bool(_DAYS().fullmatch(words.lower[token])) or words.lower[token] in _CALENDAR | _TONGUES
    if text[1:] != text[1:].lower() or text == "I" or named or dated or not usual or text.startswith(("I'", "I’")):
        return text
    if words.tag[token + 1 : token + 2] == ["CD"] and words.text[token + 1].isdigit():
        return text  # "Flat 4", "Year 5"
    if len(text) == 1 and text != "A":
        return text
    if (
        text == "A"
        and words.tag[token + 1 : token + 2]
        and words.tag[token + 1][:2] not in ("NN", "JJ", "VB", "RB", "CD")
    ):
        return text
    return text[:1].lower() + text[1:]
