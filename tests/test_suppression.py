"""Leaving findings out: by header, by comments in exercises, by fingerprint; and telling what was for nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.cli.app import run
from asklint.draft import Draft, RegionKind
from asklint.errors import ConfigError
from asklint.report import Diagnostic
from asklint.rules.registry import RULES
from asklint.settings import Settings
from asklint.spans import Span
from asklint.suppression import fingerprint, suppress
from asklint.suppression.directives import comment_directives, header_directives, without_comments
from asklint.suppression.store import Entry, read_entries, write_entries
from asklint.vocabulary import Severity
from samples import NO_ASK, SAMPLES, VAGUE, SampleLinter

Capture = pytest.CaptureFixture[str]


def finding(text: str, words: str, code: str = "WHO002") -> Diagnostic:
    start = text.index(words)
    return Diagnostic(code, "name", None, Severity.WARNING, "message", Span(start, start + len(words)), 1.0)


def codes(findings: tuple[Diagnostic, ...]) -> set[str]:
    return {each.code for each in findings}


# --- the header -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "left_out"),
    [
        ("ignore WHO002", {"WHO002"}),
        ("ignore WHO002, vague-act", {"WHO002", "ACT002"}),
        ("Ignore: who002 ACT", {"WHO002", "ACT002"}),
        ("ignore WHO002; ignore ACT002", {"WHO002", "ACT002"}),
        ("ignore[WHO002]", {"WHO002"}),
    ],
)
def test_a_header_leaves_rules_out(value: str, left_out: set[str]) -> None:
    draft = replace(VAGUE.draft, headers=(("Subject", "Work"), ("x-asklint", value)))
    before = VAGUE.report(draft).diagnostics
    outcome = suppress(before, draft, RULES)
    assert codes(outcome.suppressed) == left_out
    assert codes(outcome.findings) == codes(before) - left_out
    assert outcome.notices == ()


@pytest.mark.parametrize("value", ["off", "OFF", "ignore", "ignore all"])
def test_a_header_can_leave_everything_out(value: str) -> None:
    draft = replace(VAGUE.draft, headers=(("X-Asklint", value),))
    outcome = suppress(VAGUE.report(draft).diagnostics, draft, RULES)
    assert outcome.findings == ()
    assert outcome.notices == ()


@pytest.mark.parametrize(
    ("value", "notice"),
    [
        ("ignore WHO001", "X-Asklint: nothing of WHO001 is found here, so it need not be ignored"),
        ("ignore WHO02", "X-Asklint: there is no rule 'WHO02'; did you mean WHO002?"),
        ("ingore WHO002", "X-Asklint: 'ingore WHO002' is not understood; write `ignore WHO001` or `off`"),
    ],
)
def test_what_a_header_says_for_nothing_is_told(value: str, notice: str) -> None:
    draft = replace(VAGUE.draft, headers=(("X-Asklint", value),))
    outcome = suppress(VAGUE.report(draft).diagnostics, draft, RULES)
    assert outcome.notices == (notice,)
    assert outcome.suppressed == ()


def test_off_is_never_for_nothing() -> None:
    draft = replace(NO_ASK.draft, headers=(("X-Asklint", "off"),))
    assert suppress((), draft, RULES).notices == ()


# --- comments ---------------------------------------------------------------------------------------------

EXERCISE = "# asklint: ignore[WHO002]\nHi, if you hear of anyone, let me know.\n<!-- asklint: ignore ACT -->\n"


def test_comments_of_both_sorts_are_read() -> None:
    found = list(comment_directives(Draft(EXERCISE)))
    assert [(each.where, each.selectors) for each in found] == [("line 1", ("WHO002",)), ("line 3", ("ACT",))]


def test_comments_are_not_part_of_the_message() -> None:
    blank = Span(EXERCISE.index("[WHO002]"), EXERCISE.index("[WHO002]") + 8)
    draft = without_comments(Draft(EXERCISE, blanks=(blank,)))
    assert "asklint" not in draft.own_text
    assert "if you hear of anyone" in draft.own_text
    assert len(draft.own_text) == len(EXERCISE)
    assert draft.blanks == ()
    assert {region.kind for region in draft.masked} == {RegionKind.MARKUP}


@pytest.mark.parametrize(
    "text",
    [
        "I wrote # asklint: ignore[WHO002] in the middle of a sentence.",
        "> # asklint: ignore[WHO002]\n",
        "My favourite linter is asklint: ignore what others say.",
    ],
)
def test_prose_is_no_comment(text: str) -> None:
    assert list(comment_directives(Draft(text))) == []


@given(st.text(), st.sampled_from(["# asklint: ignore[WHO001]", "<!-- asklint: ignore -->"]), st.text())
def test_masking_comments_moves_nothing(before: str, comment: str, after: str) -> None:
    draft = Draft(f"{before}\n{comment}\n{after}")
    masked = without_comments(draft)
    assert masked.text == draft.text
    assert len(masked.own_text) == len(draft.text)
    assert re.sub(r"\S", "", masked.own_text).count("\n") == draft.text.count("\n")


def exercise(*, comments: bool) -> tuple[set[str], tuple[str, ...]]:
    """The findings in a sample with a comment above it, which the sample's linter has to judge without it."""
    comment = "# asklint: ignore[WHO002, no-act]\n"
    draft = Draft(comment + VAGUE.text, "answer.txt")

    class Reader(SampleLinter):
        def _judgements(self, drafts):  # type: ignore[no-untyped-def]
            moved = replace(VAGUE.draft, text=" " * len(comment) + VAGUE.text)
            yield replace(VAGUE, draft=moved).judgement(drafts[0])

    report = Reader(Settings(comments=comments)).lint_draft(draft)
    return codes(report.diagnostics), report.notices


def test_comments_are_heeded_in_exercises_only() -> None:
    found, notices = exercise(comments=True)
    assert "WHO002" not in found
    assert notices == ("line 1: nothing of no-act is found here, so it need not be ignored",)
    found, notices = exercise(comments=False)
    assert "WHO002" in found
    assert len(notices) == 1
    assert "would be mailed to your reader" in notices[0]


# --- fingerprints -----------------------------------------------------------------------------------------

WORDS = st.text("abc ,.\n", max_size=60)


@given(WORDS, WORDS)
def test_edits_in_other_paragraphs_change_no_fingerprint(before: str, after: str) -> None:
    text = "If you hear of anyone who could use my skills, let me know."
    edited = f"{before}\n\n{text}\n\n{after}"
    assert fingerprint(finding(text, "anyone"), Draft(text)) == fingerprint(finding(edited, "anyone"), Draft(edited))


@given(st.text("defg ", max_size=40), st.text("defg ", max_size=40))
def test_edits_beyond_the_neighbours_change_no_fingerprint(before: str, after: str) -> None:
    def text(first: str, last: str) -> str:
        return f"{first} if you hear of anyone who could use it {last}."

    one, other = text("So", "now"), text(before, after)
    assert fingerprint(finding(one, "anyone"), Draft(one)) == fingerprint(finding(other, "anyone"), Draft(other))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("If you\nhear of  anyone who could use my skills.", True),
        ("if you hear of “anyone”, who could use my skills!", True),
        ("If you hear of someone who could use my skills.", False),
        ("If you hear from anyone who could use my skills.", False),
        ("If you hear of anyone able to use my skills.", False),
    ],
)
def test_a_fingerprint_goes_by_words(text: str, same: bool) -> None:
    first = "If you hear of anyone who could use my skills."
    words = "someone" if "someone" in text else "anyone"
    prints = fingerprint(finding(first, "anyone"), Draft(first)), fingerprint(finding(text, words), Draft(text))
    assert (prints[0] == prints[1]) is same
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in prints)


def test_a_fingerprint_is_of_one_rule() -> None:
    text = VAGUE.text
    assert fingerprint(finding(text, "anyone"), VAGUE.draft) != fingerprint(
        finding(text, "anyone", "WHO001"), VAGUE.draft
    )


def test_a_fingerprint_stays_what_it_is() -> None:
    """Lists of ignored findings are kept for years: this value may only change with a way to carry them over."""
    assert fingerprint(finding(VAGUE.text, "anyone"), VAGUE.draft) == "f59e641d60c8a9b2"


# --- the list ---------------------------------------------------------------------------------------------

ENTRIES = st.builds(
    Entry,
    fingerprint=st.text("0123456789abcdef", min_size=16, max_size=16),
    code=st.sampled_from(["WHO001", "ACT002"]),
    day=st.just("2026-11-21"),
    note=st.sampled_from(["", "a forum post", "Grüße, 2026"]),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.fingerprint))
def test_a_list_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("list") / "deep" / "ignored.txt"
    write_entries(path, entries)
    assert sorted(read_entries(path), key=str) == sorted(entries, key=str)


def test_a_missing_list_is_empty_and_a_damaged_one_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ignored.txt"
    assert read_entries(path) == ()
    path.write_text("# heading\n\nabc WHO001\n")
    with pytest.raises(ConfigError, match=r"ignored\.txt:3: not an entry"):
        read_entries(path)


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for sample in SAMPLES:
        Path(sample.draft.path).write_bytes(sample.text.encode())


def found_in(capsys: Capture, *arguments: str) -> set[str]:
    run(["--format", "jsonl", *arguments])
    return {each["code"] for each in json.loads(capsys.readouterr().out)["diagnostics"]}


@pytest.mark.usefixtures("in_folder")
class TestIgnore:
    def test_a_finding_is_left_out_until_it_is_taken_back(self, capsys: Capture) -> None:
        before = found_in(capsys, "vague.txt")
        assert run(["ignore", "vague.txt", "asked-of-anyone", "--note", "a  forum post"]) == 0
        printed = capsys.readouterr().out.split(maxsplit=3)
        assert printed[1] == "WHO002"
        assert printed[3] == "a forum post\n"
        assert found_in(capsys, "vague.txt") == before - {"WHO002"}
        assert found_in(capsys, "--isolated", "vague.txt") == before
        run(["ignore", "--list"])
        assert capsys.readouterr().out.split()[:2] == printed[:2]
        assert run(["ignore", "--remove", printed[0]]) == 0
        assert found_in(capsys, "vague.txt") == before

    def test_the_list_holds_no_word_of_the_message(self, tmp_path: Path) -> None:
        run(["ignore", "vague.txt", "WHO002"])
        written = (tmp_path / "data" / "asklint" / "ignored.txt").read_text()
        assert "anyone" not in written
        assert "vague.txt" not in written

    def test_a_row_says_which_finding(self, capsys: Capture) -> None:
        assert run(["ignore", "vague.txt", "WHO002:1"]) == 2
        assert "WHO002 finds nothing in vague.txt on row 1" in capsys.readouterr().err
        assert run(["ignore", "vague.txt", "WHO002:3"]) == 0

    def test_a_project_has_its_own_list(self, capsys: Capture) -> None:
        assert run(["ignore", "--project", "vague.txt", "WHO002"]) == 2
        assert 'put ignore-file = "asklint-ignored.txt" in its asklint.toml' in capsys.readouterr().err
        Path("asklint.toml").write_text('ignore-file = "asklint-ignored.txt"\n')
        assert run(["ignore", "--project", "vague.txt", "WHO002"]) == 0
        capsys.readouterr()
        assert len(read_entries(Path("asklint-ignored.txt"))) == 1
        assert "WHO002" not in found_in(capsys, "vague.txt")

    def test_unused_entries_are_shown(self, capsys: Capture) -> None:
        run(["ignore", "vague.txt", "WHO002"])
        run(["ignore", "vague.txt", "ACT002"])
        capsys.readouterr()
        assert run(["ignore", "--unused", "vague.txt"]) == 0
        assert capsys.readouterr().out == ""
        assert run(["ignore", "--unused", "clear.txt", "no-ask.txt"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "give a file and a rule, such as `asklint ignore draft.txt WHO002`"),
            (["vague.txt"], "give a file and a rule"),
            (["vague.txt", "WHO02"], "there is no rule 'WHO02'; did you mean WHO002?"),
            (["vague.txt", "WHO002:x"], "a row is a number"),
            (["vague.txt", "WHO003"], "WHO003 finds nothing in vague.txt"),
            (["gone.txt", "WHO002"], "gone.txt does not exist"),
            (["--remove", "0000000000000000"], "has no entry 0000000000000000"),
            (["--list", "vague.txt"], "--list takes no file"),
            (["--list", "--unused"], "choose one"),
            (["--unused"], "--unused needs the files"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_errors_say_what_to_do(self, capsys: Capture, arguments: list[str], message: str) -> None:
        assert run(["ignore", *arguments]) == 2
        assert message in capsys.readouterr().err

    def test_a_header_in_a_mail_is_heeded_and_idle_ones_are_told(self, capsys: Capture) -> None:
        mail = "From: sam@example.org\nSubject: Work\nX-Asklint: ignore WHO002\n\n" + VAGUE.text
        Path("draft.eml").write_text(mail)
        assert run(["--format", "jsonl", "draft.eml"]) == 1
        output = capsys.readouterr()
        assert "WHO002" not in {each["code"] for each in json.loads(output.out)["diagnostics"]}
        assert output.err == ""
        Path("draft.eml").write_text(mail.replace("WHO002", "WHO002, WHO003"))
        run(["--format", "jsonl", "draft.eml"])
        error = capsys.readouterr().err
        assert error == "asklint: draft.eml: X-Asklint: nothing of WHO003 is found here, so it need not be ignored\n"


def test_headers_of_typed_mails_are_read() -> None:
    draft = replace(VAGUE.draft, headers=(("To", "the team"), ("X-Asklint", "ignore WHO")))
    assert [each.selectors for each in header_directives(draft)] == [("WHO",)]
