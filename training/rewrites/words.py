"""Words by plain patterns: a tokeniser, likely base forms, function words. Shares no code with the rewriter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

CONNECTIVES = Path(__file__).resolve().parents[2] / "src" / "asklint" / "lexicons" / "connectives.txt"
MOST_LEMMAS = 300
"""How many connectives there may be."""

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+", re.UNICODE)

_IRREGULAR = """
be am is are was were been being
have has had having
do does did done
go goes went gone
get got gotten getting
give gave given
take took taken
come came
make made making
say said
tell told
see saw seen
know knew known
think thought
find found
leave left leaving
feel felt
bring brought
begin began begun
keep kept
hold held
write wrote written writing
stand stood
hear heard
let letting
mean meant
meet met
run ran running
pay paid
sit sat sitting
speak spoke spoken
lead led
read reading
grow grew grown
lose lost losing
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
cut cutting
rise rose risen
drive drove driven driving
buy bought
wear wore worn
choose chose chosen choosing
teach taught
sell sold
eat ate eaten
swap swapping swapped
put putting
lend lent
i me my mine myself im ive ill id
we us our ours ourselves
you your yours yourself yourselves u ur
he him his himself
she her hers herself
they them their theirs themselves
it its itself
this these
that those
who whom whose
a an
can could
will would ll d wo
shall should
may might
not t nt no
can cant cannot
will wont won
do dont doesnt didnt don doesn didn
is isnt isn wasnt wasn arent aren werent weren
have havent hasnt hadnt haven hasn hadn
would wouldnt wouldn
could couldnt couldn
should shouldnt shouldn
through thru
because cos cuz cause coz
until til till
tuesday tues tue
wednesday weds wed
thursday thurs thu thur
friday fri
monday mon
saturday sat
sunday sun
"""
_FAMILY: dict[str, set[str]] = {}
for _line in _IRREGULAR.split("\n"):
    for _word in _line.split():
        _FAMILY.setdefault(_word, set()).add(f"{_line.split()[0]}=")

CLITICS = frozenset("m re ve ll d s t nt".split())
"""What an apostrophe splits off."""

FUNCTION = frozenset(
    """a an the this that these those i me my mine we us our ours you your yours u ur he him his she her hers it its
    they them their theirs who whom whose which what where when how why whether if myself yourself himself herself
    themselves ourselves and or but so then than as because cos cuz cause since though although while of to in on at
    by for from with about into onto over under up down out off through per via am is are was were be been being have
    has had having do does did done doing can could will would shall should may might must ought not no nor im ive ill
    id youre ill whats thats there here just also too very really please pls plz um uh ok okay yes well oh any some
    each every both either let lets s t m re ve ll d nt w wont dont cant isnt
    doesnt didnt havent er hmm maybe lol haha guess suppose want wants wanna like would likes know hear get
    got""".split()
)
"""Words that carry no fact; what remains are content words."""


def tokens(text: str) -> list[str]:
    """Words and numbers in lower case, in order; apostrophes and hyphens split."""
    return [token.casefold() for token in _TOKEN.findall(text)]


@cache
def bases(word: str) -> frozenset[str]:
    """Every base form that a word could have; two words are kin where these meet."""
    found = {word} | _FAMILY.get(word, set())
    if not word.isalpha() or len(word) < 4:
        return frozenset(found)
    for ending, others in (
        ("ies", ("y", "ie")),
        ("ied", ("y", "ie")),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ying", ("ie", "y")),
        ("ing", ("", "e")),
    ):
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        root = word[: -len(ending)]
        found.update(root + other for other in others)
        if len(root) > 2 and root[-1] == root[-2] and ending in ("ed", "ing"):
            found.add(root[:-1])
    return frozenset(found)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The base forms of all words in some texts."""
    return frozenset(base for text in texts for token in tokens(text) for base in bases(token))


@cache
def connectives() -> frozenset[str]:
    """The base forms of the committed connective words."""
    lines = CONNECTIVES.read_text(encoding="utf-8").splitlines()
    return vocabulary(line for line in lines if not line.startswith("#"))


def connective_lemmas() -> int:
    """How many lemmas the committed list has."""
    lines = CONNECTIVES.read_text(encoding="utf-8").splitlines()
    return len({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def content(text: str) -> list[str]:
    """The words of a text that carry its facts, in order."""
    return [token for token in tokens(text) if token not in FUNCTION]


def added(text: str, sources: Iterable[str]) -> Iterator[str]:
    """The words that a text has more often than its sources together, function words too, as often as that."""
    left: dict[str, int] = {}
    for source in sources:
        for token in tokens(source):
            left[token] = left.get(token, 0) + 1
    for token in tokens(text):
        if left.get(token, 0) > 0:
            left[token] -= 1
        else:
            yield token


def in_order(wanted: list[str], there: list[str], room: int) -> bool:
    """Whether words stand in this order within so many words of each other, in whatever form."""
    if not wanted:
        return True
    kin = [bases(word) for word in wanted]
    for start, word in enumerate(there):
        if not bases(word) & kin[0]:
            continue
        at = 1
        for later in there[start + 1 : start + room]:
            if at < len(kin) and bases(later) & kin[at]:
                at += 1
        if at == len(kin):
            return True
    return False
