"""The answer to "by when, or for how long?": what joins the ask, or a sentence of its own."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import AUXILIARIES, TIME_WORDS, Answer, Form
from asklint.rewriting.clauses import ENDS
from asklint.rewriting.fitting import fitted, with_article
from asklint.rewriting.reasons import clause_text, with_verb
from asklint.rewriting.sentence import Sentence, asked, i_am, it_is, stated
from asklint.rewriting.things import DURATION, with_determiner
from asklint.rewriting.voice import Voice
from asklint.signals.phrases import load_words
from asklint.vocabulary import Kind

_MEETING = lazy(
    r"\b(?:call|chat|coffee|tea|breakfast|lunch|dinner|meeting|catch-?up|zoom|sit-?down|drink)\b", re.IGNORECASE
)
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
_POINT = lazy(
    rf"(?:the )?(?:(?:next |this )?{_DAY}(?: (?:noon|midday|midnight|eod|cob|\d{{1,2}}(?:[:.]\d\d)? ?[ap]m))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)(?: (?:of )?{_MONTH})?"
    rf"|\d{{1,2}} (?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|noon|midday|midnight|eod|eow|cob|close of (?:business|play|day)"
    rf"|(?:noon|midday|midnight) (?:on )?{_DAY}|(?:the )?end of .{{2,30}}"
    r"|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|christmas|easter)"
    r"(?:,? (?:at (?:the )?(?:very )?latest|latest|sharp))?",
    re.IGNORECASE,
)
_ON_DAYS = lazy(
    rf"(?:{_DAY}|weekends?|weekdays?|the \d{{1,2}}(?:st|nd|rd|th)"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}} {_MONTH})\b",
    re.IGNORECASE,
)
_IN = lazy(
    rf"(?:the )?(?:(?:first|second|third|last|\d(?:st|nd|rd|th)) (?:week|half|days?)\b|(?:early|mid|late) )|{_MONTH}$",
    re.IGNORECASE,
)
_HOUR = lazy(r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|noon|midday|midnight", re.IGNORECASE)
_CLOCK = lazy(r"\d{1,2}(?:[:.]\d\d|(?= ?[ap]m|(?::\d\d)? ?o['’]?clock))")
_PAST = lazy(r"(?:half|quarter) (?:past|to) \w+", re.IGNORECASE)
_WHEN_FREE = lazy(r"^[^,]* when(?:ever)? (?:you|u)(?:['’]re| are|r| have| can| get)\b[^,]*$", re.IGNORECASE)
"""A length at the reader's choice: "ten minutes whenever you're free"."""
_DATED_EVENT = lazy(
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}) (?:[a-z]+ )?"
    r"(?:meeting|review|hearing|session|committee|board|call|game|service|vote|agm)\b",
    re.IGNORECASE,
)
"""What takes place on a date: "April 11 meeting"."""
_DEPARTS = lazy(r"\d{1,2}[:.]\d\d (?:train|bus|flight|ferry|boat|coach)\b", re.IGNORECASE)
_SHORT_CHOICE = 6
"""Words."""
_NTH = lazy(r"\d{1,2}(?:st|nd|rd|th)")
_CONTRASTS = lazy(r", (?:not|only|mainly|especially|like|even|or|e\.g\.|i\.e\.) [^,]*$", re.IGNORECASE)
_APPOSED = lazy(r", (?!(?:and|or|who|which|that|what|when|if) )\S+(?: \S+){0,5}$", re.IGNORECASE)
_EARLY = lazy(r"(?:early|mid|late)\b", re.IGNORECASE)
_MONTHLY = lazy(rf"\b{_MONTH}$", re.IGNORECASE)
_TODAY = lazy(r"2(?:day|night|nite|mor+ow|moro|mrw)\b", re.IGNORECASE)
"""How chats write days; no length of two days."""
_NEXT_FEW = lazy(r"next (?:few|couple|\d|two|three|four|five|six|ten)", re.IGNORECASE)
_HOURS = lazy(r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)? ?(?:to|till?|until) ?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?(?= |,|$)")
_DAY_OF = lazy(r"(?:the )?(?:day|night|morning|evening|afternoon|eve) of ", re.IGNORECASE)
_SEASON = lazy(r"(?:spring|summer|autumn|winter|q[1-4]|term ?time)(?: \d{4})?", re.IGNORECASE)
_OFTEN = lazy(r"(?:every|each|twice|once|while|as long as) ", re.IGNORECASE)
_RANGE = lazy(rf"{_DAY} (?:to|til|till|until|thru|through) (?:the )?(?:{_DAY}|\d)", re.IGNORECASE)
_DONE_ON_THE_DAY = frozenset(
    "be help carry lift unload stay come cover work sit let feed walk drive watch babysit mind host join"
    " play swap stand meet attend".split()
)
"""Acts that are done on a day rather than by it."""
_DAYS = lazy(rf"{_DAY}$", re.IGNORECASE)
_LONGEST_PHASE = 5
"""Tokens before the verb of what opens or closes."""
_DASHED = lazy(rf"{_DAY}\s?[-–/]\s?{_DAY}\b", re.IGNORECASE)
_EVERY_SUCH = lazy(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days\b", re.IGNORECASE)
_PARTS = lazy(r"(?:mornings?|afternoons?|evenings?)(?= |$)(?! (?:best|only|are|is|work))", re.IGNORECASE)
_CLOSE = lazy(r"(?:eod|eow|cob)\b", re.IGNORECASE)
_NEAR_HOUR = lazy(
    r"(?:today|tonight|tomorrow|tmrw|tmr) (?:noon|midday|midnight|\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m|ish))$", re.IGNORECASE
)
"""An hour of a day that is near: "tomorrow noon"."""
_ISH = lazy(r"\d{1,2}(?:[:.]\d\d)?ish\b", re.IGNORECASE)
_AT_A_MEETING = lazy(
    rf"(?:the )?{_DAY}['’]s (?:\w+ )?(?:meeting|review|lunch|call|session|class|game|service)\b", re.IGNORECASE
)
_ONE_DAY = lazy(rf"one (?:evening|night|morning|afternoon|day|weekend|{_DAY})\b", re.IGNORECASE)
_LASTS = lazy(
    r"(?:\d+|one|two|three|four|five|a few|a couple of) (?:nights?|evenings?|months?|years?)\b(?! (?:an?|each|per) )",
    re.IGNORECASE,
)
_ANY_SUCH = lazy(r"any(?: |time|day)", re.IGNORECASE)
_LASTING = lazy(
    rf"{_DAY}\s?[-–/]\s?{_DAY}\b|"
    r"from .+? (?:to|till?|until|through|thru|on|onwards)\b|for |every |each |starting |within |during ",
    re.IGNORECASE,
)
_ONE_IS_FREE = lazy(
    r"\b(?:you|u) (?:can|could|have|are|like|want|get|['’]re)\b|\bconvenience\b|suits|works", re.IGNORECASE
)
_TIMED_MEETING = lazy(
    r"\d+[- ]?(?:mins?|minute|hour|hr) (?:video |phone |zoom |quick )?(?:call|chat|meeting|catch-?up|zoom|coffee)\b",
    re.IGNORECASE,
)
_OR_ELSE = lazy(r" or (?:i|we|he|she|it|they)\b", re.IGNORECASE)
"""What happens otherwise: "by Friday or it goes back on the market"."""
_CLAUSE = lazy(
    r" (?:if|as|because|since|when|while|before|after|so) (?:\w+['’]?\w* ){1,3}\w",
    re.IGNORECASE,
)
"""A clause in a time, to which "if you can" behind it would belong: "by the 15th when the listing lapses"."""
_ANY = lazy(r"(?:whenever|anytime|any time|any day)", re.IGNORECASE)
_NO_RUSH = lazy(r"(?:no|not any) (?:rush|hurry|stress|deadline)\b", re.IGNORECASE)
_OBJECTS = (["them"], ["him"], ["her"], ["me"], ["us"], ["it"])
_POSSIBLY = lazy(r"\b(?:if (?:you|u|that|it|at all)|if poss(?:ible)?|ideally|preferably|latest)\b", re.IGNORECASE)
_SUITS = lazy(
    r"\b(?:is|are|would be|['’]s) (?:also |always |totally )?"
    r"(?:fine|ok|okay|good|best|great|perfect|ideal|better|possible|amazing|lovely|brilliant|wonderful|fab|helpful)\b"
    r"|\b(?:suits|works)(?: |$)|\bto be \w+ed\b|\bto be (?:paid|done|sent|made|given)\b",
    re.IGNORECASE,
)
"""A time that says how it suits: "after Easter is fine"."""
_EVENT_ON = lazy(
    rf"(?P<what>(?:the|my|our) (?:[a-z]+ ){{0,2}}(?!morning|afternoon|evening|night|week|weekend|end|day|month)[a-z]+)"
    rf" (?P<when>(?:on|at) (?:the )?(?:\d|{_DAY}|{_MONTH} \d)[^,]*)",
    re.IGNORECASE,
)
"""What takes place at a time, without its verb: "the committee on the 22nd"."""
_IF_ANY = lazy(r", if (?:you|u|it|that|there)\b[^,?.]*$", re.IGNORECASE)
"""A condition at the end of an ask: "the handout, if you still have it"."""
_REMARKED = lazy(r" \([^()]*\)$|, (?=(?:(?:at the )?latest|no later|max|ideally|preferably)\b).*$", re.IGNORECASE)
"""What is said beside a time: "the 20th (it closes on the 26th)"."""
_DONE_AT_ONCE = frozenset(
    "pick choose decide approve confirm reply answer say tell let give send vote sign submit forward email text".split()
)
"""Acts that are done by a day rather than on it."""
_TENSED = (["VBZ"], ["VBP"], ["VBD"], ["MD"])
_LATEST = lazy(r"\blatest$", re.IGNORECASE)
_SOME_TIME = lazy(
    r"(?:an?|your|ur|either|one of)\b(?! (?:week|month|day|year|bit)s? (?:or|before|after)\b)", re.IGNORECASE
)
"""A time told by what it is, with no word for when: "your lunch hour", "a day when the shop is shut"."""
_BOTH = lazy(r"(?:can|could|shall) we\b|\b(?:call|chat|meeting|meet|talk|speak)\b", re.IGNORECASE)


_NEEDS = frozenset("need want gotta must have".split())


def _says_itself(answer: Answer) -> bool:
    """Whether a time is told by a verb or a state without its subject: "need to know by Wed", "not urgent"."""
    if answer.first in _NEEDS or answer.words.lower[:1] == ["got"]:
        return True
    return answer.words.lower[:1] == ["not"] and answer.words.tag[1:2] == ["JJ"]


def _is_command(answer: Answer) -> bool:
    """Whether an answer to "when" tells the reader to do something: "ring them before ten"."""
    words = answer.words
    return words.lower[1:2] in _OBJECTS and words.lower[0] in load_words("request_verbs.txt") and not answer.asks


_PHASES = frozenset("open close end start begin shut expire finish lapse".split())


def _runs_out(answer: Answer) -> bool:
    """Whether several things open or close at a time, whose verb may look like none: "entries close 3 May"."""
    words = answer.words
    for at in range(1, len(words) - 1):
        plural = words.text[at - 1].endswith("s") and words.tag[at - 1] in ("NNS", "VBZ") and at < _LONGEST_PHASE
        plural = plural or (words.dep[at] == "root" and any(words.dep[c] == "nsubj" for c in words.children[at]))
        told = words.tag[at + 1] in ("IN", "CD", "NNP", "NN", "RB", "JJ") and words.lower[at + 1] not in ("to", "of")
        if words.lower[at] in _PHASES and plural and told and not _DAYS().match(words.lower[at - 1]):
            return True
    return False


def is_length(answer: Answer) -> bool:
    """Whether an answer to "when" says how long: "20 min next week"."""
    if answer.form not in (Form.NOUN, Form.PREPOSITION) or _is_command(answer):
        return False
    if DURATION().match(answer.text) and not _TODAY().match(answer.text):
        return True
    return (
        answer.form is Form.NOUN
        and answer.first not in ("your", "ur", "her", "his", "ideally", "preferably")
        and bool(_MEETING().search(answer.text.split(",")[0]))
    )


def when_tail(  # noqa: PLR0911 - one line a sort
    answer: Answer, voice: Voice, *, to_reader: bool, kind: Kind | None = None, asked: Sentence | None = None
) -> str | None:
    """A time that goes at the end of the ask, with what joins it; None for one that needs its own sentence.

    A bare day is when the answer is due, or when to meet if the ask is for a meeting. A length joins only what is done
    together for that long.
    """
    text = fitted(answer, voice, to_reader=to_reader)
    if answer.form not in (Form.NOUN, Form.PREPOSITION) or _ANY().fullmatch(text) or _NO_RUSH().match(text):
        return None
    if _SUITS().search(text) or _OR_ELSE().search(text) or _EVENT_ON().fullmatch(text):
        return None
    if asked is not None and (_IF_ANY().search(asked.text) or ": " in asked.act):
        return None  # behind a list it would belong to its last item
    if asked is not None and not asked.act and " or " in asked.text and len(asked.text.split()) <= _SHORT_CHOICE:
        return None  # "Barn or hall by 11?" would ask about the hall by 11
    lasts = bool(DURATION().match(text)) and not _TODAY().match(text)
    if _is_command(answer) or _runs_out(answer):
        return None
    if answer.first == "due" or _says_itself(answer) or (answer.asks and is_length(answer) and not lasts):
        return None
    attends = asked is not None and asked.act.split(" ", 1)[0].lower() in _DONE_ON_THE_DAY
    together = kind is Kind.MEETING or attends or (asked is not None and bool(_BOTH().search(asked.text)))
    if lasts:
        spare = asked is not None and "spare" in asked.text
        return f" for {text}" if asked is not None and together and not spare and _timeless(asked) else None
    if _ONE_DAY().match(text) or _OFTEN().match(text):
        joins = ""
    elif answer.first in TIME_WORDS or answer.form is Form.PREPOSITION or _TODAY().match(text) or _DASHED().match(text):
        joins = _before_words(text, together=together)
    elif with_verb(answer.words, text):
        return None
    else:
        at_once = asked is not None and asked.act.split(" ", 1)[0].lower() in _DONE_AT_ONCE
        joins = _preposition(text, together=together, at_once=at_once) or ","
        if joins == "," and _SOME_TIME().match(text):
            return None
    apart = asked is not None and (_CONTRASTS().search(asked.text) or _APPOSED().search(asked.text))
    mark = "," if apart and joins != "," else ""
    return f"{mark} {joins} {text}".replace("  ", " ").replace(" ,", ",", 1) if joins else f"{mark} {text}"


def _before_words(text: str, *, together: bool) -> str:
    """What still lacks before a time that begins with a word for one: "in the" next two weeks, "by" EOD."""
    if _NEXT_FEW().match(text):
        return "in the"
    return "by" if _CLOSE().match(text) or (_NEAR_HOUR().match(text) and not together) else ""


def _preposition(text: str, *, together: bool, at_once: bool = False) -> str:  # noqa: PLR0911 - one line a sort
    """What stands before a time: "by" the 20th, "on" Saturday morning, "at" 9:15; empty where nothing fits."""
    text = _REMARKED().sub("", text)
    if _RANGE().match(text) or _HOURS().match(text):
        return "from"
    if _DAY_OF().match(text):
        return "on" if text[:4].lower() == "the " else "on the"
    if _SEASON().fullmatch(text):
        return "in"
    if (at_once or _LATEST().search(text)) and _ON_DAYS().match(text):
        return "by"
    if _EVERY_SUCH().match(text):
        return "on"
    if _PARTS().match(text):
        return "in the"
    if _AT_A_MEETING().match(text) or _ISH().match(text):
        return "at"
    if _DATED_EVENT().match(text):
        return "at the"
    if _LASTS().match(text):
        return "for"
    if _POINT().fullmatch(text):
        by = ("at" if _HOUR().match(text) else "on") if together else "by"
        return f"{by} the" if _NTH().match(text) else by
    if _DEPARTS().match(text):
        return "on the"
    if _CLOCK().match(text) or _PAST().match(text):
        return "at"
    if _EARLY().match(text):
        return "in" if _MONTHLY().search(text) else " "
    if _IN().match(text):
        return "in" if " " not in text or text.lower().startswith("the ") else "in the"
    return "on" if _ON_DAYS().match(text) else ""


def _timeless(asked: Sentence) -> bool:
    """Whether an ask names no length of its own."""
    return not DURATION().search(asked.text) and "half" not in asked.text


def when_sentence(  # noqa: C901, PLR0911, PLR0912 - one line a sort
    answer: Answer, voice: Voice, *, to_reader: bool
) -> Sentence:
    """A time as a sentence of its own."""
    text = fitted(answer, voice, to_reader=to_reader)
    if _is_command(answer):
        return asked(f"{voice.can} {voice.you} {text}", voice)
    if _runs_out(answer):
        return stated(text, voice)
    if _says_itself(answer):
        lead = it_is(voice) if answer.first == "not" else voice.i
        if answer.first in ("gotta", "got"):
            lead = voice.typed(f"{voice.i}'ve" if voice.contracted else f"{voice.i} have")
        return stated(text if voice.casual else f"{lead} {text}", voice)
    if answer.first == "due":
        return stated(text if voice.casual else f"{it_is(voice)} {text}", voice)
    # "Judging is 5 June" and "posting closes Friday" say themselves when.
    is_said = answer.words.tag[1:2] in _TENSED or not ENDS.isdisjoint(answer.words.lower[1:2])
    if answer.words.tag[:1] == ["VBG"] and answer.first != "starting" and not is_said:
        return stated(text if voice.casual else f"{i_am(voice)} {text}", voice)
    if answer.form is Form.QUESTION and answer.first in AUXILIARIES:
        return asked(text, voice)  # "can you call me Sunday"
    if DURATION().match(text) and _WHEN_FREE().search(text):
        return asked(f"would {_length_first(text)}", voice)
    if answer.form in (Form.CLAUSE, Form.QUESTION):
        return stated(clause_text(answer, voice, text), voice)
    if answer.form is Form.SUBJECTLESS:
        return stated(f"it {text}", voice)
    if _ANY().fullmatch(text):
        return stated(f"{text} works", voice)
    if _NO_RUSH().match(text):
        return stated(text, voice)
    if DURATION().fullmatch(text) and not _TODAY().match(text):
        would = voice.typed("it'd" if voice.contracted and not voice.formal else "it would")
        return stated(f"{would} take {text}", voice)
    if is_length(answer):
        whole = with_article(text) if _TIMED_MEETING().match(text) else with_determiner(answer, text)
        return asked(f"would {_length_first(whole)}", voice)
    due = with_verb(answer.words, text) if answer.form is Form.NOUN else None
    if due or answer.form is Form.CONDITION:
        return stated(due or text, voice)
    tail = when_tail(answer, voice, to_reader=to_reader)
    said = tail.lstrip(", ") if tail else text
    said = said.upper() if said.lower() in ("asap", "eod", "eow", "cob") and not voice.lower else said
    if _ANY_SUCH().match(text) and answer.form in (Form.NOUN, Form.PREPOSITION) and "," not in text:
        return stated(f"{text} would work", voice)
    if (
        answer.form is Form.NOUN
        and "," in text
        and " if " not in text
        and not _POSSIBLY().search(text)
        and not (tail or "").lstrip(", ").startswith("by")
    ):
        return asked(f"how about {text}", voice)
    if answer.form is Form.NOUN and (tail is None or tail.startswith(",")) and _SOME_TIME().match(text):
        return asked(f"would {text} work", voice)
    event = _EVENT_ON().fullmatch(text)
    if event is not None and event["what"].rpartition(" ")[2].lower() in ENDS:
        return stated(text, voice)  # "the portal closes on Friday"
    if event is not None:
        return stated(f"{event['what']} is {event['when']}", voice)
    plain = (
        _SUITS().search(said)
        or _OR_ELSE().search(said)
        or _CLAUSE().search(said)
        or _POSSIBLY().search(said)
        or _ONE_IS_FREE().search(said)
        or _LASTING().match(said)
    )
    return stated(said if plain else f"{said}, if {voice.you} can", voice)


def _length_first(text: str) -> str:
    """The words after "would": a length with "work" behind it, and after a comma when that would be."""
    whole = f"a {text}" if text.lower().startswith("half hour") else text
    said, comma, rest = whole.partition(",")
    apart = bool(comma) and not rest.lower().startswith((" or ", " and "))
    return f"{said} work,{rest}" if apart else f"{whole} work"
