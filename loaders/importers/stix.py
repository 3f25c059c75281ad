"""STIX bundles such as MITRE ATT&CK's: groups and campaigns, to whom they are attributed, and whom they target."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from ...schema import edtf
from ...schema.identity import stable_uuid
from ...schema.model import End, Entity, Fact, Phase, Source
from ...schema.vocabulary import vocabulary
from ..gazetteer import Gazetteer
from .entries import Bad, Entry, Place, code, quoted_part
from .files import open_text
from .names import Resolver, new
from .nodes import Nodes
from .objects import of_array

RULE = "stix"
_NAMED = {"mitre-attack": "MITRE ATT&CK", "mitre-mobile-attack": "MITRE ATT&CK", "mitre-ics-attack": "MITRE ATT&CK"}
_THINGS = frozenset({"intrusion-set", "threat-actor", "campaign", "incident", "identity", "location"})
_ACTS = frozenset({"campaign", "incident"})
_ACTORS = frozenset({"intrusion-set", "threat-actor"})
_ATTRIBUTED = re.compile(r"\b(?:has|have) been (?:publicly |formally )?attributed to (?P<whom>[^.(\[]+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class _Said(NamedTuple):
    """What an object of a bundle says; `words` are those of the object that say it, if they are its own."""

    subject: Entity
    relation: str
    object: Entity
    when: str | None
    qualifiers: dict[str, str | tuple[str, ...]]
    words: str = ""
    phase: Phase | None = None


class Bundle:
    """One bundle. Its things are read first, since relationships may come before what they join."""

    title = "STIX bundle"
    reader = "stix 1"
    source: Source | None = None
    date: str | None = None
    what = "object"

    def __init__(self, path: Path, gazetteer: Gazetteer) -> None:
        self._path = path
        self._resolver = Resolver(gazetteer)
        codes = ((id_, gazetteer.field(id_, "codes") or {}) for id_ in gazetteer.ids("Organization", "State"))
        self._by_code = {
            code: id_ for id_, known in codes for code in (known.get("attack"), known.get("alpha2")) if code
        }
        self._nodes = Nodes(path, self._things())

    @property
    def fingerprint(self) -> str:
        return stable_uuid(code(), self._resolver.gazetteer.fingerprint, self._nodes.digest)

    def notes(self) -> list[str]:
        return []

    def entries(self) -> Iterator[Entry]:
        with open_text(self._path) as file:
            yield from of_array(file)

    def _things(self) -> Iterator[tuple[str, Any]]:
        for entry in self.entries():
            thing = entry.value or {}
            if thing.get("type") in _THINGS and isinstance(thing.get("id"), str) and not _withdrawn(thing):
                yield thing["id"], _kept(thing)

    def facts(self, entry: Entry, place: Place) -> tuple[list[Fact], list[str]]:
        thing = entry.value
        if _withdrawn(thing):
            return [], []
        try:
            if thing.get("type") == "relationship":
                return [self._fact(said, entry, place) for said in self._joined(thing)], []
            if thing.get("type") in _ACTORS:
                return [self._fact(said, entry, place) for said in self._described(thing)], []
        except Bad as error:
            return [], [str(error)]
        except ValidationError as error:
            return [], [str(error.errors()[0]["msg"]).removeprefix("Value error, ")]
        return [], []

    def _joined(self, link: Any) -> Iterator[_Said]:
        """What a relationship says."""
        claim = next((each for each in _extensions(link) if each.get("relation") in vocabulary().relations), None)
        kind = link.get("relationship_type")
        if kind not in ("attributed-to", "targets") and claim is None:
            return
        source, target = self._node(link, "source_ref"), self._node(link, "target_ref")
        subject, object_ = (self._entity(node) if node else None for node in (source, target))
        if subject is None or object_ is None:
            return
        if claim is not None:
            yield _claimed(claim, subject, object_)
        elif kind == "attributed-to":
            yield from self._attributed(link, source, object_)
        elif subject.type in ("Organization", "Incident") and object_.type in ("State", "Organization"):
            when = _seen(link, "start_time", "stop_time") or _seen(source, "first_seen", "last_seen")
            publisher = self._publisher(link)
            yield _Said(subject, "TARGETED", object_, when, {"according_to": publisher.name} if publisher else {})

    def _described(self, actor: Any) -> Iterator[_Said]:
        """To whom a group's own description says that it has been attributed."""
        match = _ATTRIBUTED.search(_LINK.sub(r"\1", str(actor.get("description") or "")))
        for entity in self._resolver.within(match["whom"], ("State", "Organization"))[:1] if match else ():
            words = json.dumps(match[0], ensure_ascii=False)[1:-1] if match else ""
            yield from self._attributed(actor, _kept(actor), entity, words)

    def _attributed(self, by: Any, act: Any, whom: Entity, words: str = "") -> Iterator[_Said]:
        """That the publisher attributes a campaign, or all that a group does, to somebody."""
        publisher = self._publisher(by)
        if publisher and whom.type in ("State", "Organization"):
            single = act["type"] in _ACTS
            seen = _seen(act, "first_seen", "last_seen") if single else None
            about = {"incident": act["name"] if single else f"activity of {act['name']}"}
            yield _Said(
                publisher, "ATTRIBUTED", whom, None, about | ({"note": f"active {seen}"} if seen else {}), words
            )

    def _fact(self, said: _Said, entry: Entry, place: Place) -> Fact:
        reference: dict[str, Any] = next((r for r in entry.value.get("external_references") or [] if r.get("url")), {})
        publisher = self._publisher(entry.value)
        return Fact(
            document=place.document,
            subject=End(entity=said.subject, mention=said.subject.name),
            relation=said.relation,
            object=End(entity=said.object, mention=said.object.name),
            when=said.when,
            phase=said.phase,
            qualifiers=said.qualifiers,
            rule=RULE,
            source=Source(
                title=_NAMED.get(str(reference.get("source_name")), self.title),
                publisher=publisher.name if publisher else None,
                url=reference.get("url"),
                locator=reference.get("external_id") or entry.value.get("id"),
            ),
            **quoted_part(entry, place, said.words),
        )

    def _node(self, link: Any, end: str) -> Any:
        """A thing that a relationship joins; None if it has been withdrawn or is of no kind that we read."""
        id_ = str(link.get(end) or "")
        node = self._nodes.get(id_)
        if node is None and not id_:
            raise Bad(f"a relationship has no '{end}': remove it")
        return node

    def _publisher(self, thing: Any) -> Entity | None:
        node = self._nodes.get(thing.get("created_by_ref"))
        return self._entity(node) if node else None

    def _entity(self, node: Any) -> Entity | None:
        """Who a thing is: by its code in ATT&CK or ISO, by any of its names, or somebody new."""
        gazetteer = self._resolver.gazetteer
        if node["own"]:
            id_, type_ = node["own"]
            if id_ in gazetteer and gazetteer.type_of(id_) == type_:
                return gazetteer.entity(id_)
            return Entity(id=id_, type=type_, name=node["name"], aliases=tuple(node["aliases"]))
        for each in node["codes"]:
            if each in self._by_code:
                return gazetteer.entity(self._by_code[each])
        types = _types(node)
        if not types or not node["name"]:
            return None
        known = self._resolver.known_by_any([node["name"], *node["aliases"]], types)
        if known or types == ("State",):
            return known
        return new(types[0], node["name"], *node["aliases"])


def _claimed(claim: Any, subject: Entity, object_: Entity) -> _Said:
    """A claim of our own export, as it was."""
    known = vocabulary().qualifiers
    given = claim.get("qualifiers") or {}
    qualifiers = {n: tuple(v) if isinstance(v, list) else str(v) for n, v in given.items() if n in known}
    return _Said(subject, claim["relation"], object_, claim.get("when"), qualifiers, phase=claim.get("phase"))


def _types(node: Any) -> tuple[str, ...]:
    if node["type"] in _ACTORS:
        return ("Organization",)
    if node["type"] in _ACTS:
        return ("Incident",)
    if node["type"] == "location":
        return ("State",)
    return {"individual": ("Person",), "class": (), "group": ("Organization", "State")}.get(
        node["class"], ("Organization", "State")
    )


def _kept(thing: Any) -> dict[str, Any]:
    """What is kept of a thing."""
    own = next((e for e in _extensions(thing) if e.get("entente_id") and e.get("entente_type")), None)
    codes = [r.get("external_id") for r in thing.get("external_references") or [] if r.get("source_name") in _NAMED]
    aliases = thing.get("aliases") or thing.get("x_mitre_aliases") or (own or {}).get("aliases") or []
    country = thing.get("country") if thing["type"] == "location" else None
    return {
        "type": thing["type"],
        "name": str(thing.get("name") or ""),
        "aliases": [str(alias) for alias in aliases if alias != thing.get("name")],
        "codes": [each for each in (*codes, country) if each],
        "class": thing.get("identity_class"),
        "own": [own["entente_id"], own["entente_type"]] if own else None,
        "first_seen": thing.get("first_seen"),
        "last_seen": thing.get("last_seen"),
    }


def _withdrawn(thing: Any) -> bool:
    return bool(thing.get("revoked") or thing.get("x_mitre_deprecated"))


def _extensions(thing: Any) -> list[Any]:
    extensions = thing.get("extensions")
    return [each for each in extensions.values() if isinstance(each, dict)] if isinstance(extensions, dict) else []


def _seen(thing: Any, first: str, last: str) -> str | None:
    """The days between two time stamps."""
    start, end = (str(thing.get(name) or "")[:10] for name in (first, last))
    if edtf.is_valid(start) and edtf.is_valid(end) and start < end:
        return f"{start}/{end}"
    return start if edtf.is_valid(start) else None
