"""The answer to "what could you do for them?" as a sentence; what was offered is neither raised nor lowered."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.fitting import fitted
from asklint.rewriting.pronouns import base_of
from asklint.rewriting.sentence import Sentence, asked, i_would, stated
from asklint.rewriting.things import with_determiner
from asklint.rewriting.voice import Voice
from asklint.signals.words import Words

_ON_ME = lazy(r"(?P<what>(?:(?! is | are |['’]s |,).)+?) (?P<on>on (?:me|us|my tab|the house)\b.*)", re.IGNORECASE)
_SAME = lazy(r"(?:the )?same (?=for|with|next|back|when|if)", re.IGNORECASE)
_FOR = lazy(r"(?:for|with|in (?:return|exchange) for) ", re.IGNORECASE)
_STANDS = lazy(r"(?:['’]s|['’]re| is| are) (?:on (?:me|us)|mine|yours|ours)\b|, my treat$|\bmy treat\b", re.IGNORECASE)
_FOR_YOU = lazy(r" for (?:you|u)\b")
_FOR_WHOM = lazy(r" for |,|^(?:your|ur|my|our) ")
_RETURNS = lazy(r"\b(?:return|exchange|swap|turn)\b", re.IGNORECASE)
_LONGEST_CLAUSE = 9
"""Words of an offer that bears "in return" at its end."""
_SHORT = 5
"""Words of a gift that "there's ... in it for you" bears."""


def offer(answer: Answer, voice: Voice, *, in_return: bool = False, return_first: bool = False) -> Sentence:
    """What the reader gets back, as a sentence of its own; with `in_return` it says that it is one.

    "In return" stands at the end of a short sentence, unless `return_first` puts it first. "Her" is the
    reader, for whom an offer is.
    """
    text = fitted(answer, voice, to_reader=True)
    if answer.form is Form.QUESTION or (answer.asks and answer.form is Form.CLAUSE):
        return asked(text, voice)
    if answer.form in (Form.NOUN, Form.PREPOSITION):
        said, returned = _gift(answer, voice, text, in_return=in_return)
    else:
        said = _deed(answer, voice, text)
        returned = answer.form is Form.CONDITION or said.lower().startswith("let me know")
    if in_return and not returned and not _RETURNS().search(said):
        short = not return_first and len(said.split()) <= _LONGEST_CLAUSE and "," not in said
        said = f"{said} in return" if short else f"in return {said}"
    return stated(said, voice)


def _deed(answer: Answer, voice: Voice, text: str) -> str:
    """What the writer would do: "can" where only the deed was named, else as it was put."""
    words, i = answer.words, voice.i
    match answer.form:
        case Form.VERB if words.lower[answer.begin + 1 : answer.begin + 2] in (["me"], ["us"]):
            return text  # "let me know if ..."
        case Form.VERB | Form.INFINITIVE:
            return f"{i} can {text}"
        case Form.GERUND:
            return f"{i} can {base_of(words, answer.begin)}{text[len(words.text[answer.begin]) :]}"
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


def _gift(answer: Answer, voice: Voice, text: str, *, in_return: bool) -> tuple[str, bool]:
    """A thing as an offer, "pizza" or "coffee on me", and whether it says by itself that it is one in return."""
    words = answer.words
    root = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    on_me, same = _ON_ME().fullmatch(text), _SAME().match(text)
    if on_me:
        return _treat(on_me["what"], on_me["on"], voice, plural=words.tag[root] == "NNS"), True
    if same:
        return f"{voice.i} can do the same {text[same.end() :]}", False
    sitting = words.tag[root] == "VBG" and root > 0
    thing = (
        sitting
        or words.tag[0] in ("DT", "PRP$", "CD")
        or words.tag[root][:2] in ("NN", "CD", "JJ", "$")
        or text[0] in "$£€"
        or text[0].isdigit()
    )
    if not thing or _STANDS().search(text) or _says_all(words):
        return text, True
    given = _FOR().match(text)
    bare = text[given.end() :] if given else text
    mass = given or len(bare.split()) == 1 or any(words.dep[token] == "conj" for token in range(len(words)))
    whole = bare if mass else with_determiner(answer, bare)
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
    short = " " not in what and what[-1:] not in "sxz" and voice.shortens
    return f"{what}{voice.apostrophe}s {on_me}" if short else f"{what} is {on_me}"


def _given(whole: str, voice: Voice, *, plural: bool, in_return: bool) -> str:
    """What the reader would have."""
    get = f"{voice.you}{voice.apostrophe}d get" if voice.contracted else f"{voice.you} would get"
    if whole.lower().startswith(("my ", "our ")):
        get = get.removesuffix("get") + "have"
    there = f"there{voice.apostrophe}s" if voice.contracted and (voice.casual or not plural) else "there is"
    there = "there are" if plural and not voice.casual else there
    if _FOR_YOU().search(whole):
        return f"{there} {whole}"
    if in_return:
        return f"in return {get} {whole}"
    if voice.formal:
        return f"{voice.i} can offer {voice.you} {whole} in return"
    short = voice.casual and len(whole.split()) <= _SHORT and not _FOR_WHOM().search(whole)
    return f"{there} {whole} in it for {voice.you}" if short else f"{get} {whole}"
