"""Which sentences ask, wish or command: a cheap net for ties to people, wider than the detector of asks."""

from __future__ import annotations

from asklint.signals.people.page import Page
from asklint.signals.people.wordlists import among

QUESTION_OPENERS = among("can could would will may might does do is are has have did lf iso wanted needed anyone")
MODALS = among("can could would will may might shall should")
_REQUEST_WORDS = among(
    "please pls plz kindly abeg need needs looking wondering appreciate grateful hoping hope seeking "
    "wish favour favor behalf want wanted needed lf iso intro introduce introduction appreciated "
    "helpful"
)
_ASKED = among("you u ya we i someone somebody anyone anybody")
_WISHES = among("like love appreciate")
# A word, and the words one of which has to follow it within so many tokens for the sentence to ask.
_PAIRS: dict[str, list[tuple[int, frozenset[str]]]] = {
    "would": [(3, _WISHES), (3, _ASKED)],
    "'d": [(3, _WISHES)],
    "’d": [(3, _WISHES)],
    "if": [(6, among("could can would may"))],
    "must": [(1, among("be know"))],
    "let": [(1, among("me us"))],
    **{modal: [(3, _ASKED)] for modal in sorted(MODALS - {"would"})},
}
_FURTHEST = 6
_BEFORE_COMMAND = among(", and - : --")
_NO_COMMAND = frozenset(("nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "expl"))


def request_sentences(page: Page) -> list[bool]:
    """For each sentence, whether something in it asks."""
    return [_asks(page, first, stop) for first, stop in page.words.sentences]


def _asks(page: Page, first: int, stop: int) -> bool:
    opening = page.after_space(first)
    if opening < stop and page.lower[opening] in QUESTION_OPENERS:
        return True
    words, tags = page.lower[first:stop], page.words.tag[first:stop]
    if not _REQUEST_WORDS.isdisjoint(words) or any(word[-1] == "?" for word in words if "?" in word):
        return True
    if any(_paired(page, at, stop) for at, word in enumerate(words, first) if word in _PAIRS):
        return True
    return "VB" in tags and any(_commands(page, at, first) for at, tag in enumerate(tags, first) if tag == "VB")


def _paired(page: Page, at: int, stop: int) -> bool:
    following = page.lower[at + 1 : min(stop, at + 1 + _FURTHEST)]
    return any(not after.isdisjoint(following[:reach]) for reach, after in _PAIRS[page.lower[at]])


def _commands(page: Page, at: int, first: int) -> bool:
    """Whether a bare verb stands as a command: the root, with no subject, no auxiliary and no "to"."""
    words = page.words
    dependency = words.dep[at]
    if dependency not in ("root", "conj", "parataxis", "ccomp"):
        return False
    if dependency != "root" and at - first > 3 and page.lower[at - 1] not in _BEFORE_COMMAND:
        return False
    return not any(words.dep[child] in _NO_COMMAND and child < at for child in words.children[at])
