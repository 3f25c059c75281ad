"""Which entities are one, decided by people: `entente merge` and `entente split` write it, loads apply it.

Decisions are data: a YAML file (`decisions.yaml` in ENTENTE_DATA, else in the platform's folder for user data) with a
list in which later entries win, so that nothing is lost and everything can be undone.
"""

from __future__ import annotations

import datetime as dt
import getpass
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from ..schema.errors import EntenteError
from ..schema.identity import normal, stable_uuid
from ..schema.model import End, Entity, Fact, Model

_HEAD = "# Which entities are one: entente merge and entente split write this, loads apply it. Later entries win.\n"


class Party(Model):
    """An entity as a decision names it."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, entity: Entity) -> Party:
        return cls(**entity.model_dump())


class Decision(Model):
    """`merge`: `other` is the same as `keep`, and goes by its id. `split`: the two are different after all."""

    decision: Literal["merge", "split"]
    keep: Party
    other: Party
    by: str
    on: dt.date


class _File(Model):
    decisions: tuple[Decision, ...] = Field(default=())


@dataclass(frozen=True)
class Decisions:
    """All decisions, oldest first."""

    all: tuple[Decision, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when another entity would come out."""
        return stable_uuid("decisions", *(f"{id_}={party.id}" for id_, party in sorted(self._kept().items())))

    def entity(self, entity: Entity) -> Entity:
        """The entity that this one goes by, with all the names of both."""
        kept = self._kept().get(entity.id)
        if kept is None:
            return entity
        aliases = dict.fromkeys((*kept.aliases, entity.name, *entity.aliases))
        aliases.pop(kept.name, None)
        return Entity(id=kept.id, type=kept.type, name=kept.name, aliases=tuple(aliases))

    def apply(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts about the entities that were decided on; one that would join an entity with itself is left out."""
        if not self._kept():
            return list(facts)
        applied = []
        for fact in facts:
            subject, object_ = self._end(fact.subject), self._end(fact.object)
            if subject.entity.id != object_.entity.id:
                applied.append(fact.model_copy(update={"subject": subject, "object": object_}))
        return applied

    def decided(self, one: str, other: str) -> str | None:
        """What was decided last on these two ids: "merge", "split" or None."""
        for decision in reversed(self.all):
            if {decision.keep.id, decision.other.id} == {one, other}:
                return decision.decision
        return None

    def party(self, name: str) -> Entity | None:
        """The entity with this id or name that was decided on before, which the graph may know by another name now."""
        parties = [party for decision in self.all for party in (decision.other, decision.keep)]
        by_id = [party for party in parties if party.id == name]
        called = by_id or [party for party in parties if normal(party.name) == normal(name)]
        return Entity(**called[-1].model_dump()) if called else None

    def _end(self, end: End) -> End:
        entity = self.entity(end.entity)
        return end if entity is end.entity else end.model_copy(update={"entity": entity})

    def _kept(self) -> dict[str, Party]:
        """The party that each merged id goes by in the end."""
        goes_by: dict[str, Party] = {}
        for decision in self.all:
            keep, other = decision.keep, decision.other
            if decision.decision == "merge":
                goes_by[other.id] = keep
                goes_by.pop(keep.id, None)  # no circles: who is kept now goes by itself
            elif other.id in _chain(keep.id, goes_by):
                del goes_by[keep.id]
            elif _chain(keep.id, goes_by)[-1] == _chain(other.id, goes_by)[-1]:
                del goes_by[other.id]
        parties = {party.id: party for party in goes_by.values()}
        return {id_: parties[_chain(id_, goes_by)[-1]] for id_ in goes_by}


def _chain(id_: str, goes_by: dict[str, Party]) -> list[str]:
    """The id, the one that it goes by, the one that this goes by, and so on."""
    chain = [id_]
    while chain[-1] in goes_by:
        chain.append(goes_by[chain[-1]].id)
    return chain


def location() -> Path:
    """The file of decisions."""
    if own := os.environ.get("ENTENTE_DATA"):
        return Path(own) / "decisions.yaml"
    import platformdirs

    return Path(platformdirs.user_data_dir("entente", appauthor=False)) / "decisions.yaml"


def load(path: Path | None = None) -> Decisions:
    """The decisions in the file, none if there is no file; EntenteError when it is broken."""
    path = path or location()
    if not path.exists():
        return Decisions()
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return Decisions(_File.model_validate(raw or {}).decisions)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EntenteError(f"{path}: can't be read ({error}): mend it, or move it away") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise EntenteError(f"{path}: {where}: {first['msg']}: mend it, or move it away") from error


def decide(what: Literal["merge", "split"], keep: Entity, other: Entity, path: Path | None = None) -> Decisions:
    """Add a decision to the file and give all of them; EntenteError when it makes no sense or can't be written."""
    path = path or location()
    before = load(path)
    if keep.id == other.id:
        raise EntenteError(f"'{keep.name}' and '{other.name}' are one entity already ({keep.id})")
    if what == "merge" and keep.type != other.type:
        raise EntenteError(
            f"{keep.name} is a {keep.type} and {other.name} a {other.type}: only entities of one type can be merged"
        )
    if before.decided(keep.id, other.id) == what:
        raise EntenteError(f"{keep.name} and {other.name}: that was decided already, see {path}")
    decision = Decision(
        decision=what, keep=Party.of(keep), other=Party.of(other), by=_user(), on=dt.datetime.now(dt.UTC).date()
    )
    after = Decisions((*before.all, decision))
    _write(path, after.all)
    return after


def _write(path: Path, decisions: Sequence[Decision]) -> None:
    listed = [decision.model_dump(mode="json", exclude_defaults=True) for decision in decisions]
    text = _HEAD + yaml.safe_dump({"decisions": listed}, allow_unicode=True, sort_keys=False, width=120)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise EntenteError(f"{path} can't be written: {error.strerror}") from error


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
