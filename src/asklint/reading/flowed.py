"""`format=flowed` text (RFC 3676): soft line breaks joined again, quote depth written as `>` marks."""

from __future__ import annotations


def unflow(text: str, delete_space: bool = False) -> str:
    """The text with its paragraphs as the writer typed them.

    A line that ends with a space flows on into the next line of the same quote depth; `delete_space` is the
    parameter DelSp=yes, by which that space was added for the transport.
    """
    paragraphs: list[list[str]] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        rest = line.lstrip(">")
        depth = len(line) - len(rest)
        rest = rest.removeprefix(" ")
        # the signature delimiter ends with a space but never flows
        flows = rest.endswith(" ") and rest != "-- "
        if rest == "-- " or depth != open_depth:
            mark = "> " if depth == 1 else ">" * depth + " " if depth else ""
            paragraphs.append([mark])
        paragraphs[-1].append(rest[:-1] if flows and delete_space else rest)
        open_depth = depth if flows else -1
    return "\n".join("".join(paragraph) for paragraph in paragraphs)
