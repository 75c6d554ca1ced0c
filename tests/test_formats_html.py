"""The HTML page: whole without a network, and usable without a mouse, without colour and without sight."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from asklint.draft import Draft, Region, RegionKind
from asklint.formats import FormatOptions, load_format
from asklint.formats.palette import palette
from asklint.report import ElementReport, Report
from asklint.rules.registry import RULES
from asklint.spans import Span
from asklint.vocabulary import Element, Level, Verdict
from samples import CLEAR, FAILURE, LONG_MAIL, PERFECT, RESULTS, VAGUE, span_of

OPTIONS = FormatOptions(version="0.1.0", model="pipeline-0+judge-0")
CSS = files("asklint.formats").joinpath("html.css").read_text(encoding="utf-8")


def page_of(*results: Report, options: FormatOptions = OPTIONS) -> str:
    return "".join(load_format("html")(results, options))


PAGE = "".join(load_format("html")(RESULTS, OPTIONS))


class Outline(HTMLParser):
    """Headings, identifiers, and what refers to them."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.feed(PAGE)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        self.references += [given["aria-labelledby"]] if "aria-labelledby" in given else []
        self.references += [given["href"].removeprefix("#")] if "href" in given else []


def test_the_page_asks_the_network_for_nothing() -> None:
    assert not re.search(r"<script|<link|<img|<iframe|<object|@import|url\(|src=|\bon\w+=", PAGE)
    assert "default-src 'none'" in PAGE
    assert not re.findall(r'href="(?!#)', PAGE)


def test_headings_and_references_are_in_order() -> None:
    outline = Outline()
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.references) <= set(outline.ids)
    assert '<html lang="en">' in PAGE


def test_a_page_of_one_message_is_called_after_it() -> None:
    page = page_of(VAGUE.report())
    assert "<title>vague.txt: vague, 22 of 100 – asklint</title>" in page
    assert "<nav" not in page


def test_marks_are_told_by_line_label_and_words_not_colour_alone() -> None:
    page = page_of(VAGUE.report())
    assert '<mark class="who missing">anyone</mark><span class="tag who">who?' in page
    assert '<span class="unseen"> leaves it open</span>' in page
    assert "text-decoration-style: wavy" in CSS
    assert "text-decoration-style: dashed" in CSS


def test_levels_are_said_in_words() -> None:
    page = page_of(VAGUE.report())
    for words in ("Who</strong>: not there yet", "Why</strong>: partly", "Offer</strong>: none (optional)"):
        assert words in page


def test_three_findings_are_shown_and_the_others_folded() -> None:
    before, _, after = page_of(VAGUE.report()).partition('<details class="more">')
    total = len(VAGUE.report().diagnostics)
    assert before.count("<summary>Why this helps") == 3
    assert f"{total - 3} more" in after
    assert '<ol class="findings" start="4">' in after
    assert '<details class="more">' not in page_of(VAGUE.report(), options=FormatOptions(show_all=True))


def test_findings_carry_the_reason_of_their_rule() -> None:
    page = page_of(VAGUE.report())
    rule = next(rule for rule in RULES if rule.code == "WHO002")
    assert escape(rule.documentation.why) in page


def test_nothing_to_mend_is_said() -> None:
    assert "Nothing to mend." in page_of(PERFECT.report())


def test_a_failure_has_its_own_part() -> None:
    page = "".join(load_format("html")((FAILURE, CLEAR.report()), OPTIONS))
    assert "Not readable: no such file" in page
    assert page.count("<article") == 2


def test_overlapping_marks_nest() -> None:
    text = "Could anyone at Acme help?"
    found = ElementReport(Level.PARTLY, 0.9, (span_of(text, "anyone at Acme"),))
    act = ElementReport(Level.PARTLY, 0.9, (span_of(text, "Acme help"),))
    rest = ElementReport(Level.MISSING, 0.9)
    elements = dict(zip(Element, (found, act, rest, rest), strict=True))
    report = Report(
        Draft(text), Verdict.PARTLY, has_ask=True, asks=(Span(0, 26),), score=40, overall=2.6, elements=elements
    )
    page = page_of(report)
    assert '<mark class="who partly">anyone at </mark>' in page
    assert '<mark class="who partly"><mark class="what partly">Acme</mark></mark><span class="tag who">' in page
    assert '<mark class="what partly"> help</mark><span class="tag what">' in page


@pytest.mark.parametrize(("lines", "folded"), [(2, False), (8, True)])
def test_what_was_not_judged_is_dimmed_and_folded_where_long(lines: int, folded: bool) -> None:
    own, quote = "Ana, can you call me?\n\n", "> a line\n" * lines
    masked = (Region(Span(len(own), len(own + quote)), RegionKind.QUOTE),)
    report = Report(Draft(own + quote, masked=masked), Verdict.CLEAR, has_ask=True, asks=(Span(5, 21),), score=90)
    page = page_of(report)
    assert (f"<summary>quoted, {lines} lines, not judged</summary>" in page) is folded
    assert page.count("&gt; a line") == lines


def test_line_ends_count_once_however_they_are_cut() -> None:
    text = "Ana,\r\ncall me\rtoday\nplease\r\n"
    cut = Span(0, 5)  # between the two halves of a line end
    report = Report(Draft(text), Verdict.CLEAR, has_ask=True, asks=(cut,), score=90)
    message = page_of(report).partition('<div class="message">')[2].partition("</div>")[0]
    assert re.sub(r"<[^>]+>", "", message) == "Ana,\ncall me\ntoday\nplease"


def test_signatures_stay_readable() -> None:
    assert '<span class="aside">-- \nMina' in page_of(LONG_MAIL.report())


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(scheme: str) -> None:
    light, dark = palette().split("@media (prefers-color-scheme: dark)")
    colors = variables(light) | (variables(dark) if scheme == "dark" else {})
    inks = ("text", "quiet", "who", "what", "why", "offer", "bad", "middling", "good")
    for ink in inks:
        for ground in ("page", "card", "ask"):
            assert contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground)
    assert contrast(colors["text"], colors["fill"]) >= 4.5


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_is_wider_than_its_window(width: int, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no headless browser")
    frame = tmp_path / "frame.html"
    measure = "document.title = frames[0].document.documentElement.scrollWidth"
    frame.write_text(
        f'<!doctype html><body onload="{measure}"><iframe width="{width}" srcdoc="{escape(PAGE)}"></iframe>',
        encoding="utf-8",
        errors="replace",
    )
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [*command, "--dump-dom", frame.as_uri()], capture_output=True, text=True, check=True, timeout=60
    )
    title = re.search(r"<title>(\d+)</title>", done.stdout)
    assert title
    assert int(title[1]) <= width
