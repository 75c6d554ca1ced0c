"""Nothing is offered in return for a favour that takes some effort.

Why: an offer shows that you see the effort, and many people find it easier to accept help that goes both ways
(Gouldner 1960 on the norm of reciprocity). It lifts a good request; it never rescues a vague one.

Instead: one small, real thing you would gladly do for them, or the result you will share.

Known gaps: it stays silent where no return is expected: questions, tasks between colleagues, decisions, and
small things that are not put as a favour ("please review the attached"). What you have done for each other before
cannot be seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import after_ask, anchor
from asklint.vocabulary import Element, Kind, Level

EVERYDAY = frozenset({Kind.INFORMATION, Kind.TASK, Kind.DECISION, Kind.OTHER})
"""Kinds of ask for which nobody expects anything back."""

_ALWAYS = frozenset({Kind.INTRODUCTION, Kind.REFERRAL})
"""Kinds in which the reader lends their name, however they are worded."""
_AS_A_FAVOUR = re.compile(
    r"\b(?:(?:would|could|can|will|might) (?:you|anyone|someone|somebody)|wonder\w*|grateful|appreciat\w*|obliged|"
    r"(?:would|i'?d|we'?d) (?:also )?(?:love|like|value|welcome)|hop(?:e|ing)|favou?r|kind(?:ly|ness)?|mind|brain|"
    r"mentor|help|lend|borrow|donat\w*|sponsor\w*|vouch|possible)\b",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(r"\b(?:len[dt]|borrow|donat\w*|sponsor\w*|fund\w*|support|spare|give|help)\b", re.IGNORECASE)
_OF_OWN_WORK = re.compile(r"\b(?:my|our|me|us|i)\b", re.IGNORECASE)


@rule(
    code="OFR001",
    name="no-offer",
    tier=Tier.PICKY,
    element=Element.RECIPROCITY,
    examples=[
        flags("Hi Greta,\n\n[[would you introduce me to Luis Ferrer?]] I want to learn how he started."),
        flags("[[Yusuf, could you give me feedback on the two pages about sampling?]] I defend it on Monday."),
        flags("[[Kofi, would you write me a letter of recommendation for the lab post?]] You saw my work."),
        passes("Greta, would you introduce me to Luis Ferrer? I'd gladly review your portfolio in return."),
        passes("Joy, what time does the bus leave? Catering wants to know."),
        passes("Which room is the 10:00 review in, Tom?"),
    ],
)
def no_offer(judgement: Judgement) -> Iterator[Finding]:
    """Stand at the ask, unless nobody expects anything back; an offer that can be pointed at is OFR002's."""
    offer = judgement.elements[Element.RECIPROCITY]
    if judgement.kind is None or judgement.kind in EVERYDAY or not _takes_effort(judgement, judgement.kind):
        return
    if offer.level is Level.PARTLY and (offer.evidence or offer.vague):
        return
    yield Finding(
        anchor(judgement),
        "If it feels right, add what you could do for them. Something small is plenty.",
        after_ask(judgement, "In return, I'd be glad to [something small and real].", "Offer something in return."),
    )


def _takes_effort(judgement: Judgement, kind: Kind) -> bool:
    """Whether the ask is one that people would think of returning: a favour, not an everyday request."""
    if kind in _ALWAYS:
        return True
    asks = " ".join(ask.of(judgement.draft.text) for ask in judgement.asks)
    if not _AS_A_FAVOUR.search(asks):
        return False
    if kind is Kind.RESOURCE:
        return _OF_GOODS.search(asks) is not None
    return _OF_OWN_WORK.search(asks) is not None or kind is not Kind.FEEDBACK
