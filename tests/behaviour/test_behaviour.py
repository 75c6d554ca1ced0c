"""The behaviour suite: what must hold of judgements whatever the model is. `docs/behaviour.md` tells more.

A capability that is known to fail is expected to fail, by no more than its measured rate, until it holds.
"""

from __future__ import annotations

import pytest

from training.behaviour import report
from training.behaviour.capability import Capability
from training.behaviour.run import Outcome, run
from training.behaviour.suite import suite

WORSE = 0.02
"""How much more often than last measured a known failure may fail, 0 to 1, and how much rarer it may fail before it
counts as mended: machines differ a little."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcomes(request: pytest.FixtureRequest) -> dict[str, Outcome]:
    """Every text judged once, for the tests that were selected."""
    chosen = {
        item.callspec.params["capability"].name
        for item in request.session.items
        if hasattr(item, "callspec") and "capability" in item.callspec.params
    }
    return {outcome.capability.name: outcome for outcome in run([each for each in suite() if each.name in chosen])}


@pytest.mark.parametrize("capability", suite(), ids=lambda capability: capability.name)
def test_capability(capability: Capability, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[capability.name]
    known = report.known_failures().get(capability.name)
    one_case = 1 / outcome.cases
    if known is not None:
        margin = max(WORSE, one_case)  # one case is more than that in a small family
        # Sums differ in the last digit from machine to machine: what fails by a hair here may hold by one there.
        assert not outcome.holds or known <= capability.allowed + margin, (
            "mended: take it out of known-failures.toml (python -m training.behaviour --write-known)"
        )
        assert outcome.rate <= known + margin, f"{outcome.rate:.1%} fail, {known:.1%} when last measured"
        pytest.xfail(f"{outcome.rate:.1%} fail, {capability.allowed:.1%} may")
    assert outcome.holds or outcome.rate <= capability.allowed + one_case, report.failures([outcome], examples=5)
