"""The objects of a JSON file, each with the very text it was read from: one a line, or in an array of any length."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from .entries import Entry, Lost
from .files import blocks

_ARRAY = re.compile(r'\s*\[|\s*\{.*?"objects"\s*:\s*\[', re.DOTALL)
_LONGEST = 32_000_000  # characters of one object
_BETWEEN = re.compile(r"[\s,]*")


def of_lines(lines: Iterable[str]) -> Iterator[Entry]:
    """An object from each line; empty lines belong to the text of the one that follows."""
    lead, number = "", 0
    for line, text in enumerate(lines, 1):
        if not text.strip():
            lead += text
            continue
        number += 1
        value, wrong = None, None
        try:
            value = json.loads(text)
        except ValueError as error:
            wrong = f"is not valid JSON ({error}): mend or remove the line"
        else:
            if not isinstance(value, dict):
                value, wrong = None, "is no JSON object: remove the line"
        yield Entry(number, line, lead + text, len(lead), value, wrong)
        lead = ""


def of_array(file: TextIO) -> Iterator[Entry]:
    """The objects of an array that is the file, or that is called "objects" in it."""
    source = blocks(file)
    text = next(source, "")
    opening = _ARRAY.match(text)
    if opening is None:
        raise Lost(1, "has no array of objects")
    decoder = json.JSONDecoder()
    done, number, line = 0, 0, 1
    start = opening.end()
    while True:
        start = _between(text, start)
        if start < len(text) and text[start] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, start)
        except ValueError as error:
            more = next(source, "")
            if not more or len(text) - done > _LONGEST:
                line += text.count("\n", done, start)
                raise Lost(line, f"is not valid JSON ({error.args[0].split(':')[0]}): get the file again") from error
            text, start, done = text[done:] + more, start - done, 0
            continue
        number += 1
        line += text.count("\n", done, start)
        wrong = None if isinstance(value, dict) else "is no JSON object: remove it"
        yield Entry(number, line, text[done:end], start - done, None if wrong else value, wrong)
        line += text.count("\n", start, end)
        done = start = end


def _between(text: str, start: int) -> int:
    match = _BETWEEN.match(text, start)
    return match.end() if match else start
