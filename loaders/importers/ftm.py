"""FollowTheMoney entities, one a line, as OpenSanctions publishes them and `entente export` writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...schema import edtf
from ...schema.identity import stable_uuid
from ...schema.model import End, Entity, Fact, Source
from ...schema.vocabulary import vocabulary
from ..gazetteer import Gazetteer
from .entries import Bad, Entry, Place, code, quoted_part
from .files import head, open_text
from .names import Resolver, new
from .nodes import Nodes
from .objects import of_array, of_lines

RULE = "followthemoney"
_TYPES = {
    "Person": ("Person",),
    "PublicBody": ("Organization", "State"),
    "Organization": ("Organization", "Forum"),
    "Company": ("Organization",),
    "LegalEntity": ("Organization",),
    "Event": ("Exercise", "Incident", "Forum"),
    "Document": ("Strategy", "Agreement"),
}
_JOINS = {
    "Membership": ("member", "organization"),
    "UnknownLink": ("subject", "object"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
    "Occupancy": ("holder", "post"),
    "Sanction": ("authority", "entity"),
}
_OFFICES = frozenset({"Employment", "Directorship", "Occupancy"})
_UNSAID = frozenset(
    {"Ownership", "Family", "Associate", "Representation", "Succession", "Payment", "Debt", "ContractAward"}
)


class FollowTheMoney:
    """One file of entities. Its things are read first, since links may come before what they join."""

    title = "FollowTheMoney entities"
    reader = "followthemoney 1"
    source: Source | None = None
    date: str | None = None
    what = "entity"

    def __init__(self, path: Path, gazetteer: Gazetteer) -> None:
        self._path = path
        self._resolver = Resolver(gazetteer)
        codes = ((id_, gazetteer.field(id_, "codes") or {}) for id_ in gazetteer.ids("State"))
        self._countries = {code["alpha2"].lower(): id_ for id_, code in codes if "alpha2" in code} | {"eu": "eu"}
        self._unsaid: Counter[str] = Counter()
        self._nodes = Nodes(path, self._things())

    @property
    def fingerprint(self) -> str:
        return stable_uuid(code(), self._resolver.gazetteer.fingerprint, self._nodes.digest)

    def notes(self) -> list[str]:
        return [
            f"1: {number} entities of the schema {schema} are not read: the vocabulary has no relation for them"
            for schema, number in sorted(self._unsaid.items())
        ]

    def entries(self) -> Iterator[Entry]:
        with open_text(self._path) as file:
            yield from of_array(file) if head(self._path).lstrip().startswith("[") else of_lines(file)

    def _things(self) -> Iterator[tuple[str, Any]]:
        for entry in self.entries():
            thing = entry.value or {}
            schema, properties = thing.get("schema"), thing.get("properties")
            if schema in _UNSAID:
                self._unsaid[schema] += 1
            elif schema not in _JOINS and isinstance(properties, dict) and isinstance(thing.get("id"), str):
                names = [*_all(properties, "name"), *_all(properties, "title")]
                caption = thing.get("caption")
                names = list(dict.fromkeys([*([caption] if caption in names else []), *names]))
                aliases = _all(properties, "alias")
                keywords, country = _all(properties, "keywords"), _all(properties, "country")
                yield thing["id"], [schema, names, aliases, keywords, country]

    def facts(self, entry: Entry, place: Place) -> tuple[list[Fact], list[str]]:
        link = entry.value
        schema, properties = link.get("schema"), link.get("properties")
        if not isinstance(schema, str) or not isinstance(properties, dict):
            return [], ["has no 'schema' and 'properties': remove it, or see whether it is FollowTheMoney"]
        if schema not in _JOINS:
            return [], []
        facts: list[Fact] = []
        problems: list[str] = []
        first, last = _JOINS[schema]
        subjects = self._authorities(properties) if schema == "Sanction" else self._ends(properties, first, problems)
        objects = self._posts(properties, problems) if schema == "Occupancy" else self._ends(properties, last, problems)
        for (subject, _), (object_, role) in product(subjects, objects):
            try:
                facts += self._stated(schema, subject, object_, role, entry, place)
            except Bad as error:
                problems.append(str(error))
        return facts, problems

    def _ends(self, properties: Any, name: str, problems: list[str]) -> list[tuple[Entity, str | None]]:
        ids = _all(properties, name)
        problems += (f"no entity '{id_}' ({name}) is in the file: get the file again" for id_ in ids if id_ not in self)
        return [(entity, None) for id_ in ids if (entity := self._entity(id_))]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._nodes

    def _entity(self, id_: str) -> Entity | None:
        """Who a thing of the file is; None if it is nothing that the vocabulary has."""
        schema, names, aliases, keywords, _ = self._nodes.get(id_) or (None, [], [], [], [])
        own = next((word for word in keywords if word in vocabulary().entities), None)
        named = next((word for word in keywords if word != own), None)
        gazetteer = self._resolver.gazetteer
        if own and named and names:
            if named in gazetteer and gazetteer.type_of(named) == own:
                return gazetteer.entity(named)
            return Entity(id=named, type=own, name=names[0], aliases=tuple(aliases))
        types = _TYPES.get(schema or "")
        if types is None or not names:
            return None
        return self._resolver.known_by_any(names, types) or new(types[0], names[0], *names[1:], *aliases)

    def _country(self, code_: str) -> Entity | None:
        id_ = self._countries.get(code_.lower())
        return self._resolver.gazetteer.entity(id_) if id_ and id_ in self._resolver.gazetteer else None

    def _authorities(self, properties: Any) -> list[tuple[Entity, str | None]]:
        """Who sanctions: the authority if it is known, else its country, else the authority as a new one."""
        names = _all(properties, "authority")
        known = self._resolver.known_by_any(names, ("Organization", "State"))
        countries = [country for each in _all(properties, "country") if (country := self._country(each))]
        if known or countries:
            return [(known or countries[0], None)]
        return [(new("Organization", names[0]), None)] if names else []

    def _posts(self, properties: Any, problems: list[str]) -> list[tuple[Entity, str | None]]:
        """The states of the posts that are held, with what the posts are called."""
        found: list[tuple[Entity, str | None]] = []
        for id_ in _all(properties, "post"):
            if id_ not in self:
                problems.append(f"no entity '{id_}' (post) is in the file: get the file again")
                continue
            _, names, _, _, countries = self._nodes.get(id_)
            role = names[0] if names else None
            found += ((state, role) for each in countries[:1] if (state := self._country(each)))
        return found

    def _stated(
        self, schema: str, subject: Entity, object_: Entity, post: str | None, entry: Entry, place: Place
    ) -> Iterator[Fact]:
        properties = entry.value["properties"]
        role = post or next(iter(_all(properties, "role")), None)
        said = (_all(properties, "description") or [""])[0].split()
        relation, when = _relation(schema, subject, role, said[0] if said else ""), _given_date(said)
        if relation is None or subject.id == object_.id:
            return
        known = vocabulary().relations[relation]
        if not known.accepts(subject.type, object_.type):
            return
        phase, dated = _dated(properties, known.state)
        if phase and when and "/" in when:
            phase = "held"
        qualifiers = {}
        if role and role != relation and relation in vocabulary().qualifiers["role"].relations:
            qualifiers["role"] = role
        if schema == "Sanction" and (why := [*_all(properties, "program"), *_all(properties, "reason")]):
            qualifiers["note"] = "; ".join(why[:3])
        publishers = [*_all(properties, "publisher"), *_all(entry.value, "datasets")]
        quotes = sorted(_all(properties, "summary"), key=len)
        try:
            yield Fact(
                document=place.document,
                subject=End(entity=subject, mention=subject.name),
                relation=relation,
                object=End(entity=object_, mention=object_.name),
                when=when or dated,
                phase=phase,
                qualifiers=qualifiers,
                rule=RULE,
                source=Source(
                    title=publishers[0] if publishers else self.title,
                    url=next(iter(_all(properties, "sourceUrl")), None),
                    locator=f"entity {entry.value.get('id')}",
                ),
                **quoted_part(entry, place, quotes[0] if quotes else ""),
            )
        except ValidationError as error:
            raise Bad(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from error


def _all(properties: Any, name: str) -> list[str]:
    """The texts of a property, which are a list in FollowTheMoney; of an entity within it its id."""
    values = properties.get(name) or []
    values = values if isinstance(values, list) else [values]
    found = (value.get("id") if isinstance(value, dict) else value for value in values)
    return [value.strip() for value in found if isinstance(value, str) and value.strip()]


def _relation(schema: str, subject: Entity, role: str | None, described: str) -> str | None:
    """What a link says; None if the vocabulary has nothing for it."""
    if described in vocabulary().relations:
        return described
    if schema == "Sanction":
        return "SANCTIONED"
    if schema in _OFFICES or (schema == "Membership" and subject.type == "Person"):
        return "HOLDS_OFFICE" if subject.type == "Person" and role else None
    if schema == "Membership":
        return "MEMBER_OF"
    return role if role in vocabulary().relations else None


def _given_date(said: list[str]) -> str | None:
    """The date in a description of our own export, "MET_WITH 2022-05"."""
    ours = len(said) == 2 and said[0] in vocabulary().relations
    return said[1] if ours and edtf.is_valid(said[1]) else None


def _dated(properties: Any, state: bool) -> tuple[str | None, str | None]:
    """Phase and date: a state with both ends held, one with a beginning began, one with an end ended."""
    start, end, day = (
        next((each[:10] for each in sorted(_all(properties, name)) if edtf.is_valid(each[:10])), None)
        for name in ("startDate", "endDate", "date")
    )
    if not state:
        return None, day or start or next(iter(_all(properties, "listingDate")), None)
    if start and end:
        span = start if start == end else f"{start}/{end}"
        return "held", span if edtf.is_valid(span) else start
    return ("began", start) if start else ("ended", end) if end else ("held", day)
