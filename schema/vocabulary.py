"""The vocabulary, read from `vocabulary.yaml` and validated when first used."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from .errors import EntenteError


class Relation(BaseModel):
    """A kind of relation: which types may stand at its ends and how it behaves in time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    domain: tuple[str, ...]
    range: tuple[str, ...]
    means: str
    symmetric: bool = False
    state: bool = False
    once: bool = False
    roll_up: bool = True
    plover: str | None = None

    def accepts(self, subject_type: str, object_type: str) -> bool:
        return subject_type in self.domain and object_type in self.range


class Qualifier(BaseModel):
    """A named addition to a fact; `many` ones hold a list, those with `values` one of these."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    means: str
    many: bool = False
    values: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


class Vocabulary(BaseModel):
    """Entity types, relations and qualifiers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entities: dict[str, str]
    relations: dict[str, Relation]
    qualifiers: dict[str, Qualifier]

    @model_validator(mode="after")
    def _names_exist(self) -> Vocabulary:
        for name, relation in self.relations.items():
            unknown = {*relation.domain, *relation.range} - self.entities.keys()
            if unknown:
                raise ValueError(f"relation {name} names unknown entity types {sorted(unknown)}")
            if relation.symmetric and set(relation.domain) != set(relation.range):
                raise ValueError(f"relation {name} is symmetric, but its domain and range differ")
        for name, qualifier in self.qualifiers.items():
            unknown = set(qualifier.relations) - self.relations.keys()
            if unknown:
                raise ValueError(f"qualifier {name} names unknown relations {sorted(unknown)}")
        return self


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The packaged vocabulary; EntenteError when its file is broken."""
    text = files(__package__).joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    try:
        return Vocabulary.model_validate(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except (yaml.YAMLError, ValidationError) as error:
        raise EntenteError(f"schema/vocabulary.yaml: {error}") from error
