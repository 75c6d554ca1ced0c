"""Greetings, sign-offs and name-rich lines written for training, with names to be filled in.

Two kinds. `GREETINGS`, `NAMELESS` and `CLOSINGS` carry a full analysis in the manner of EWT and are put
around real treebank text, so that the parser learns where a salutation ends and the entity recognizer meets
names where mails have them. `LINES` are plain texts for the entity recognizer alone.

The evaluation has greetings of its own (`greetings.py`); none of its frames stands here.
"""

from __future__ import annotations

import random
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from training.pipeline.data import Sentence, Token, words
from training.pipeline.names import Names

# word/XPOS/UPOS/head/relation, heads counted from 0 and a root's head being itself; `_` joins a word to the
# next without space. F is a first name, L a last name, T a title. UPOS and features come from XPOS and word
# later.
_HI = words("Hi Hello Hey Hiya Hallo Howdy Yo hi hello hey HI Hei")

GREETINGS = tuple(
    frame
    for hi in _HI
    for frame in (
        f"{hi}/UH/INTJ/0/ROOT F_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct",
        f"{hi}/UH/INTJ/0/ROOT F_/NNP/PROPN/0/vocative !/./PUNCT/0/punct",
        f"{hi}/UH/INTJ/0/ROOT F/NNP/PROPN/0/vocative",
        f"{hi}/UH/INTJ/0/ROOT F/NNP/PROPN/0/vocative -/,/PUNCT/0/punct",
        f"{hi}/UH/INTJ/0/ROOT F/NNP/PROPN/0/vocative L_/NNP/PROPN/1/flat ,/,/PUNCT/0/punct",
        f"{hi}/UH/INTJ/0/ROOT F/NNP/PROPN/0/vocative and/CC/CCONJ/3/cc F_/NNP/PROPN/1/conj ,/,/PUNCT/0/punct",
        f"{hi}_/UH/INTJ/0/ROOT ,/,/PUNCT/2/punct F_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct",
        f"{hi}/UH/INTJ/0/ROOT T/NNP/PROPN/2/nmod:desc L_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct",
    )
) + tuple(
    """
F_/NNP/PROPN/0/ROOT ,/,/PUNCT/0/punct
F_/NNP/PROPN/0/ROOT ,/,/PUNCT/0/punct
F/NNP/PROPN/0/ROOT -/,/PUNCT/0/punct
F_/NNP/PROPN/0/ROOT :/:/PUNCT/0/punct
F/NNP/PROPN/0/ROOT L_/NNP/PROPN/0/flat ,/,/PUNCT/0/punct
F/NNP/PROPN/0/ROOT &/CC/CCONJ/2/cc F_/NNP/PROPN/0/conj ,/,/PUNCT/0/punct
F_/NNP/PROPN/0/ROOT ,/,/PUNCT/2/punct F_/NNP/PROPN/0/conj ,/,/PUNCT/0/punct
Dear/JJ/ADJ/1/amod F_/NNP/PROPN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod F_/NNP/PROPN/1/ROOT ,/,/PUNCT/1/punct
dear/JJ/ADJ/1/amod F_/NNP/PROPN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod F_/NNP/PROPN/1/ROOT :/:/PUNCT/1/punct
Dear/JJ/ADJ/1/amod F/NNP/PROPN/1/ROOT L_/NNP/PROPN/1/flat ,/,/PUNCT/1/punct
Dear/JJ/ADJ/2/amod T/NNP/PROPN/2/nmod:desc L_/NNP/PROPN/2/ROOT ,/,/PUNCT/2/punct
Dear/JJ/ADJ/2/amod T/NNP/PROPN/2/nmod:desc L_/NNP/PROPN/2/ROOT :/:/PUNCT/2/punct
Dear/JJ/ADJ/2/amod T/NNP/PROPN/2/nmod:desc F/NNP/PROPN/2/ROOT L_/NNP/PROPN/2/flat ,/,/PUNCT/2/punct
Dear/JJ/ADJ/1/amod F/NNP/PROPN/1/ROOT and/CC/CCONJ/3/cc F_/NNP/PROPN/1/conj ,/,/PUNCT/1/punct
Good/JJ/ADJ/1/amod morning/NN/NOUN/1/ROOT F_/NNP/PROPN/1/vocative ,/,/PUNCT/1/punct
Good/JJ/ADJ/1/amod morning_/NN/NOUN/1/ROOT ,/,/PUNCT/3/punct F_/NNP/PROPN/1/vocative ././PUNCT/1/punct
Good/JJ/ADJ/1/amod afternoon/NN/NOUN/1/ROOT F_/NNP/PROPN/1/vocative ,/,/PUNCT/1/punct
Morning/NN/NOUN/0/ROOT F_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct
morning/NN/NOUN/0/ROOT F_/NNP/PROPN/0/vocative !/./PUNCT/0/punct
Thanks/NN/NOUN/0/ROOT F_/NNP/PROPN/0/vocative ././PUNCT/0/punct
Thanks_/NN/NOUN/0/ROOT ,/,/PUNCT/2/punct F_/NNP/PROPN/0/vocative !/./PUNCT/0/punct
Dear/JJ/ADJ/1/amod F/NNP/PROPN/1/ROOT
Dear/JJ/ADJ/1/amod F/NNP/PROPN/1/ROOT L/NNP/PROPN/1/flat
Dearest/JJS/ADJ/1/amod F_/NNP/PROPN/1/ROOT ,/,/PUNCT/1/punct
Good/JJ/ADJ/1/amod day/NN/NOUN/1/ROOT F_/NNP/PROPN/1/vocative ,/,/PUNCT/1/punct
Evening/NN/NOUN/0/ROOT F_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct
Welcome/UH/INTJ/0/ROOT back/RB/ADV/0/advmod F_/NNP/PROPN/0/vocative !/./PUNCT/0/punct
Congratulations/NNS/NOUN/0/ROOT F_/NNP/PROPN/0/vocative !/./PUNCT/0/punct
Happy/JJ/ADJ/1/amod Monday/NNP/PROPN/1/ROOT F_/NNP/PROPN/1/vocative !/./PUNCT/1/punct
Happy/JJ/ADJ/1/amod birthday/NN/NOUN/1/ROOT F_/NNP/PROPN/1/vocative !/./PUNCT/1/punct
F/NNP/PROPN/0/ROOT --/,/PUNCT/0/punct
F/NNP/PROPN/0/ROOT L_/NNP/PROPN/0/flat :/:/PUNCT/0/punct
F_/NNP/PROPN/0/ROOT ,/,/PUNCT/2/punct hello_/UH/INTJ/0/discourse !/./PUNCT/0/punct
Hi/UH/INTJ/0/ROOT again/RB/ADV/0/advmod F_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct
Hello/UH/INTJ/0/ROOT dear/JJ/ADJ/2/amod F_/NNP/PROPN/0/vocative ,/,/PUNCT/0/punct
""".strip().split("\n")
)

NAMELESS = tuple(
    """
Hi_/UH/INTJ/0/ROOT ,/,/PUNCT/0/punct
Hello_/UH/INTJ/0/ROOT !/./PUNCT/0/punct
Hey/UH/INTJ/0/ROOT
Hi/UH/INTJ/0/ROOT there_/RB/ADV/0/advmod ,/,/PUNCT/0/punct
Hello/UH/INTJ/0/ROOT there_/RB/ADV/0/advmod !/./PUNCT/0/punct
Hi/UH/INTJ/0/ROOT all_/DT/DET/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT All_/DT/DET/0/vocative ,/,/PUNCT/0/punct
Hello/UH/INTJ/0/ROOT all_/DT/DET/0/vocative ,/,/PUNCT/0/punct
All_/DT/DET/0/ROOT ,/,/PUNCT/0/punct
Dear/JJ/ADJ/1/amod all_/DT/DET/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod All_/DT/DET/1/ROOT ,/,/PUNCT/1/punct
Hi/UH/INTJ/0/ROOT everyone_/NN/PRON/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT Everyone_/NN/PRON/0/vocative !/./PUNCT/0/punct
Hey/UH/INTJ/0/ROOT everybody_/NN/PRON/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT team_/NN/NOUN/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT Team_/NN/NOUN/0/vocative ,/,/PUNCT/0/punct
Hello/UH/INTJ/0/ROOT Team_/NN/NOUN/0/vocative ,/,/PUNCT/0/punct
Dear/JJ/ADJ/1/amod Team_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Team_/NN/NOUN/0/ROOT ,/,/PUNCT/0/punct
Hey/UH/INTJ/0/ROOT guys_/NNS/NOUN/0/vocative ,/,/PUNCT/0/punct
Hey/UH/INTJ/0/ROOT folks_/NNS/NOUN/0/vocative ,/,/PUNCT/0/punct
Folks_/NNS/NOUN/0/ROOT ,/,/PUNCT/0/punct
Friends_/NNS/NOUN/0/ROOT ,/,/PUNCT/0/punct
Colleagues_/NNS/NOUN/0/ROOT ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT friends_/NNS/NOUN/0/vocative ,/,/PUNCT/0/punct
Dear/JJ/ADJ/1/amod Friends_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod friend_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod colleagues_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Colleagues_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod colleague_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Sir_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Sirs_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Madam_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Sir/NN/NOUN/1/ROOT or/CC/CCONJ/3/cc Madam_/NN/NOUN/1/conj ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Sir_/NN/NOUN/1/ROOT //,/PUNCT/3/cc Madam_/NN/NOUN/1/conj ,/,/PUNCT/1/punct
Dear/JJ/ADJ/2/amod Hiring/NN/NOUN/2/compound Manager_/NN/NOUN/2/ROOT ,/,/PUNCT/2/punct
Dear/JJ/ADJ/2/amod hiring/NN/NOUN/2/compound manager_/NN/NOUN/2/ROOT ,/,/PUNCT/2/punct
Dear/JJ/ADJ/2/amod Support/NN/NOUN/2/compound Team_/NN/NOUN/2/ROOT ,/,/PUNCT/2/punct
Dear/JJ/ADJ/1/amod Customer_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Professor_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Dear/JJ/ADJ/1/amod Editor_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Ladies/NNS/NOUN/0/ROOT and/CC/CCONJ/2/cc gentlemen_/NNS/NOUN/0/conj ,/,/PUNCT/0/punct
Good/JJ/ADJ/1/amod morning_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Good/JJ/ADJ/1/amod day_/NN/NOUN/1/ROOT ,/,/PUNCT/1/punct
Good/JJ/ADJ/1/amod morning/NN/NOUN/1/ROOT everyone_/NN/PRON/1/vocative ,/,/PUNCT/1/punct
Morning/NN/NOUN/0/ROOT all_/DT/DET/0/vocative ,/,/PUNCT/0/punct
Morning_/NN/NOUN/0/ROOT ,/,/PUNCT/0/punct
Greetings_/NNS/NOUN/0/ROOT ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT both_/DT/DET/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT again_/RB/ADV/0/advmod ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT ladies_/NNS/NOUN/0/vocative ,/,/PUNCT/0/punct
Hello/UH/INTJ/0/ROOT neighbors_/NNS/NOUN/0/vocative ,/,/PUNCT/0/punct
Hey/UH/INTJ/0/ROOT mate_/NN/NOUN/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT mom_/NN/NOUN/0/vocative ,/,/PUNCT/0/punct
Hi/UH/INTJ/0/ROOT boss_/NN/NOUN/0/vocative ,/,/PUNCT/0/punct
""".strip().split("\n")
)

_GREETED = words("""
hiring support sales marketing admissions recruiting design project product engineering customer search
editorial finance legal program scholarship planning selection alumni grant conference membership review data
research media events student
""")
_GROUPS = words(
    "team committee manager office department group staff board crew panel desk coordinator director members"
)
_PEOPLE = words("""
teacher coach chef captain reader readers volunteer volunteers member members parent parents neighbor
neighbours student students tenant tenants customer customers subscriber subscribers doctor professor officer
sister brother mum dad mother father grandma grandpa buddy dude pal gang squad guests players fans sir madam
ma'am landlord principal nurse pastor editor author judges organizers recruiter recruiters friend colleague
classmates coworkers partner partners supporters participants attendees applicants donors residents homeowners
shareholders citizens graduates interns girls boys ladies gentlemen gents people world universe internet y'all
mates stranger traveler lovely honey sweetie love boss chief
""")
_OPENERS = words("""
Hi/UH/INTJ/0/ROOT Hello/UH/INTJ/0/ROOT Hey/UH/INTJ/0/ROOT hi/UH/INTJ/0/ROOT hey/UH/INTJ/0/ROOT
Dear/JJ/ADJ/K/amod  Dear/JJ/ADJ/K/amod Dear/JJ/ADJ/K/amod Morning/NN/NOUN/0/ROOT Afternoon/NN/NOUN/0/ROOT
Evening/NN/NOUN/0/ROOT  Attention/NN/NOUN/0/ROOT Greetings/NNS/NOUN/0/ROOT
""")


def nameless(r: random.Random) -> str:
    """A greeting frame without a name: one of `NAMELESS`, or one to a group or a role."""
    if r.random() < 0.5:
        return r.choice(NAMELESS)
    opener = r.choice(_OPENERS)
    words = [r.choice(_GREETED), r.choice(_GROUPS)] if r.random() < 0.5 else [r.choice(_PEOPLE)]
    case = r.random()
    words = [w.capitalize() if case < 0.5 else w.upper() if case > 0.97 else w for w in words]
    last = len(words)
    root = last if "/K/" in opener else 0
    relation = "ROOT" if root else "vocative"
    tail = r.choice((",/,/PUNCT", ",/,/PUNCT", "!/./PUNCT", ":/:/PUNCT"))
    pieces = [opener.replace("/K/", f"/{last}/")]
    pieces += [f"{word}/NN/NOUN/{last}/compound" for word in words[:-1]]
    pieces += [f"{words[-1]}_/NN/NOUN/{root}/{relation}", f"{tail}/{root}/punct"]
    return " ".join(pieces)


CLOSINGS = tuple(
    """
Thanks_/NN/NOUN/0/ROOT ,/,/PUNCT/0/punct
Thanks_/NN/NOUN/0/ROOT !/./PUNCT/0/punct
thanks_/NN/NOUN/0/ROOT ,/,/PUNCT/0/punct
Many/JJ/ADJ/1/amod thanks_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Regards_/NNS/NOUN/0/ROOT ,/,/PUNCT/0/punct
Best_/JJS/ADJ/0/ROOT ,/,/PUNCT/0/punct
Best/JJS/ADJ/1/amod regards_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Kind/JJ/ADJ/1/amod regards_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Best/JJS/ADJ/1/amod wishes_/NNS/NOUN/1/ROOT ,/,/PUNCT/1/punct
Sincerely_/RB/ADV/0/ROOT ,/,/PUNCT/0/punct
Yours/PRP/PRON/1/discourse sincerely_/RB/ADV/1/ROOT ,/,/PUNCT/1/punct
Cheers_/NNS/NOUN/0/ROOT ,/,/PUNCT/0/punct
Cheers/NNS/NOUN/0/ROOT
Love_/NN/NOUN/0/ROOT ,/,/PUNCT/0/punct
Warmly_/RB/ADV/0/ROOT ,/,/PUNCT/0/punct
Thank/VBP/VERB/0/ROOT you_/PRP/PRON/0/obj ,/,/PUNCT/0/punct
Thank/VBP/VERB/0/ROOT you_/PRP/PRON/0/obj !/./PUNCT/0/punct
Thanks/NN/NOUN/0/ROOT a/DT/DET/2/det lot_/NN/NOUN/0/nmod:unmarked ,/,/PUNCT/0/punct
Thanks/NN/NOUN/0/ROOT in/IN/ADP/2/case advance_/NN/NOUN/0/nmod ,/,/PUNCT/0/punct
""".strip().split("\n")
)

SIGNATURES = ("F/NNP/PROPN/0/ROOT", "F/NNP/PROPN/0/ROOT L/NNP/PROPN/0/flat")

TITLES = ("Mr.", "Ms.", "Mrs.", "Dr.", "Prof.", "Professor", "Mr", "Ms", "Dr", "Judge", "Senator")

_FEATS = {"NNP": "Number=Sing", "UH": ""}


def phrase(frame: str, names: Names, after: str, *, lower: bool = False) -> Sentence:
    """The frame with fresh names, followed by `after`; `lower` writes everything small, as in chat."""
    tokens: list[Token] = []
    previous = ""
    for piece in frame.split(" "):
        word, xpos, upos, head, dep = (
            piece.rsplit("/", 4) if not piece.startswith("//") else ("/", *piece[2:].split("/"))
        )
        glued = word.endswith("_")
        word = word.rstrip("_")
        entity = "O"
        if word == "F":
            word, entity = names.pair()[0], "B-PERSON"
        elif word == "L":
            word, entity = names.pair()[1], "I-PERSON" if previous == "F" else "B-PERSON"
        elif word == "T":
            word = names.random.choice(TITLES)
        previous = piece.split("/")[0].rstrip("_")
        tokens.append(
            Token(
                word.lower() if lower else word,
                "" if glued else " ",
                xpos,
                upos,
                _FEATS.get(xpos, ""),
                word if xpos == "NNP" else word.lower(),
                int(head),
                dep,
                entity,
            )
        )
    tokens[-1].space = after
    return Sentence("phrase", tokens, entities=True)


def as_mail(sentences: list[Sentence], names: Names, r: random.Random) -> list[Sentence]:
    """`sentences` with a salutation before and perhaps a closing and a signature after, as in mail."""
    lower = r.random() < 0.15
    salutation = r.choice(GREETINGS) if r.random() < 0.7 else nameless(r)
    out = [phrase(salutation, names, r.choice(("\n\n", "\n\n", "\n", " ")), lower=lower), *sentences]
    if r.random() < 0.5:
        last = out[-1]
        last.tokens[-1].space = r.choice(("\n\n", "\n"))
        signed = r.random() < 0.8
        out.append(phrase(r.choice(CLOSINGS), names, r.choice(("\n\n", "\n", " ")) if signed else "", lower=lower))
        if signed:
            out.append(phrase(r.choice(SIGNATURES), names, "", lower=lower))
    return out


# F, F2: first names, N, N2: full names, L: last name, T: title, O: organization, C: place, f: first name in
# small letters.
LINES = (
    """
Could you introduce me to {N} at {O}?
Would you be able to introduce me to {N}, who works at {O}?
I'd love an introduction to {F} from {O}.
Do you know {N} at {O}?
could you connect me with {N} at {O}
can you put me in touch with {f} from {O}?
I saw you are connected to {N} at {O}.
I noticed that you know {N} and {N2}.
{F}, could you send me the file by Friday?
{F}, can you please review this before Monday?
{F}, would you mind taking a look?
{f}, can u call me?
{F} - please see below.
@{F} could you take a look?
Thanks, {F}
Thanks {F}
thanks, {f}
Thank you, {F}!
Best, {F}
Regards, {N}
{N}
{N}, {O}
{N} | {O} | {C}
{N}
{O}, {C}
{N} ({O}) and {N2} cannot come.
hey {f}, got a minute?
yo {f} are we still on
{C} or {C}, which one do you prefer?
We had lunch at {O} in {C}.
{O} is a great place to work.
I flew from {C} to {C} with {O}.
{C} was lovely, and so was the food at {O}.
Has {O} replied?
I highly recommend {O}!
going to {C} next week, any tips?
From: {N}
To: {N}; {N2}
cc: {N}, {N2}
My name is {N} and I am a student in {C}.
I'm {F}, a recent graduate from {C}.
This is {F} from {O}.
it's {f}, we met in {C} last week
I spoke to {N} last week and she said you might help.
{T} {L} suggested that I contact you.
{F} and {F2} will join us on Monday.
Can you or {F} approve this?
Please ask {N} to review the draft.
Let {F} know if you can come.
Tell {F} I said hi.
Are you free to meet {F} and me in {C}?
My friend {F} told me about {O}.
I used to work with {N} at {O} in {C}.
{F} mentioned that you moved to {C}.
I would like to speak with someone at {O} about the role in {C}.
I am applying for a position at {O}.
Is {F} still with {O}?
{F}'s team at {O} is hiring.
We met through {N}'s workshop in {C}.
{F} asked me to send you the report.
Could {F} or {F2} help with the slides?
Hope you and {F} are well.
Hi {F}, hope all is well in {C}!
Hi {F} it was great to meet you and {F2}.
Hey {F} could you look at this for me
hi {f} can you send me the notes
hey {f}, do you know anyone at {O}?
{F} will you be there on Friday?
Will {F} be there in May?
I have copied {N} and {N2} from {O}.
Introducing {N}, our new colleague in {C}.
Congratulations to {F} on the new job at {O}!
Dear {F}, I am writing to ask whether you could write a reference for {N}.
Good to see you yesterday, {F}.
Sorry {F}, I forgot the attachment.
Yes {F}, that works.
OK {F}, I will call {F2} in {C} tomorrow.
Looking forward to hearing from you, {F}.
""".strip().split("\n")
    # No names: words that begin a line or a heading with a capital, and names of months and virtues as plain
    # words.
    + """
Will you be able to help me with this?
May I ask you for a favor?
I hope this finds you well. Hope to hear from you soon.
Could we meet in April or May? June works too.
It would be a joy to work with you.
Please mark the date and pay the bill.
Can you frank this letter? The sun rose early.
By the grace of time we may still finish in August.
Please Help Me With My Project
IMPORTANT: Please Read
Quick Question About Friday
Request For Feedback
Looking Forward To It
Kind Regards,
Many Thanks
Sent from my phone
On Monday we meet in March or April.
Could You Please Reply By Wednesday?
Any Advice Is Welcome
Hi! Quick question.
Hello! Hope you're well.
hey, quick favor
Good Morning! Just checking in.
Happy Monday! Could I have a hand?
Would Tuesday work? Or Thursday?
Please let me know. Thanks again!
Sorry for the late reply.
Congrats on the new role!
Happy New Year to you and your family!
Does anyone know a good dentist?
I am looking for a Software Engineer or a Product Manager.
Please RSVP by Sunday.
FYI, the Marketing Report is due.
""".strip().split("\n")
)

ORGANIZATIONS = """
Acme|Acme Corp|Northwind|Brightwater Labs|Orbit|Helio Health|Greenfield Partners|Stripe|Google|Microsoft|
Amazon|Spotify|Deloitte|McKinsey|Siemens|Bosch|Toyota|Samsung|Airbus|Nokia|Shopify|Salesforce|Adobe|Oracle|
IBM|Intel|Netflix|Airbnb|Uber|Pfizer|Novartis|Nestle|Unilever|the Red Cross|UNICEF|Harvard|
Stanford University|MIT|Oxford University|the University of Toronto|Kings College|Riverside High School|
Lakeside Hospital|St. Mary's Hospital|the City Library|Habitat for Humanity|the World Bank|Goldman Sachs|
Morgan Stanley|Barclays|Santander|Tata|Infosys|Wipro|Grab|Gojek|Figma|Notion|Slack|GitHub|OpenTable|
Blue Harbor|Kestrel Analytics|Maple & Co|Sunrise Foods|Delta|Lufthansa|BBC|NPR
""".replace("\n", "").split("|")

PLACES = """
Berlin|London|Paris|Madrid|Lisbon|Rome|Warsaw|Prague|Vienna|Zurich|Athens|Istanbul|Cairo|Lagos|Nairobi|Accra|
Cape Town|Johannesburg|Mumbai|Delhi|Bangalore|Chennai|Karachi|Dhaka|Colombo|Singapore|Jakarta|Manila|Hanoi|
Bangkok|Seoul|Tokyo|Osaka|Beijing|Shanghai|Hong Kong|Taipei|Sydney|Melbourne|Auckland|Toronto|Vancouver|
Montreal|New York|Boston|Chicago|Austin|Seattle|San Francisco|Los Angeles|Denver|Atlanta|Miami|Mexico City|
Bogota|Lima|Santiago|Buenos Aires|Sao Paulo|Dublin|Edinburgh|Manchester|Leeds|Hamburg|Munich|Cologne|Canada|
Germany|Kenya|India|Brazil|Japan|Ireland|the UK|the US
""".replace("\n", "").split("|")


def addressed(sentence: Sentence, names: Names) -> Sentence:
    """The sentence with the reader's name before it, as in "Anna, could you ..."."""
    root = next(i for i, token in enumerate(sentence.tokens) if token.head == i)
    first = sentence.tokens[0]
    if first.xpos.startswith("NNP") or first.upos == "PUNCT":
        return sentence
    name = Token(names.pair()[0], "", "NNP", "PROPN", "Number=Sing", "", root + 2, "vocative", "B-PERSON")
    comma = Token(",", " ", ",", "PUNCT", "", ",", 0, "punct")
    moved = [replace(token, head=token.head + 2) for token in sentence.tokens]
    if first.word != "I" and not first.word.startswith("I'"):
        moved[0].word = first.word.lower()
    return replace(sentence, tokens=[name, comma, *moved])


def line_doc(nlp: Language, names: Names, r: random.Random) -> Doc:
    """One of `LINES` with fresh names, entities marked, without a parse."""
    if r.random() < 0.15:
        return _nameless_doc(nlp, names, r)
    line = r.choice(LINES)
    (first, last), (first2, last2) = names.pair(), names.pair()
    organization, place = r.choice(ORGANIZATIONS), r.choice(PLACES)
    fields = {
        "F": (first, "PERSON"),
        "F2": (first2, "PERSON"),
        "f": (first.lower(), "PERSON"),
        "L": (last, "PERSON"),
        "N": (f"{first} {last}", "PERSON"),
        "N2": (f"{first2} {last2}", "PERSON"),
        "O": (organization, "ORG"),
        "C": (place, "LOC"),
        "T": (r.choice(TITLES), ""),
    }
    small = r.random() < 0.2
    text, spans = "", []
    for i, piece in enumerate(line.replace("}", "{").split("{")):
        value, label = fields[piece] if i % 2 else (piece, "")
        if small:
            value = value.lower()
        if label:
            # "the" of "the UK" stands outside, as in the data.
            skip = 4 if value.lower().startswith("the ") else 0
            spans.append((len(text) + skip, len(text) + len(value), label))
        text += value
    if (small and r.random() < 0.5) or r.random() < 0.1:
        text = text.rstrip(".?!")
        spans = [(a, min(b, len(text)), label) for a, b, label in spans]
    doc = nlp.make_doc(text)
    entities = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in spans]
    doc.set_ents([e for e in entities if e is not None], default="outside")
    return doc


def _nameless_doc(nlp: Language, names: Names, r: random.Random) -> Doc:
    greeting = phrase(nameless(r), names, r.choice(("\n\n", "\n", " ", "")), lower=r.random() < 0.2)
    follow = r.choice([line for line in LINES if "{" not in line])
    doc = nlp.make_doc("".join(t.word + t.space for t in greeting.tokens) + follow)
    doc.set_ents([], default="outside")
    return doc
