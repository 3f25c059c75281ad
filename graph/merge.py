"""Facts become claims: a pure function of the set of facts, whatever their order.

Facts with the same ends, relation, phase and modality say the same if their dates and stages agree. Each finest date
is a claim of its own. A single date (a year, a month, a day) means "some time within it", so it joins a finer date if
exactly one lies inside it, and else stays its own. An interval says how long as well, so it never joins. Undated
facts are their own claim. Two stages of becoming a party to a treaty are never one claim; a fact that tells no stage
joins one that does as a coarser date joins a finer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from ..schema import edtf
from ..schema.identity import stable_uuid
from ..schema.model import Claim, Evidence, Fact
from ..schema.vocabulary import vocabulary

Saying = tuple[str, str, str, str | None, str]
Reading = tuple[str | None, str | None]  # an EDTF date and a stage


def ends(fact: Fact) -> tuple[str, str]:
    """The ids of subject and object, sorted where the relation is symmetric."""
    first, second = fact.subject.entity.id, fact.object.entity.id
    if vocabulary().relations[fact.relation].symmetric and second < first:
        return second, first
    return first, second


def saying(fact: Fact) -> Saying:
    """What the fact says, without when and which stage: subject, relation, object, phase, modality."""
    subject, object_ = ends(fact)
    return subject, fact.relation, object_, fact.phase, fact.modality


def reading(fact: Fact) -> Reading:
    """When it was and at which stage, as far as the fact tells."""
    stage = fact.qualifiers.get("stage")
    return fact.when, stage if isinstance(stage, str) else None


def strand(fact: Fact) -> str:
    """What may have to be told apart by dates: subject, relation, object and modality, over all phases."""
    subject, object_ = ends(fact)
    return "|".join((subject, fact.relation, object_, fact.modality))


def claim_id(said: Saying, when: str | None, stage: str | None = None) -> str:
    """The id of the claim that says this."""
    return stable_uuid("claim", *said, when, *([stage] if stage else []))


def own_claim(fact: Fact) -> str:
    """The id of the claim that the fact makes by itself."""
    return claim_id(saying(fact), *reading(fact))


def evidence(fact: Fact) -> Evidence:
    """The fact as evidence; its id tells where in which document it says what, not how it was found."""
    source = fact.source.model_dump_json() if fact.source else None
    offsets = f"{fact.char_start}:{fact.char_end}" if fact.quote is not None else None
    when, stage = reading(fact)
    where = [when, fact.quote, offsets, source, *([stage] if stage else [])]
    return Evidence(id=stable_uuid("evidence", fact.document, *saying(fact), *where), fact=fact)


def refined(readings: Collection[Reading]) -> dict[Reading, Reading]:
    """For each of these readings the one whose claim it joins: itself, or the only finest one inside it."""
    different = set(readings)
    inside = {outer: [inner for inner in different if _is_inside(inner, outer)] for outer in different}
    joined = {}
    for outer, finer in inside.items():
        finest = [each for each in finer if not inside[each]]
        joined[outer] = finest[0] if len(finest) == 1 else outer
    return joined


def _is_inside(inner: Reading, outer: Reading) -> bool:
    """Whether the inner reading tells more than the outer, and nothing else."""
    if inner == outer or outer[1] not in (None, inner[1]):
        return False
    if inner[0] is None or outer[0] is None or inner[0] == outer[0]:
        return inner[0] == outer[0]
    period = edtf.parse(outer[0])
    return not period.is_interval and period.contains(edtf.parse(inner[0]))


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
    return sorted((claim for each, found in said.items() for claim in _told(each, found)), key=lambda claim: claim.id)


def _told(said: Saying, pieces: Collection[Evidence]) -> Iterable[Claim]:
    joined = refined({reading(piece.fact) for piece in pieces})
    by_reading: dict[Reading, list[Evidence]] = defaultdict(list)
    for piece in pieces:
        by_reading[joined[reading(piece.fact)]].append(piece)
    for (when, stage), supporting in by_reading.items():
        best = supporting[0].fact
        entities = {end.entity.id: end.entity for end in (best.subject, best.object)}
        yield Claim.model_construct(
            id=claim_id(said, when, stage),
            subject=entities[said[0]],
            relation=said[1],
            object=entities[said[2]],
            when=when,
            phase=best.phase,
            modality=best.modality,
            confidence=best.confidence,
            evidence=tuple(supporting),
        )
