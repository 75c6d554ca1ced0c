"""Moodle's and Canvas's ways with their CSV files, written anew from what their sources do.

Exporters make the files that a trainer downloads; importers say what the platform would take from a file, or refuse
it. They share nothing with asklint, so that a mistake there shows here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MOODLE_HEADINGS = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Online text",
    "Last modified (grade)",
    "Feedback comments",
)


class RefusedError(Exception):
    """The platform would not take the file."""


# --- PHP's and Moodle's CSV ---------------------------------------------------------------------------------


def php_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as PHP's fputcsv writes them: a quotation mark behind a backslash is not doubled."""
    lines = []
    for row in rows:
        cells = []
        for text in row:
            if not re.search(r'[,"\\\n\r\t ]', text):
                cells.append(text)
                continue
            out, escaped = '"', False
            for character in text:
                if character == "\\":
                    escaped = True
                elif not escaped and character == '"':
                    out += '"'
                else:
                    escaped = False
                out += character
            cells.append(out + '"')
        lines.append(",".join(cells) + "\n")
    return "".join(lines)


@dataclass(frozen=True)
class PhpCell:
    text: str
    start: int
    end: int


def php_cells(text: str) -> list[list[PhpCell]]:  # noqa: PLR0912 - a state machine, as in PHP
    """Rows as PHP's fgetcsv reads them, one character after the other."""
    rows: list[list[PhpCell]] = []
    row: list[PhpCell] = []
    at = 0
    while at < len(text):
        start, out = at, ""
        ahead = at
        while ahead < len(text) and text[ahead] in " \t\v\f":
            ahead += 1
        if ahead < len(text) and text[ahead] == '"':
            at = ahead + 1
            state = "inside"
            while at < len(text):
                character = text[at]
                if state == "escaped":
                    out, state = out + character, "inside"
                elif state == "maybe-end":
                    if character != '"':
                        break
                    out, state = out + '"', "inside"
                elif character == '"':
                    state = "maybe-end"
                else:
                    out += character
                    if character == "\\":
                        state = "escaped"
                at += 1
            while at < len(text) and text[at] not in ",\n":
                out += text[at]
                at += 1
        else:
            while at < len(text) and text[at] not in ",\n":
                out += text[at]
                at += 1
        row.append(PhpCell(out, start, at))
        if at < len(text) and text[at] == ",":
            at += 1
            if at == len(text):
                row.append(PhpCell("", at, at))
            continue
        rows.append(row)
        row = []
        at += 1
    if row:
        rows.append(row)
    return rows


@dataclass
class MoodleImport:
    grades: dict[str, Decimal] = field(default_factory=dict)
    feedback: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)


def moodle_import(data: bytes, participants: set[str], maximum: Decimal, decimal_sign: str = ".") -> MoodleImport:
    """What the offline grading worksheet's importer takes: grades and comments by the participant's number."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    text = re.sub(r"\r\n?", "\n", text).strip(" \t\n\r\0\v")
    rows = [[cell.text for cell in row] for row in php_cells(text)]
    rows = [row for row in rows if row != [""]]
    if not rows:
        raise RefusedError("csvemptyfile")
    if any(len(row) != len(rows[0]) for row in rows):
        raise RefusedError("csvweirdcolumns")
    places = {heading: column for column, heading in enumerate(rows[0])}
    if not {"Identifier", "Grade", "Last modified (grade)"} <= set(places):
        raise RefusedError("invalidgradeimport")
    taken = MoodleImport(rows=rows)
    for row in rows[1:]:
        number = row[places["Identifier"]][len("Participant ") :]
        if number not in participants:
            continue
        grade = _unformat(row[places["Grade"]], decimal_sign)
        if grade is not None and 0 <= grade <= maximum:
            taken.grades[number] = grade
        if places.get("Feedback comments"):
            taken.feedback[number] = row[places["Feedback comments"]]
    return taken


def _unformat(text: str, decimal_sign: str) -> Decimal | None:
    """Moodle's unformat_float: what PHP takes for a number after the site's decimal sign is made a point."""
    found = re.match(r"[+-]?\d+(?:\.\d*)?", text.replace(" ", "").replace(decimal_sign, "."))
    return None if found is None else Decimal(found[0])


# --- Ruby's and Canvas's CSV --------------------------------------------------------------------------------


def ruby_csv(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Rows as Ruby's CSV writes them."""
    quote = re.compile(rf'[{re.escape(separator)}"\r\n]|^\s|\s$')
    return "".join(
        separator.join('"' + cell.replace('"', '""') + '"' if quote.search(cell) else cell for cell in row) + "\n"
        for row in rows
    )


def ruby_rows(text: str, separator: str) -> list[list[str]]:
    """Rows as Ruby's strict parser reads them: a stray quotation mark refuses the file."""
    rows: list[list[str]] = []
    row: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            out, at = "", at + 1
            while True:
                end = text.find('"', at)
                if end < 0:
                    raise RefusedError("Unclosed quoted field")
                out += text[at:end]
                at = end + 1
                if text.startswith('"', at):
                    out, at = out + '"', at + 1
                    continue
                break
            if at < len(text) and text[at] not in (separator, "\r", "\n"):
                raise RefusedError("Any value after quoted field isn't allowed")
        else:
            found = re.compile(rf"[^{re.escape(separator)}\r\n]*").match(text, at)
            assert found is not None
            out, at = found[0], found.end()
            if '"' in out:
                raise RefusedError("Illegal quoting")
        row.append(out)
        if at < len(text) and text[at] == separator:
            at += 1
            if at == len(text):
                row.append("")
            continue
        rows.append(row)
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
    if row:
        rows.append(row)
    return rows


@dataclass
class CanvasImport:
    grades: dict[str, dict[str, str]] = field(default_factory=dict)
    """Assignment's number to student's number to grade."""
    points_possible: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    """Students that Canvas would have to make up."""


def canvas_import(data: bytes, students: dict[str, str], assignments: set[str]) -> CanvasImport:
    """What the gradebook's importer takes; `students` are names by number, `assignments` numbers."""
    text = data.decode("utf-8")
    separator = ";" if _fields(text, ";") > _fields(text, ",") else ","
    rows = [row for row in ruby_rows(text, separator) if not re.fullmatch(r"[;, ]+", separator.join(row))]
    rows = [[_decimal_point(cell) for cell in row] for row in rows]
    heading, *rest = rows
    if not (len(heading) > 3 and "Student" in heading[0] and "ID" in heading[1]):
        raise RefusedError("Invalid header row")
    info = 3
    if re.search(r"SIS\s+Login\s+ID", heading[2]):
        info += 1
    elif re.search(r"SIS\s+User\s+ID", heading[2]) and re.search(r"SIS\s+Login\s+ID", heading[3]):
        info += 2
    if "Section" not in heading[info - 1]:
        raise RefusedError("Invalid header row")
    totals = re.compile(r"Current Score|Current Points|Final Score|Final Points|Override Score")
    columns: dict[str, int] = {}
    for column, cell in enumerate(heading[info:], info):
        found = re.fullmatch(r"(?s).* \((\d+)\)", cell)
        if not totals.search(cell) and found is not None and found[1] in assignments:
            columns[found[1]] = column
    taken = CanvasImport(grades={number: {} for number in columns})
    for row in rest:
        if "Points Possible" in row[0]:
            taken.points_possible = {number: row[column] for number, column in columns.items()}
            continue
        if all(re.fullmatch(r"(?i)\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            continue
        student = row[1] if row[1] in students else next((n for n, name in students.items() if name == row[0]), None)
        if student is None:
            taken.unknown.append(row[0])
            continue
        for number, column in columns.items():
            taken.grades[number][student] = row[column].strip()
    return taken


def _fields(text: str, separator: str) -> int:
    counts = set()
    for line in text.split("\n")[:3]:
        try:
            counts.add(len(ruby_rows(line, separator)[0]) if line else 0)
        except RefusedError:
            return 0
    return counts.pop() if len(counts) == 1 else 0


def _decimal_point(cell: str) -> str:
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *parts, last = re.split(r"[,.]", cell)
    return f"{''.join(parts)}.{last}" if parts else last
