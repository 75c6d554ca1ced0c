"""The answer to "what exactly?" as an ask: each shape of answer in the frame that makes it a question.

A frame's own words are in `lexicons/connectives.txt`; nothing else is added to what the writer wrote.
"""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import AUXILIARIES, Answer, Form, commanded
from asklint.rewriting.fitting import fitted
from asklint.rewriting.model import Shape
from asklint.rewriting.pronouns import Reach, base_of, is_receiver
from asklint.rewriting.reasons import reason
from asklint.rewriting.sentence import Sentence, ask_to, asked, can_you, stated
from asklint.rewriting.things import WITH_ME, thing
from asklint.rewriting.voice import Voice
from asklint.signals.phrases import load_words
from asklint.signals.words import Words
from asklint.vocabulary import Kind

_HEARING = frozenset("hear learn know understand find".split())
_WRITERS_ACTS = frozenset("see meet visit borrow use shadow join attend tour watch have get".split())
_TOGETHER = frozenset("meet talk chat speak discuss catch sit zoom".split())
_SPOKEN = ("about", "on", "over", "by", "briefly", "quickly", "sometime", "tomorrow", "today", "next", "this", "before")
_NEEDS = frozenset("need want have would like love know think hope pay".split())
_ME = frozenset("me us my our".split())
_YOURS = frozenset("you your u ur her his their".split())
_READER = frozenset("him her".split())
_YOU = frozenset("you u ya".split())
_BOUGHT = frozenset("buy purchase rent hire collect".split())
_OFFERED = tuple([word] for word in "posted listed advertised put offered 're are sell sold posting".split())
"""What follows "you" in a thing that the reader gives away."""
_MEETING = lazy(r"\b(?:call|chat|coffee|lunch|meeting|catch-?up|zoom|drink|walk)\b", re.IGNORECASE)
_LOOKS = lazy(
    r"(?:have|get|to have|to get) (?:an? |the )?(?:\w+ ){0,2}(?:look|read|go|think|word|rest|\w+ed|done|sent)\b",
    re.IGNORECASE,
)
_GONE_OVER = lazy(
    r"(?:(?:go|run|look|work|talk|walk) (?:through|over|at)|decide|agree|plan|settle)\b(?!.*\b(?:me|us)\b)",
    re.IGNORECASE,
)
"""What is done together in a meeting: "go through the budget"."""
_ASKS_READER = lazy(
    r"ask (?:(?:about )?(?:how|what|which|why|where|when|if|whether)(?: (?!you\b|u\b)\w+){0,3}? (?:you|u) (?!to\b)"
    r"|about (?:your|ur) )",
    re.IGNORECASE,
)
"""What the writer would ask the reader: "ask how you began"."""
_HEARD_TOO = lazy(
    r"\band (?:to )?(?:hear|know|learn|understand|find out) (?=(?:how|what|why|which|where|when|who|whether|if)\b)",
    re.IGNORECASE,
)
"""The second of two things to hear: "to hear how you began and to know what it cost"."""
_WRITERS_STORY = lazy(r"^(?:\w+ ){1,2}(?:how|what|why|which|where|when|who) (?:i|we|my|our)\b", re.IGNORECASE)
"""What only the writer can tell: "hear what my son told me"."""
_MODALS = frozenset("could can would will should might may 'll 'd to".split())
_MEETS = lazy(r"(?:meet|connect with|(?:be|get) introduced to|be put in touch with) ")
_TO_BE_DONE = lazy(
    r"(?:i(?:['’]?d| would)? )?(?:really )?(?:like|love|want|need|wanna|prefer)s? (?:her|him|them|you|u) to "
    r"|(?:for )?(?:her|him|them|you|u) to "
    r"|(?:i )?(?:want|wish|need|(?:would|['’]d) like) that (?:you|u) ",
    re.IGNORECASE,
)
_TO_YOU = lazy(r"\b(?:you|u) (?:to )?$", re.IGNORECASE)
_TALKS_WITH = lazy(
    r"(?:have|get) an? (?:\w+ )?(?:talk|word|chat|conversation) with (?!(?:me|us|you|u|your|ur)\b)", re.IGNORECASE
)
"""What the reader is to have with somebody else: "have a talk with Romario"."""
_CLAUSES = ("ccomp", "csubj", "acl", "advcl")
_MEETING_OF = lazy(r"^meet of (?=an? |half |\d|one |two |ten |fifteen |twenty |thirty )", re.IGNORECASE)
"""What becomes of "meeting of 30 minutes"."""
_LETS = lazy(r"let['’]?s ", re.IGNORECASE)
_CHOICE = lazy(r"(\w+) \S+ or (?:\1 )?\S+", re.IGNORECASE)
_PAIR = lazy(r"[a-z]+ or [a-z]+")
_NOT_TO = lazy(r"(?P<please>please )?(?:not to|not(?= \w+)|do(?:n['’]?t| not)) ", re.IGNORECASE)
_OPEN_QUESTION = lazy(
    r"(?P<please>please |pls )?(?:could|can|would|will) (?:you|u) (?P<act>(?!be\b|mind\b|like\b|have time\b)\w.*)",
    re.IGNORECASE,
)


def act(  # noqa: C901, PLR0911, PLR0912, PLR0913 - one line a form
    answer: Answer,
    kind: Kind | None,
    voice: Voice,
    shape: Shape,
    *,
    to_reader: bool,
    alone: bool = False,
    please: str = "",
    reads: bool = False,
    of_reader: bool = False,
) -> Sentence:
    """What the reader is to do, as a question.

    `alone` where nobody but reader and writer is spoken of, `reads` where the draft speaks of looking something over,
    `of_reader` where nobody is named of whom the writer could want it: "i want her to ..." is of who is asked.
    """
    to_reader, alone, reach = _meant(answer, kind, to_reader=to_reader, alone=alone)
    text = fitted(answer, voice, to_reader=to_reader, reach=reach)
    done = _TO_BE_DONE().match(text)
    if done and (to_reader or of_reader or _TO_YOU().search(done.group())):
        return ask_to(text[done.end() :], voice, shape, please=please)
    both, choice = _LETS().match(text), _CHOICE().fullmatch(text)
    if both:
        return asked(f"{voice.can} we {text[both.end() :]}", voice)
    named = answer.form is Form.NOUN and "or" in answer.words.lower and answer.first not in ("yes", "a", "y")
    offered = choice is not None or named
    if offered and kind in (Kind.FEEDBACK, Kind.DECISION, Kind.ADVICE):
        return asked(text, voice)
    if answer.form is Form.NOUN and _PAIR().fullmatch(text) and kind is not Kind.RESOURCE:
        return asked(text, voice)  # "sage or stone"
    match answer.form:
        case Form.NOUN if answer.asks and answer.words.tag[:1] == ["RB"]:
            return asked(text, voice)
        case Form.NOUN if answer.words.tag[:1] == ["RB"] or answer.first in ("once", "twice", "every", "each"):
            return stated(text, voice)  # how often or how much, without a verb
        case Form.NOUN:
            return thing(answer, kind, voice, shape, text, reads=reads)
        case Form.PREPOSITION:
            return _about(answer, kind, voice, shape, text, reads=reads)
        case Form.WISH | Form.INFINITIVE | Form.VERB:
            return _deed(answer, kind, voice, shape, text, please=please, alone=alone and to_reader)
        case Form.GERUND:
            return _doing(answer, kind, voice, shape, text, alone=alone and to_reader)
        case Form.CONDITION:
            return _agreed(answer, voice, shape, text, to_reader=to_reader)
        case Form.QUESTION:
            opened = _OPEN_QUESTION().fullmatch(text)
            return asked(text, voice, opened["act"] if opened and "?" not in text else "")
        case Form.INDIRECT:
            return ask_to(f"tell me {text}", voice, shape)
        case Form.ADJECTIVE:
            return asked(f"would {voice.you} be {text}", voice)
        case Form.SUBJECTLESS | Form.CLAUSE if (less := _NOT_TO().match(text)) is not None:
            return ask_to(
                f"not {text[less.end() :]}", voice, shape, please=please or (less["please"] or "").strip().lower()
            )
        case Form.SUBJECTLESS:
            return stated(f"{voice.i} {text}", voice) if not answer.asks else asked(text, voice)
        case Form.CLAUSE:
            return _clause(answer, voice, shape, text, to_reader=to_reader, please=please)
        case _:
            return reason(answer, voice, to_reader=to_reader)


def _meant(answer: Answer, kind: Kind | None, *, to_reader: bool, alone: bool) -> tuple[bool, bool, Reach]:
    """Whether "she" may be the reader, whether the act may be done to her, and how far she is: by the kind of ask."""
    acts = answer.form in (Form.VERB, Form.GERUND, Form.INFINITIVE)
    if kind is Kind.INTRODUCTION and answer.form not in (Form.CLAUSE, Form.QUESTION, Form.INDIRECT):
        # "tell her I ran the desk": whom the ask is about; but "her manager" is the reader's.
        return to_reader and alone, False, Reach.OWNERS
    wishes = answer.form is Form.INFINITIVE and alone and bool(answer.referents.reader)  # "to ask him how he got in"
    if kind is Kind.REFERRAL and acts and not wishes:
        return to_reader and alone, False, Reach.BELOW_AND_OWNERS
    return to_reader, alone, Reach.BELOW_THE_ACT if acts and not alone else Reach.ALL


def introduce(person: str, voice: Voice, shape: Shape) -> Sentence:
    """A question for an introduction."""
    return ask_to(f"introduce me to {person}", voice, shape)


def put_in_touch(person: str, voice: Voice, shape: Shape) -> Sentence:
    """The same where no introduction was asked for."""
    return ask_to(f"put me in touch with {person}", voice, shape)


def _deed(  # noqa: PLR0911 - one line a sort
    answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, please: str, alone: bool
) -> Sentence:
    """A verb as an ask: of the reader, unless it is what the writer would like to do."""
    finds = answer.first == "find" and answer.form is Form.VERB  # who is asked may have to look for it
    if answer.first in _HEARING and not finds and not _WRITERS_STORY().search(text):
        return ask_to(f"tell me {_HEARD_TOO().sub('and ', _told(text))}", voice, shape)
    words, verb = answer.words, answer.begin
    if answer.form is not Form.WISH:
        text = _without_second_to(words, verb, text)
    if _ASKS_READER().match(text):
        return asked(f"{voice.can} {voice.i} {text}", voice)
    if words.tag[verb] in ("VBZ", "NNS") and words.lower[verb].endswith("s"):
        text = f"{words.lemma[verb]}{text[len(words.text[verb]) :]}"
    if kind in (Kind.ADVICE, Kind.DECISION) and answer.form is not Form.WISH and _chooses(words, verb):
        return asked(f"should {voice.i} {text}" if kind is Kind.ADVICE else text, voice)
    tells = re.match(r"(tell|show|explain to) (?=(?:how|what|why|which|where|when|who|whether|if)\b(?!['’]))", text)
    if tells and answer.form is not Form.WISH:
        return ask_to(f"{tells.group()}me {text[tells.end() :]}", voice, shape, please=please)
    if answer.form is Form.VERB and _TALKS_WITH().match(text):
        return ask_to(_two_acts(answer, text), voice, shape, please=please)
    over = kind is Kind.MEETING and _GONE_OVER().match(text) and not _has(words, verb, _ME)
    if over or _meant_for_both(words, verb):
        return asked(f"{voice.can} we {text}", voice)
    own = (_is_writers(words, verb) and not _helps_me(words, verb)) or (alone and _done_to_reader(words, verb))
    own = own or _done_to_you(words, verb)
    if answer.form is Form.WISH or own:
        met = _MEETS().match(text)
        if met and kind is Kind.INTRODUCTION:
            return introduce(text[met.end() :], voice, shape)
        return asked(f"{voice.can} {voice.i} {text}", voice)
    return ask_to(_two_acts(answer, text), voice, shape, please=please)


def _without_second_to(words: Words, verb: int, text: str) -> str:
    """Two infinitives as two bare verbs: "to sign it and to send it back"."""
    for to in range(verb + 2, len(words) - 1):
        act = words.head[to]
        joined = words.lower[to - 1] in ("and", "or", "then") and words.dep[act] == "conj" and words.head[act] == verb
        if words.lower[to] == "to" and joined and act == to + 1:
            joint, base = words.text[to - 1], words.text[act]
            text = text.replace(f" {joint} to {base}", f" {joint} {base}", 1)
    return text


def _helps_me(words: Words, verb: int) -> bool:
    """Whether an act, or one that "and" joins to it, is done for the writer: "watch it and tell me"."""
    joined = [child for child in words.children[verb] if words.dep[child] == "conj"]
    return _has(words, verb, _ME) or any(_has(words, child, frozenset(("me", "us"))) for child in joined)


def _chooses(words: Words, verb: int) -> bool:
    """Whether an act is one of two among which the writer has to choose: "take the job or wait", "sell it or not"."""
    if words.lower[0] == "either" or "or" not in words.lower or _has(words, verb, frozenset(("me", "us"))):
        return False
    if words.lower[-2:] in (["or", "no"], ["or", "not"]):
        return True
    other = _joined_by_or(words, verb)
    return bool(other) and not _has(words, other, frozenset(("me", "us")))


def _joined_by_or(words: Words, verb: int) -> int:
    """The verb that "or" joins to another one; 0 without one."""
    for token, word in enumerate(words.lower):
        other = words.head[token]
        if word != "or" or words.dep[other] != "conj" or words.tag[other] not in ("VB", "VBP"):
            continue
        above = other
        while above != verb and words.dep[above] in ("conj", "obj", "obl", "nmod"):
            above = words.head[above]
        if above == verb:
            return other
    return 0


def _two_acts(answer: Answer, text: str) -> str:
    """Two commands with a comma between them, as one: "recommend me, say i never missed a shift"."""
    words = answer.words
    commas = [token for token in range(answer.begin + 1, len(words) - 1) if words.text[token] == ","]
    if len(commas) != 1 or "and" in words.lower or text.count(",") != 1:
        return text
    after = commas[0] + 1
    subject = any(words.dep[child][:5] == "nsubj" for child in words.children[after] if child < after)
    known = words.lower[after] in load_words("request_verbs.txt") | {"say", "tell"}
    command = known and words.tag[after] in ("VB", "VBP") and not subject
    return text.replace(",", " and", 1) if command else text


def _is_writers(words: Words, verb: int) -> bool:  # noqa: PLR0911 - one line a sort
    """Whether an act is the writer's by its verb: "borrow the ladder"; "have a look" and "have it signed" are not."""
    plain = words.lower[verb] if verb < len(words) else ""
    if "yourself" in words.lower or any(words.lower[at : at + 2] == ["your", "own"] for at in range(len(words))):
        return False
    if plain == "see" and words.lower[verb + 1 : verb + 2] in (["if"], ["whether"]):
        return False  # who is to judge that reads the thing
    if words.lower[verb : verb + 2] == ["come", "to"] and words.lower[verb + 2 : verb + 3] in (
        ["his"],
        ["her"],
        ["your"],
    ):
        return True
    if plain in _BOUGHT and _is_from_you(words):
        return True
    if plain in ("join", "attend", "visit"):
        # "join our call" is the reader's to do, "join your call with my notes" the writer's.
        owned = [word for word in words.lower[verb:] if word in _ME | _YOURS]
        return not owned or owned[0] in _YOURS
    if plain not in ("have", "get"):
        passive = plain == "be" and words.tag[verb + 1 : verb + 2] == ["VBN"]
        return plain in _WRITERS_ACTS or passive or words.lower[verb : verb + 2] == ["sit", "in"]
    done = any(
        words.tag[at] in ("VB", "VBP") and words.dep[at] in ("ccomp", "xcomp") and words.head[at] == verb
        for at in range(verb + 2, len(words))
    )
    if done:
        return False  # "have two of your members fill it in"
    if plain == "get" and any(
        words.dep[at] == "conj" and words.head[at] == verb and words.tag[at] in ("VB", "VBP")
        for at in words.children[verb]
    ):
        return False  # "get the keys from the office and open the hall"
    thing = words.tag[verb + 1 : verb + 2]
    return thing[:1] in (["DT"], ["CD"], ["NN"], ["NNS"], ["JJ"]) and not _LOOKS().match(words.content)


def _is_from_you(words: Words) -> bool:
    """Whether a thing is the reader's to give away: "the snow suit you posted", "that bike off you"."""
    if words.lower[1:2] in (["me"], ["us"]):
        return False
    for token, word in enumerate(words.lower):
        after = words.lower[token + 1 : token + 2]
        if word in _YOU and token and (after in _OFFERED or words.lower[token - 1] in ("off", "from")):
            return True
    return False


def _doing(answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, alone: bool) -> Sentence:
    """A gerund as an ask: "covering my shift"."""
    base = base_of(answer.words, answer.begin)
    bare = f"{base}{text[len(answer.words.text[answer.begin]) :]}"
    for child in answer.words.children[answer.begin]:
        if answer.words.dep[child] == "conj" and answer.words.tag[child] == "VBG":
            also = answer.words.text[child]
            bare = bare.replace(f"and {also} ", f"and {base_of(answer.words, child)} ", 1)
    helped = _has(answer.words, answer.begin, _ME)
    children = answer.words.children[answer.begin]
    met = any(answer.words.dep[child] in ("obj", "iobj") for child in children)
    if base == "meet" and not met:
        return asked(f"{voice.can} we {_MEETING_OF().sub('meet for ', bare)}", voice)
    if (alone and _done_to_reader(answer.words, answer.begin)) or (base in _WRITERS_ACTS and not helped):
        return asked(f"{voice.can} {voice.i} {bare}", voice)
    own = "between" in answer.words.lower or base not in load_words("request_verbs.txt")
    if kind is Kind.ADVICE and own and not helped:
        return ask_to(f"help me with {text}", voice, shape)
    mind = "be open to" if shape is Shape.WARM else "mind"
    return asked(f"would {voice.you} {mind} {text}", voice, bare)


def _clause(answer: Answer, voice: Voice, shape: Shape, text: str, *, to_reader: bool, please: str) -> Sentence:
    """A full clause: "she reads my abstract" is what the reader is to do, another one stands as it was typed."""
    words, begin = answer.words, answer.begin
    unsure = answer.first in ("i", "we") and words.lower[begin + 1 : begin + 2] in (["must"], ["should"], ["may"])
    other = words.lower.index("or") if "or" in words.lower else len(words)
    if unsure and other < len(words) and not any(words.dep[at][:5] == "nsubj" for at in range(other, len(words))):
        return asked(text, voice)
    wished = begin == 1 and words.lower[0] == "that"  # "that he'd put in a word": whoever is asked
    reader = answer.first in ("you", "u") or ((to_reader or wished) and answer.first in ("she", "he"))
    if begin and answer.first in ("your", "the") and not answer.asks:
        return asked(f"{voice.can} {text}", voice)
    if answer.first == "we" and len(words) > begin + 2 and words.tag[begin + 1] in ("VBP", "VB", "MD"):
        modal = words.lower[begin + 1] in _MODALS
        if modal or (words.lower[begin + 1] not in AUXILIARIES | _NEEDS and begin + 1 == _root(words)):
            return asked(f"{voice.can} we {fitted(answer, voice, to_reader=to_reader, first=begin + 1 + modal)}", voice)
    if not reader or len(words) < begin + 3 or answer.asks:
        return asked(text, voice) if answer.asks else stated(text, voice)
    after = begin + 1
    if words.lower[after] == "might":
        rest = fitted(answer, voice, to_reader=to_reader, first=after + 1)
        return asked(f"might {voice.you} {rest}", voice)
    if words.lower[after] in _MODALS:
        after += 1
    elif words.tag[after] not in ("VBZ", "VBP", "VB") or words.lower[after] in AUXILIARIES:
        return stated(text, voice)
    while after < len(words) - 1 and words.tag[after] == "RB":
        after += 1
    rest = fitted(answer, voice, to_reader=to_reader, first=after)
    own = words.text[after]
    bare = (
        rest[len(own) :] if words.lower[after] == own and words.tag[after] == "VBZ" and rest.startswith(own) else None
    )
    return ask_to(rest if bare is None else f"{base_of(words, after)}{bare}", voice, shape, please=please)


def _root(words: Words) -> int:
    return next((token for token in range(len(words)) if words.dep[token] == "root"), 0)


def _about(answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, reads: bool) -> Sentence:
    """A phrase as an ask: "about her first year", "with the sofa"."""
    first, _, rest = text.partition(" ")
    plain = first.lower()
    if plain in ("about", "around", "regarding", "re") and rest:
        return ask_to(f"tell me about {rest}", voice, shape)
    if plain == "for" and rest:
        return thing(answer, kind, voice, shape, rest, reads=reads)
    if plain in ("with", "w/") and rest:
        return ask_to(f"help me with {rest}", voice, shape)
    if kind in (Kind.FEEDBACK, Kind.ADVICE, Kind.INFORMATION) and plain in ("on", "at", "in"):
        return (
            ask_to(f"{'look' if kind is Kind.FEEDBACK else 'tell me'} {text}", voice, shape)
            if plain != "on"
            else (ask_to(f"{'look at' if kind is Kind.FEEDBACK else 'tell me about'} {rest}", voice, shape))
        )
    return asked(f"would {text} work", voice)


def _told(text: str) -> str:
    """What follows "tell me" in place of "hear", "learn", "find out"."""
    rest = text.split(" ", 1)[1] if " " in text else ""
    rest = rest.removeprefix("out ")
    return rest or "more"


def _has(words: Words, verb: int, wanted: frozenset[str]) -> bool:
    """Whether one of some words stands in what a verb is done to."""
    return any(
        words.lower[token] in wanted and token > verb and words.dep[token] != "nsubj"
        for child in words.children[verb]
        if words.dep[child] in ("obj", "iobj", "obl", "xcomp", "compound")
        for token in (child, *words.children[child])
    )


def _done_to_reader(words: Words, verb: int) -> bool:
    """Whether an act is done to the reader, and so is the writer's: "ask her 3 questions", "buy him lunch"."""
    if verb >= len(words):
        return False
    if words.lower[verb] == "pick" and {"brain", "brains"} & {*words.lower[verb:]}:
        return True
    receivers = [
        token
        for token in range(verb + 1, len(words))
        if words.lower[token] in _READER
        and (
            (words.head[token] == verb and words.dep[token] in ("obj", "iobj", "obl"))
            or (words.head[token] == verb + 2 and is_receiver(words, token))
        )
    ]
    helped = words.lower[verb] in ("tell", "let") and _has(words, verb, _ME)
    return bool(receivers) and not helped


def _done_to_you(words: Words, verb: int) -> bool:
    """Whether a verb has "you" for its object, and so is the writer's: "show you my models"."""
    return any(
        words.lower[child] in _YOU and child > verb and words.dep[child] in ("obj", "iobj")
        for child in (words.children[verb] if verb < len(words) else ())
    )


def _is_together(words: Words, verb: int) -> bool:
    """Whether "together" belongs to an act, and to no clause within: "tell him that we made it together"."""
    for token, word in enumerate(words.lower):
        above = token
        if words.lower[token - 1 : token] in (["put"], ["get"], ["pull"], ["bring"]):
            continue  # "put together the folders"
        while word == "together" and above != verb and not words.dep[above].startswith(_CLAUSES):
            if words.dep[above] == "root":
                break
            above = words.head[above]
        if word == "together" and above == verb:
            return True
    return False


def _meant_for_both(words: Words, verb: int) -> bool:
    """Whether an act is one that reader and writer do together: "meet at the café", "talk about page 2"."""
    if verb >= len(words):
        return False
    if _is_together(words, verb) or (words.lower[verb] in ("have", "grab", "do") and _MEETING().search(words.content)):
        return not _has(words, verb, _ME)
    if words.lower[verb] not in _TOGETHER:
        return False
    if words.lower[verb : verb + 2] == ["sit", "in"] or WITH_ME().search(words.content):
        return False
    if words.lower[verb] == "speak" and words.lower[verb + 1 : verb + 2] not in ([], *([word] for word in _SPOKEN)):
        return False
    for child in words.children[verb]:
        if words.dep[child] in ("obj", "iobj") and child > verb and words.lower[verb] != "discuss":
            return False
        cases = [words.lower[c] for c in words.children[child] if words.dep[c] == "case"]
        if words.dep[child] in ("obl", "nmod") and cases[:1] in (["to"], ["with"]):
            return False
    return True


def _agreed(answer: Answer, voice: Voice, shape: Shape, text: str, *, to_reader: bool) -> Sentence:
    """A deal with a condition: "if one of us gets cut off, the other speaks up"."""
    token = commanded(answer.words)
    if token:
        before = fitted(answer, voice, to_reader=to_reader, stop=token).rstrip(" ,")
        after = fitted(answer, voice, to_reader=to_reader, first=token)
        can = can_you(voice, shape)
        return asked(f"{before}, {can} {after}", voice)
    return asked(f"could we agree that {text}", voice)
