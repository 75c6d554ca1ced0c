"""The native messaging host: Thunderbird's extension asks on standard input, the answers go to standard output.

Each message is JSON behind its length as a 32-bit number in the machine's own byte order. A process of this kind
starts for every mail that is sent, so it imports next to nothing where the resident process answers.
"""

from __future__ import annotations

import os
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

LARGEST_QUESTION = 64 * 1024 * 1024
"""Bytes; a mail of this size is no text."""
LARGEST_ANSWER = 1024 * 1024
"""Bytes that Thunderbird takes; it ends a host that sends more."""
RESIDENT_LIMIT = 2.5
"""Seconds for the resident process, its start included; the extension waits three."""


def main() -> int:
    """Answer questions until Thunderbird closes the pipe; returns the exit status, 0, or 2 for what is no question."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever is printed by mistake must not end up among the answers.
    sys.stdout = sys.stderr
    try:
        while (question := read_message(questions)) is not None:
            write_message(answers, answer(question))
    except ValueError as error:
        print(f"asklint: {error}", file=sys.stderr)  # noqa: T201 - Thunderbird shows it in its console
        return 2
    except BrokenPipeError:
        # The dialog was closed before its answer came.
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())
    return 0


def answer(question: bytes) -> bytes:
    """The answer of the resident process, or where there is none, of this one."""
    from asklint.resident.client import Unavailable, request

    try:
        found = request("compose", question, timeout=RESIDENT_LIMIT, start=True)
    except Unavailable:
        from asklint.hooks.native_answers import handle_here

        found = handle_here(question)
    if len(found) <= LARGEST_ANSWER:
        return found
    from asklint.hooks.native_answers import too_long

    return too_long(question)


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message, or None at the end.

    Raises `ValueError` for one that is cut off or longer than a mail.
    """
    head = stream.read(4)
    if not head:
        return None
    length = struct.unpack("=I", head)[0] if len(head) == 4 else LARGEST_QUESTION + 1
    if length > LARGEST_QUESTION:
        raise ValueError("this is no message of a mail client; `asklint hook native-host` is for Thunderbird alone")
    message = stream.read(length)
    if len(message) < length:
        raise ValueError("the message ends in the middle")
    return message


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Write one message and see that it leaves."""
    stream.write(struct.pack("=I", len(message)) + message)
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
