"""From bytes to text: which charset, and what is no text at all."""

from __future__ import annotations

import codecs

from asklint.errors import InputError

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

_SAVE_AS_TEXT = "save it as plain text first"
_MAGIC = (
    (b"%PDF-", "a PDF document", "copy its text into a .txt file"),
    (b"PK\x03\x04", "a Word, Excel or zip file", _SAVE_AS_TEXT),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Outlook .msg or old Office file",
        "save it as .eml or as plain text",
    ),
    (b"{\\rtf", "an RTF document", _SAVE_AS_TEXT),
    (b"\x89PNG\r\n", "a PNG image", "type its words into a .txt file"),
    (b"\xff\xd8\xff", "a JPEG image", "type its words into a .txt file"),
    (b"GIF8", "a GIF image", "type its words into a .txt file"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file", "unpack it first"),
    (b"\x7fELF", "a program", "give the file that holds the message"),
    (b"MZ\x90\x00", "a program", "give the file that holds the message"),
    (b"SQLite format 3\x00", "a database", "give the file that holds the message"),
    (b"bplist00", "a property list", _SAVE_AS_TEXT),
    (b"OggS", "a sound file", "type its words into a .txt file"),
    (b"ID3", "a sound file", "type its words into a .txt file"),
)


def refuse_known_binary(data: bytes, path: str) -> None:
    """Raise InputError, naming the kind of file, where `data` begins like one that holds no text."""
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{path} is {kind}, not a message: {remedy}")


def decode_text(data: bytes, path: str = "<string>") -> tuple[str, str]:
    """The text of a plain-text file and its charset; a byte order mark is not part of the text.

    Tried in turn: byte order mark, UTF-8, UTF-16 without a mark, Windows-1252, which every other old
    Western file is. Raises InputError for bytes that are no text.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(charset), charset
            except UnicodeDecodeError as error:
                place = len(mark) + error.start
                raise InputError(
                    f"{path} says it is {charset.upper()} but breaks off or is damaged at byte {place}: "
                    "save it again as UTF-8"
                ) from None
    refuse_known_binary(data, path)
    if b"\x00" in data:
        return _utf16_without_mark(data, path)
    try:
        text, charset = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, charset = data.decode("cp1252", "replace"), "cp1252"
    if _controls(text) * 10 > len(text):
        raise InputError(f"{path} is binary, not a message: give a text or e-mail file")
    return text, charset


def _utf16_without_mark(data: bytes, path: str) -> tuple[str, str]:
    """Read ASCII-like text with a zero in every second byte: that tells that it is UTF-16, and the order."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = max(1, len(data) // 2)
    charset = None
    if odd > 0.4 * half and even < 0.05 * half:
        charset = "utf-16-le"
    elif even > 0.4 * half and odd < 0.05 * half:
        charset = "utf-16-be"
    if charset is not None:
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            text = "\x00"
        if "\x00" not in text:
            return text, charset
    place = data.index(b"\x00")
    raise InputError(f"{path} is binary (a NUL byte at {place}), not a message: give a text or e-mail file")


_CONTROL_TABLE = dict.fromkeys((*range(9), 11, *range(14, 27), *range(28, 32), 127))


def _controls(text: str) -> int:
    sample = text[:20_000]
    return len(sample) - len(sample.translate(_CONTROL_TABLE))


def decode_part(data: bytes, declared: str | None) -> tuple[str, str]:
    """The text of a mail part; a charset that is missing, unknown or wrong is replaced by the likeliest.

    Never fails: what cannot be decoded becomes U+FFFD. Returns the text and the charset really used.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace"), charset
    name = _python_name(declared)
    # Mailers declare US-ASCII or Latin-1 and then write UTF-8 or Windows-1252; UTF-8 cannot be hit by chance.
    if name is None or name in {"ascii", "iso8859-1", "utf-8", "cp1252"}:
        try:
            return data.decode("utf-8"), "us-ascii" if name == "ascii" and data.isascii() else "utf-8"
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace"), "cp1252"
    try:
        return data.decode(name), name
    except (UnicodeDecodeError, ValueError):
        pass
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode(name, "replace"), name


def _python_name(declared: str | None) -> str | None:
    """Python's name of a text charset, or None where it has none."""
    if not declared:
        return None
    name = declared.strip("\"' \t").lower()
    if name in ("unicode-1-1-utf-7", "x-unknown", "unknown-8bit", "8bit", "none"):
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # codecs such as "hex" or "zlib" are found too, but do not make text
    return info.name if getattr(info, "_is_text_encoding", True) else None
