"""The grammatical shape of an answer: told by its first words, by what joins clauses, and by the parse."""

from __future__ import annotations

from enum import StrEnum

from asklint.reading.lines import lazy
from asklint.rewriting.clauses import (
    AUXILIARIES,
    ENDS,
    STATES,
    asks_later,
    commanded,
    finite_verbs,
    has_clause_after,
    has_finite_verb,
    has_short_is,
    has_two_clauses,
    is_clause,
    is_clause_first,
    is_deal,
    is_since_then,
    is_state,
    is_thing_when,
    lacks_have,
    phase,
    subject_follows,
    verb_leads,
)
from asklint.rewriting.fragments import DID
from asklint.signals.people.wordlists import RELATION, ROLE, TITLE, traits_of
from asklint.signals.phrases import load_words
from asklint.signals.words import Words

_SUBORDINATES = frozenset("when that while because if as who which what where whether how after before until".split())
_QUOTES = frozenset(("'", '"', "‘", "“", "’", "`", "``", "''"))
_SHORTEST_ACT = 3
"""Words: a verb, a determiner and a noun."""
_TIMES = frozenset("day morning afternoon evening night week weekend month year time hour lunchtime".split())
"""What "lunch any day" has behind its determiner."""
_NUMBERED = frozenset("page pages slide slides chapter week day year room no number line section part grade".split())
_JOINING = frozenset(
    "about above across after against along alongside although amid among around as at because before behind below"
    " beneath beside besides between beyond but by concerning despite down during except excluding following for from"
    " given if in including inside into like minus near of off on onto opposite out outside over past pending per plus"
    " re regarding round since so than that though through throughout till to toward towards under underneath unless"
    " unlike until up upon versus via whether while with within without worth".split()
)
"""All that the tagger may well call a preposition."""
_BEFORE_DETERMINERS = frozenset("all half such quite not both once twice only just maybe what at".split())
_LONG = 5
"""Words of an answer that is more than a verb or a thing."""


class Form(StrEnum):
    """The grammatical shape of an answer."""

    NOUN = "noun"
    """"intro to Larry Smith", "20 minutes on the footpath"."""
    VERB = "verb"
    """A bare verb or command: "review her deck"."""
    INFINITIVE = "infinitive"
    """"to hear how he moved"."""
    GERUND = "gerund"
    """"covering her late shifts"."""
    WISH = "wish"
    """"want to hear how he moved": what the writer would like to do."""
    SUBJECTLESS = "subjectless"
    """A finite verb without its "I": "can review her deck", "need money for rent"."""
    CLAUSE = "clause"
    """"i can walk the dog", "the ad says referrals get read first"."""
    BECAUSE = "because"
    SO = "so"
    """"so the auditors can close Q3"."""
    CONDITION = "condition"
    """"if one of us gets cut off the other speaks up"."""
    QUESTION = "question"
    """A question that stands by itself: "how did she get the visa?"."""
    INDIRECT = "indirect"
    """A question that wants something before it: "what day they come", "which form to fill"."""
    ADJECTIVE = "adjective"
    """"happy to share what I learned"."""
    PREPOSITION = "preposition"
    """"for my thesis", "by friday"."""


_WH = frozenset("what when where who why how which whose whom whether".split())
_WH_IS = frozenset("what's who's how's where's whats whos hows wheres".split())
_SUBJECTS = frozenset(
    "i we he she they it you u ya there that this these those my our his her their your the a an one somebody someone"
    " anybody anyone nobody everyone".split()
)
_PRONOUNS = frozenset("i we he she they it you u there i'm im ive id it's its shes hes youre theyre u're ur".split())
_OBJECTS = frozenset("me us him them it her my our his your ur their hers theirs yours".split())
_WISHES = frozenset("want wants wanna wanting hope hoping love like".split())
_DOES_FOR = frozenset("it this that them him her the my our these those a an same some".split())
_ADVERBS = frozenset("only just also maybe quickly simply first then at really please always".split())
_HOW_OFTEN = frozenset("once twice thrice every each".split())
_NOT_GERUNDS = frozenset("ring bring sing string swing sling fling wring cling".split())
_TOLD_OF = frozenset(
    "times hours dates costs fees options rates instructions details rules tips prices plans materials ideas notes"
    " guidelines requirements arrangements conditions skills experience".split()
)
_UNCHANGING = frozenset("bet bid burst cast cut hit hurt let put quit read set shed shut slit split spread".split())
"""Verbs whose bare form is their past too, so that a tagger takes a command for a state."""
_ABLE = frozenset("glad happy willing able free pleased keen ready delighted".split())
_COURTEOUS = frozenset("please pls kindly".split())
_MODALS = frozenset("could can would will".split())
_BECAUSE = frozenset("because becuase becasue cause cos cuz coz bc since 'cause".split())
_PREPOSITIONS = frozenset(
    "for by before until till til on in at after within during from around with about this next starting asap today"
    " tomorrow tonight tmrw thru through any between over now b4 immediately due towards regarding re without under"
    " sometime".split()
)
TIME_WORDS = frozenset(
    "by before until till til asap today tomorrow tonight tmrw next this within after during at on in from around"
    " between any sometime anytime whenever eod over starting now b4 immediately tmr soon".split()
)
_ALSO_VERBS = frozenset(
    "vouch speak vote stand testify plead argue lobby pray cook park walk wash water drive ride march sign swap fight"
    " chip pitch pop nod smile wave clap push campaign babysit dogsit housesit step sit wait stop play star model drum"
    " sub dance act experiment rule perform practice practise rehearse deputise deputize cover root cheer clear"
    " grab".split()
)
"""Verbs that the tagger takes for nouns where a particle follows: "vouch for me", "swap for two night shifts"."""
_PARTICLES = frozenset("for in on up out off with at by over round through down as".split())
_HAD_FOR = frozenset("water ride pitch cover park estimate quote".split())
"""Those of them that are things where it says who for: "water for the horses", but "cover for me"."""
_LESS = frozenset("half money percent pounds dollars day days night week time".split())
"""What is "off" something: "half off two tickets"."""
_WHATEVER = frozenset("what what's whatever anything everything how".split())
_TRADED = frozenset("swap trade switch exchange".split())
_COMPOUNDS = frozenset(
    "details results number numbers list lists player experience person info information data drive hours".split()
)
"""Nouns behind which a verb-like word only says of what: "contact details", "test results"."""
_INFLECTED = lazy(r"(?:ing|ed|[^s]s)$")
_SURE_VERBS = frozenset("man void grab clear".split())
"""What an act begins with and no thing, though the tagger knows the word as something else."""
_EVERYTHING = frozenset("everything anything all both".split())
_AWAY = frozenset("up out off over through down back".split())
_AFTER_NOUNS = frozenset(("", "to", "from", "of", "on", "for", "with"))
_OPEN = frozenset("when whenever once as".split())


def shape_of(name: str, words: Words, asks: bool) -> tuple[Form, int]:
    """The shape of an answer to the question `name`, and its first proper token."""
    if not len(words):
        return Form.NOUN, 0
    wish = _wish(words)
    if wish:
        return Form.WISH, wish
    return _by_connective(name, words, asks) or (_by_name(name, words, asks) or _by_first_word(name, words, asks), 0)


def _by_connective(  # noqa: PLR0911 - one line a shape
    name: str, words: Words, asks: bool
) -> tuple[Form, int] | None:
    """Shapes told by a word that joins clauses or opens an infinitive."""
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    long = len(words) > 2
    aim = _aim(name, words)
    if aim:
        return Form.INFINITIVE, aim
    if _is_since_date(words):
        return Form.CLAUSE, 0
    if first in _BECAUSE and (long or (name == "reason" and second and tag[1] != "CD")):
        dated = first == "since" and (tag[1] == "CD" or tag[1][:3] == "NNP") and not is_clause(words)
        if is_clause_first(words) or is_since_then(words):
            return Form.CLAUSE, 0
        begin = 1
        while begin < len(words) - 1 and lower[begin] in (",", "well", "um", "like"):
            begin += 1
        return None if dated else (Form.BECAUSE, begin)
    if first == "as" and long and (second in _PRONOUNS or words.dep[0] == "mark") and second not in ("soon", "much"):
        return (Form.BECAUSE, 1) if has_finite_verb(words) else None
    if first == "so" and long and second not in ("much", "many", "far", "little"):
        return Form.SO, 2 if second == "that" else 1
    if name == "action" and not asks:
        refused = _refused(words)
        if refused is not None:
            return refused, 0
    if first == "if" and not asks:
        two = has_two_clauses(words) and not _is_one_clause(words)
        return Form.CONDITION if name != "action" or two else Form.INDIRECT, 0
    if first == "to" and name != "when" and tag[1:2] and tag[1][:2] in ("VB", "NN", "JJ", "RB"):
        return Form.INFINITIVE, 1
    if first == "that" and long and second in _PRONOUNS:
        return Form.CLAUSE, 1
    if first == "that" and long and second in ("your", "the", "his", "her") and not asks:
        return Form.CLAUSE, 1
    return None


def _is_since_date(words: Words) -> bool:
    """Whether "since" tells from when on something is so: "since june we have no water"."""
    if words.lower[0] != "since" or len(words) < _LONG:
        return False
    for at in range(2, min(6, len(words) - 1)):
        if words.tag[at - 1][:2] in ("VB", "MD"):
            return False
        if words.tag[at] == "PRP" and words.tag[at + 1][:2] in ("VB", "MD"):
            return True
    return False


def _is_one_clause(words: Words) -> bool:
    """Whether every clause behind "if" hangs on it: "if it sounds rude when i say that"."""
    if "," in words.text or commanded(words):
        return False
    subjects = [token for token in range(len(words)) if words.dep[token][:5] == "nsubj"]
    return all(
        any(words.lower[at] in _SUBORDINATES or words.text[at] in _QUOTES for at in range(max(token - 2, 1), token))
        for token in subjects[1:]
    )


def _refused(words: Words) -> Form | None:
    """What is not to be done, or done one way or the other: "not to tell him", "either repair it or say so"."""
    lower, tag = words.lower, words.tag
    begin = 1 if lower[0] == "please" else 0
    if lower[begin : begin + 2] in (["not", "to"], ["do", "not"], ["do", "n't"], ["do", "nt"]) and len(words) > 2:
        return Form.SUBJECTLESS
    if lower[begin] == "not" and tag[begin + 1 : begin + 2] in (["VB"], ["VBP"]) and len(words) > 2:
        return Form.SUBJECTLESS  # "not mow the lawn"
    acts = tag[1:2] in (["VB"], ["VBP"]) or (len(words) > 1 and lower[1] in load_words("request_verbs.txt"))
    return Form.VERB if lower[0] in ("either", "never") and acts and len(words) > 2 else None


def _aim(name: str, words: Words) -> int:
    """Where the aim begins in "in order to register", "so as not to look silly"; 0 without one."""
    lower = words.lower
    if lower[0] in ("in", "so") and lower[1:4] in (["order", "not", "to"], ["as", "not", "to"]) and len(words) > 4:
        return 4
    if lower[0] in ("in", "so") and lower[1:3] in (["order", "to"], ["as", "to"]) and len(words) > 3:
        return 3
    return 2 if name == "reason" and lower[:2] in (["not", "to"], ["to", "not"]) and len(words) > 2 else 0


def _by_name(  # noqa: PLR0911 - one line a shape
    name: str, words: Words, asks: bool
) -> Form | None:
    """Shapes that only answers to one question have."""
    lower, tag = words.lower, words.tag
    if name == "when" and (form := _of_time(words)) is not None:
        return form
    if name == "action" and ":" in words.text and lower[0] in load_words("request_verbs.txt"):
        return Form.VERB  # "answer two questions: is the course any good, what does it cost"
    agrees = name == "action" and lower[0] in ("when", "whenever", "next") and not asks
    if agrees and (commanded(words) > 1 or is_deal(words)):
        return Form.CONDITION
    if lower[0] == "ill" and len(words) > 2 and (name == "offer" or tag[1][:2] == "VB"):
        return Form.CLAUSE  # "ill" without its apostrophe
    if name == "reason" and not asks and tag[0] == "VBZ" and lower[1:2] and lower[1] not in _PRONOUNS:
        return Form.SUBJECTLESS
    if name == "reason" and not asks and lower[0] in _WH and finite_verbs(words) > 1:
        return Form.CLAUSE  # "what she said stuck with me"
    does = lower[0] in ("do", "have") or (name == "reason" and lower[0] in ("did", "had", "been"))
    if name == "offer" and not asks and tag[0] == "VBZ":
        return Form.SUBJECTLESS
    if name in ("reason", "offer") and not asks and does and lower[1:2] and lower[1] not in _PRONOUNS:
        return Form.SUBJECTLESS if name == "reason" else Form.VERB
    return None


def _of_time(words: Words) -> Form | None:  # noqa: PLR0911 - one line a shape
    """Shapes that only a time has."""
    lower, tag = words.lower, words.tag
    if lower[0] == "to":
        return Form.PREPOSITION
    if lower[0] in ("takes", "lasts", "needs"):
        return Form.SUBJECTLESS
    if "am" in lower[1:] and "i" not in lower and tag.count("VBP") + tag.count("VBZ") + tag.count("MD") < 2:
        return Form.NOUN  # "coffee thurs am"
    if "(" in lower and not any(tag[at] in ("VBZ", "VBP", "VBD", "MD") for at in range(lower.index("("))):
        return Form.NOUN  # "September 20th (it closes on the 26th)"
    if lower[0] == "may" and (len(words) == 1 or lower[1][:1].isdigit()):
        return Form.NOUN
    if lower[0][:1].isdigit() and not any(word in _PRONOUNS | AUXILIARIES - {"may"} for word in lower):
        if not phase(words):
            return Form.NOUN
    elif lower[0] in ENDS:
        return Form.SUBJECTLESS
    elif (phase(words) and lower[0] not in _PREPOSITIONS | _OPEN) or _is_said_of(words):
        return Form.CLAUSE
    elif lower[0] in _PREPOSITIONS | _OPEN | TIME_WORDS:
        return Form.PREPOSITION
    return None


def _is_said_of(words: Words) -> bool:
    """Whether a time is told in a clause: "judging is 5 June", "next one is the 21st", "this week is best"."""
    if words.lower[1:2] in (["is"], ["are"], ["was"], ["will"]) and words.tag[0] in ("NN", "NNS", "VBG"):
        return True
    if words.lower[1:2] != [] and words.lower[1] in ENDS and words.lower[0].endswith("ing"):
        return True  # "posting closes Friday"
    if words.lower[0] not in ("next", "this"):
        return False
    verbs = [at for at in range(1, len(words)) if words.lower[at] in ("is", "are", "was", "'s", "would", "will")]
    return any(words.dep[at][:5] == "nsubj" for verb in verbs[:1] for at in range(verb))


def _by_first_word(name: str, words: Words, asks: bool) -> Form:
    return _asking(words, asks) or _stating(name, words) or _naming(name, words)


def _asking(words: Words, asks: bool) -> Form | None:
    """A question, and the sentences that begin with a question's words."""
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    if second in ("n't", "nt") and lower[2:3] and lower[2] not in _SUBJECTS:
        return Form.SUBJECTLESS  # "can't decide on my own"
    if first in _WH_IS or (first in _WH and second in ("'s", "s") and asks):
        return Form.QUESTION
    if first in _WH:
        return Form.QUESTION if _inverted(words, asks) else Form.INDIRECT
    if first == "any" and second in ("chance", "idea", "way"):
        return Form.QUESTION
    does = second in _DOES_FOR or (first == "have" and tag[1:2] != ["VBN"] and second not in _PRONOUNS)
    does = does or (first == "do" and words.dep[0] == "root" and tag[0] == "VB")  # "do round 4 with a timer"
    if first in AUXILIARIES and second and not (first in ("have", "do") and does and not asks):
        asked = second in _SUBJECTS or (asks and tag[1][:2] in ("NN", "PR", "DT")) or subject_follows(words)
        return Form.QUESTION if asked else Form.SUBJECTLESS
    if first in ("have", "do"):
        return Form.VERB
    if asks_later(words):
        return Form.QUESTION  # "as a parent, would you come"
    return Form.QUESTION if first in _COURTEOUS and second in _MODALS else None


def _stating(name: str, words: Words) -> Form | None:  # noqa: PLR0911 - one line a shape
    """What says something of somebody."""
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    if first in _ABLE and second == "to":
        return Form.ADJECTIVE
    if name == "offer" and second == "of" and (_ends_in_its_verb(words) or first in _MEASURES):
        return Form.NOUN
    if name in ("action", "offer") and _is_bidden(name, words):
        return Form.VERB
    if name == "reason" and second in ("due", "'s") and tag[0] in ("VB", "VBP") and len(words) > 2:
        return Form.CLAUSE  # "rent due friday", "arm's in a cast"
    if (first in _PRONOUNS and not (first == "ur" and tag[1:2] in (["NN"], ["NNS"]))) or is_clause(words):
        return Form.CLAUSE
    if name != "action" and has_short_is(words):
        return Form.CLAUSE  # "time's running out", "the deadline's friday"
    if _is_gerund(name, words):
        # "shipping one by one eats all of it" says something of what is done.
        told = name in ("reason", "offer") and words.dep[0] in ("csubj", "nsubj") and has_finite_verb(words)
        return Form.CLAUSE if told else Form.GERUND
    if first in _PREPOSITIONS and (name == "when" or first not in ("any", "this", "next", "starting")):
        full = name in ("reason", "offer") and (has_clause_after(words) or verb_leads(words))
        return Form.CLAUSE if full else Form.PREPOSITION
    fragment = words.pos[0] not in ("VERB", "AUX", "ADJ")
    owned = name == "action" and tag[0] in ("PRP$", "DT")
    if (name == "offer" or owned) and fragment and is_thing_when(words):
        return Form.NOUN
    dated = name == "when" and tag[0] == "JJ" and bool({"VBZ", "VBP", "VBD"} & {*tag})  # "first one is due in May"
    if name in ("reason", "when", "offer") and (fragment or dated) and has_finite_verb(words):
        return Form.CLAUSE
    if name in ("reason", "offer") and phase(words):
        return Form.CLAUSE if fragment else None
    if name == "reason" and is_state(words):
        return Form.ADJECTIVE
    adverb = tag[0][:2] in ("RB", "UH", "CC", "PR") and not _is_command(words)
    if name == "action" and adverb and len(words) > _LONG and has_finite_verb(words):
        return Form.CLAUSE
    return None


_MEASURES = frozenset("feed load set pack box bag share cut taste round run batch split".split())
"""Measures that are verbs too: "feed of mussels"."""


def _is_bidden(name: str, words: Words) -> bool:
    """Whether an answer that may look like a clause is a command or a deed by its first two words."""
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    if second in ("me", "us") and first not in _PRONOUNS and tag[0] != "VBG":
        return True
    if tag[:3] in (["NN", "NN", "PRP"], ["NN", "VB", "PRP"], ["JJ", "NN", "PRP"]) and lower[2] in ("me", "us"):
        return True  # "voice note me the tune"
    if first in _TRADED and tag[1:2] in (["NNS"], ["VBZ"]) and lower[2:3] == ["with"]:
        return True  # "swap desks with me"
    if name != "action":
        return False
    verb = first in load_words("request_verbs.txt") - {"question", "request"} and tag[0] in ("NN", "NNP")
    if verb and second in ("i", "i'm", "im", "we", "that"):
        return True  # "mention i'm looking"
    if second in ("or", "and") and {first, *lower[2:3]} <= load_words("request_verbs.txt"):
        return True  # "lend or pass on kids skates"
    return first in _ALSO_VERBS - _NUMBERED and tag[1:2] == ["CD"]  # "practise 15 minutes with me"


def _ends_in_its_verb(words: Words) -> bool:
    """Whether all that looks like a verb is the last word, and so is none: "half of the first print run"."""
    finite = [token for token in range(len(words)) if words.tag[token] in ("VBZ", "VBP", "VBD", "MD")]
    return finite == [len(words) - 1] and len(words) > _SHORTEST_ACT


def _naming(name: str, words: Words) -> Form:
    """A verb without its subject, or a thing."""
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    finite = tag[0] in ("VBD", "VBZ") or (tag[0] in ("VBP", "VB") and first in STATES)
    if name == "reason" and first in DID | {"got", "lost"}:
        return Form.SUBJECTLESS
    if name == "reason" and ((words.dep[0] == "root" and finite) or lacks_have(words)):
        return Form.SUBJECTLESS
    if name == "action" and first in ("need", "want") and second not in ("to", ""):
        return Form.SUBJECTLESS
    return Form.VERB if name not in ("person", "reader", "when") and _is_command(words) else Form.NOUN


def _is_gerund(name: str, words: Words) -> bool:
    """Whether an answer begins with what somebody would be doing."""
    first = words.lower[0]
    if not first.endswith("ing") or first in _NOT_GERUNDS:
        return False
    if words.lower[1:2] != [] and words.lower[1] in _TOLD_OF:
        return False  # "opening times"
    if words.dep[0] in ("amod", "compound"):  # "printing deadline", but "taping ankles"
        return name in ("action", "offer") and words.tag[words.head[0]] == "NNS"
    return words.tag[0] == "VBG" or first[:-3] in load_words("request_verbs.txt")


def _is_command(words: Words) -> bool:
    """Whether an answer begins with a bare verb, whatever the tagger makes of it."""
    verbs = load_words("request_verbs.txt")
    first, second = words.lower[0], words.lower[1] if len(words) > 1 else ""
    if second == "-":
        # "cross-check the figures", but "sign-up"
        return words.lower[2:3] != [] and words.lower[2] in verbs and words.tag[3:4] in (["DT"], ["PRP$"], ["CD"])
    if words.tag[0] == "IN" and first not in _JOINING and words.tag[1:2] in (["DT"], ["PRP$"]) and first.isalpha():
        return True  # "rewrite the part", whatever the tagger makes of it
    if first in _SURE_VERBS and second not in ("", "to", "from", "of", "on", "for", "with", "at", "who", "and"):
        return True
    if first in verbs | _ALSO_VERBS and (second in _EVERYTHING or _is_somebodys(words) or _tells_somebody(words)):
        return True
    if _puts_away(words) or _hands(words) or _is_done_somehow(words):
        return True
    if _is_compound(words) or (second == "for" and first in _HAD_FOR and words.lower[2:3] not in (["me"], ["us"])):
        return False
    known = (
        (first == "reply" and second == "to")
        or (first in _ALSO_VERBS and second == "that")
        or (first == "second" and words.tag[1:3] == ["NN", "CD"])
    )
    known = known or (first == "point" and second in ("to", "out", "at", "me"))
    known = known or (words.tag[0] == "NN" and second in _WHATEVER)  # "circle what is unclear"
    known = known or (words.tag[0] == "VBZ" and not first.endswith("s") and second in _OBJECTS | {"the", "a", "an"})
    plain = next((token for token in range(len(words)) if words.tag[token] != "RB"), 0)
    if plain > 1 and words.lower[plain] in verbs:
        return True  # "honestly just tell me"
    return (
        known
        or words.tag[0] == "VB"
        or (words.tag[0] == "VBP" and words.dep[0] in ("root", "ccomp", "parataxis"))
        or first in _NOT_GERUNDS | {"b", "practise"}
        or (
            first in _UNCHANGING
            and second not in ("", "of", "for", "from", "to", "by", "and", "or")
            and words.pos[0] != "ADJ"
        )
        or (first in _UNCHANGING and not {"off", "out", "up", "down"}.isdisjoint(words.lower[2:]))
        or (first in _ADVERBS and (second in verbs | _ALSO_VERBS or (words.tag[1:2] == ["VB"])))
        or (
            first in verbs and (words.tag[0][:2] == "VB" or second not in ("", "to", "from", "of", "on", "for", "with"))
        )
        or (
            second in _OBJECTS | {"the", "a", "an"}
            and words.tag[0] in ("NN", "JJ", "NNP", "VBD", "VBN", "UH", "RB")
            and first not in _ADVERBS | _HOW_OFTEN | {"all", "half", "such", "quite", "not", "both"}
            and not (words.tag[0] == "RB" and first.endswith("ly"))  # "mostly the headline"
        )
        or _has_object(words)
        or (first in _ALSO_VERBS and second in _PARTICLES)
        or (
            first[:-1] in verbs | _ALSO_VERBS
            and first.endswith("s")
            and second in _PARTICLES | {"if", "when"} | _OBJECTS
        )
        or any(words.dep[at] == "conj" and words.tag[at] == "VB" and words.head[at] == 0 for at in range(1, len(words)))
    )


def _is_somebodys(words: Words) -> bool:
    """Whether a thing of somebody named follows: "grab Owen's form"."""
    return words.text[0].islower() and words.tag[1:2] == ["NNP"] and words.lower[2:3] in (["'s"], ["’s"])


def _tells_somebody(words: Words) -> bool:
    """Whether somebody named is to be told something: "mention to Kathy that I trained them"."""
    told = words.tag[2:3] in (["NNP"], ["PRP"]) or words.lower[2:3] in (["your"], ["the"])
    return words.lower[1:2] == ["to"] and told and "that" in words.lower[3:6]


def _puts_away(words: Words) -> bool:
    """Whether a verb has its particle and its object behind: "cross out every word", "dig over two beds"."""
    first, second = words.lower[0], words.lower[1] if len(words) > 1 else ""
    counted = words.tag[1:2] == ["RP"] or (second == "off" and first not in _LESS)
    thing = words.tag[2:3] in (["DT"], ["PRP$"], ["NNS"]) or (counted and words.tag[2:3] == ["CD"])
    if second not in _AWAY or not thing or _INFLECTED().search(first):
        return False
    parted = words.tag[1] == "RP" or (words.dep[1] == "compound:prt" and words.head[1] == 0)
    return parted or words.tag[0] in ("NN", "IN", "RB", "VBD")


def _has_object(words: Words) -> bool:
    """Whether a noun's determiner or number comes right after the first word, which so must be a verb: "spot any"."""
    if len(words) < _SHORTEST_ACT or words.tag[0] not in ("NN", "VB", "VBP", "JJ", "NNP"):
        return False
    heads = {words.head[1], 2} if words.tag[1] in ("DT", "CD", "PRP$", "PDT") else set()
    plural = any(words.tag[at] == "NNS" for at in range(2, min(4, len(words))))
    counted = words.tag[1] != "CD" or words.lower[1].isalpha() or (plural and words.lower[0] not in _NUMBERED)
    timed = any(words.lower[head].rstrip("s") in _TIMES for head in heads)
    return bool(heads) and counted and not timed and words.lower[0] not in _BEFORE_DETERMINERS


def _hands(words: Words) -> bool:
    """Whether a name stands between a verb that the tagger takes for a noun and its object: "hand Ines my key"."""
    if words.tag[1:2] != ["NNP"] or not words.text[0].islower():
        return False
    after = next((token for token in range(1, len(words)) if words.tag[token] not in ("NNP", "NNPS")), 0)
    somebody = traits_of(words.text[0]) & (ROLE | RELATION | TITLE)
    told = words.lower[after] == "to" and words.tag[after + 1 : after + 2] == ["VB"]  # "permit Ravi to sit it in May"
    known = words.lower[after] in _OBJECTS | {"the", "a", "an", "that", "about"}
    return not somebody and after > 0 and (told or known)


def _is_compound(words: Words) -> bool:
    """Whether a word that may be a verb only says of what a noun behind it is: "test results", "record player"."""
    described = words.dep[0] in ("compound", "amod") and words.tag[0] != "VB" and words.head[0] == 1
    # A plural is what a verb is done to, "print flyers"; a single thing without its article is none.
    single = described and words.tag[1] == "NN" and words.tag[2:3] in ([], ["IN"])
    return words.lower[1:2] != [] and (single or (words.lower[1] in _COMPOUNDS and words.tag[2:3] in ([], ["IN"])))


def _is_done_somehow(words: Words) -> bool:
    """Whether a verb has how it is done before it, and its object behind: "spot check five invoices"."""
    if (
        len(words) <= _SHORTEST_ACT
        or words.tag[0] not in ("NN", "JJ", "PDT", "RB")
        or words.tag[2] not in ("DT", "PRP$", "CD")
    ):
        return False
    timed = any(words.lower[at].rstrip("s") in _TIMES or words.tag[at] == "NNP" for at in range(3, min(5, len(words))))
    does = words.tag[1] == "VB" or (words.tag[1] == "NN" and words.lower[1] in load_words("request_verbs.txt"))
    return does and not timed and words.lower[2] not in ("any", "every", "each")


def _wish(words: Words) -> int:
    """Where the wished act begins in "want to hear", "i'd love to see", "would like to know"; 0 without a wish."""
    lower = words.lower
    at = 0
    openers = ("i", "'d", "would", "id", "just", "we", "am", "'m", "im", "really", "also")
    while at < len(lower) and at < 4 and lower[at] in openers:
        at += 1
    if at < len(lower) and lower[at] in _WISHES:
        if lower[at + 1 : at + 2] == ["to"] and at + 2 < len(lower):
            return at + 2
        if lower[at] == "wanna":
            return at + 1
    if lower[at : at + 2] == ["wan", "na"]:
        return at + 2
    return 0


def _inverted(words: Words, asks: bool) -> bool:
    """Whether a question word is followed by a question's order: "how did she", "which course is worth it?"."""
    lower = words.lower
    if lower[0] == "whether":
        return False
    if asks and words.tag[1:2] and words.tag[1] in ("VBZ", "VBD", "VBP", "MD"):
        return True
    for at in range(1, min(len(words), 7)):
        if lower[at] in AUXILIARIES or lower[at] in ("'s", "’s", "'d", "'ll"):
            following = lower[at + 1 : at + 2]
            return asks or bool(
                following and (following[0] in _SUBJECTS or words.tag[at + 1] in ("PRP", "DT", "PRP$", "NNP"))
            )
        if lower[at] == "one" and lower[at - 1] == "which":
            continue
        if lower[at] in _SUBJECTS or lower[at] == "to":
            return asks and words.dep[at] in ("det", "nmod:poss") and _has_auxiliary_after(words, at)
    return asks and lower[1:2] != ["to"]


def _has_auxiliary_after(words: Words, at: int) -> bool:
    return any(words.lower[token] in AUXILIARIES for token in range(at + 1, min(len(words), at + 4)))
