"""The message says that something is attached, and nothing is.

Why: the reader cannot begin, has to write back, and waits for a second mail.

Instead: attach the file, or leave the words out.

Known gaps: only e-mails with their parts (`.eml` files, mailboxes) can be checked. A file that stands in
the cloud behind a link counts as missing where the message calls it attached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.draft import SourceKind
from asklint.judging.judgement import Judgement
from asklint.report import Edit, Suggestion
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import quoted
from asklint.vocabulary import Applicability, Severity

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_HEAD = "From: Wen Li <wen@labor.example>\nTo: Nadia Osman <nadia@labor.example>\n"
_WITH_FILE = (
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
    "Hi Nadia,\n\nI've attached the draft. Could you read page 2 by Friday?\n\n--b\nContent-Type: application/pdf\n"
    'Content-Disposition: attachment; filename="draft.pdf"\n\nx\n--b--\n'
)


@rule(
    code="ASK007",
    name="attachment-missing",
    severity=Severity.WARNING,
    worth=3.0,
    examples=[
        flags(
            f"{_HEAD}Subject: Page 2 by Friday?\n\nHi Nadia,\n\n[[I've attached]] the draft. "
            "Could you read page 2 by Friday?\n",
            mail=True,
        ),
        flags(
            f"{_HEAD}Subject: Your signature\n\nHi Nadia,\n\ncould you sign the form on page 3? "
            "[[Please find attached]] the lease as well.\n",
            mail=True,
        ),
        flags(
            f"{_HEAD}Subject: Invoice for May\n\nHi Nadia, [[attached is]] the invoice for May. "
            "Can you pay it by the 12th?\n",
            mail=True,
        ),
        passes(f"{_HEAD}Subject: Page 2 by Friday?\n{_WITH_FILE}", mail=True),
        passes(f"{_HEAD}Subject: The lease\n\nHi Nadia, could you sign the lease I gave you on Monday?\n", mail=True),
        passes("Hi Nadia, I've attached the draft. Could you read page 2 by Friday?"),
    ],
)
def attachment_missing(judgement: Judgement) -> Iterator[Finding]:
    """Point at the first claim, where the parts of the mail are known and none is an attachment."""
    draft = judgement.draft
    if draft.source.kind is not SourceKind.EMAIL or draft.attachments or draft.is_forward:
        return
    if _LINK.search(draft.own_text):
        return
    for signal in judgement.signals.named("shape.attached")[:1]:
        yield Finding(
            signal.span,
            f"{quoted(draft, signal.span)}, and nothing is. Attach the file before this goes out.",
            (Suggestion("Attach it, or leave the words out.", Applicability.DISPLAY_ONLY, (Edit(signal.span, ""),)),),
        )
