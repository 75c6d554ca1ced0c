"""Whatever a message says, in no format does it become more than text."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from asklint.draft import Draft, Region, RegionKind
from asklint.formats import FORMATS, FormatOptions, load_format, statistics
from asklint.formats.markdown import escaped
from asklint.formats.safe import harmless, spreadsheet_cell
from asklint.report import Diagnostic, Edit, ElementReport, Failure, Report, Suggestion
from asklint.spans import Span
from asklint.vocabulary import Applicability, Element, Level, Severity, Verdict

FRAGMENTS = [
    *(
        "<script>",
        "</style>",
        "</mark>",
        "<b",
        "-->",
        "]]>",
        "&lt;",
        "&#60;",
        '"',
        "'",
        "`",
        "``",
        "\\",
        "**",
        "_",
        "~~",
    ),
    *("| ", "[a](b)", "![x](y)", "<http://e.org>", "http://e.org", "www.e.org", "a@e.org", "@anna", "#12", "# ", "- "),
    *("1. ", "> ", "    ", "===", "```", "$x$", "::error::", "::", "##[error]", "##", "[", "%0A", "%", ",", ";", ":"),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM",
        "＝1",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x9b31m",
        "\x7f",
        "\x85",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\ud800",
        "\udfff",
        "\ufffe",
        "דנה",
        "日本",
        "👩\u200d👧",
        "e\u0301",
    ),
]
texts = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(st.characters(exclude_categories=()), max_size=6), st.just(" word ")),
    max_size=10,
).map("".join)
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
OPTIONS = FormatOptions(version="0.1.0", model="m", show_all=True, include_text=True)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(texts)

    def span() -> Span:
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        return Span(start, end)

    elements = {}
    for element in Element:
        level = draw(st.sampled_from(Level))
        found = tuple(span() for _ in range(draw(st.integers(0, 2))))
        elements[element] = ElementReport(level, 0.5, found if level else (), () if level is Level.CLEAR else found)
    findings = []
    for severity in Severity:
        place = span()
        words = " ".join(place.of(text).split())
        edit = Edit(span(), draw(texts))
        suggestion = Suggestion("Do this.", draw(st.sampled_from(Applicability)), (edit,))
        findings.append(
            Diagnostic("XYZ001", "made-up", None, severity, f"“{words}” is words.", place, 1.0, (suggestion,))
        )
    masked: tuple[Region, ...] = ()
    if text and draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        masked = (Region(Span(start, len(text)), RegionKind.QUOTE),)
    draft = Draft(text, draw(texts) or "x", masked=masked)
    return Report(
        draft=draft,
        verdict=Verdict.VAGUE,
        has_ask=True,
        asks=(span(),),
        overall=2.0,
        score=25,
        elements=elements,
        diagnostics=tuple(findings),
    )


results = st.one_of(reports(), st.builds(Failure, texts.filter(bool), texts))
often = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def rendered(name: str, *given_results: Report | Failure) -> str:
    return "".join(load_format(name)(given_results, OPTIONS))


@pytest.mark.parametrize("name", FORMATS)
@often
@given(result=results)
def test_nothing_controls_a_terminal_or_the_log_of_a_build(name: str, result: Report | Failure) -> None:
    text = rendered(name, result)
    assert not CONTROLS.search(text)
    assert "##[" not in text
    if name != "github":
        assert not re.search(r"^\s*::", text, re.MULTILINE)
    text.encode("utf-8")


@often
@given(report=reports())
def test_statistics_are_harmless_too(report: Report) -> None:
    for render in (statistics.render, statistics.render_json):
        assert not CONTROLS.search("".join(render([report], OPTIONS)))


@often
@given(result=results)
def test_github_has_one_command_a_finding(result: Report | Failure) -> None:
    lines = rendered("github", result).splitlines()
    assert len(lines) == (1 if isinstance(result, Failure) else len(result.diagnostics))
    for line in lines:
        assert re.fullmatch(r"::(error|warning|notice) (\w+=[^:,]*)(,\w+=[^:,]*)*::.*", line)
        assert not re.search(r"%(?!25|0A|0D|3A|2C)", line)


@given(text=texts)
def test_no_cell_is_a_formula(text: str) -> None:
    cell = spreadsheet_cell(text)
    assert not re.search(r"[\x00-\x1f]", cell)
    if cell.lstrip()[:1] and cell.lstrip()[0] in "=+-@＝＋－＠":
        float(cell)


@often
@given(result=results)
def test_csv_has_two_rows_of_like_length(result: Report | Failure) -> None:
    names, row = csv.reader(io.StringIO(rendered("csv", result)))
    assert len(names) == len(row)


@often
@given(result=results)
def test_junit_is_xml(result: Report | Failure) -> None:
    root = ET.fromstring(rendered("junit", result))
    tags = {element.tag for element in root.iter()}
    assert tags <= {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    assert root[0].get("name") == harmless(result.path)


@pytest.mark.parametrize("name", ["json", "jsonl", "gitlab", "sarif", "rdjson"])
@often
@given(result=results)
def test_json_is_json_and_keeps_the_text(name: str, result: Report | Failure) -> None:
    document = json.loads(rendered(name, result))
    if name == "jsonl" and isinstance(result, Report):
        assert document["text"] == result.draft.text
        assert document["path"] == result.path


class Page(HTMLParser):
    """Checks that tags nest, and gathers tags, attributes and text."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.message = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}
        if tag not in self.VOID:
            self.open.append(f"{tag}.{dict(attrs).get('class') or ''}")

    def handle_endtag(self, tag: str) -> None:
        assert tag in self.VOID or self.open.pop().partition(".")[0] == tag

    def handle_data(self, data: str) -> None:
        classes = {one for name in self.open for one in name.partition(".")[2].split()}
        if "message" in classes and not classes & {"tag", "unseen"} and "summary." not in self.open:
            self.message += data


KNOWN_TAGS = set(
    "html head meta title style body header h1 p nav ul li a bdi span main article h2 h3 div strong".split()
)
KNOWN_TAGS |= set("mark details summary ol ins code q footer".split())


@often
@given(result=results)
def test_html_holds_no_markup_of_a_message(result: Report | Failure) -> None:
    page = Page()
    page.feed(rendered("html", result))
    page.close()
    assert page.open == []
    assert page.tags <= KNOWN_TAGS
    names = {name for name, _ in page.attributes}
    assert names <= set(
        "lang charset http-equiv content name class id style aria-label aria-labelledby aria-hidden start".split()
    )
    assert all(re.fullmatch(r"inline-size: \d+%", value) for name, value in page.attributes if name == "style")


@often
@given(report=reports())
def test_html_shows_the_whole_message(report: Report) -> None:
    page = Page()
    page.feed(rendered("html", report))
    wanted = "\n".join(harmless(line).replace("∷", "::") for line in re.split(r"\r\n|\r|\n", report.draft.text))
    shown, wanted = (" ".join(text.replace("##[", "## [").split()) for text in (page.message, wanted))
    assert shown == wanted


ALLOWED = set("h3 p blockquote br strong em table thead tbody tr th td ol li code".split())
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})


@often
@given(result=results)
def test_markdown_holds_no_markup_of_a_message(result: Report | Failure) -> None:
    page = Page()
    shown = MARKDOWN.render(rendered("markdown", result))
    page.feed(shown)
    assert page.tags <= ALLOWED
    assert not page.attributes - {("start", "1")}
    # Whoever makes links of bare addresses reads no further than a tag: "http:**//**" is none.
    text = html.unescape(re.sub(r"<[^>]+>", "\0", shown))
    assert not re.search(r"@\w|(?<!\w)#\d|://|www\.", text)


@given(text=texts)
def test_escaped_markdown_says_what_it_said(text: str) -> None:
    shown = MARKDOWN.renderInline(escaped(text))
    assert "<" not in shown
    said = html.unescape(shown).replace("\u200b", "")
    assert said.split() == harmless(text).split()
