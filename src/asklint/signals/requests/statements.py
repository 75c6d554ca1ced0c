"""Clauses with a subject: what they do depends on whom they speak of, the reader, the writer or somebody else."""

from __future__ import annotations

from asklint.signals.requests.clauses import Clause, Party
from asklint.signals.requests.forms import Form, Reading, Void
from asklint.signals.requests.scene import Scene

_WANTS = frozenset("want need like love appreciate prefer require seek look hunt search".split())
_HOPES = frozenset("hope wonder aim try plan trust wish".split())
_DESIRES = _WANTS | _HOPES
_PERFORM = frozenset(
    "ask request urge beg invite propose suggest recommend encourage plead appeal advise remind implore solicit".split()
)
_ADVISE = frozenset("suggest recommend advise encourage".split())
_TELLING = frozenset(
    "commend acknowledge place put write thank tell say share inform congratulate apologise apologize wish add mention "
    "update give express welcome announce offer explain let note point stress reiterate assure report extend pass "
    "know hear".split()
)
_TELLING_OWN = _TELLING - {"know", "hear"}
_HELP = frozenset("help assist offer bring get take support give send".split())
_HAVE = frozenset("know have remember recall happen get hear see think".split())
_BELIEVE = frozenset("believe imagine guess blame beat".split())
_RECEIVE = frozenset("receive hear get see find open have know understand access reach locate manage figure".split())
_FIT = frozenset(
    "great good nice lovely helpful wonderful fantastic brilliant amazing useful awesome perfect grateful thankful "
    "obliged glad happy delighted possible ideal super cool kind best worth pleased".split()
)
_GLAD = frozenset("happy glad delighted pleased".split())
_ABLE = _GLAD | frozenset(
    "able willing open free available around keen up interested prepared comfortable ready game ok okay".split()
)
_THANKED = frozenset(("any", "if"))
_EAGER = frozenset("interested eager curious desperate short".split())
_ANSWERS = frozenset(
    "reply response answer hearing hear feedback thoughts confirmation decision comments advice help".split()
)
_DUE = frozenset("due required require requested request needed welcome missing outstanding overdue necessary".split())
_FAIL = frozenset("work arrive come receive be show open load appear reply answer respond".split())
_DOINGS = frozenset("look seek search hope wonder need want hunt wait try think ask request beg write require".split())
_HANDED_FOR = frozenset(
    "review approval signature comment comments consideration perusal attention action feedback input execution "
    "completion decision confirmation signing".split()
)


def of_reader(scene: Scene) -> Reading | None:
    """A clause whose subject is the reader."""
    clause, lemma, verb = scene.clause, scene.lemma, scene.clause.verb
    if clause.modal == "should" and clause.inverted and not scene.asking:
        return None
    # "Could you send it." asks even with a full stop.
    if scene.asking or (clause.inverted and clause.modal):
        return _asked_reader(scene)
    modal = clause.modal
    if modal in ("should", "must", "shall") or (
        lemma in ("need", "have") and scene.complement is not None and scene.complement.infinitive
    ):
        act = scene.complement.verb if scene.complement is not None and lemma in ("need", "have") else verb
        void = Void.LIVE
        if clause.negated:
            void = Void.NEGATED
        elif clause.past or clause.perfect:
            void = Void.PAST if clause.past else Void.HYPOTHETICAL
        return Form.DUTY, void, act, Party.READER
    void = Void.LIVE
    if modal in ("can", "may", "might", "could"):
        void = Void.ADVICE
    elif modal in ("will", "would"):
        void = Void.TELLING
    elif clause.past or clause.perfect:
        void = Void.PAST
    return Form.ABOUT_READER, void, verb, Party.READER


def _asked_reader(scene: Scene) -> Reading:
    clause, lemma, verb = scene.clause, scene.lemma, scene.clause.verb
    form, void, act = Form.QUESTION_READER, Void.LIVE, verb
    if lemma in _BELIEVE:
        form, void = Form.ABILITY, Void.RHETORICAL
    elif clause.wh < 0 and (lemma in ("want", "need", "prefer", "fancy") or (lemma == "like" and clause.modal)):
        void = Void.OFFER
    elif clause.wh < 0 and clause.modal:
        form, void = Form.ABILITY, Void.HYPOTHETICAL if clause.perfect else Void.LIVE
    elif lemma in ("mind", "able") or (clause.copula and lemma in _ABLE):
        form, act = Form.ABILITY, scene.complement.verb if scene.complement else verb
    elif clause.wh >= 0 and scene.words.lower[clause.wh] == "why" and clause.negated:
        form = Form.SUGGESTION
    elif lemma in _HAVE and clause.wh < 0:
        form = Form.KNOWLEDGE
    return form, void, act, Party.READER


def of_writer(scene: Scene) -> Reading | None:
    """A clause whose subject is the writer, or that lacks a subject which can only be the writer."""
    clause, lemma, verb = scene.clause, scene.lemma, scene.clause.verb
    reading: Reading | None = None
    if scene.asking and (clause.inverted or clause.wh >= 0):
        question = Form.QUESTION_THING, Void.LIVE, verb, Party.READER
        reading = _asks_leave(scene) if clause.inverted and clause.modal else question
    elif clause.modal == "would" and clause.perfect:
        reading = None
    elif lemma in _DESIRES:
        reading = _desire(scene)
    elif lemma in _PERFORM:
        reading = _perform(scene)
    elif lemma in ("wait", "await", "expect"):
        reading = Form.AWAIT, Void.PAST if clause.past else Void.LIVE, verb, Party.READER
    elif clause.copula:
        reading = _state(scene)
    elif clause.negated and not clause.past and lemma in _RECEIVE:
        reading = Form.LACK, Void.LIVE, verb, Party.READER
    elif clause.modal in ("can", "could", "will") and not clause.negated and lemma in _HELP:
        reading = Form.ABOUT_READER, Void.OFFER, verb, Party.WRITER
    return reading


def _asks_leave(scene: Scene) -> Reading:
    clause, words = scene.clause, scene.words
    if clause.modal in ("shall", "should") or (
        words.lower[clause.subject] == "we" and clause.modal in ("can", "could")
    ):
        return Form.SUGGESTION, Void.LIVE, clause.verb, Party.READER
    for_writer = any(word in ("me", "us", "my", "our") for word in words.lower[clause.verb : scene.stop])
    void = Void.OFFER if scene.lemma in _HELP and clause.receiver < 0 and not for_writer else Void.LIVE
    return Form.PERMISSION, void, clause.verb, Party.READER


def _state(scene: Scene) -> Reading | None:
    """The writer's state: glad if the reader does, eager to do something, interested in a thing."""
    complement, verb = scene.complement, scene.clause.verb
    if scene.lemma in _FIT and complement is not None:
        if complement.who is Party.READER:
            return Form.EMBEDDED, Void.LIVE, complement.verb, Party.READER
        if scene.lemma in _GLAD and complement.infinitive:
            return Form.WANT_DO, Void.OFFER, complement.verb, Party.WRITER
    if scene.lemma == "keen":
        return Form.WANT_DO, Void.LIVE, complement.verb if complement else verb, Party.READER
    if scene.lemma in _EAGER:
        return Form.WANT_THING, Void.NEGATED if scene.clause.negated else Void.LIVE, verb, Party.READER
    return None


def _desire(scene: Scene) -> Reading | None:
    clause, lemma, complement = scene.clause, scene.lemma, scene.complement
    void = Void.NEGATED if clause.negated else Void.LIVE
    if complement is not None:
        wanted = complement.who if complement.subject >= 0 else scene.object_party()
        if wanted in (Party.READER, Party.ANYBODY):
            return _desired_of_reader(scene, complement, void)
        if complement.infinitive:
            return _desired_doing(scene, complement, void)
        if lemma in ("hope", "wish", "trust"):
            return Form.EMBEDDED, Void.WELL_WISH, complement.verb, complement.who
        if lemma == "wonder":
            return Form.EMBEDDED, void, complement.verb, complement.who
    if lemma not in _WANTS or (lemma in ("like", "love") and not clause.modal):
        return None
    if lemma in ("look", "search", "hunt") and "for" not in scene.after(3):
        return _look_forward(scene)
    if clause.past:
        void = Void.PAST
    elif lemma == "appreciate" and clause.modal not in ("would", "will") and _THANKED.isdisjoint(scene.after(3)):
        # "We appreciate your work" thanks; "I'd appreciate your help" asks.
        void = Void.WELL_WISH
    elif lemma == "need" and clause.modal in ("may", "might"):
        void = Void.TELLING
    return Form.WANT_THING, void, clause.verb, Party.READER


def _desired_of_reader(scene: Scene, complement: Clause, void: Void) -> Reading:
    lemma = scene.lemma
    form = Form.EMBEDDED if lemma in ("hope", "wonder", "appreciate") else Form.WANT_ACT
    if complement.infinitive and scene.act in ("know", "hear", "see"):
        # "I wanted you to hear it from me": hearing it is done by reading on.
        void = Void.TELLING
    elif lemma in ("hope", "wish", "trust") and not complement.modal and (complement.copula or scene.act == "enjoy"):
        void = Void.WELL_WISH
    return form, void, complement.verb, Party.READER


def _desired_doing(scene: Scene, complement: Clause, void: Void) -> Reading:
    clause, lemma = scene.clause, scene.lemma
    if complement.subject >= 0 and complement.who is not Party.WRITER:
        return Form.WANT_ACT, void, complement.verb, complement.who
    if scene.act in _TELLING_OWN:
        void = Void.TELLING
    elif lemma in ("try", "plan", "aim", "trust") and (clause.modal or clause.perfect or clause.past):
        void = Void.TELLING
    elif clause.past and lemma not in ("want", "hope", "wonder", "like", "need"):
        void = Void.PAST
    return Form.WANT_DO, void, complement.verb, Party.READER


def _look_forward(scene: Scene) -> Reading | None:
    after = scene.after(8)
    if "forward" not in after:
        return None
    void = Void.WELL_WISH if _ANSWERS.isdisjoint(after) else Void.LIVE
    return Form.AWAIT, void, scene.clause.verb, Party.READER


def _perform(scene: Scene) -> Reading:
    clause, whom = scene.clause, scene.object_party()
    void = Void.LIVE
    if clause.past or clause.perfect:
        void = Void.PAST
    elif clause.negated or clause.modal in ("will", "could"):
        void = Void.NEGATED
    elif clause.modal == "would" and not (whom is Party.READER or scene.lemma in ("ask", "request")):
        void = Void.HYPOTHETICAL
    elif whom is Party.THIRD:
        void = Void.THIRD
    elif scene.lemma in _ADVISE:
        void = Void.ADVICE
    return Form.PERFORMATIVE, void, scene.complement.verb if scene.complement else clause.verb, whom


def without_subject(scene: Scene) -> Reading | None:
    """A clause that names no subject and is no command: "Looking for", "Thanks for sending", "Attached for review"."""
    words, clause, verb = scene.words, scene.clause, scene.clause.verb
    if scene.lemma in ("thanks", "thank", "cheers", "thx"):
        return _thanks(scene)
    if scene.lemma in _DOINGS and words.tag[verb][:2] == "VB" and verb - scene.first <= 3 and clause.governor < 0:
        if scene.lemma in _PERFORM:
            return _perform(scene)
        return _desire(scene) if scene.lemma in _DESIRES else (Form.AWAIT, Void.LIVE, verb, Party.READER)
    if scene.lemma in _FIT and scene.complement is not None and scene.complement.who is Party.READER:
        return Form.EMBEDDED, Void.LIVE, scene.complement.verb, Party.READER
    for token in range(max(scene.first, 1), scene.stop):
        if words.lower[token] in _HANDED_FOR and words.lower[token - 1] in ("your", "ur", "for", "and"):
            return Form.FOR_ACT, Void.LIVE, token, Party.READER
    if clause.modal in ("could", "would", "can", "might") and words.tag[verb] == "VB":
        # "Could do with a hand" speaks of the writer, "can lend me the drill" of the reader.
        wants = scene.lemma == "use" or (scene.lemma == "do" and "with" in scene.after(1))
        return Form.WANT_THING if wants else Form.ABILITY, Void.LIVE, verb, Party.READER
    return (Form.FRAGMENT, Void.LIVE, verb, Party.READER) if scene.asking and clause.governor < 0 else None


def _thanks(scene: Scene) -> Reading | None:
    verb = scene.clause.verb
    doing = next((t for t in range(verb + 1, min(scene.stop, verb + 5)) if scene.words.tag[t] == "VBG"), -1)
    if doing < 0 and "advance" not in scene.after(3):
        return None
    return Form.THANKS_FOR, Void.LIVE, doing, Party.READER


def of_others(scene: Scene) -> Reading | None:
    """A clause about a thing, a third person or whoever it may be."""
    clause, verb, complement = scene.clause, scene.clause.verb, scene.complement
    if scene.asking and clause.who is Party.ANYBODY:
        return Form.QUESTION_ANYBODY, Void.LIVE, verb, Party.ANYBODY
    if scene.asking and (clause.inverted or clause.wh >= 0):
        if complement is not None and complement.who is Party.READER and scene.lemma in _FIT:
            return Form.EMBEDDED, Void.LIVE, complement.verb, Party.READER
        return Form.QUESTION_THING, Void.LIVE, verb, Party.READER
    if clause.who is Party.THIRD:
        wants = scene.lemma in _PERFORM or scene.lemma in _DESIRES
        return (Form.WANT_ACT, Void.THIRD, complement.verb if complement else verb, Party.THIRD) if wants else None
    return _of_thing(scene)


def _of_thing(scene: Scene) -> Reading | None:
    clause, lemma, words, complement = scene.clause, scene.lemma, scene.words, scene.complement
    verb = clause.verb
    fits = lemma in _FIT or lemma in ("mean", "help", "appreciate", "love")
    if (fits and clause.modal in ("would", "might", "could")) or (lemma == "appreciate" and not clause.past):
        void = Void.HYPOTHETICAL if clause.perfect else Void.LIVE
        return Form.EMBEDDED, void, complement.verb if complement else verb, Party.READER
    passive = words.tag[verb] == "VBN" and any(words.dep[child] == "aux:pass" for child in words.children[verb])
    must = passive and clause.modal in ("must", "should", "shall")
    if must or ((lemma == "need" or lemma in _DUE) and not clause.past):
        # "No action is needed": the subject carries the "no".
        nothing = clause.subject >= 0 and (
            words.lower[clause.subject] in ("nothing", "none")
            or any(words.lower[child] == "no" for child in words.children[clause.subject])
        )
        done = lemma == "need" and complement is not None and complement.infinitive
        void = Void.NEGATED if clause.negated or nothing else Void.LIVE
        return Form.DUE, void, complement.verb if done and complement else verb, Party.READER
    nobody = clause.subject >= 0 and words.lower[clause.subject] in ("nobody", "none")
    if not clause.past and ((clause.negated and lemma in _FAIL) or nobody):
        return Form.LACK, Void.LIVE, verb, Party.READER
    return None
