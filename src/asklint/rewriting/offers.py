"""The answer to "what could you do for them?" as a sentence; what was offered is neither raised nor lowered."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.fitting import fitted
from asklint.rewriting.fragments import is_abstract, opens_with_state
from asklint.rewriting.pronouns import base_of
from asklint.rewriting.sentence import Sentence, asked, i_am, i_would, stated
from asklint.rewriting.things import with_determiner
from asklint.rewriting.voice import Voice
from asklint.signals.phrases import load_words
from asklint.signals.times import find_dates
from asklint.signals.words import Words

_ON_ME = lazy(r"(?P<what>(?:(?! is | are |['’]s on |,).)+?) (?P<on>on (?:me|us|my tab|the house)\b.*)", re.IGNORECASE)
_SAME = lazy(r"(?:the )?same (?=for|with|next|back|when|if)", re.IGNORECASE)
_FOR = lazy(r"(?:for|with|in (?:return|exchange) for) ", re.IGNORECASE)
_STANDS = lazy(r"(?:['’]s|['’]re| is| are) (?:on (?:me|us)|mine|yours|ours)\b|, my treat$|\bmy treat\b", re.IGNORECASE)
_FOR_YOU = lazy(r" for (?:you|u)\b")
_FOR_WHOM = lazy(r" for |,|^(?:your|ur|my|our) ")
_INVITED = lazy(r"\b(?:invited|welcome|of course|owe)\b", re.IGNORECASE)
_RETURNS = lazy(
    r"\b(?:return|exchange|turn|swap\w*|trade|split|for (?:your|the) (?:trouble|time|help|effort)"
    r"|pay|paid|paying|repay|refund|reimburse|compensate|cash|money|fee|wage|rate)\b|[$£€₦₹%]"
    r"|\d ?(?:euros?|dollars?|pounds?|quid|bucks)\b"
    r"|\b(?:cover|split) (?:(?:your|the|all|half|any) )*(?:costs?|expenses?|fares?|fuel|petrol|gas|travel|tickets?)\b"
    r"|\bvice versa$",
    re.IGNORECASE,
)
"""A payment, a swap or a deal says by itself that it is for the favour."""
_SAYS_RETURN = lazy(
    r"\b(?:return|exchange|turn|for (?:your|the) (?:trouble|time|help|effort)|vice versa|welcome|of course|owe)\b",
    re.IGNORECASE,
)
"""What would say it twice behind "in return"."""
_OF_READER = lazy(r"\b(?:you|u|your|ur|yours|yourself)\b|\b(?:you|u)['’]", re.IGNORECASE)
_BY_SOMEBODY = lazy(r"(?:i|im|ill|id|ive|we|you|u|ur|youre|youll|there)\b", re.IGNORECASE)
_DEED = lazy(r"(?:i|we) (?:can|could) ", re.IGNORECASE)
_ENDS_IN_TIME = lazy(r"\b(?:any ?time|any ?day|afterwards?|later|too|as well|also|whenever)$", re.IGNORECASE)
_LED = lazy(r"^in (?:return|exchange),? ", re.IGNORECASE)
_TYPED = lazy(r",? in (?P<for>return|exchange)$", re.IGNORECASE)
_CLAUSE = lazy(
    r" (?:when|whenever|if|once|as soon as|while|until|till|after|before)"
    r" (?:i|we|you|u|they|it|he|she|the|my|your|our)\b",
    re.IGNORECASE,
)
"""A clause to which "in return" behind it would belong."""
_OWN_CLAUSE = lazy(
    r"(?<!\bthat)(?<!\bwhat)(?<!\bif)(?<!\bwhen) (?:i|we)(?:['’]?m| am|['’]re| are| can| will|['’]ll| could)\b",
    re.IGNORECASE,
)
"""A sentence of its own in what names a thing: "$25 and i can come to you"."""
_PAID_BY_US = lazy(r" (?:i|we) (?:pay|treat|buy|cook|drive|host)\b", re.IGNORECASE)
"""Who pays for a gift, told in a clause of its own: "noodles next week we pay"."""
_LONGEST_CLAUSE = 7
"""Words of an offer that bears "in return" at its end."""
_LONGEST_GIFT = 9
"""The same where a thing is offered: "I can offer you ..."."""
_LETS_YOU = lazy(r"let(?:ting)? (?:you|u) (?=\w)", re.IGNORECASE)
_OWN_THING = lazy(
    r"(?:my|our|(?:half|some|all|any|most|one|two|three)(?: of)? (?:(?:of )?(?:my|our|the)\b|(?:it|them)\b)) ?",
    re.IGNORECASE,
)
"""What is the writer's own to give: "my spare room", "half of the plums"."""
_RECEIVED = frozenset("use borrow keep have take pick choose try".split())
_VISITS = frozenset("stay come join visit crash sleep eat drop pop".split())
_INVITES = frozenset("feel help".split())
"""Verbs of "feel free" and "help yourself", which stand as they are."""
_OURS = frozenset("my our ours mine us me".split())
_THEIRS = frozenset("her his him them their your yours ur you u".split())
_MEALS = frozenset(
    "cake pizza bbq barbecue cuppa curry dinner lunch supper breakfast brunch tea coffee drinks christmas"
    " thanksgiving eid diwali".split()
)
_OWN_STATES = frozenset("have got owe own know run".split())
_GETS = frozenset("gets has receives keeps".split())
_SWAPS = frozenset("swap trade exchange".split())
_AS_NOUN = lazy(
    r"(?:name|treat|mention|share|cut|pick|ride|lift|stay|use) (?:in|on|of|from|at|home|to the)\b", re.IGNORECASE
)
"""Nouns that a parser takes for commands: "name in the programme"."""
_OF_THE_READER = lazy(r"(?:name|logo|photo|picture) (?:in|on)\b", re.IGNORECASE)
_ORDINAL = lazy(r"(?:first|last|next|second) (?!dibs\b|refusal\b)|pick of ", re.IGNORECASE)
_DIBS = lazy(r"first (?:dibs|refusal)\b", re.IGNORECASE)
_TELLS_OF_IT = lazy(
    r"tell (?:(?:you|u) (?:that )?(?:you|u)|(?:her|him|them) (?:that )?(?:she|he|they)) (?P<may>(?:can|could|may) .+)",
    re.IGNORECASE,
)
"""An offer that the reader is told, or may pass on: "tell her she can keep the pot"."""
_BY_ME = lazy(r" from (?:me|us|my|our)\b", re.IGNORECASE)
_FEW = lazy(r"(?:few|couple|bit|dozen) ", re.IGNORECASE)
_DEFINITE = lazy(r"(?:the|half|some|all|any|most|every|each|\d+ ?%)(?:\s|$)", re.IGNORECASE)
_AS_TYPED = lazy(
    r"(?:no charge for|nothing|anything|whatever|whichever|whoever|vice versa|thanks|thank you)\b", re.IGNORECASE
)
_NO_CHARGE = lazy(r"^no charge(?= [a-z])", re.IGNORECASE)
"""Before what costs nothing: "no charge help"."""
_NAME_IT = lazy(r"name (?:your|ur) \w+$", re.IGNORECASE)
_PAID = lazy(
    r"(?:[$£€]\s?\d|\d[\d.,]* (?:dollars|pounds|euros|quid|bucks)\b)(?!.*\boff\b)"
    r".*\b(?:deposit|now|up ?front|in advance|cash|today)\b",
    re.IGNORECASE,
)
"""Money that is handed over: "20 quid now"."""
_TO_WHOEVER = lazy(r" (?:to|for) (?:whoever|whomever|any(?:one|body) (?:who|that))\b", re.IGNORECASE)
"""What says of a gift who gets it: "a jar of honey to whoever comes"."""
_IN_IT = lazy(r" in it(?: for (?:you|u))?$", re.IGNORECASE)
_SIBILANT = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")
_SHORT = 5
"""Words of a gift that "there's ... in it for you" bears."""


def offer(
    answer: Answer, voice: Voice, *, in_return: bool = False, return_first: bool = False, in_exchange: bool = False
) -> Sentence:
    """What the reader gets back, as a sentence of its own; with `in_return` it says that it is one.

    "In return" stands at the end of a short sentence, unless `return_first` puts it first; `in_exchange` puts
    "in exchange" there. "Her" is the reader, for whom an offer is.
    """
    text = fitted(answer, voice, to_reader=True)
    if answer.form is Form.QUESTION or (answer.asks and answer.form is Form.CLAUSE):
        return asked(text, voice)
    if answer.words.lower[:2] in (["how", "about"], ["what", "about"]):
        return asked(text, voice)
    if answer.asks and answer.form is Form.NOUN:
        return asked(f"how about {_with_article(answer, text)}", voice)
    counted = answer.words.tag[0] == "JJ" and answer.words.tag[-1] == "VBZ"  # "free dog walks"
    picked = answer.form is Form.VERB and (_ORDINAL().match(text) or _AS_NOUN().match(text))
    thing = _THING_AND_MORE().match(text)
    if thing is not None:
        said, returned = f"{_given(thing['what'], voice, plural=False, in_return=in_return)}{thing['more']}", True
    elif answer.form in (Form.NOUN, Form.PREPOSITION) or counted or picked:
        said, returned = _gift(answer, voice, text, in_return=in_return)
    else:
        said = _deed(answer, voice, text)
        returned = answer.form is Form.CONDITION or said.lower().startswith("let me know")
        # "The dish comes back full" is no deed of anybody's.
        returned = returned or (answer.form is Form.CLAUSE and not _BY_SOMEBODY().match(said))
        # "I'll do all the paperwork": a promise in whole words, which "in return" would make a trade.
        returned = returned or (answer.form is Form.CLAUSE and bool(_PROMISE().match(said)))
    returned = returned or bool(_OWN_CLAUSE().search(said))
    # A payment or a treat says it by itself; where that is not enough, "in return" before it does no harm.
    deals = not returned and bool(_RETURNS().search(said) or _STANDS().search(said))
    deals = deals and not _SAYS_RETURN().search(said) and not voice.casual
    returned = returned or bool(_STANDS().search(said) or _RETURNS().search(said) or _INVITED().search(said))
    typed = _TYPED().search(said) if return_first or in_exchange else None
    if typed is not None:
        said = _opened_by(f"in {typed['for'].lower()}", said[: typed.start()], voice)
    elif deals and return_first:
        said = _opened_by("in return", said, voice)
    elif not returned and in_exchange:
        said = _opened_by("in exchange", said, voice)
    elif not returned and (in_return or return_first or _is_about_neither(answer, said)):
        said = _in_return(said, voice, first=return_first)
    return stated(said, voice)


def offered(answer: Answer, voice: Voice) -> str:
    """What the reader gets back in the words of its sentence, whether or not it says that it is a return."""
    return _LED().sub("", _TYPED().sub("", offer(answer, voice).text))


def _is_about_neither(answer: Answer, said: str) -> bool:
    """Whether a deed says neither that it is for the reader nor what is the reader's: "I can clean the gutters"."""
    deed = answer.form in (Form.VERB, Form.INFINITIVE, Form.GERUND) and bool(_DEED().match(said))
    return deed and not _OF_READER().search(said)


def _in_return(said: str, voice: Voice, *, first: bool) -> str:
    """An offer that says it is one, at the end of a short sentence, else at its head."""
    dates = find_dates(said)
    timed = bool(dates and dates[-1].end >= len(said)) or bool(_ENDS_IN_TIME().search(said))
    short = not first and not timed and len(said.split()) <= _LONGEST_CLAUSE and "," not in said
    if short and not _CLAUSE().search(said) and not said.lower().startswith(("you", "u ")):
        return f"{said} in return"
    return _opened_by("in return", said, voice)


def _opened_by(lead: str, said: str, voice: Voice) -> str:
    """An offer behind the words that say it is one; a chat puts no comma there."""
    return f"{lead}{'' if voice.casual else ','} {said}"


def _deed(answer: Answer, voice: Voice, text: str) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a form
    """What the writer would do: "can" where only the deed was named, else as it was put."""
    words, i, lets = answer.words, voice.i, _LETS_YOU().match(text)
    if opens_with_state(words, answer.begin) and answer.form is not Form.ADJECTIVE:
        return f"{i_am(voice)} {text}"
    match answer.form:
        case Form.VERB if _invites(answer, text):
            return text
        case Form.VERB if told := _told_of_it(text, voice):
            return told
        case Form.VERB if _is_readers_act(words, answer.begin):
            return f"{voice.you} can {text}"
        case Form.VERB if answer.first in _OWN_STATES:
            got = voice.typed(f"{i}'ve got" if voice.contracted else f"{i} have got")
            return f"{got}{text[len('got') :]}" if answer.first == "got" and not voice.casual else f"{i} {text}"
        case Form.CONDITION if not _has_main_clause(words):
            return f"let me know {text}"
        case Form.VERB if words.lower[answer.begin + 1 : answer.begin + 2] in (["me"], ["us"]):
            return text  # "let me know if ..."
        case Form.VERB | Form.INFINITIVE | Form.GERUND if lets is not None:
            return f"{voice.you} can {text[lets.end() :]}"
        case Form.VERB | Form.INFINITIVE:
            return f"{i} can {text}"
        case Form.GERUND:
            return f"{i} can {base_of(words, answer.begin)}{text[len(words.text[answer.begin]) :]}"
        case Form.SUBJECTLESS if answer.first in _GETS:
            return f"{voice.you} {fitted(answer, voice, to_reader=True, verb=answer.begin)}"
        case Form.SUBJECTLESS if words.tag[answer.begin] == "VBZ":
            return f"it {text}"
        case Form.SUBJECTLESS:
            return f"{i} {text}"
        case Form.WISH:
            whole = fitted(answer, voice, to_reader=True, first=0)
            return whole if words.lower[0] in ("i", "we", "id", "i'd") else f"{i} {whole}"
        case Form.ADJECTIVE:
            return text if voice.casual else f"{i_would(voice)} be {text}"
        case _:
            return text


def _told_of_it(text: str, voice: Voice) -> str:
    """What the reader may have or pass on where an offer is put as a message to somebody; empty for another offer."""
    told = _TELLS_OF_IT().fullmatch(text)
    if told is None:
        return ""
    on = text.split()[1].lower() in ("her", "him", "them")
    return f"{voice.you} can {text}" if on else f"{voice.you} {told['may']}"


def _invites(answer: Answer, text: str) -> bool:
    """Whether an offer tells the reader to help himself: "feel free to keep it", "name your price"."""
    follows = answer.words.lower[answer.begin + 1 :][:1]
    return bool(_NAME_IT().match(text)) or (answer.first in _INVITES and follows in (["free"], ["yourself"]))


def _is_readers_act(words: Words, verb: int) -> bool:
    """Whether the act offered is one of the reader's: "use my boat", "take as many as you like", "come for dinner"."""
    base, rest = words.lower[verb], words.lower[verb + 1 :]
    told = any(
        words.lower[token] in ("you", "u", "he", "she") and words.dep[token][:5] == "nsubj"
        for token in range(verb + 1, len(words))
    )
    if base == "borrow" or (base in _RECEIVED and told and not _THEIRS & set(rest[:2])):
        return True
    if base in _RECEIVED:
        return rest[:1] in (["my"], ["our"], ["mine"]) or (base in ("use", "keep", "have") and rest[:1] == ["the"])
    visits = base in _VISITS and not _THEIRS - {"you", "u"} & set(rest)
    return visits and (told or bool((_OURS | _MEALS) & set(rest)))


def _has_main_clause(words: Words) -> bool:
    """Whether "if ..." is followed by what happens then."""
    subjects = sum(words.dep[at][:5] == "nsubj" for at in range(len(words)))
    return subjects > 1 or "," in words.text or bool(words.lower.count("then"))


def _with_article(answer: Answer, text: str) -> str:
    """A gift with the article that it lacks: "the first two weeks", "a haircut", but "homemade jam"."""
    words = answer.words
    if _DIBS().match(text):
        return text
    if _ORDINAL().match(text):
        return f"the {text}"
    if _FEW().match(text):
        return f"a {text}"
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    mass = words.lower[head] in _MASS or is_abstract(words.lower[head])
    return text if mass else with_determiner(answer, text)


_THING_AND_MORE = lazy(
    r"(?P<what>(?:an?|some|two|three|four|half an?|\d+) (?:(?! and |, | or )[\w'’ -])+)"
    r"(?P<more>,? (?:and|or) (?:i|we|you|u|he|she|they|(?:the|my|our) \w+)"
    r"(?: (?:can|could|will|would|may|might)|['’]ll)\b.+)",
    re.IGNORECASE,
)
"""A thing, and what somebody else does with it or beside it: "a bag of plums and my son will carry it over"."""
_PROMISE = lazy(r"(?:i|we)(?:['’]ll| will| shall)\b(?!.*\b(?:you|your|u|ur|her|him|his|them|their)\b)", re.IGNORECASE)
"""What the writer will do, with no word of the reader or another: "I'll do all the paperwork"."""
_FOR_LIKE = lazy(r"(\w{3,}) for \1\b", re.IGNORECASE)
"""Like for like: "story for story"."""
_WHENEVER = lazy(
    r"(?:any|every|next|the next|each) ?time (?:i|we|he|she|they|you|u)\b[^,]*, ?(?:i|we|you|u|he|she|they|just)\b",
    re.IGNORECASE,
)
"""When something is given, before it: "any time you want a second pair of eyes, I'm in"."""
_OR_TWO = lazy(r"[a-z]+ or (?:two|three|so)\b", re.IGNORECASE)
"""One of a thing, or more: "pint or two"."""
_COUNTED = frozenset("pint lift ride drink hug haircut round favour favor bottle crate box".split())
"""What is given by the piece, though it be one word."""
_MASS = frozenset(
    "entry admission parking shipping delivery jam honey soap bread sourdough rice soup chocolate cheese milk"
    " butter karma gratitude baklava marmalade chutney fruit veg beer wine cider gin firewood compost manure"
    " labour labor homework research recognition exposure transport salad fudge toffee curry stew sauce"
    " juice oil salmon fish meat lamb chicken beef pork bacon kimchi granola yarn wool fabric wood timber hay"
    " straw petrol diesel loyalty company yoga powder flour".split()
)
"""What is given without being counted."""


def _gift(  # noqa: PLR0911 - one line a sort
    answer: Answer, voice: Voice, text: str, *, in_return: bool
) -> tuple[str, bool]:
    """A thing as an offer, "pizza" or "coffee on me", and whether it says by itself that it is one in return."""
    words = answer.words
    root = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    if not any(tag in ("VBN", "VBG") for tag in words.tag):
        text = _IN_IT().sub("", text) or text
    on_me, same = _ON_ME().fullmatch(text), _SAME().match(text)
    if on_me:
        return _treat(on_me["what"], on_me["on"], voice, plural=words.tag[root] == "NNS"), True
    if same:
        return f"{voice.i} can do the same {text[same.end() :]}", False
    if words.tag[:2] == ["NN", "VBG"] and words.dep[0] in ("root", "nsubj", "compound"):
        return f"{voice.i} can do {text}", False  # "dog sitting"
    single = words.lower[0]
    if (
        len(words) == 1
        and single.endswith("ing")
        and base_of(words, 0) in load_words("request_verbs.txt") | {"babysit"}
    ):
        return f"{voice.i} can {base_of(words, 0)}", False
    if opens_with_state(words, 0):
        return f"{i_am(voice)} {text}", False
    if (
        _WHENEVER().match(text)
        or _FOR_LIKE().match(text)
        or _AS_TYPED().match(text)
        or _PAID_BY_US().search(text)
        or _OWN_CLAUSE().search(text)
        or _TO_WHOEVER().search(text)
    ):
        return text, True
    if words.lower[-1] == "waiting" and len(words) > 1:
        there = f"there{voice.apostrophe}s" if voice.contracted else "there is"
        return f"{there} {_with_article(answer, text)} for {voice.you}", True
    sitting = words.tag[root] == "VBG" and root > 0
    thing = (
        sitting
        or (words.tag[0] in ("JJ", "NN") and words.tag[root] in ("VBZ", "VBP"))
        or words.tag[0] in ("DT", "PRP$", "CD")
        or words.tag[root][:2] in ("NN", "CD", "JJ", "$")
        or text[0] in "$£€"
        or text[0].isdigit()
        or single == "treat"
    )
    if not thing or _STANDS().search(text) or _says_all(words):
        return text, True
    text = _NO_CHARGE().sub("no-charge", text)
    given = _FOR().match(text)
    bare = text[given.end() :] if given else text
    bare = f"a {bare}" if single == "treat" else bare
    told = {child for child in range(len(words)) if words.dep[child] == "conj" and words.head[child] == root}
    counted = any(words.dep[c] in ("det", "nummod") for child in told for c in words.children[child])
    mass = given or len(bare.split()) == 1 or (bool(told) and not counted and words.tag[0] != "JJ")
    mass = (mass or " plus " in bare) and not _OR_TWO().match(bare) and bare.lower() not in _COUNTED
    whole = bare if mass and not _ORDINAL().match(bare) else _with_article(answer, bare)
    if _OF_THE_READER().match(bare):
        whole = f"your {bare}"
    if _PAID().match(bare):
        return f"{voice.i} can give {voice.you} {bare}", True
    if words.lower[root] in _SWAPS:
        return f"{voice.i} can offer {whole}", True
    return _given(whole, voice, plural=words.tag[root] == "NNS", in_return=in_return), True


def _says_all(words: Words) -> bool:
    """Whether a thing says in its own clause who gives it to whom: "the next menu we translate for you"."""
    return any(
        words.dep[verb] == "acl:relcl" and words.lower[giver] in ("i", "we") and words.lower[getter] in ("you", "u")
        for verb in range(len(words))
        for giver in words.children[verb]
        for getter in words.children[verb]
        if words.dep[giver][:5] == "nsubj" and words.dep[getter] in ("obl", "iobj", "obj")
    )


def _treat(what: str, on_me: str, voice: Voice, *, plural: bool) -> str:
    """A treat, "coffee on me", as a sentence; a chat leaves it as it is."""
    if voice.casual:
        return f"{what} {on_me}"
    if plural or " and " in what:
        return f"{what} are {on_me}"
    short = " " not in what and not what.endswith(_SIBILANT) and voice.shortens
    return f"{what}{voice.apostrophe}s {on_me}" if short else f"{what} is {on_me}"


def _given(whole: str, voice: Voice, *, plural: bool, in_return: bool) -> str:
    """What the reader would have."""
    get = f"{voice.you}{voice.apostrophe}d get" if voice.contracted else f"{voice.you} would get"
    if _OWN_THING().match(whole):
        get = f"{voice.you} can have"
    there = f"there{voice.apostrophe}s" if voice.contracted else "there is"
    there = "there are" if plural else there
    if _FOR_YOU().search(whole):
        return f"{there} {whole}"
    if in_return:
        return f"in return{'' if voice.casual else ','} {get} {whole}"
    if voice.formal and whole.lower().startswith("your "):
        return f"{get} {whole}"
    if voice.formal:
        offered = f"{voice.i} can offer {voice.you} {whole}"
        if _CLAUSE().search(whole) or _RETURNS().search(whole):
            return offered
        plain = "," not in whole and len(whole.split()) <= _LONGEST_GIFT
        return f"{offered} in return" if plain else f"in return, {offered}"
    short = voice.casual and len(whole.split()) <= _SHORT and not _FOR_WHOM().search(whole)
    short = (
        short and not plural and not _DEFINITE().match(whole) and " plus " not in whole and not _BY_ME().search(whole)
    )
    return f"{there} {whole} in it for {voice.you}" if short else f"{get} {whole}"
