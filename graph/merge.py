"""Facts become claims: a pure function of the set of facts, whatever their order.

Facts with the same ends, relation, phase and modality say the same if their dates agree. Each finest date is a
claim of its own. A single date (a year, a month, a day) means "some time within it", so it joins a finer date if
exactly one lies inside it, and else stays its own. An interval says how long as well, so it never joins. Undated
facts are their own claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from ..schema import edtf
from ..schema.identity import stable_uuid
from ..schema.model import Claim, Evidence, Fact
from ..schema.vocabulary import vocabulary

Saying = tuple[str, str, str, str | None, str]


def ends(fact: Fact) -> tuple[str, str]:
    """The ids of subject and object, sorted where the relation is symmetric."""
    first, second = fact.subject.entity.id, fact.object.entity.id
    if vocabulary().relations[fact.relation].symmetric and second < first:
        return second, first
    return first, second


def saying(fact: Fact) -> Saying:
    """What the fact says, without when: subject, relation, object, phase, modality."""
    subject, object_ = ends(fact)
    return subject, fact.relation, object_, fact.phase, fact.modality


def strand(fact: Fact) -> str:
    """What may have to be told apart by dates: subject, relation, object and modality, over all phases."""
    subject, object_ = ends(fact)
    return "|".join((subject, fact.relation, object_, fact.modality))


def claim_id(said: Saying, when: str | None) -> str:
    """The id of the claim that says this; a fact's own is `claim_id(saying(fact), fact.when)`."""
    return stable_uuid("claim", *said, when)


def evidence(fact: Fact) -> Evidence:
    """The fact as evidence; its id tells where in which document it says what, not how it was found."""
    source = fact.source.model_dump_json() if fact.source else None
    offsets = f"{fact.char_start}:{fact.char_end}" if fact.quote is not None else None
    return Evidence(
        id=stable_uuid("evidence", fact.document, *saying(fact), fact.when, fact.quote, offsets, source), fact=fact
    )


def refined(dates: Collection[str]) -> dict[str, str]:
    """For each of these EDTF dates the one whose claim it joins: itself, or the only finest one inside it."""
    periods = sorted({edtf.parse(date) for date in dates}, key=lambda period: period.text)
    inside = {
        outer: [inner for inner in periods if inner != outer and not outer.is_interval and outer.contains(inner)]
        for outer in periods
    }
    joined = {}
    for period, inner in inside.items():
        finest = [each for each in inner if not inside[each]]
        joined[period.text] = finest[0].text if len(finest) == 1 else period.text
    return joined


def rank(piece: Evidence) -> tuple[float, bool, str, int, str]:
    """Sorts evidence best first: surest, then quoted, then by where it stands."""
    fact = piece.fact
    return -fact.confidence, fact.quote is None, fact.document, fact.char_start or 0, piece.id


def distinct(pieces: Iterable[Evidence]) -> list[Evidence]:
    """Each piece of evidence once, best first; of those with the same id the surest."""
    first: dict[str, Evidence] = {}
    for piece in sorted(pieces, key=lambda piece: (rank(piece), piece.fact.rule, piece.fact.model_dump_json())):
        first.setdefault(piece.id, piece)
    return list(first.values())


def claims(pieces: Iterable[Evidence]) -> list[Claim]:
    """The claims that the evidence supports, by id; the evidence of each is best first, and names its entities."""
    said: dict[Saying, list[Evidence]] = defaultdict(list)
    for piece in distinct(pieces):
        said[saying(piece.fact)].append(piece)
    return sorted((claim for each, found in said.items() for claim in _dated(each, found)), key=lambda claim: claim.id)


def _dated(said: Saying, pieces: Collection[Evidence]) -> Iterable[Claim]:
    joined = refined({piece.fact.when for piece in pieces if piece.fact.when is not None})
    by_date: dict[str | None, list[Evidence]] = defaultdict(list)
    for piece in pieces:
        by_date[joined[piece.fact.when] if piece.fact.when else None].append(piece)
    for when, supporting in by_date.items():
        best = supporting[0].fact
        entities = {end.entity.id: end.entity for end in (best.subject, best.object)}
        yield Claim.model_construct(
            id=claim_id(said, when),
            subject=entities[said[0]],
            relation=said[1],
            object=entities[said[2]],
            when=when,
            phase=best.phase,
            modality=best.modality,
            confidence=best.confidence,
            evidence=tuple(supporting),
        )
