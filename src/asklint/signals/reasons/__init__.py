"""Why the writer asks: each clause by what state of affairs it tells, and how it hangs together with the ask."""

from asklint.signals.reasons.columns import REASON_FEATURES, reason_features
from asklint.signals.reasons.grounds import KINDS, Ground, find_grounds

__all__ = ["KINDS", "REASON_FEATURES", "Ground", "find_grounds", "reason_features"]
