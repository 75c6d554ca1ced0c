"""The answer to "why?" as a sentence of its own, or as what joins the ask."""

from __future__ import annotations

import re
from dataclasses import replace

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.clauses import ENDS, has_short_is, phase
from asklint.rewriting.fitting import fitted
from asklint.rewriting.fragments import (
    goes_on,
    has_finite,
    is_abstract,
    is_bare_thing,
    is_of_reader,
    is_of_the_thing,
    lacks_i,
    only_tells_when,
    opens_with_state,
)
from asklint.rewriting.pronouns import is_of_named_subject
from asklint.rewriting.sentence import Sentence, asked, i_am, i_would, it_is, stated
from asklint.rewriting.things import with_determiner
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import COMMON, NAMEWORD, RELATION, TITLE, traits_of
from asklint.signals.words import Words
from asklint.vocabulary import Kind

_STATES = frozenset(
    "admire like enjoy respect value follow trust believe hate fear doubt miss remember appreciate"
    " need want have got gotta love hope think wish know own run live work lead teach study look feel do don't dont"
    " can't cant haven't havent".split()
)
_OF_PEOPLE = frozenset(
    "know understand run lead teach work manage own help love see do sit write speak chair head play hire share".split()
)
"""Verbs whose subject is somebody: "knows my work"."""
_SUFFERED = frozenset("laid fired sacked evicted robbed diagnosed let promoted hired dumped injured told asked".split())
"""Participles that stand for "I was ..." where nobody is named that it was done to."""
_OF_OTHERS = frozenset("want think like say hope prefer".split())
"""Verbs of somebody whom the writer does not name."""
_CONDITIONS = frozenset("in on at under between without".split())
"""Prepositions of how somebody is: "in a hurry", "between jobs"."""
_ASKED = frozenset("needed required requested expected".split())
"""Participles of the thing asked for rather than of the writer."""
_OF_THINGS = frozenset(
    "important urgent essential necessary vital crucial hard difficult easier cheaper quicker faster impossible"
    " convenient".split()
)
"""What the matter is rather than the writer: "important for the kids"."""
_BREAKS = frozenset("broke burst leaked crashed stopped snapped jammed flooded collapsed cracked melted".split())
_OF_ITSELF = frozenset("fit open close shut turn budge load print boot charge start".split())
"""What a thing does or will not do: "won't fit through the door"."""
_AFTER = frozenset("otherwise else that this then".split())
_DATED = lazy(
    r"(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tomorrow|tonight|next\b)",
    re.IGNORECASE,
)
_BARE = frozenset(
    "half both all most some part one none plenty lots school work church college uni university court home"
    " town payroll management hr finance sales marketing legal accounting procurement engineering operations reception"
    " admissions security support life money cash rent everybody everyone nobody somebody winter summer spring"
    " autumn fall term class dinner lunch breakfast god".split()
)
"""Nouns that go without an article."""
_SHORT_THING = 3
_SPAN = lazy(r"(?:\d+|one|two|three|four|five|ten|many|several) (?:years?|months?|weeks?)\b")
_DUE = frozenset("deadline cutoff cut-off closing submission due".split())
_LONGEST_SUBJECT = 2
_LONGEST_EVENT = 3
_ONES_OWN = frozenset(
    "internship interview audition viva appointment operation surgery recital placement flight scan trial"
    " presentation".split()
)
"""What somebody has rather than what there is: "an interview on Monday"."""
_ONES_FAMILY = frozenset(
    "husband wife son daughter brother sister fiance fiancee partner boyfriend girlfriend hubby nephew niece"
    " grandson granddaughter landlord landlady roommate flatmate housemate".split()
)
"""Who needs a "my" where a telegram leaves it out, as mum and the boss do not."""
_EVENTS = lazy(
    r"(?P<what>[^,]+?) (?P<when>(?:on|at|in) (?:the )?\S.*|tomorrow.*|today.*|tonight.*|next \S.*|this \S.*)"
)


def reason(  # noqa: C901, PLR0911, PLR0912 - one line a form
    answer: Answer, voice: Voice, *, to_reader: bool, kind: Kind | None = None
) -> Sentence:
    """Why the writer asks, as a sentence of its own; `spelled_out` makes it say that it is the reason."""
    to_reader = to_reader and _may_mean_reader(answer, kind)
    text = fitted(answer, voice, to_reader=to_reader)
    i = voice.i
    match answer.form:
        case Form.QUESTION:
            return asked(text, voice)
        case Form.BECAUSE if answer.first == "of":
            return stated(f"{it_is(voice)} because {text}", voice)
        case Form.CLAUSE if lacks_i(answer.words, answer.begin):
            return stated(text if voice.casual else f"{i} {text}", voice)
        case Form.BECAUSE | Form.NOUN | Form.CLAUSE if opens_with_state(answer.words, answer.begin):
            return stated(f"{i_am(voice)} {text}", voice)
        case Form.BECAUSE if is_bare_thing(answer.words) and answer.words.tag[answer.begin][:1] != "W":
            return stated(f"{it_is(voice)} because of {with_determiner(answer, text)}", voice)
        case Form.CLAUSE if only_tells_when(answer.words):
            return stated(f"{it_is(voice)} {text}", voice)
        case Form.CLAUSE if answer.first == "not" and answer.words.tag[1:2] in (["VB"], ["VBP"]):
            return stated(f"{i} do {text}", voice)
        case Form.CLAUSE if answer.asks:
            return asked(text, voice)
        case Form.BECAUSE | Form.CLAUSE:
            return stated(clause_text(answer, voice, text), voice)
        case Form.CONDITION:
            return stated(text, voice)
        case Form.SO:
            return stated(f"that way {text}", voice)
        case Form.WISH if answer.words.lower[0] == "wanting":
            return stated(f"{i} want to {text}", voice)
        case Form.WISH:
            whole = fitted(answer, voice, to_reader=to_reader, first=0)
            typed = answer.words.lower[0] in ("i", "we", "id", "i'd")
            hopes = answer.words.lower[0] == "hoping"
            return stated(whole if typed else f"{i_am(voice) if hopes else i} {whole}", voice)
        case Form.INFINITIVE if "not" in answer.words.lower[: answer.begin]:
            return stated(f"{i_would(voice)} rather not {text}", voice)
        case Form.INFINITIVE:
            return stated(f"{i} want to {text}", voice)
        case Form.GERUND if _describes_writer(answer.words) or answer.words.lower[1:2] in (["'s"], ["is"], ["was"]):
            return stated(text, voice)
        case Form.GERUND if len(answer.words) == 1:
            return stated(_thing(answer, voice, text, to_reader=to_reader), voice)
        case Form.GERUND:
            does = any(answer.words.dep[child] == "obj" for child in answer.words.children[answer.begin])
            itself = answer.first in _BY_ITSELF and len(answer.words) > 1 and not does
            return stated(f"{it_is(voice) if itself else i_am(voice)} {text}", voice)
        case Form.VERB if goes_on(answer.words, answer.begin):
            return stated(clause_text(answer, voice, text), voice)
        case Form.VERB:
            own = answer.first in _STATES or answer.words.tag[answer.begin] == "VBP"
            return stated(f"{i} {text}" if own else f"{i} want to {text}", voice)
        case Form.SUBJECTLESS:
            return _without_subject(answer, voice, text, to_reader=to_reader)
        case Form.ADJECTIVE if answer.first in _ASKED | _OF_THINGS:
            return stated(f"{it_is(voice)} {text}", voice)
        case Form.ADJECTIVE:
            return stated(f"{i_am(voice)} {text}", voice)
        case Form.INDIRECT:
            return stated(f"{i} want to know {text}", voice)
        case Form.PREPOSITION if answer.first in _CONDITIONS:
            return stated(f"{i_am(voice)} {text}", voice)
        case Form.PREPOSITION:
            return stated(f"{it_is(voice)} {text}", voice)
        case _:
            return stated(_thing(answer, voice, text, to_reader=to_reader), voice)


def spelled_out(sentence: Sentence, answer: Answer, voice: Voice) -> Sentence:
    """A reason that says it is one: "I'm asking because the vote is on Sunday", "because of the new rules".

    What is no clause and no thing, or refers to the ask before it, stays as it is.
    """
    if sentence.mark != "." or answer.asks or answer.first in _AFTER:
        return sentence
    because = _BECAUSE().match(sentence.text)
    if because:
        return replace(sentence, text=voice.opened(f"{i_am(voice)} asking {sentence.text[because.end() :]}"))
    first = sentence.text.split(" ", 1)[0]
    told = answer.form in _TOLD and _SAYS_WHO().match(sentence.text) is not None
    if answer.form is Form.NOUN and not told and _is_plain_thing(answer.words):
        text = (
            f"{sentence.text[:1].lower()}{sentence.text[1:]}" if answer.words.text[0][:1].islower() else sentence.text
        )
        return replace(sentence, text=voice.opened(f"{i_am(voice)} asking because of {with_determiner(answer, text)}"))
    clause = answer.form in (Form.BECAUSE, Form.CLAUSE) or told
    if not clause or first.lower() in ("since", "if", "when"):
        return sentence
    typed = answer.words.text[answer.begin]
    small = (
        first != "I" and not first.startswith(("I'", "I’")) and (typed.islower() or answer.words.tag[0][:3] != "NNP")
    )
    text = f"{sentence.text[:1].lower()}{sentence.text[1:]}" if small and first[1:].islower() else sentence.text
    text = f"{first.lower()}{sentence.text[1:]}" if first == "A" else text
    return replace(sentence, text=voice.opened(f"{i_am(voice)} asking because {text}"))


_BECAUSE = lazy(r"it(?:['’]s| is) (?=because of\b)", re.IGNORECASE)
_TOLD = frozenset((Form.GERUND, Form.WISH, Form.INFINITIVE, Form.VERB, Form.SUBJECTLESS, Form.ADJECTIVE, Form.NOUN))
"""What becomes a clause about the writer or the matter: "saving for a ramp", "to hear how it went"."""
_SAYS_WHO = lazy(r"(?:i|we|it)\b", re.IGNORECASE)


def _is_plain_thing(words: Words) -> bool:
    """Whether an answer names things and says nothing of them: "new baby, no sleep, two jobs"."""
    verbal = any(tag[:2] in ("VB", "MD") for tag in words.tag)
    return not verbal and words.tag[0][:2] in ("NN", "JJ", "DT", "PR", "CD")


def _describes_writer(words: Words) -> bool:
    """Whether what somebody is doing leads to a clause of its own: "being new here I don't know anyone"."""
    finite = ("VBZ", "VBP", "VBD", "MD")
    return any(
        words.lower[at] in ("i", "we", "it") and words.tag[at + 1] in finite and words.text[at - 1] != "that"
        for at in range(2, len(words) - 1)
        if words.lower[at - 1] not in ("and", "because", "so", "but", "what", "how", "when", "if", "where")
    )


_SUBJECTS = frozenset("you u yu i mi we dey".split())
"""Whoever has one of these says a clause, in whatever English: "na you sabi it"."""
_BY_ITSELF = frozenset("closing ending opening expiring starting finishing launching".split())


def _may_mean_reader(answer: Answer, kind: Kind | None) -> bool:
    """Whether "she" may be the reader: in an introduction what the writer wishes is about the one to be met."""
    return kind is not Kind.INTRODUCTION or answer.form not in (
        Form.WISH,
        Form.INFINITIVE,
        Form.VERB,
        Form.GERUND,
        Form.SO,
    )


def attached_reason(answer: Answer, voice: Voice, *, to_reader: bool, kind: Kind | None = None) -> str | None:
    """A reason that goes into the ask itself, with the space before it; None for one that stands alone."""
    to_reader = to_reader and _may_mean_reader(answer, kind)
    if answer.form is Form.SO:
        return f" so {fitted(answer, voice, to_reader=to_reader)}"
    return None


def refers_back(answer: Answer) -> bool:
    """Whether a reason only makes sense after the ask: "otherwise i lose the deposit"."""
    return answer.form is Form.SO or answer.first in _AFTER or answer.words.lower[:1] in (["otherwise"], ["then"])


def _without_subject(answer: Answer, voice: Voice, text: str, *, to_reader: bool) -> Sentence:
    """A finite verb whose subject went without saying: the writer, the reader ("knows my work"), or the thing."""
    words, begin = answer.words, answer.begin
    plain, tag = words.lower[begin], words.tag[begin]
    if plain == "been" or (plain in ("never", "already", "recently", "only", "just") and words.tag[begin + 1] == "VBN"):
        have = voice.typed(f"{voice.i}'ve" if voice.contracted else f"{voice.i} have")
        return stated(text if voice.casual else f"{have} {text}", voice)
    if plain in _SUFFERED and words.lower[begin + 1 : begin + 2] not in (["my"], ["the"], ["a"], ["our"]):
        return stated(text if voice.casual else f"{voice.i} was {text}", voice)
    if words.lemma[begin] in _OF_OTHERS and tag == "VBZ":
        return stated(text, voice)
    if is_of_the_thing(words, begin) or _is_broken(words, begin):
        return stated(f"it {text}", voice)
    if tag != "VBZ":
        return stated(f"{voice.i} {_with_am(words, begin, text)}", voice)
    first = plain == "is" and words.lower[begin + 1 : begin + 3] in (["my", "first"], ["our", "first"])
    if first or not _is_of_somebody(words, begin):
        return stated(f"it {text}", voice)
    if not to_reader:
        return stated(text, voice)
    verb = begin
    if plain in ("is", "has"):
        verb = next((t for t in range(len(words)) if words.dep[t] == "root"), begin)
    return stated(f"{voice.you} {fitted(answer, voice, to_reader=True, verb=verb)}", voice)


def _is_broken(words: Words, verb: int) -> bool:
    """Whether a verb without its subject speaks of a thing: "broke last night", "won't fit through the door"."""
    refused = words.lower[verb] in ("wo", "does", "would") and words.lower[verb + 1 : verb + 2] in (["n't"], ["not"])
    at = verb + 2 if refused else verb
    if at >= len(words) or words.tag[at + 1 : at + 2] in (["DT"], ["PRP$"], ["PRP"], ["CD"]):
        return False
    return words.lower[at] in (_OF_ITSELF if refused else _BREAKS)


def _with_am(words: Words, begin: int, text: str) -> str:
    """What was done, and the state joined to it with its verb: "spent 12 years in retail and am ready for a change"."""
    for at in range(begin + 2, len(words) - 1):
        state = words.tag[at] == "JJ" and words.tag[at + 1] in ("IN", "TO") and words.lower[at - 1] == "and"
        if state and words.dep[at] == "conj" and words.tag[begin] in ("VBD", "VBN", "VBP"):
            said = re.search(rf"\band (?={re.escape(words.text[at])}\b)", text)
            return f"{text[: said.end()]}am {text[said.end() :]}" if said else text
    return text


def _is_of_somebody(words: Words, verb: int) -> bool:
    plain, follows = words.lower[verb], words.lower[verb + 1] if verb + 1 < len(words) else ""
    if plain == "is":
        return follows in ("the", "an", "a", "one", "my") or follows.endswith("ing")
    if plain == "has":
        return follows != "to"
    mine = any(word in ("me", "my", "us", "our") for word in words.lower[verb + 1 : verb + 4])
    return mine or words.lemma[verb] in _OF_PEOPLE


def clause_text(answer: Answer, voice: Voice, text: str) -> str:
    """A clause whose subject goes without an article as in a telegram, with it: "lease ends sunday"."""
    words, token = answer.words, answer.begin
    going = 0 if voice.casual else goes_on(words, token)
    rest = words.content[words.start[going] :]
    if going and text.lower().endswith(rest.lower()):  # else a word behind it was fitted: its place is not known
        before = len(text) - len(rest)
        be = "are" if words.tag[going - 1] in ("NNS", "NNPS") else "is"
        text = f"{text[:before]}{be} {text[before:]}"
    bare = token < len(words) and (words.lower[token] in _BARE or _is_doing(words, token))
    if voice.casual or token >= len(words) or bare or not _is_common(words, token):
        return text
    verbal = any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in words.tag[token:]) or phase(words) > 0
    if not verbal and not going and not has_short_is(words) and not ENDS & {*words.lower}:
        return text  # "forklift ticket and two years of nights"
    trait = traits_of(words.text[token])
    subject = words.head[token] if words.dep[token] in ("compound", "amod") else token
    known = words.dep[subject][:5] == "nsubj" or words.lower[token + 1 : token + 2] not in ([","], ["and"])
    if words.lower[token] in _ONES_FAMILY and words.dep[token][:5] == "nsubj" and trait & RELATION:
        return f"my {text}"
    named = words.lower[token] in voice.bare or (words.text[token][:1].isupper() and words.lower[token] in voice.spelt)
    named = named or any(is_of_named_subject(words, at, answer.referents) for at in range(len(words)))
    called = trait & (RELATION | NAMEWORD | TITLE) & ~COMMON or not words.text[token].isascii()  # "sir", "chị"
    if named or called or not known or words.text[token].isupper():
        return text
    return f"the {text}"


def _is_doing(words: Words, token: int) -> bool:
    """Whether a word is what somebody does, "moving takes a week", rather than a noun's, "closing date"."""
    noun = words.tag[token] == "NN" and words.dep[token] == "compound" and words.head[token] == token + 1
    return words.lower[token].endswith("ing") and not noun


def _is_common(words: Words, token: int) -> bool:
    """Whether a word is a common noun, whatever the tagger makes of it before another: "curriculum committee"."""
    text = words.text[token]
    before = (
        words.tag[token] == "NNP" and text.islower() and len(text) > _SHORT_THING and words.dep[token] == "compound"
    )
    return words.tag[token] == "NN" or (before and words.tag[words.head[token]] == "NN")


def _thing(  # noqa: PLR0911 - one line a sort
    answer: Answer, voice: Voice, text: str, *, to_reader: bool
) -> str:
    """A thing as a reason; nothing is said of it that was not typed."""
    words = answer.words
    first = words.lower[0]
    if voice.casual:
        return text
    if first == "no" or _SPAN().match(text):
        return f"{voice.i} have {text}"
    if first == "same" and len(words) > 1:
        return f"{it_is(voice)} the {text}"
    if first in ("due", "thanks", "owing"):
        return f"{it_is(voice)} {text}"
    if first in ("my", "our") and words.lower[1:2] and words.lower[1] in ("first", "last", "only", "second", "third"):
        return f"{it_is(voice)} {text}"
    if first == "as":
        return text  # "as discussed"
    counted = first in ("first", "last", "only", "second", "third") and not has_finite(words)
    if counted and words.lower[1:2] in (["time"], ["chance"], ["day"]):
        mine = "my" if words.lower[1] == "time" and words.tag[2:3] == ["VBG"] else "the"
        return f"{it_is(voice)} {mine} {text}"
    if _is_how_many(words) or (words.tag[0] in ("JJ", "RB") and words.tag[1:] == ["VBN"]):
        return f"{i_am(voice)} {text}"
    whole = None if "'s" in words.lower else with_verb(words, text)
    if whole:
        return whole
    going = goes_on(words, answer.begin) > 0
    whole = None if going else _event(answer, voice, text)
    if whole:
        return whole
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    if to_reader and is_of_reader(words, head):
        are = voice.typed(f"{voice.you}'re" if voice.contracted else f"{voice.you} are")
        return f"{are} {text if words.tag[0] == 'DT' else f'the {text}'}"
    if words.lower[0].endswith("ing") and len(words) > 1 and _DATED().match(words.text[1]):
        return f"{i_am(voice)} {text}"  # "printing Thursday"
    if going or not is_bare_thing(words) or _SUBJECTS & {*words.lower}:
        return clause_text(answer, voice, text)
    if words.lower[0] in ("my", "our") and len(words) <= _SHORT_THING:
        return f"{it_is(voice)} about {text}"
    whole = text if is_abstract(words.lower[head]) or words.tag[head] == "VBG" else with_determiner(answer, text)
    return f"{it_is(voice)} because of {whole}"


def _is_how_many(words: Words) -> bool:
    """Whether a number of people or days is what one lacks: "two players short", "three days behind"."""
    return len(words) > 2 and words.tag[0] in ("CD", "DT") and words.lower[-1] in ("short", "down", "behind")


def with_verb(words: Words, text: str) -> str | None:
    """What goes without its "is": "gutters full", "deadline 4 june"."""
    at = _predicate(words)
    if not at:
        at = next((token for token in range(1, len(words)) if _DATED().match(words.text[token])), 0)
        short = at <= _LONGEST_SUBJECT and len(words) - at <= _LONGEST_EVENT and words.tag[0][:2] == "NN"
        if not at or not short or words.lower[at - 1] not in _DUE:
            return None
    if words.lower[at - 1] == "due" and at > 1:
        at -= 1  # "forms are due nov 1"
    before, after = text[: words.start[at]].rstrip(), text[words.start[at] :]
    subject = before if words.tag[0] in ("NNS", "PRP$", "DT", "NNP") else f"the {before}"
    return f"{subject} {'are' if words.tag[at - 1] == 'NNS' else 'is'} {after}"


def _event(answer: Answer, voice: Voice, text: str) -> str | None:
    """What takes place at a time: "exam on friday"."""
    words = answer.words
    event = _EVENTS().fullmatch(text)
    said = "" if event is None else re.sub(r"^(?:on|at|in) (?:the )?(?:first |last |early |late )?", "", event["when"])
    if event is None or not _DATED().match(said) or words.tag[0] in ("PRP$", "DT", "PDT"):
        return None
    finite = any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in words.tag)
    if finite or len(event["what"].split()) > _LONGEST_EVENT:
        return None
    plural = any(words.dep[token] == "root" and words.tag[token] == "NNS" for token in range(len(words)))
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    if words.lower[head] in _ONES_OWN:
        return f"{voice.i} have {text if plural else with_determiner(answer, text)}"
    there = "there are" if plural else f"there{voice.apostrophe}s" if voice.contracted else "there is"
    return f"{there} {text if plural else with_determiner(answer, text)}"


def _predicate(words: Words) -> int:
    """Where "gutters full", "van broken" has its adjective; 0 without one."""
    last = len(words) - 1
    shaped = 1 <= last <= 4 and words.tag[last] in ("JJ", "VBN") and words.tag[last - 1] in ("NN", "NNS")
    return last if shaped and words.tag[0][:2] in ("NN", "PR", "DT") else 0
