"""Plain text: the file's own characters, line ends and all."""

from __future__ import annotations

import re
import unicodedata

from ...schema.errors import EntenteError
from .reading import Reading

_MARKS = {  # the UTF-32 mark begins with the UTF-16 one, so it is looked for first
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_LONGEST_TITLE = 300
_NOT_TEXT = "is not a text file: give it the suffix of its real format"


def read(data: bytes) -> Reading:
    """The text of a .txt file; its first line is the title if it stands alone."""
    text, encoding = decode(data)
    return Reading(text, reader_name(encoding), title=_title(text))


def reader_name(encoding: str, reader: str = "text 1") -> str:
    """The reader as it is kept with a document, with the encoding where that was not UTF-8."""
    return reader if encoding == "utf-8" else f"{reader}, {encoding}"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of a file and the encoding they were in; EntenteError when they are no text.

    UTF-8 first, then what a byte order mark or the file itself declares, then the legacy encoding that fits best. A
    byte order mark of UTF-8 stays in the text, so that offsets count what the file holds.
    """
    marked = next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)
    candidates = [encoding for encoding in (marked or "utf-8", declared) if encoding]
    for encoding in candidates:
        try:
            return _checked(data.decode(encoding)), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return _legacy(data)


def _checked(text: str) -> str:
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x85\x1a" for c in text[:100_000])
    if controls > len(text[:100_000]) / 1000 or "\x00" in text:
        raise EntenteError(_NOT_TEXT)
    return text


def _legacy(data: bytes) -> tuple[str, str]:
    if b"\x00" in data:
        raise EntenteError(_NOT_TEXT)
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    if broken < len(re.findall(r"[^\x00-\x7f\ufffd]", lenient)):
        line = lenient.count("\n", 0, lenient.index("\ufffd")) + 1
        raise EntenteError(f"is UTF-8 with broken characters, the first in line {line}: save it again as UTF-8")
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _reads_western(western):
        return _checked(western), "cp1252"

    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.encoding == "ascii":
        raise EntenteError("is in an encoding that could not be told: save it as UTF-8")
    return _checked(str(best)), best.encoding


def _reads_western(text: str) -> bool:
    """Whether the characters beyond ASCII are the few letters and typographic marks of a western text."""
    beyond = [c for c in text if not c.isascii()]
    plausible = sum(c.isalpha() or c in "\u00a0‘’“”–—…•€£§°«»©®™" for c in beyond)
    return len(beyond) < len(text) / 10 and plausible > 0.9 * len(beyond)


def _title(text: str) -> str | None:
    lines = text.lstrip("\ufeff\r\n\t ").splitlines()
    alone = len(lines) < 2 or not lines[1].strip()
    title = lines[0].strip() if lines else ""
    return title if title and alone and len(title) <= _LONGEST_TITLE and not title.endswith((".", ",", ";")) else None
