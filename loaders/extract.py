"""Document -> Facts: the one place that knows the order of the steps.

zones -> names -> sentences worth parsing -> parse -> who stands for whom -> frames, pairs -> date, modality -> ranker
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..schema.model import Document, Fact
from ..schema.vocabulary import vocabulary
from .attacks import by_name, with_date
from .events import with_event_dates
from .frames import Grammar, Match, grammar
from .gazetteer import Gazetteer
from .pairs import Likely, of_fact
from .plans import only_planned
from .ranker import ADDED, SURE, ranker
from .reading import Found, Reading
from .retold import with_dates_told_again
from .rosters import Rosters
from .syntax import MODEL, Syntax


class Extractor:
    """The offline extractor. `model` is an installed spaCy pipeline; facts below `threshold` are left out, by default
    what rules tell with less than 0.5, and what the ranker adds with less than 0.6.

    `ranked` adds to what the rules tell what the learnt ranker finds likely of the other pairs of ends.
    """

    def __init__(
        self,
        model: str = MODEL,
        gazetteer: Gazetteer | None = None,
        threshold: float | None = None,
        *,
        ranked: bool = False,
    ) -> None:
        self.gazetteer = gazetteer or Gazetteer.load()
        self.syntax = Syntax(model)
        self.rules: Grammar = grammar()
        self.ranker = ranker() if ranked else None
        self.threshold = SURE if threshold is None else threshold
        self._added = ADDED if threshold is None else threshold

    @property
    def fingerprint(self) -> str:
        """Changes whenever the code, the data, the model or an option may change what is extracted."""
        parts = [_code(), self.gazetteer.fingerprint, self.syntax.model, _model_version(self.syntax.model)]
        return hashlib.blake2b(
            "\0".join([*parts, str(self.threshold), str(bool(self.ranker))]).encode(), digest_size=16
        ).hexdigest()

    def extract(self, document: Document) -> list[Fact]:
        """The facts of one document, in the order of their quotes."""
        return [found.fact for found in self.candidates(document) if self.takes(found)]

    def takes(self, found: Found) -> bool:
        """Whether a candidate is sure enough."""
        return found.fact.confidence >= (self._added if found.added else self.threshold)

    def candidates(self, document: Document) -> list[Found]:
        """All that may be a fact, however unsure, one of each kind, in the order of the quotes."""
        reading = Reading(document, self.gazetteer)
        if self.ranker is None:
            return _in_order(self.found(reading))
        found = self.found(reading, self.ranker.may_say, self.ranker.weights.sum)
        return _in_order(self.ranker.widen(found, reading.date, len(document.text)))

    def found(
        self, reading: Reading, wanted: Callable[[Match], bool] | None = None, likely: Likely | None = None
    ) -> list[Found]:
        """What rules find, in the order of the text, and with a confidence of 0 the `wanted` pairs of ends.

        Pairs that are hardly `likely` are not even asked for.
        """
        told: list[Found] = []
        event = reading.announced.event()
        spoken: list[Fact] = []
        for parsed in self.syntax.parse(list(reading.worth_parsing())):
            told += reading.facts(parsed, self.rules, wanted, likely)
            if event is not None:
                spoken += reading.announced.speakers(parsed, event, reading.announced.date_of(event, reading.dated))
        adopted = [f.fact.object.entity.id for f in told if f.fact.relation == "ADOPTED" and f.fact.confidence > 0]
        belonging, signed = (
            {
                (f.fact.subject.entity.id, f.fact.object.entity.id)
                for f in told
                if f.fact.relation == relation and f.fact.confidence > 0
            }
            for relation in ("MEMBER_OF", "SIGNED")
        )
        whole = (
            *reading.announced.strategies(adopted),
            *reading.announced.members(belonging),
            *reading.announced.agreements(signed, reading.dated),
            *reading.announced.speech(),
        )
        known = reading.dates_of_events()
        held = reading.described_dates | known
        meeting = reading.discourse.scene().meeting
        rosters = Rosters(
            reading.document, reading.blocks, reading.mentions, reading.dated, held, self.gazetteer, meeting
        )
        for fact in (*reading.office_facts, *reading.page_facts, *rosters.facts(), *spoken, *whole):
            told.append(Found(fact, of_fact(fact)))
        told = by_name(with_date(told, reading.attack_dates))
        told.sort(key=lambda f: f.fact.char_start or 0)
        guessed = {i for i, f in enumerate(told) if f.date is None and f.fact.when in (reading.date, reading.day)}
        facts = with_dates_told_again(with_event_dates([item.fact for item in told], known, guessed))
        unsaid = only_planned(facts, reading.blocks)
        return [replace(f, fact=fact) for i, (f, fact) in enumerate(zip(told, facts, strict=True)) if i not in unsaid]


def _in_order(found: Sequence[Found]) -> list[Found]:
    best: dict[tuple[str, str, str, str | None, str], Found] = {}
    for item in found:
        _keep(best, item)
    return sorted(
        best.values(),
        key=lambda f: (
            f.fact.char_start or 0,
            f.fact.char_end or 0,
            f.fact.relation,
            f.fact.subject.entity.id,
            f.fact.object.entity.id,
            f.fact.when or "",
            f.fact.modality,
        ),
    )


def _keep(best: dict[tuple[str, str, str, str | None, str], Found], found: Found) -> None:
    fact = found.fact
    ends = (fact.subject.entity.id, fact.object.entity.id)
    if vocabulary().relations[fact.relation].symmetric:
        ends = (min(ends), max(ends))
    key = (ends[0], fact.relation, ends[1], fact.when, fact.modality)
    if key not in best or best[key].fact.confidence < fact.confidence:
        best[key] = found


@lru_cache(maxsize=1)
def _code() -> str:
    """The state of the code and data of this folder."""
    digest = hashlib.blake2b(digest_size=16)
    here = Path(__file__).parent
    for path in sorted(
        [
            *here.glob("*.py"),
            *(here / "data" / "grammar").rglob("*.yaml"),
            *(here / "data").glob("*.yaml"),
            *(here / "data").glob("*.json"),
        ]
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _model_version(model: str) -> str:
    try:
        return version(model)
    except PackageNotFoundError:
        return "unknown"
