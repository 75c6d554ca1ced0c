"""What a reader would stumble over though no promise is broken: counted, and worth a look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from training.rewrites.trial import Trial
from training.rewrites.words import added, tokens


def _doubled(text: str) -> int:
    return len(re.findall(r"\b([a-z]{2,}) \1\b(?<!had had)(?<!that that)", text, re.IGNORECASE))


def looks(trial: Trial) -> Iterator[str]:
    """What a reader would stumble over: no promise broken, but worth a look."""
    text, draft = trial.result.text, trial.message.text
    for name, pattern in _ODD.items():
        if len(pattern.findall(text)) > len(pattern.findall(draft)) + sum(
            len(pattern.findall(fill)) for fill in trial.fills.values()
        ):
            yield name
    if _doubled(text) > _doubled(draft):
        yield "a word twice in a row"
    if "action" in trial.answers and not trial.result.unchanged:
        for phrase in _VAGUE.findall(text):
            yield f"vague act left beside the answer: {phrase.casefold()}"
    others = {"she", "her", "he", "him", "his", "they", "their", "them"}
    of_reader = any(answer.of_reader for answer in trial.answers.values()) and "person" not in trial.answers
    if of_reader and not others & set(tokens(draft)) and others & set(added(text, [draft])):
        yield "the reader is still she, he or they"
    for name, fill in trial.fills.items():
        run = tokens(fill)
        if len(run) > 3 and f" {' '.join(tokens(text))} ".count(f" {' '.join(run[1:])} ") > 1:
            yield f"answer stands twice: {name}"


_ODD: Mapping[str, re.Pattern[str]] = {
    "two stops": re.compile(r"(?<![.?!])(?:\.\.(?!\.)|[?!,;:]\.|\.[?!,;:]|,,|\?,|,\?)"),
    "space before a stop": re.compile(r"\w [.,?!](?:\s|$)"),
    "two spaces": re.compile(r"\S  +\S"),
    "a small letter after a stop": re.compile(r"[a-z]{3}[.?!] [a-z]"),
    "form letter: in return, before a clause": re.compile(
        r"in return,? (?:we|i|you|she|he)(?:['’]| (?!can offer))", re.IGNORECASE
    ),
    "greeted as somebody's": re.compile(
        r"^(?:hi|hello|hey|dear)? ?(?:my|the|our|it['’]?s) [a-z]", re.IGNORECASE | re.MULTILINE
    ),
    "a capital after a comma": re.compile(r", (?:Could|Would|Can|Do|Please|The|It|My|We|You|Is|And|So|To)\b"),
    "a before a vowel": re.compile(r"\ba [aeio]\w", re.IGNORECASE),
    "a small i": re.compile(r"\bi(?:['’]\w+)?\b"),
    "form letter: in return I can offer": re.compile(r"in return,? i can offer", re.IGNORECASE),
    "form letter: I'm asking because": re.compile(r"\basking (?:this )?because", re.IGNORECASE),
    "form letter: the reason is": re.compile(r"\bthe reason(?: I ask)? is", re.IGNORECASE),
    "form letter: I am hoping to reach": re.compile(r"hoping to (?:reach|meet)", re.IGNORECASE),
    "form letter: it is for": re.compile(r"\bit(?: i|['’])s for\b", re.IGNORECASE),
    "form letter: in it for you": re.compile(r"in it for you", re.IGNORECASE),
    "it would help to know": re.compile(r"it would help to", re.IGNORECASE),
}
_VAGUE = re.compile(
    r"\b(?:let me know(?! if you have| when| whether)|any (?:thoughts|advice|help|feedback|ideas|suggestions)"
    r"|help me out|keep me in mind|give me a shout|pick your brain|grab a coffee|lmk|any help)\b",
    re.IGNORECASE,
)
