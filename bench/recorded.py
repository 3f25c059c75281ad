"""What rules and pairs found in annotated documents, kept as examples for the ranker: features and labels, no text.

`python bench/recorded.py NAME FOLDER... [--unseen] [--scorer PATH] [--into FILE]` adds the documents of annotated
folders as the set NAME, or replaces that set. How far a rule can be trusted only shows in documents that it was not
mended on, and only once: `--unseen` says that these are such, and they then count more. So what a state of the rules
found in them is recorded before they are read, and can't be had again from a later state.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring import SCORER, Gold, documents, scorer

from cyberentente.loaders.extract import Extractor
from cyberentente.loaders.ranker import Key, key_of, names
from cyberentente.loaders.reading import Found, Reading
from cyberentente.schema.model import Document, End, Entity, Fact

FILE = Path(__file__).parent / "recorded.jsonl.xz"
OPTIONAL = 0.3
FEWEST = 3


@dataclass(frozen=True)
class Wanted:
    """An annotated fact: `dates` are those of the document's candidates that count as its date, None if any does."""

    asserted: bool
    optional: bool
    dates: frozenset[str] | None

    def is_dated(self, when: str | None) -> bool:
        """Whether a date is right for it."""
        return self.dates is None or when in self.dates


@dataclass
class Text:
    """A document with all that was found in it: `labels` are 1 right, 0 wrong, OPTIONAL right but optional, None where
    another sentence is the one annotated; `right` gives the annotated facts of the same ends and relation.
    """

    set: str
    unseen: bool
    date: str | None
    length: int
    wanted: list[Wanted]
    found: list[Found]
    labels: list[float | None]
    right: dict[Key, list[int]]
    fold: int = 0


def _read_by_rules(name: str, unseen: bool, document: Document, gold: Gold, extractor: Extractor) -> Text:
    """All that the extractor's rules and pairs find in a document, the pairs unfiltered."""
    spans = [_place(fact["quote"], document.text) for fact in gold.facts]
    reading = Reading(document, extractor.gazetteer)
    found = extractor.found(reading, lambda _: True)
    matching = [gold.matching(item.fact) for item in found]
    dates = {reading.date, *(item.fact.when for item in found)} - {None}
    wanted = [
        Wanted(
            fact["modality"] == "asserted",
            bool(fact["optional"]),
            frozenset(d for d in dates if gold.rules.same_date(fact["when"], d)) if fact["when"] else None,
        )
        for fact in gold.facts
    ]
    labels = [_label(item.fact, indexes, wanted, spans) for item, indexes in zip(found, matching, strict=True)]
    right = {key_of(item.fact): indexes for item, indexes in zip(found, matching, strict=True) if indexes}
    return Text(name, unseen, reading.date, len(document.text), wanted, found, labels, right)


def _place(quote: str, text: str) -> tuple[int, int] | None:
    for part in (quote, *re.split(r"\s*\[|\]\s*|\.\.\.|…", quote)):
        words = part.split()
        if len(part) > 10 and (found := re.search(r"\s+".join(map(re.escape, words)), text)):
            return found.span()
    return None


def _label(
    fact: Fact, indexes: Sequence[int], wanted: Sequence[Wanted], spans: Sequence[tuple[int, int] | None]
) -> float | None:
    asserted = [i for i in indexes if wanted[i].asserted]
    if not asserted:
        return 0.0
    start, end = fact.char_start or 0, fact.char_end or 0
    here = [i for i in asserted if (s := spans[i]) is None or (s[0] < end + 200 and start - 200 < s[1])]
    if not here:
        return None
    return 1.0 if any(not wanted[i].optional for i in here) else OPTIONAL


# --- the file ---------------------------------------------------------------------------------------------------------


def write(file: Path, texts: Sequence[Text]) -> None:
    """A line with the features, then a line a document; ends are numbered, features given by their distances.

    Features that fewer than FEWEST documents have are left out.
    """
    often = Counter(name for text in texts for name in {name for item in text.found for name in names(item.features)})
    known = {name: i for i, name in enumerate(sorted(n for n, count in often.items() if count >= FEWEST))}
    lines = [json.dumps(_packed(text, known), separators=(",", ":")) for text in texts]
    whole = "\n".join([json.dumps(list(known), ensure_ascii=False, separators=(",", ":")), *lines])
    file.write_bytes(lzma.compress(whole.encode(), preset=9))


def _packed(text: Text, known: Mapping[str, int]) -> dict[str, Any]:
    numbers: dict[str, int] = {}
    rows = []
    for item, label in zip(text.found, text.labels, strict=True):
        fact, ends = item.fact, (item.fact.subject.entity, item.fact.object.entity)
        features = sorted(known[name] for name in names(item.features) if name in known)
        rows.append(
            [
                *(numbers.setdefault(end.id, len(numbers)) for end in ends),
                *(end.type for end in ends),
                int(ends[0].name.lower() in ends[1].name.lower() or ends[1].name.lower() in ends[0].name.lower()),
                *(fact.relation, fact.when, fact.modality, fact.confidence, fact.char_start),
                label,
                [b - a for a, b in zip([0, *features], features, strict=False)],
            ]
        )
    order = sorted(numbers)  # ends keep the order of their ids, which tells the first of a symmetric relation
    place = {numbers[id_]: position for position, id_ in enumerate(order)}
    for row in rows:
        row[:2] = [place[row[0]], place[row[1]]]
    right = [[place[numbers[a]], r, place[numbers[b]], found] for (a, r, b), found in text.right.items()]
    wanted = [[w.asserted, w.optional, w.dates if w.dates is None else sorted(w.dates)] for w in text.wanted]
    return {
        "set": text.set,
        "unseen": text.unseen,
        "date": text.date,
        "length": text.length,
        "wanted": wanted,
        "right": right,
        "found": rows,
    }


def read(file: Path = FILE) -> list[Text]:
    """The recorded documents."""
    first, *lines = lzma.decompress(file.read_bytes()).decode().split("\n")
    known: list[str] = json.loads(first)
    return [_unpacked(json.loads(line), known) for line in lines]


def _unpacked(data: dict[str, Any], known: Sequence[str]) -> Text:
    found, labels = [], []
    for first, second, one, other, within, relation, when, modality, confidence, start, label, steps in data["found"]:
        features: dict[str, str | float] = {}
        at = 0
        for step in steps:
            at += step
            features[known[at]] = 1.0
        ends = [
            End.model_construct(entity=Entity.model_construct(id=f"{number:06}", type=type_, name=name), mention="")
            for number, type_, name in ((first, one, "x"), (second, other, "x" if within else "y"))
        ]
        fact = Fact.model_construct(
            document="", subject=ends[0], relation=relation, object=ends[1], when=when, modality=modality,
            confidence=confidence, char_start=start, rule="",
        )  # fmt: skip
        found.append(Found(fact, features))
        labels.append(label)
    wanted = [Wanted(a, o, d if d is None else frozenset(d)) for a, o, d in data["wanted"]]
    right = {(f"{a:06}", relation, f"{b:06}"): indexes for a, relation, b, indexes in data["right"]}
    return Text(data["set"], data["unseen"], data["date"], data["length"], wanted, found, labels, right)


def record(name: str, folders: Iterable[Path], unseen: bool, rules: Any) -> list[Text]:
    """The annotated documents of folders, as a set."""
    extractor = Extractor()
    return [
        _read_by_rules(name, unseen, document, gold, extractor)
        for folder in folders
        for document, gold in documents(folder, rules)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("name")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--unseen", action="store_true", help="the rules were not mended on these")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--into", type=Path, default=FILE)
    arguments = parser.parse_args()
    kept = [text for text in read(arguments.into) if text.set != arguments.name] if arguments.into.is_file() else []
    write(
        arguments.into, [*kept, *record(arguments.name, arguments.folders, arguments.unseen, scorer(arguments.scorer))]
    )


if __name__ == "__main__":
    main()
