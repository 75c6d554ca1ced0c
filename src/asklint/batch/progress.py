"""How far a batch is, how fast it goes and how long it will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_WINDOW = 60.0
"""Seconds that the rate is taken over."""
_STEP = 0.2
"""Seconds between two points of it."""


class Progress:
    """Counts what was read and what was scored.

    `size` is the bytes to read, 0 where that is not known; then there is neither a share nor a time left.
    """

    def __init__(self, size: int = 0, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.read = 0
        """Bytes read; ahead of what is scored."""
        self.messages = 0
        """Messages that are done."""
        self.known = 0
        """Of these, those that an earlier run had done."""
        self._size = size
        self._done = 0
        self._clock = clock
        self._points: deque[tuple[float, int, int]] = deque([(clock(), 0, 0)])

    def on_bytes(self, count: int) -> None:
        """So many more bytes were read."""
        self.read += count

    def done(self, messages: int, read: int, *, known: bool = False) -> None:
        """Some messages are done, the last of which ends at the byte `read`; `known` from an earlier run."""
        self.messages += messages
        self._done = read
        now = self._clock()
        if known:
            self.known += messages
            self._points = deque([(now, self.messages, read)])
        elif len(self._points) == 1 or now - self._points[-1][0] >= _STEP:
            self._points.append((now, self.messages, read))
            while len(self._points) > 2 and now - self._points[1][0] > _WINDOW:
                self._points.popleft()

    @property
    def share(self) -> float | None:
        """What part of the source is done, 0 to 1; None where its size is not known."""
        return min(1.0, self._done / self._size) if self._size and self._done else None

    @property
    def rate(self) -> float | None:
        """Messages scored a second of late; None before the first."""
        (since, messages, _), (now, later, _) = self._points[0], self._points[-1]
        return (later - messages) / (now - since) if now > since else None

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take at the rate of late; None where that cannot be told."""
        (since, _, read), (now, _, later) = self._points[0], self._points[-1]
        if not self._size or later <= read or now <= since:
            return None
        return max(0, self._size - self._done) * (now - since) / (later - read)
