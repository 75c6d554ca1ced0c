"""When and for how long: dates, times of day and lengths of time, found by their shape."""

from __future__ import annotations

import re

from asklint.spans import Span

_SMALL = (
    r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|"
    r"forty-five|sixty|ninety|half|couple of|few|quarter of)"
)
_LENGTH = re.compile(
    rf"\b{_SMALL}(?:\s*(?:-|–|to|or)\s*{_SMALL})?(?:\s+(?:short|quick|little|spare|good))?[\s-]*"
    r"(?:an\s+)?(?:min|mins|minutes?|h|hrs?|hours?)\b|\b(?:\d+|two|three|four|five|half a|a whole)[\s-]+days?\b"
    r"|\bhalf[\s-]+(?:an?\s+)?(?:hour|hr|day)|\bquarter[\s-]hour|\b\d+'(?=\s)"
    r"|\bquick\s+(?:5|10|15|five|ten|fifteen)\b"
    r"|\b(?:from\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?\s*(?:-|–|to|till|until)\s*\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|h|uhr)?\b",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|couple\s+of)"
_DATE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b(?!\s+down)"
    r"|\b(?:today|tomorrow|tmrw|tonight|tonite|noon|midday|midnight|weekend|christmas|easter|ramadan|eid|diwali)\b"
    r"|\b(?:eod|cob|eow)\b|\bclose of (?:business|play)\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b|\b{_MONTHS}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\b(?:in|by|until|till|before|early|late|mid|end\s+of|this|next|last|since|from|of)[\s-]+{_MONTHS}\b"
    r"|\b(?:the\s+)?\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b|\b\d{4}-\d\d-\d\d\b"
    r"|\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock|hrs|h)\b|\b\d{1,2}:\d\d\b"
    r"|\bat\s+(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s*%)"
    r"|\b(?:this|next|coming|end\s+of(?:\s+the)?)\s+(?:week|month|term|quarter|year|semester|morning|afternoon|evening)\b"
    rf"|\b(?:in|within|for|the\s+next)\s+(?:the\s+next\s+)?{_NUMBER}\s+(?:working\s+|business\s+)?"
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)


def find_lengths(text: str) -> list[Span]:
    """Lengths of time: "20 minutes", "half an hour", "from 3 to 4"."""
    return [Span(*found.span()) for found in _LENGTH.finditer(text)]


def find_dates(text: str) -> list[Span]:
    """Days and times: "Friday", "by the 3rd", "within two weeks", "at noon"."""
    return [Span(*found.span()) for found in _DATE.finditer(text)]
