"""A message as the people detectors read it: its tokens, and what their letters and the word lists say."""

from __future__ import annotations

import unicodedata

from asklint.signals.people.wordlists import (
    BLANK,
    CAPITAL,
    COMMON,
    CONTACT,
    NAMEWORD,
    NEWLINE,
    OPENER,
    PUNCT,
    SHOUTED,
    among,
    greetings,
    traits_of,
)
from asklint.signals.words import Words
from asklint.spans import Span

SPACE = NEWLINE | BLANK
HYPHENS = among("- ‐ ‑")
DELIMITERS = among(", : ; - -- --- – — ! . .. ... … ? !! !!! !? ?! ) ] / | ~ •")
_DELIMITING = frozenset(',:;!?.…-–—()[]"“”')
_JOINING = frozenset("'’/&+=#%$€£^<\\")
_KISSES = among("x xx xxx xoxo x.")
# After these a request is meant only if reader or writer follow: "Leila can you ...", not "Leila can wait".
_AUXILIARIES = among("can could would will do did have are were may might shall")
_AFTER_AUXILIARY = among("you u ya we i pls please")
_NOT_AFTER_BARE_NAME = among("is does was has had should to in on at for with who from")
_LABEL = 4
"""So many tokens from the end a capitalised word is no new sentence, but a label such as `Phone`."""
_ASKING = among("you u your ur please pls plz kindly abeg let's thanks let")


class Page:
    """A message with the traits of every token."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self.lower = words.lower
        self.traits = list(map(traits_of, words.text))
        self.size = len(self.traits)
        self.tagged = any(words.pos)
        """Whether a tagger and a parser have been over the text."""

    def having(self, traits: int) -> list[int]:
        """The tokens with at least one of some traits."""
        return [token for token, own in enumerate(self.traits) if own & traits]

    def word(self, token: int) -> str:
        """The token in small letters; empty past the end."""
        return self.lower[token] if 0 <= token < self.size else ""

    def mark(self, token: int) -> str:
        """The token as written; empty past the end and at line ends."""
        return self.text[token] if 0 <= token < self.size and not self.traits[token] & NEWLINE else ""

    def trait(self, token: int) -> int:
        """The traits of a token; none past the end."""
        return self.traits[token] if 0 <= token < self.size else 0

    def glued(self, token: int) -> bool:
        """Whether no white space stands between this token and the next."""
        return token + 1 < self.size and self.words.end(token) == self.words.start[token + 1]

    def hyphen(self, token: int) -> bool:
        """Whether this token is a hyphen inside a word."""
        return 0 < token < self.size - 1 and self.text[token] in HYPHENS and self.glued(token - 1) and self.glued(token)

    def after_blank(self, token: int) -> int:
        """The first token from `token` on that is no blank; line ends count as something."""
        while token < self.size and self.traits[token] & BLANK:
            token += 1
        return token

    def after_space(self, token: int) -> int:
        """The first token from `token` on that is no white space."""
        while token < self.size and self.traits[token] & SPACE:
            token += 1
        return token

    def before_space(self, token: int) -> int:
        """The last token before `token` that is no white space, or -1."""
        token -= 1
        while token >= 0 and self.traits[token] & SPACE:
            token -= 1
        return token

    def starts_line(self, token: int) -> bool:
        """Whether only blanks stand before the token on its line."""
        at = token - 1
        while at >= 0 and self.traits[at] & SPACE:
            if self.traits[at] & NEWLINE:
                return True
            at -= 1
        return at < 0

    def line_over(self, token: int) -> bool:
        """Whether nothing but blanks follows on the line from `token` on."""
        token = self.after_blank(token)
        return token >= self.size or bool(self.traits[token] & NEWLINE)

    def ends_at(self, token: int) -> bool:
        """Whether a form of address may end right before `token`: at a delimiter, a line end or the end."""
        token = self.after_blank(token)
        if token >= self.size or self.traits[token] & NEWLINE:
            return True
        if self.hyphen(token):
            return False
        first = self.text[token][0]
        if self.lower[token] == "et" and self.word(token + 1).startswith("al"):
            return True
        if self.text[token] in DELIMITERS or first in _DELIMITING or self.lower[token] in _KISSES:
            return True
        return bool(self.traits[token] & PUNCT) and first not in _JOINING

    def greets(self, token: int) -> bool:
        """Whether a greeting starts at the token."""
        return greetings().match(self.lower, token) > token

    def opens_request(self, token: int) -> bool:
        """Whether the words at `token` begin what somebody just named is told or asked."""
        token = self.after_blank(token)
        if token >= self.size:
            return False
        lower = self.lower[token]
        if lower in _AUXILIARIES:
            return self.word(self.after_blank(token + 1)) in _AFTER_AUXILIARY
        if lower in _NOT_AFTER_BARE_NAME:
            return False
        return bool(self.traits[token] & OPENER) or self.greets(token)

    def goes_on(self, token: int) -> bool:
        """Whether a request or a new sentence begins, as in "Ana Did the parcel come?"."""
        if self.opens_request(token):
            return True
        token = self.after_blank(token)
        trait = self.trait(token)
        capital = trait & CAPITAL and trait & COMMON and not trait & (NAMEWORD | SHOUTED)
        return bool(capital) and token < self.size - _LABEL and not self.ends_at(token + 1)

    def asks(self, token: int) -> bool:
        """Whether the next few words from `token` on speak to somebody."""
        return any(self.lower[at] in _ASKING for at in range(token, min(token + 4, self.size)))

    def named(self, first: int, stop: int) -> bool:
        """Whether the entity recogniser sees a person among these tokens."""
        return any(self.words.entity[token] == "PERSON" for token in range(first, stop))

    def span(self, first: int, stop: int) -> Span:
        """The place of tokens `first` up to `stop`, without a full stop that the tokenizer left on the last.

        It does so after the combining marks that end words in Indic scripts.
        """
        end = self.words.end(stop - 1)
        text = self.text[stop - 1]
        if len(text) > 2 and text[-1] in ".,;:!?" and unicodedata.category(text[-2])[0] == "M":
            end -= 1
        return Span(self.words.start[first], end)

    def words_of(self, first: int, stop: int) -> str:
        """Tokens `first` up to `stop` as written, on one line."""
        return " ".join(self.span(first, stop).of(self.words.content).split())

    def cases(self, token: int) -> str:
        """The preposition of a noun, in small letters; empty without one."""
        words = self.words
        return next((self.lower[child] for child in words.children[token] if words.dep[child] == "case"), "")

    def is_contact(self, token: int) -> bool:
        """Whether the token is no word: white space, punctuation, a number or an address."""
        return bool(self.traits[token] & (SPACE | PUNCT | CONTACT))
