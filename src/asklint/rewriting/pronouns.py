"""Pronouns of the third person in an answer: where they mean the reader they become "you", with their verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from asklint.rewriting.referents import HE, PLACES, Referents, being_at, explains_reader, gender_of
from asklint.rewriting.referents import PRONOUNS as _GENDERED
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import COMMON, EVERYONE, GROUP, NAMEWORD, RELATION, ROLE, traits_of
from asklint.signals.phrases import load_words
from asklint.signals.words import Words

_THIRD = frozenset("he she him her his hers himself herself shes hes".split())
_HERS = frozenset("she her hers herself shes".split())
_THEY = frozenset("they them their theirs theyre themselves themself".split())
_SOMEBODY = frozenset(
    "whoever someone somebody anyone anybody person man woman guy lady girl boy bloke lad kid one everyone"
    " client".split()
)
_NOBODY = frozenset("nobody no-one none noone no".split())
_SECOND = frozenset("you your yours u ur urs youre yourself".split())
_ADDRESSES = frozenset(
    "ask tell call ring phone email text contact introduce thank invite convince persuade remind warn let".split()
)
_TITLES_ALONE = frozenset("ma'am maam madam sir".split())
"""What a reader is called without a name: "ask ma'am how she began"."""
_AS_SUITS = frozenset("whichever whatever whenever wherever however".split())
_DEALS = frozenset("give send offer want say expect insist quote charge".split())
"""What somebody of whom the draft tells does: "he wants an answer"."""
_OF_THE_DEAD = frozenset("widow widower funeral grave ashes wake burial eulogy obituary tombstone headstone".split())
_DONE_TO_THINGS = frozenset(
    "build rebuild sail launch moor refit restore repair overhaul tow dock steer scrap breed vaccinate neuter spay worm"
    " saddle milk shear shoe".split()
)
"""Verbs of ships, engines and animals, which people call "her" too."""
_CALLED_SHE = frozenset(
    "boat ship yacht vessel ferry barge tug trawler dinghy engine locomotive tractor plane dog cat mare horse pony cow"
    " goat ewe sow hen puppy kitten bitch parrot rabbit hamster baby".split()
)
_VESSELS = frozenset("boat ship yacht vessel ferry barge tug trawler dinghy engine locomotive tractor plane".split())
_THEIR_PARTS = frozenset("engine hull mast keel rigging rudder sails paw paws tail litter udder".split())
_TREATS = frozenset("buy cook bake owe pay knit pour teach offer".split())
_GIVES = _TREATS | frozenset("bring give get make send lend show tell write hand pass".split())
"""Verbs with a receiver: "buy her lunch" speaks of no lunch that she has."""
_BROUGHT = frozenset("bring get make send give".split())
_TREAT = frozenset(
    "lunch dinner breakfast supper brunch tea coffee drinks beer beers wine cake pizza flowers money photos".split()
)
"""What is given to somebody rather than theirs, even after "bring her" or "send her"."""
_RECEIVES = frozenset("have get pick keep take choose skip borrow receive enjoy".split())
_CONSUMES = frozenset("eat drink carry use fit handle".split())
_WISHES = frozenset("want like need".split())
_CHOOSES = frozenset("prefer choose fancy please wish".split())
_ADVISED = frozenset(
    "recommend suggest advise pick choose do start go cut change keep drop take lead send buy ask charge".split()
)
"""What is asked of somebody whose advice is wanted: "which one would she pick"."""
_ANYONE = frozenset("someone somebody anyone anybody".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SOON = frozenset("next this every each last".split())
_SPANS = frozenset("week weekend month year time term season spring summer autumn fall winter night morning".split())
_SPEAKS = frozenset("say want need think tell ask reckon insist".split())
"""What an office does through somebody of it: "payroll says she can't pay me"."""
_FEASTS = frozenset("christmas easter ramadan eid diwali hanukkah thanksgiving passover raya".split())
_SHIFTS = frozenset("early late earlies lates night nights".split())
_WITH = frozenset("with behind around near beside under above before after by".split())
"""What somebody has about himself: "she has it with her"."""
_MONTHS = frozenset("april may june august".split())
_BEFORE_MONTHS = tuple(
    [word] for word in "in of by until till before after since from late early mid next last".split()
)
_WITH_BARE_VERB = frozenset("help let hear see watch".split())
_DETERMINERS = frozenset("our my the a an some two three this that these those any".split())
_ADVERBS = frozenset("too also anyway instead again today tomorrow tonight soon later any".split())
_SEEN = frozenset("speak talk play sing work present teach perform run dance cook".split())
"""What somebody is heard or seen to do: "heard her speak"."""
_YOURS = {"is": "are", "has": "have", "does": "do", "was": "were", "'s": "'re", "’s": "’re", "s": "'re"}


class Reach(StrEnum):
    """Which pronouns of an answer may speak of the reader."""

    ALL = "all"
    BELOW_THE_ACT = "below the act"
    """Those of other verbs than the reader's own act, whose object cannot be the reader."""
    BELOW_AND_OWNERS = "below the act, and owners"
    """Those, and "her" in "her manager"."""
    NAMED = "named"
    """Only "her" in "her cousin", where the draft says "your cousin"."""
    OWNERS = "owners"
    """Only "her" in "her manager": in an introduction the others are the one to be met."""


def to_you(
    words: Words,
    voice: Voice,
    begin: int,
    reach: Reach = Reach.ALL,
    *,
    they: bool = False,
    referents: Referents | None = None,
) -> dict[int, str]:
    """What stands in place of tokens, by index: "you" for the reader, and the verbs that agree with it.

    `begin` is the first proper token of the answer, its act; with `they`, "they" may be the reader too; `referents`
    says whom else a pronoun may mean.
    """
    others = Referents() if referents is None else referents
    changed: dict[int, str] = {}
    says_you = any(plain in _SECOND and words.lower[at - 1 : at] != ["thank"] for at, plain in enumerate(words.lower))
    if says_you and (others.somebody or not words.tag[0].startswith("VB")):
        return changed  # who says "you" of the reader means somebody else by "her", if there is anybody else
    called = frozenset(_called(words, others))
    gifts = {token: _GENDERED[words.lower[token]] for token in range(len(words)) if _is_gift(words, token, others)}
    told = others
    if not called:
        others = replace(others, met=others.met | (_kept_subjects(words, others) - {*gifts.values()}))
    for token in sorted(called):
        changed.update(_named_to_you(words, token, called, voice))
    aside = _aside_from_reader(words, others)
    turned: set[str] = {*"he she".split()} if called and not others.reader else {*gifts.values()}
    for token, plain in enumerate(words.lower):
        if plain not in _THIRD and not (they and plain in _THEY):
            continue
        if others.many and plain in _THIRD:
            continue  # two readers are not "he"
        if _cannot_be_reader(words, token) or _is_quoted(words, token) or others.clashes(plain):
            continue
        gender = _GENDERED.get(plain, "")
        if (gender and gender == aside) or is_of_named_subject(words, token, others):
            continue
        own = _is_readers_own(words, token, others) or _is_excepted(words, token) or _is_given_by(words, token, others)
        own = own or token in gifts or _tells_of(words, token, others) or _owns_somebody(words, token, others)
        own = own or _is_other_of_two(words, token, others) or _is_free_to(words, token, others)
        own = (
            own
            or _is_suited(words, token)
            or _is_the_one(words, token)
            or _is_asked(words, token, told)
            or _gives_grounds(words, token, told)
        )
        own = own or (explains_reader(words, token, told) and not _has_antecedent(words, token, called))
        own = own or any(_imagines(words, at) and _GENDERED[words.lower[at]] == gender for at in range(token + 1))
        if not own:
            subject = words.dep[token][:5] == "nsubj"
            again = gender in turned
            else_ = others.is_somebody_else(plain, subject=subject and not again, receives=_receives(words, token))
            if else_ or _is_the_others(words, token, others) or _has_antecedent(words, token, called, again=again):
                continue
            if not again and not _within(words, token, begin, reach) and not _is_owner(others, plain, reach):
                continue
        if gender and (words.dep[token][:5] == "nsubj" or words.dep[token] in ("obj", "iobj")):
            turned.add(gender)
        changed[token] = voice.typed(_second(words, token, voice))
        if plain in ("he", "she") and not _is_asked(words, token, told):
            changed.update(agreeing(words, words.head[token], voice))
    return changed


def is_of_named_subject(words: Words, token: int, others: Referents) -> bool:
    """Whether "his" is of somebody named right before, or of one of several: "kev's done his knee"."""
    noun = words.head[token]
    if words.dep[token] != "nmod:poss" or words.lower[token] not in ("his", "her") or noun < token:
        return False
    for child in words.children[words.head[noun]]:
        if words.dep[child][:5] == "nsubj" and child < token and words.lower[child : child + 2] == ["one", "of"]:
            return True  # "one of the cousins wants his share"
        name = words.dep[child][:5] == "nsubj" and child < token and _is_perhaps_name(words, child)
        body = traits_of(words.text[child]) & (GROUP | EVERYONE) or words.lower[child] in PLACES | others.names
        small = words.entity[child] == "ORG" and words.text[child].islower()  # what a name typed small is taken for
        if name and not body and (small or words.entity[child] in ("", "PERSON")):
            own = gender_of(words.text[child])
            return own in ("", _GENDERED[words.lower[token]])
    return False


def _is_perhaps_name(words: Words, token: int) -> bool:
    """Whether a subject is a name, or a word of no list that stands like one and has done something: "tash has"."""
    text, tag = words.text[token], words.tag[token]
    done = words.tag[token + 1 : token + 3] in (["VBZ", "VBN"], ["POS", "VBN"])
    alone = not any(words.dep[child] in ("det", "nmod:poss", "amod", "compound") for child in words.children[token])
    return tag == "NNP" or (tag == "NN" and done and alone and not traits_of(text) & (COMMON | ROLE))


def called_you(words: Words, voice: Voice, begin: int, others: Referents, reach: Reach = Reach.ALL) -> frozenset[str]:
    """How the reader is spoken of in an answer: the genders of the pronouns that become "you"."""
    changed = to_you(words, voice, begin, reach, referents=others)
    return frozenset(_GENDERED[words.lower[at]] for at in changed if words.lower[at] in _GENDERED)


def _aside_from_reader(words: Words, others: Referents) -> str:
    """Which of "he" and "she" is not the reader in "she raved about him", where no name tells; empty if one is left."""
    said = [_GENDERED[plain] for plain in words.lower if plain in _GENDERED]
    return "" if others.reader else next((gender for gender in said if gender != said[0]), "")


def _called(words: Words, others: Referents) -> Iterator[int]:
    """The words of the reader's own name where an answer speaks of the reader by it: "aroha can pick any pot"."""
    token = 0
    while token < len(words):
        end = token
        while end < len(words) and words.lower[end].strip(".") in others.names:
            end += 1
        if end > token:
            name = words.lower[end - 1].strip(".")
            alone = words.tag[end : end + 1] not in (["NNP"], ["NNPS"]) and words.tag[token - 1 : token] != ["NNP"]
            proper = words.tag[end - 1] == "NNP" and not traits_of(name) & (EVERYONE | ROLE | GROUP | COMMON)
            proper = proper or (end == token + 1 and name in _TITLES_ALONE)
            subject = words.dep[end - 1][:5] == "nsubj"
            joined = any(words.dep[child] in ("conj", "flat", "compound") for child in words.children[end - 1])
            joined = joined or words.lower[end : end + 1] in (["&"], ["and"], ["or"])
            joined = joined and not (subject and words.lower[end : end + 1] == ["and"])
            place = subject or words.dep[end - 1] in ("obj", "iobj", "obl", "nmod:poss")
            if alone and proper and place and not joined and not _is_quoted(words, token):
                yield from range(token, end)
        token = max(end, token + 1)


def _named_to_you(words: Words, token: int, called: frozenset[int], voice: Voice) -> dict[int, str]:
    """The reader's name as "you" or "your", with its verb; a title before it goes."""
    if token + 1 in called:
        return {token: ""}
    is_short = words.lower[token + 1 : token + 2] in (["'s"], ["’s"])
    if is_short and words.lower[token + 2 : token + 3] in (["the"], ["a"], ["an"]):
        return {token: voice.typed("you're"), token + 1: ""}  # "Tom's the one who knows", whatever the tagger says
    changed = {token: voice.you}
    if words.lower[token + 1 : token + 2] in (["'s"], ["’s"]) and words.tag[token + 1] == "POS":
        changed = {token: voice.typed("your"), token + 1: ""}
    if words.dep[token][:5] == "nsubj":
        changed.update(agreeing(words, words.head[token], voice))
    return changed


def _receives(words: Words, token: int) -> bool:
    """Whether a pronoun is the subject of a verb of getting: "she can have a lamb", "all the beer he can drink"."""
    verb = words.head[token]
    can = any(words.lower[child] == "can" for child in words.children[verb])
    eats = words.dep[verb] == "acl:relcl" and words.lemma[verb] in (_CONSUMES if can else _WISHES)
    return words.dep[token][:5] == "nsubj" and (words.lemma[verb] in _RECEIVES or eats)


def _is_given_by(words: Words, token: int, others: Referents) -> bool:
    """Whether "her" gets an offered thing from somebody who is "she" already: "she'll give her an interview"."""
    verb = words.head[token]
    got = words.dep[token] in ("obj", "iobj", "obl") and words.tag[token] == "PRP"
    return (others.offers and got and words.lower[token] in ("him", "her") and words.lemma[verb] in _GIVES) and any(
        words.dep[child][:5] == "nsubj"
        and words.lower[child] in ("he", "she")
        and _GENDERED[words.lower[child]] == _GENDERED[words.lower[token]]
        for child in words.children[verb]
    )


def _is_free_to(words: Words, token: int, others: Referents) -> bool:
    """Whether "she" takes as she likes what is named for the reader: "all the eggs she can carry", "any day she likes".

    The thing must be all that is said: what somebody else does with it would have a verb of its own.
    """
    verb = words.head[token]
    thing = words.head[verb]
    if not others.gives or words.dep[token] != "nsubj":
        return False
    if others.offers and _ends_in_plenty(words, token):
        return True
    if words.dep[verb] != "acl:relcl":
        return False
    chosen = words.lemma[verb] in _WISHES | _CHOOSES
    eats = others.offers and (chosen or _receives(words, token))
    listed = words.dep[thing] == "conj" and words.dep[words.head[thing]] == "root" and words.tag[thing][:2] == "NN"
    told = words.dep[thing] == "root" or listed or (not others.offers and words.tag[thing][:2] in ("NN", "CD"))
    nobody = all(being_at(words, at, bare=True) is None and words.entity[at] != "PERSON" for at in range(token))
    return told and nobody and (eats or (chosen and not others.offers)) and words.lower[token] in ("he", "she")


def _ends_in_plenty(words: Words, token: int) -> bool:
    """Whether an offer ends in "all the curry he can eat", which a parser may take for a clause."""
    rest = words.lower[token + 1 :]
    eats = (rest[:1] == ["can"] and len(rest) == 2) or rest in (["wants"], ["likes"], ["needs"])
    before = words.lower[max(token - 5, 0) : token]
    plenty = bool({"all", "any", "every"} & {*before}) and words.tag[token - 1][:2] == "NN"
    return words.lower[token] in ("he", "she") and eats and plenty


def _is_asked(words: Words, token: int, others: Referents) -> bool:
    """Whether an act was typed as a question of the reader: "would she tell me straight"."""
    if token != 1 or others.gives or others.reasons or words.lower[0] not in ("would", "could", "can", "will"):
        return False
    receives = any(words.lower[child] in ("me", "us") for child in words.children[words.head[token]])
    return receives and words.dep[token][:5] == "nsubj" and _GENDERED.get(words.lower[token], "") not in others.met


def _is_suited(words: Words, token: int) -> bool:
    """Whether it is left to somebody how a thing is done, as it is to the reader: "whichever is easier for her"."""
    before = words.lower[max(token - 6, 0) : token]
    return words.lower[token] in ("her", "him") and before[-1:] == ["for"] and bool(_AS_SUITS & {*before})


def _is_the_others(words: Words, token: int, others: Referents) -> bool:
    """Whether who deals with the writer is rather somebody near the ask, as the boss in "the contract he gave me"."""
    deals = words.dep[token] == "nsubj" and words.lemma[words.head[token]] in _DEALS
    return deals and bool(others.reader) and "" in others.near and not others.offers and not others.reasons


def _gives_grounds(words: Words, token: int, others: Referents) -> bool:
    """Whether an act ends in why it is asked of the reader: "present it at the council, as he is a member"."""
    joined = words.lower[token - 2 : token] in ([",", "as"], [",", "since"], [",", "because"])
    if not joined or not others.reader or others.reader != _GENDERED.get(words.lower[token], ""):
        return False
    beings = {being_at(words, at, bare=True) for at in range(token)}
    return "PERSON" not in words.entity[:token] and not beings & {others.reader, ""}


def _is_the_one(words: Words, token: int) -> bool:
    """Whether somebody is told apart from all others, as only the reader is in "she's the only one who knows".

    "Someone" before is nobody yet, whoever is called "the only one" is known to both.
    """
    after = words.lower[token + 1 : token + 4]
    said = after[:1] in (["is"], ["'s"], ["’s"], ["was"]) and after[1:2] == ["the"] and after[2:3] == ["only"]
    if not said or words.lower[token] not in ("he", "she"):
        return False
    anybody = any(words.lower[at] in _ANYONE for at in range(token))
    return anybody and all(
        words.lower[at] in _ANYONE
        or (being_at(words, at, bare=True) is None and words.entity[at] != "PERSON")
        or words.tag[at][:3] == "NNS"
        for at in range(token)
    )


def _imagines(words: Words, token: int) -> bool:
    """Whether a question has its reader imagine: "if she was 23 again, would she take it", "which would she pick"."""
    if words.lower[token] not in ("he", "she") or "would" not in words.lower:
        return False
    would = words.lower.index("would")
    if words.lower[0] in ("which", "what", "how", "where") and would < token == would + 1 < len(words) - 1:
        return words.lower[token + 1] in _ADVISED
    if "if" not in words.lower:
        return False
    at = words.lower.index("if")
    asks = any(words.lower[would + 1 : would + 2] == [words.lower[token]] for would in _places(words, "would"))
    return asks and words.lower[at + 1 : at + 3] in ([words.lower[token], "was"], [words.lower[token], "were"])


def _places(words: Words, word: str) -> list[int]:
    return [at for at, plain in enumerate(words.lower) if plain == word]


def _is_gift(words: Words, token: int, others: Referents) -> bool:
    """Whether the writer offers to do something for "her", which the reader is known to be called: "I'll bring her"."""
    if not others.offers or words.lower[token] not in ("him", "her") or _GENDERED[words.lower[token]] != others.reader:
        return False
    verb = words.head[token]
    got = words.dep[token] in ("obj", "iobj") and words.lemma[verb] in _GIVES
    done = words.dep[token] in ("obl", "nmod") and words.lower[token - 1 : token] == ["for"]
    while words.dep[verb] in ("xcomp", "conj", "nmod", "obj") and not _subject(words, verb):
        verb = words.head[verb]
    return (got or done) and _subject(words, verb) in ("i", "we")


def _subject(words: Words, verb: int) -> str:
    return next((words.lower[child] for child in words.children[verb] if words.dep[child][:5] == "nsubj"), "")


def _is_other_of_two(words: Words, token: int, others: Referents) -> bool:
    """Whether "she" is somebody else who does something to "her", the reader: "she listens to her"."""
    plain, verb = words.lower[token], words.head[token]
    if plain not in ("him", "her") or words.tag[token] != "PRP" or _GENDERED[plain] != others.reader:
        return False
    for child in words.children[verb]:
        doer = words.lower[child]
        if words.dep[child][:5] == "nsubj" and doer in ("he", "she") and _GENDERED[doer] == others.reader:
            return others.is_somebody_else(doer, subject=True) and _excludes(words, child, token)
    return False


def _owns_somebody(words: Words, token: int, others: Referents) -> bool:
    """Whether somebody is told by whose he is, and nobody but the reader is there for it: "her boss", "his cousin"."""
    noun = words.head[token]
    owner = words.dep[token] == "nmod:poss" and words.lower[token] in ("her", "his") and noun > token
    gender = _GENDERED[words.lower[token]] if owner else ""
    rivals = others.taken | others.met | (frozenset() if others.reader else others.perhaps)
    if not owner or gender in rivals or not traits_of(words.text[noun]) & (ROLE | RELATION):
        return False
    return not _has_antecedent(words, token) and all(words.entity[at] != "PERSON" for at in range(token))


def _tells_of(words: Words, token: int, others: Referents) -> bool:
    """Whether "she" tells of the one being in an answer, and so is not that being: "the planner she quoted"."""
    verb = words.head[token]
    if words.dep[token] != "nsubj" or words.dep[verb] != "acl:relcl" or words.lower[token] not in ("he", "she"):
        return False
    told = words.head[verb]
    if told > token or being_at(words, told, bare=True) is None or _GENDERED[words.lower[token]] in others.known:
        return False
    return all(
        other == told or (being_at(words, other, bare=True) is None and words.entity[other] != "PERSON")
        for other in range(token)
    )


def _is_owner(others: Referents, plain: str, reach: Reach) -> bool:
    """Whether "her" in "her shop" is the reader's, who alone is known to be spoken of so, in an act for the reader."""
    return reach in (Reach.BELOW_THE_ACT, Reach.BELOW_AND_OWNERS) and bool(others.reader) and plain in ("her", "his")


def _cannot_be_reader(words: Words, token: int) -> bool:
    """Whether "his" or "her" can only be of somebody dead, a ship or an animal: "his widow", "build her again"."""
    above = words.head[token]
    if above > token and words.dep[token] == "nmod:poss":
        return words.lower[above] in _OF_THE_DEAD | _THEIR_PARTS
    return words.dep[token] == "obj" and words.lemma[above] in _DONE_TO_THINGS


def _kept_subjects(words: Words, others: Referents) -> frozenset[str]:
    """The pronouns that are somebody else already as a subject: "she gets a character named after her"."""
    return frozenset(
        _GENDERED[plain]
        for token, plain in enumerate(words.lower)
        if plain in ("he", "she")
        and others.is_somebody_else(plain, subject=words.dep[token][:5] == "nsubj", receives=_receives(words, token))
    )


def _is_readers_own(words: Words, token: int, others: Referents) -> bool:
    """Whether "her cousin" is the cousin that the draft calls "your cousin"."""
    noun = words.head[token]
    if _before_in_law(words, token):
        return "law" in others.yours
    return words.tag[token] == "PRP$" and noun > token and words.lower[noun] in others.yours


def _is_excepted(words: Words, token: int) -> bool:
    """Whether nobody is said to do what the reader does: "nobody there knows my work except her"."""
    said = words.lower[:token]
    return said[-1:] in (["except"], ["besides"], ["but"]) and not _NOBODY.isdisjoint(said)


def _before_in_law(words: Words, token: int) -> bool:
    """Whether "her" owns an in-law, which the tagger does not see."""
    return words.lower[token] in ("her", "his", "their") and words.lower[token + 1 : token + 4] == ["in", "-", "law"]


def _before_its_day(words: Words, token: int) -> bool:
    """Whether "her" owns a day that is taken over from her: "i'll take her sunday"."""
    verb = words.lemma[words.head[token]]
    day = words.lower[token + 1 : token + 2]
    taken = bool(day) and (day[0].endswith(("day", "days")) or day[0] in _FEASTS | _SHIFTS)
    return verb in ("take", "cover", "do", "work", "swap") and taken


def _is_quoted(words: Words, token: int) -> bool:
    """Whether a token stands between quotation marks: what somebody is to say stays as it is."""
    before = words.content[: words.start[token]]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def _within(words: Words, token: int, begin: int, reach: Reach) -> bool:
    if reach in (Reach.OWNERS, Reach.BELOW_AND_OWNERS) and words.tag[token] == "PRP$":
        somebody = traits_of(words.text[words.head[token]]) & (ROLE | RELATION)
        return bool(somebody) and words.head[token] > token
    if reach is Reach.NAMED:
        return False
    return reach is Reach.ALL or (reach is not Reach.OWNERS and _is_embedded(words, token, begin))


def _is_embedded(words: Words, token: int, act: int) -> bool:
    """Whether a pronoun depends on another verb than the act and those that go with it."""
    if words.tag[token] == "PRP$":
        return False
    verbs = {act, *(child for child in words.children[act] if words.dep[child] == "conj")}
    for other in range(act, token):
        same = (words.lower[other] in _HERS) is (words.lower[token] in _HERS)
        if words.lower[other] in _THIRD and same and words.head[other] in verbs and words.tag[other] == "PRP":
            return False  # "ask her if she has time"
    return words.head[token] not in verbs and words.pos[words.head[token]] in ("VERB", "AUX", "ADJ")


def _second(words: Words, token: int, voice: Voice) -> str:  # noqa: PLR0911 - one line a sort
    plain = words.lower[token]
    if plain in ("he", "she", "him", "they", "them"):
        return voice.you
    if plain in ("shes", "hes", "theyre"):
        return "you're"
    if plain in ("himself", "herself", "themselves", "themself"):
        return "yourself"
    if plain in ("hers", "theirs") or (plain == "his" and _stands_alone(words, token)):
        return "yours"
    if plain == "her" and _is_done_to(words, token):
        return voice.you
    described = words.pos[token + 2 : token + 3] in (["NOUN"], ["ADJ"])
    if plain == "her" and described and words.lower[token + 1] in _WEEKDAYS:
        return "your"  # "fix her Thursday template"
    if plain in ("his", "their") or (
        (words.tag[token] == "PRP$" or words.dep[token] == "nmod:poss") and plain == "her"
    ):
        return voice.you if plain == "her" and is_receiver(words, token) else "your"
    doing = words.tag[token + 1 : token + 2] == ["VBG"] and words.lower[token - 1 : token] == ["of"]
    if _before_in_law(words, token) or (plain == "her" and (doing or _before_its_day(words, token))):
        return "your"  # "on a day of her choosing"
    return voice.you


def is_receiver(words: Words, token: int) -> bool:
    """Whether "her" before a noun is who gets it ("buy her lunch") rather than whose it is ("fix her roof")."""
    noun, verb = words.head[token], token - 1
    if verb >= 0 and words.lemma[verb] in _WITH_BARE_VERB and token + 1 < len(words):
        owns = words.tag[token] == "PRP$" and words.lemma[verb] in ("hear", "see", "watch")  # "saw her sign"
        return words.lower[token + 1] in (_SEEN if owns else load_words("request_verbs.txt") | _SEEN)
    if words.tag[token] != "PRP$":
        return words.dep[token] == "iobj"
    if verb < 0 or words.lemma[verb] not in _GIVES or noun <= token:
        return False
    trait = traits_of(words.text[noun])
    another = any(
        words.dep[child] in ("obj", "xcomp") and child > noun for child in words.children[words.head[noun]]
    ) or words.tag[noun + 1 : noun + 2] in (["DT"], ["CD"], ["TO"])
    given = words.lemma[verb] in _TREATS or words.lower[noun] in _TREAT or _is_brought(words, verb, token, noun)
    return given and not trait & (RELATION | ROLE) and not another and words.dep[noun] in ("obj", "iobj", "obl", "root")


def _is_brought(words: Words, verb: int, token: int, noun: int) -> bool:
    """Whether several things are brought to somebody rather than back or to a place: "bring her peaches"."""
    if words.lemma[verb] not in _BROUGHT or words.tag[noun] != "NNS" or being_at(words, noun, bare=True) is not None:
        return False
    moved = any(words.dep[child] in ("compound:prt", "advmod", "obl") for child in words.children[verb] if child > noun)
    return not moved and noun == token + 1 and noun + 1 >= len(words)


def _is_done_to(words: Words, token: int) -> bool:
    """Whether "her" owns nothing by what follows: "lend her our hall", "the same for her next month"."""
    follows = words.lower[token + 1] if token + 1 < len(words) else ""
    led = token > 0 and words.tag[token - 1] not in ("IN", "DT", "CC")
    timed = words.lower[token - 1 : token] in (["for"], ["with"], ["to"]) and _is_when(words, token + 1)
    return (led and follows in _DETERMINERS) or timed


def _is_when(words: Words, token: int) -> bool:
    """Whether "next month" or "this Friday" begins at a token."""
    if words.lower[token : token + 1] == [] or words.lower[token] not in _SOON:
        return False
    span = words.lower[token + 1 : token + 2]
    return bool(span) and (span[0] in _SPANS or span[0].endswith("day"))


def _stands_alone(words: Words, token: int) -> bool:
    """Whether "his" has no noun: "that table of his"."""
    before = words.lower[token - 1] if token else ""
    if words.tag[token + 1 : token + 2] in (["VBZ"], ["VBP"], ["VBD"], ["MD"]):
        return True  # "his are always full"
    follows = words.lower[token + 1] if token + 1 < len(words) else ""
    joined = words.tag[token + 1 : token + 2] in (["IN"], ["CC"], ["TO"], ["WRB"]) or follows in _ADVERBS
    if joined and words.text[token + 2 : token + 3] != ["-"]:
        return True  # "I'll do his while he's away", but "his in-laws"
    if words.head[token] > token and words.dep[token] == "nmod:poss":
        return False
    return before == "of" or token + 1 >= len(words) or words.text[token + 1] in (",", ".", "?")


def _has_antecedent(words: Words, token: int, called: frozenset[int] = frozenset(), *, again: bool = False) -> bool:
    """Whether somebody named earlier in the answer is meant; `called` are the words of the reader's own name.

    With `again`, where the reader was spoken of so before, only a being counts.
    """
    gender = _GENDERED.get(words.lower[token], "")
    for before in range(token):
        if words.lower[before : before + 3] == ["one", "of", "us"]:
            return True  # either of the two
        if before in called or (gender and _is_no_one(words, before, token)) or _excludes(words, before, token):
            continue
        being = being_at(words, before, bare=True)
        own = gender_of(words.text[before]) if being is None else being
        if gender and own and own != gender:
            continue  # "her" is not the husband
        if again and being is None and words.entity[before] != "PERSON":
            continue
        if gender == HE and words.lower[before] in _VESSELS:
            continue  # nobody calls a boat "him"
        if words.lower[before] in _CALLED_SHE and words.lower[before - 1 : before] != ["your"]:
            return True
        trait = traits_of(words.text[before])
        counted = words.lower[before] == "one" and (
            words.lower[before + 1] == "of"
            or words.dep[before] == "nummod"
            or words.lower[before - 1 : before] in (["which"], ["what"])
        )
        follows = words.lower[before + 1 : before + 2]
        counted = counted or (words.dep[before] == "obj" and follows not in (["who"], ["that"], ["in"], ["at"]))
        if (words.lower[before] in _SOMEBODY and not (counted and words.lower[before] == "one")) or (
            trait & (RELATION | ROLE) and words.pos[before] in ("NOUN", "PROPN")
        ):
            owned = any(words.lower[child] in ("her", "his", "their") for child in words.children[before])
            return not trait & EVERYONE and not (owned and words.tag[token] == "PRP$")
        if being is not None:
            return True
        if again:
            continue
        if _is_called_by_name(words, before) or _is_spoken_to(words, before):
            return True
        if words.entity[before] == "PERSON" or (trait & NAMEWORD and words.pos[before] == "PROPN"):
            return True
        told = words.dep[before] in ("obj", "iobj") and words.lemma[words.head[before]] in _ADDRESSES
        any_ = any(words.lower[child] in ("a", "an") for child in words.children[before])  # "ring a peal"
        if told and (words.tag[before] == "NNP" or (words.tag[before] == "NN" and not any_)):
            return True
    return False


def _is_spoken_to(words: Words, token: int) -> bool:
    """Whether a noun is somebody by what is done: "speak to the stage master so he lets me in"."""
    speaks = words.lemma[words.head[token]] in ("speak", "talk", "chat") and words.dep[token] in ("obl", "nmod")
    joined = any(words.lower[child] in ("to", "with") for child in words.children[token] if child < token)
    body = traits_of(words.text[token]) & GROUP or words.lower[token] in PLACES
    return speaks and joined and words.tag[token] == "NN" and not body


def _is_called_by_name(words: Words, token: int) -> bool:
    """Whether a capital says that somebody acts or owns by a name that no list has: "Hal's eyes"."""
    text, follows = words.text[token], words.tag[token + 1 : token + 2]
    if not text.istitle() or words.tag[token][:2] != "NN" or words.entity[token] not in ("", "PERSON"):
        return False
    owns = words.tag[token] == "NNP" and follows == ["POS"]
    acts = token == 0 and words.dep[0][:5] == "nsubj" and follows in (["VBZ"], ["VBD"], ["MD"])
    return owns or (acts and words.lower[1] not in ("'s", "’s", "is", "was"))


def _excludes(words: Words, before: int, token: int) -> bool:
    """Whether a word and a pronoun cannot mean the same: who asks "him" is not he; May is a month in "in May"."""
    same = words.head[before] == words.head[token] and words.dep[before][:5] == "nsubj"
    placed = any(words.lower[child] in _WITH for child in words.children[token])
    done = words.dep[token] in ("obj", "iobj") or (words.dep[token] == "obl" and not placed)
    if same and words.tag[token] == "PRP" and done:
        return True
    dated = words.lower[before] in _MONTHS and words.lower[before - 1 : before] in _BEFORE_MONTHS
    return dated and words.entity[before] != "PERSON"


def _is_no_one(words: Words, before: int, token: int) -> bool:
    """Whether a word cannot be whom "she" means: a group, an office, a feast, or "each child" of another clause."""
    plain, trait = words.lower[before], traits_of(words.text[before])
    speaks = words.dep[before][:5] == "nsubj" and words.lemma[words.head[before]] in _SPEAKS
    if words.tag[before] in ("NNS", "NNPS") or plain in _FEASTS or (plain in PLACES and not speaks):
        return True
    if words.dep[before] == "compound" and words.tag[words.head[before]] == "NN" and words.head[before] > before:
        return True  # "the trainee scheme"
    if plain == "one" and words.tag[before - 1 : before] in (["JJ"], ["VBN"]):
        return True  # "the smoked one"
    if trait & GROUP and not speaks and words.entity[before] != "PERSON" and words.tag[before] == "NN":
        return True
    each = any(words.lower[child] in ("each", "every") for child in words.children[before])
    return each and any(words.lower[at] in ("i", "we") and words.dep[at] == "nsubj" for at in range(before, token))


def agreeing(words: Words, verb: int, voice: Voice) -> dict[int, str]:
    """The finite forms of a verb, and of those joined to it, whose subject has become "you"."""
    joined = [
        child
        for child in words.children[verb]
        if words.dep[child] == "conj" and not any(words.dep[c][:5] == "nsubj" for c in words.children[child])
    ]
    changed: dict[int, str] = {}
    for head in [verb, *joined]:
        parts = [c for c in words.children[head] if words.dep[c][:3] == "aux" or words.dep[c] == "cop"]
        for part in [*parts, head]:
            form = _with_you(words, part, head, part in parts)
            if form is not None:
                changed[part] = voice.typed(form)
                break
    return changed


def _with_you(words: Words, part: int, head: int, helps: bool) -> str | None:
    plain = words.lower[part]
    if plain in ("'s", "’s", "s") and not helps and words.tag[part] not in ("VBZ", "POS"):
        return None
    if plain in ("'s", "’s", "s") and _is_perfect(words, part, head):
        return "'ve"
    if plain in _YOURS and (words.tag[part] in ("VBZ", "VBD", "POS") or helps):
        return _YOURS[plain].replace("’", "'")
    if words.tag[part] == "VBZ":
        return base_of(words, part)
    return None


def _is_perfect(words: Words, part: int, head: int) -> bool:
    """Whether "'s" is short for "has": "she's seen me", not "she's called Bo"."""
    passive = words.dep[part] == "aux:pass" or words.tag[head] not in ("VBN", "JJ", "NN")
    been = any(words.lower[token] in ("been", "got", "had") for token in range(part + 1, min(part + 3, len(words))))
    # Nobody "is taught them": what a parser takes for a passive has done it.
    done = words.tag[head] == "VBN" and any(
        words.dep[child] == "obj" and words.tag[child] == "PRP" and child > head for child in words.children[head]
    )
    return (
        been
        or done
        or (
            not passive
            and words.tag[head] == "VBN"
            and words.dep[part] == "aux"
            and words.lemma[head] not in ("call", "name")
        )
    )


def base_of(words: Words, verb: int) -> str:
    """A verb's bare form: "covering" is "cover", "knows" is "know"."""
    plain, lemma = words.lower[verb], words.lemma[verb]
    known = load_words("request_verbs.txt")
    if not plain.endswith("ing"):
        return lemma if lemma and lemma != plain else re.sub(r"(?<=[sxzho])es$|s$", "", plain)
    stem = plain[:-3]
    for form in (stem, f"{stem}e", stem[:-1], lemma):
        if form in known:
            return form
    short = re.fullmatch(r"[^aeiou]*[aeiouy][^aeiouwxy]", stem)  # "baking" is "bake", for "bak" would double its "k"
    if lemma and lemma != plain and not short and not re.search(r"[aeiou][^aeiou]*[aeiou]ll$", lemma):
        return lemma
    if short or re.search(r"(?:[vcz]|[aeiou]s|at)$", stem):
        return f"{stem}e"
    doubled = stem[-1:] == stem[-2:-1] and (stem[-1:] not in "lsz" or bool(re.search(r"[aeiou][^aeiou]*ell$", stem)))
    return stem[:-1] if doubled else stem
