"""An answer as typed, cleared of what is not part of it: "um", "please", quotes, smileys, "the reason is that".

Nothing here knows grammar: that begins once the words are parsed (`answers`).
"""

from __future__ import annotations

import re
import unicodedata

from asklint.reading.lines import lazy

_SPACES = lazy(r"\s+")
_LINES = lazy(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = lazy(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s+")
_NUMBERED = lazy(r"\s*\d{1,2}[.)]\s+")
_ITEM = lazy(r"(?:^|(?<=\s))\(?\d\)\s+")
_COUNTED_OUT = lazy(r"1[.)] .*\s2[.)] ")
_COUNT = lazy(r"(?:^|(?<=\s))\d[.)]\s+")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "`": "`"}
_CLOSES = frozenset(".,;:!?… \t")
_JOINERS = frozenset("\u200c\u200d")
"""Invisible, and part of words in some scripts."""
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u200b\u00ad")
"""Invisible, and able to make a text look like another one."""

_LEADS = lazy(
    r"(?:(?:u+m+|u+h+m*|e+r+m*|h+m+|we+ll+|so+ um+|oh|ok(?:k+|ay)?(?! (?:the|my|our|a|an|this|that|it|me|us)\b)"
    r"|yeah|yep|and|also|plus|maybe|perhaps"
    r"|please(?! (?:not to|do(?:n['’]?t| not)) \w)"
    r"|pl[sz]+|kindly|i guess|i suppose|basically|dunno|idk)\b[\s,.…]*)+",
    re.IGNORECASE,
)
_FRAMES = lazy(
    r"(?:(?:(?:the|my|main)\s){0,2}reason(?: (?:why )?i(?:['’]?m| am)? ask(?:ing)?)?(?: is|['’]s|:)"
    r"(?: that| because)?(?= )"
    r"|i(?:['’]?m| am) asking (?=because|cos|cuz|since|so|as|for)"
    r"|(?:it|that|this)(?:['’]?s| is) (?=because |cos |cuz )"
    r"|in (?:return|exchange)\b(?: for (?:this|that|it|your help))?[,:]?"
    r"|(?:nothing|not) (?:much|a lot|fancy|big|special)(?:,? but|,| [-–—])"
    r"(?= (?:i|we|happy|glad|can|could|will|maybe)\b)"
    r"|not sure (?:what|if|how much) (?:else )?(?:i|we) (?:can|could) (?:offer|do|give)(?: in return)?(?: really)?"
    r"[, -]+(?:but |just )?(?=(?:i|we|i['’]?ll|i['’]?m|we['’]?ll|happy|glad|can|could|will|maybe)\b)"
    r"|not (?:really )?sure(?: yet)?,? (?:but )?(?:maybe|perhaps|probably)(?= )"
    r"|not (?:really |quite )?sure(?: yet)?[,.…]+ (?:but )?(?=(?:i|we|maybe|could|can)\b)"
    r"|(?:no offer|nothing(?: really| much| special| big)?|not much(?: really)?)[, -]+(?:but|just|only)(?: that)?"
    r"(?= (?:i|we|i['’]?ll|i['’]?m|we['’]?ll|happy|can|could|will|maybe)\b)"
    r"|as (?:a )?thank[- ]?(?:you|s)\b[,:](?= ))\s*",
    re.IGNORECASE,
)
_TRAILS = lazy(
    r"[\s,.…]+(?:i guess|i suppose|or (?:something|whatever)|if that makes sense|please|pl[sz]+|thanks|thank you|thx|ty"
    r"|lo+l|ha(?:ha)+|hehe+|x+|um+)$",
    re.IGNORECASE,
)
_DOUBTED = lazy(r"(?<=\w),? i (?:think|guess|believe|reckon)(?=, (?:not|but|or)\b)", re.IGNORECASE)
"""A doubt that is said in passing: "the budget tab I think, not the summary"."""
_UNSURE = lazy(r"i (?:think|believe|guess|reckon)", re.IGNORECASE)
"""A doubt that is no sentence of its own: "Mrs Daly, I think"."""
_EITHER = lazy(r"(?<=[a-z]) / (?=[a-z])")
"""What stands for "or" between two things to do: "put in a word / ask if I can come"."""
_NEEDS_MORE = lazy(r"(?:^|\s)(?:my|our|the|a|of|with|no|many|say|but|her|his|your)$", re.IGNORECASE)
_NOTHING = frozenset(
    "nothing none nope no na n/a nil idk dunno skip tbd tbc todo unknown nobody yes yep yeah ok okay sure".split()
) | {
    *("dont know", "don't know", "i dont know", "i don't know", "not sure", "im not sure", "i'm not sure", "no idea"),
    *("no clue", "nothing really", "not really", "nothing much", "nothing to offer", "nothing special", "no offer"),
}
_LETTERS = lazy(r"[^AEIOUY]+|\d.*|I", re.ASCII)
_SHOUTED = 8
"""Letters of an answer that has to be in capitals altogether to be taken for one that is shouted."""
_WITH = lazy(r"\bw/(?!o\b) ?(?=\w)", re.IGNORECASE)
_JOINS = lazy(
    r"(?:because|becuase|cause|cos|coz|cuz|bc|since|as|so that|so|in order (?:to|that)|to|that)\b\s*", re.IGNORECASE
)
_ROUNDS = 8
"""How many layers of "um, please ..." are taken off; nobody types more."""
_BRACKETED = lazy(r"\s*\[[^\][]*\]\s*")

_ABBREVIATED = frozenset(
    "mr mrs ms mx dr prof rev fr sr jr st no nr vs approx dept engr hon messrs capt sgt lt col gen ave rd min max etc"
    " p pp pg pgs ch chap fig figs sec vol ed eds cf al para paras nos art tel ext sq"
    " esp incl excl appt"
    " eg ie e.g i.e a.m p.m am pm ph.d inc ltd co jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_VOWELS = frozenset("aeiouyáéíóúäöüàèâêî")
"""Without one a word is short for another: "mgr"."""
_LONGEST_TITLE = 4
_TITLED = lazy(r"[A-Z][a-z]{1,3}\. [A-Z][a-z]")
"""A title in short that heads a name, "Kap. Nestor Villamor"."""
_SENTENCE = lazy(r"(?<=[^\s.!?…;])([.!?;]+)[\"'”’)]*\s+(?=\S)")
_ASIDE = lazy(
    r", (?=(?:i|we|he|she|they|it|there|that|this)(?:['’](?:s|m|re|ve|ll|d))? (?!(?:is|was)?,)"
    r"|i['’]?m |(?:he|she|it|that)['’]?s |\w+['’]s (?:on|at|in|due|coming|under|fine|ok|okay|good|enough|plenty|free)\b"
    r"|the (?:\w+ ){1,3}(?:is|are|was|were|starts?|ends?|opens?|closes?|begins?|leaves?) (?:at|on|in|due|over) "
    r"|(?:my|our|your) (?:\w+ ){1,2}(?:is|are|was|were|has|have|had|told|says?|said|knows?|works?|thinks?|gave|sent) "
    r"|(?:\d+|one|an?) (?:[\w-]+ ){1,4}(?:would|will|should) (?:be|do)\b"
    r"|(?:takes|lasts) (?:about |only |just |max )?(?:\d+|an?|one|two|three|five|ten|half)\b"
    r"|any(?: \w+)? (?:would|will) (?:be|do)\b"
    r"|(?:\w+ )?\w+ (?:is|are|works?) (?:also |still |totally )?"
    r"(?:fine|ok|okay|good|great|enough|plenty|best|welcome|acceptable)\b)",
    re.IGNORECASE,
)
_ASKS_ON = lazy(
    r", (?=(?:is|are|was|were|does|do|did|can|could|would|should|will|has|have) "
    r"(?:it|they|she|he|i|we|you|u|that|this|these|those|there|the|my|our|anything|anyone|anybody|something)\b"
    r"|(?:how|what|why|which|where) (?:did|do|does|can|could|would|should|was|were) (?:she|he|they|you|u|i|we)\b)",
    re.IGNORECASE,
)
_TOPIC = lazy(
    r"(?:(?:the|my|our) )?(?:pages?|slides?|sections?|chapters?|paragraphs?|questions?|items?|lines?|parts?|clauses?"
    r"|rows?|tables?|figures?|steps?) \d[\d–-]*(?: (?:to|and) \d+)?, "
    r"(?:is|are|does|do|did|can|could|should|will|was|were) "
    r"(?!it\b|they\b|that\b|this\b)",
    re.IGNORECASE,
)
"""What a question is about, before it: "page 3, is the total right"."""
_CLAUSE_FIRST = lazy(
    r"(?:if|when|whenever|whichever|whoever|whatever|wherever|however|no matter|once|because|since|so|as"
    r"|tell me|ask|say|anything|everything"
    r"|(?:any|every|next|the next|each) ?time (?:i|we|he|she|they|you|u))\b",
    re.IGNORECASE,
)


def trimmed(answer: str) -> tuple[str, str, bool]:
    """An answer on one line without closing marks, the remark after it, and whether it asks."""
    text = _DOUBTED().sub("", _WITH().sub("with ", _calm(_one_line(_visible(answer)))))
    text = _EITHER().sub(" or ", text)
    text, asks = _bare(text)
    text, aside = _parted(text)
    if aside:
        text, asks = _bare(text)
    return text, aside, asks


def said(answer: str) -> str:
    """All that an answer says: its words without what is not part of it, and without what joins it to an ask."""
    text, aside, _ = trimmed(answer)
    joins = _JOINS().match(text)
    return f"{_shorter(text, text[joins.end() :]) if joins else text} {aside}".strip()


def is_no_answer(answer: str) -> bool:
    """Whether somebody typed that there is no answer: "nothing really", "idk", "...", "[name]"."""
    plain = _BRACKETED().sub(" ", _one_line(_visible(answer)).lower().replace("’", "'"))
    plain = plain.strip(" .,!?;:…'\"-")
    return plain in _NOTHING or not any(map(str.isalnum, plain))


def _calm(text: str) -> str:
    """An answer typed in capitals only, in small letters: what is read letter by letter, "PDF", keeps them."""
    words = text.split()
    if not text.isupper() or len(words) < 2 or sum(map(len, words)) < _SHOUTED:
        return text
    return " ".join(word if _LETTERS().fullmatch(word.strip(".,!?;:")) else word.lower() for word in words)


def _visible(text: str) -> str:
    """Without control characters, and without marks that turn the direction of writing."""
    return "".join(
        character
        if character in "\n\r\t" or character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cs", "Co")
        else " "
        for character in text
        if character not in _TURNS
    ).translate({ord("["): "(", ord("]"): ")"} if not _BRACKETED().fullmatch(text) else {})


def _one_line(text: str) -> str:
    """Several lines as one: a list with commas, sentences one after the other."""
    lines = [line for line in map(str.strip, _LINES().split(text)) if line]
    if len(lines) < 2:
        return _SPACES().sub(" ", lines[0] if lines else "")
    numbered = all(_NUMBERED().match(line) for line in lines)
    lines = [line if numbered else _BULLET().sub("", line, count=1) for line in lines]
    joined = [f"{line} " if line[-1:] in _CLOSES else f"{line}, " for line in lines[:-1]]
    if len(lines) == 2 and not numbered and joined[0].endswith(", ") and max(map(len, lines)) < 60:
        joined = [f"{lines[0]} and "] if not _ASKS_ON().match(f", {lines[1]} ") else joined
    return _SPACES().sub(" ", "".join([*joined, lines[-1]]))


def _bare(text: str) -> tuple[str, bool]:
    """Without quotes, smileys, "um" and closing marks around it; and whether it asks."""
    asks = False
    for _ in range(_ROUNDS):
        before = text
        text = text.strip()
        while text and (text[-1] in _CLOSES or _is_picture(text[-1])):
            asks = asks or text[-1] == "?"
            text = text[:-1]
        while text and (text[0] in _CLOSES or _is_picture(text[0])):
            text = text[1:]
        if len(text) > 2 and _QUOTES.get(text[0]) == text[-1] and not {text[0], text[-1]} & set(text[1:-1]):
            text = text[1:-1]
        shorter = _TRAILS().sub("", text)
        text = text if _NEEDS_MORE().search(shorter) else _shorter(text, shorter)
        for opening in (_LEADS(), _FRAMES()):
            found = opening.match(text)
            if found:
                text = _shorter(text, text[found.end() :])
        if text == before:
            break
    return text, asks


def _shorter(text: str, candidate: str) -> str:
    """The candidate, unless nothing that says something is left of it."""
    return candidate if any(map(str.isalnum, candidate)) else text


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Mn", "Cf") and ord(character) > 0x2000


def _parted(text: str) -> tuple[str, str]:
    """The first sentence, and the sentences and remarks after it."""
    counted = _COUNTED_OUT().match(text)
    items = [item.strip(" ,;.") for item in (_COUNT().split(text) if counted else _ITEM().split(text))]
    if len(items) > 2 and not items[0]:
        return items[1], ". ".join(items[2:])
    for found in _SENTENCE().finditer(text):
        word = text[: found.start()].rsplit(" ", 1)[-1].lower().strip("(\"'“‘")
        listed = word.isdigit() and (found.start() == len(word) or text[: found.start() - len(word)].endswith(" "))
        titled = _TITLED().match(text) is not None and found.start() <= _LONGEST_TITLE
        short = word in _ABBREVIATED or len(word) == 1 or titled or (listed and len(word) < 3)
        short = short or (word.isalpha() and not set(word) & _VOWELS)
        if (found.group(1) == "." and short) or text.count("(", 0, found.start()) > text.count(")", 0, found.start()):
            continue
        mark = "?" if "?" in found.group(1) else ""
        first, aside = _parted_by_comma(text[: found.start()])
        rest = text[found.end() :]
        if aside:
            return first, f"{aside}{mark or '.'} {rest}"
        return f"{first}{mark}", rest
    return _parted_by_comma(text)


def parted_at(text: str, at: int) -> tuple[str, str]:
    """A text parted at the comma that stands at an offset."""
    return text[:at].rstrip(" ,;:-–—"), text[at:].strip(" ,;:-–—")


def _parted_by_comma(text: str) -> tuple[str, str]:
    found = _ASIDE().search(text) or _ASKS_ON().search(text)
    if found and (_TOPIC().match(text) or ": " in text[: found.start()] or _UNSURE().fullmatch(text, found.end())):
        return text, ""
    if found and not _CLAUSE_FIRST().match(text) and any(map(str.isalnum, text[: found.start()])):
        return text[: found.start()], text[found.end() :]
    return text, ""
