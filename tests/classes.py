"""Made-up classes with everything that breaks gradebooks: quotes, separators, line breaks, scripts, formulas."""

from __future__ import annotations

import html
import io
import random
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal

from importers import MOODLE_HEADINGS, php_csv, ruby_csv

NAMES = (
    "Ana Lima",
    "Zoë O'Hara, Jr.",
    'Robert "Bob" Stone',
    "Łukasz Żółć",
    "مريم الحسن",
    "נועה לוי",
    "李小龙",
    "Nguyễn Thị Ánh",
    "=SUM(A1:A9)",
    "+1 Club",
    "@home Ida",
    "-Dash Ode",
    "  Padded Name",
    "semi;colon Sam",
    "tab\tTom",
    'quote" Quinn',
    'O\\\'Neil \\"Back\\" Slash',
    "Jean-François d'Été",
    "Ngozi 🌻 Adé",
    "Null",
)
TEXTS = (
    "Dear Priya,\n\ncould you send me the signed lease by noon? The bank needs it today.\n\nThanks\nMarit",
    'Hi all, "anything" helps; let me know, please!',
    '=HYPERLINK("https://example.org","click")',
    "Kannst du, bitte; mir helfen?\nGrüße \\ Ärger",
    'He said \\"no\\" to C:\\temp\\ and "yes", twice.',
    "مرحبا، هل يمكنك مساعدتي؟",
    "",
    "1,5",
)
FEEDBACK = (
    'You name your reader: "Priya".\n\nNext, say what <exactly> you ask & by when.\nA program wrote this.',
    '=1+1 is no "feedback"; \\ neither, is \\"this\\"',
    'قال: "نعم"، ثم لا',
    "Ends with a backslash \\",
    "One line; with, all 'separators'\t| there are",
)


@dataclass(frozen=True)
class Learner:
    number: str
    name: str
    text: str
    late: bool
    submitted: bool
    email: str


@dataclass(frozen=True)
class Class:
    learners: tuple[Learner, ...]
    maximum: Decimal
    points: dict[str, Decimal]
    """Points to write, by the learner's number; some learners have none."""
    feedback: dict[str, str]


def make_class(seed: int) -> Class:
    """A class of 1 to 40 learners; names may come twice, numbers do not."""
    chance = random.Random(seed)
    size = chance.randint(1, 40)
    numbers = chance.sample(range(1, 10_000), size)
    learners = []
    for number in numbers:
        text = chance.choice(TEXTS)
        learners.append(
            Learner(
                str(number),
                chance.choice(NAMES),
                text,
                chance.random() < 0.2,
                bool(text) and chance.random() < 0.85,
                f"learner{number}@example.org",
            )
        )
    maximum = Decimal(chance.choice(("5", "10", "33.33", "100", "1000")))
    graded = [learner for learner in learners if learner.submitted and chance.random() < 0.9]
    points = {learner.number: (maximum * chance.randint(0, 10_000) / 10_000) for learner in graded}
    feedback = {learner.number: chance.choice(FEEDBACK) for learner in graded if chance.random() < 0.8}
    return Class(tuple(learners), maximum, points, feedback)


def page(text: str) -> str:
    """The text as a learning platform's editor keeps it."""
    return "".join(
        f"<p>{html.escape(paragraph, quote=False).replace(chr(10), '<br>')}</p>"
        for paragraph in text.split("\n\n")
        if paragraph
    )


def worksheet(group: Class, seed: int) -> bytes:
    """The class's offline grading worksheet, as Moodle writes it, or as it comes back from an editor."""
    chance = random.Random(seed)
    comma = chance.random() < 0.3
    rows = [list(MOODLE_HEADINGS)]
    for learner in group.learners:
        status = "Submitted for grading" if learner.submitted else "No submission"
        if learner.submitted and learner.late:
            status += " - 2 hours 5 mins late"
        maximum = f"{group.maximum:.2f}"
        rows.append(
            [
                f"Participant {learner.number}",
                learner.name,
                learner.email,
                status,
                chance.choice(("", "-")),
                maximum.replace(".", ",") if comma else maximum,
                "Yes",
                "Monday, 2 March 2026, 10:00 AM" if learner.submitted else "-",
                page(learner.text) if learner.submitted else "",
                "-",
                "",
            ]
        )
    text = php_csv(rows)
    if chance.random() < 0.3:
        text = text.replace("\n", "\r\n")
    if chance.random() < 0.2:
        text = text.rstrip("\r\n")
    return (b"\xef\xbb\xbf" if chance.random() < 0.5 else b"") + text.encode()


ASSIGNMENT, OTHER = "4711", "815"


def gradebook(group: Class, seed: int) -> tuple[bytes, dict[str, str]]:
    """The class's Canvas gradebook, and the grades that stand in it already, by the learner's number."""
    chance = random.Random(seed)
    separator = chance.choice(",;")
    comma = separator == ";"
    sis = chance.choice(((), ("SIS Login ID",), ("SIS User ID", "SIS Login ID")))
    title = chance.choice(("Write an ask", 'Ask, "well" (part 2)', "=Ask; again", "Frag & bitte"))
    columns = [f"Warm-up ({OTHER})", f"{title} ({ASSIGNMENT})"]
    chance.shuffle(columns)
    totals = ["Current Score", "Final Score"]

    def amount(value: Decimal) -> str:
        return f"{value:.2f}".replace(".", ",") if comma else f"{value:.2f}"

    rows = [["Student", "ID", *sis, "Section", *columns, *totals]]
    if chance.random() < 0.3:
        rows.append(["", "", *("" for _ in sis), "", *("Manual Posting" for _ in columns), "", ""])
    possible = [amount(group.maximum if ASSIGNMENT in column else Decimal(20)) for column in columns]
    rows.append(["    Points Possible", "", *("" for _ in sis), "", *possible, "(read only)", "(read only)"])
    there: dict[str, str] = {}
    for learner in group.learners:
        cells = []
        for column in columns:
            if ASSIGNMENT not in column:
                cells.append(amount(Decimal(chance.randint(0, 20))))
                continue
            excused = chance.random() < 0.05
            cells.append("EX" if excused else "")
            if excused:
                there[learner.number] = "EX"
        rows.append(
            [learner.name, learner.number, *(f"{learner.number}-{one[4:7]}" for one in sis), "A; B, C", *cells, "", ""]
        )
    rows.append(["Student, Test", "999999", *("" for _ in sis), "A; B, C", "", "", "", ""])
    text = ruby_csv(rows, separator)
    if chance.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if chance.random() < 0.5 else b"") + text.encode(), there


def docx(text: str) -> bytes:
    """A Word file with these paragraphs."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(
        "<w:p>"
        + "<w:r><w:br/></w:r>".join(
            f'<w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r>' for line in one.split("\n")
        )
        + "</w:p>"
        for one in text.split("\n\n")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{paragraphs}</w:body></w:document>'
        )
    return file.getvalue()


def moodle_archive(group: Class, seed: int) -> bytes:
    """The class's submissions as Moodle packs them, in folders or flat."""
    chance = random.Random(seed)
    flat = chance.random() < 0.5
    files: list[tuple[str, bytes]] = []
    for learner in group.learners:
        if not learner.submitted:
            continue
        name = re.sub(r'[\x00-\x1f&<>"`|:\\/*?~#]', "", learner.name).replace("_", " ").strip()
        who = f"{name}_{learner.number}_assignsubmission"
        kind, file, data = chance.choice(
            (
                ("onlinetext", "onlinetext.html", page(learner.text).encode()),
                ("file", "my ask_final.docx", docx(learner.text)),
                ("file", "ask.txt", learner.text.encode()),
            )
        )
        files.append((f"{who}_{kind}_{file}" if flat else f"{who}_{kind}/{file}", data))
    return _zipped(files)


def canvas_archive(group: Class, seed: int) -> bytes:
    """The class's submissions as Canvas packs them: text entries and files."""
    chance = random.Random(seed)
    files: list[tuple[str, bytes]] = []
    for learner in group.learners:
        if not learner.submitted:
            continue
        who = "_".join(
            part
            for part in (
                re.sub(r"_(\d+)_", r"\1", learner.name.lower()),
                "LATE" if learner.late else "",
                learner.number,
            )
            if part
        )
        who = re.sub(r"\W", "", who)
        if chance.random() < 0.5:
            entry = (
                "<!DOCTYPE html><html><head><title>x</title></head><body>"
                f"<h1>Write an ask: {html.escape(learner.name)}</h1><div>{page(learner.text)}</div></body></html>"
            )
            files.append((f"{who}_text.html", entry.encode()))
        else:
            files.append((f"{who}_{chance.randint(1, 99999)}_my ask-1.docx", docx(learner.text)))
    return _zipped(files)


def _zipped(files: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()
