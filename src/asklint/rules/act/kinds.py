"""What makes an act definite, by the kind of ask."""

from __future__ import annotations

from asklint.vocabulary import Kind

DO = {
    Kind.INTRODUCTION: "introduce me to whom",
    Kind.REFERRAL: "one step, such as forwarding my CV to a person you name",
    Kind.INFORMATION: "answer one question: which",
    Kind.ADVICE: "answer one question: which",
    Kind.FEEDBACK: "read which part, and tell me what",
    Kind.MEETING: "meet me when, for how long, about what",
    Kind.TASK: "do what, by when",
    Kind.DECISION: "say yes to what",
    Kind.RESOURCE: "give or lend what, by when",
    Kind.ADVOCACY: "say what, to whom",
    Kind.OTHER: "one thing they could do",
}
"""What stands in the blank where the action is missing."""

OPEN = {
    Kind.INTRODUCTION: ("Say to whom, and what you would talk about.", "to whom, and about what"),
    Kind.REFERRAL: ("Say for which opening, and what they could pass on.", "for which opening"),
    Kind.INFORMATION: ("Ask the question that you need answered.", "which question exactly"),
    Kind.ADVICE: ("Ask one question that they can answer.", "one question they can answer"),
    Kind.FEEDBACK: (
        "Name the part and the question you have about it.",
        "on which part, and what you want to know",
    ),
    Kind.MEETING: ("Say what about, how long and roughly when.", "what about, how long and when"),
    Kind.TASK: ("Say which part is theirs and when it is done.", "what exactly, by when"),
    Kind.DECISION: ("Say what you would like a yes to.", "which option"),
    Kind.RESOURCE: ("Say what, how much and by when.", "what, how much, by when"),
    Kind.ADVOCACY: ("Say what they could say, to whom and where.", "what to say, and to whom"),
    Kind.OTHER: ("Say what they would do, and how much of it.", "what exactly, and how much"),
}
"""What to say about an act that is open, and what stands in the blank beside it."""
