"""Leaving findings out without a trace in what the reader gets.

A header of the mail (`header`), a comment in an exercise (`comments`), and a list of fingerprints of findings
(`fingerprint`, `store`). Whatever is left out for nothing is reported, by `apply`.
"""

from __future__ import annotations

from asklint.suppression.apply import Outcome, suppress
from asklint.suppression.fingerprint import fingerprint

__all__ = ["Outcome", "fingerprint", "suppress"]
