"""git patches: the covering words are judged, the diff is not."""

from __future__ import annotations

import re

from asklint.draft import Region, RegionKind
from asklint.reading.lines import Line, lazy, split_lines
from asklint.spans import Span

_DIFF_OPENING = (
    "diff --git ",
    "diff --cc ",
    "diff -",
    "Index: ",
    "GIT binary patch",
    "Range-diff",
    "Interdiff",
)
_OLD_FILE = lazy(r"--- (?:a/|/dev/null|\S+\t)")
_STAT = lazy(
    r" \S.{0,300}? \| +(?:\d+ [+-]*|Bin |Unmerged)| \d+ files? changed"
    r"| (?:create|delete|rename|copy|mode change|rewrite) "
    r"|(?:base-commit|prerequisite-patch-id): [0-9a-f]{7,64}$"
)
_SHORTLOG = lazy(r"\S.{0,80} \(\d+\):$")
_TRAILER = lazy(
    r"(?:signed-off-by|reviewed-by|acked-by|tested-by|reported-by|suggested-by|co-authored-by"
    r"|co-developed-by|cc|"
    r"fixes|link|closes|change-id|helped-by|based-on-patch-by|base-commit|prerequisite-patch-id"
    r"|message-id): \S",
    re.IGNORECASE,
)


def find_diff(text: str) -> tuple[Region, ...]:
    """Diffs, diffstats and shortlogs as DIFF, trailers such as `Signed-off-by:` as SIGNATURE, in order.

    Notes to the reviewers between the line `---` and the diffstat stay.
    """
    regions: list[Region] = []
    lines = split_lines(text)
    in_shortlog = False
    for number, line in enumerate(lines):
        if _opens_diff(lines, number):
            regions += _rest(lines, number)
            break
        in_shortlog = _SHORTLOG().match(line.text) is not None or (in_shortlog and line.text.startswith("  "))
        if in_shortlog or line.bare == "---" or _STAT().match(line.text):
            regions.append(Region(Span(line.start, line.end), RegionKind.DIFF))
        elif _TRAILER().match(line.text) and _is_trailer_block(lines, number):
            regions.append(Region(Span(line.start, line.end), RegionKind.SIGNATURE))
    return tuple(regions)


def _opens_diff(lines: list[Line], number: int) -> bool:
    """Whether everything from this line on is a diff, up to git's signature."""
    content = lines[number].text
    if content.startswith(_DIFF_OPENING):
        return True
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    return following.startswith("+++ ") and _OLD_FILE().match(content) is not None


def _rest(lines: list[Line], number: int) -> list[Region]:
    """The diff to the end; the last lines are git's signature `-- ` and its version."""
    stop = len(lines)
    for at in range(max(number, len(lines) - 4), len(lines)):
        if lines[at].text.rstrip() == "--":
            stop = at
    return [
        Region(Span(line.start, line.end), RegionKind.DIFF if at < stop else RegionKind.SIGNATURE)
        for at, line in enumerate(lines[number:], number)
        if line.bare
    ]


def _is_trailer_block(lines: list[Line], number: int) -> bool:
    """Whether the lines above, up to a blank one, are trailers too."""
    for above in range(number - 1, max(-1, number - 40), -1):
        if not lines[above].bare:
            return True
        if _TRAILER().match(lines[above].text) is None:
            return False
    return False
