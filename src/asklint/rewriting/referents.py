"""Whom "he" and "she" may speak of: the reader, or another living being of the draft and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from asklint.judging.judgement import Judgement
from asklint.signals.people.wordlists import COMMON, EVERYONE, GROUP, NAMEWORD, RELATION, ROLE, TITLE, traits_of
from asklint.signals.phrases import load_words
from asklint.signals.words import Words
from asklint.spans import Span

SHE, HE, EITHER = "she", "he", ""
_GENDERS = frozenset((SHE, HE))
PRONOUNS = {
    **dict.fromkeys("she her hers herself shes".split(), SHE),
    **dict.fromkeys("he him his himself hes".split(), HE),
}
"""Pronouns of the third person, lower case, with their gender."""
_BEINGS = frozenset(
    "guy bloke chap lad lass girl boy man woman lady gentleman colleague co-worker coworker teammate partner pet animal"
    " baby toddler newborn infant teenager twin person somebody someone groundsman client patient"
    " in-law inlaw stepmom stepmum stepdad stepson stepdaughter stepmother stepfather godson goddaughter godmother"
    " godfather widow widower fella dude victim witness neighbour neighbor bestie homie plumber electrician apprentice"
    " trainee newbie newcomer gal minor resident carer sitter babysitter groomer donor heir orphan refugee"
    " tenant lodger housemate classmate schoolmate workmate bandmate".split()
)
"""People, animals, and the things that people call "her"."""
_OWNED = frozenset(
    "dog puppy pup cat kitten mare horse pony foal cow calf goat ewe ram sow pig hen rooster goose donkey"
    " bitch parrot budgie rabbit bunny hamster tortoise cockerel bird lamb bull stallion spaniel terrier"
    " collie retriever greyhound labrador poodle boat ship yacht vessel ferry barge tug trawler dinghy engine"
    " locomotive tractor plane patient pupil student".split()
)
"""Animals, and the things that people call "her": beings where somebody owns or has them."""
_STOCK = frozenset("calf cow goat ewe pig patient pupil student engine plane tractor ship vessel ferry".split())
"""Those of which "the" may speak of any."""
PLACES = frozenset(
    "helpdesk dept department office desk service support care unit division section crew squad gang class cohort club"
    " society association union charity foundation trust company firm agency organisation organization institute"
    " institution faculty school university college hospital clinic church mosque parish congregation bank store shop"
    " hotel restaurant embassy consulate authority court police bureau centre center lab laboratory community ops"
    " operations finance legal security marketing sales procurement purchasing payroll accounting billing logistics"
    " compliance audit qa engineering infra infrastructure devops helpline newsroom publicity press planning credit"
    " committee board panel council ministry leadership management secretariat reception admissions hiring hr talent"
    " recruitment administration family staff team group".split()
)
"""Roles that are no single person."""
_ENDINGS = ("man", "woman", "person", "girl", "boy", "lady", "mother", "father", "mate", "sitter", "keeper")
_THINGS = frozenset(
    "letter paper order offer number matter summer winter water dinner computer chapter layer poster folder"
    " printer scanner toner container trailer tractor monitor mirror floor error color tenor register semester"
    " quarter corner shower tower power flower fever cover river border shoulder finger ladder gutter freezer"
    " cooler boiler heater mower roller charger router server timer counter starter newsletter flyer banner"
    " sticker voucher sweater helicopter sector factor motor elevator generator calculator projector radiator"
    " reactor indicator weather leather butter pepper timber lumber rubber silver copper hammer screwdriver"
    " tender lower mixer toaster blender dryer washer cluster filter meter center answer career manner trigger"
    " header footer tracker scooter speaker drawer locker burger transfer disaster november december october"
    " september easter list mist twist wrist fist waist gist checklist playlist shortlist corridor major minor"
    " senior prior interior exterior wrapper slipper liver bladder cancer ulcer plaster".split()
)
"""Words made like "porter" that are nobody."""
_NOT_PEOPLE = frozenset(
    "human german roman caiman talisman climate automate estimate chocolate intimate ultimate".split()
)
_POSTS = frozenset("opening position post job role vacancy slot".split())
"""What a word for somebody names before it: a place to be filled, "the manager opening"."""
_APPOINTS = frozenset("refer recommend consider nominate suggest propose apply hire appoint shortlist".split())
_OWNERS = frozenset("my our your ur his her their the this that whose".split())
_KIN = frozenset(
    "mum mom mam mummy mommy mama dad daddy papa nan nana gran granny grandma grandpa grandad granddad boss chef"
    " auntie aunty baba amma".split()
)
"""Relations that go without "my"."""
_ADDRESSED = frozenset("sir madam madame ma'am maam mam ma love dear darling honey babe mate bro pal buddy".split())
"""What a reader is called rather than somebody else."""
_BABIES = frozenset("baby toddler newborn infant".split())
_SELVES = frozenset("i we you u".split())
_LONGEST_NAME, _LONGEST_PAIR = 3, 7
"""Words of a reader's name, and of two readers' names."""
_BEFORE = 2
"""Sentences before the ask in which somebody spoken of once is still in mind."""


@lru_cache(maxsize=4096)
def gender_of(word: str) -> str:
    """How a word or a given name is spoken of: `SHE`, `HE`, or `EITHER` where it does not tell."""
    plain = word.lower().replace("’", "'").removesuffix("'s").strip(".,'")
    if plain in load_words("spoken_of_as_she.txt") or plain.endswith(("woman", "lady", "mother", "daughter")):
        return SHE
    if plain in load_words("spoken_of_as_he.txt") or (
        plain.endswith(("man", "father", "grandson")) and plain not in _NOT_PEOPLE
    ):
        return HE
    return EITHER


def being_at(words: Words, token: int, *, bare: bool = False) -> str | None:
    """How the living being is spoken of whom a noun means; None for any other word.

    With `bare` a noun without its article counts too, as people leave them out in answers: "boss says she's full".
    """
    plain = words.lower[token]
    titled = traits_of(words.text[token]) & TITLE and words.dep[token] != "root"
    if titled and words.tag[token + 1 : token + 2] in (["NNP"], ["NN"]) and gender_of(plain):
        return gender_of(plain)
    if (words.tag[token] not in ("NN", "NNP") and plain not in _KIN) or plain in _ADDRESSED:
        return None
    if (words.lower[token + 1 : token + 2] and words.lower[token + 1] in _POSTS) or _is_post(words, token):
        return None
    trait = traits_of(words.text[token])
    pet = plain in _OWNED - _STOCK and words.lower[token - 1 : token] in (["the"], ["this"], ["that"], ["new"])
    if plain in _OWNED and (bare or pet or _is_owned(words, token)):
        return gender_of(plain)
    known = plain in _BEINGS or (plain.endswith(_ENDINGS) and plain not in _NOT_PEOPLE)
    in_law = plain == "law" and words.lower[max(token - 3, 0) : token] in (["-", "in", "-"], ["in", "-"])
    known = known or (bare and _is_agent(words, token))
    role = trait & (RELATION | ROLE) and not trait & (GROUP | EVERYONE) and plain not in PLACES
    if not known and not in_law and not role:
        return None
    if words.pos[token] not in ("NOUN", "PROPN") or words.dep[token] in ("compound", "vocative", "amod"):
        return None
    if not bare and plain not in _KIN and not _is_some_one(words, token):
        return None
    return None if _is_said_of_us(words, token) else gender_of(words.text[token])


def _is_post(words: Words, token: int) -> bool:
    """Whether a role is what somebody would like to be: "refer me for the night nurse job", "apply as a cook"."""
    above, joins = token, False
    for _ in range(4):
        said = words.children[above]
        joins = joins or any(words.lower[child] in ("for", "as") and words.dep[child] == "case" for child in said)
        if any(words.tag[child] == "PRP$" for child in said):
            return False
        above = words.head[above]
        if words.pos[above] not in ("NOUN", "PROPN"):
            break
    return joins and words.lemma[above] in _APPOINTS


def _is_agent(words: Words, token: int) -> bool:
    """Whether the subject of a clause is somebody by the make of its word: "the porter's off"."""
    plain = words.lower[token]
    made = len(plain) > 4 and plain.endswith(("er", "or", "ist", "ian")) and plain not in _THINGS
    return made and words.tag[token] == "NN" and words.dep[token][:5] == "nsubj"


def _is_owned(words: Words, token: int) -> bool:
    """Whether somebody is said to own what a noun means: "our cat", "I have a horse"."""
    owned = any(words.dep[child] == "nmod:poss" for child in words.children[token])
    return owned or (words.lemma[words.head[token]] in ("have", "get", "adopt") and words.dep[token] == "obj")


def _is_some_one(words: Words, token: int) -> bool:
    """Whether a noun means one being that there is: "my cat", "we have a cat", but not "a good vet"."""
    first = words.subtree(token)[0]
    for at in range(max(first, token - 6), token):
        if words.lower[at] in _OWNERS and words.head[at] in (token, token - 1, token - 2):
            return True
    has = words.lemma[words.head[token]] in ("have", "get", "adopt", "hire") and words.dep[token] == "obj"
    return has or words.text[token - 1 : token] == ["'s"] or words.tag[token] == "NNP"


def _is_said_of_us(words: Words, token: int) -> bool:
    """Whether a noun says what the writer or the reader is: "I am the new cook", "you were my boss"."""
    if words.dep[token] == "conj":
        token = words.head[token]  # "I'm an apprentice and the only woman at my depot"
    said = any(words.dep[child] == "cop" for child in words.children[token])
    return said and any(
        words.dep[child][:5] == "nsubj" and words.lower[child] in _SELVES for child in words.children[token]
    )


@dataclass(frozen=True, slots=True)
class Referents:
    """Who besides the reader may be meant by "he" or "she" in an answer."""

    reader: str = EITHER
    """How the reader is spoken of, as far as a name or a title tells."""
    taken: frozenset[str] = frozenset()
    """The pronouns that surely speak of somebody else in the draft."""
    perhaps: frozenset[str] = frozenset()
    """Those that may: of beings whose gender the draft does not tell."""
    yours: frozenset[str] = frozenset()
    """What the draft says is the reader's, lower case: the "cousin" of "your cousin"."""
    met: frozenset[str] = frozenset()
    """The pronouns of the one to be met, for whom an offer may be."""
    gives: bool = False
    """Whether the answer says what the reader gets, or when: there "her" is the reader."""
    offers: bool = False
    """Whether the answer says what the reader gets: there who "can have" something is the reader."""
    known: frozenset[str] = frozenset()
    """Those taken by somebody of that very gender, of the draft or of the answers told before."""
    names: frozenset[str] = frozenset()
    """What the reader is called, lower case: "mrs", "lowe"."""
    many: bool = False
    """Whether there are two readers or more, whom "they" may mean."""
    crowd: bool = False
    """Whether several people besides the readers are spoken of, whom "they" may mean too."""
    reasons: bool = False
    """Whether the answer is the reason."""
    drafts: frozenset[str] = frozenset()
    """How the beings of the draft are spoken of, those of whom it does not tell it too."""
    near: frozenset[str] = frozenset()
    """How those near the ask are."""
    given: frozenset[str] = frozenset()
    """The pronouns that are the reader in what the writer offers."""
    told: tuple[Words, ...] = field(default=(), compare=False)
    """The answers told before this one."""
    person: Words | None = field(default=None, compare=False)
    """Who is to be met."""

    @property
    def somebody(self) -> bool:
        """Whether anybody besides the reader may be spoken of."""
        return bool(self.taken or self.met or (self.perhaps and not self.reader))

    def clashes(self, plain: str) -> bool:
        """Whether a pronoun has not the reader's gender."""
        gender = PRONOUNS.get(plain, EITHER)
        return bool(gender and self.reader) and gender != self.reader

    def is_somebody_else(self, plain: str, *, subject: bool, receives: bool = False) -> bool:
        """Whether a pronoun, a subject or not, may well mean somebody of the draft.

        What is offered to the subject of a verb that `receives` is for the reader, unless somebody else fits.
        """
        gender = PRONOUNS.get(plain, EITHER)
        if gender and gender in self.met:
            return True
        if self.offers and receives and not self.clashes(plain):
            return not self.reader and gender in self.known | self.perhaps
        others = self.taken if self.reader else self.taken | self.perhaps
        return bool(gender) and (self.clashes(plain) or (gender in others and (subject or not self.gives)))

    def after(self, words: Words, *, near: bool = True, said: Words | None = None) -> Referents:
        """Those of what is said after an answer, of whose beings it may speak.

        With `near` what follows, `said`, speaks of them even where their gender is not told: "she told him" speaks of
        the reader and one other.
        """
        found = frozenset(beings_in(words))
        spoken = frozenset[str]() if said is None else frozenset(PRONOUNS[w] for w in said.lower if w in PRONOUNS)
        if {"whoever", "whomever"} & {*words.lower}:
            found |= {EITHER}
        if self.reader and spoken == _GENDERS and self.reader not in found:
            found = (found - {EITHER}) | (_GENDERS - {self.reader})
        taken = self.taken | (_GENDERS if near and EITHER in found else found & _GENDERS)
        crowd = self.crowd or _are_several(words, spoken=not self.many)
        known = self.known | (found & _GENDERS)
        return replace(self, taken=taken, known=known, crowd=crowd, told=(*self.told, words))


def _are_several(words: Words, begin: int = 0, end: int = 10**9, *, spoken: bool = True) -> bool:
    """Whether several people are told of between two offsets, by what they are or, with `spoken`, as "they"."""
    return any(
        (spoken and words.lower[token] in ("they", "them", "their", "theirs", "everybody", "everyone"))
        or (words.tag[token] == "NNS" and bool(traits_of(words.text[token]) & (ROLE | RELATION | EVERYONE)))
        for token in range(len(words))
        if begin <= words.start[token] < end
    )


_BODIES = frozenset("board committee panel council jury".split())
_OF_HUMANS = frozenset("teach write breed train coach judge chair tell sit own work keep raise found".split())
"""Verbs whose subject is no animal, or not the one spoken of."""
_LEARNT = frozenset("teach train coach judge chair breed work study".split())
"""Verbs of what makes somebody one to ask."""
_ADVISES = frozenset("advise suggest recommend guide tell say explain".split())
_WHOEVER = frozenset("whoever whomever who someone somebody anyone anybody everyone people".split())
_JOINS = frozenset("and but or because so that who which when if , ; - –".split())


def explains_reader(words: Words, token: int, others: Referents) -> bool:
    """Whether "she" as the subject of a reason can be nobody but the reader.

    It cannot be whom its own clause names besides her, "she sits on the board with Imran"; and it is the reader where
    nobody else is there for it, or where an offer calls the reader so and the others are only named in passing.
    """
    plain = words.lower[token]
    if not others.reasons or plain not in ("he", "she") or words.dep[token][:5] != "nsubj" or others.clashes(plain):
        return False
    gender = PRONOUNS[plain]
    fitting = frozenset((gender, EITHER))
    if any(found in fitting for _, found in _people(words, token)):
        return False
    named = _beside(words, token, gender, others)
    acted = [(told, at) for told in others.told for at, found in _people(told, pronouns=True) if found in fitting]
    if named is not None:
        surely = gender in (others.reader, *others.given)
        free = gender not in others.drafts and (surely or EITHER not in others.drafts)
        return free and all(told.lower[at] in named for told, at in acted)
    if others.person is not None or not others.told or any(_WHOEVER & {*told.lower} for told in others.told):
        return False
    human = words.lemma[words.head[token]] in _OF_HUMANS
    acted = [(told, at) for told, at in acted if not (human and told.lower[at] in _OWNED | _BABIES)]
    if gender in others.given and not fitting & others.drafts:
        later = any(found in fitting for _, found in _people(words, bare=False))
        seated = _has_seat(words, token)
        return not later and all(_in_passing(told, at, seated=seated) for told, at in acted)
    learnt = words.lemma[words.head[token]] in _LEARNT and others.told[0].lemma[0] in _ADVISES
    return not acted and not fitting & (others.near if learnt else others.drafts)


def _people(
    words: Words, end: int | None = None, *, pronouns: bool = False, bare: bool = True
) -> Iterator[tuple[int, str]]:
    """All who are named before a token, and how they are spoken of; a name in no list may be of anybody."""
    for token in range(len(words) if end is None else end):
        plain, text = words.lower[token], words.text[token]
        being = being_at(words, token, bare=bare)
        dated = words.tag[token + 1 : token + 2] == ["CD"] or plain.endswith("day")
        dated = dated or any(words.dep[child] == "det" for child in words.children[token])  # "the Crown"
        name = words.tag[token] == "NNP" and token > 0 and not dated
        name = name and (text[:1].isupper() or bool(traits_of(text) & NAMEWORD))
        if pronouns and plain in PRONOUNS:
            yield token, PRONOUNS[plain]
        elif being is not None:
            yield token, being
        elif words.entity[token] == "PERSON" or (name and words.entity[token] == ""):
            yield token, gender_of(text)


def _beside(words: Words, token: int, gender: str, others: Referents) -> frozenset[str] | None:
    """What the one to be met is called whom the clause of a subject names besides it; None where it names nobody."""
    met = () if others.person is None else tuple(_people(others.person))
    called = frozenset(others.person.lower[at] for at, _ in met) if others.person is not None else frozenset[str]()
    names = called | {told.lower[at] for told in others.told for at in range(len(told)) if told.entity[at] == "PERSON"}
    spoken = (others.met | {found for _, found in met}) - {EITHER}
    if met and not spoken:
        spoken = _GENDERS - {gender} if "with" in words.lower[token:] else frozenset()  # "he shares a desk with her"
    for at in range(token + 1, len(words)):
        plain = words.lower[at]
        if plain in _JOINS or words.dep[at][:5] == "nsubj":
            return None
        sure = bool(others.met or {found for _, found in met} - {EITHER}) or words.lower[at - 1] == "with"
        if sure and len(spoken) == 1 and gender not in spoken and PRONOUNS.get(plain) in spoken:
            return called
        if plain in names and words.tag[at][:3] == "NNP":
            return called if plain in called else frozenset((plain,))
    return None


def _has_seat(words: Words, token: int) -> bool:
    """Whether somebody is said to be one of a body: "she's on the parish council"."""
    after = words.lower[token + 1 : token + 8]
    on = after.index("on") if "on" in after else len(after)
    return after[:1] in (["'s"], ["’s"], ["is"], ["sits"], ["serves"]) and on < 3 and bool(_BODIES & {*after[on:]})


def _in_passing(words: Words, token: int, *, seated: bool) -> bool:
    """Whether somebody in an act is named only by what is his, or, with `seated`, by a role alone."""
    owns = words.dep[token] == "nmod:poss" and words.lower[token] not in PRONOUNS
    return owns or (seated and words.tag[token] == "NN" and words.dep[token] in ("obl", "nmod"))


def _is_any(words: Words, token: int) -> bool:
    """Whether a noun means anybody of a sort: "what a driver wouldn't do"."""
    return words.lower[token - 1 : token] in (["a"], ["an"], ["any"]) and words.tag[token + 1 : token + 2] == ["MD"]


def beings_in(words: Words) -> Iterator[str]:
    """How all are spoken of whom an answer names; once for a name that a title or its first part tells."""
    told = EITHER
    for token in range(len(words)):
        gender = None if _is_any(words, token) else being_at(words, token, bare=True)
        if gender is None and words.entity[token] == "PERSON":
            gender = gender_of(words.text[token])
            if told and not gender:
                continue  # the surname of "Mr. Brandt", "Anita Deshmukh"
        if gender is not None:
            yield gender
        told = gender or EITHER


def referents_of(judgement: Judgement, greeting: Span, reader: str, ask: Span, end: int, who: str = "") -> Referents:
    """Who is spoken of in a draft.

    `reader` is what the writer answered to who reads it, `who` whom the draft greets, `end` where it signs off.
    """
    words = judgement.words
    if words is None:
        return Referents()
    called = judgement.signals.named("person.addressee-name")
    said = [*greeting.of(words.content).split()]
    said += [part for signal in called for part in signal.span.of(words.content).split()]
    # Whoever is answered to read a message for "Sir or Madam" is no longer either of them.
    genders = _genders_of(reader.split()) or _genders_of(said)
    plain = [word.strip(".,!:;–—-()").lower() for word in (reader or who).split()]
    near, often = _mentions(judgement, words, greeting, ask, end)
    found = near | often | (_GENDERS if _meets_somebody(words, ask) else frozenset())
    return Referents(
        genders.pop() if len(genders) == 1 else EITHER,
        frozenset(found & _GENDERS),
        _GENDERS if EITHER in found else frozenset(),
        frozenset(_owned(words)),
        known=frozenset(found & _GENDERS),
        drafts=frozenset(found),
        near=near,
        names=frozenset(plain) if len(plain) <= _LONGEST_NAME and "and" not in plain else frozenset(),
        many=("and" in plain[1:-1] and len(plain) <= _LONGEST_PAIR) or _is_household(plain),
        crowd=_are_several(words, greeting.end, end),
    )


def _is_household(plain: list[str]) -> bool:
    """Whether a name is that of a family: "the Olsens"."""
    return len(plain) == 2 and plain[0] == "the" and plain[1].endswith("s") and not traits_of(plain[1]) & COMMON


def _genders_of(said: list[str]) -> set[str]:
    return {gender for word in said if (gender := gender_of(word.strip(".,!:;–—-")))}


def _mentions(
    judgement: Judgement, words: Words, greeting: Span, ask: Span, end: int
) -> tuple[frozenset[str], frozenset[str]]:
    """The genders of those spoken of near the ask, and of those spoken of again and again."""
    names = judgement.signals.named("person.third-name", "person.third-name-in-act")
    called = [
        signal.span
        for signal in judgement.signals.named("person.addressee-name", "person.addressee-role", "person.self-name")
    ]
    asking = [words.sentence_of[token] for token in range(len(words)) if ask.start <= words.start[token] < ask.end]
    first, last = (min(asking) - _BEFORE, max(asking) + 1) if asking else (len(words.sentences) - 1 - _BEFORE, 10**9)
    found = [
        (token, gender)
        for token, gender in _spoken_of(words, [signal.span for signal in names])
        if words.start[token] < end
        and not any(one.start <= words.start[token] < one.end for one in (greeting, *called))
    ]
    near = frozenset(gender for token, gender in found if first <= words.sentence_of[token] <= last)
    both = {token for token, count in Counter(token for token, _ in found).items() if count > 1}
    # A father and a dog are not one who is spoken of twice.
    counted = Counter((gender, token in both) for token, gender in found)
    return near, frozenset(gender for (gender, _), count in counted.items() if count > 1 and gender)


def _meets_somebody(words: Words, ask: Span) -> bool:
    """Whether the ask speaks of somebody of the reader's: "I'd love to meet your old boss"."""
    for token in range(1, len(words)):
        if ask.start <= words.start[token] < ask.end and being_at(words, token) == EITHER:
            first = words.subtree(token)[0]
            if {"your", "ur"} & {*words.lower[max(first, token - 3) : token]}:
                return True
    return False


def _spoken_of(words: Words, names: list[Span]) -> Iterator[tuple[int, str]]:
    for token, plain in enumerate(words.lower):
        if plain in PRONOUNS:
            yield token, PRONOUNS[plain]
        elif _is_wished_well(words, token):
            continue
        elif _is_named_owner(words, token):
            yield token, SHE
            yield token, HE
        elif any(span.start == words.start[token] for span in names):
            yield token, gender_of(words.text[token]) or (gender_of(words.text[token - 1]) if token else EITHER)
        elif _is_matter(words, token):
            yield token, SHE
            yield token, HE
        else:
            gender = being_at(words, token)
            if gender == EITHER and _is_close(words, token):
                yield token, SHE
                yield token, HE
            elif gender is not None or plain in _BABIES:
                yield token, gender or EITHER


def _is_wished_well(words: Words, token: int) -> bool:
    """Whether a being without a name is only greeted: "hope the baby sleeps"."""
    first = words.sentences[words.sentence_of[token]][0]
    hoped = any(words.lower[at] in ("hope", "hoping") for at in range(first, token))
    return hoped and words.tag[token] in ("NN", "NNS")


def _is_matter(words: Words, token: int) -> bool:
    """Whether a message is about somebody who may well be an animal: "sorry to bug you about Biscuit"."""
    text = words.text[token]
    return (
        words.tag[token] == "NNP"
        and text[:1].isupper()
        and text[1:].islower()
        and words.lower[token - 1 : token] == ["about"]
        and words.entity[token] in ("", "PERSON")
        and words.dep[token] in ("obl", "nmod", "obj")
        and not traits_of(text) & (ROLE | RELATION | TITLE)
        and (token + 1 == len(words) or words.tag[token + 1] not in ("NN", "NNS", "NNP", "CD"))
    )


def _is_named_owner(words: Words, token: int) -> bool:
    """Whether somebody of whom no list tells a gender owns something: "help with Poppy's reading"."""
    text = words.text[token]
    owns = words.tag[token + 1 : token + 2] == ["POS"] and words.tag[token] == "NNP" and text.istitle()
    first = words.tag[token - 1 : token] not in (["NNP"], ["NN"]) and not traits_of(text) & (TITLE | ROLE | RELATION)
    return owns and first and words.entity[token] == "PERSON" and not gender_of(text)


def _is_close(words: Words, token: int) -> bool:
    """Whether a being whose gender is not told is an animal, or the writer's, rather than the reader."""
    mine = any(words.lower[child] in ("my", "our") for child in words.children[token])
    return mine or words.lower[token] in _OWNED - _STOCK or words.lower[token] in _BABIES


def _owned(words: Words) -> Iterator[str]:
    for token, plain in enumerate(words.lower):
        if plain in ("your", "ur"):
            for at in range(token + 1, min(token + 6, len(words))):
                if words.pos[at] in ("NOUN", "PROPN"):
                    yield words.lower[at]
                elif words.text[at] != "-" and words.pos[at] not in ("ADJ", "ADP"):
                    break
