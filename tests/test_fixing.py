"""Safe edits: applied to the text, to the bytes of a file, shown as a diff; and never anything else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asklint.cli.app import run
from asklint.draft import Draft
from asklint.errors import InputError
from asklint.fixing import apply_edits, diff, rewritten, safe_edits
from asklint.reading import read
from asklint.report import Diagnostic, Edit, Report, Suggestion
from asklint.spans import Span
from asklint.vocabulary import Applicability, Severity, Verdict
from safe_rule import PLS, RULES_WITH_IT, edits_in
from samples import SAMPLES, VAGUE

Capture = pytest.CaptureFixture[str]


def report_of(text: str, *suggestions: tuple[Applicability, list[Edit]]) -> Report:
    """A report with a finding for each suggestion."""
    findings = tuple(
        Diagnostic(
            "ASK900", "x", None, Severity.WARNING, "m", Span(0, 1), 1.0, (Suggestion("s", applicability, tuple(edits)),)
        )
        for applicability, edits in suggestions
    )
    return Report(Draft(text), Verdict.CLEAR, diagnostics=findings)


SAFE = Applicability.SAFE


def test_only_safe_edits_are_taken() -> None:
    report = report_of(
        "one two three",
        (Applicability.UNSAFE, [Edit(Span(0, 3), "1")]),
        (SAFE, [Edit(Span(4, 7), "2")]),
        (Applicability.DISPLAY_ONLY, [Edit(Span(8, 13), "[3]")]),
    )
    assert safe_edits(report) == (Edit(Span(4, 7), "2"),)


def test_edits_that_overlap_are_not_applied_together() -> None:
    report = report_of(
        "one two three",
        (SAFE, [Edit(Span(4, 7), "2"), Edit(Span(0, 3), "1")]),
        (SAFE, [Edit(Span(6, 9), "x"), Edit(Span(12, 13), "y")]),
        (SAFE, [Edit(Span(8, 13), "3")]),
    )
    edits = safe_edits(report)
    assert apply_edits("one two three", edits) == "1 2 3"
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


TEXTS = st.text("ab \n\réß漢", min_size=1, max_size=60)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return text, [Edit(Span(start, end), draw(st.sampled_from(["", "x", "é\n"]))) for start, end in pairs]


@given(edited())
def test_everything_outside_the_edits_stays(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result = apply_edits(text, edits)
    outside, at = [], 0
    for edit in edits:
        outside.append(text[at : edit.span.start])
        at = edit.span.end
    outside.append(text[at:])
    pattern = "(?:.*)".join(map(re.escape, outside))
    assert re.fullmatch(pattern, result, re.DOTALL)
    assert len(result) == len(text) + sum(len(edit.content) - len(edit.span) for edit in edits)


@settings(max_examples=25)
@given(edited())
def test_a_diff_is_what_patch_programs_read(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, list[Edit]]
) -> None:
    text, edits = case
    lines = "".join(diff(Draft(text, "draft.txt"), edits))
    if apply_edits(text, edits) == text:
        assert lines == ""
        return
    folder = tmp_path_factory.mktemp("diff")
    (folder / "draft.txt").write_bytes(text.encode())
    done = subprocess.run(
        ["git", "apply", "-p0", "--whitespace=nowarn", "-"],
        input=lines.encode(),
        cwd=folder,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "draft.txt").read_bytes().decode() == apply_edits(text, edits)


@pytest.mark.parametrize(
    "data",
    [
        b"Ana, pls send it.\n",
        b"Ana, pls send it.\r\nThanks\r\n",
        b"\xef\xbb\xbfAna, pls send it.",
        "Zoë, pls send it".encode("cp1252"),
        "Zoë, pls send it".encode("utf-16"),
    ],
)
def test_a_text_file_keeps_every_other_byte(data: bytes) -> None:
    (draft,) = read(data, "draft.txt")
    charset = draft.source.charset
    assert rewritten(data, draft, edits_in(draft)) == data.replace("pls".encode(charset), "please".encode(charset))


HEADERS = b"From: sam@example.org\r\nTo: ana@example.org\r\nSubject: pls\r\nX-Odd:  two  spaces\r\n"


@pytest.mark.parametrize("charset", ["us-ascii", "utf-8", "iso-8859-1"])
def test_a_plain_mail_keeps_every_other_byte(charset: str) -> None:
    kind = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
    body = ("Ana, pls send it.\r\n" + ("" if charset == "us-ascii" else "Zoë\r\n")).encode(charset)
    data = HEADERS + kind + body
    (draft,) = read(data, "draft.eml")
    assert rewritten(data, draft, edits_in(draft)) == HEADERS + kind + body.replace(b"pls", b"please")


QUOTED = b"Content-Transfer-Encoding: quoted-printable\r\n\r\nAna, pls send the caf=C3=A9 =\r\nmenu.\r\n"
BASE64 = b"Content-Transfer-Encoding: base64\r\n\r\nQW5hLCBwbHMgc2VuZCBpdC4NCg==\r\n"
PARTS = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n--x\r\n\r\n'
    b"Ana, pls send it.\r\n--x\r\n"
    b"Content-Type: text/html\r\n\r\n<p>Ana, pls send it.</p>\r\n--x--\r\n"
)
HTML = b"Content-Type: text/html\r\n\r\n<p>Ana, pls send it.</p>\r\n"


@pytest.mark.parametrize("body", [QUOTED, BASE64, PARTS, HTML], ids=["quoted", "base64", "parts", "html"])
def test_a_mail_that_cannot_be_rewritten_byte_by_byte_is_refused(body: bytes) -> None:
    data = HEADERS + body
    (draft,) = read(data, "draft.eml")
    edits = edits_in(draft)
    assert edits
    with pytest.raises(InputError, match=r"draft\.eml: safe edits were not applied, because .*mail program"):
        rewritten(data, draft, edits)


def test_a_character_that_the_charset_lacks_is_refused() -> None:
    data = "Zoë, pls".encode("cp1252")
    (draft,) = read(data, "draft.txt")
    with pytest.raises(InputError, match="save the file as UTF-8"):
        rewritten(data, draft, [Edit(Span(0, 3), "漢")])


# --- on the command line ----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("asklint.rules.registry.RULES", RULES_WITH_IT)
    for sample in SAMPLES:
        Path(sample.draft.path).write_bytes(sample.text.encode())
    Path("pls.txt").write_text(PLS)
    return tmp_path


@pytest.mark.usefixtures("folder")
class TestCommandLine:
    def test_diff_shows_and_changes_nothing(self, capsys: Capture) -> None:
        assert run(["--diff", "pls.txt", "vague.txt"]) == 1
        assert capsys.readouterr().out == (
            "--- pls.txt\n+++ pls.txt\n@@ -1 +1 @@\n-Ana, pls send it. pls!\n+Ana, please send it. please!\n"
        )
        assert Path("pls.txt").read_text() == PLS

    def test_diff_without_safe_edits_is_empty(self, capsys: Capture) -> None:
        assert run(["--diff", "vague.txt"]) == 0
        assert capsys.readouterr().out == ""

    def test_fix_applies_and_reports_what_is_left(self, capsys: Capture) -> None:
        Path("pls.txt").chmod(0o640)
        assert run(["--fix", "--format", "concise", "pls.txt", "vague.txt"]) == 1
        output = capsys.readouterr()
        assert Path("pls.txt").read_text() == "Ana, please send it. please!\n"
        assert Path("pls.txt").stat().st_mode & 0o777 == 0o640
        assert "ASK900" not in output.out
        assert "WHO002" in output.out
        assert output.err == "asklint: pls.txt: 2 edits applied\n"
        assert Path("vague.txt").read_bytes() == VAGUE.text.encode()
        assert run(["--fix", "pls.txt"]) == 0

    def test_fix_leaves_a_mail_it_cannot_rewrite(self, capsys: Capture) -> None:
        Path("draft.eml").write_bytes(HEADERS + QUOTED)
        assert run(["--fix", "draft.eml"]) == 1
        output = capsys.readouterr()
        assert Path("draft.eml").read_bytes() == HEADERS + QUOTED
        assert "apply them in your mail program" in output.err
        assert "ASK900" in output.out

    def test_fix_never_touches_a_mailbox(self) -> None:
        one = b"From sam@example.org Sat Nov 21 10:00:00 2026\nFrom: sam@example.org\n\nAna, pls send it.\n\n"
        Path("two.mbox").write_bytes(one * 2)
        assert run(["--fix", "two.mbox"]) == 1
        assert Path("two.mbox").read_bytes() == one * 2

    def test_a_file_that_may_not_be_written_is_a_failure(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("asklint.files.write_whole", refuse)
        assert run(["--fix", "pls.txt"]) == 2
        assert "pls.txt cannot be rewritten: Permission denied" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [(["--fix", "--diff", "pls.txt"], "choose one"), (["--fix", "-", "pls.txt"], "takes no file beside it")],
        ids=["both", "beside"],
    )
    def test_contradictions(self, capsys: Capture, arguments: list[str], message: str) -> None:
        assert run(arguments) == 2
        assert message in capsys.readouterr().err


def test_a_pattern_rule_of_ones_own_can_mend(folder: Path, capsys: Capture) -> None:
    Path("asklint.toml").write_text(
        '[[rules]]\ncode = "HOUSE001"\nname = "short-forms"\nmessage = "{words}"\nregex = "look around"\n'
        'replace = "look for work"\nflags = ["[[look around]]"]\npasses = ["look"]\n'
    )
    assert run(["--select", "HOUSE", "--diff", "vague.txt"]) == 1
    assert "\n+I'm starting to look for work (for a job)" in capsys.readouterr().out
    run(["--select", "HOUSE", "--fix", "vague.txt"])
    assert Path("vague.txt").read_bytes() == VAGUE.text.replace("look around", "look for work").encode()


def test_fix_is_a_filter_on_standard_input(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    for data, status in ((b"\xef\xbb\xbfAna, pls.\r\n", 0), (VAGUE.text.encode(), 1)):
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        monkeypatch.setattr(sys, "stdout", out)
        assert run(["--fix", "-"]) == status
        assert out.buffer.getvalue() == data.replace(b"pls", b"please")
