"""200 classes through the platforms' own rules: in, filled in, and out again with nothing lost or changed."""

from __future__ import annotations

import html
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from asklint.batch.rows import Row
from asklint.batch.sinks.canvas import assignments_of, fill_gradebook
from asklint.batch.sinks.marks import Mark
from asklint.batch.sinks.moodle import fill_worksheet
from asklint.batch.sources import Given, Intake, read_source
from asklint.errors import InputError
from classes import ASSIGNMENT, OTHER, Class, canvas_archive, gradebook, make_class, moodle_archive, worksheet
from importers import MOODLE_HEADINGS, canvas_import, moodle_import, php_cells

SEEDS = range(200)
GRADE, COMMENTS = MOODLE_HEADINGS.index("Grade"), MOODLE_HEADINGS.index("Feedback comments")


def cents(points: Decimal) -> Decimal:
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def marks_of(group: Class) -> dict[str, Mark]:
    return {number: Mark(points, group.feedback.get(number)) for number, points in group.points.items()}


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def rows_of(name: str, data: bytes) -> tuple[list[Row], Intake]:
    intake = Intake()
    return list(read_source(Given(name, data), intake=intake)), intake


@pytest.mark.parametrize("seed", SEEDS)
def test_moodle_worksheets_take_the_grades_and_keep_all_else(seed: int) -> None:
    group = make_class(seed)
    before = worksheet(group, seed)
    filled = fill_worksheet(before, marks_of(group))
    sign = "," if b'0,00"' in before or re.search(rb'\d,\d\d"', before) else "."
    taken = moodle_import(filled.data, {one.number for one in group.learners}, group.maximum, sign)
    assert taken.grades == {number: cents(points) for number, points in group.points.items()}
    for number, text in taken.feedback.items():
        plain = html.unescape(text.replace("</p><p>", "\n\n").replace("<br>", "\n"))
        assert re.sub("^<p>|</p>$", "", plain) == group.feedback.get(number, "").strip()
    assert filled.grades == len(group.points)
    assert not filled.not_found
    # every other byte, seen by a reader that is not ours
    old, new = before.decode(), filled.data.decode()
    assert _without(old) == _without(new)


ABROAD = {
    "German": (
        (
            "ID|Vollständiger Name|E-Mail-Adresse|Status|Bewertung|Bestwertung|Bewertung kann geändert werden|"
            "Zuletzt geändert (Abgabe)|Texteingabe online|Zuletzt geändert (Bewertung)|Feedback als Kommentar"
        ),
        "Teilnehmer/in",
        "Ja",
        "Nein",
        "Montag, 2. März 2026, 10:00",
    ),
    "French": (
        (
            "Identifiant|Nom complet|Adresse de courriel|Statut|Note|Note maximale|La note peut être modifiée|"
            "Dernière modification (travail remis)|Texte en ligne|Dernière modification (note)|Commentaires"
        ),
        "Participant",
        "Oui",
        "Non",
        "lundi 2 mars 2026, 10:00",
    ),
    "Japanese": (
        (
            "識別子|フルネーム|メールアドレス|ステータス|評定|最大評点|評定を変更できます|"
            "最終更新日時 (提出)|オンラインテキスト|最終更新日時 (評点)|フィードバックコメント"
        ),
        "参加者",
        "はい",
        "いいえ",
        "2026年 03月 2日(月曜日) 10:00",
    ),
}
"""A worksheet's headings and words as another language's Moodle might word them."""


@pytest.mark.parametrize("language", ABROAD)
@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_worksheets_in_other_languages_are_told_by_what_they_hold(language: str, seed: int) -> None:
    headings, participant, yes, no, date = ABROAD[language]
    group = make_class(seed)
    english = worksheet(group, seed).decode()
    head, line_end, body = english.partition("\r\n" if "\r\n" in english else "\n")
    body = body.replace("Participant ", f"{participant} ").replace(",Yes,", f",{yes},")
    body = body.replace("Monday, 2 March 2026, 10:00 AM", date)
    mark = "\ufeff" if head.startswith("\ufeff") else ""
    first = ",".join(f'"{heading}"' if " " in heading else heading for heading in headings.split("|"))
    before = (mark + first + line_end + body).encode()

    filled = fill_worksheet(before, marks_of(group))
    assert (filled.grades, filled.not_found) == (len(group.points), [])
    same = fill_worksheet(english.encode(), marks_of(group)).data.decode()
    translated = same.replace("Participant ", f"{participant} ").replace(",Yes,", f",{yes},")
    translated = translated.replace("Monday, 2 March 2026, 10:00 AM", date)
    assert filled.data.decode() == mark + first + line_end + translated.partition(line_end)[2]
    locked = fill_worksheet(before.replace(f",{yes},".encode(), f",{no},".encode()), marks_of(group))
    assert locked.grades == 0
    assert locked.locked == len(group.points)

    rows, intake = rows_of("worksheet.csv", before)
    assert intake.kind == "Moodle grading worksheet"
    ours, _ = rows_of("worksheet.csv", english.encode())
    assert [(row.learner, row.text) for row in rows] == [(row.learner, row.text) for row in ours]


def test_a_table_of_numbers_is_no_worksheet() -> None:
    data = b"who,mark,of,passed,on,text\nPupil 1,3,10,yes,2 March 2026,Hello\nPupil 2,4,10,yes,3 March 2026,Hi\n"
    rows, intake = rows_of("marks.csv", data.replace(b"10,yes,2 March", b"9,yes,2 March"))
    assert intake.kind == "CSV"
    assert [row.text for row in rows] == ["Hello", "Hi"]


def _without(text: str) -> list[str]:
    """The file's text but for its grades and comments."""
    body = text.replace("\r\n", " \n")  # as long as before, for a reader that knows line feeds only
    pieces, at = [], 0
    for row in php_cells(body)[1:]:
        for column in (GRADE, COMMENTS):
            cell = row[column]
            pieces.append(text[at : cell.start])
            at = cell.start + len(body[cell.start : cell.end].rstrip(" "))
    return [*pieces, text[at:]]


@pytest.mark.parametrize("seed", SEEDS)
def test_moodle_worksheets_are_read(seed: int) -> None:
    group = make_class(seed)
    rows, intake = rows_of("worksheet.csv", worksheet(group, seed))
    assert [row.id for row in rows] == [f"Participant {one.number}" for one in group.learners]
    assert intake.kind == "Moodle grading worksheet"
    assert intake.empty == sum(not one.submitted for one in group.learners)
    for row, learner in zip(rows, group.learners, strict=True):
        assert words(row.text) == (words(learner.text) if learner.submitted else "")
        assert row.learner == learner.name.strip()
        assert row.late is (learner.late and learner.submitted)


@pytest.mark.parametrize("seed", SEEDS)
def test_canvas_gradebooks_take_the_grades_and_keep_all_else(seed: int) -> None:
    group = make_class(seed)
    before, there = gradebook(group, seed)
    students = {one.number: one.name for one in group.learners} | {"999999": "Student, Test"}
    first = canvas_import(before, students, {ASSIGNMENT, OTHER})
    filled = fill_gradebook(before, marks_of(group), assignment=ASSIGNMENT)
    taken = canvas_import(filled.data, students, {ASSIGNMENT, OTHER})
    assert not taken.unknown
    assert taken.points_possible == first.points_possible
    assert taken.grades[OTHER] == first.grades[OTHER]
    for number, grade in taken.grades[ASSIGNMENT].items():
        if number in there:
            assert grade == there[number]
        elif number in group.points:
            assert Decimal(grade) == cents(group.points[number])
        else:
            assert grade == ""
    assert filled.kept == len(there.keys() & group.points.keys())
    # filling in nothing changes nothing; filling in twice is filling in once
    assert fill_gradebook(before, {}, assignment=ASSIGNMENT).data == before
    assert fill_gradebook(filled.data, marks_of(group), assignment=ASSIGNMENT).data == filled.data
    # taking the grades out again gives the file back
    assert _emptied(filled.data, before) == before


def _emptied(data: bytes, before: bytes) -> bytes:
    """`data` with whatever is not in `before` taken out, line by line: grades only ever stand where nothing did."""
    lines = []
    for new, old in zip(data.split(b"\n"), before.split(b"\n"), strict=True):
        prefix = next((i for i, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), min(len(new), len(old)))
        grade = new[prefix : prefix + len(new) - len(old)]
        assert re.fullmatch(rb'[\d.,;"]*', grade), grade
        lines.append(new[:prefix] + new[prefix + len(new) - len(old) :])
    return b"\n".join(lines)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("platform", ["Moodle", "Canvas"])
def test_archives_are_read(platform: str, seed: int) -> None:
    group = make_class(seed)
    submitted = [one for one in group.learners if one.submitted]
    data = (moodle_archive if platform == "Moodle" else canvas_archive)(group, seed)
    if not submitted:
        with pytest.raises(InputError, match="no files"):
            rows_of("class.zip", data)
        return
    rows, intake = rows_of("class.zip", data)
    assert intake.kind == f"{platform} submissions, zip archive"
    assert [row.id for row in rows] == [one.number for one in submitted]
    for row, learner in zip(rows, submitted, strict=True):
        assert row.error is None
        assert words(row.text) == words(learner.text)
        assert row.late is (learner.late if platform == "Canvas" else None)


def test_assignments_are_told_by_heading_title_or_number() -> None:
    group = make_class(3)
    data, _ = gradebook(group, 3)
    headings = assignments_of(data)
    assert len(headings) == 2
    chosen = next(one for one in headings if ASSIGNMENT in one)
    title = chosen.rpartition(" (")[0]
    one, two, three = (
        fill_gradebook(data, marks_of(group), assignment=name).data for name in (ASSIGNMENT, chosen, title)
    )
    assert one == two == three != data
    with pytest.raises(InputError, match="which assignment"):
        fill_gradebook(data, {})
    with pytest.raises(InputError, match="there is no assignment 'nope'; there are: "):
        fill_gradebook(data, {}, assignment="nope")
