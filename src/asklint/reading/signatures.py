"""Signatures: who the writer is, below the last words to the reader.

Only lines that identify the writer are marked (name, title, company, telephone, address). The closing
words, a postscript, and any line that speaks to the reader stay, because offers and second asks stand exactly
there: "Happy to return the favour". Where a line might be either, it stays.
"""

from __future__ import annotations

import re

from asklint.draft import RegionKind
from asklint.reading.lines import Line, Sheet, lazy
from asklint.spans import Span

_LONGEST_SIGNATURE = 12
"""Lines with words; a longer tail is not taken for a signature."""
_LONGEST_DELIMITED = 30
_WIDEST = 100
"""Code points of a line in a signature."""

# --- words ------------------------------------------------------------------------------------------------

_CLOSINGS = frozenset(
    (
        "best", "all best", "all the best", "best wishes", "best regards", "kind regards", "kindest regards",
        "warm regards", "warmest regards", "warm wishes", "warmest", "warmly", "with warm regards",
        "with kind regards",
        "with best regards", "with best wishes", "regards", "many regards", "with regards", "many thanks",
        "thanks",
        "thank you", "thank u", "thankyou", "thx", "tx", "ty", "tia", "tysm", "tks", "thanx", "ta",
        "thanks in advance",
        "thanks in adv", "thank you in advance", "thanks again", "thank you again", "thanks so much",
        "thanks very much",
        "thank you so much", "thank you very much", "thanks a lot", "thanks a million", "thanks a bunch",
        "thanks a ton", "thanks heaps", "thanks much", "much thanks", "big thanks", "with thanks",
        "thanks and regards",
        "thanks & regards", "thanks and best regards", "thanks and kind regards",
        "thank you and best regards",
        "with gratitude", "gratefully", "with appreciation", "much appreciated", "appreciate it",
        "much obliged",
        "cheers", "sincerely", "sincerely yours", "yours", "yours sincerely", "yours truly",
        "yours faithfully",
        "yours respectfully", "very truly yours", "truly yours", "faithfully", "respectfully",
        "respectfully yours",
        "cordially", "love", "much love", "lots of love", "all my love", "with love", "hugs", "big hugs",
        "xo", "xoxo",
        "xx", "x", "take care", "talk soon", "speak soon", "see you", "see you soon", "see ya", "ciao",
        "later",
        "peace", "br", "rgds", "kr", "bw", "in solidarity", "in haste", "fondly", "as ever", "as always",
        "until then",
        "have a great day", "have a nice day", "have a good day", "have a great weekend",
        "have a good weekend",
        "enjoy your weekend", "god bless", "blessings", "namaste", "looking forward", "yours in service",
        "bye",
        "mit freundlichen grüßen", "freundliche grüße", "viele grüße", "liebe grüße", "beste grüße",
        "herzliche grüße",
        "gruß", "grüße", "lg", "vg", "mfg", "danke", "vielen dank", "cordialement", "bien cordialement",
        "merci",
        "bien à vous", "amicalement", "bises", "saludos", "un saludo", "saludos cordiales", "un abrazo",
        "gracias",
        "muchas gracias", "atentamente", "atenciosamente", "abraços", "obrigado", "obrigada",
        "cumprimentos", "saluti",
        "cordiali saluti", "un saluto", "grazie", "grazie mille", "groet", "groeten", "groetjes",
        "met vriendelijke groet", "met vriendelijke groeten", "mvg", "bedankt", "hälsningar",
        "vänliga hälsningar",
        "med vänlig hälsning", "med vänliga hälsningar", "mvh", "vh", "hilsen", "venlig hilsen",
        "vennlig hilsen",
        "med venlig hilsen", "med vennlig hilsen", "kh", "tak", "takk", "tack", "terveisin",
        "ystävällisin terveisin",
        "pozdrawiam", "z poważaniem", "dziękuję", "s pozdravem", "děkuji", "pozdrav", "üdvözlettel",
        "cu stimă",
        "saygılarımla", "teşekkürler", "с уважением", "спасибо", "shukran", "salam", "arigato",
        "merci d'avance",
        "greetings", "best greetings", "many greetings", "groete", "groet,", "abraço", "mahalo", "aloha",
        "bises", "bisous", "thanking you",
        "with thanks and regards", "yours etc", "god bless you", "slán", "le meas", "hugs and kisses",
        "shalom", "kia ora",
        "ngā mihi", "nga mihi", "hwyl", "diolch", "cofion gorau", "sláinte",
    )
)  # fmt: skip
_CLOSING_STARTS = frozenset(
    ("best", "kind", "kindest", "warm", "warmest", "many", "thanks", "thank", "with", "yours", "regards",
     "cheers",
     "love", "sincerely", "respectfully", "all", "gratefully", "thx", "looking", "hope", "hoping")
)  # fmt: skip

_NOT_NAMES = frozenset(
    ("a", "about", "after", "again", "all", "also", "always", "am", "an", "and", "any", "anyone", "anything",
    "anytime", "are", "as", "asap", "at", "attached", "available", "be", "because", "before", "best",
    "better", "beers", "bye", "but", "by", "bye", "call", "can", "cheers", "coffee", "come", "congrats",
    "congratulations", "cool", "could", "dates", "day", "days", "deal", "december", "did", "dinner", "do",
    "does", "done", "don't", "each", "email", "enjoy", "eod", "everyone", "everything", "february", "feb",
    "fine", "first", "for", "free", "friday", "from", "fri", "friends", "fyi", "get", "go", "good",
    "goodbye", "great", "guys", "happy", "have", "he", "hello", "help", "her", "here", "hey", "hi", "him",
    "his", "hope", "how", "i", "i'd", "i'll", "i'm", "if", "in", "is", "it", "its", "it's", "jan",
    "january", "july", "june", "just", "know", "later", "latest", "lets", "let's", "lmk", "lol", "looking",
    "lots", "love", "lunch", "many", "march", "maybe", "me", "meeting", "monday", "mon", "more", "morning",
    "my", "need", "never", "next", "nice", "night", "no", "none", "nope", "nothing", "november", "nov",
    "now", "october", "of", "off", "ok", "okay", "on", "one", "only", "or", "our", "out", "over", "peace",
    "please", "pls", "plus", "ps", "questions", "question", "ready", "regards", "reply", "respectfully",
    "right", "sat", "saturday", "see", "send", "september", "she", "since", "sincerely", "so", "some",
    "someone", "something", "soon", "sorry", "still", "such", "sunday", "sun", "sure", "ta", "take", "talk",
    "team", "tea", "thank", "thanks", "that", "the", "their", "them", "then", "there", "these", "they",
    "thing", "this", "those", "thoughts", "thu", "thursday", "thx", "time", "to", "today", "tomorrow",
    "tonight", "too", "tue", "tuesday", "two", "up", "urgent", "us", "very", "warmly", "was", "we", "wed",
    "wednesday", "week", "weekend", "well", "were", "what", "whatever", "when", "where", "which", "who",
    "why", "wishes", "with", "would", "wow", "yep", "yes", "yet", "you", "your", "yours", "anyway",
    "absolutely", "agreed", "alright", "amen", "april", "aug", "august", "dear", "fingers", "crossed",
    "fwiw", "haha", "hugs", "idea", "ideas", "kisses", "lastly", "noted", "nvm", "obviously", "perfect",
    "pizza", "price", "probably", "promise", "really", "request", "seriously", "sounds", "true", "truly",
    "ttyl", "tia", "understood", "update", "welcome", "whenever", "wherever", "xoxo", "yay", "yeah", "yup",
    "hmm", "deadline", "budget", "agenda", "details", "information", "options", "option", "address",
    "phone", "number", "link", "invoice", "paypal", "venmo", "zelle", "cash", "cashapp", "amazon",
    "location", "usa", "uk", "signed", "sealed", "delivered", "edit", "ugh", "phew", "done")
)  # fmt: skip
_PARTICLES = frozenset(
    ("de", "da", "di", "do", "dos", "das", "del", "della", "van", "von", "der", "den", "ten", "ter", "bin",
    "binti", "ibn", "al", "el", "la", "le", "du", "af", "av", "zu", "y", "e", "i", "and", "und", "et", "&",
    "of", "the")
)  # fmt: skip
_CREDENTIALS = frozenset(
    ("phd", "ph.d", "md", "m.d", "mba", "ma", "msc", "ba", "bsc", "jr", "sr", "ii",
    "iii", "iv", "esq", "cpa", "pmp", "rn", "dds", "dvm", "ceo", "cto", "cfo", "coo", "cmo", "vp",
    "svp", "evp", "pe", "p.e", "cfa", "ra", "cissp", "llm", "llb", "edd", "dphil", "mp", "obe",
    "mbe")
)  # fmt: skip
_HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "rev", "fr", "sr", "capt", "sgt"]
)

_NEVER_FIRST = frozenset(
    ("and", "&", "of", "the", "thxs", "thanx", "thks", "tks", "xd", "cc", "fyi", "ps", "re", "vs", "thanking")
)
_NEVER_LAST = _PARTICLES - {"&", "i", "e", "y"}

_ROLE_WORDS = frozenset(
    ("manager", "director", "engineer", "analyst", "associate", "assistant", "coordinator", "consultant",
    "student", "candidate", "professor", "lecturer", "teacher", "founder", "cofounder", "co-founder",
    "president", "vice", "chair", "chairman", "chairwoman", "officer", "administrator", "executive",
    "specialist", "supervisor", "lead", "leader", "head", "editor", "designer", "developer", "researcher",
    "fellow", "scientist", "architect", "attorney", "lawyer", "counsel", "accountant", "nurse", "physician",
    "technician", "representative", "secretary", "treasurer", "intern", "principal", "partner", "owner",
    "producer", "recruiter", "strategist", "planner", "agent", "advisor", "adviser", "department", "dept",
    "division", "office", "team", "university", "college", "school", "institute", "inc", "inc.", "ltd",
    "ltd.", "llc", "gmbh", "ag", "corp", "corp.", "corporation", "company", "co.", "group", "llp", "plc",
    "labs", "studio", "studios", "foundation", "association", "society", "committee", "hospital", "church",
    "council", "ministry", "bank", "services", "solutions", "consulting", "partners", "global",
    "international", "operations", "marketing", "sales", "finance", "engineering", "major", "class",
    "senior", "junior", "freshman", "sophomore", "volunteer", "captain", "coach", "member", "organizer",
    "organiser", "governor", "senator", "chef", "photographer", "writer", "artist", "musician", "ceo",
    "cto", "cfo", "coo", "cmo", "vp", "svp", "evp", "hr", "phd", "mba", "md", "she/her", "he/him",
    "they/them", "pronouns", "street", "st.", "road", "rd.", "avenue", "ave", "ave.", "lane", "suite",
    "floor", "building", "box")
)  # fmt: skip

_CONTACT = lazy(
    r"(?:^|[\s(|•·,/])(?:tel|telephone|phone|ph|mob|mobile|cell|fax|office|direct|work|home|whatsapp|skype"
    r"|email|e-mail|mail|"
    r"web|website|url|linkedin|twitter|github|instagram|m|t|p|e|f|w|c|o|d)\s?[.:)]\s*\S"
    r"|\(?\+?\d[\d\s().\-/–]{5,}\d|https?://|www\.|[\w.+-]{1,64}@[\w-]{1,64}\.\w|(?:^|\s)@\w{2,30}$"
    r"|(?:^|\s)(?:linkedin|github|twitter)\.com/|\bx\s?\d{3,5}\b|\b\d-\d{4}\b",
    re.IGNORECASE,
)
_ADDRESS = lazy(
    r"\d{1,6}[a-z]?,? [\w .'-]{2,40}\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|blvd|boulevard|way"
    r"|court|square|"
    r"place|floor|suite|str|straße|platz|rue|plaza)\b|\bp\.?o\.? box \d|\b[A-Z]{2},? \d{5}\b"
    r"|\b\d{4,5} [A-ZÄÖÜ][a-zäöüß]{2,}"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\b(?:suite|floor|room|rm) #?\d",
    re.IGNORECASE,
)
_SPEAKING = lazy(
    r"[?]|\b(?:please|pls|plz|could|can|would|won't|you|your|u|ur|i'?ll|i’ll|i'?d|i’d|i'?m|i’m|me|we'?ll"
    r"|we’ll|we'?d|we’d"
    r"|let|happy to|glad to|owe|treat|favou?r|in return|in exchange|on me|on us|on the house|buy|pay|repay"
    r"|return|promise|"
    r"ask|asking|need|help|send|call me|reach|rsvp|reply|respond|thanks?|sorry|hope|looking forward|ps"
    r"|p\.s)\b",
    re.IGNORECASE,
)
_CLEARLY_SPEAKING = lazy(
    r"[?]|\b(?:please|pls|plz|could you|can you|would you|will you|you|i'?ll|i’ll|i'?d|i’d|we'?ll|we’ll"
    r"|happy to|glad to|owe|"
    r"my treat|favou?r|in return|in exchange|on me|on us|let me know|rsvp)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = lazy(r"\(?(?:p\.?\s?)+s\.?(?:\s?[:,.–—-]|\s|$)|edit\s?[:\d]|update\s?:|n\.?b\.?\s?[:.]", re.IGNORECASE)
_KISSES = lazy(
    r"(?:[\s,]+x{1,5}|[\s,]*xo(?:xo)*|\s*<3+|\s*[:;]-?[)D]"
    r"|[\s\u2600-\u27bf\ufe0f\u200d\U0001f300-\U0001faff])+$",
    re.IGNORECASE,
)
# --- lines ------------------------------------------------------------------------------------------------


def is_closing(line: str) -> bool:
    """Whether the line says goodbye and no more: "Best,", "Thanks in advance!", "Kind regards"."""
    if len(line) > 80:
        return False
    bare = _KISSES().sub("", line).strip(" \t,.!-–—:~*_\u00a0") or line.strip(" ,.!-–—")
    lowered = " ".join(bare.lower().replace("’", "'").split())
    if lowered in _CLOSINGS or ("/" in lowered and any(part.strip() in _CLOSINGS for part in lowered.split("/"))):
        return True
    words = lowered.split()
    return (
        line.rstrip()[-1:] == ","
        and 0 < len(words) <= 8
        and words[0].strip(",") in _CLOSING_STARTS
        and "?" not in line
        and not (len(words) == 2 and bare.split()[1][:1].isupper())
    )


def _word_is_name(word: str) -> bool:
    core = word.strip(".,()'\"’")
    if not core or not all(character.isalpha() or character in "'’.-" for character in core):
        return False
    # "J.K." but neither "Soon.See" nor "report.doc"
    if "." in core and any(len(piece) > 1 for piece in core.split(".")[:-1] + core.split(".")[-1:]):
        return False
    return core[0].isupper() or core[0].lower() == core[0].upper()


def is_name(line: str, lower_case: bool = False) -> bool:
    """Whether the line is a personal name and no more: "Ana", "J. K. Osei, PhD", "Sam & Jo", "Bea x".

    `lower_case` also takes one or two words without capitals, which is only safe below closing words.
    """
    if len(line) > 60 or any(mark in line for mark in "?!;:@…"):
        return False
    bare = _KISSES().sub("", line).strip(' \t-–—~*_/|,"“”\u00a0')
    words = _without_titles(bare.replace("(", " (").split())
    if not 1 <= len(words) <= 5 or not _reads_like_a_name(words):
        return False
    solid = [word for word in words if _core(word) not in _PARTICLES]
    if solid and all(_word_is_name(word) for word in solid):
        # where a script has no capitals, only something short is taken for a name
        return any(word.strip("(\"'")[:1].isupper() for word in solid) or (len(words) <= 2 and len(bare) <= 8)
    plain = all(word.strip(".-'’").isalpha() and len(word) <= 14 for word in words)
    return lower_case and plain and len(words) <= 2


def _core(word: str) -> str:
    """The word in lower case without punctuation at its ends."""
    return word.strip(".,()'\"’").lower().replace("’", "'")


def _without_titles(words: list[str]) -> list[str]:
    """The words without "Dr." before and "PhD" behind."""
    while len(words) > 1 and words[-1].strip(",.()").lower() in _CREDENTIALS:
        words = words[:-1]
    while len(words) > 1 and words[0].strip(".").lower() in _HONORIFICS:
        words = words[1:]
    return words


def _reads_like_a_name(words: list[str]) -> bool:
    """Whether no word and no punctuation speaks against a name."""
    cores = [_core(word) for word in words]
    # an initial such as "I." or "A" is no pronoun and no article
    spelled = [core for word, core in zip(words, cores, strict=True) if len(core) > 1 or not word[:1].isupper()]
    return not (
        any(core in _NOT_NAMES and core not in _PARTICLES for core in spelled)
        or cores[-1] in _NEVER_LAST
        or cores[0] in _NEVER_FIRST
        or " ".join(cores) in _CLOSINGS
        or any("," in word for word in words[:-1])
        # a full stop inside ends a sentence, unless it follows an initial or a short title
        or any(word[-1] == "." and len(word) > 3 for word in words[:-1])
        or (words[-1][-1] == "." and len(words) > 3)
    )


def is_contact(line: str) -> bool:
    """Whether the line carries a telephone number, an address for mail or a site, and no sentence."""
    if len(line) > 160 or _CLEARLY_SPEAKING().search(line):
        return False
    found = _CONTACT().search(line)
    if found is None:
        return False
    plain = [word for word in line.split() if word.isalpha() and word.islower() and len(word) > 2]
    return len(plain) <= 3


def is_position(line: str) -> bool:
    """Whether the line is a title, a company or a postal address: short, capitalised, no sentence."""
    if len(line) > _WIDEST or line[-1] in "?!…" or _SPEAKING().search(line):
        return False
    if _ADDRESS().search(line):
        return True
    words = [word for word in line.replace("/", " / ").replace("|", " | ").split() if any(map(str.isalpha, word))]
    if not 1 <= len(words) <= 10:
        return False
    if line[-1] == "." and words[-1].lower() not in _ROLE_WORDS and len(words) > 2:
        return False
    joining = (
        "of",
        "for",
        "and",
        "the",
        "in",
        "at",
        "to",
        "on",
        "de",
        "der",
        "für",
        "et",
        "y",
        "du",
        "la",
        "und",
    )
    capitals = sum(not word[0].islower() or word in joining for word in words)
    if any(word.strip("(),.;:").lower() in _ROLE_WORDS for word in words):
        return capitals * 2 >= len(words) or len(words) <= 6
    return capitals == len(words) and not any(word.lower() in ("i", "he", "she", "they", "we") for word in words)


# --- the search -------------------------------------------------------------------------------------------


def find_signatures(sheet: Sheet, first: int, blanks: tuple[Span, ...]) -> None:
    """Mark the lines from line `first` on that only say who the writer is; a blank in them stays visible."""
    blocks = _blocks(sheet, first)
    keep = _Blanks(blanks)
    for position, block in enumerate(blocks):
        _SignatureSearch(sheet, block, keep, last=position == len(blocks) - 1, anything_above=position > 0).run()


class _Blanks:
    """Answers whether a line holds an unfilled blank."""

    def __init__(self, blanks: tuple[Span, ...]) -> None:
        self._blanks = blanks

    def on(self, line: Line, behind: int = 0) -> bool:
        """Whether a blank on the line ends behind offset `behind`."""
        return any(line.start <= blank.start < line.end and blank.end > behind for blank in self._blanks)


def _blocks(sheet: Sheet, first: int) -> list[list[int]]:
    """The writer's own lines, cut where an earlier message stands between them."""
    blocks: list[list[int]] = [[]]
    apart = (RegionKind.QUOTE, RegionKind.ATTRIBUTION, RegionKind.FORWARD, RegionKind.DIFF)
    for number in range(first, len(sheet.lines)):
        if sheet.is_own(number):
            blocks[-1].append(number)
        elif sheet.kinds[number] in apart and blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


class _SignatureSearch:
    """The search in one block of own lines."""

    def __init__(self, sheet: Sheet, block: list[int], blanks: _Blanks, last: bool, anything_above: bool) -> None:
        self.sheet = sheet
        self.block = block
        self.blanks = blanks
        self.last = last
        self.anything_above = anything_above

    def line(self, position: int) -> Line:
        return self.sheet.lines[self.block[position]]

    def run(self) -> None:
        """Try the surest form first: delimiter, then closing words, then a bare name or contact card."""
        delimiter = self._delimited()
        stop = self._before_postscript() if delimiter is None else delimiter
        if stop == 0:
            return
        marked = self._below_closing(stop)
        if not marked and self.last:
            marked = self._card(stop)
        if not marked and self.last:
            self._at_line_end(stop)

    def _mark(self, position: int) -> None:
        if not self.blanks.on(self.line(position)):
            number = self.block[position]
            self.sheet.mark(number, number + 1, RegionKind.SIGNATURE)

    def _adjacent(self, position: int) -> bool:
        """Whether the line at `position` follows the one before without a blank line."""
        return position > 0 and self.block[position] == self.block[position - 1] + 1

    # -- delimiter

    def _delimited(self) -> int | None:
        """The position of the delimiter line, whose tail is then marked, or None."""
        for position in range(len(self.block) - 1, -1, -1):
            text = self.line(position).text
            bare = self.line(position).bare
            if len(self.block) - position > _LONGEST_DELIMITED:
                return None
            exact = text.rstrip("\r") == "-- "
            if not (exact or bare in ("--", "—", "–")):
                continue
            tail = range(position + 1, len(self.block))
            if not exact and (len(tail) > _LONGEST_SIGNATURE or any(len(self.line(at).bare) > 120 for at in tail)):
                return None
            if position == 0 and not self.anything_above:
                return None
            self._mark(position)
            speaking = False
            for at in tail:
                bare = self.line(at).bare
                if not self._adjacent(at):
                    speaking = False
                if _POSTSCRIPT().match(bare):
                    speaking = True
                if speaking or self._speaks_below_delimiter(bare):
                    continue
                self._mark(at)
            return position
        return None

    @staticmethod
    def _speaks_below_delimiter(bare: str) -> bool:
        if _CLEARLY_SPEAKING().search(bare[: _WIDEST * 4]) is None or is_closing(bare):
            return is_closing(bare)
        return len(bare.split()) >= 3

    # -- postscript

    def _before_postscript(self) -> int:
        """The end of the block without the postscripts that close it."""
        for position in range(len(self.block) - 1, max(-1, len(self.block) - 1 - _LONGEST_SIGNATURE), -1):
            if position > 0 and _POSTSCRIPT().match(self.line(position).bare):
                return self._first_postscript(position)
        return len(self.block)

    def _first_postscript(self, position: int) -> int:
        while position > 1 and _POSTSCRIPT().match(self.line(position - 1).bare):
            position -= 1
        return position

    # -- closing words

    def _below_closing(self, stop: int) -> bool:
        lowest = max(-1, stop - _LONGEST_SIGNATURE - 2)
        for position in range(stop - 1, lowest, -1):
            if is_closing(self.line(position).bare) and (position > 0 or self.anything_above):
                break
        else:
            return False
        tail = range(position + 1, stop)
        if len(tail) > _LONGEST_SIGNATURE:
            return False
        marked = False
        named = False
        for at in tail:
            bare = self.line(at).bare
            if len(bare) > 160:
                continue
            if is_name(bare, lower_case=not named and at == position + 1):
                named = True
            elif not (is_contact(bare) or ((named or at == position + 1) and is_position(bare))):
                # "Sam, who owes you lunch": the name goes, the offer stays
                continue
            self._mark(at)
            marked = True
        if tail and not marked:
            return False
        return bool(tail)

    # -- a bare name or a contact card

    def _card(self, stop: int) -> bool:
        top = None
        lower = stop - 1
        while lower >= 0 and stop - lower <= _LONGEST_SIGNATURE:
            bare = self.line(lower).bare
            if is_name(bare) and not self._is_listed(lower):
                top = lower
                # two names in a row: a name and a company, or a list of people
                if lower == 0 or not (self._adjacent(lower) and is_name(self.line(lower - 1).bare)):
                    break
            elif not (is_contact(bare) or ((lower < stop - 1 or stop - lower > 0) and is_position(bare))):
                break
            lower -= 1
        if top is None:
            return self._lower_case_name(stop)
        if top == 0 and not self.anything_above:
            return False
        if top > 0 and not self._may_follow(top):
            return False
        if self.line(top).bare[-1] == "," and top < stop - 1:
            # a closing word in some language or dialect: it stays, as closing words do
            top += 1
        for at in range(top, stop):
            self._mark(at)
        return True

    def _lower_case_name(self, stop: int) -> bool:
        """A last line such as "sam" or "d", set off by a blank line."""
        if stop < 2 or self._adjacent(stop - 1):
            return False
        bare = self.line(stop - 1).bare
        if " " in bare or len(bare) > 12 or not is_name(bare, lower_case=True) or self.line(stop - 2).bare[-1] in ":-":
            return False
        self._mark(stop - 1)
        return True

    def _is_listed(self, position: int) -> bool:
        """Whether the line is an entry of a list: names of people asked about, not of the writer."""
        return self.line(position).bare[:1] in "-*•·+" and self.line(position).bare[1:2] == " "

    def _may_follow(self, top: int) -> bool:
        """Whether a name may stand below the line above: a sentence or a paragraph ends there."""
        above = self.line(top - 1).bare
        if above[-1] == ":" or self._is_listed(top - 1):
            return False
        if is_closing(above):
            return True
        if self._adjacent(top):
            return above[-1] in ".!?,)…\"'”*" or not above[-1].isalnum()
        # "Could you introduce me to" and then, set off, the name
        return above.split()[-1].lower() not in (
            "to",
            "with",
            "for",
            "of",
            "from",
            "is",
            "are",
            "and",
            "or",
            "by",
            "the",
        )

    # -- a name at the end of the last line

    def _at_line_end(self, stop: int) -> bool:
        line = self.line(stop - 1)
        text = self.sheet.text[line.start : self.sheet.own_end(self.block[stop - 1])].rstrip(" \t\"'”\u00a0")
        tail = text[-160:]
        offset = line.start + len(text) - len(tail)
        greeted = _greeted(self.line(0).bare)
        for pattern in (_CLOSED_BY(), _DASHED_BY(), _STOPPED_BY()):
            found = pattern.search(tail)
            if found is None:
                continue
            name = found["name"].strip()
            words = name.split()
            bare_name = " ".join(words[:3])
            if not is_name(bare_name) and not (words and is_name(words[0]) and len(words) > 3):
                continue
            if words[0].strip(".,").lower() in greeted or (found.start("name") == 0 and len(self.block) == 1):
                continue
            if len(words) > 3 and not _is_card_tail(words):
                continue
            start = offset + found.start("name")
            title = _TITLE_BEFORE().search(tail[: found.start("name")])
            if title is not None:
                start = offset + title.start("title")
            if start <= line.start or (self.blanks.on(line, behind=start)):
                continue
            self.sheet.mark_stretch(start, offset + len(tail), RegionKind.SIGNATURE)
            return True
        return False


_UPPER_NAME = (
    r"[^\W\d_a-z](?:[\w'’-]*|\.)"
    r"(?: (?:[^\W\d_a-z](?:[\w'’-]*|\.)|(?:[A-Z]\.){2}|de|van|von|der|al|bin|da|&|and)){0,3}\.?"
)
# "Thanks, Phillip", "Best regards, Ana Ruiz Director 713-555-0100"
_CLOSED_BY = lazy(
    r"(?:^|(?<=[\s.!?,;)\"]))(?:[Tt]hanks(?: (?:again|so much|a lot|very much|in advance|for your help"
    r"|much))?|THANKS|"
    r"[Tt]hank you(?: (?:again|so much|very much|in advance))?|[Tt]hx|TIA|[Bb]est(?: (?:regards|wishes))?|"
    r"[Rr]egards|(?:[Kk]ind(?:est)?|[Ww]arm(?:est)?) [Rr]egards|[Cc]heers|[Ss]incerely|[Yy]ours(?: truly"
    r"| sincerely)?|"
    r"[Ll]ove|[Rr]espectfully|[Cc]iao|[Tt]ake care|[Aa]ll the best|[Mm]any thanks|[Tt]alk soon"
    r"|[Mm]uch appreciated)"
    r"\s?[,.–—-]+\s?(?P<name>" + _UPPER_NAME + r"(?:[ ,|]+[\w()&/.:@+–-]+){0,12})$"
)
_DASHED_BY = lazy(r"(?<=\S)\s?(?:(?<=\s)[-~]{1,2}\s?|[–—]\s?|(?<=\s)/)(?P<name>" + _UPPER_NAME + r")(?:\s+x+)?$")
_TITLE_BEFORE = lazy(r"(?:^|\s)(?P<title>(?:(?:Mrs?|Ms|Mx|Dr|Prof|Engr|Ing|Rev|Fr|Sr|Capt|Sgt|[A-Z])\.? ?){1,3}\s?)$")
_STOPPED_BY = lazy(r"[.!?)…]\s+(?P<name>" + _UPPER_NAME + r")(?:\s+x+)?$")


def _is_card_tail(words: list[str]) -> bool:
    """Whether what follows a name on the same line is a title or a number, not words to the reader."""
    if _SPEAKING().search(" ".join(words)):
        return False
    return all(not word[0].islower() or word in ("of", "and", "for", "the", "at") for word in words)


_GREETING = lazy(
    r"(?:hi+|hey+|hello|dear|hiya|good (?:morning|afternoon|evening)"
    r"|morning)?[ ,]*((?:[^\W\d_][\w.'’-]*[ ,]*){1,3})",
    re.IGNORECASE,
)


def _greeted(first_line: str) -> frozenset[str]:
    """The words of the greeting, so that a name said there is never taken for the writer's."""
    found = _GREETING().match(first_line[:80])
    return frozenset(word.strip(".,!").lower() for word in found[1].split()) if found else frozenset()
