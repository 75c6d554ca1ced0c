"""Names for findings that stay the same while other parts of a message change."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256


class Fingerprints:
    """Gives each finding of a run a name of its own, made of its file, its rule and the words it stands at.

    Neither rows nor offsets go in, so that lines added above do not make an old finding new; of findings that
    are alike in all this, the second, third and so on are told apart by their number.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, path: str, code: str, words: str) -> str:
        """64 hexadecimal digits."""
        key = "\0".join((path, code, " ".join(words.casefold().split())))
        self._seen[key] += 1
        return sha256(f"{key}\0{self._seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
