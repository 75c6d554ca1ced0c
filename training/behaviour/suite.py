"""All capabilities in one place."""

from __future__ import annotations

from functools import cache

from training.behaviour import definitions, direction, invariance, learner
from training.behaviour.capability import Capability


@cache
def suite() -> tuple[Capability, ...]:
    """Every capability, in the order in which it is reported.

    Raises `ValueError` where two have the same name.
    """
    found = tuple(each for module in (definitions, direction, invariance, learner) for each in module.capabilities())
    names = [capability.name for capability in found]
    if len(set(names)) < len(names):
        raise ValueError(f"two capabilities have one name: {sorted({n for n in names if names.count(n) > 1})}")
    return found
