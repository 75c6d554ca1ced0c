"""How a person is tied to what is asked: as its receiver, its object, or the one who is to do it."""

from __future__ import annotations

from asklint.signals.people.page import Page
from asklint.signals.people.requests import QUESTION_OPENERS
from asklint.signals.people.wordlists import PLACE, RELATION, ROLE, among

OBJECTS = frozenset(("obj", "iobj", "obl", "obl:agent", "obl:arg"))
SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
TOPIC_CASES = among(
    "about regarding re concerning per by than like since because of as on after before without via under"
)
# Verbs whose object or clause is another person's doing: "ask Omar to ...", "have Steve call".
CAUSE = among(
    "ask get have let tell make want need help allow remind persuade convince expect like love ensure see check"
)
# Verbs that take the person right after them.
PERSON_VERBS = among(
    "ask call email e-mail mail contact cc copy invite tell ring text ping phone fax message remind "
    "meet introduce help give send show add include remove accommodate accomodate nominate vouch "
    "recommend forward chase thank see visit consult get have let pay notify inform advise reach find "
    "convince persuade nudge interview hire put connect"
)
_RECEIVER_CASES = among("to with for from between")
_COMPANION_CASES = among("to with for between")
_NAME_TIES = frozenset(("flat", "flat:name", "compound", "name", "conj", "appos", "nmod:desc", "list"))
_THING_VERBS = among("discuss review read use need check mention watch play buy study know cover understand")
_NEEDS = among("need want look seek require like love wish hope deserve request interested")
_CONTACT_TOPICS = among("question questions problem problems query queries concern concerns comments")
_CONTACT_VERBS = among("call contact email e-mail mail phone get reach direct let fax see forward")
_REACH = among("call contact email e-mail mail phone reach rsvp")
_NEAR = 60
"""So many tokens around a name are looked at, however long its sentence."""
_POSSESSIVES = among("'s ’s s' ' ’")
_MAY_DO = among("can could may should 'd ’d")


def part_in_act(page: Page, first: int, name: int, stop: int, sentences: list[bool]) -> float:
    """How surely the named person takes part in something asked for; 0 for a mere topic or owner.

    `first` and `stop` bound the name with its title, `name` is its first token without it.
    """
    head = _head(page, first, stop) if page.tagged else name
    asked = sentences[page.words.sentence_of[name]]
    if not asked and not (page.tagged and page.words.dep[head] in SUBJECTS):
        return 0.0
    begin, end = page.words.sentences[page.words.sentence_of[name]]
    sentence = range(max(begin, name - _NEAR), min(end, stop + _NEAR))
    if page.word(stop) in _POSSESSIVES or _is_contact_person(page, name, sentence):
        return 0.0
    if "behalf" in page.lower[sentence.start : name]:
        return 0.8
    return (by_dependency(page, head) if page.tagged else 0.0) or _by_neighbour(page, first)


def _is_contact_person(page: Page, name: int, sentence: range) -> bool:
    """Whether the name only stands in a courtesy: "If you have any questions, please call Joan"."""
    words = page.lower[sentence.start : sentence.stop]
    if not _CONTACT_TOPICS.isdisjoint(words) and not _CONTACT_VERBS.isdisjoint(words):
        return True
    return "if" in words and not _REACH.isdisjoint(page.lower[max(sentence.start, name - 4) : name])


def _by_neighbour(page: Page, first: int) -> float:
    """By the word before the name, where the parser does not help."""
    before = page.before_space(first)
    word = page.word(before)
    past = page.tagged and before >= 0 and page.words.tag[before] in ("VBD", "VBN")
    if word in PERSON_VERBS and not past:
        return 0.8
    if word in ("to", "with") and not page.tagged:
        return 0.6
    return 0.6 if word in QUESTION_OPENERS and starts_question(page, before) else 0.0


def by_dependency(page: Page, head: int) -> float:
    """By the tie of the name's head word to its verb or noun."""
    dependency, parent = page.words.dep[head], page.words.head[head]
    case = page.cases(head)
    if dependency in OBJECTS:
        if case in TOPIC_CASES or not _asked_of(page, parent, dependency):
            return 0.0
        return 1.0 if not case or case in _RECEIVER_CASES else 0.7
    if dependency in SUBJECTS:
        return _as_subject(page, head, parent)
    return 0.8 if dependency == "nmod" and case in _COMPANION_CASES else 0.0


def _asked_of(page: Page, verb: int, dependency: str) -> bool:
    """Whether the verb is something the reader is to do with a person."""
    words = page.words
    lemma = words.lemma[verb]
    if words.dep[verb] == "acl:relcl" or lemma in _THING_VERBS or (lemma == "have" and dependency == "obj"):
        return False
    if _writer_acts(page, verb):
        return False
    # "It needs to be sent to Ana", "get it signed by Ana": participles of what is still to be done.
    due = any(words.lemma[child] in ("be", "get") for child in words.children[verb])
    return due or words.tag[verb] not in ("VBD", "VBN")


def _as_subject(page: Page, head: int, verb: int) -> float:
    """How surely a subject is to act: "have Steve call me", "Omar needs a key", "Could Renate come?"."""
    words = page.words
    if words.dep[verb] in ("ccomp", "xcomp", "advcl") and words.lemma[words.head[verb]] in CAUSE:
        return 0.9
    person = words.entity[head] == "PERSON" and not page.traits[head] & PLACE
    if person and words.lemma[verb] in _NEEDS and words.tag[verb] not in ("VBD", "VBN"):
        return 0.7
    return 0.7 if asked_about(page, head, verb) else 0.0


def asked_about(page: Page, subject: int, verb: int) -> bool:
    """Whether subject and verb form a question, as in "Could Renate come?" or "is he free?"."""
    words = page.words
    inverted = [child for child in words.children[verb] if words.dep[child] in ("aux", "cop") and child < subject]
    if words.pos[verb] == "AUX" and verb < subject:
        inverted.append(verb)
    return any(starts_question(page, auxiliary) for auxiliary in inverted)


def _writer_acts(page: Page, verb: int) -> bool:
    """Whether the writer tells of an own act: "I will talk to Mark", "I am working with Sue"."""
    words = page.words
    children = words.children[verb]
    own = any(words.dep[child] in SUBJECTS and page.lower[child] in ("i", "we") for child in children)
    wished = words.lemma[verb] in _NEEDS or any(page.lower[child] in _MAY_DO for child in children)
    return own and not wished and any(words.dep[child] == "aux" for child in children)


def starts_question(page: Page, at: int) -> bool:
    """Whether the token stands near the start of a sentence that asks."""
    first, stop = page.words.sentences[page.words.sentence_of[at]]
    return at - first <= 3 and any(page.lower[token][-1] == "?" for token in range(at, min(stop, at + 40)))


def _head(page: Page, first: int, stop: int) -> int:
    """The word whose tie counts for a name: its own head, the first of several names, or a role noun."""
    words = page.words
    head = next((token for token in range(first, stop) if not first <= words.head[token] < stop), first)
    for _ in range(6):
        parent = words.head[head]
        if (
            words.dep[head] not in _NAME_TIES
            or parent == head
            or words.pos[parent] not in ("PROPN", "NOUN", "PRON", "X")
        ):
            break
        thing = words.pos[parent] == "NOUN" and not page.traits[parent] & (ROLE | RELATION)
        if thing and words.dep[head] in ("appos", "list", "compound"):
            break
        head = parent
    return head
