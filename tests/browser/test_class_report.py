"""The class report in a real browser: sorting, finding, the keyboard, phones, paper, and no barriers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asklint.grading.course import grade_class
from asklint.grading.overrides import Override
from asklint.grading.report import ReportOptions, class_report
from asklint.grading.submissions import Assessment, Found, Register, State, Step
from asklint.vocabulary import Element, Level

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
pytestmark = pytest.mark.browser

NAMES = "Amara Björn Chidinma Dafydd Ebru Fatoumata Giorgos Haruka Ingrid João Karim ليلى".split()


def _page() -> str:
    random_ = random.Random(3)
    register = Register()
    number = 0
    for name in NAMES:
        for attempt in (1, 2):
            number += 1
            levels = [min(2, random_.randint(0, attempt)) for _ in Element]
            score = 20 * attempt + 10 * sum(levels[:3])
            elements = {
                element: Found(Level(level), random_.choice((0.4, 0.9)), "some words")
                for element, level in zip(Element, levels, strict=True)
            }
            step = Step("ACT002", Element.ACTION, "Say it.", quote="let me know", around=("If you can, ", "."))
            text = f"{name} has a text of {number} words that nobody else has."
            register.add(
                number, number, Assessment(State.SCORED, text, score, "partly", elements, (step,)), learner=name
            )
    register.add(number + 1, number + 1, Assessment(State.NO_ASK, "It rains."), learner="Zoë")
    links = {row: f"feedback/{row}.html" for row in range(1, number + 1)}
    course = grade_class(
        register.submissions, None, [Override(2, learner="Amara", levels={Element.PERSON: Level.CLEAR})]
    )
    return class_report(course, ReportOptions("A class", links=links))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(_page(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def report(browser: Any, url: str) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    yield page
    assert not problems
    assert all(one == url for one in asked), "the report asked for something else"
    context.close()


def column(page: Any, place: int) -> list[str]:
    return [
        cell.strip() for cell in page.locator(f"#submissions tbody tr:visible > :nth-child({place})").all_inner_texts()
    ]


def test_sorting_by_points_both_ways(report: Any) -> None:
    heading = report.get_by_role("columnheader", name="points")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    points = [float(cell.split()[0]) for cell in column(report, 3)]
    assert points == sorted(points)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert [float(cell.split()[0]) for cell in column(report, 3)] == sorted(points, reverse=True)


def test_finding_a_learner(report: Any) -> None:
    report.get_by_label("Find").fill("björn")
    assert set(column(report, 1)) == {"Björn"}
    expect(report.locator("#shown")).to_have_text("2 of 25 rows")
    report.get_by_label("Find").fill("")
    report.get_by_label("Show").select_option("no-ask")
    assert column(report, 1) == ["Zoë"]
    # A link into the table shows its row whatever is filtered.
    report.locator("#read a").nth(1).click()
    expect(report.locator("tr:target")).to_be_visible()


def test_with_the_keyboard_alone(report: Any) -> None:
    report.keyboard.press("Tab")
    expect(report.locator(".skip")).to_be_focused()
    for _ in range(60):
        report.keyboard.press("Tab")
        if report.evaluate("document.activeElement.textContent") == "learner":
            break
    report.keyboard.press("Enter")
    assert report.locator("[aria-sort=ascending]").count() == 1
    assert report.evaluate("document.activeElement.textContent") == "learner", "the focus stays where it was"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers(browser: Any, url: str, axe: str, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page itself never scrolls sideways"
    page.add_script_tag(content=axe)
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert found == []
    context.close()


def test_on_paper(report: Any, tmp_path: Path) -> None:
    report.emulate_media(media="print")
    expect(report.locator(".tools")).to_be_hidden()
    expect(report.locator("thead .paper").first).to_be_visible()
    report.pdf(path=str(tmp_path / "report.pdf"), format="A4")
    assert (tmp_path / "report.pdf").stat().st_size > 10_000


def test_without_a_script_all_is_there(browser: Any, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("#submissions tbody tr")).to_have_count(25)
    expect(page.locator(".tools")).to_be_hidden()
    context.close()
