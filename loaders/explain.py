"""Why a fact was found, and why another was not: what an analyst needs to mend the data.

`explained` tells for every fact its sentence with the two ends marked, the rule with its line in the grammar, where its
date comes from and which words make it more or less than asserted. `missed` holds facts that people annotated (the form
of the project's gold files) against what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ..schema.errors import EntenteError
from ..schema.identity import normal
from ..schema.model import Document, End, Fact
from ..schema.vocabulary import vocabulary
from .extract import Extractor
from .frames import FOLDER
from .reading import Found
from .zones import Block, zones

Lines = list[str]


def explained(extractor: Extractor, document: Document) -> Iterator[Lines]:
    """The lines that explain each fact of the document, in the order of their quotes."""
    spans = _sentences(document)
    for found in extractor.candidates(document):
        if extractor.takes(found):
            yield [_said(found.fact), *(f"    {line}" for line in _reasons(found, document, spans))]


def missed(extractor: Extractor, document: Document, annotated: Sequence[dict[str, Any]]) -> Iterator[Lines]:
    """The lines on each annotated asserted fact that was not found, with what the document's rules made of its quote.

    An annotated fact has s, r, o (a name or a list of names), quote, and modality; optional ones are passed over.
    """
    candidates = extractor.candidates(document)
    found = [f.fact for f in candidates if extractor.takes(f)]
    for gold in annotated:
        if gold.get("optional") or gold.get("modality", "asserted") != "asserted":
            continue
        if any(_same(gold, fact) for fact in found):
            continue
        name = f"{_names(gold['s'])[0]} {gold['r']} {_names(gold['o'])[0]} {gold.get('when') or 'undated'}"
        yield [name, *(f"    {line}" for line in _missing(gold, extractor, document, candidates))]


def annotated_facts(folder: Path, document: Document) -> list[dict[str, Any]]:
    """What people annotated in the document: the `facts` of the YAML file in `folder` that has the document's name."""
    path = folder / f"{Path(document.key).stem}.yaml"
    try:
        return list(yaml.safe_load(path.read_text("utf-8"))["facts"] or [])
    except FileNotFoundError:
        raise EntenteError(f"{path}: no such file: it should hold the annotated facts of {document.key}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise EntenteError(f"{path}: holds no annotated facts under 'facts': {error}") from error


@lru_cache(maxsize=1)
def rule_lines() -> dict[str, str]:
    """Where each rule of the grammar stands: its file and line."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if match := re.match(r"- id: (\S+)", line):
                found[match[1]] = f"{path.parent.name}/{path.name}:{number}"
    return found


def _said(fact: Fact) -> str:
    said = f"{fact.subject.entity.name} {fact.relation} {fact.object.entity.name}"
    when = f"{fact.when or 'undated'}{f' ({fact.phase})' if fact.phase else ''}"
    return f"{said}, {when}, {fact.modality}, confidence {fact.confidence:.2f}"


def _reasons(found: Found, document: Document, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    fact = found.fact
    assert fact.char_start is not None and fact.char_end is not None
    start, end = next(((a, b) for a, b in spans if a <= fact.char_start < b), (fact.char_start, fact.char_end))
    yield f"sentence: {_marked(document.text, start, end, fact)}"
    for what, side in (("subject", fact.subject), ("object", fact.object)):
        if side.char_start is not None and not start <= side.char_start < end:
            yield f"{what}: stands for '{side.mention}' at {side.char_start}"
    place = rule_lines().get(fact.rule)
    yield f"rule: {fact.rule}{f', {place}' if place else ''}"
    yield f"date: {found.date or ('the event or document as a whole' if fact.when else 'none is told')}"
    yield f"modality: {fact.modality}{f', because of “{found.cue}”' if found.cue else ''}"


def _marked(text: str, start: int, end: int, fact: Fact) -> str:
    """The sentence with its ends in brackets, on one line."""
    marks = []
    for side in (fact.subject, fact.object):
        if (
            side.char_start is not None
            and side.char_end is not None
            and start <= side.char_start < side.char_end <= end
        ):
            marks += [(side.char_start, "["), (side.char_end, f"={side.entity.id}]")]
    shown = text[start:end]
    for at, mark in sorted(marks, reverse=True):
        shown = shown[: at - start] + mark + shown[at - start :]
    return " ".join(shown.split())


def _missing(
    gold: dict[str, Any], extractor: Extractor, document: Document, candidates: Sequence[Found]
) -> Iterator[str]:
    quote = " ".join(str(gold.get("quote", "")).split())
    yield f"quote: {quote}"
    for side in ("s", "o"):
        known = next((e for name in _names(gold[side]) for e in extractor.gazetteer.resolve(name)), None)
        named = any(name in quote for name in _names(gold[side]))
        yield (
            f"{'subject' if side == 's' else 'object'}: {'named' if named else 'not named'} in the quote, "
            f"{f'known as {known.id}' if known else 'not in the gazetteer'}"
        )
    words = re.escape(quote).replace(r"\ ", r"\s+")
    span = re.search(words, document.text) if words else None
    near = [f for f in candidates if span and _touches(f.fact, span.start(), span.end())]
    for found in near:
        why = "" if extractor.takes(found) else ", too unsure"
        yield f"found there: {_said(found.fact)} by {found.fact.rule}{why}"
    if not near:
        yield "found there: nothing"


def _touches(fact: Fact, start: int, end: int) -> bool:
    return fact.char_start is not None and fact.char_end is not None and fact.char_start < end and start < fact.char_end


def _names(value: str | list[str]) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list) else [str(value)]


def _same(gold: dict[str, Any], fact: Fact) -> bool:
    if fact.relation != gold["r"] or fact.modality != "asserted":
        return False
    ends = [(fact.subject, fact.object)]
    if vocabulary().relations[fact.relation].symmetric:
        ends.append((fact.object, fact.subject))
    return any(_is(subject, gold["s"]) and _is(object_, gold["o"]) for subject, object_ in ends)


def _is(end: End, names: str | list[str]) -> bool:
    wanted = {normal(name) for name in _names(names)}
    return bool(wanted & {normal(name) for name in (end.entity.name, end.mention, *end.entity.aliases)})


def _sentences(document: Document) -> list[tuple[int, int]]:
    """The raw spans of all sentences."""
    return [span for block in zones(document.text).blocks if not block.masked for span in _spans(block)]


def _spans(block: Block) -> Iterator[tuple[int, int]]:
    for start, end in block.sentences:
        if end > start:
            yield block.raw(start, end)
