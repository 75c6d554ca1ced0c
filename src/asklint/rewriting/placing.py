"""Where new sentences go: in place of the empty ask, or beside the one that stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from asklint.reading.lines import lazy
from asklint.report import Edit
from asklint.rewriting.answers import Form
from asklint.rewriting.asking import Asked, takes_time
from asklint.rewriting.case import INTRODUCES, Case, Order, Place
from asklint.rewriting.ending import signed_off
from asklint.rewriting.joining import CALLED_LAST
from asklint.rewriting.model import Shape
from asklint.rewriting.reasons import refers_back
from asklint.rewriting.referents import PRONOUNS, being_at, beings_in
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Level

_REST = lazy(r"(?:[^.!?…\r\n]|[.!?…](?=\w))*")
_MARKS = lazy(r"[.!?…]+")
_HASTE = lazy(r"[ ,]+(?:asap|a\.s\.a\.p\.?|urgently|plea+se|pl[sz]+)\b", re.IGNORECASE)
"""What hurries the ask and is part of it."""
_LAUGHS = lazy(r",? (?:lol|haha\w*|lmao|hehe)(?=\s*(?:$|[.!?\n]))", re.IGNORECASE)
_AFTERTHOUGHTS = frozenset("x xx xxx lol ta thanks thx cheers mate haha please pls plz ok okay asap tks".split())
_FIRST_WORDS = 3
"""Words of a reason among which a pronoun is its subject."""
_LONGEST_QUESTION = 14
"""Words; without its mark a longer one often runs on into a statement."""
_CLOSES = frozenset(".!?…:")
_JOINS = ("and", "but", "so", "then")
_TAG = lazy(r"\s*(?:\[[^\]\n]*\]\s*)*")
"""What a request post begins with: "[Request]"."""
_POINTS_BACK = lazy(r"\b(?:it|its|this|that|these|those|them|they|one|ones|he|she|him|her|his)\b", re.IGNORECASE)
_ASKS_FIRST = lazy(
    r"(?:how|what|which|where|when|why|who|do|does|did|is|are|was|were|has|have|should)\b", re.IGNORECASE
)
_YOU_COULD = lazy(
    r"\b(?:you|u|ya)(?: (?:can|could|would|will|might)|['’]?d)(?: (?:please|kindly|maybe|perhaps|possibly|pls|plz))?$",
    re.IGNORECASE,
)
_ASKS = lazy(r"(?:can|could|would|will) (?:you|u|ya|ye|yous|i|we)\b", re.IGNORECASE)
_NEXT_SENTENCE = lazy(r"[ \t]+(?P<said>(?:[^.!?…\r\n]|[.!?…](?=\w))+)(?P<mark>[.!?…]*)(?=\s|$)")
_ANNOUNCES = lazy(r":\s*$")
"""The end of words behind which a list follows, which nothing may part from it."""
_HANGS_ON = lazy(
    r"(?:\S+ ){0,2}?(?:they|them|he|him|she|her|his|its?|their|theirs|ours|these|those"
    r"|they['’]\w+|(?:s?he|it)['’]\w+)\b",
    re.IGNORECASE,
)
"""The head of a sentence that speaks of somebody or something named before it."""
_SPOKEN_OF = lazy(r"\b(?:he|him|she|her|they|them|mine|theirs)\b", re.IGNORECASE)
_COURTESY = lazy(
    r"\b(?:thank\w*|than?x|ta|tia|cheers|regards|bless|gr[ae]te?ful\w*|obliged|appreciat\w*|kiss\w*|hugs?|love|respect\w*"
    r"|sincerely|faithfully|truly|wish\w*|please|pls|plz|kindly|hop\w+|forward|soon|sorry|urgent\w*|asap|xo+|yours"
    r"|greetings|pray\w*|bye|later|await\w*|waiting|let me|lmk"
    r"|(?:i|we) (?:can(?!['’]?t|not)|will)\b|(?:i|we|you)['’]ll)\b",
    re.IGNORECASE,
)
"""What closes a message, or goes on from the ask to an offer."""
_THANKED = lazy(r",\s*(?P<said>(?:thx|thanks|thank you|tks|ta|cheers|tia)\b[^.!?\n,]{0,12})$", re.IGNORECASE)
_GOES_ON = lazy(r"[ \t]*,[ \t]*(?P<first>\w)")
_AWAITS = lazy(
    r"(?:(?:i|we) )?(?:(?:will )?(?:await|be waiting for|(?:look|am looking|are looking) forward to|hope (?:to|for))"
    r"|(?:a)?waiting(?: for)?|looking forward to|hoping (?:to|for))"
    r" (?:an? |the )?(?:(?:hear|hearing)\b|your? (?:\w+ )?(?:reply|response|answer|feedback|decision)\b)",
    re.IGNORECASE,
)
"""An ask that closes a message: what is asked anew goes before it."""
_CONTACT = lazy(r"[ \t]+[+(]?\d[\d ()/.-]{5,}(?=\s|$)")
_SIGNED = lazy(r"[-–—]*\s?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}")
"""A name that closes the line."""
_OPENS = 25
"""Characters of a sentence by whose words it is known for a courtesy: "I thank you in advance"."""
_PICTURES = 0x2190
"""Where arrows, signs and pictures begin: behind one no full stop is needed."""
_LONGEST_BEHIND = 18
"""Words that are told behind an ask without being part of it: "been drawing for years"."""
_AT_PHRASE_END = ("", "PUNCT", "CCONJ", "SCONJ", "SPACE")
_ORDERS = frozenset("first last old new other second next current previous".split())
_CHOOSES = frozenset("the this that which no every each any last only than".split())
_SHORT = 3
"""Letters of a word that may well be another one's part."""
_LONGEST_REASON = 14
"""Words of a reason that shares a sentence with the ask."""
_OPENED = lazy(r"[,.!:;–—]*\s*")
_GOES_FAR = 12
"""Words behind an ask of which a letter is not about."""
_LEADS = 12
"""Words before the ask; behind fewer it stands at the opening anyway."""
_SUBJECT = lazy(r"^(?:i|we|my|our|there|it|the)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """What a version says anew, in the order in which it is told."""

    asked: Asked | None
    """The new ask; None where the draft's own stands."""
    tail: str
    """What joins the ask at its end."""
    extra: tuple[str, ...]
    reasons: tuple[str, ...]
    offers: tuple[str, ...]

    def told(self, *, reason_first: bool) -> list[str]:
        """The sentences in order."""
        ask = [self.asked.sentence.closed(self.tail)] if self.asked is not None else []
        if reason_first:
            return [*self.reasons, *ask, *self.extra, *self.offers]
        return [*ask, *self.extra, *self.reasons, *self.offers]


_ASKS_WHAT = lazy(r"\b(?:what|how|which|where|when|who|why)\s+$", re.IGNORECASE)
"""A question that runs on before the empty ask without a mark, up to its first word."""


def in_place(case: Case, order: Order, block: Block, span: Span) -> list[Edit]:
    """The new ask where the empty one stood."""
    site = case.site
    asks = _ASKS_WHAT().search(case.text, site.sentence.start, span.start)
    if asks is not None:
        span = Span(asks.start(), span.end)
    whole = span.start == site.sentence.start
    opens = bool(site.opens or _TAG().fullmatch(case.text[case.greeting.end : site.sentence.start]))
    if order.place is Place.OPENING and whole and not opens and _speaks_for_itself(case, block):
        return _up_front(case, block, span)
    room = not opens or (order.shape is Shape.WARM and case.greeting.who is not None)
    goes_on = case.text[: span.start].rstrip(" \t")[-1:].isalnum()  # "If you have one" let us know
    first = whole and room and order.reason_first and "reason" in case.answers and not _refers_back(case)
    first = first and not goes_on
    told = block.told(reason_first=first and bool(block.reasons) and not (_after_comma(case) and not opens))
    if order.shape is Shape.WARM and first:
        told = _led_to(told)
    act = _led_into(case, block, span) if not whole else ""
    if act:
        told[0] = act
    elif not whole or _after_comma(case):
        told[0] = _continued(case, told[0], span)
    if whole and goes_on and told[0][:1].isalpha():
        told[0] = f", {continued(told[0])}"  # "the minutes how": the parser cut off the question word
    if told[0].startswith("."):
        span = Span(len(case.text[: span.start].rstrip(" \t\r\n,;")), span.end)
    elif told[0].startswith(","):
        span = Span(len(case.text[: span.start].rstrip()), span.end)
    after = _past_the_rest(case, span.end) if whole and site.opens else 0
    if after > span.end and order.keeps_opening and _asks_question(case, block):
        return [_inserted(case, after, " ".join(told))]  # "Need advice. I have two offers." goes before which one
    if after > span.end and len(told) > 1 and told[0].endswith("?") and not _refers_back(case):
        # "Could you help? My car died." tells first why, and then what is new.
        return [Edit(span, told[0]), _inserted(case, after, " ".join(told[1:]))]
    return [Edit(span, " ".join(told))]


def _asks_question(case: Case, block: Block) -> bool:
    """Whether the new ask is a question whose answer is asked for: "which one would you take?"."""
    action = case.answers.get("action")
    return (
        action is not None and action.form is Form.QUESTION and block.asked is not None and not block.asked.sentence.act
    )


def _led_into(case: Case, block: Block, span: Span) -> str:
    """The bare act behind a "you could" of the draft: "I'd be honoured if you could" watch a match."""
    before, asked = case.text[case.site.sentence.start : span.start].rstrip(), block.asked
    if asked is None or not asked.sentence.act or not _YOU_COULD().search(before):
        return ""
    asks = _ASKS().match(before) or "?" in case.site.mark
    return f"{asked.sentence.act}{block.tail}{'?' if asks else '.'}"


def _led_to(told: list[str]) -> list[str]:
    """A short reason and the ask after it as one sentence: "It goes to print today, so would you ...?"."""
    reason, *rest = told
    short = len(reason.split()) <= _LONGEST_REASON and reason.endswith(".") and "," not in reason
    if not rest or not short or not rest[0].endswith("?") or not _ASKS().match(rest[0]):
        return told
    return [f"{reason[:-1]}, so {continued(rest[0])}", *rest[1:]]


def _speaks_for_itself(case: Case, block: Block) -> bool:
    """Whether the ask can be read before all that leads to it."""
    said = block.asked.sentence.text if block.asked is not None else ""
    led_to = len(case.text[case.greeting.end : case.site.sentence.start].split()) >= _LEADS
    named = case.judgement.kind in INTRODUCES
    greeted = case.greeting.who is not None or "reader" not in case.answers
    return greeted and (named or led_to) and not said.endswith("?") and not _POINTS_BACK().search(said)


def _up_front(case: Case, block: Block, span: Span) -> list[Edit]:
    """The ask right after the greeting, what else is new where the empty ask stood."""
    asked = replace(block, reasons=(), offers=()).told(reason_first=False)
    start = _start(case, Place.OPENING)
    if case.text[: start.start].rstrip(" \t")[-1:] in (",", "–", "—", "-"):
        asked[0] = continued(asked[0])
    rest = [*block.reasons, *block.offers]
    if not rest:
        before = case.text[: span.start].rstrip()
        span = Span(len(before), span.end)
    return [_opened_after(case, Edit(start, f"{' '.join(asked)} ")), Edit(span, " ".join(rest))]


def beside(case: Case, order: Order, block: Block) -> list[Edit]:
    """New sentences before or after the ask that stands, and what joins it."""
    site = case.site
    edits: list[Edit] = []
    if block.asked is None and block.tail:
        edits.append(Edit(Span(site.tail, site.tail), block.tail))
    told = block.told(reason_first=order.reason_leads and block.asked is not None and not _refers_back(case))
    if not told:
        return edits
    place = order.place
    if place is Place.AFTER and block.asked is not None and _is_in_passing(case):
        place = Place.END
    if block.asked is None and place in (Place.BEFORE, Place.OPENING):
        # A time says nothing before the ask that it belongs to, a reason or an offer little before the first words.
        place = Place.AFTER if block.extra else Place.BEFORE
    start = _start(case, place)
    waits = _AWAITS().match(site.sentence.of(case.text)) and block.asked is not None and not site.question
    if waits and site.opens is False and site.whole is False and place is Place.AFTER:
        place, start = Place.BEFORE, _start(case, Place.BEFORE)
    if place in (Place.BEFORE, Place.OPENING) and not _is_where_reader_goes(case, start):
        if case.text[: start.start].rstrip(" \t")[-1:] == ",":
            told[0] = continued(told[0])
        return [_opened_after(case, Edit(start, f"{' '.join(told)} ")), *edits]
    if place is Place.END:
        last = signed_off(case.judgement.draft.own_text, case.greeting.end)
        if last > site.sentence.end and case.text[last - 1] in _CLOSES:
            return _merged([*edits, _inserted(case, last, " ".join(told))])
    if place is Place.PARAGRAPH and "\n" in case.judgement.draft.own_text[site.after :].strip():
        found = re.compile(r"\s*(?:\n[ \t]*\r?\n|\Z)").search(case.judgement.draft.own_text, site.after)
        end = found.start() if found else len(case.judgement.draft.own_text.rstrip())
        lines = "\r\n\r\n" if "\r\n" in case.text else "\n\n"
        return _merged([*edits, Edit(Span(end, end), f"{lines}{' '.join(told)}")])
    at = _past_what_hangs_on(case, _sentence_end(case))
    closes = signed_off(case.judgement.draft.own_text, case.greeting.end)
    at = closes if site.sentence.start < closes < at else at
    named = _past_its_name(case, at)
    later = [*block.reasons, *block.offers]
    if named > at and block.reasons and told[-len(later) :] == later:
        first = told[: -len(later)]
        before = [_inserted(case, at, " ".join(first))] if first else []
        return [*_merged([*edits, *before]), _inserted(case, named, " ".join(later))]
    if told[0] not in block.extra or (not takes_time(case) and not case.site.mark.startswith("!")):
        at = min(_past_the_rest(case, at), closes) if at <= closes else _past_the_rest(case, at)
    return _merged([*edits, _inserted(case, at, " ".join(told))])


def _is_in_passing(case: Case) -> bool:
    """Whether the draft's ask is no question and the letter goes on behind it, so that the new ask closes it."""
    text, site = case.judgement.draft.own_text, case.site
    last = signed_off(text, case.greeting.end)
    rest = text[site.after : last]
    open_yet = case.level(Element.ACTION) is not Level.CLEAR
    closed = text[:last].rstrip()[-1:] in (".", "!", "?", "…")
    return open_yet and not site.question and site.vague is None and closed and len(rest.split()) >= _GOES_FAR


def _inserted(case: Case, at: int, told: str) -> Edit:
    """New sentences behind words that end there, before the thanks that close these on their line."""
    text = case.text
    thanks = _THANKED().search(text, 0, at)
    if thanks is not None and case.site.sentence.start < thanks.start() and thanks.end() == at:
        stop = _stop(case, thanks.start())
        return Edit(Span(thanks.start(), thanks.start("said")), f"{stop}{told} ")
    goes_on = _GOES_ON().match(text, at)
    if goes_on is None or told[-1:] not in _CLOSES:
        return Edit(Span(at, at), f"{_stop(case, at)}{told}")
    if told.endswith(".") and not told.endswith(".."):
        return Edit(Span(at, at), f"{_stop(case, at)}{told[:-1]}")  # "... and she's not sleeping, cheers mate"
    first = goes_on["first"] if case.voice.lower else goes_on["first"].upper()
    return Edit(Span(at, goes_on.end()), f"{_stop(case, at)}{told} {first}")


def _sentence_end(case: Case) -> int:
    """Where a sentence may begin after the ask: past marks that follow it, and past the rest of its line's sentence."""
    text, at = case.judgement.draft.own_text, case.site.after
    haste = _HASTE().match(text, at)
    at = haste.end() if haste else at
    if text[:at].rstrip()[-1:] not in _CLOSES:
        rest = _REST().match(text, at)
        said = rest.group().lower().split() if rest else []
        if any(word.strip(",;()").isalpha() and word not in _AFTERTHOUGHTS for word in said):
            at += len(rest.group().rstrip()) if rest else 0
    laughs = _LAUGHS().match(text, at)
    at = laughs.end() if laughs else at
    marks = _MARKS().match(text, at)
    return marks.end() if marks else at


def _stop(case: Case, at: int) -> str:
    """What closes the words before a new sentence, with the space between them."""
    before = case.text[:at].rstrip().rstrip("\"'”’)")
    if not before or before[-1] in _CLOSES or ord(before[-1]) > _PICTURES:
        return " "
    last = case.site.sentence.end
    for trailing in (_HASTE, _LAUGHS):
        found = trailing().match(case.text, last)
        last = found.end() if found else last
    called = CALLED_LAST().match(case.text, last)
    last = max(last, at) if called and called.end() >= at else last  # "could you have a look Fiona"
    if case.site.question and case.site.sentence.start < at <= last and "?" not in case.site.mark:
        said = case.site.sentence.of(case.text)
        asks = said.rpartition(", ")[2]
        short = len((asks if _ASKS().match(asks) else said).split()) <= _LONGEST_QUESTION
        return "? " if short else ". "
    if not before[-1].isalnum() and not case.judgement.has_ask:
        return "\r\n\r\n" if "\r\n" in case.text else "\n\n"
    return ". "


def _is_where_reader_goes(case: Case, start: Span) -> bool:
    """Whether the reader's name is to stand there, before a message that greets nobody."""
    return "reader" in case.answers and case.greeting.who is None and start.start <= case.greeting.start


def _opened_after(case: Case, edit: Edit) -> Edit:
    """An inserted sentence, and the next one with a capital where it went on after a greeting."""
    follows = case.text[edit.span.start : edit.span.start + 1]
    if not follows.islower() or case.voice.lower:
        return edit
    return Edit(Span(edit.span.start, edit.span.start + 1), f"{edit.content}{follows.upper()}")


def _start(case: Case, place: Place) -> Span:
    """Where sentences go before the ask: right before it, or behind the greeting if that is set off."""
    at, text, greeting = case.site.sentence.start, case.judgement.draft.own_text, case.greeting
    if place is Place.OPENING:
        opened = _OPENED().match(text, greeting.end)
        set_off = opened is not None and (greeting.end == greeting.start or _is_set_off(text[: opened.end()]))
        at = opened.end() if opened is not None and set_off else at
    return Span(at, at)


def _is_set_off(before: str) -> bool:
    said = before.rstrip()
    return len(said) < len(before) and (said[-1:] in ",.!:;–—" or "\n" in before[len(said) :])


def _refers_back(case: Case) -> bool:
    """Whether the reason only makes sense after the ask: it speaks of somebody named there."""
    answer = case.answers.get("reason")
    if answer is None:
        return False
    told = _named_in_ask(case)
    third = case.third and (told or not case.judgement.signals.named("person.third-name"))
    if refers_back(answer) or _names_nothing(answer.words):
        return True
    action = case.answers.get("action")
    spoken_of = frozenset() if action is None else frozenset(beings_in(action.words))
    pronouns = {PRONOUNS[word] for word in answer.words.lower[:_FIRST_WORDS] if word in PRONOUNS}
    if any(spoken_of & {gender, ""} for gender in pronouns - case.referents.taken):
        return True  # "he's home at 6", where the act names the dad
    person = case.answers.get("person")
    met = frozenset[str]() if person is None else frozenset(beings_in(person.words))
    said = {PRONOUNS[word] for word in answer.words.lower if word in PRONOUNS} - {case.referents.reader}
    if any(met & {gender, ""} for gender in said - case.referents.taken):
        return True  # "she runs the depot", where the person to be met is named in the ask
    if third and any(word in ("he", "she", "him", "her", "his") for word in answer.words.lower):
        return True
    return any(
        answer.words.tag[token] in ("NNP", "NNPS")
        and len(word) > _SHORT
        and any(word in one or one in word for one in told)
        for token, word in enumerate(answer.words.lower)
    )


def _named_in_ask(case: Case) -> frozenset[str]:
    """The names of those whom the new ask brings in, in small letters."""
    found = set()
    for name in ("person", "action"):
        words = case.answers[name].words if name in case.answers else None
        if words is not None:
            people = (at for at in range(len(words)) if name == "person" or words.entity[at] == "PERSON")
            found |= {words.lower[at] for at in people if len(words.lower[at]) > _SHORT}
    return frozenset(found)


def _names_nothing(words: Words) -> bool:
    """Whether a reason speaks of something that only the ask names: "they won't let us leave without one"."""
    for token, word in enumerate(words.lower):
        follows = words.pos[token + 1] if token + 1 < len(words) else ""
        alone = follows in _AT_PHRASE_END or words.lower[token + 1] in ("from", "by", "before", "with", "on")
        if word in ("one", "ones") and token and alone and words.lower[token - 1] not in _CHOOSES:
            return True
        bare = token > 1 and words.pos[token] == "PRON" and words.tag[token] == "DT" and follows in _AT_PHRASE_END
        if word == "that" and bare:
            return True  # "he rejected it over exactly that"
        if word in ("they", "theyre") and token == 0:
            return True  # "they ask for one person"
        judged = words.dep[token] == "nsubj" and _only_people(words, token)  # "my aunt finds it rude"
        if word == "it" and token and (judged or words.dep[token][:5] not in ("nsubj", "expl")):
            return True  # "the printer needs it by noon"
        if word == "one" and token and words.lower[token - 1] in _ORDERS and follows in ("VERB", "AUX"):
            return True  # "our first one left with the roof off"
        if words.tag[token] == "CD" and word.isalpha() and token and words.tag[token - 1][:2] == "VB" and alone:
            return True  # "I can only take four"
        if any(pos in ("NOUN", "PROPN") for pos in words.pos[:token]):
            continue
        if word == "them" or (word == "it" and token == 0):
            return True
    return any(
        word == "there" and words.tag[token] == "RB" and token > 0 and words.lower[token - 1] not in ("out", "over")
        for token, word in enumerate(words.lower)
    )


def _only_people(words: Words, end: int) -> bool:
    """Whether all that is named before a token is somebody, and there is somebody."""
    named = [token for token in range(end) if words.pos[token] in ("NOUN", "PROPN")]
    return bool(named) and all(
        being_at(words, token, bare=True) is not None or words.entity[token] == "PERSON" for token in named
    )


def _past_what_hangs_on(case: Case, at: int) -> int:
    """Past the sentences on the same lines that speak of what stands before them: "They're short, I promise"."""
    text = case.judgement.draft.own_text
    if text[:at].rstrip()[-1:] not in _CLOSES:
        return at
    while (found := _NEXT_SENTENCE().match(text, at)) is not None:
        asks = "?" in found["mark"] and len(found["said"].split()) <= _SHORT  # "Anyone free?"
        if not found["mark"] or not (asks or _HANGS_ON().match(found["said"])):
            break
        at = found.end()
    return at


def _past_its_name(case: Case, at: int) -> int:
    """Past the sentence behind the ask that names, as the first, whom the reason calls "her"; else where it began."""
    answer, words = case.answers.get("reason"), case.judgement.words
    text = case.judgement.draft.own_text
    if answer is None or words is None or not any(word in PRONOUNS for word in answer.words.lower):
        return at
    inside = [token for token in range(len(words)) if words.start[token] >= at and words.tag[token] != "_SP"]
    inside = [token for token in inside if words.sentence_of[token] == words.sentence_of[inside[0]]]
    meant = {PRONOUNS[word] for word in answer.words.lower if word in PRONOUNS} | {""}
    told = [case.answers[name].words for name in ("person", "action") if name in case.answers]
    if (
        not inside
        or "\n" in text[at : words.start[inside[-1]]]
        or any(gender in meant for said in told for gender in beings_in(said))
    ):
        return at
    people = [words.start[token] for token in range(len(words)) if words.entity[token] == "PERSON"]
    people = [start for start in people if start >= case.greeting.end]
    first, end = min(people, default=-1), words.end(inside[-1])
    return end if at <= first < end and text[end - 1] in _CLOSES else at


def _past_the_rest(case: Case, at: int) -> int:
    """Past a sentence or two that close the ask's paragraph and tell more of the matter: "Stuck on a PO"."""
    text, begin = case.judgement.draft.own_text, at
    if text[:at].rstrip()[-1:] not in _CLOSES:
        return begin
    for _ in range(2):
        found = _NEXT_SENTENCE().match(text, at)
        if found is None or "?" in found["mark"] or _ANNOUNCES().search(found["said"]) or not _tells(case, found):
            break
        at = found.end()
    contact = _CONTACT().match(text, at)
    at = len(text[: contact.end()].rstrip()) if contact else at  # a name under it is blanked out, not gone
    rest = text[at:].split("\n", 1)[0].strip()
    closes = not any(map(str.isalnum, rest)) or _SIGNED().fullmatch(rest) or _COURTESY().search(rest[:_OPENS])
    return at if closes else begin


def _tells(case: Case, found: re.Match[str]) -> bool:
    """Whether a sentence behind the ask says something of its own, and is no courtesy and no name."""
    words, said = case.judgement.words, found["said"]
    if words is None or len(said.split()) > _LONGEST_BEHIND or _COURTESY().search(said):
        return False
    start, end = found.span("said")
    inside = [token for token in range(len(words)) if start <= words.start[token] < end]
    asks = any(start <= ask.start < end for ask in case.judgement.asks)
    names = bool(inside) and words.tag[inside[0]] in ("DT", "PRP$")  # "Quick one. The fish tank."
    return not asks and (names or any(words.tag[token][:2] == "VB" for token in inside))


def _after_comma(case: Case) -> bool:
    """Whether the ask goes on after a comma or dash on its line: "Hi Ana, any thoughts?"."""
    text = case.text[: case.site.sentence.start].rstrip(" \t")
    return text[-1:] in (",", "–", "—", "-")


def _continued(case: Case, ask: str, span: Span) -> str:
    """An ask that goes on in a sentence begun by the writer."""
    before = case.text[: span.start].rstrip()
    begun = span.of(case.text).split(" ", 1)[0].lower()
    condition = re.search(r"\b(?:if|when|should)\b[^.!?\n]*$", before.lower())
    small = continued(ask)
    if begun in _JOINS and (not condition or _asks_before(case, span)):
        if begun == "and" and re.match(r"(?:I|i|we) |(?:would|will|should) (?!you\b|u\b)", small):
            return f"and {small}"
        return f". {ask}"
    if before[-1:] == ":" and span.of(case.text)[:1].islower():
        return small
    if before[-1:] in (".", "!", "?", ":"):
        return ask
    said = case.text[case.site.sentence.start : span.start]
    if small.endswith("?") and before[-1:] == "," and not condition and _ASKS_FIRST().match(small):
        return f". {ask}"  # "I'm keen on your view, if you have time" goes on with a question of its own
    if small.endswith("?") and _SUBJECT().match(said) and not condition and before[-1:] in ",)":
        return f"{'' if before[-1:] == ',' else ', '}so {small}"
    if small.endswith("?") and before[-1:].isalnum() and not condition and _asks_before(case, span):
        return f". {ask}"  # "Please write something" is whole without its "what do you think"
    joined = "" if before[-1:] in ",;–—-(" else ", "
    return f"{joined}{small}"


def _asks_before(case: Case, span: Span) -> bool:
    """Whether the words before those that go are a whole ask already: "if you hear of work please pray for me and"."""
    words = case.judgement.words
    return words is not None and any(
        case.site.sentence.start <= words.start[force.clause.verb] < span.start
        and words.tag[force.clause.verb] in ("VB", "VBP")
        and not any(words.lower[child] in ("if", "when") for child in words.children[force.clause.verb])
        for force in case.site.forces
    )


def continued(sentence: str) -> str:
    """A sentence that goes on after a comma."""
    first = sentence.split(" ", 1)[0]
    name = re.match(r"I\b", first) or first[1:] != first[1:].lower() or not first[:1].isalpha()
    return sentence if name else sentence[0].lower() + sentence[1:]


def _merged(edits: list[Edit]) -> list[Edit]:
    """Two insertions at one place as one."""
    if len(edits) == 2 and edits[0].span == edits[1].span:
        return [Edit(edits[0].span, edits[0].content + edits[1].content)]
    return edits
