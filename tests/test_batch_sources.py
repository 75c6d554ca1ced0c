"""What goes into batch: every kind of source, and what is wrong with some."""

from __future__ import annotations

import csv
import io
import json
import mailbox
import random
import stat
import tracemalloc
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from asklint.batch.rows import Row
from asklint.batch.sinks.canvas import fill_gradebook
from asklint.batch.sinks.marks import Mark
from asklint.batch.sinks.moodle import fill_worksheet
from asklint.batch.sources import FieldNames, Given, Intake, read_source
from asklint.batch.sources.archives import MAX_MEMBERS
from asklint.batch.sources.fields import whole_number
from asklint.errors import InputError
from classes import ASSIGNMENT, canvas_archive, docx, gradebook, make_class, moodle_archive, worksheet

ASK = "Dear Priya, could you send me the signed lease by noon? The bank needs it today."
CLASS = [
    ("Zoë O'Hara", "zoe@example.org", "1", ASK),
    ("Łukasz Żółć", "l@example.org", "2", "Hi all,\nlet me know; thanks"),
    ("مريم", "m@example.org", "1", ""),
]


def read(name: str, data: bytes | None = None, **names: str) -> tuple[list[Row], Intake]:
    intake = Intake()
    return list(read_source(Given(name, data), FieldNames(**names), intake=intake)), intake


def table(rows: Sequence[tuple[str, ...]], heading: tuple[str, ...], **dialect: Any) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, **dialect).writerows([heading, *rows])
    return stream.getvalue()


def zipped(*files: tuple[str, bytes], **info: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


HEADING = ("Full name", "E-mail address", "Attempt", "Response")


# --- tables ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["class.csv", "class.tsv"])
def test_tables_in_any_encoding_with_any_separator(encoding: str, separator: str, name: str) -> None:
    rows, intake = read(name, table(CLASS, HEADING, delimiter=separator).encode(encoding))
    assert [(row.learner, row.attempt, row.text) for row in rows] == [(a, int(c), d) for a, _, c, d in CLASS]
    assert intake.empty == 1
    assert (
        "message: column 'Response'; learner: column 'Full name'; attempt: column 'Attempt'; 1 empty" in intake.line()
    )


def test_windows_1252() -> None:
    data = table([("Zoë", "“Could you send me the lease – today?”")], ("name", "text")).encode("cp1252")
    (row,), intake = read("class.csv", data)
    assert (row.learner, row.text) == ("Zoë", "“Could you send me the lease – today?”")
    assert intake.kind == "CSV, Windows-1252"


def test_a_spreadsheets_own_word_on_its_separator() -> None:
    (row,), intake = read("class.csv", b"sep=;\r\nname;text\r\nAna;a, b, c\r\n")
    assert (row.learner, row.text) == ("Ana", "a, b, c")
    assert intake.kind == "CSV separated by semicolons"


def test_columns_are_found() -> None:
    heading = ("ID", "Last name", "First name", "Exercise", "Try", "Late", "Message")
    (row,), intake = read("a.csv", table([("x7", "Lima", "Ana", "Ask a friend", "2", "yes", ASK)], heading).encode())
    assert row == Row(1, "x7", ASK, None, "Ana Lima", "Ask a friend", 2, True)
    assert intake.line() == (
        "CSV; message: column 'Message'; id: column 'ID'; learner: column 'First name' and 'Last name'; "
        "exercise: column 'Exercise'; attempt: column 'Try'; late: column 'Late'"
    )


def test_the_message_is_the_column_of_long_texts() -> None:
    heading = ("Timestamp", "Name", "Write an ask to a former colleague")
    (row,), intake = read("a.csv", table([("2026-03-02", "Ana", ASK)], heading).encode())
    assert row.text == ASK
    assert intake.taken["message"] == "column 'Write an ask to a former colleague'"


@pytest.mark.parametrize("address", ["ana@example.org", "Ana Lima <ana@example.org>", "anonymous", ""])
def test_addresses_are_never_the_message(address: str) -> None:
    heading = ("ID", "Start time", "Email", "Name", "Write an ask to a former colleague")
    (row,), intake = read("a.csv", table([("1", "1/2/26 9:00", address, "Ana Lima", ASK)], heading).encode())
    assert (row.text, row.learner, row.account) == (ASK, "Ana Lima", address or None)
    assert intake.account == "Email"


def test_an_address_stands_for_the_learner_where_there_is_no_name() -> None:
    (row,), _ = read("a.csv", table([("a@example.org", ASK)], ("Email", "Your words")).encode())
    assert (row.learner, row.account) == ("a@example.org", None)


def test_a_mail_under_the_heading_email_is_the_message() -> None:
    (row,), _ = read("a.csv", table([("Ana", ASK)], ("Name", "Email")).encode())
    assert row.text == ASK
    with pytest.raises(InputError, match="which field is the message"):
        read("a.csv", b"email\na@example.org\nb@example.org\n")


def test_of_two_columns_under_one_heading_the_wordier_is_the_message_and_the_other_is_told() -> None:
    (row,), intake = read("a.csv", table([("Ana Lima", ASK)], ("Text", "text")).encode())
    assert row.text == ASK
    assert intake.taken["message"] == "column 'text', not 'Text'"
    (row,), intake = read("a.csv", table([("Ana Lima", ASK)], ("text", "text")).encode())
    assert row.text == ASK
    assert intake.taken["message"] == "column 'text (2)', not 'text'"


def test_neither_the_exercise_nor_a_mark_is_the_message() -> None:
    rows = [(name, "Write an ask to a colleague of yours.", f"{name}: {ASK}") for name in ("Ana", "Bo", "Cy")]
    taken, _ = read("a.csv", table(rows, ("Name", "Message", "Response")).encode())
    assert [row.text for row in taken] == [text for _, _, text in rows]
    rows = [(f"R-{number}", name, text) for number, (name, _, text) in enumerate(rows)]
    taken, _ = read("a.csv", table(rows, ("Request", "Name", "What you wrote")).encode())
    assert [row.text for row in taken] == [text for _, _, text in rows]


@pytest.mark.parametrize(
    ("said", "late"),
    [
        *((said, True) for said in ("yes", "ja", "Oui", "LATE", "2 days late", "2 days", "3", "x", "Submitted late")),
        *((said, False) for said in ("no", "nein", "0", "0 days", "not late", "on time", "false", "-")),
        *((said, None) for said in ("", "perhaps", "2/3/26")),
    ],
)
def test_words_on_lateness(said: str, late: bool | None) -> None:
    (row, _), intake = read("a.csv", table([(said, ASK), ("no", ASK)], ("late", "text")).encode())
    assert row.late is late
    assert bool(intake.notes) is (late is None and said != "")
    if intake.notes:
        assert intake.line().endswith("column 'late' says neither yes nor no, taken as not late: 1")


@pytest.mark.parametrize(
    ("option", "names"), [("--learner-field", {"learner": "x"}), ("--attempt-field", {"attempt": "x"})]
)
def test_fields_that_are_not_there(option: str, names: dict[str, str]) -> None:
    with pytest.raises(InputError, match=f"there is no field 'x' for {option}; the file has 'text'"):
        read("a.csv", b"text\nhello\n", **names)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_named_fields_are_found_in_any_case(name: str) -> None:
    data = table([("2", ASK)], ("Versuch", "Antwort")).encode()
    if name == "a.jsonl":
        data = json.dumps({"Versuch": "2", "Antwort": ASK}).encode()
    (row,), intake = read(name, data, text="ANTWORT", attempt="versuch")
    assert (row.text, row.attempt) == (ASK, 2)
    assert intake.fields["attempt"] == ("Versuch",)


def test_the_case_tells_two_fields_apart() -> None:
    (row,), _ = read("a.csv", table([("Ana", "Bo", ASK)], ("WHO", "who", "text")).encode(), learner="who")
    assert row.learner == "Bo"


def test_responses_that_are_not_read_are_told() -> None:
    (row,), intake = read("a.csv", table([("Ana", "no", ASK)], ("Name", "Response 2", "Response 1")).encode())
    assert row.text == ASK
    assert intake.taken["message"] == "column 'Response 1', not 'Response 2'"


def test_a_table_without_learners_is_told_where_they_matter() -> None:
    _, intake = read("a.csv", table([("Ana", ASK)], ("Wer", "Text")).encode())
    assert "learner" not in intake.line()
    assert "learner: none found, name it with --learner-field" in intake.line(learners=True)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_table(data: bytes) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        read("a.csv", data)


def test_fields_can_be_named() -> None:
    data = table([("a", "b", "c", "4", ASK)], ("v", "w", "x", "y", "z")).encode()
    (row,), _ = read("a.csv", data, text="z", id="v", learner="w", exercise="x", attempt="y")
    assert row == Row(1, "a", ASK, None, "b", "c", 4)


@pytest.mark.parametrize(
    ("value", "number"),
    [("2", 2), ("2.0", 2), ("Attempt 3", 3), (4.0, 4), ("", None), (None, None), (True, None), (float("nan"), None)],
)
def test_attempts(value: object, number: int | None) -> None:
    assert whole_number(value) == number


def test_two_columns_of_one_name_keep_both() -> None:
    (row,), _ = read("a.csv", b"text,text\nfirst,second\n", text="text (2)")
    assert row.text == "second"


def test_lines_of_separators_are_no_rows() -> None:
    rows, _ = read("a.csv", b"name,text\nAna,hello\n,\n,\nBo,bye,,\n")
    assert [row.text for row in rows] == ["hello", "bye"]


def test_a_cell_of_fifty_megabytes_fails_alone() -> None:
    data = b"id,text\n1,hello\n2," + b"x" * 50_000_000 + b"\n3,bye\n"
    rows, _ = read("a.csv", data)
    assert [row.text for row in rows] == ["hello", None, "bye"]
    assert rows[1].error is not None
    assert rows[1].error.startswith("row 2: the field 'text' has 50,000,000 characters")


def test_a_canvas_gradebook_holds_no_messages() -> None:
    with pytest.raises(InputError, match="is a Canvas gradebook, which holds no messages"):
        read("grades.csv", b"Student,ID,SIS Login ID,Section,Ask (5)\n")


def test_bytes_are_counted_once(tmp_path: Path) -> None:
    data = table(CLASS * 5000, HEADING).encode("cp1252", "replace")
    (tmp_path / "a.csv").write_bytes(data)
    counted: list[int] = []
    given = Given(str(tmp_path / "a.csv"))
    assert sum(1 for _ in read_source(given, on_bytes=counted.append)) == 15_000
    assert sum(counted) == given.size == len(data)


# --- Parquet, Arrow, workbooks ---


def test_parquet_and_arrow(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        "uid": [7, 8, None],
        "learner": ["Ana", None, "Bo"],
        "text": [ASK, None, "hello"],
        "junk": [b"", b"", b""],
    }
    whole = pa.table(columns)
    pq.write_table(whole, tmp_path / "a.parquet")
    with pa.ipc.new_file(tmp_path / "a.arrow", whole.schema) as writer:
        writer.write_table(whole)
    folder = tmp_path / "parts"
    folder.mkdir()
    pq.write_table(whole.slice(0, 2), folder / "part-0.parquet")
    pq.write_table(whole.slice(2), folder / "part-1.parquet")
    (folder / "_SUCCESS").write_bytes(b"")
    for name in ("a.parquet", "a.arrow", "parts"):
        rows, intake = read(str(tmp_path / name))
        assert [(row.number, row.id, row.learner, row.text) for row in rows] == [
            (1, 7, "Ana", ASK),
            (2, 8, None, None),
            (3, 3, "Bo", "hello"),
        ]
        assert rows[1].error == "row 2: the field 'text' is missing"
        assert intake.taken["message"] == "column 'text'"
    assert intake.kind == "Parquet, 2 files"


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.xlsx", "a.zip"])
def test_damaged_files_are_told(name: str) -> None:
    for data in (b"nonsense", b"", random.Random(1).randbytes(1000)):
        with pytest.raises(InputError, match=r"a\.\w+ is damaged or no"):
            read(name, data)


@pytest.mark.parametrize(("name", "module"), [("a.parquet", "pyarrow"), ("a.xlsx", "openpyxl")])
def test_a_missing_extra_says_how_to_install_it(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asklint.batch.sources.extras.find_spec", lambda _: None)
    with pytest.raises(InputError, match=rf"needs {module}: pip install 'asklint\[tables\]'"):
        read(name, b"x")


def test_workbooks() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Class")
    for row in [(), ("Name", "Attempt", "Answer"), ("Ana", 2, ASK), ("Bo", None, 15), ("Cy", 1, None)]:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    rows, intake = read("class.xlsx", file.getvalue())
    assert [(row.learner, row.attempt, row.text) for row in rows] == [
        ("Ana", 2, ASK),
        ("Bo", None, "15"),
        ("Cy", 1, ""),
    ]
    assert intake.kind == "XLSX, sheet 'Class'"


def test_a_protected_workbook() -> None:
    with pytest.raises(InputError, match=r"save it as \.xlsx without a password"):
        read("class.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


# --- mails ---


def mail(sender: str, text: str, number: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = sender, "priya@example.org", f"<{number}@example.org>"
    message["Subject"] = "Lease"
    message.set_content(f"{text}\n\n> quoted words\n")
    return message


def test_mailboxes_and_maildirs(tmp_path: Path) -> None:
    box, folder = mailbox.mbox(tmp_path / "a.mbox"), mailbox.Maildir(tmp_path / "dir")
    for number, sender in enumerate(("Zoë <z@example.org>", "b@example.org")):
        box.add(mail(sender, ASK, number))
        folder.add(mail(sender, ASK, number))
    box.close()
    for name, given in (("mbox", "a.mbox"), ("maildir", "dir")):
        rows, intake = read(str(tmp_path / given))
        assert sorted((str(row.id), row.learner) for row in rows) == [
            ("0@example.org", "Zoë"),
            ("1@example.org", "b@example.org"),
        ]
        assert all(row.draft is not None and row.text is not None and ASK in row.text for row in rows)
        assert "quoted" not in rows[0].draft.own_text  # type: ignore[union-attr]
        assert intake.kind == name


def test_mails_have_no_fields(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a mbox and has no fields: leave --text-field out"):
        read("a.mbox", b"From x\n", text="body")


# --- folders and archives ---


def test_a_folder_of_messages(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(ASK)
    (tmp_path / "a.docx").write_bytes(docx(ASK))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.eml").write_bytes(mail("Ana <a@example.org>", ASK, 3).as_bytes())
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden").write_text("no")
    (tmp_path / "Thumbs.db").write_text("no")
    (tmp_path / "e.txt").symlink_to(tmp_path / "b.txt")
    rows, intake = read(str(tmp_path))
    assert [row.id for row in rows] == ["a.docx", "b.txt", "d.pdf", "e.txt", "sub/c.eml"]
    assert rows[0].text == rows[1].text == ASK
    assert rows[2].error == "d.pdf is a PDF document: copy its text into a .txt file"
    assert rows[3].error == "e.txt is a link, and links are not followed: put the file itself there"
    assert (rows[4].learner, rows[4].draft is not None) == ("Ana", True)
    assert (intake.rows, intake.failed) == (5, 2)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are no files in this folder"):
        read(str(tmp_path))


def test_word_files_are_read_as_their_writers_see_them() -> None:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        "<w:p><w:r><w:t>Dear </w:t></w:r><w:ins><w:r><w:t>Priya,</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Bob</w:delText></w:r></w:del></w:p><w:p/>"
        "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    file = zipped(("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'.encode()))
    (row,), _ = read("a.zip", zipped(("a.docx", file)))
    assert row.text == "Dear Priya,\n\none\ntwo\tthree\n\ncell"


def test_open_document_files() -> None:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = '<text:h>Hi</text:h><text:p>a<text:s text:c="2"/>b<text:line-break/><text:span>c</text:span> d</text:p>'
    file = zipped(("content.xml", f"<office:document-content {names}>{body}</office:document-content>".encode()))
    (row,), _ = read("a.zip", zipped(("a.odt", file)))
    assert row.text == "Hi\n\na  b\nc d"


def test_entities_in_a_word_file_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    for declared in (
        f'<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">',
        f'<!ENTITY e0 "x">{bomb}<!ENTITY e "&e11;">',
    ):
        body = "<w:p><w:r><w:t>a &e; b</w:t></w:r></w:p>"
        xml = f'<!DOCTYPE d [{declared}]><w:document xmlns:w="{main}">{body}</w:document>'
        (row,), _ = read("a.zip", zipped(("a.docx", zipped(("word/document.xml", xml.encode())))))
        assert "secret" not in (row.text or "")
        assert len(row.text or "") < 100


def test_what_is_wrong_with_a_member_is_told_and_the_rest_goes_on() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.txt", ASK)
        archive.writestr("../../etc/passwd.txt", ASK)
        archive.writestr("/absolute.txt", ASK)
        archive.writestr("C:\\windows.txt", ASK)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("bomb.txt", bytes(20_000_000))
        archive.writestr("huge.txt", random.Random(1).randbytes(1) * 41_000_000)
        archive.writestr("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
        archive.writestr("broken.docx", b"PK\x03\x04nonsense")
        archive.writestr("inner.zip", zipped(("a.txt", b"x")))
        archive.writestr("song.mp3", b"ID3")
        archive.writestr("nul.txt", b"a\x00\x01\x02\x00b")
        archive.writestr("empty.txt", b"")
        archive.writestr("__MACOSX/._good.txt", b"litter")
        archive.writestr("last.txt", ASK)
    rows, intake = read("class.zip", file.getvalue())
    errors = {str(row.id): row.error for row in rows}
    assert errors.pop("good.txt") is errors.pop("last.txt") is errors.pop("empty.txt") is None
    for name, word in {
        "../../etc/passwd.txt": "leads out of the archive",
        "/absolute.txt": "leads out of the archive",
        "C:/windows.txt": "leads out of the archive",
        "link.txt": "is a link",
        "bomb.txt": "no message does",
        "huge.txt": "no message does",
        "old.docx": "password-protected",
        "broken.docx": "is damaged",
        "inner.zip": "an archive within the archive",
        "song.mp3": "a .mp3 file: save its text",
        "nul.txt": "is binary",
    }.items():
        error = errors.pop(name)
        assert error is not None
        assert word in error
        assert error.startswith(name)
        assert "\n" not in error
    assert not errors
    assert (intake.failed, intake.empty) == (11, 1)


def test_damaged_and_encrypted_members() -> None:
    data = bytearray(zipped(("a.txt", ASK.encode()), ("b.txt", ASK.encode()), ("c.txt", b"hello")))
    first = data.index(b"a.txt") + 5
    data[first + 5] ^= 0xFF  # in the packed bytes of a.txt
    place = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[place + 8] |= 1  # b.txt is marked as encrypted
    damaged, encrypted, good = read("a.zip", bytes(data))[0]
    assert damaged.error is not None
    assert damaged.error.startswith("a.txt is damaged (")
    assert encrypted.error == "b.txt is protected by a password: unpack it and give the folder"
    assert good.text == "hello"


def test_archives_of_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asklint.batch.sources.archives.MAX_MEMBERS", 2)
    with pytest.raises(InputError, match="holds 3 files, more than the 2 that are read"):
        read("a.zip", zipped(("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c")))
    assert MAX_MEMBERS > 100_000


def test_a_submission_of_several_files_is_one() -> None:
    who = "Ana Lima_7_assignsubmission"
    archive = zipped(
        (f"{who}_file/photo.jpg", b"\xff\xd8\xff"),
        (f"{who}_onlinetext/onlinetext.html", b"<p>Dear Priya,</p>"),
        (f"{who}_file/ask.txt", b"could you send me the lease?"),
        ("Bo_8_assignsubmission_file/only.pdf", b"%PDF-"),
    )
    (both, none), intake = read("a.zip", archive)
    assert (both.id, both.learner, both.text) == ("7", "Ana Lima", "Dear Priya,\n\ncould you send me the lease?")
    assert none.error is not None
    assert none.error.endswith("only.pdf is a PDF document: copy its text into a .txt file")
    assert "files passed over, their submissions having others that can be read: 1" in intake.line()
    assert "submissions of several files read as one: 1" in intake.line()


def test_an_unpacked_archive_is_read_as_the_archive_is(tmp_path: Path) -> None:
    folder = tmp_path / "Ana Lima_7_assignsubmission_file"
    folder.mkdir()
    (folder / "ask.txt").write_text(ASK)
    (row,), intake = read(str(tmp_path))
    assert (row.id, row.learner, row.text) == ("7", "Ana Lima", ASK)
    assert intake.kind == "Moodle submissions, folder"


def test_anonymous_submissions() -> None:
    archive = zipped(
        ("anon_Ab3dE_text.html", b"<h1>Ask: Anonymous</h1><p>hello there</p>"), ("LATE_anon_x9_55_a.txt", b"hello")
    )
    rows, _ = read("a.zip", archive)
    assert [(row.id, row.text, row.late) for row in rows] == [
        ("anon_Ab3dE", "hello there", False),
        ("anon_x9", "hello", True),
    ]
    (row,), _ = read("a.zip", zipped(("Participant_9_assignsubmission_file_a.txt", b"hello")))
    assert (row.id, row.text) == ("9", "hello")


def test_only_what_canvas_wrote_above_a_text_entry_is_left_out() -> None:
    page = b"<h1>My ask: Bob</h1><p>hello</p>"
    rows, _ = read("a.zip", zipped(("limaana_7_text.html", page), ("stonebo_8_55_mine.html", page)))
    assert [(row.learner, row.text) for row in rows] == [("Bob", "hello"), ("stonebo", "My ask: Bob\n\nhello")]


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read("a.zip", zipped(("../x.txt", b"x"), ("y.txt", b"y")))
    assert not list(tmp_path.iterdir())


def valid_sources() -> dict[str, bytes]:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    group = make_class(5)
    whole = pa.table({"text": ["hello"] * 50, "id": list(range(50))})
    parquet, arrow, workbook = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pq.write_table(whole, parquet)
    with pa.ipc.new_file(arrow, whole.schema) as writer:
        writer.write_table(whole)
    book = openpyxl.Workbook()
    for row in [("name", "text"), *[("Ana", "hello")] * 20]:
        book.active.append(row)
    book.save(workbook)
    return {
        "a.csv": worksheet(group, 5),
        "b.csv": gradebook(group, 5)[0],
        "a.jsonl": b'{"text": "hello", "id": 3}\n' * 20,
        "a.parquet": parquet.getvalue(),
        "a.arrow": arrow.getvalue(),
        "a.xlsx": workbook.getvalue(),
        "a.mbox": mail("Ana <a@example.org>", ASK, 1).as_bytes(unixfrom=True),
        "a.zip": moodle_archive(group, 5),
        "b.zip": canvas_archive(group, 5),
        "c.zip": zipped(("a.docx", docx(ASK)), ("b.html", b"<p>x</p>"), ("c.eml", b"From: a@b\n\nhello")),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(broken) or 1)
        how = chance.random()
        if how < 0.5:
            broken[place : place + 1] = chance.randbytes(1)
        elif how < 0.7:
            del broken[place : place + chance.randint(1, 40)]
        elif how < 0.9:
            broken[place:place] = chance.choice([b'"', b"\\", b"\n", b"\x00", b"\xff\xfe", b",", b"\r"])
        else:
            del broken[place:]
    return bytes(broken)


def test_damage_of_any_kind_is_told_in_one_line() -> None:
    """Never another error than ours, and nothing that ends the run."""
    chance = random.Random(7)
    for name, data in valid_sources().items():
        for _ in range(60):
            broken = damaged(data, chance)
            try:
                rows, _ = read(name, broken)
            except InputError as error:
                assert "\n" not in str(error), name  # noqa: PT017 - either is right
                continue
            assert not [row.error for row in rows if row.error is not None and "\n" in row.error]


def test_damaged_gradebooks_are_filled_or_refused() -> None:
    chance = random.Random(8)
    group = make_class(5)
    marks = {one.number: Mark(1, "Words") for one in group.learners}
    before, book = worksheet(group, 5), gradebook(group, 5)[0]
    for _ in range(300):
        for fill in (
            partial(fill_worksheet, damaged(before, chance), marks),
            partial(fill_gradebook, damaged(book, chance), marks, assignment=ASSIGNMENT),
        ):
            try:
                fill()
            except InputError as error:
                assert "\n" not in str(error)  # noqa: PT017 - either is right


@pytest.mark.parametrize("kind", ["csv", "jsonl", "mbox", "zip"])
def test_memory_does_not_grow_with_the_rows(kind: str, tmp_path: Path) -> None:
    words = "word " * 400
    path = tmp_path / f"a.{kind}"
    count = 600 if kind == "mbox" else 3_000
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(count):
                archive.writestr(f"{number}.txt", f"{number} {words}")
    else:
        line = {
            "csv": f'x,"{words}"\n',
            "jsonl": json.dumps({"text": words}) + "\n",
            "mbox": f"From a@b Mon Mar  2 10:00:00 2026\nFrom: a@b\n\n{words}\n\n",
        }[kind]
        path.write_text(("id,text\n" if kind == "csv" else "") + line * count)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_source(Given(str(path)))) == count
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < (6_000_000 if kind == "zip" else 1_500_000)
