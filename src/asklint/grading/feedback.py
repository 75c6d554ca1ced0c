"""What a learner reads: one strength in their own words, at most two next steps, their own ask with its gaps shown.

Every text is about the message, never about its writer, says that a program wrote it and whom to ask, and has at
most 150 words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from asklint.formats.markdown import escaped
from asklint.formats.policy import content_policy
from asklint.formats.safe import harmless
from asklint.formats.words import LABELS, VERDICTS
from asklint.grading.assess import first_words, shortened
from asklint.grading.course import Course, Graded
from asklint.grading.submissions import Found, State, Step
from asklint.grading.worked import ASK_BLANK, LONGEST_WORKED, Gap, around_blanks, worked_ask
from asklint.vocabulary import Element, Level, Verdict

MOST_WORDS = 150
MOST_STEPS = 2
SOMEBODY = "your trainer"
"""Whom to ask where nobody is named."""
_SURE = 0.6
_TELLING = 3
"""Words from which on a quotation says something by itself."""
_SENTENCE = 6
"""Words from which on a text is worth praise as a whole; fewer are called short."""
_ENGLISH = frozenset(
    "a about am an and are as at be because been but by can could did do does for from get had has have he her his how"
    " i if in is it its last me my need no not of on or our out she so that the their them there they this to up us was"
    " we were what when which who will with would you your".split()
)
"""Words of which any English sentence of some length has one or two."""
_HINT = "ASK003"
"""The finding that something is wished for between the lines: its step asks for the ask itself."""
_CONNECTIVES = frozenset("as because due for in since so to".split())
"""First words that make a reason of the few words behind them."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ORDER = (Element.ACTION, Element.REASON, Element.RECIPROCITY, Element.PERSON)
"""The strength worth most to a learner first; a name in a greeting is quickly written."""

_STRENGTHS = {
    (Element.ACTION, Level.CLEAR): "You say what you would like done: “{}”. Your reader can start from that.",
    (Element.REASON, Level.CLEAR): "You say why you ask: “{}”. Your reader can see what it is for.",
    (Element.RECIPROCITY, Level.CLEAR): "You offer something in return: “{}”. Both sides gain.",
    (Element.PERSON, Level.CLEAR): "You name a person: “{}”. Nobody has to guess who is meant.",
    (Element.ACTION, Level.PARTLY): "You say what kind of help you would like: “{}”. That is a start to build on.",
    (Element.REASON, Level.PARTLY): "You hint at why you ask: “{}”. That is a start to build on.",
    (Element.RECIPROCITY, Level.PARTLY): "You offer to return the favour: “{}”. That is a kind touch.",
}
_STEPS = {
    (Element.PERSON, Level.MISSING): "Say who this is for: a name, or a role and a place.",
    (Element.PERSON, Level.PARTLY): "Put a name to “{}”, if you can find it out.",
    (
        Element.ACTION,
        Level.MISSING,
    ): "Say the one thing your reader is to do: something that can be done without asking back.",
    (Element.ACTION, Level.PARTLY): "Say how much, about what, or by when: “{}” could mean many things.",
    (Element.REASON, Level.MISSING): "Say why you ask, or why you ask this reader. One sentence will do.",
    (Element.REASON, Level.PARTLY): "Say plainly what it is for: “{}” only hints at it.",
}
_NO_ASK_STEPS = (
    "Say what your reader is to do, in one sentence that begins with “Could you”.",
    "Put that sentence near the beginning, so that nobody has to look for it.",
)
_NO_ASK = "The ask itself is not there yet."
_SHORT = "Your text is short."


@dataclass(frozen=True, slots=True)
class Feedback:
    """The parts of one feedback; empty parts are left out."""

    heading: str
    points: str = ""
    strength: str = ""
    steps: tuple[str, ...] = ()
    optional: bool = False
    """Whether the steps are only an idea for an ask that is clear."""
    worked: str = ""
    progress: str = ""
    comment: str = ""
    """The trainer's own words, not counted and never cut."""
    note: str = ""

    @property
    def words(self) -> int:
        """How many words the program wrote, quotations and the worked ask with them."""
        return len(replace(self, comment="").plain().split())

    def plain(self) -> str:
        """As plain text, a paragraph for each part, for the comment field of a learning platform."""
        paragraphs = [self.points]
        if self.comment:
            paragraphs.append(f"From your trainer: {self.comment}")
        paragraphs.append(self.strength)
        if self.steps:
            paragraphs.append("\n".join((self.steps_title, *(f"{n}. {step}" for n, step in enumerate(self.steps, 1)))))
        if self.worked:
            paragraphs.append(f"{_WORKED_TITLE}\n{self.worked}")
        return "\n\n".join(filter(None, (*paragraphs, self.progress, self.note)))

    def markdown(self) -> str:
        """As Markdown; what the learner wrote stays text, whatever is in it."""
        lines = [f"# {escaped(self.heading)}", ""]
        for part in (f"**{escaped(self.points)}**" if self.points else "", escaped(self.strength, at_start=True)):
            lines += [part, ""] if part else []
        if self.comment:
            lines += [f"> **From your trainer:** {escaped(' '.join(self.comment.split()))}", ""]
        if self.steps:
            lines += [f"**{self.steps_title}**", ""]
            lines += [f"{number}. {escaped(step, at_start=True)}" for number, step in enumerate(self.steps, 1)]
            lines.append("")
        if self.worked:
            lines += [f"**{_WORKED_TITLE}**", "", f"> {escaped(self.worked, at_start=True)}", ""]
        if self.progress:
            lines += [escaped(self.progress, at_start=True), ""]
        lines += [f"*{escaped(self.note)}*", ""]
        return "\n".join(lines)

    def html(self, title: str = "") -> str:
        """As a page that stands alone, for a browser or a printer; no script, no network.

        `title` replaces the heading where a browser's history would keep it.
        """
        return "".join(self._html(title or self.heading))

    def _html(self, title: str) -> Iterator[str]:
        yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{feedback_policy()}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{_safe(title)} – asklint</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        yield f"<h1><bdi>{_safe(self.heading)}</bdi></h1>\n"
        if self.points:
            yield f'<p class="points">{_safe(self.points)}</p>\n'
        if self.comment:
            comment = "<br>".join(_safe(line) for line in self.comment.splitlines())
            yield f'<blockquote dir="auto"><strong>From your trainer:</strong> {comment}</blockquote>\n'
        if self.strength:
            yield f"<p>{_safe(self.strength)}</p>\n"
        if self.steps:
            yield f"<h2>{self.steps_title}</h2>\n<ol>\n"
            yield from (f"<li>{_safe(step)}</li>\n" for step in self.steps)
            yield "</ol>\n"
        if self.worked:
            worked = _safe(self.worked).replace("[", "<mark>[").replace("]", "]</mark>")
            yield f'<h2>{_WORKED_TITLE}</h2>\n<p class="worked" dir="auto">{worked}</p>\n'
        if self.progress:
            yield f"<p>{_safe(self.progress)}</p>\n"
        yield f"<footer><p>{_safe(self.note)}</p></footer>\n</main>\n</body>\n</html>\n"

    @property
    def steps_title(self) -> str:
        """What stands above the steps."""
        if self.optional:
            return "If you like:"
        return "What would help most:"


_WORKED_TITLE = "Your own ask, with its gaps to fill:"
_STYLE = """
:root{color-scheme:light dark;--page:#f6f5f2;--card:#fff;--text:#1d1f24;--quiet:#5b606b;--line:#dcdad4;--fill:#fff3c4}
@media (prefers-color-scheme:dark){:root{--page:#15171b;--card:#1d2026;--text:#e8e9ec;--quiet:#a3a9b5;--line:#353a44;
--fill:#4b4220}}
body{margin:0;padding:1.5rem 1rem;background:var(--page);color:var(--text);overflow-wrap:anywhere;
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
main{max-width:40rem;margin:auto;
padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0;font-size:1.25rem;line-height:1.3}h2{margin:1.4rem 0 .4rem;font-size:1rem}p{margin:.7rem 0}
.points{font-size:1.1rem;font-weight:600}ol{margin:0;padding-inline-start:1.5rem}li{margin-block:.35rem}
.worked,blockquote{margin:.4rem 0;padding:.7rem 1rem;border-inline-start:4px solid var(--line)}
mark{padding-inline:.15em;border-radius:.25em;background:var(--fill);color:inherit}
footer{margin-top:1.4rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.875rem}
@media print{body{padding:0;background:none}main{border:0;padding:0;max-width:none}
mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def feedback_policy() -> str:
    """The content policy that a feedback's page declares; a server should declare it too."""
    return content_policy(_STYLE)


def _safe(text: str) -> str:
    return escape(harmless(text))


def number(value: float) -> str:
    """Points as people write them: 7, 6.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def write_feedback(course: Course, graded: Graded, contact: str = "") -> Feedback:
    """The feedback on one submission, against the attempt before it where there is one."""
    before = course.before(graded)
    draft = Feedback(
        heading=_heading(graded),
        points=_points_line(course, graded),
        comment=graded.comment.strip(),
        note=f"A program (asklint) wrote this, and it can be wrong. Ask {contact or SOMEBODY} about it.",
    )
    written = {
        State.SCORED: _scored,
        State.NO_ASK: _no_ask,
        State.OTHER_LANGUAGE: _other_language,
        State.EMPTY: _empty,
        State.FAILED: _failed,
    }[graded.state](draft, graded, before)
    progress = "" if before is None or graded.state is State.EMPTY else _progress(before, graded)
    return _fitted(replace(written, progress=progress), graded)


def _heading(graded: Graded) -> str:
    submission = graded.submission
    parts = [submission.exercise or "Your ask"]
    if submission.attempt > 1:
        parts.append(f"attempt {submission.attempt}")
    return f"{', '.join(parts)}: {submission.label}"


def _points_line(course: Course, graded: Graded) -> str:
    if graded.points is None:
        return ""
    grade = f": {graded.grade}" if graded.grade else ""
    trainer = " (your trainer's points)" if graded.override is not None and graded.override.points is not None else ""
    return f"{number(graded.points)} of {number(course.rubric.maximum)} points{grade}{trainer}"


def _scored(feedback: Feedback, graded: Graded, before: Graded | None) -> Feedback:
    steps, optional = _steps(graded)
    complete = not any(
        level is not Level.CLEAR for element, level in graded.levels.items() if element is not Element.RECIPROCITY
    )
    return replace(
        feedback,
        strength=_strength(graded, before) or _plainly(graded, clear=complete),
        steps=tuple(step.message for step in steps),
        optional=optional,
        worked="" if optional or complete else _worked(graded, steps),
    )


def _worked(graded: Graded, steps: tuple[_Next, ...], most: int = LONGEST_WORKED) -> str:
    assessment = graded.submission.assessment
    gaps = [step.gap for step in steps if step.gap is not None]
    return worked_ask(assessment.text, assessment.ask, gaps, most)


def _strength(graded: Graded, before: Graded | None) -> str:
    """The best thing to say about this ask, a thing that is new first, in words of the learner; else nothing.

    Praise for words that carry nothing reads as mockery, so that none is given for them.
    """
    found = graded.submission.assessment.elements
    ranks: list[tuple[tuple[bool, ...], Element]] = []
    for element in _ORDER:
        one, level = found.get(element), graded.levels.get(element, Level.MISSING)
        if one is None or not one.quote or level is Level.MISSING or one.level is Level.MISSING:
            continue
        if element is Element.PERSON and level is not Level.CLEAR:
            continue  # "somebody at the bank" is no words to be proud of
        if element is Element.REASON and level is Level.PARTLY and not _gives_a_hint(one.quote):
            continue
        is_new = before is not None and before.levels.get(element, Level.MISSING) < level
        telling = element is Element.PERSON or len(one.quote.split()) >= _TELLING
        ranks.append(((level is Level.CLEAR, one.confidence >= _SURE and telling, is_new), element))
    if not ranks:
        return ""
    best = max(ranks, key=lambda rank: rank[0])[1]
    return _STRENGTHS[best, graded.levels[best]].format(found[best].quote)


def _gives_a_hint(quote: str) -> bool:
    """Whether a reason that is only hinted at can be read as one where it is quoted alone."""
    first = next(iter(_words(quote)), "")
    return is_telling(quote) or (first in _CONNECTIVES and len(quote.split()) >= _TELLING)


def is_telling(text: str) -> bool:
    """Whether a text is an English sentence that says something: some six words, and not one word again and again."""
    words = _words(text)
    return len(words) >= _SENTENCE and len(set(words)) >= _SENTENCE - 1 and bool(_ENGLISH & set(words))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _plainly(graded: Graded, *, clear: bool) -> str:
    """How the ask stands, where there is nothing to praise in words of the learner."""
    verdict = graded.submission.assessment.verdict
    if clear:
        verdict = Verdict.CLEAR
    elif graded.is_trainers or verdict not in VERDICTS:
        verdict = Verdict.PARTLY
    line = VERDICTS[Verdict(verdict)][1]
    return f"{_SHORT} {line}" if not clear and len(_words(graded.submission.assessment.text)) < _SENTENCE else line


@dataclass(frozen=True, slots=True)
class _Next:
    """A next step with what it asks for in the text; without that, its worked rewrite shows no blank."""

    message: str
    gap: Gap | None = None


def _steps(graded: Graded) -> tuple[tuple[_Next, ...], bool]:
    """At most two next steps, and whether they are only an idea."""
    assessment = graded.submission.assessment
    useful = [
        step
        for step in assessment.steps
        if step.element is None or graded.levels.get(step.element, Level.MISSING) is not Level.CLEAR
    ]
    needed: list[_Next] = []
    seen: set[Element | None] = set()
    for step in useful:
        if not step.optional and step.element not in seen:
            seen.add(step.element)
            needed.append(_Next(step.message, _gap(graded, step)))
    if None in seen:
        # Where the ask itself is still to be put in words, its act is.
        seen.add(Element.ACTION)
    for element in (Element.ACTION, Element.PERSON, Element.REASON):
        # What is to be done matters most: where the rules leave it at half, there is room for a word about it.
        wanted = graded.is_trainers or not needed or element is Element.ACTION
        if element not in seen and wanted and (needed or graded.is_trainers or assessment.verdict != Verdict.CLEAR):
            needed += _own_step(element, graded.levels.get(element, Level.MISSING), assessment.elements.get(element))
    if needed:
        return tuple(needed[:MOST_STEPS]), False
    ideas = [_Next(step.message) for step in useful if step.optional]
    return tuple(ideas[:1]), True


def _gap(graded: Graded, step: Step) -> Gap | None:
    """What the worked rewrite is to show for a finding; nothing for one that is not about words of the ask."""
    if step.element is None and not any("[" in edit.content for edit in step.edits):
        return Gap(None) if step.code == _HINT else None
    level = Level.MISSING if step.element is None else graded.levels.get(step.element, Level.MISSING)
    return Gap(step.element, level, step.edits)


def _own_step(element: Element, level: Level, found: Found | None) -> list[_Next]:
    if level is Level.CLEAR:
        return []
    words = "" if found is None else found.quote
    text = _STEPS[element, level if words else Level.MISSING]
    return [_Next(text.format(words), Gap(element, level))]


def _no_ask(feedback: Feedback, graded: Graded, before: Graded | None) -> Feedback:  # noqa: ARG001 - called as the others
    text = graded.submission.assessment.text
    words = first_words(text)
    if is_telling(words):
        strength, worked = f"You describe the situation well: “{words}”. {_NO_ASK}", f"{words} {ASK_BLANK}"
    else:
        short = len(_words(text)) < _SENTENCE
        strength, worked = f"{_SHORT} {_NO_ASK}" if short else _NO_ASK, ASK_BLANK
    return replace(feedback, strength=strength, steps=_NO_ASK_STEPS, worked=worked)


def _other_language(feedback: Feedback, graded: Graded, before: Graded | None) -> Feedback:  # noqa: ARG001 - called as the others
    return replace(
        feedback,
        strength="Thank you for handing this in. It is not mainly in English, and the program reads nothing else, so it"
        " says nothing about your ask.",
    )


def _empty(feedback: Feedback, graded: Graded, before: Graded | None) -> Feedback:  # noqa: ARG001 - called as the others
    return replace(feedback, strength="Nothing was handed in here, so there is nothing to say yet.")


def _failed(feedback: Feedback, graded: Graded, before: Graded | None) -> Feedback:  # noqa: ARG001 - called as the others
    return replace(feedback, strength="The program could not read what was handed in. Please hand it in as text.")


def _progress(before: Graded, graded: Graded) -> str:
    """What changed since the attempt before."""
    since = f"Since attempt {before.submission.attempt}"
    if " ".join(before.submission.assessment.text.split()) == " ".join(graded.submission.assessment.text.split()):
        return f"{since} the text has not changed."
    if State.OTHER_LANGUAGE in (before.state, graded.state) or State.FAILED in (before.state, graded.state):
        return ""
    up, down = [], []
    for element, label in LABELS.items():
        old, new = (one.levels.get(element, Level.MISSING) for one in (before, graded))
        if new > old:
            up.append(f"{label} ({_LEVEL[old]}, now {_LEVEL[new]})")
        elif new < old:
            down.append(f"{label} ({_LEVEL[old]}, now {_LEVEL[new]})")
    parts = []
    if up:
        parts.append(f"clearer: {', '.join(up)}")
    if down:
        parts.append(f"less clear: {', '.join(down)}")
    if not parts:
        parts.append("the four parts stand as they did")
    points = ""
    if before.points is not None and graded.points is not None and before.points != graded.points:
        points = f" Points: {number(before.points)}, now {number(graded.points)}."
    return f"{since}, {'; '.join(parts)}.{points}"


_LEVEL = {Level.MISSING: "missing", Level.PARTLY: "partly", Level.CLEAR: "clear"}


def _fitted(feedback: Feedback, graded: Graded) -> Feedback:
    """Cut to the most words allowed: first the worked ask, then the second step, then what changed."""
    for most in (30, 20):
        if feedback.words > MOST_WORDS and feedback.worked:
            feedback = replace(feedback, worked=around_blanks(feedback.worked, most))
    if feedback.words > MOST_WORDS and len(feedback.steps) > 1:
        worked = feedback.worked
        if graded.state is State.SCORED and worked:
            worked = _worked(graded, _steps(graded)[0][:1], 20)
        feedback = replace(feedback, steps=feedback.steps[:1], worked=worked)
    if feedback.words > MOST_WORDS:
        feedback = replace(feedback, steps=tuple(shortened(step, 30) for step in feedback.steps))
    if feedback.words > MOST_WORDS:
        feedback = replace(feedback, note=f"{shortened(feedback.note, 40)}", heading=shortened(feedback.heading, 10))
    return feedback
