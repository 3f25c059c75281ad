"""What the entries of a gazetteer must keep to, so that names mean what they should and references lead somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..schema import edtf
from ..schema.identity import normal
from ..schema.vocabulary import vocabulary
from .gazetteer import Entry, Gazetteer

_BY = ("State", "Organization", "Forum")


def problems(gazetteer: Gazetteer) -> list[str]:
    """What is wrong with the entries, one line each with the entry's id; nothing when all is right.

    Told are names that two entries of one type share without being short or ambiguous in both, ambiguous names that
    are none of the entry's, references to nobody or to what can't be meant, addresses of sources that are none or were
    seen on no day, and lives and terms of office that end before they begin.
    """
    entries = [(type_, entry) for type_ in vocabulary().entities for entry in _of(type_, gazetteer)]
    found = [problem for type_, entry in entries for problem in _alone(type_, entry, gazetteer)]
    return [*found, *_shared(entries)]


def _of(type_: str, gazetteer: Gazetteer) -> Iterator[Entry]:
    for id_ in gazetteer.ids(type_):
        if entry := gazetteer.entry(id_):
            yield entry


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *entry.short, *entry.adjectives, *entry.metonyms)


def _alone(type_: str, entry: Entry, gazetteer: Gazetteer) -> Iterator[str]:
    """What is wrong with an entry by itself."""
    for name in entry.ambiguous:
        if name not in _names(entry):
            yield f"{entry.id}: '{name}' is ambiguous, but none of its names: add it to them"
    whole, belonging = vocabulary().relations["PART_OF"], vocabulary().relations["MEMBER_OF"]
    for field, ids, types in (
        ("organ_of", (entry.organ_of,) if entry.organ_of else (), ("State",)),
        ("part_of", entry.part_of, whole.range if type_ in whole.domain else ()),
        ("by", entry.by, _BY),
        ("members", entry.members, belonging.domain if type_ in belonging.range else ()),
        ("offices", tuple(held.of for held in entry.offices), _BY if type_ == "Person" else ()),
    ):
        for id_ in ids:
            if id_ not in gazetteer:
                yield f"{entry.id}: {field} names '{id_}', which has no entry: mend the id or add one"
            elif id_ == entry.id:
                yield f"{entry.id}: {field} names itself: leave it out"
            elif gazetteer.type_of(id_) not in types:
                wanted = " or ".join(types) or "left out"
                yield f"{entry.id}: {field} names '{id_}', of type {gazetteer.type_of(id_)}: it must be {wanted}"
    if entry.source and entry.source.url:
        if not entry.source.url.startswith(("http://", "https://")):
            yield f"{entry.id}: '{entry.source.url}' is not an address: begin it with https://"
        if entry.source.seen is None:
            yield f"{entry.id}: the source '{entry.source.title}' has an address but no day: say when it was seen"
    for since, until in ((entry.since, entry.until), *((held.since, held.until) for held in entry.offices)):
        first = edtf.parse(since).earliest if since else None
        last = edtf.parse(until).latest if until else None
        if first and last and first > last:
            yield f"{entry.id}: is until {until}, before it is since {since}: mend one of them"


def _shared(entries: list[tuple[str, Entry]]) -> Iterator[str]:
    """Names that several entries of one type have, though in one of them the name alone is enough to mean it."""
    owners: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for type_, entry in entries:
        weak = {normal(name) for name in (*entry.ambiguous, *entry.short)}
        for name in _names(entry):
            owners[type_, normal(name)][entry.id] = normal(name) in weak
    for (type_, name), ids in owners.items():
        if len(ids) > 1 and not all(ids.values()):
            mend = "make it ambiguous or short in each, or leave it to one"
            yield f"{', '.join(ids)}: are all called '{name}' ({type_}): {mend}"
