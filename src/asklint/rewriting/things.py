"""A thing as an ask: "20 minutes on the phone", "honest opinion on the map"; its verb comes from what it is."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer
from asklint.rewriting.fitting import with_article, with_names
from asklint.rewriting.model import Shape
from asklint.rewriting.sentence import Sentence, ask_to, asked
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import COMMON, NAMEWORD, PARTICLE, RELATION, ROLE, traits_of
from asklint.vocabulary import Kind

DURATION = lazy(
    r"(?:about |maybe |just |like |around |roughly |max |a quick |a short |only )*"
    r"(?:an? (?=half)|)(?:\d+|an?|one|two|three|five|ten|fifteen|twenty|thirty|half|couple|few)"
    r"(?:[- –]+(?:\d+|an?|to|or|of|more)\b)*"
    r"[- –]*(?:min\b|mins\b|minutes?\b|hours?\b|hrs?\b|h\b|m\b|days?\b|weeks?\b|quick\b)",
    re.IGNORECASE,
)
_LENGTH_ITSELF = lazy(
    r"\s*(?:$|[,.;:(]|(?:of|on|in|at|with|about|over|by|for|to|next|this|max|tops|before|after|sometime|together|today"
    r"|tomorrow|or|and|from|per|a|each|when|so|online|is)\b|(?:mon|tue|wed|thu|fri|sat|sun))",
    re.IGNORECASE,
)
_OF_WRITER = lazy(
    r" to (?:ask (?:if|whether|how|what|which|why|where|when|about|(?:you|u)\b)|hear\b|learn\b|pitch\b"
    r"|(?:show|tell|explain to|run past) (?:you|u)\b|pick your\b)",
    re.IGNORECASE,
)
"""What the writer does with the time: "15 minutes to ask how you began"."""
_MONEY = lazy(
    r"(?:about |around |up to )?(?:[$£€₦₹]\s?\d|\d[\d.,]*k?\s?(?:dollars|pounds|euros|quid|bucks)\b)", re.IGNORECASE
)
_LENT = lazy(
    r"(?:[$£€₦₹]\s?\d[\d.,]*|\d[\d.,]*k?\s?(?:dollars|pounds|euros|quid|bucks)) (?:till?|until) ", re.IGNORECASE
)
"""Money that goes back: "20 quid till Friday"."""
_WORD_WITH = lazy(r"an? (?:\w+ )?word with (?!me\b|us\b|you\b)", re.IGNORECASE)
"""What the reader is to have with somebody else: "a quiet word with Mr Adeyemi"."""
_LINES_ON = lazy(
    r"(?:an?|one|two|three|four|five|\d+|a few|a couple of|some) (?:\w+ )?"
    r"(?:sentences?|lines?|words|bullets?|bullet points|paragraphs?) (?:on|about) ",
    re.IGNORECASE,
)
"""What somebody is to write: "two lines on what's missing"."""
_MEETING = lazy(
    r"\b(?:call|chat|coffee|lunch|breakfast|dinner|meeting|catch-?up|zoom|teams|sit-?down|drink|word|walk)\b",
    re.IGNORECASE,
)
_INTRODUCTION = lazy(
    r"(?:an? )?(?:quick )?(?:intro(?:duction)?s?|connection)"
    r"(?P<how> (?:by|via|over|through|on) (?:e-?mail|text|whatsapp|linkedin|phone|message))? (?:to|with) ",
    re.IGNORECASE,
)
_AGREED = lazy(
    r"(?:(?:your|the|ur) )?(?:sign-?off|go-?ahead|consent|ok(?:ay)?)\b(?= (?:of|for|on|to)\b|$)",
    re.IGNORECASE,
)
_DONATED = lazy(r"an? (?:\w+ )?(?:gift|donation|contribution|pledge|bequest|payment) of (?=[$£€₦₹\d])", re.IGNORECASE)
"""What is made rather than had: "a gift of $20"."""
_PASSED_ON = lazy(r"my (?:\S+ ){1,4}(?:on )?to (?=\S)", re.IGNORECASE)
_LIGHT_VERBS = ((_AGREED, "give me"), (_DONATED, "make"), (_PASSED_ON, "give"), (_MONEY, "give"))
"""What is done with a thing that says by itself what it is for."""
_TO_SAY = lazy(
    r"(?:the )?(?:\d+|one|two|three|four|five|some|any|a few|a couple of) (?:\w+ )?\w+ to (?!the\b|a\b|my\b)\w+",
    re.IGNORECASE,
)
_HANDS = lazy(
    r"(?:\d+|one|two|three|four|five|six|a couple of|a few|some) (?:more |extra |spare |of your )?(?:\w+ )?"
    r"(?:people|guys|men|women|staff|volunteers|helpers|hands|nurses|drivers|techs?|engineers|students)\b",
    re.IGNORECASE,
)
"""People who are counted rather than met: "two people from the returns side"."""
_THINGS = lazy(
    r"(?:the )?(?:\d+|one|two|three|four|five|a few|a couple of) (?:\w+ )?(?:things?|points?|bits?|reasons?|ways?)\b",
    re.IGNORECASE,
)
"""What is told rather than looked at: "one thing I did well"."""
_CHOICE = lazy(r"(?:an? )?(?:yes or no|y/n|yes/no)\b", re.IGNORECASE)
_GIVEN = frozenset(
    "opinion view feedback advice help hand lift ride reference referral recommendation answer example idea estimate"
    " quote list overview summary update hint tip tips pointer pointers thought thoughts insight insights heads-up"
    " shout shout-out permission"
    " comment comments honesty intro introduction".split()
)
_HAD = frozenset("lift ride help hand permission".split())
"""What somebody may have for others: "a lift for four players"."""
_GOES = frozenset("read proofread once-over look check review edit over".split())
"""What is done to a text in one go: "give it a read"."""
_DAY_FIRST = lazy(
    r"(?:next |this )?(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?s?\b"
    r"|tomorrow|today|\d{1,2} ?[ap]m\b",
    re.IGNORECASE,
)
_VIEWS = frozenset("thought thoughts opinion view views take verdict impression impressions".split())
_UNCOUNTED = frozenset(
    "feedback advice help access money info information coffee lunch time permission approval guidance support work"
    " food transport transportation funding space storage insight clarification confirmation input tea cash use"
    " dinner breakfast beer wine cake pizza credit praise publicity training tuition"
    " babysitting sponsorship honesty health housing rent safety debt".split()
)
_ANSWERS = frozenset(
    "fee fare charge hour"
    " name number address date time price cost rate way reason status deadline dose size title email phone link route"
    " code password pin total"
    " difference best cheapest fastest easiest quickest order".split()
)
"""Things that are told by saying what they are: "the price", as against "tell me about the job"."""
_STORIES = frozenset(
    "year years month months week weeks day days experience experiences path journey job work story start career move"
    " role company training process approach trip team studies project".split()
)
"""What of somebody's is told rather than handed over: "your first year"."""
_SENT = frozenset(
    "text email mail message note letter file copy scan photo photos list form log logs report reports spreadsheet"
    " spreadsheets sheet sheets statement statements invoice invoices receipt receipts slides deck recording recordings"
    " records transcript transcripts template templates".split()
)
_SOMEBODY = frozenset("someone somebody anyone anybody person people whoever contact contacts".split())
_MEASURED = lazy(
    r"(?:\d+|one|two|three|five|ten|fifteen|twenty|thirty|half)[- ]"
    r"(?:min(?:ute)?|hour|hr|line|page|day|week|word|sentence)[- ](?:\w+ )*?"
    r"(?:call|chat|zoom|meeting|visit|note|mail|email|letter|overview|summary|intro|introduction|talk|walk|look|interview|demo|lesson|session|review|quote|bio)\b",
    re.IGNORECASE,
)
"""What has its measure before it: "20 minute call"."""
_DEFINITE = lazy(r"(?:the|my|our|your|his|her|an?|any|all|which|some|every) ", re.IGNORECASE)
WITH_ME = lazy(r"\b(?:with|w/?) (?:me|us)\b", re.IGNORECASE)
"""Says itself that it is done together: "talk with me"."""
_FEW = 3
_OWN = ("my ", "our ", "the ", "this ", "that ", "these ", "those ")


def thing(answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, reads: bool) -> Sentence:
    """A noun as an ask; `reads` where the draft speaks of looking something over."""
    return (
        _by_words(answer, voice, shape, text)
        or _by_sort(answer, kind, voice, shape, text)
        or _by_kind(answer, kind, voice, shape, text, reads=reads)
    )


def _by_words(  # noqa: PLR0911 - one line a sort
    answer: Answer, voice: Voice, shape: Shape, text: str
) -> Sentence | None:
    """Things told by how they are put: an introduction, a choice, a sum, a length of time."""
    met = _INTRODUCTION().match(text)
    if met:
        named = text[met.end() :]
        how = met["how"] or ""
        return ask_to(f"introduce me{how} to {named if voice.lower else with_names(named)}", voice, shape)
    if _WORD_WITH().match(text):
        return ask_to(f"have {text}", voice, shape)
    if _LINES_ON().match(text):
        return ask_to(f"give me {text}", voice, shape)
    if _LENT().match(text):
        return asked(f"{voice.can} {voice.i} have {text}", voice)
    if answer.asks and (" or " in text or len(text.split()) < _FEW):
        return asked(text, voice)
    if text.lower().startswith("any ") and not answer.asks:
        return asked(f"do {voice.you} have {text}", voice)
    if text.startswith("help"):
        return ask_to(text, voice, shape)
    if _CHOICE().match(text):
        return ask_to(f"give me {text if text[:2].lower() == 'a ' else with_article(text)}", voice, shape)
    given = next((verb for pattern, verb in _LIGHT_VERBS if pattern().match(text)), "")
    if given:
        return ask_to(f"{given} {text}", voice, shape)
    lasts = DURATION().match(text)
    if lasts and _OF_WRITER().search(text):
        return asked(f"{voice.can} {voice.i} have {'a ' if text.lower().startswith('half hour') else ''}{text}", voice)
    half = "a " if text.lower().startswith("half hour") else ""
    return ask_to(f"spare {half}{text}", voice, shape) if lasts and _LENGTH_ITSELF().match(text, lasts.end()) else None


def _by_sort(  # noqa: PLR0911 - one line a sort
    answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str
) -> Sentence | None:
    """Things told by their noun: a meeting, somebody, a letter, an opinion."""
    head, whole = head_of(answer), with_determiner(answer, text)
    if kind is Kind.MEETING and _DAY_FIRST().match(text):
        return asked(f"would {text} work", voice)
    meets = bool(_MEETING().search(re.split(r",| (?:about|on|in|at|for|with|after|before) ", text)[0]))
    if meets or (kind is Kind.MEETING and not text.lower().startswith("your ")):
        return asked(f"{voice.can} we have {whole}", voice)
    if _HANDS().match(text) and kind not in (Kind.INTRODUCTION, Kind.REFERRAL, Kind.ADVICE, Kind.INFORMATION):
        return asked(f"{voice.can} {voice.i} have {text}", voice)
    if is_somebody(answer, kind):
        named = text if voice.lower else with_names(text)
        if kind in (Kind.INTRODUCTION, Kind.REFERRAL) or answer.words.entity[:1] == ["PERSON"]:
            return ask_to(f"introduce me to {named}", voice, shape)
        bare = whole if text[:1].islower() and not answer.words.entity[0] else named
        return asked(f"do {voice.you} know {bare}", voice)
    if head in ("intro", "introduction"):
        return ask_to(f"give me {whole}", voice, shape)
    owned = re.search(r"['’]s ", text) is not None
    if head in _SENT and owned:
        return ask_to(f"give me {text}", voice, shape)
    if head in _SENT and kind is not Kind.FEEDBACK and not text.lower().startswith(("my ", "our ")):
        me = "me " if kind in (Kind.INFORMATION, Kind.RESOURCE) and not re.search(r" to \w", text) else ""
        return ask_to(f"send {me}{whole}", voice, shape)
    if head == "deal":
        return asked(f"how about {whole}", voice)
    if head in ("eyes", "eye", "ears"):
        return asked(f"{voice.can} {voice.i} have {whole}", voice)
    if head in _GOES and kind is Kind.FEEDBACK:
        return ask_to(f"give it {whole}", voice, shape)
    if head in _GIVEN:
        if head in _HAD and re.search(r" for (?!me\b|us\b)", text):
            return asked(f"{voice.can} we have {whole}", voice)  # "a lift for four players"
        yours = head in _VIEWS and answer.words.tag[0][:2] in ("NN", "JJ")
        return ask_to(f"give me your {text}" if yours else f"give me {whole}", voice, shape)
    return None


def _by_kind(  # noqa: PLR0911 - one line a sort
    answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, reads: bool
) -> Sentence:
    """Things told by what the draft asks for: to look at it, to tell about it, to have it."""
    head, whole = head_of(answer), with_determiner(answer, text)
    if WITH_ME().search(text) and not text.lower().startswith(("your ", "my ", "our ")):
        return ask_to(f"do {whole}", voice, shape)
    have = asked(f"{voice.can} {voice.i} have {whole}", voice)
    telling = kind in (Kind.INFORMATION, Kind.ADVICE) and head not in ("approval", "permission")
    if telling and len(answer.words) == 1 and text.islower() and text.endswith("ing"):
        return ask_to(f"tell me about {text}", voice, shape)
    if (telling or reads or kind is Kind.FEEDBACK) and (_TO_SAY().match(text) or _THINGS().match(text)):
        return ask_to(f"tell me {text}", voice, shape)
    if text.lower().startswith("your "):
        if telling and (head in _STORIES or "JJS" in answer.words.tag[:3]):
            return ask_to(f"tell me {'about ' if head in _STORIES else ''}{text}", voice, shape)
        return have
    if kind is Kind.FEEDBACK or reads:
        the = "the " if whole != text or answer.words.tag[:2] in (["NN"], ["NN", "CC"]) else ""
        return ask_to(f"look at {the}{text}", voice, shape)
    if telling and (head in _ANSWERS or head.removesuffix("s") in _ANSWERS or "JJS" in answer.words.tag[:3]):
        the = "" if _DEFINITE().match(text) else "the "
        return ask_to(f"tell me {the}{text}", voice, shape)
    if telling and (whole == text or not whole.startswith(("a ", "an "))):
        return ask_to(f"tell me about {whole}", voice, shape)
    if (
        text.lower().startswith(_OWN)
        and not text.lower().startswith("the one ")
        and kind in (Kind.TASK, Kind.OTHER, None)
    ):
        return ask_to(f"help me with {text}", voice, shape)
    return have


def head_of(answer: Answer) -> str:
    """The noun that an answer hangs on, lower case; of "the pros and cons" the first."""
    words = answer.words
    return next((words.lower[token] for token in range(len(words)) if words.dep[token] == "root"), "")


def is_somebody(answer: Answer, kind: Kind | None) -> bool:
    """Whether a noun stands for a person; in other asks than those for one, a role is mostly in the way of a thing."""
    words = answer.words
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    trait = traits_of(words.text[head])
    named = bool(trait & NAMEWORD) and not trait & (COMMON | PARTICLE) and words.pos[head] == "PROPN"
    meets = kind in (Kind.INTRODUCTION, Kind.REFERRAL)
    if len(words) == 1 and words.text[0].islower() and not meets:
        return False  # "tone" and "grace" are no ladies
    definite = words.lower[0] in ("my", "our", "the", "your", "her", "his")
    if words.lower[0] in ("her", "his", "your", "their") and not trait & RELATION:
        return False  # "her blessing"
    if words.lower[head] in _SOMEBODY or words.entity[head] == "PERSON" or named:
        return meets or not definite or words.lower[head] not in _SOMEBODY
    told = any(word in ("who", "whose") for word in words.lower)
    single = words.lower[0] in ("a", "an") and kind in (Kind.ADVICE, Kind.INFORMATION)
    who = meets or (not definite and told) or single
    return who and bool(trait & (ROLE | RELATION)) and words.lower[0] != "my" and words.tag[head][:2] == "NN"


def with_determiner(answer: Answer, text: str) -> str:
    """A singular thing with its "a": "group text with her" needs one, "two copies" and "coffee" do not."""
    words = answer.words
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    lower = words.text[head].islower() and not traits_of(words.text[head]) & NAMEWORD
    of = words.lower[head + 1 : head + 2] == ["of"]
    counted = words.tag[head] == "NN" or (of and lower and words.tag[head] in ("JJ", "NNP"))  # "carton of plums"
    bare = (
        counted
        and words.lower[head] not in _UNCOUNTED
        and not any(words.dep[c] in ("det", "nmod:poss", "nummod", "case") for c in words.children[head] if c < head)
        and (words.tag[0] not in ("DT", "PRP$", "CD", "PDT", "NNP", "VBG", "JJS", "NNS") or (head == 0 and counted))
        and words.lower[0]
        not in (
            "half",
            "all",
            "both",
            "some",
            "plenty",
            "anything",
            "everything",
            "something",
            "lots",
            "yes",
            "no",
            "whoever",
            "somebody",
            "someone",
            "one",
            "your",
            "ur",
            "her",
            "his",
        )
        and not text[:1].isdigit()
        and words.tag[head + 1 : head + 2] != ["CD"]
    )
    if _MEASURED().match(text) and words.tag[head] == "NN":
        return with_article(text)
    if bare and words.lower[head] in _ANSWERS:
        return f"the {text}"
    return with_article(text) if bare else text
