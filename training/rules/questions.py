"""What the readers are asked about a hit, in words that are not the rule's own.

A question is answered by the message alone, and "yes" means that the rule was right to speak.
"""

from __future__ import annotations

QUESTIONS = {
    "WHO001": (
        "Look at what the writer wants from the reader. Is it true that the message names neither its reader nor "
        "the person whom the wish is about: no name, and no role, team or organisation in their place?"
    ),
    "WHO002": (
        "Does the marked place stand for just anybody, so that no particular person, role or group is meant, and "
        "does the message name nobody else as the one who is asked or whom the wish is about?"
    ),
    "WHO003": (
        "Is the marked place a role, a relation, a team, an organisation or a handle where the name of a person "
        "could stand, and does the message give no name for the one who is asked or whom the wish is about?"
    ),
    "WHO004": (
        "Does the marked place describe a person whom the writer cannot or does not name, such as somebody with a "
        "certain job, place or skill, and does the wish depend on finding that person?"
    ),
    "WHO005": "Does the message go to one person while its greeting addresses several or everybody?",
    "ACT001": (
        "Is it true that the message nowhere says what the reader is to do, or only so generally that the reader "
        "would have to ask what is wanted?"
    ),
    "ACT002": (
        "Is the marked place all, or nearly all, that the message says about what the reader is to do, and would "
        "the reader have to ask what exactly?"
    ),
    "ACT003": (
        "Does the marked place name a kind of help, and leave open what exactly, how much of it, or what about, "
        "so that a willing reader would still have to ask back?"
    ),
    "ACT004": (
        "Does the message ask for a meeting, a call or a talk at the marked place, and nowhere say how long it takes?"
    ),
    "ACT005": (
        "Does the marked place speak of work, posts or chances in general, with no particular post or "
        "organisation that the reader could act on?"
    ),
    "WHY001": (
        "Is it true that the message gives no reason: neither why the writer wants this, nor why from this reader?"
    ),
    "WHY002": (
        "Is the marked place at most a hint of a reason, so that the reader has to guess what the wish is for, "
        "and does nothing else in the message say it clearly?"
    ),
    "WHY003": (
        "Do the marked words only say that the matter is needed, urgent or important, without saying what for, "
        "and does nothing else in the message say it clearly?"
    ),
    "WHY004": (
        "The writer wants to be put in touch with somebody. Is it true that, if the reader forwarded this message "
        "as it is, the third person would not learn who the writer is, or not why they want to be in touch?"
    ),
    "OFR001": (
        "Does the writer ask for something that costs the reader some effort, without offering anything in "
        "return, and would an offer be natural between these two (not so in everyday work between colleagues or "
        "trifles)?"
    ),
    "OFR002": (
        "Is the marked place an offer to give something back, of a general kind that names nothing in particular?"
    ),
    "ASK001": ("Is the marked place a gap in the text that somebody still has to fill in, or a placeholder left over?"),
    "ASK002": "Is it true that the writer wants nothing from the reader: no act, no answer, no help?",
    "ASK003": (
        "Does the writer seem to want something from the reader, and only describe how things stand, without "
        "saying what the reader is to do?"
    ),
    "ASK004": (
        "Does the wish at the marked place come only after a long run-up, so that somebody who reads the first "
        "few lines does not know what is wanted?"
    ),
    "ASK005": (
        "Does the writer ask, at the marked place, for haste, without naming a day, a time or a deadline anywhere "
        "in the message?"
    ),
    "ASK006": (
        "Take the subject line alone. Is it true that it does not tell the reader what is wanted of them, not "
        "even roughly?"
    ),
    "ASK007": (
        "Does the marked place say that a file or a paper comes along with this very message (attached, enclosed)?"
    ),
    "ASK008": "Does the greeting name somebody who is not among those to whom the message goes?",
    "ASK009": (
        "Does the message put four or more different requests or questions to its reader in running text, without "
        "saying which matters most?"
    ),
    "ASK010": (
        "Would a willing reader still have to ask back, both about what exactly to do and about what it is for?"
    ),
}

INSTRUCTIONS = """\
You will read {count} short messages, each with a question about it. Answer yes or no.

- Each line of {sample} is one item: `id`, `text`, `question`. In `text` one place stands between {open} and {close};
  where the whole sentence is marked, the question is about the message. The marks are not part of the message.
- Answer from the text alone, as its reader would who knows nothing else. Texts are as people wrote them: mistakes,
  other people's signatures and quoted mail below do not matter.
- "yes" only where you would defend it to somebody who doubts it; where it could be either, say no.
- Do not look at another reader's answers, at the key beside the sample, or at asklint's rules.
- Some questions ask whether something is missing ("Is it true that ... no ..."): yes means that it is missing.

Write one line an item, in any order, to a file of your own:
  {{"id": "h0001", "answer": "yes"}}
Leave no item out. Then, with both readers' files:
  python -m training.rules precision --key {key} --judged FIRST SECOND
"""
