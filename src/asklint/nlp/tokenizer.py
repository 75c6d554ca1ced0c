"""How asklint cuts text into tokens: one place, used in training and at run time.

The rules follow the tokens of the English Web Treebank (UD English EWT), whose analyses the pipeline learns:
runs of punctuation are one token (`!!!`, `?!`, `--`), contractions are two (`do|n't`, also typed `do|nt`), a
hyphen cuts (`follow|-|up`) except after prefixes (`e-mail`, `co-worker`), telephone numbers, dates and
addresses stay whole.

spaCy's own English tokenizer is not used: it differs from the treebank (every wrong token costs two or three
wrong arcs) and takes a fifth of a second to build from some 1,350 special cases, which a command-line tool
pays on every start. Here contractions are suffix patterns, and about a hundred special cases remain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

_words = str.split

APOSTROPHE = "['’`´]"
LETTER = r"[^\W\d_]"

# Runs that are one token. A run of sentence enders may mix them (`?!`, `...?`), any other run repeats one
# character.
_END_RUN = r"(?:[.…]*[!?][.…!?]*|\.{2,}|…+)"
_SAME_RUN = r"(?:-{2,}|\*{2,}|={2,}|_{2,}|~{2,}|<{2,}|>{2,}|#{2,}|\+{2,}|\|{2,}|'{2}|`{2}|‘’|•+)"
_RUN = rf"{_END_RUN}|{_SAME_RUN}"

_OPENING = r"[\[({<\"“”„«»‘’'`´*~§|•·–—→]"
_CLOSING = r"[\])}>\"“”«»‘’'`´*~|,;:…–—→]"
_CURRENCY = r"(?:US|C|A)?[$£€¥₹]"
_UNIT = (
    r"(?:[ap]\.?m\.?|[AP]\.?M\.?|[kK]|[kcm]m|kg|KG|lbs?|ft|GB|gb|MB|mb|mph|MW|mw|hrs?|mins?|secs?|oz"
    r"|years?|yrs?|bn|x|X)"
)

PREFIXES = (
    _RUN,
    _OPENING,
    _CURRENCY,
    r"[,;:!?%=]",
    r"#(?=\d|$)",
    r"@(?=\d|$)",
    r"[+/\\&](?=\D|$)",
    rf"-(?={LETTER}{{2}})",
    r"-$",
    r"\.(?=\D)",
)

SUFFIXES = (
    # Not after `U.S` or `p.m`, whose last full stop belongs to the abbreviation.
    rf"(?<!\b[A-Za-z]\.[A-Za-z])(?:{_END_RUN})",
    r"(?<=[.][A-Za-z][.])[!?]+",
    r"(?<=\.[A-Za-z]\.)\.+",
    _SAME_RUN,
    r"(?<=[\w.!?])[:;]-?[)(]+",
    _CLOSING,
    r"[!?%=]",
    rf"(?<={LETTER}){APOSTROPHE}[sS]",
    rf"(?<={LETTER})(?:n{APOSTROPHE}t|N{APOSTROPHE}T)",
    rf"(?<={LETTER}){APOSTROPHE}(?:re|ve|ll|d|m|RE|VE|LL|D|M)",
    # A full stop after a small letter, digit or closing mark; after one capital (`J.`) it is part of an
    # initial.
    r"(?<=[^\WA-Z_])\.",
    r"(?<=[)\]\"'”’»%>*+/°-])\.",
    r"(?<=[A-Z]{2})\.",
    rf"(?<=\d){_UNIT}",
    rf"(?<=\d){_CURRENCY}",
    r"(?<=\w)[-/\\+&#]",
)

# A hyphen after one of these does not cut (`re-read`), as in the treebank.
_KEPT_PREFIXES = _words("e co non pre post re ex anti pro multi mid semi un sub inter over super ultra mini pseudo neo")
_NOT_AFTER_PREFIX = "".join(
    rf"(?<!\b{form})" for prefix in _KEPT_PREFIXES for form in (prefix, prefix.capitalize(), prefix.upper())
)

INFIXES = (
    r"\.{2,}|…+|[!?]+(?=\w)|--+",
    rf"(?<=[^\WA-Z_])\.(?=[A-Z])(?!{LETTER}\.)",
    r"(?<=[\w)\]]),(?=[^\W\d]|[\"“'(])",
    r"(?<=[^\W\d]),(?=\w)",
    rf"(?<={LETTER}){_NOT_AFTER_PREFIX}[-–—~](?=\w)",
    r"(?<=\d)[-–—](?=\w)",
    r"(?<=\d)[+*^×=](?=\d)",
    r"(?<=\w)[:<>=/](?=[^\W\d])",
    r"(?<=[^\W\d_])[:<>=/](?=\w)",
    r"(?<=\w)[;(\[\])\"“”](?=\w)",
    r"(?<=\w)[;)\]](?=[\w(\[])",
    r"(?<=\w)[(\[](?=\W)",
    # "Name"<address>
    r"(?<=\w)[\"”](?=<)|(?<=[\w\"”])<(?=\S)",
)

# Kept whole, whatever the rules above would do; tried before and after each affix is taken off.
_WHOLE = "|".join(
    (
        r"(?:[A-Za-z]\.){2,}",  # U.S. p.m. e.g.
        r"\+?(?:\d{1,3}[-.])?\(?\d{3}\)?[-.]\d{3,4}[-.]\d{4}",  # telephone numbers
        r"\d{3}-\d{4}",
        r"[xX]\d-\d{4}",
        r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}",  # dates
        rf"\d+{APOSTROPHE}s",  # 60's
        rf"[Ee]-{LETTER}+",
        r"https?://\S*[\w/]",
    )
)

_TOP_LEVEL = "com|org|net|edu|gov|mil|int|info|biz|io|ai|dev|app|co|uk|de|fr|eu|us|ca|au|in|ch|at|nl|es|it|ie|nz|me|tv"
_FILE_ENDING = "docx?|xlsx?|pptx?|pdf|txt|csv|zip|jpe?g|png|gif|html?|xml|json|py|ics|exe|rtf"
# Tried on what remains once the affixes are off, so that a sentence's full stop is not part of an address.
_ADDRESS = "|".join(
    (
        r"(?:https?|ftp|mailto|file|news|tel):\S+",
        r"www\.\S+",
        r"[^\s@()<>\[\]]+@[\w-]+(?:\.[\w-]+)+",
        rf"(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?:[:/?#]\S*)?",
        rf"[\w#%&.+-]+\.(?i:{_FILE_ENDING})",
    )
)

_CUT_WORDS = _words("""
can|not gon|na got|ta wan|na gim|me lem|me let|s
do|nt does|nt did|nt is|nt was|nt are|nt were|nt has|nt have|nt had|nt wo|nt ca|nt could|nt would|nt should|nt
ai|nt i|m i|ve you|re you|ve they|re they|ve we|ve that|s what|s there|s
""")

_WHOLE_WORDS = _words("""
Dr. Mr. Mrs. Ms. Prof. St. Sr. Jr. Inc. Ltd. Co. Corp. Gen. Lt. Col. Capt. Sgt. Rev. Gov. Sen. Rep. Pres. Hon.
Ft. Mt. Ave. Blvd. Rd. Dept. Univ. Assoc. Bros. vs. Vs. approx. ext. Ext. fig. Fig. Vol. vol. ca. cf. al. est.
pp. Nos. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Attn. attn. Mon. Tue. Tues. Wed. Thu.
Thur. Thurs. Fri. Sat. :) :-) ;) ;-) :( :-( :D :-D ;D :P :-P :p :/ :-/ :| :o :O :') :'( <3 ^_^ ^^ -> <- =>
\u263a 'em 'til 'cause 'bout ’em ’til ’cause ’bout 's ’s n't n’t 'm 're 've 'll 'd o'clock o’clock
""")

# What informal spellings stand for; only the form the model reads, the token's text stays as typed.
NORMS = {
    **{f"{a}{word}": f"'{word}" for a in "’`´" for word in ("s", "re", "ve", "ll", "d", "m", "em", "til", "cause")},
    **{f"n{a}t": "n't" for a in "’`´"},
    "nt": "n't",
    "u": "you",
    "ur": "your",
    "urs": "yours",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "pleas": "please",
    "thx": "thanks",
    "thnx": "thanks",
    "tnx": "thanks",
    "thanx": "thanks",
    "tks": "thanks",
    "ty": "thanks",
    "b4": "before",
    "bc": "because",
    "cuz": "because",
    "cos": "because",
    "coz": "because",
    "'cause": "because",
    "becuase": "because",
    "becasue": "because",
    "w/": "with",
    "w/o": "without",
    "&": "and",
    "thru": "through",
    "tho": "though",
    "abt": "about",
    "ppl": "people",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tomorow": "tomorrow",
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "gr8": "great",
    "teh": "the",
    "hte": "the",
    "wich": "which",
    "becouse": "because",
    "recieve": "receive",
    "recieved": "received",
    "definately": "definitely",
    "shoud": "should",
    "woud": "would",
    "coud": "could",
    "alot": "lot",
    "mins": "minutes",
    "hrs": "hours",
    "yrs": "years",
    "hav": "have",
    "wat": "what",
    "da": "the",
    "dis": "this",
    "“": '"',
    "”": '"',
    "``": '"',
    "''": '"',
    "‘": "'",
    "’": "'",
    "`": "'",
    "–": "-",
    "—": "--",
    "…": "...",
    "€": "$",
    "£": "$",
    "¥": "$",
    "₹": "$",
    "£££": "$",
}


def special_cases() -> dict[str, list[dict[int | str, str]]]:
    """The words no pattern describes, as spaCy wants them: text -> list of `{"ORTH": piece}`."""
    cases: dict[str, list[dict[int | str, str]]] = {word: [{"ORTH": word}] for word in _WHOLE_WORDS}
    for marked in _CUT_WORDS:
        for form in (marked, marked[0].upper() + marked[1:], marked.upper()):
            cases[form.replace("|", "")] = [{"ORTH": piece} for piece in form.split("|")]
    return cases


def plain_space(text: str) -> str:
    """What a run of whitespace amounts to: a blank line, a line's end or a space.

    A masked quotation is a run of any length and make; the model is to see a break there, not a rare word.
    """
    newlines = text.count("\n")
    return "\n\n" if newlines > 1 else "\n" if newlines else " "


def norm(text: str) -> str:
    """The form of a word by which the model knows it."""
    if text.isspace():
        return plain_space(text)
    lower = text.lower()
    return NORMS.get(lower, lower)


def _of_space(otherwise: Callable[[str], str]) -> Callable[[str], str]:
    """The lexical attribute `otherwise`, but of all whitespace that amounts to the same, the same."""

    def attribute(text: str) -> str:
        return plain_space(text) if text.isspace() else otherwise(text)

    return attribute


def _anchored(patterns: Iterable[str], *, start: bool) -> re.Pattern[str]:
    return re.compile("|".join(f"^(?:{p})" if start else f"(?:{p})$" for p in patterns))


def create_tokenizer(nlp: Language) -> Tokenizer:
    """The tokenizer for `nlp`; also tells `nlp.vocab` the norms, which are part of the same agreement."""
    from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX
    from spacy.tokenizer import Tokenizer

    vocab: Any = nlp.vocab
    getters = vocab.lex_attr_getters
    getters[NORM] = norm
    for attribute in (PREFIX, SUFFIX, SHAPE):
        getters[attribute] = _of_space(getters[attribute])
    return Tokenizer(
        nlp.vocab,
        rules=special_cases(),
        prefix_search=_anchored(PREFIXES, start=True).search,
        suffix_search=_anchored(SUFFIXES, start=False).search,
        infix_finditer=re.compile("|".join(INFIXES)).finditer,
        token_match=re.compile(rf"(?:{_WHOLE})$").match,
        url_match=re.compile(rf"(?:{_ADDRESS})$").match,
    )


def register() -> None:
    """Makes the tokenizer known to spaCy under the name that `config.cfg` uses."""
    from spacy.util import registry

    tokenizers: Any = registry.tokenizers
    if "asklint.Tokenizer.v1" not in tokenizers:
        tokenizers.register("asklint.Tokenizer.v1", func=lambda: create_tokenizer)
