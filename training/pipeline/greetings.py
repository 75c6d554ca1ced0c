"""Measures whether the reader's name is found in a greeting, and none where there is none.

Names are those held out of training (`names.held_out`), frames are written here and stand nowhere in
`phrases.py`.
"""

from __future__ import annotations

import random

from spacy.language import Language

from training.pipeline.names import pools

FRAMES = (
    "Hi {n}! Hope your week is going well.",
    "Hi {n} -- I wanted to ask you something.",
    "Hello {n};\n\nWe have not spoken for a while.",
    "Hey {n}...\n\nAny chance you could help me out?",
    "Dear {n}\n\nThank you for taking the time to talk on Tuesday.",
    "Good evening {n},\n\nI read your article with interest.",
    "Happy Friday {n},\n\nI have a quick request.",
    "Greetings {n},\n\nI came across your profile.",
    "Hi there {n},\n\nIt was nice meeting you at the fair.",
    "{n}, thanks again for your note. I have one more question.",
    "{n} hi,\n\nare you around this afternoon?",
    "Hiya {n}, long time no see!",
    "hey {n} quick one for you",
    "Hi {n},\n I would like to pick your brain.",
    "Afternoon {n}, do you have five minutes?",
    "My dear {n},\n\nHow have you been?",
    "Hello again {n},\n\nFollowing up on my last message.",
    "Hi {n} (and sorry for the delay),\n\nhere is the draft.",
    "Dear {n}, I hope you are doing well. Would you have time for a call?",
    "Hey {n}, it's me again",
)

NAMELESS_OPENINGS = """
Hi team|Hello team|Hi Team|Hey team|Hi all|Hello All|Hi everyone|Hello Everybody|Hey everybody|Hi folks|
Hello folks|Dear Sir|Dear Madam|Dear Sir or Madam|Dear Sir/Madam|Dear Sirs|To whom it may concern|
To Whom It May Concern|Dear Hiring Team|Dear Recruiter|Dear Recruiting Team|Dear Hiring Committee|
Dear Admissions Committee|Dear Reader|Dear neighbors|Dear Neighbours|Dear Parents|Dear parents and guardians|
Dear members|Dear Volunteers|Dear fellow students|Morning all|Morning everyone|Good morning all|
Good Morning Everyone|Good afternoon|Good Afternoon|Good evening everyone|Afternoon all|Evening all|Hi there|
Hello there|Hey there|Hiya|Hello|Hi|Hey|Hi again|Hello again|Greetings|Greetings all|Hi guys|Hey guys|
Hello ladies|Hi ladies and gents|Hey friends|Hello friends|Dear all|Dear All|Hi both|Hello both|Hi class|
Hello World|Happy Monday|Happy Friday everyone|Happy New Year|Season's greetings|Hi support|Dear support|
Dear Customer Service|Hello Customer Care|Dear Landlord|Dear Manager|Hey boss|Hi Coach|Hi Mom|Dear Dad|
Hi Doctor|Dear Professor|Hello Professor|Dear Council|Dear Board|Dear Committee members|Hi Marketing|
Hello Sales team|Hi HR
""".replace("\n", "").split("|")

ENDINGS = (
    ",\n\nI have a question about the schedule.",
    "! Could someone help me?",
    ",\ncan you look at this today?",
    " - quick question.",
    ".\n\nWe would like to invite you.",
)


def named(many: int = 2000, seed: int = 7) -> list[tuple[str, str]]:
    """Greetings with names of people not met in training, and the name in each; every culture in turn."""
    r = random.Random(seed)
    cultures = pools(evaluation=True)
    out = []
    for i in range(many):
        pool = cultures[i % len(cultures)]
        name = r.choice(pool.first)
        if r.random() < 0.25:
            name += " " + r.choice(pool.last)
        frame = r.choice(FRAMES)
        if frame[0].islower() and r.random() < 0.5:
            name = name.lower()
        out.append((frame.replace("{n}", name), name))
    return out


def nameless(many: int = 500, seed: int = 8) -> list[tuple[str, int]]:
    """Greetings without a name, and where the greeting ends in each."""
    r = random.Random(seed)
    out = []
    for _ in range(many):
        opening = r.choice(NAMELESS_OPENINGS)
        out.append((opening + r.choice(ENDINGS), len(opening)))
    return out


def score(nlp: Language) -> dict[str, float]:
    """Share of greetings whose name is found, as PERSON and with these very letters, and of false names."""
    cases = named()
    docs = nlp.pipe(text for text, _ in cases)
    found = exact = 0
    for doc, (text, name) in zip(docs, cases, strict=True):
        at = text.index(name)
        people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PERSON"]
        found += any(a < at + len(name) and at < b for a, b in people)
        exact += (at, at + len(name)) in people
    without = nameless()
    false = 0
    for doc, (_, end) in zip(nlp.pipe(text for text, _ in without), without, strict=True):
        false += any(e.label_ == "PERSON" and e.start_char < end for e in doc.ents)
    return {
        "greeting name found": round(found / len(cases), 4),
        "greeting name exact": round(exact / len(cases), 4),
        "name in a nameless greeting": round(false / len(without), 4),
        "cultures": len(pools(evaluation=True)),
    }
