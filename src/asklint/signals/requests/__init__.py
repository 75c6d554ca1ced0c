"""What a message asks for: each clause as a speech act to the reader, and how definite the act is.

`clauses` reads who does what in which mood; `forces` tells requests from what only looks like them, after the request
strategies of Blum-Kulka and Olshtain (1984); `objects` measures how definite the act is; `span` finds its words;
`features` turns all of it into columns for the models.
"""

from __future__ import annotations

from asklint.signals.requests.features import (
    FORCE_COLUMNS,
    MESSAGE_FEATURES,
    REQUEST_FEATURES,
    SENTENCE_FEATURES,
    Requests,
    best_force,
    columns_of_sentences,
    features_of_requests,
    find_requests,
    message_columns,
    request_features,
    sentence_columns,
)
from asklint.signals.requests.forms import Force, Form, Void
from asklint.signals.requests.span import act_tokens

__all__ = [
    "FORCE_COLUMNS",
    "MESSAGE_FEATURES",
    "REQUEST_FEATURES",
    "SENTENCE_FEATURES",
    "Force",
    "Form",
    "Requests",
    "Void",
    "act_tokens",
    "best_force",
    "columns_of_sentences",
    "features_of_requests",
    "find_requests",
    "message_columns",
    "request_features",
    "sentence_columns",
]
