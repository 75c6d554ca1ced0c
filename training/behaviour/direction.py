"""What must matter: an element taken away, blurred or added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from asklint.vocabulary import Element
from training.behaviour import perturb
from training.behaviour.capability import (
    Capability,
    Case,
    Cases,
    Check,
    Result,
    Sort,
    at_least,
    level,
    lower,
    lower_level,
    no_ask_or_at_most,
    not_lower,
    reaches,
    same_rest,
)
from training.behaviour.names import people
from training.behaviour.seeds import ACT, FAVOUR, OFFER, WHO, WHY, Seed, seeds, with_tags

DELETED = 0.02
"""How often an element may go unmissed, 0 to 1."""
STAYS = 0.05
"""How often the other elements may move with it, or a base message be misjudged."""

_ELEMENTS = {
    WHO: Element.PERSON,
    ACT: Element.ACTION,
    WHY: Element.REASON,
    OFFER: Element.RECIPROCITY,
    FAVOUR: Element.RECIPROCITY,
}
_WORDS = {WHO: "the name", ACT: "the act", WHY: "the reason", OFFER: "the offer", FAVOUR: "the general offer"}

_REASONS = (
    "I'm asking because I go on leave tomorrow and can't see to it later.",
    "The reason is that I've promised an answer by tonight.",
    "My boss has asked me about this three times, so I have to settle it today.",
)
_HINTS = ("It's for a project.", "It's important to me.", "It's kind of urgent.")
_OFFERS = (
    "In return I'll paint your garden fence.",
    "I'll pay you 200 dollars for it.",
    "Dinner at Luigi's is on me.",
    "I'd be glad to proofread your next report in exchange.",
)
_FAVOURS = ("I'd be happy to return the favour.", "I owe you one.", "If I can ever help you, just say so.")
_BLURS = (
    "could you help me out?",
    "any thoughts?",
    "let me know.",
    "keep me in mind.",
    "I'd appreciate your support.",
    "could you do something?",
)
_ACTS = ("Could you send me the signed form by noon on Friday?", "Please call me at 3 on Tuesday on 555 0176.")
_NOBODY = {
    "everybody": "Hi all,",
    "nobody": "To whom it may concern,",
    "a group": "Hi team,",
    "a role": "Dear hiring manager,",
    "a bare greeting": "Hi,",
}

# A date can only be added where there is none, and where one has a meaning.
_DATE = re.compile(r"day\b|\d|tomorrow|tonight|morning|afternoon|night|weekend|noon|ember\b|Easter|Lent", re.IGNORECASE)
_DATED_KINDS = ("task", "information", "feedback", "referral", "decision")


def capabilities() -> list[Capability]:
    """All of them."""
    return [*_base(), *_deletions(), *_replacements(), *_additions()]


def _beside(found: Iterable[Seed], change: Callable[[Seed], str], check: Check) -> Cases:
    """Every base message beside its changed self."""
    return lambda: (Case(seed.id, (seed.text, change(seed)), check) for seed in found)


def _among(choices: Sequence[str], seed: Seed) -> str:
    """One of the choices, always the same for a base message, each about as often."""
    return choices[_places()[seed.id] % len(choices)]


@cache
def _places() -> dict[str, int]:
    return {seed.id: place for place, seed in enumerate(seeds())}


# ---- the base messages themselves


def _base() -> Iterator[Capability]:
    yield Capability(
        "base: levels as marked", "The base messages have the levels that their marks say.", Sort.MFT, STAYS, _marked
    )
    yield Capability(
        "base: complete asks are clear",
        "Who, what and why are there: score 63 or more.",
        Sort.MFT,
        STAYS,
        lambda: (Case(seed.id, (seed.text,), at_least(63)) for seed in with_tags(WHO, ACT, WHY)),
    )
    for tag in (WHO, ACT, WHY, OFFER):
        yield _evidence(tag, _ELEMENTS[tag])


def _marked() -> Iterator[Case]:
    for seed in seeds():
        right = {
            Element.PERSON: (2,) if WHO in seed.tags else (0, 1),
            Element.ACTION: (2,),
            Element.REASON: (2,) if WHY in seed.tags else (0, 1),
            Element.RECIPROCITY: (2,) if OFFER in seed.tags else (1,) if FAVOUR in seed.tags else (0,),
        }
        for element, levels in right.items():
            yield Case(f"{seed.id}, {element.value}", (seed.text,), level(element, *levels))


def _evidence(tag: str, element: Element) -> Capability:
    def touching(words: Sequence[str]) -> Check:
        def check(results: Sequence[Result]) -> str:
            (result,) = results
            if not result.levels or result.levels[element] == 0:
                return ""  # that it was missed is another capability's matter
            places = [(at, at + len(each)) for each in words if (at := result.text.find(each)) >= 0]
            shown = result.evidence[element]
            if any(a < end and start < b for a, b in shown for start, end in places):
                return ""
            return f"shown: {[result.text[a:b] for a, b in shown]}"

        return check

    return Capability(
        f"evidence: {element.value}",
        f"The words shown for {_WORDS[tag]} are among those that carry it.",
        Sort.MFT,
        STAYS,
        lambda: (Case(seed.id, (seed.text,), touching(seed.words(tag))) for seed in with_tags(tag)),
    )


# ---- taken away


def _deletions() -> Iterator[Capability]:
    for tag in _ELEMENTS:
        yield from _deletion(tag)
    yield Capability("delete two", "Two elements gone never score above one gone.", Sort.DIR, DELETED, _two)
    yield Capability(
        "delete everything",
        "Nobody, nothing definite, no reason and no offer: score below 38.",
        Sort.DIR,
        DELETED,
        lambda: (
            Case(seed.id, (seed.render([WHO, ACT, WHY, OFFER, FAVOUR]),), no_ask_or_at_most(37))
            for seed in with_tags(WHO, ACT, WHY)
        ),
    )


def _deletion(tag: str) -> Iterator[Capability]:
    element, words, found = _ELEMENTS[tag], _WORDS[tag], with_tags(tag)
    verb = "blur" if tag == ACT else "delete"
    yield Capability(
        f"{verb} {words}",
        f"Without {words}, {element.value} and score fall.",
        Sort.DIR,
        DELETED,
        _beside(found, lambda seed: seed.render([tag]), lower(element)),
    )
    yield Capability(
        f"{verb} {words}: the rest stays",
        f"Without {words}, the other levels stay.",
        Sort.DIR,
        STAYS,
        _beside(found, lambda seed: seed.render([tag]), same_rest(element)),
    )
    yield Capability(
        f"add {words}",
        f"With {words}, neither {element.value} nor score falls.",
        Sort.DIR,
        0.0,
        lambda: (Case(seed.id, (seed.render([tag]), seed.text), not_lower(element)) for seed in found),
    )


def _two() -> Iterator[Case]:
    for seed in with_tags(WHO, ACT, WHY):
        for pair in combinations(sorted(seed.tags - {FAVOUR}), 2):
            texts = (seed.render(pair), *(seed.render([tag]) for tag in pair))
            yield Case(f"{seed.id} without {' and '.join(pair)}", texts, _below_both)


def _below_both(results: Sequence[Result]) -> str:
    both, *single = results
    least = min(result.points for result in single)
    return f"{both.points} above {least}" if both.points > least else ""


# ---- replaced by something poorer


def _replacements() -> Iterator[Capability]:
    yield Capability(
        "blur the act with stock phrases",
        "“Could you help me out?” for the act.",
        Sort.DIR,
        DELETED,
        lambda: (
            Case(f"{seed.id}: {words}", (seed.text, _blurred(seed, words)), lower(Element.ACTION))
            for seed in with_tags(ACT)
            for words in (_among(_BLURS, seed), _among(_BLURS[3:], seed))
        ),
    )
    # A hint can stand for a reason only where that is a sentence of its own.
    sentences = re.compile(r"[A-Z].*[.?!]", re.DOTALL)
    whole = [seed for seed in with_tags(WHY) if all(map(sentences.fullmatch, seed.words(WHY)))]
    yield Capability(
        "hint for the reason",
        "“It's for a project.” for the reason.",
        Sort.DIR,
        DELETED,
        _beside(whole, lambda seed: seed.render(instead={WHY: _among(_HINTS, seed)}), lower(Element.REASON)),
    )
    yield Capability(
        "general offer for the particular one",
        "“I owe you one.” for the offer: the level falls, the score does not rise.",
        Sort.DIR,
        DELETED,
        _beside(
            with_tags(OFFER),
            lambda seed: seed.render(instead={OFFER: _among(_FAVOURS, seed)}),
            lower_level(Element.RECIPROCITY),
        ),
    )
    for who, greeting in _NOBODY.items():
        yield _unnamed(who, greeting)


def _unnamed(who: str, greeting: str) -> Capability:
    return Capability(
        f"{who} for the name",
        f"“{greeting}” for the name.",
        Sort.DIR,
        DELETED,
        _beside(with_tags(WHO), lambda seed: _greeted(seed.render([WHO]), greeting), lower(Element.PERSON)),
    )


def _blurred(seed: Seed, words: str) -> str:
    first = seed.words(ACT)[0]
    said = words[0].upper() + words[1:] if first[0].isupper() else words
    # The mark that ends the sentence stands inside most acts, outside some.
    return seed.render(instead={ACT: said if first[-1] in ".?!" else said.rstrip(".?")})


def _greeted(text: str, greeting: str) -> str:
    _, rest = perturb.split_greeting(text)
    return f"{greeting}\n\n{rest[0].upper()}{rest[1:]}"


# ---- added


def _additions() -> Iterator[Capability]:
    yield _appended("a reason", WHY, _REASONS, 2)
    yield _appended("a particular offer", OFFER, _OFFERS, 2)
    yield _appended("a general offer", OFFER, _FAVOURS, 1)
    yield _appended("the definite act", ACT, _ACTS, 2)
    yield _appended_again("a second reason", _REASONS, Element.REASON)
    yield _appended_again("a second offer", _OFFERS, Element.RECIPROCITY)
    dateless = [s for s in seeds() if s.kind in _DATED_KINDS and not _DATE.search(" ".join(s.words(ACT)))]
    yield Capability(
        "append a date",
        "“I need it by Friday noon.” lowers nothing.",
        Sort.DIR,
        0.0,
        _beside(dateless, lambda s: perturb.at_end(s.text, "I need it by Friday noon."), not_lower(Element.ACTION)),
    )
    yield Capability(
        "greet by name", "A greeting with a name where there was none: person 2.", Sort.DIR, DELETED, _named
    )


def _appended(what: str, tag: str, sentences: Sequence[str], wanted: int) -> Capability:
    element = _ELEMENTS[tag]
    without = (OFFER, FAVOUR) if tag == OFFER else (tag,)

    def cases() -> Iterator[Case]:
        for seed in seeds():
            text = seed.render(without)
            yield Case(seed.id, (text, perturb.at_end(text, _among(sentences, seed))), reaches(element, wanted))

    about = f"“{sentences[0]}” added where there was none: {element.value} {wanted}, and no lower score."
    return Capability(f"append {what}", about, Sort.DIR, DELETED, cases)


def _appended_again(what: str, sentences: Sequence[str], element: Element) -> Capability:
    return Capability(
        f"append {what}",
        f"“{sentences[0]}” beside what is there lowers nothing.",
        Sort.DIR,
        0.0,
        _beside(seeds(), lambda seed: perturb.at_end(seed.text, _among(sentences, seed)), not_lower(element)),
    )


def _named() -> Iterator[Case]:
    for place, seed in enumerate(with_tags(WHO)):
        text, person = seed.render([WHO]), people()[place * 7 % len(people())]
        changed = _greeted(text, f"Dear {person.first},")
        yield Case(f"{seed.id}, {person.first}", (text, changed), reaches(Element.PERSON, 2))
