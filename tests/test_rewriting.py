"""The rewriter: what it makes of drafts and answers, and what holds of every rewrite."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

import asklint
from asklint.cli.app import run
from asklint.errors import InputError
from asklint.reading import read_text
from asklint.rewriting.blanks import all_gaps, find_gaps
from asklint.rewriting.invention import holds, invented, lost
from asklint.rewriting.model import Fills, Rewrite, Unchanged, applied
from asklint.rewriting.rewriter import Rewriter
from asklint.signals.phrases import load_words
from asklint.vocabulary import Verdict

VAGUE = (
    "Hi Petra,\n\nI keep the books for the rowing club and I am starting to look around for a second job. "
    "If you hear of anything, let me know!\n\n1. mornings only\n2. within cycling distance\n\nThanks,\nGustav\n\n"
    "> On Monday Petra wrote:\n> See you on the water."
)
CLEAR = (
    "Ana, can you send me the signed lease for 14 Mill Road by noon? The bank needs it today. "
    "I'll drop off your parcel on the way back."
)
NO_ASK = "Hi Moira,\n\nThe boiler man came and it was the valve. All warm again. No need to do anything.\n\nElspeth"


@pytest.fixture(scope="module")
def rewriter() -> Rewriter:
    linter = asklint.Linter()
    linter.load()
    return Rewriter(linter)


def rewritten(rewriter: Rewriter, text: str, **fills: str) -> Rewrite:
    return rewriter.rewrite(read_text(text), Fills.of(fills))


CASES = [
    pytest.param(
        VAGUE,
        {"action": "forward my CV to the harbour office", "when": "by friday"},
        "Could you forward my CV to the harbour office by friday?",
        id="bare verb and a time",
    ),
    pytest.param(
        VAGUE, {"person": "larry smith at XYZ"}, "introduce me to Larry Smith at XYZ?", id="a name gets its capitals"
    ),
    pytest.param(
        VAGUE,
        {"person": "her cousin Rashid, he runs the depot"},
        "your cousin Rashid? He runs the depot.",
        id="the reader's cousin, and a remark",
    ),
    pytest.param(
        "Hi Dr. Lindqvist,\n\nI study fish farms. I'd love to learn more about your work.\n\nIvo",
        {"action": "want to hear how she moved from ops to product"},
        "Could you tell me how you moved from ops to product?",
        id="a wish about the reader",
    ),
    pytest.param(
        "Hello Bea,\n\nthe float for the parade is half done. I could really use some help.\n\nTor",
        {"action": "covering my shift on the 9th", "reason": "so the painters can finish"},
        "Would you mind covering my shift on the 9th so the painters can finish?",
        id="gerund and purpose",
    ),
    pytest.param(
        "Dear Mr Adeyemi,\n\nThe wall is drying. What do you think?\n\nUna Byrne",
        {"action": "which colour do we take, the grey or the blue?", "reason": "because the painter comes on the 3rd"},
        "because the painter comes on the 3rd.",
        id="because",
    ),
    pytest.param(VAGUE, {"offer": "can review her deck any time"}, "I can review your deck any time.", id="an offer"),
    pytest.param(
        VAGUE,
        {"reason": "she's hiring for exactly my profile"},
        "You're hiring for exactly my profile.",
        id="she is you",
    ),
    pytest.param(
        "hi all, does anyone have a travel cot",
        {"reason": "my sister's coming with the baby", "when": "til monday"},
        "does anyone have a travel cot til monday? my sister's coming with the baby.",
        id="small letters stay small",
    ),
    pytest.param(
        "Hi,\n\nany thoughts on the poster?\n\nSam", {"reader": "marta"}, "Hi Marta,", id="a greeting gets its name"
    ),
]


@pytest.mark.parametrize(("draft", "fills", "part"), CASES)
def test_answers_are_fitted(rewriter: Rewriter, draft: str, fills: dict[str, str], part: str) -> None:
    assert part in rewritten(rewriter, draft, **fills).text


@pytest.mark.parametrize(("draft", "fills", "part"), CASES)
def test_the_guarantees(rewriter: Rewriter, draft: str, fills: dict[str, str], part: str) -> None:
    version = rewritten(rewriter, draft, **fills)
    assert not invented([draft, *fills.values()], version.text)
    assert not lost(draft, version.text, load_words("replaceable.txt"))
    assert all(holds(version.text, answer) for answer in fills.values())
    assert (version.after.score or 0) >= (version.before.score or 0)
    assert applied(draft, version.edits) == version.text
    assert rewritten(rewriter, version.text).text == version.text
    assert rewritten(rewriter, version.text, **fills).text == version.text


def test_everything_else_stays_as_typed(rewriter: Rewriter) -> None:
    version = rewritten(rewriter, VAGUE, action="forward my CV to the harbour office")
    before, _, after = VAGUE.partition("If you hear of anything, let me know!")
    assert version.text.startswith(before)
    assert version.text.endswith(after)


def test_a_clear_ask_comes_back_byte_for_byte(rewriter: Rewriter) -> None:
    version = rewritten(rewriter, CLEAR)
    assert (version.text, version.unchanged, version.why_unchanged) == (CLEAR, True, Unchanged.CLEAR)


def test_an_answer_is_used_in_a_clear_ask_too(rewriter: Rewriter) -> None:
    assert "Lunch on me." in rewritten(rewriter, CLEAR, offer="lunch on me").text


def test_without_an_ask_nothing_is_done_and_why_is_said(rewriter: Rewriter) -> None:
    version = rewritten(rewriter, NO_ASK)
    assert (version.text, version.why_unchanged) == (NO_ASK, Unchanged.NO_ASK)


def test_without_answers_there_are_blanks_with_questions(rewriter: Rewriter) -> None:
    version = rewritten(rewriter, VAGUE)
    assert version.blanks
    for blank in version.blanks:
        assert version.text[blank.start] == "["
        assert version.text[blank.end - 1] == "]"
        assert blank.question.endswith((".", "?"))


def test_a_blank_never_takes_the_place_of_words_that_say_something(rewriter: Rewriter) -> None:
    draft = "Dear Ms Okafor,\n\nI have moved to the night desk. Could you give me some feedback?\n\nLev"
    assert "Could you give me some feedback" in rewritten(rewriter, draft).text


def test_open_blanks_are_filled_in(rewriter: Rewriter) -> None:
    opened = rewritten(rewriter, VAGUE)
    names = {blank.name for blank in opened.blanks}
    closed = rewritten(rewriter, opened.text, **dict.fromkeys(names, "forward my CV to the harbour office"))
    assert not closed.blanks
    assert "forward my CV to the harbour office" in closed.text


def test_open_blanks_are_left_without_answers(rewriter: Rewriter) -> None:
    opened = rewritten(rewriter, VAGUE)
    assert rewritten(rewriter, opened.text).why_unchanged is Unchanged.OPEN_BLANKS


def test_the_linter_sees_every_blank(rewriter: Rewriter) -> None:
    for gap in all_gaps():
        text = f"Hi Bo, could you tell me {gap.text} before we go?"
        assert len(read_text(text).blanks) == 1, gap
        assert [blank.name for blank in find_gaps(text)] == [gap.name]


def test_shapes_differ_and_all_use_the_answers(rewriter: Rewriter) -> None:
    versions = rewriter.alternatives(
        read_text(VAGUE), Fills(action="forward my CV to the harbour office", reason="my hours were cut"), 3
    )
    assert len({version.text for version in versions}) == len(versions) >= 2
    assert all("forward my CV to the harbour office" in version.text for version in versions)


def test_questions_come_most_valuable_first_and_an_offer_last(rewriter: Rewriter) -> None:
    names = [gap.name for gap in rewriter.questions(read_text(VAGUE))]
    assert "action" in names
    assert names[-1] == "offer"
    assert not rewriter.questions(read_text(CLEAR))


def test_connectives_are_few_and_hold_no_numbers() -> None:
    listed = load_words("connectives.txt")
    assert len(listed) <= 300
    assert not any(character.isdigit() for word in listed for character in word)


def test_a_fill_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputError, match="no fill 'who'"):
        Fills.of({"who": "Ana"})


def test_the_function_of_the_package() -> None:
    fills = {"action": "tell me what to cut", "reason": "it goes to print today"}
    version = asklint.rewrite("Hi Ana, any thoughts?", fills)
    assert version.text == "Hi Ana, could you tell me what to cut? It goes to print today."
    assert version.after.verdict is Verdict.CLEAR


class TestCommand:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(str(tmp_path))
        with open("draft.txt", "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(VAGUE)

    def test_prints_the_message(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["rewrite", "draft.txt", "--fill", "action=forward my CV to the harbour office"]) == 0
        assert "Could you forward my CV to the harbour office?" in capsys.readouterr().out

    def test_json_follows_its_schema(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["rewrite", "draft.txt", "--format", "json", "--alternatives", "2", "--fill", "reader=Bo"]) == 0
        record = json.loads(capsys.readouterr().out)
        schema = json.loads((files("asklint") / "schema" / "rewrite.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        assert not list(Draft202012Validator(schema).iter_errors(record))

    def test_diff(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["rewrite", "draft.txt", "--diff", "--fill", "offer=coffee on me"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("--- draft.txt\n+++ draft.txt (rewritten)\n")
        assert "+" in out

    def test_fills_of_a_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        with open("fills.json", "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump({"offer": "coffee on me", "when": None}, file)
        assert run(["rewrite", "draft.txt", "--fills", "fills.json"]) == 0
        assert "Coffee on me." in capsys.readouterr().out

    @pytest.mark.parametrize(
        "options",
        [
            ["--fill", "who=Ana"],
            ["--fill", "reader"],
            ["--fills", "none.json"],
            ["--interactive"],
            ["--diff", "--format", "json"],
        ],
    )
    def test_what_cannot_be_done_is_said_in_one_line(
        self, options: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["rewrite", "draft.txt", *options]) == 2
        error = capsys.readouterr().err
        assert error.startswith("asklint: ")
        assert error.count("\n") == 1
