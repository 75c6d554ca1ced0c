"""What must not matter: whose name it is, how the message is dressed, how polite it is."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from asklint.vocabulary import Element
from training.behaviour import perturb
from training.behaviour.capability import Capability, Case, Cases, Check, Sort, mean_within, not_lower, same
from training.behaviour.names import Person, people
from training.behaviour.seeds import Name, Seed, seeds

NAMES = 0.003
"""How often another name may matter, 0 to 1."""
SURFACE = 0.02
"""How often the dress of a message may matter."""
COURTESY = 0.0
"""How often a courtesy may cost a point."""

Place = tuple[Seed, Name]
"""A name in a base message."""


def capabilities() -> list[Capability]:
    """All of them."""
    return [*_names(), *_surface(), *_courtesies()]


# ---- names

_SAME = same(score_within=1)


def _names() -> Iterator[Capability]:
    for culture in dict.fromkeys(person.culture for person in people()):
        yield _culture(culture)
    readers = _readers()
    yield _name_test("reader, woman or man", "A woman's name for the reader, or a man's.", _genders)
    for form, about, write in (
        ("reader by full name", "First and family name instead of the first.", lambda p: p.full),
        ("reader by title", "Mr. or Ms. and the family name instead of the first name.", lambda p: p.titled()),
        ("reader as Dr.", "Dr. and the family name instead of the first name.", lambda p: p.titled("Dr.")),
        ("reader as Professor", "Professor and the full name.", lambda p: f"Professor {p.full}"),
    ):
        yield _name_test(form, about, _written(form, readers, write))
    yield _name_test("without accents", "Jose for José.", _plain_names)
    for form, words in (("full", "full name"), ("first", "first name"), ("titled", "with a title")):
        yield _name_test(f"third person, {words}", "Somebody else whom the ask is about.", _third(form))
    yield _name_test("no culture scores higher", "Mean scores by culture of the reader's name: within 0.5.", _cultures)
    yield _name_test("no gender scores higher", "Mean scores by gender of the reader's name: within 0.5.", _means)
    yield _name_test("the writer's, signed", "Who signs the message.", _signed)
    yield _name_test("the writer's, in the text", "Who the writer says they are.", _introduced)


def _name_test(name: str, about: str, cases: Cases) -> Capability:
    return Capability(f"names: {name}", about, Sort.INV, NAMES, cases)


def _readers() -> list[Place]:
    return [(seed, seed.reader) for seed in seeds() if seed.reader]


def _deal(about: str, chosen: Iterable[Person], each: int, places: Sequence[Place]) -> Iterator[tuple[Person, Place]]:
    """Every person with some of the places that their name fits, the same at every run."""
    chance = random.Random(about)
    for person in chosen:
        fitting = [place for place in places if place[1].gender in ("", person.gender)]
        for place in chance.sample(fitting, min(each, len(fitting))):
            yield person, place


def _with(place: Place, written: str) -> str:
    seed, name = place
    return seed.render(names={name.text: written})


def _against(place: Place, before: str, after: str) -> Case:
    return Case(f"{place[0].id}: {before} -> {after}", (_with(place, before), _with(place, after)), _SAME)


def _culture(culture: str) -> Capability:
    def cases() -> Iterator[Case]:
        chosen = [person for person in people() if person.culture == culture]
        for person, place in _deal(culture, chosen, 6, _readers()):
            yield _against(place, place[1].text, person.like(place[1]))

    label = culture.replace("-", " ")
    return _name_test(f"reader, {label}", f"Another name for the reader: {label}.", cases)


def _genders() -> Iterator[Case]:
    women, men = ([person for person in people() if person.gender == gender] for gender in "fm")
    for woman, man in zip(women, men, strict=True):
        for _, place in _deal(woman.full, [woman], 2, _readers()):
            yield _against(place, woman.like(place[1]), man.like(place[1]))


def _cultures() -> Iterator[Case]:
    for culture in dict.fromkeys(person.culture for person in people()):
        yield _together(culture, _culture(culture).cases())


def _means() -> Iterator[Case]:
    yield _together("women, men", _genders())


def _together(label: str, cases: Iterable[Case]) -> Case:
    """Pairs as one case, about their means."""
    befores, afters = zip(*(case.texts for case in cases), strict=True)
    return Case(label, (*befores, *afters), mean_within(0.5))


def _written(form: str, places: Sequence[Place], write: Callable[[Person], str]) -> Cases:
    return lambda: (_against(place, person.first, write(person)) for person, place in _deal(form, people(), 2, places))


def _plain_names() -> Iterator[Case]:
    accented = [person for person in people() if _plain(person.full) != person.full]
    for person, place in _deal("plain", accented, 6, _readers()):
        written = person.like(place[1])
        if _plain(written) != written:
            yield _against(place, written, _plain(written))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(str.maketrans("øØłŁıđæ", "oOlLida")))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _third(form: str) -> Cases:
    places = [(seed, name) for seed in seeds() for name in seed.names if name != seed.reader and name.form == form]
    return lambda: (
        _against(place, place[1].text, person.like(place[1])) for person, place in _deal(form, people(), 2, places)
    )


def _signed() -> Iterator[Case]:
    chance = random.Random("signed")
    for person in people():
        for seed in chance.sample(seeds(), 2):
            texts = [f"{seed.text}\n\nBest wishes,\n{name}" for name in ("Alex Morgan", person.full)]
            yield Case(f"{seed.id} signed {person.full}", tuple(texts), _SAME)


def _introduced() -> Iterator[Case]:
    for person, (seed, name) in _deal("introduced", people(), 1, _readers()):
        texts = [perturb.after_greeting(seed.text, f"This is {who}.", name.text) for who in ("Alex Hill", person.full)]
        yield Case(f"{seed.id} by {person.full}", tuple(texts), _SAME)


# ---- the surface of the text

_SIGNATURE = "\n\nBest regards,\nMorgan Ellery\nOperations, Tidewater Boats\n14 Quay Road · +44 20 7946 0182"
_DASHED = "\n\n-- \nMorgan Ellery\nTidewater Boats, Operations\nmorgan@tidewater.example"
_FOOTER = (
    "\n\n--\nThis e-mail and any attachments are confidential and intended solely for the addressee. "
    "If it reached you by mistake, please tell the sender and delete it."
)
_EARLIER = (
    "Could you send me the deck by Friday? The board meets on Monday and I need a day to read it. I'll buy you lunch."
)
_QUOTE = (
    f"\n\nOn Tue, 4 Mar 2025 at 09:12, Robin Vale <robin@vale.example> wrote:\n> Dear Morgan,\n> {_EARLIER}\n> Robin"
)
_ORIGINAL = (
    "\n\n-----Original Message-----\nFrom: Robin Vale\nSent: Tuesday, 4 March 2025 09:12\nTo: Morgan Ellery\n"
    f"Subject: Deck\n\n{_EARLIER}"
)
_CLOSINGS = ("\n\nThanks,\nMorgan", "\n\nBest,\nMorgan", "\n\nCheers\nMorgan")
_SUBJECTS = ("Quick question", "Hello", "A small thing")
_WEATHER = (
    "What a storm that was last night.",
    "Such a lovely summer so far.",
    "It was nice to see so many at the fair.",
)
_POSTSCRIPTS = ("P.S. The cat says hello.", "PS: The photos from the fair are lovely.", "P.S. It snowed here.")

Change = Callable[[str, random.Random], str]


def _some(*endings: str) -> Change:
    """One of these put at the end."""
    return lambda text, chance: text + chance.choice(endings)


def _always(change: Callable[[str], str]) -> Change:
    """A change without chance."""
    return lambda text, _: change(text)


_CHANGES: dict[str, tuple[str, Change]] = {
    "signature": ("A signature below.", _some(_SIGNATURE)),
    "signature after two dashes": ("A signature below a line of two dashes.", _some(_DASHED)),
    "sign-off with a first name": ("A closing line and a first name.", _some(*_CLOSINGS)),
    "confidentiality notice": ("A legal footer.", _some(_FOOTER)),
    "sent from my phone": ("A phone's footer.", _some("\n\nSent from my iPhone")),
    "quoted thread": ("An earlier message, quoted below.", _some(_QUOTE)),
    "original message": ("An earlier message below a divider.", _some(_ORIGINAL)),
    "typos": ("One slip in twelve words.", perturb.typos),
    "many typos": ("One slip in six words.", lambda text, chance: perturb.typos(text, chance, every=6)),
    "lower case": ("No capitals at all.", _always(str.lower)),
    "capitals in the greeting": ("The first word shouted.", _always(perturb.shout_first_word)),
    "contractions written out": ("I am for I'm.", _always(perturb.expand_contractions)),
    "contractions": ("I'm for I am.", _always(perturb.contract)),
    "contractions without apostrophes": ("Im, dont, cant.", _always(perturb.drop_apostrophes)),
    "American spelling": ("Favor for favour.", _always(perturb.american)),
    "British spelling": ("Favour for favor.", _always(perturb.british)),
    "emoji at the end": ("An emoji last.", _some(" 🙏", " 😊", " 👍", " 🙂")),
    "emoji after the greeting": (
        "An emoji behind the greeting.",
        lambda text, chance: perturb.instead_of_comma(text, f" {chance.choice('👋😊🙂')},"),
    ),
    "smiley": ("Typed smileys.", _some(" :)", " ;-)", " :D")),
    "bullets": ("Each sentence a point of a list.", _always(perturb.bullets)),
    "typographic quotes": ("Curly apostrophes.", _always(perturb.curly)),
    "wrapped lines": ("Lines broken at 46 characters.", _always(perturb.wrapped)),
    "one paragraph": ("No line breaks.", _always(perturb.one_paragraph)),
    "a line for each sentence": ("A blank line between sentences.", _always(perturb.paragraphs)),
    "Windows line ends": ("CRLF.", _always(lambda text: text.replace("\n", "\r\n") + "\r\n")),
    "double spaces": ("Two spaces after a sentence.", _always(perturb.double_spaces)),
    "no last full stop": ("The last mark left out.", _always(lambda text: text.rstrip(".?! "))),
    "exclamation marks": ("! for the full stops.", _always(lambda text: text.replace(". ", "! "))),
    "question without its mark": ("A full stop for the question mark.", _always(lambda t: t.replace("?", "."))),
    "two question marks": ("?? for ?.", _always(lambda text: text.replace("?", "??"))),
    "no comma after the greeting": (
        "The first comma left out.",
        _always(lambda text: perturb.instead_of_comma(text, "")),
    ),
    "dash after the greeting": (
        "A dash for the first comma.",
        _always(lambda text: perturb.instead_of_comma(text, " -")),
    ),
    "non-breaking spaces": ("Pasted from a web page.", _always(lambda text: text.replace(" ", "\u00a0"))),
    "subject line": (
        "A subject typed above.",
        lambda text, chance: f"Subject: {chance.choice(_SUBJECTS)}\n\n{text}",
    ),
    "postscript": ("A P.S. on something else.", lambda text, chance: f"{text}\n\n{chance.choice(_POSTSCRIPTS)}"),
    "other days": ("Another day of the week.", _always(perturb.other_days)),
    "other numbers": ("Another number.", _always(perturb.other_numbers)),
}


def _surface() -> Iterator[Capability]:
    for name, (about, change) in _CHANGES.items():
        yield Capability(f"surface: {name}", about, Sort.INV, SURFACE, _changed(change, same()))
    yield Capability(
        "surface: small talk first", "A sentence about the weather.", Sort.INV, SURFACE, _said(_WEATHER, _first, same())
    )
    yield Capability("surface: other greetings", "Hi, Dear, Hello, the bare name.", Sort.INV, SURFACE, _greetings)


def _changed(change: Change, check: Check) -> Cases:
    """Every base message beside its changed self, where the change changes it."""

    def cases() -> Iterator[Case]:
        for seed in seeds():
            changed = change(seed.text, random.Random(seed.id))
            if changed != seed.text:
                yield Case(seed.id, (seed.text, changed), check)

    return cases


def _greetings() -> Iterator[Case]:
    for seed, name in _readers():
        greeting, rest = perturb.split_greeting(seed.text, name.text)
        for words in ("Hi {},", "Dear {},", "Hello {},", "{},", "Good evening {},", "Hey {}!") if greeting else ():
            changed = f"{words.format(name.text)}\n\n{rest[0].upper()}{rest[1:]}"
            yield Case(f"{seed.id}: {words}", (seed.text, changed), same())


# ---- hedges and courtesies

_FIRST = {
    "hope you're well": ("I hope you're well.", "I hope this finds you well."),
    "sorry to bother you": ("Sorry to bother you.", "Sorry for bothering you with this.", "I'm sorry to trouble you."),
    "you must be busy": ("I know you're very busy.", "I know how busy you must be at the moment."),
    "long time no see": ("It's been a while.", "It's been far too long."),
    "may I ask": ("I have a small favour to ask.", "May I ask you something?", "I'd like to ask you a favour."),
    "feel free to say no": ("Please feel free to say no.", "You can say no, of course."),
    "awkward to ask": ("I feel a bit awkward asking this.", "I hardly dare to ask."),
}
_LAST = {
    "thanks": ("Thank you!", "Thanks.", "Many thanks."),
    "thanks in advance": ("Thanks in advance.", "Thank you so much in advance!"),
    "no pressure": ("No pressure at all.", "No worries if not.", "No problem at all if you can't."),
    "I understand if not": ("I'd completely understand if you can't.", "Totally fine if it doesn't suit you."),
    "if you have a moment": ("Only if you have a moment, of course.", "Only if it isn't too much trouble."),
    "appreciation": ("I'd really appreciate it.", "It would mean a lot to me."),
    "best wishes": ("All the best to you and yours.", "Have a lovely day!"),
    "any questions": ("If anything is unclear, just ask.", "Let me know if you have any questions."),
}
_SOFT = (
    "could you possibly",
    "could you perhaps",
    "could you maybe just",
    "would you please",
    "could you kindly",
    "do you think you could",
)
_GRATITUDE = "Thank you so much, you're wonderful and I'm very grateful!"


def _courtesies() -> Iterator[Capability]:
    for name, sentences in _FIRST.items():
        yield _courtesy(name, f"“{sentences[0]}” first.", _said(sentences, _first, not_lower()))
    for name, sentences in _LAST.items():
        yield _courtesy(name, f"“{sentences[0]}” last.", _said(sentences, _last, not_lower()))
    for words in _SOFT:
        yield _courtesy(words, f"“{words}” for “can you”.", _softened(words))
    wondering = _changed(_always(perturb.wondering), not_lower())
    yield _courtesy("I was wondering", "“I was wondering if you could” for “can you”.", wondering)
    yield Capability(
        "courtesy: levels stay", "Courtesies of all sorts change no level.", Sort.INV, SURFACE, _courtesy_levels
    )
    yield Capability(
        "courtesy: no offer",
        "Thanks and praise are nothing in return.",
        Sort.INV,
        SURFACE,
        lambda: (
            Case(seed.id, (seed.text, _last(seed, _GRATITUDE)), same(only=[Element.RECIPROCITY])) for seed in seeds()
        ),
    )


def _courtesy(name: str, about: str, cases: Cases) -> Capability:
    return Capability(f"courtesy: {name}", about, Sort.INV, COURTESY, cases)


def _first(seed: Seed, sentence: str) -> str:
    return perturb.after_greeting(seed.text, sentence, seed.reader.text if seed.reader else "")


def _last(seed: Seed, sentence: str) -> str:
    return perturb.at_end(seed.text, sentence)


def _softened(words: str) -> Cases:
    return _changed(_always(lambda text: perturb.soften(text, words)), not_lower())


def _said(sentences: Sequence[str], put: Callable[[Seed, str], str], check: Check) -> Cases:
    def cases() -> Iterator[Case]:
        chance = random.Random(sentences[0])
        for seed in seeds():
            sentence = chance.choice(sentences)
            yield Case(f"{seed.id}: {sentence}", (seed.text, put(seed, sentence)), check)

    return cases


def _courtesy_levels() -> Iterator[Case]:
    choices = [(text, put) for table, put in ((_FIRST, _first), (_LAST, _last)) for t in table.values() for text in t]
    chance = random.Random("levels")
    for seed in seeds():
        for sentence, put in chance.sample(choices, 4):
            yield Case(f"{seed.id}: {sentence}", (seed.text, put(seed, sentence)), same())
