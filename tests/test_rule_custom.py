"""Rules and words of one's own: read, run, and refused in one clear line."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import asklint
from asklint.errors import ConfigError
from asklint.reading import read_text
from asklint.rules import plugins
from asklint.rules.custom import KEYS, broken_examples, pattern_rules
from asklint.rules.frame import Rule
from asklint.rules.registry import RULES, all_rules
from asklint.settings.model import Settings
from asklint.signals.own_words import OwnWords
from asklint.vocabulary import Element, Severity
from conftest import ROOT, Run

RULE: dict[str, Any] = {
    "code": "HOUSE001",
    "name": "circle-back",
    "message": "{words} has no day. Name one.",
    "pattern": "circle|loop back",
    "flags": ["Ana, could we [[circle back]] on the lease? The bank needs it."],
    "passes": ["Ana, could we talk about the lease on Friday? The bank needs it."],
}


def changed(**changes: Any) -> dict[str, Any]:
    """The rule with other values; None takes a key away."""
    return {key: value for key, value in {**RULE, **changes}.items() if value is not None}


@pytest.fixture(scope="module")
def models() -> asklint.Linter:
    return asklint.Linter()


def found(models: asklint.Linter, rule: dict[str, Any], text: str) -> list[str]:
    report = models.with_settings(Settings(select=(rule["code"],), rules=(rule,))).lint(text)
    return [finding.span.of(text) for finding in report.diagnostics]


def test_a_pattern_finds_its_words(models: asklint.Linter) -> None:
    text = "Ana, could we just circle back on the lease, or loop maybe back next week?"
    assert found(models, RULE, text) == ["circle back", "loop maybe back"]


def test_a_finding_says_what_the_rule_says(models: asklint.Linter) -> None:
    rule = changed(blank="which day", severity="warning")
    text = "Ana, could we circle back on the lease?"
    (finding,) = models.with_settings(Settings(select=("circle-back",), rules=(rule,))).lint(text).diagnostics
    assert (finding.code, finding.name, finding.severity) == ("HOUSE001", "circle-back", Severity.WARNING)
    assert finding.message == "“circle back” has no day. Name one."
    assert finding.suggestions[0].edits[0].content == "[which day]"
    assert finding.suggestions[0].applicability == "display-only"


def test_braces_in_a_message_are_only_text() -> None:
    (rule,) = pattern_rules([changed(message="{words} and {other} {0}")])
    assert rule.documentation.summary == "such words and {other} {0}"


def test_a_regular_expression_finds_its_words(models: asklint.Linter) -> None:
    rule = changed(pattern=None, regex=r"(?i)\bper my last (?:e-?mail|message)\b")
    assert found(models, rule, "Tom, per my last email, can you sign the form by Friday?") == ["per my last email"]


def test_quoted_mail_is_left_alone(models: asklint.Linter) -> None:
    rule = changed(pattern=None, regex="circle back")
    text = "Ana, can you sign the lease by Friday?\n\n> Let's circle back on it.\n> Ben\n"
    assert found(models, rule, text) == []


def test_own_sets_stand_for_their_words(models: asklint.Linter) -> None:
    rule = changed(pattern=["<soon> , please"], sets={"soon": ["Soon", "shortly"]})
    assert found(models, rule, "Ana, can you send me the lease shortly, please?") == ["shortly, please"]


def test_where_ask_leaves_other_sentences_alone(models: asklint.Linter) -> None:
    text = "Ana, we had to circle back to the bank. Can you send me the signed lease by noon?"
    assert found(models, RULE, text) == ["circle back"]
    assert found(models, changed(where="ask"), text) == []


def test_a_rule_about_an_element_keeps_to_the_judge(models: asklint.Linter) -> None:
    rule = changed(element="person", pattern="the powers that be", flags=["x [[y]]"], passes=["z"])
    assert found(models, rule, "Could the powers that be send me the lease by noon? The bank needs it.")
    assert not found(models, rule, "Ana, could you ask the powers that be for the lease by noon? The bank needs it.")


def test_rules_can_be_picky_and_can_do_without_an_ask(models: asklint.Linter) -> None:
    rule = changed(tier="picky", **{"needs-ask": False})
    text = "We should circle back. All the best, Ana"
    quiet = models.with_settings(Settings(rules=(rule,))).lint(text)
    assert "HOUSE001" not in [finding.code for finding in quiet.diagnostics]
    loud = models.with_settings(Settings(rules=(rule,), picky=True)).lint(text)
    assert "HOUSE001" in [finding.code for finding in loud.diagnostics]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (changed(code=None), "'code' is missing"),
        (changed(flags=None), "'flags' is missing"),
        (changed(passes=[]), "'passes' is missing"),
        (changed(code="WHO900"), "codes that begin like WHO are asklint's own"),
        (changed(code="WHOSE001"), "codes that begin like WHO are asklint's own"),
        (changed(code="house1"), "'house1' is no code"),
        (changed(name="Circle Back"), "small words joined by hyphens"),
        (changed(patern="x"), "there is no key 'patern'; did you mean 'pattern'?"),
        (changed(colour="x"), "there is no key 'colour'; known are code, name"),
        (changed(pattern=None), "give either 'pattern' or 'regex'"),
        (changed(regex="x"), "give either 'pattern' or 'regex'"),
        (changed(pattern=None, regex="(x"), "'regex' cannot be read: missing ), unterminated subpattern"),
        (changed(pattern=None, regex="x*"), "also matches nothing at all"),
        (changed(pattern="<soon> please"), "there is no set <soon>"),
        (changed(pattern="{verb} please"), "'{verb}' is no tag"),
        (changed(pattern="please?"), "it needs at least one word"),
        (changed(pattern="a||b"), "has an empty alternative"),
        (changed(sets={"soon": ["two words"]}), "set 'soon' must be a list of single words"),
        (changed(severity="high"), "'severity' must be one of suggestion, warning, error, not 'high'"),
        (changed(element="persons"), "'element' must be one of person"),
        (changed(element="person", severity="error"), "leave out 'severity' or 'element'"),
        (changed(level="partly"), "name the 'element' too"),
        (changed(message=["x"]), "'message' must be"),
        (changed(message="x" * 400), "keep it under"),
        (changed(flags=["no marks"]), "needs [[ and ]]"),
        (changed(passes=[3]), "'passes' must be"),
        (changed(**{"needs-ask": "yes"}), "'needs-ask' must be true or false"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_in_one_line(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as error:
        pattern_rules([table])
    assert str(error.value).startswith("[[rules]] 1")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_second_of_two_rules_is_named() -> None:
    with pytest.raises(ConfigError, match=r"\[\[rules\]\] 2 \(HOUSE002\): there is no key"):
        pattern_rules([RULE, changed(code="HOUSE002", patern="x")])


@pytest.mark.parametrize(
    "second", [{"name": "other-name"}, {"code": "HOUSE002"}, {"code": "HOUSE009", "name": "no-act"}]
)
def test_codes_and_names_are_taken_once(second: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="there is already"):
        all_rules([RULE, changed(**second)])


def test_examples_are_held_to_what_they_say(models: asklint.Linter) -> None:
    assert list(broken_examples(pattern_rules([RULE]), models.with_settings(Settings(rules=(RULE,))))) == []
    wrong = changed(
        flags=[
            "Ana, could we [[circle]] back on the lease?",
            "Thanks for the cake, Tim! We [[circle back]] every year.",
            "Ana, can you [[sign]] it?",
        ],
        passes=["Ana, could we circle back on the lease?"],
    )
    lines = list(broken_examples(pattern_rules([wrong]), models.with_settings(Settings(rules=(wrong,)))))
    assert len(lines) == 4
    assert "“circle”, and is at “circle back”" in lines[0]
    assert "asks for nothing" in lines[1]
    assert lines[2].endswith("“sign”, and is not")
    assert "is to pass, and “circle back” is found" in lines[3]


def test_a_rule_may_replace_words_or_leave_a_blank_but_not_both() -> None:
    (rule,) = pattern_rules([changed(replace="meet on Friday")])
    assert rule.code == "HOUSE001"
    with pytest.raises(ConfigError, match="'blank' is for the writer to fill, 'replace' is put in as it stands"):
        pattern_rules([changed(replace="meet on Friday", blank="which day")])


def test_config_check_runs_the_examples(tmp_path: Path, run_asklint: Run) -> None:
    file = tmp_path / "asklint.toml"
    rule = (
        '[[rules]]\ncode = "HOUSE001"\nname = "circle-back"\nmessage = "Name a day."\npattern = "circle back"\n'
        'flags = ["Ana, could we [[circle back]] on the lease?"]\npasses = ["Ana, could we talk about {}?"]\n'
    )
    file.write_text(rule.format("the lease on Friday"))
    done = run_asklint("config", "--check")
    assert (done.returncode, done.stdout) == (0, b"1 rule of your own, 2 examples: all as they say\n")
    file.write_text(rule.format("what we circle back to"))
    done = run_asklint("config", "--check")
    assert done.returncode == 2
    assert (
        "HOUSE001 circle-back: the example “Ana, could we talk about what we circle back to?”" in done.stderr.decode()
    )
    file.write_text(rule.replace("pattern", "patern"))
    done = run_asklint("config", "--check")
    assert done.returncode == 2
    assert b"asklint.toml" in done.stderr
    assert b"[[rules]] 1 (HOUSE001): there is no key 'patern'; did you mean 'pattern'?" in done.stderr


# --- plug-ins ---------------------------------------------------------------------------------------------

(own_rule,) = pattern_rules([changed(code="PLUG001", name="plugged-in")])
several = [own_rule]
no_rule = 3
built_in = RULES[0]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Any:
    def install(value: str) -> None:
        point = EntryPoint("house", value, plugins.GROUP)
        monkeypatch.setattr(plugins, "entry_points", lambda **_: [point])
        plugins.plugin_rules.cache_clear()

    yield install
    plugins.plugin_rules.cache_clear()


@pytest.mark.parametrize("name", ["own_rule", "several"])
def test_plug_ins_bring_rules(plug: Any, name: str) -> None:
    plug(f"{__name__}:{name}")
    assert [rule.code for rule in all_rules()][-1] == "PLUG001"
    assert asklint.Linter(Settings(select=("PLUG",))).rules == (own_rule,)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no_such_module:rule", "plug-in 'house' cannot be loaded (ModuleNotFoundError"),
        (f"{__name__}:missing", "cannot be loaded (AttributeError"),
        (f"{__name__}:no_rule", "brings int: "),
        (f"{__name__}:built_in", "codes that begin like WHO are asklint's own"),
    ],
)
def test_a_broken_plug_in_is_named(plug: Any, value: str, said: str) -> None:
    plug(value)
    with pytest.raises(ConfigError) as error:
        all_rules()
    assert said in str(error.value)
    assert "\n" not in str(error.value)


# --- words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"role": ["x"]}, "there is no key 'role'; did you mean 'roles'?"),
        ({"roles": "x"}, "'roles' must be a list"),
        ({"not-names": [""]}, "'not-names' must be a list"),
    ],
)
def test_what_is_wrong_with_words_is_said_in_one_line(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as error:
        OwnWords.read(table)
    assert said in str(error.value)


def person(models: asklint.Linter, text: str, **words: list[str]) -> tuple[int, list[str]]:
    table = {key.replace("_", "-"): value for key, value in words.items()}
    report = models.with_settings(Settings(words=table)).lint(text)
    found = report.elements[Element.PERSON]
    return int(found.level), [span.of(text) for span in found.evidence]


def test_own_words_reach_the_judge(models: asklint.Linter) -> None:
    text = "Dear Floorwalker on Duty,\n\ncould you open the gate at noon on Friday? The bread comes then."
    level, evidence = person(models, text, roles=["floorwalker on duty"])
    assert level == 1
    assert evidence == ["Floorwalker on Duty"]


def test_words_that_are_no_names_are_left_out(models: asklint.Linter) -> None:
    text = "Hi, could you restart Jenkins by noon? The release waits for it."
    signals = Settings(words={"not-names": ["Jenkins"]})
    linter = models.with_settings(signals)
    (judgement,) = linter._judgements([read_text(text)])
    assert not any(signal.name.startswith("person.third-name") for signal in judgement.signals)


def test_no_words_change_nothing(models: asklint.Linter) -> None:
    assert not OwnWords.read(None)
    assert not OwnWords.read({"roles": []})


def test_the_worked_example_of_the_page_works(models: asklint.Linter) -> None:
    page = (ROOT / "docs" / "writing-a-rule.md").read_text(encoding="utf-8")
    blocks = [block.partition("```")[0] for block in page.split("```toml\n")[1:]]
    tables = [tomllib.loads(block) for block in blocks]
    rules: list[Rule] = []
    for table in tables:
        own = tuple(table.get("rules", ()))
        rules += (made := pattern_rules(own))
        assert list(broken_examples(made, models.with_settings(Settings(rules=own)))) == []
        OwnWords.read(table.get("words"))
    assert rules


def test_the_rule_in_python_of_the_page_works(
    models: asklint.Linter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plug: Any
) -> None:
    page = (ROOT / "docs" / "writing-a-rule.md").read_text(encoding="utf-8")
    (tmp_path / "page_without_number.py").write_text(page.partition("```python\n")[2].partition("```")[0])
    monkeypatch.syspath_prepend(tmp_path)
    plug("page_without_number:page_without_number")
    *_, rule = all_rules()
    assert rule.documentation.why == "Whoever looks for the place first reads the wrong one."
    assert list(broken_examples([rule], models)) == []


def test_the_page_names_every_key() -> None:
    page = (ROOT / "docs" / "writing-a-rule.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"`{key}`" in page
