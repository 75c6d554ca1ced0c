"""The new ask of a rewrite: from the answer to what is to be done, from a name, or with a blank."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from asklint.reading.lines import lazy
from asklint.rewriting import frames
from asklint.rewriting.answers import AUXILIARIES, Answer, Form
from asklint.rewriting.blanks import ANY_ACT, TARGET, TOPIC, Gap, act_gap, wanted_gap
from asklint.rewriting.case import INTRODUCES, Case, Order
from asklint.rewriting.fitting import fitted, person_of, remark
from asklint.rewriting.invention import holds
from asklint.rewriting.model import Shape
from asklint.rewriting.openings import kept_opening
from asklint.rewriting.sentence import Sentence, ask_to, i_am, i_would, it_is, stated
from asklint.rewriting.sentence import asked as asked_of
from asklint.rewriting.site import Wanted
from asklint.rewriting.times import is_length
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import RELATION, ROLE, TITLE, traits_of
from asklint.signals.requests import Force
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level

_READS = lazy(r"\b(?:look|read|review|check|proof-?read|feedback|eyes|glance)\b", re.IGNORECASE)
_PERSONAL = lazy(r"\b(?:him|her|them)\b")
_CAPITALS = lazy(r"\b(?!I\b)[A-Z]\w*(?:['’-](?!s\b)\w+)*\.?(?: (?!I\b)[A-Z]\w*(?:['’-](?!s\b)\w+)*\.?)*")
_INTRODUCED = lazy(
    r"\b(?:(?P<verb>introduce|intro|connect|(?:link|hook)(?= (?:me|us) up\b)) (?P<me>me|us)(?P<up> up)?"
    r"|(?P<noun>(?:(?P<article>an?|the|one) )?(?:(?P<said>short|quick|brief|warm|kind|proper|simple|little|nice|small"
    r"|soft|friendly|personal|good|direct|one-line) ){0,2}(?:e-?mail )?(?:intro|introduction)"
    r"(?: (?:e-?mail|message|text|note)\b)?)"
    r"|(?:in )?(?P<touch>touch))"
    r"\b(?! (?:to|between|and)\b)(?(verb)(?! with (?!(?:an?|one|two|your|his|her|some|just)\b))|(?! with\b))"
)
_CONNECTS_ALREADY = lazy(r"(?:introduce|connect|intro|link|put (?:me|us) in touch)\b", re.IGNORECASE)
_INTRODUCED_TO = lazy(
    r"(?:(?:introduce|connect|link|intro) (?:me|us)(?: up)?|put (?:me|us) in touch) (?:to|with)"
    r"(?: (?!I\b)[A-Z][\w'’.-]*)+(?=$| [a-z])"
)
_ROLE_ALONE = lazy(r"(?:your|the|our) [a-z][a-z -]*")
_ROLE_FIRST = lazy(r"(?P<role>(?:your|the|my|our) [a-z]+(?:-[a-z]+)*)(?=,| (?:in|at|on|over|from|of|who|that|with)\b)")
_MET_BY_WRITER = lazy(r"^(?:sit(?: down)?|meet(?: up)?|talk|speak|chat) with ")
"""What the writer does with somebody to be met."""
_BY_WRITER = lazy(r"\b(?:i|we) (?:can|could|might|may)\b|\b(?:can|could|may) (?:i|we)\b", re.IGNORECASE)
_DONE_FOR_WRITER = lazy(
    r"(?:(?:talk|speak|chat|meet|sit)(?: down)? (?:with|to) |call |ring |give |show |tell )(?:me|us)\b"
)
"""What somebody who knows does for the writer."""
_ANYBODY = lazy(r"\b(?:any(?:one|body)|some(?:one|body)|(?:a|any) person)\b", re.IGNORECASE)
_ALL_OF = lazy(
    r"(?:all|every|each|everyone|everybody|the rest|whoever|those|anyone|any)\b"
    r"(?=.* (?:who|that|of|in|with|here|there|has|have)\b)",
    re.IGNORECASE,
)
"""Readers told by what they have in common: "all the parents who haven't voted"."""
_OF_YOU = lazy(r"\b(?:you|your|u|ur)\b", re.IGNORECASE)
_SOMEBODY_WHO = lazy(r"(?:any|some)(?:one|body) (?:who|that|in|from|with|on|at)\b", re.IGNORECASE)
_MEETS = lazy(r"(?:introduce|connect) me (?:to|with) |put me in touch with ")
_WH = lazy(r"(?:\S+ ){0,3}?(?:who|whos|what|which|where|when|how|why)\b", re.IGNORECASE)
_TO_YOU = lazy(r"\b(?:you|u) (?:can|could|would|will|might)\b", re.IGNORECASE)
_GIVES = lazy(
    r"\b(?P<verb>give|show|send|forward|hand|offer|lend|pass|email|mail|text|bring|slip|write|drop)"
    r" (?P<to>him|her|them) "
    r"(?!an? (?:[a-z]+ )?(?:bell|ring|call|shout|hand|go|look|nudge|lift|ride|hint|try|note|line|tinkle|buzz|heads)\b)"
    r"(?P<thing>(?:my|our|the|an?|this|these|your|his|her|their|some|one|two|\d+)\b(?:(?!\b\w+ing\b)[^,?])*?"
    r"(?:, \+?\d[\d ()-]{5,})?)"
    r"(?=(?: to \w|(?<!['’]m)(?<!['’]re)(?<! am)(?<! are) \w+ing\b"
    r"| and (?!(?:my|our|the|an?|this|these|your|some|one|two|\d+)\b)|,|\?|$))",
    re.IGNORECASE,
)
"""What is given to somebody: behind a long description of him it would be lost."""
_SAID_OF_IT = lazy(r" (?<!from )(?<!to )(?:i|we|he|she|they|you|u) \w", re.IGNORECASE)
"""A clause that tells more of a thing: "the samples I gave"."""
_BARE_NAME = lazy(r"[A-Z][\w’'-]*[^\Ws](?: [A-Z][\w’'-]*[^\Ws]){0,2}")
"""A name that takes "'s" well: short, with nothing behind it and no s at its end."""
_CALLED_SIR = lazy(r" (?:sir|ma['’]?am|madam|bhai|ji|anna|didi)(?=[ ,.?!]|$)", re.IGNORECASE)
"""A title behind a name, as in India: "Prabhakaran sir"."""
_LONGEST_OWNED = 2
"""Tokens from "his" to what is his."""
_LONGEST_RECEIVER = 2
"""Words of somebody who may stand before what is given: "give Ms Bell my number"."""
_SAYS = lazy(r" (?=(?:i|we|it|he|she|they|you|there)(?:['’](?:m|s|ve|d|ll|re))?\b)", re.IGNORECASE)
_DESCRIBES = lazy(r" (?:who|that|in|at|from|of|with)\b", re.IGNORECASE)
_LEAST_SAID = 3
"""Words of a description that are no chance when they are said twice."""
_TOLD = lazy(r"\b(?:tell|say) (?:to )?$", re.IGNORECASE)
_ASKS_NOBODY = lazy(r"ask(?= (?:what|if|whether|which|how|when|who|where|why)\b)", re.IGNORECASE)
_GOES_TO = (
    (lazy(r"put in a (?:good |kind |quick )?word(?: for (?:(?! with ).)+)?", re.IGNORECASE), "with"),
    (lazy(r"vouch for \w+", re.IGNORECASE), "with"),
    (lazy(r"(?:recommend|refer|mention|suggest) \w+(?: for (?:(?! to ).)+)?", re.IGNORECASE), "to"),
    (lazy(r"(?:forward|send|pass(?: on)?|hand|show) (?:my|our|the) (?:\w+ ){0,3}\w+", re.IGNORECASE), "to"),
)
"""Acts that lack only the one they are done to, and what joins him."""
_WE = lazy(r"\b(?:we|our|us)\b", re.IGNORECASE)
_ASKING = frozenset("how what why which where".split())
_BETWEEN = lazy(r"\b(?:contact|connection|link) between us\b(?! and\b)", re.IGNORECASE)
_WRITES = lazy(
    r"\bsend (?:an? |the )?(?:\w+ )?(?:e-?mail|message|note|letter)(?= to (?:introduce|say|tell|ask|explain)\b|$)",
    re.IGNORECASE,
)
_PUT_US = lazy(r"\b(?P<put>put|get) us in touch\b", re.IGNORECASE)
_SAYS_OF_WRITER = lazy(r"say (?:that )?(?=(?:i|i['’]\w+|we|my|our)\b)", re.IGNORECASE)
_INTRODUCING = lazy(r"\bintroducing (?:us|me)\b(?! (?:to|between|and)\b)", re.IGNORECASE)
_LENGTHS = frozenset("minutes mins hours days weeks".split())
_I = lazy(r"\b(?:i|me|my|mine)\b", re.IGNORECASE)
_THIRD = frozenset("he she him her them his hers their they".split())
_HE = lazy(r"\b(?:he|she)(?:['’](?P<short>d|ll|s))?\b", re.IGNORECASE)
_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
_TAG = lazy(r",? (?:(?<!ed )right|yeah|no|innit)\??$", re.IGNORECASE)
"""A question put behind a name: "her name's Kez right?"."""
_ASKS_LAST = lazy(r", (?:can|could|would|will) (?:you|u) [^.?!]*$", re.IGNORECASE)
"""A remark that ends as a question: "it's short, can you"."""
_SPENDS = lazy(r"(?:spend|spare) ", re.IGNORECASE)
_OF_READER = lazy(r"\b(?:you|u|your|ur|any(?:one|body)|please|pls)\b", re.IGNORECASE)
_DOUBT = lazy(r"(?<=\w) (?P<said>(?:i (?:think|guess|believe)|is it|or something|maybe|probably))$", re.IGNORECASE)
_HEDGED = lazy(r"\b(?:probably|perhaps|maybe|possibly)\b", re.IGNORECASE)
_LONGEST_ASK = 24
"""Words of the draft's ask; a longer one takes no more at its end."""
_DESCRIBED = lazy(r",| (?:who|that) ", re.IGNORECASE)
_PLACED = lazy(r",| (?:who|that|at|in|of|from|with) ", re.IGNORECASE)
_PLEASE_BEFORE = lazy(r"\b(?:please|pls|plz|kindly)\b[^.!?\n]*$", re.IGNORECASE)
_PLACE_TOLD = lazy(r"\b(?:at|in|of|from|with|for) ", re.IGNORECASE)
_AT_PLACE = lazy(r"at (?:the|your|our) [\w'’-]+(?: (?!who\b|that\b)[\w'’-]+)?", re.IGNORECASE)
"""Where the one must be whom an ask is for: "anyone at the harbour office"."""
_HEARS = lazy(
    r"(?:(?:i|we)(?: would|['’]d) )?(?:really |so )?(?:love|like|want|wanted|hoping) to"
    r" (?:hear|learn|know|find out|understand)"
    r"(?= (?:more|a bit|a little|about|from)\b|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A new ask and what goes with it."""

    sentence: Sentence
    extra: tuple[str, ...] = ()
    """Sentences that go after it: remarks typed after the answers."""
    replaced: Span | None = None
    """The draft's words that it may take the place of; None where they say something of their own."""
    blank: Gap | None = None
    """The blank in it, which stands for the whole act."""
    timed: bool = False
    """Whether it has the answer to "when" in it."""


def new_ask(case: Case, order: Order) -> Asked | None:
    """What the reader is asked to do, in a sentence; None where the draft's own ask is left to stand."""
    answers, kind = case.answers, case.judgement.kind
    action, person, when = answers.get("action"), answers.get("person"), answers.get("when")
    if action is not None:
        return _from_action(case, order, action)
    if person is not None:
        opened = frames.introduce if kind in INTRODUCES else frames.put_in_touch
        whom, wanted = _placed_at(case, order, person), case.site.wanted
        narrowed = ""
        if wanted is not None and order.replaces and not _is_complete(person, whom, wanted.narrowing.of(case.text)):
            narrowed = _narrowing(case, wanted, ", who ")
        if _HEDGED().search(whom) and kind not in INTRODUCES and not narrowed:
            # A guess stands as a guess.
            return Asked(Sentence(case.voice.opened(whom), "?"), tuple(remarks(case, "person")))
        asked = opened(f"{whom}{narrowed}", case.voice, order.shape)
        told = wanted is not None and order.replaces and not _holds_facts(wanted.narrowing.of(case.text))
        span = wanted.vague if wanted is not None and (narrowed or told) else case.site.vague
        return Asked(_with_courtesy(case, order, asked, span), tuple(remarks(case, "person")), span)
    lasts = when is not None and is_length(when) and case.level(Element.ACTION) is not Level.CLEAR
    if when is not None and lasts and (case.site.vague is not None or not takes_tail(case)):
        length = Answer("action", Form.NOUN, when.words, when.begin, when.asks)
        asked = frames.act(length, Kind.MEETING, case.voice, order.shape, to_reader=False)
        said = tuple(remarks(case, "when"))
        return Asked(_with_courtesy(case, order, asked, case.site.vague), said, case.site.vague, timed=True)
    return _with_blank(case, order)


def takes_time(case: Case) -> bool:
    """Whether a time or a purpose may be added at the end of the ask: to a statement it would say something else."""
    site = case.site
    live = any(site.sentence.start <= _place(case, force) < site.sentence.end for force in site.forces)
    live = live or bool(_TO_YOU().search(site.sentence.of(case.text)))
    return takes_tail(case) and (site.question or site.void or site.vague is not None or live)


def _place(case: Case, force: Force) -> int:
    words = case.judgement.words
    return -1 if words is None else words.start[force.clause.verb]


def takes_tail(case: Case) -> bool:
    """Whether words may be added at the end of the ask as it stands."""
    said = case.site.sentence.of(case.text)
    if _WH().match(said) or len(said.split()) > _LONGEST_ASK or not said:
        return False
    return case.site.question or case.site.mark in ("", ".", "!")


def _whom(person: Answer, voice: Voice) -> str:
    """Somebody as an act names him, a doubt about the name set off: "Jude Perrin, I think"."""
    whom = _TAG().sub("", person_of(person, voice))
    doubt = None if "," in whom else _DOUBT().search(whom)
    return f"{whom[: doubt.start()]}, {doubt['said']}" if doubt else whom


def _placed_at(case: Case, order: Order, person: Answer) -> str:
    """Somebody as an act names him, with the draft's place where his own remark has none: "Al at the mill, runs it"."""
    whom, wanted = _whom(person, case.voice), case.site.wanted
    head, comma, rest = whom.partition(",")
    if wanted is None or not comma or not order.replaces or not _asks_for_one(case, wanted):
        return whom
    said = " ".join(wanted.narrowing.of(case.text).split())
    told = _PLACED().search(head) or _PLACE_TOLD().search(rest) or head.split()[0].lower() in ("your", "the", "my")
    if told or not _AT_PLACE().fullmatch(said):
        return whom
    return f"{head} {said},{rest}"


def _from_action(case: Case, order: Order, action: Answer) -> Asked:
    vague = case.site.vague if order.replaces else None
    please = case.site.please if vague is not None else ""
    if vague is not None and _PLEASE_BEFORE().search(case.text[: vague.start]):
        please = ""  # it stays where it is
    asked = frames.act(
        action,
        case.judgement.kind,
        case.voice,
        order.shape,
        to_reader=not case.third,
        alone=case.alone,
        please=please,
        reads=bool(_READS().search(case.site.sentence.of(case.text))),
        of_reader="person" not in case.answers,
    )
    extra = remarks(case, "action")
    fragment = action.form is Form.NOUN and asked.mark == "."
    first = ""
    person = case.answers.get("person")
    if person is not None:
        first, asked, named = _with_person(case, order, asked, _placed_at(case, order, person))
        extra = [*named, *remarks(case, "person"), *extra]
    span, wanted = None if fragment else case.site.vague, case.site.wanted
    if wanted is not None and order.replaces and _asks_for_one(case, wanted):
        # Once the act is said, "if you know of anyone that ..." has nobody left to ask for.
        span = wanted.vague
        met = _MEETS().match(asked.act)
        ends = met is not None and _ends_in_name(asked.act[met.end() :], case)
        told = person is not None and _is_complete(person, _whom(person, case.voice), wanted.narrowing.of(case.text))
        if ends and not told and "," not in asked.act and " and " not in asked.act:
            who = _narrowing(case, wanted, ", who ")
            asked = replace(asked, text=f"{asked.text}{who}", act=f"{asked.act}{who}")
    asked = _with_courtesy(case, order, asked, span)
    have = f"{case.voice.can} {case.voice.i} have "
    if asked.text.lower().startswith(have.lower()) and _speaks_for_many(case.text):
        asked = replace(asked, text=f"{asked.text[: len(case.voice.can)]} we have {asked.text[len(have) :]}")
    if first:
        asked = Sentence(f"{first} {asked.text}", asked.mark)
    return Asked(asked, tuple(extra), span)


def _ends_in_name(said: str, case: Case) -> bool:
    """Whether words are nothing but the one to be met: "Priyanka Rao", but not "Priyanka Rao by email"."""
    person = case.answers.get("person")
    if person is not None:
        return _whom(person, case.voice).endswith(said)
    return not _PLACED().search(said) and " by " not in said


def _speaks_for_many(text: str) -> bool:
    """Whether a writer is "we" throughout."""
    return bool(_WE().search(text)) and not _I().search(text)


def _asks_for_one(case: Case, wanted: Wanted) -> bool:
    """Whether nothing is lost with what an ask says of the one it looks for, and it is the reader who may know him."""
    if _holds_facts(wanted.narrowing.of(case.text)):
        return False
    return case.site.question or bool(_OF_READER().search(wanted.vague.of(case.text)))


def _is_complete(person: Answer, whom: str, narrowing: str) -> bool:
    """Whether a description of somebody has no room for what the draft says of the one it looks for."""
    if narrowing.split(" ", 1)[0].lower() in ("who", "that", "which", "whos"):
        return not _is_named(person) or bool(_DESCRIBED().search(whom))
    return bool(_PLACED().search(whom))


def _holds_facts(said: str) -> bool:
    """Whether words hold a name, a number or an address."""
    return any(character.isupper() or character.isdigit() or character == "@" for character in said.replace("I", ""))


def _with_courtesy(case: Case, order: Order, asked: Sentence, replaced: Span | None) -> Sentence:
    """The ask opened as the draft opens it: "I'd be grateful if you could"."""
    if replaced is None or not asked.act or not order.keeps_opening or not order.replaces:
        return asked
    vague = replaced.of(case.text)
    opening = kept_opening(vague, case.voice)
    if opening is None:
        hears = _HEARS().search(vague)
        told = re.match(r"tell me (?=how|what|why|which|where|when|who|whether)", asked.act)
        if hears and told and hears.group()[:1].lower() in "iw":
            return Sentence(case.voice.opened(f"{hears.group()} {asked.act[told.end() :]}"), ".")
        return asked
    text = case.voice.opened(case.voice.typed(f"{opening.text} {asked.act}"))
    return replace(asked, text=text, mark=opening.mark, close=opening.close)


# --- somebody named ---------------------------------------------------------------------------------------


def _is_named(person: Answer) -> bool:
    return person.words.entity[:1] == ["PERSON"] or person.words.tag[:1] == ["NNP"]


def _narrowing(case: Case, wanted: Wanted, who: str) -> str:
    """What the draft says of the one it looks for, behind a name: ", who may be interested in my expertise"."""
    said = " ".join(wanted.narrowing.of(case.text).split())
    relative = re.match(r"(?:who|that|which) ", said, re.IGNORECASE)
    return f"{who}{said[relative.end() :]}" if relative else f" {said}"


def _with_person(case: Case, order: Order, asked: Sentence, person: str) -> tuple[str, Sentence, list[str]]:
    """The ask with the person's name in it: in place of "him", or in a sentence of its own before."""
    action, voice = case.answers["action"], case.voice
    if asked.act and not asked.text.endswith(asked.act):
        asked = ask_to(asked.act, voice, order.shape)  # "would you mind giving" has its act in another form
    if holds(asked.text, person):
        return "", _as_named(asked, person), []
    opened = frames.introduce if case.judgement.kind in INTRODUCES else frames.put_in_touch
    meet = opened(person, voice, order.shape)
    if case.judgement.kind in INTRODUCES and action.form is Form.NOUN and _is_talk(asked, voice):
        return meet.closed(), _wished(asked, voice), []
    placed = (
        _in_name(asked, person)
        or _in_role(asked, person)
        or _in_pronoun(action, asked, person)
        or _in_introduction(voice, asked, person)
        or _named_twice(asked, person)
    )
    if placed is None and _is_writers_own(case):
        return "", asked, [stated(f"{it_is(voice)} for {person}", voice).closed()]
    if placed is not None:
        met = _MET_BY_WRITER().search(placed.act)
        meets = case.judgement.kind is Kind.MEETING or _BY_WRITER().search(case.site.sentence.of(case.text))
        if met and meets and not re.search(r"\b(?:me|us)\b", placed.act):
            return "", asked_of(f"{voice.can} {voice.i} {placed.act}", voice), []
        return "", placed, []
    return _met_first(case, order, asked, person, meet)


def _as_named(asked: Sentence, person: str) -> Sentence:
    """The ask with a person's name in the capitals that it was typed with elsewhere."""
    found = re.search(rf"\b{re.escape(person)}(?!\w)", asked.text, re.IGNORECASE)
    if found is None or person.islower() or found.group() == person:
        return asked
    lead = len(asked.text) - len(asked.act)
    text = f"{asked.text[: found.start()]}{person}{asked.text[found.end() :]}"
    return replace(asked, text=text, act=text[lead:] if asked.act and found.start() >= lead else asked.act)


def _is_writers_own(case: Case) -> bool:
    """Whether it is about somebody of the writer's, told of in the draft, whom nobody is to meet: "my daughter Zoe"."""
    words = case.answers["person"].words
    if words.lower[0] not in ("my", "our") or len(words) == 1:
        return False
    own = re.search(rf"\b(?:my|our) {re.escape(words.lower[1])}\b", case.text, re.IGNORECASE) is not None
    return own and case.judgement.kind not in INTRODUCES and bool(traits_of(words.text[1]) & RELATION)


def _met_first(  # noqa: PLR0911 - one line a sort
    case: Case, order: Order, asked: Sentence, person: str, meet: Sentence
) -> tuple[str, Sentence, list[str]]:
    """An act that has no place for the person: done to him, or behind the question for an introduction."""
    action, voice = case.answers["action"], case.voice
    aside = "," if "," in person else ""
    anybody = _SOMEBODY_WHO().match(person) and case.judgement.kind not in INTRODUCES
    if not case.addressed and (anybody or _ALL_OF().match(person)):
        # A post that anybody may answer, or all of some.
        if asked.act and not _OF_YOU().search(asked.act):
            return "", asked_of(f"{voice.can} {person}{aside} {asked.act}", voice), []
        if anybody:
            return asked_of(f"is there {person}", voice).closed(), asked, []
    if action.form is Form.INDIRECT and action.first == "who" and not action.asks:
        act = f"{meet.act}, {fitted(action, voice, to_reader=False)}"
        return "", ask_to(act, voice, order.shape), []
    if not asked.act or (action.form is Form.NOUN and _is_talk(asked, voice)):
        return meet.closed(), _wished(asked, voice) if asked.act else asked, []
    through = _through(asked, person)
    if through is not None:
        return "", through, []
    if _DONE_FOR_WRITER().match(asked.act) and _ANYBODY().search(case.site.sentence.of(case.text)):
        return "", asked_of(f"{voice.can} {person}{aside} {asked.act}", voice), []
    if _SPENDS().match(asked.act):
        return "", asked_of(f"{voice.can} {person}{aside} {asked.act}", voice), []
    if _CONNECTS_ALREADY().match(asked.act):
        # No place for the name in the act: it is told behind it.
        return "", asked, [stated(f"{i_am(voice)} thinking of {person}", voice).closed()]
    return "", ask_to(f"{meet.act}{aside} and {asked.act}", voice, order.shape), []


def _is_talk(asked: Sentence, voice: Voice) -> bool:
    """Whether a thing is time with somebody, which is not the reader's to give: "20 minutes", "a call with him"."""
    return asked.act.startswith("spare ") or asked.text.lower().startswith(f"{voice.can} we have ".lower())


def _wished(asked: Sentence, voice: Voice) -> Sentence:
    """Time with somebody as the writer's wish: "I'd like 20 minutes on the phone"."""
    have = f"{voice.can} we have "
    thing = asked.act.removeprefix("spare ") if asked.act else asked.text[len(have) :]
    return Sentence(voice.opened(f"{i_would(voice)} like {thing}"), ".")


def _through(asked: Sentence, person: str) -> Sentence | None:
    """An act that wants somebody and names nobody, done to the person: "ask what they pay", "put in a word for me"."""
    lead, act = asked.text[: len(asked.text) - len(asked.act)], asked.act
    opens, says = _ASKS_NOBODY().match(act), _SAYS_OF_WRITER().match(act)
    if says:
        act = f"say to {person}{',' if ',' in person else ''} that {act[says.end() :]}"
    elif opens:
        comma = "," if "," in person else ""
        act = f"{opens.group()} {person}{comma}{act[opens.end() :]}"
    else:
        found = next((joins for pattern, joins in _GOES_TO if pattern().fullmatch(act)), None)
        if found is None:
            return None
        act = f"{act} {found} {person}"
    return replace(asked, text=f"{lead}{act}", act=act)


def _put(asked: Sentence, found: re.Match[str], said: str) -> Sentence:
    """Other words at a place in an ask; behind a remark set off by a comma goes another comma."""
    before, after = asked.text[: found.start()], _unsaid(asked.text[found.end() :], said)
    comma = "," if "," in said and after[:1] == " " and not said.endswith(" that") else ""
    text = f"{before}{said}{comma}{after}"
    lead = len(asked.text) - len(asked.act)
    return replace(asked, text=text, act=text[lead:] if asked.act and found.start() >= lead else "")


def _unsaid(after: str, said: str) -> str:
    """What follows a name without what its description says already: "who runs the market", "in the Lakeside"."""
    opened = _DESCRIBES().match(after)
    words = after.split()
    if opened is None:
        return after
    for count in range(len(words), _LEAST_SAID - 1, -1):
        told = " ".join(words[:count])
        ends = len(after) == len(f" {told}") or after[len(told) + 1] in " ,"
        if ends and after.startswith(f" {told}") and f" {told} ".lower() in f" {said} ".lower().replace(",", ""):
            return after[len(told) + 1 :]
    return after


def _is_place(text: str, found: re.Match[str], person: str) -> bool:
    """Whether a word in capitals says where somebody is, in the act as in who is to be met: "in Dorchester"."""
    there = r"\b(?:in|at|of|from|near) (?:[A-Z]\w* & )?"
    stands = re.search(there + "$", text[: found.start()])
    return stands is not None and re.search(f"{there}{re.escape(found.group())}\\b", person) is not None


def _in_name(asked: Sentence, person: str) -> Sentence | None:
    """A person as described in place of the short name that the act has; None where it names nobody."""
    names = {word.strip(".,()").lower() for word in person.split() if word[:1].isupper()}
    name = _CAPITALS().match(person)
    typed = re.search(rf"\b{re.escape(name.group())}(?!\w)", asked.text, re.IGNORECASE) if name else None
    runs = (
        [typed]
        if typed
        else [
            found
            for found in _CAPITALS().finditer(asked.text, asked.text.find(" ") + 1)
            if {word.strip(".,").lower() for word in _untitled(found.group(), person)} <= names
            and not _is_place(asked.text, found, person)
        ]
    )
    calls = [run for run in runs if not traits_of(run.group().split()[-1].strip(".")) & TITLE]
    if not calls:
        return None
    first = calls[0]
    called = _CALLED_SIR().match(asked.text, first.end())
    if called is not None:
        asked = _without(asked, called.start(), called.end())  # "Prabhakaran sir", told with his title
    title = first.group().split()[0]
    if len(_untitled(first.group(), person)) < len(first.group().split()):
        person = f"{title} {person}"
    if asked.text[first.end() : first.end() + 2] in ("'s", "’s") and "," in person:
        return asked
    if re.search(r"\bthe $", asked.text[: first.start()]):
        return asked
    says = _SAYS().match(asked.text, first.end()) and _TOLD().search(asked.text[: first.start()])
    if says and len(person.split()) > _LONGEST_RECEIVER:
        person = f"{person}{',' if ',' in person else ''} that"
    return _put(asked, first, person)


def _without(asked: Sentence, start: int, end: int) -> Sentence:
    """An ask without a stretch of its words."""
    text = f"{asked.text[:start]}{asked.text[end:]}"
    lead = len(asked.text) - len(asked.act)
    return replace(asked, text=text, act=text[lead:] if asked.act and start >= lead else asked.act)


def _in_role(asked: Sentence, person: str) -> Sentence | None:
    """A person as described in place of the same role without it: "your sister over in Leith" for "your sister"."""
    role = _ROLE_FIRST().match(person)
    found = None if role is None else re.search(rf"\b{re.escape(role['role'])}\b(?!['’-])", asked.act, re.IGNORECASE)
    if found is None:
        return None
    lead = len(asked.text) - len(asked.act)
    found = re.compile(re.escape(found.group())).search(asked.text, lead + found.start())
    return None if found is None else _put(asked, found, person)


def _untitled(called: str, person: str) -> list[str]:
    """The words of a name without a title that a person's description lacks: "Anjali Rao" of "Ms. Anjali Rao"."""
    words = called.split()
    titled = len(words) > 1 and traits_of(words[0].strip(".")) & TITLE and person[:1].isupper()
    return words[1:] if titled and not traits_of(person.split(maxsplit=1)[0].strip(".")) & TITLE else words


def _in_pronoun(action: Answer, asked: Sentence, person: str) -> Sentence | None:
    """A person in place of the first "him"; None where the act has no such word."""
    words = action.words
    subject = _in_subject(action, asked, person)
    if subject is not None:
        return subject
    for token in range(action.begin, len(words)):
        if _owns(words, token):
            noun = words.content[words.start[token + 1] : words.end(words.head[token])]
            found = re.search(rf"\b(?:his|her|their|your) {re.escape(noun)}\b", asked.text, re.IGNORECASE)
            owned = f"{person}'s {noun}" if _BARE_NAME().fullmatch(person) else f"the {noun} of {person}"
            return None if found is None else _put(asked, found, owned)
        follows = words.pos[token + 1] if token + 1 < len(words) else ""
        bare = words.tag[token] == "PRP" or follows not in ("NOUN", "PROPN", "ADJ", "ADV")
        plural = [at for at in range(action.begin, token) if words.tag[at] in ("NNS", "NNPS")]
        if words.lower[token] == "them" and any(words.lower[at] not in _LENGTHS for at in plural):
            continue  # "print the sheets and leave them at the door"
        if words.lower[token] in ("him", "them") or (words.lower[token] == "her" and bare):
            found = _PERSONAL().search(asked.text)
            if found is None:
                return None
            return _given(asked, found, person) or _put(asked, found, _told(words, token, asked, found, person))
    return None


def _owns(words: Words, token: int) -> bool:
    """Whether a pronoun names whose thing an act is about: "his number" in "send me his number"."""
    noun = words.head[token]
    owned = words.lower[token] in ("his", "her", "their") and words.dep[token] == "nmod:poss" and noun > token
    owned = owned and words.tag[token + 1] not in ("PRP$", "DT", "CD")  # "send her my card"
    shown = words.lower[token - 1 : token] in (["show"], ["tell"], ["give"]) and words.tag[noun] == "NNS"
    owned = owned and not shown  # "show her photos of it"
    somebody = traits_of(words.text[noun]) & (ROLE | RELATION)
    return (
        owned
        and noun - token <= _LONGEST_OWNED
        and (words.tag[noun] in ("NN", "NNS") or words.text[noun].lower() == "cv")
        and not somebody
    )


def _in_subject(action: Answer, asked: Sentence, person: str) -> Sentence | None:
    """A person in place of the "he" that comes before any "him": "see if he'd let me shadow him"."""
    words = action.words
    first = next((at for at in range(action.begin, len(words)) if words.lower[at] in _THIRD), -1)
    later = any(
        words.lower[at] in ("him", "her", "them") and words.tag[at] == "PRP" for at in range(first + 1, len(words))
    )
    if first < 0 or words.lower[first] not in ("he", "she") or not later:
        return None
    found = _HE().search(asked.text)
    if found is None:
        return None
    short = {"d": "would", "ll": "will", "s": "is"}.get((found["short"] or "").lower(), "")
    if short == "is" and words.tag[min(first + 2, len(words) - 1)] == "VBN":
        short = "has"
    return _put(asked, found, f"{person}{',' if ',' in person and short else ''}{' ' + short if short else ''}")


def _given(asked: Sentence, found: re.Match[str], person: str) -> Sentence | None:
    """The act with its receiver behind what is given: "give my number to Ann Bell at the mill"."""
    gives = _GIVES().search(asked.text)
    if gives is None or gives.start("to") != found.start() or len(person.split()) <= _LONGEST_RECEIVER:
        return None
    if _SAID_OF_IT().search(gives["thing"]):
        return None  # behind "the samples I gave" it would be who they were given to
    after = asked.text[gives.end() :]
    comma = "," if "," in person and after[:1] == " " else ""
    apart = "," if "," in gives["thing"] else ""
    text = f"{asked.text[: gives.start()]}{gives['verb']} {gives['thing']}{apart} to {person}{comma}{after}"
    lead = len(asked.text) - len(asked.act)
    return replace(asked, text=text, act=text[lead:] if asked.act and gives.start() >= lead else "")


def _told(words: Words, token: int, asked: Sentence, found: re.Match[str], person: str) -> str:
    """A person who is told something, with the "that" which a clause behind a long description needs."""
    first = words.tag[token + 1] if token + 1 < len(words) else ""
    clause = first in ("PRP", "PRP$", "DT", "NNP", "NN", "NNS", "EX") and any(
        words.dep[head] == "ccomp" and any(words.tag[at] in _FINITE for at in (head, *words.children[head]))
        for head in range(token + 1, len(words))
    )
    says = clause or _SAYS().match(asked.text, found.end())
    needs = says and len(person.split()) > _LONGEST_RECEIVER and _TOLD().search(asked.text[: found.start()])
    return f"{person}{',' if ',' in person else ''} that" if needs else person


def _in_introduction(  # noqa: PLR0911 - one line a sort
    voice: Voice, asked: Sentence, person: str
) -> Sentence | None:
    """A person in an act that introduces the writer to nobody yet: "introduce us by email"."""
    between = _BETWEEN().search(asked.text)
    if between is not None:
        return _put(asked, between, f"{between.group()} and {person}")
    writes = _WRITES().search(asked.text)
    if writes is not None:
        return _put(asked, writes, f"{writes.group()} to {person}")
    introducing = _INTRODUCING().search(asked.text)
    if introducing is not None:
        return _put(asked, introducing, f"introducing me to {person}")
    found = _INTRODUCED().search(asked.text)
    if found is None:
        return None
    if found["touch"]:
        both = _PUT_US().search(asked.text)
        if both is not None and voice.i != "we":
            return _put(asked, both, f"{both['put']} me in touch with {person}")
        return _put(asked, found, f"{found.group()} with {person}")
    if found["noun"]:
        an = "" if found["article"] else ("a " if found["said"] else "an ")
        return _put(asked, found, f"{an}{found.group()} to {person}")
    me = found["me"] if voice.i == "we" else "me"
    joins = "to" if found["verb"].lower().startswith("intro") else "with"
    placed = _put(asked, found, f"{found['verb']} {me}{found['up'] or ''} {joins} {person}")
    if not asked.text.startswith(" with ", found.end()) or "," in person:
        return placed
    end = len(placed.text) - len(asked.text[found.end() :])
    lead = len(placed.text) - len(placed.act)
    text = f"{placed.text[:end]},{placed.text[end:]}"
    return replace(placed, text=text, act=text[lead:] if placed.act else "")


def _named_twice(asked: Sentence, person: str) -> Sentence | None:
    """A role behind the name that the act introduces the writer to: "introduce me to Ann Bell, your nurse"."""
    named = _INTRODUCED_TO().match(asked.act)
    if named is None or not _ROLE_ALONE().fullmatch(person):
        return None
    after = asked.act[named.end() :]
    lead = asked.text[: len(asked.text) - len(asked.act)]
    act = f"{named.group()}, {person}{',' if after else ''}{after}"
    return replace(asked, text=f"{lead}{act}", act=act)


def remarks(case: Case, name: str) -> list[str]:
    """What was typed after an answer proper, as a sentence."""
    words = case.remarks.get(name)
    if words is None or not len(words):
        return []
    to_reader = name == "offer" or (name in ("action", "reason", "when") and (not case.third or case.told_apart))
    to_reader = to_reader or (name == "person" and case.told_apart)
    first = words.lower[1] if words.lower[0] in ("and", "or", "but") and len(words) > 1 else words.lower[0]
    asks = first in AUXILIARIES or (first in _ASKING and bool(AUXILIARIES & set(words.lower[1:2])))
    asks = asks or bool(_ASKS_LAST().search(words.content))
    mark = "?" if asks else "."
    answer = case.answers.get(name)
    referents = None if answer is None else answer.referents.after(answer.words)
    return [Sentence(remark(words, case.voice, to_reader=to_reader, referents=referents), mark).closed()]


# --- with a blank -----------------------------------------------------------------------------------------


def wants_anybody(case: Case) -> bool:
    """Whether the ask is for somebody whom nobody has named: "if you know of anyone who ..."."""
    nobody = case.judgement.signals.named("person.anybody", "person.anybody-narrowed")
    asks = case.judgement.asks[:1]
    return case.judgement.kind in INTRODUCES and any(ask.contains(signal.span) for ask in asks for signal in nobody)


def target_blank(case: Case, order: Order) -> bool:
    """Whether the blank of the act will be a person already."""
    return (
        "action" not in case.answers
        and (case.judgement.kind is Kind.INTRODUCTION or wants_anybody(case))
        and Element.ACTION in order.blanks
        and case.level(Element.ACTION) is not Level.CLEAR
    )


def _with_blank(case: Case, order: Order) -> Asked | None:
    level = case.level(Element.ACTION)
    if Element.ACTION not in order.blanks or level is Level.CLEAR or not case.judgement.has_ask:
        return None
    anybody = wants_anybody(case)
    wanted = case.site.wanted if anybody else None
    gap = TARGET if anybody else act_gap(case.judgement.kind)
    if case.judgement.kind is Kind.MEETING and "when" in case.answers:
        gap = TOPIC
    own = wanted_gap(wanted.narrowing.of(case.text)) if wanted is not None else None
    span = case.site.vague
    if own is not None and wanted is not None and order.replaces:
        gap, span = own, wanted.vague
    kind = Kind.INTRODUCTION if anybody else case.judgement.kind
    asked = _with_courtesy(case, order, _held_open(gap, kind, case.voice, please=case.site.please), span)
    empty = case.site.void or gap is own
    return Asked(asked, (), span if empty and level is Level.MISSING and order.replaces else None, gap)


def _held_open(gap: Gap, kind: Kind | None, voice: Voice, *, please: str = "") -> Sentence:
    """A question with a blank for its act."""
    if kind is Kind.MEETING:
        return Sentence(voice.opened(f"{'can' if voice.casual else 'could'} we meet: {gap.text}"), "?")
    verb = {
        Kind.INTRODUCTION: "introduce me to ",
        Kind.INFORMATION: "tell me ",
        Kind.ADVICE: "tell me ",
        Kind.FEEDBACK: "tell me ",
        Kind.DECISION: "decide ",
        Kind.RESOURCE: "let me have ",
    }.get(kind or Kind.OTHER, "")
    return ask_to(f"{verb}{gap.text}", voice, Shape.DIRECT, please=please)


def standing_apart(gap: Gap, kind: Kind | None, voice: Voice) -> Sentence:
    """A sentence with a blank beside an ask into whose own words none fits."""
    if gap.name == "person":
        return _held_open(gap, Kind.INTRODUCTION, voice)
    opened = {
        Kind.INFORMATION: f"what {voice.i} need to know is",
        Kind.ADVICE: "my question is",
        Kind.MEETING: f"{i_am(voice)} thinking of",
        Kind.DECISION: "the question is",
        Kind.RESOURCE: f"what {voice.i} need is",
    }.get(kind or Kind.OTHER)
    if opened is None:
        opened, gap = "what would help most is", ANY_ACT
    return Sentence(voice.typed(voice.opened(f"{opened} {gap.text}")), ".")
