"""The gazetteer: the actors, events and texts that Entente knows by name.

Data, one YAML file per kind in `data/gazetteer/` (docs/reference-data.md describes an entry). A user's own folder
(`ENTENTE_DATA`, its `gazetteer/` part) overrides and extends the packaged one, entry by entry: the fields that an
entry of a known id gives replace the packaged ones, an entry of a new id is added.

What the files say is compiled once and kept in the platform's cache folder, so that asking a question never parses
YAML, and reads only the entries that it needs.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import platformdirs
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ..schema.errors import EntenteError
from ..schema.identity import normal
from ..schema.model import Edtf, Entity, Model, Source
from ..schema.vocabulary import vocabulary
from .marked import BrokenFile, one_of, told

PACKAGED = Path(__file__).parent / "data" / "gazetteer"
_FORMAT = f"3-{sys.version_info.major}.{sys.version_info.minor}-{marshal.version}"
_KINDS = ("aliases", "adjectives", "metonyms", "short")
_RANK = {"name": 0, "aliases": 0, "adjectives": 1, "metonyms": 1, "short": 2}
_WORDS = frozenset("us it who as is in at be no so am me do or and can may all act he she we i an on to by".split())  # noqa: SIM905


Written = Annotated[Edtf, BeforeValidator(lambda date: str(date) if isinstance(date, int | dt.date) else date)]


class Held(Model):
    """An office that a person holds or held: `role` of the state, body or forum `of`, with its years where certain."""

    of: str
    role: str
    since: Written | None = None
    until: Written | None = None


class Entry(Model):
    """One actor, event or text, with all the names it goes by.

    `aliases` always mean it. `adjectives` and `metonyms` (capitals, offices) stand for a state. `short` names mean
    it only where its state, its parent or its full name is in the context ("the Ministry of Defense", "the Centre").
    Names listed in `ambiguous` have other meanings too and need support from the context ("Georgia", "Jordan").
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    kind: str | None = None
    organ_of: str | None = None
    part_of: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    date: Written | None = None
    since: Written | None = None
    until: Written | None = None
    offices: tuple[Held, ...] = ()
    codes: dict[str, str] = Field(default_factory=dict)
    source: Source | None = None
    note: str | None = None


class GazetteerFile(Model):
    """One file: entries of one entity type. `source` and `seen` hold for all entries that have none of their own.

    `sources` are named once, and cited by their names: `source: first`, or `{of: first, locator: page 3}`.
    """

    type: str
    entries: tuple[Entry, ...]
    sources: dict[str, Source] = Field(default_factory=dict)
    source: Source | None = None
    seen: dt.date | None = None

    @model_validator(mode="before")
    @classmethod
    def _cite(cls, data: Any) -> Any:
        """Puts in full what the entries cite of the file's `sources`."""
        if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
            return data
        return data | {"entries": [_in_full(entry, data.get("sources")) for entry in data["entries"]]}


def _in_full(entry: Any, named: Any) -> Any:
    """An entry with the fields of the source that it cites by name, if it does."""
    source = entry.get("source") if isinstance(entry, dict) else None
    given = {"of": source} if isinstance(source, str) else source
    if not isinstance(given, dict) or "of" not in given:
        return entry
    cited = named.get(given["of"]) if isinstance(named, dict) else None
    if not isinstance(cited, dict):
        who = entry.get("id", "an entry")
        raise ValueError(f"{who} cites '{given['of']}', which is none of the file's sources: name it under 'sources:'")
    return entry | {"source": cited | {name: value for name, value in given.items() if name != "of"}}


class Name(NamedTuple):
    """What a name can mean: an entity's id, how it names it, and whether that needs support from the context."""

    id: str
    kind: str
    ambiguous: bool


class Gazetteer:
    """Entities by id and by name. Make one with `Gazetteer.load()`."""

    def __init__(self, compiled: dict[str, Any], fingerprint: str) -> None:
        self._entries: dict[str, tuple[str, bytes]] = compiled["entries"]
        self._names: dict[str, list[tuple[str, str, bool]]] = compiled["names"]
        self._folded: dict[str, list[str]] = compiled["folded"]
        self._fields: dict[str, dict[str, Any]] = {}
        self._entities: dict[str, Entity] = {}
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, folder: Path | None = None) -> Gazetteer:
        """The packaged gazetteer with the user's own on top.

        `folder` is that of the user's data (`ENTENTE_DATA` by default). EntenteError names the file that is broken.
        """
        own = own_data(folder)
        return _load(PACKAGED, own / "gazetteer" if own else None)

    def changes(self) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """The entries that differ from the packaged ones: id, the packaged fields (none if it is new) and its own."""
        packaged = _load(PACKAGED, None)
        for id_ in self._entries:
            before, after = packaged._read(id_) if id_ in packaged else {}, self._read(id_)
            if before != after:
                yield id_, before, after

    @property
    def names(self) -> dict[str, list[Name]]:
        """Every name, as it is written, with what it can mean."""
        return {text: [Name(*meaning) for meaning in meanings] for text, meanings in self._names.items()}

    def called(self, name: str) -> list[Name]:
        """What a name, as it is written, can mean."""
        return [Name(*meaning) for meaning in self._names.get(name, ())]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def type_of(self, id_: str) -> str:
        """The entity type of a known id."""
        return self._entries[id_][0]

    def entry(self, id_: str) -> Entry | None:
        """All that is known of one entity, None for an unknown id."""
        return Entry.model_validate(self._read(id_)) if id_ in self._entries else None

    def entity(self, id_: str) -> Entity:
        """The entity of a known id."""
        if id_ not in self._entities:
            fields = self._read(id_)
            self._entities[id_] = Entity(
                id=id_, type=self.type_of(id_), name=fields["name"], aliases=tuple(fields.get("aliases", ()))
            )
        return self._entities[id_]

    def field(self, id_: str, name: str) -> Any:
        """One field of an entry without building it; None when it is not given or the id is unknown."""
        return self._read(id_).get(name) if id_ in self._entries else None

    def _read(self, id_: str) -> dict[str, Any]:
        """The fields of a known id, read when they are first asked for."""
        if id_ not in self._fields:
            self._fields[id_] = marshal.loads(self._entries[id_][1])
        return self._fields[id_]

    def ids(self, *types: str) -> list[str]:
        """The known ids, of the given types only if any is given."""
        return [id_ for id_, (type_, _) in self._entries.items() if not types or type_ in types]

    def resolve(self, name: str, types: Iterable[str] | None = None) -> list[Entity]:
        """The entities that `name` can mean, of the given types only; none if nobody is called so.

        An id, a name or alias comes before an adjective or capital ("Japanese", "Tokyo"), and these before a short
        name ("Ministry of Defense"). Case is forgiven, but an acronym that is an everyday word ("US") needs capitals.
        """
        wanted = set(types) if types is not None else None
        text = " ".join(name.split())
        if text in self._entries and (wanted is None or self.type_of(text) in wanted):
            return [self.entity(text)]
        spellings = [text] if text in self._names else []
        if text not in _WORDS:
            spellings += [s for s in self._folded.get(normal(text), ()) if s != text]
        ranked: dict[str, tuple[int, int]] = {}
        for order, spelling in enumerate(spellings):
            for id_, kind, _ in self._names[spelling]:
                if wanted is None or self.type_of(id_) in wanted:
                    exact = 0 if order == 0 and spelling == text else 1
                    ranked[id_] = min(ranked.get(id_, (9, 9)), (_RANK[kind], exact))
        best = min(ranked.values(), default=(9, 9))[0]
        order_of = sorted(ranked.items(), key=lambda item: (item[1], item[0]))
        return [self.entity(id_) for id_, (rank, _) in order_of if rank == best]

    def closest(self, name: str, n: int = 3) -> list[str]:
        """The `n` known names that look most like `name`, one per entity."""
        from rapidfuzz import fuzz, process

        found: dict[str, str] = {}
        for spelling, _, _ in process.extract(normal(name), self._folded.keys(), scorer=fuzz.ratio, limit=n * 5):
            original = self._folded[spelling][0]
            found.setdefault(self._names[original][0][0], original)
        return list(found.values())[:n]


def own_data(folder: Path | None = None) -> Path | None:
    """The folder of the user's own data: `folder`, else the one that `ENTENTE_DATA` names, else none."""
    return folder or (Path(os.environ["ENTENTE_DATA"]) if os.environ.get("ENTENTE_DATA") else None)


@lru_cache(maxsize=8)
def _load(packaged: Path, own: Path | None) -> Gazetteer:
    files = sorted(packaged.glob("*.yaml"))
    own_files = sorted([*own.glob("*.yaml"), *own.glob("*.yml")]) if own else []
    texts = [(path, path.read_bytes()) for path in [*files, *own_files]]
    digest = hashlib.blake2b(_FORMAT.encode(), digest_size=16)
    for path, data in texts:
        digest.update(f"{path.name}\0{path in own_files}\0{len(data)}\0".encode() + data)
    fingerprint = digest.hexdigest()
    cache = platformdirs.user_cache_path("entente") / f"gazetteer-{fingerprint}.bin"
    compiled = _cached(cache)
    if compiled is None:
        compiled = _compile([*texts[: len(files)]], [*texts[len(files) :]])
        _keep(cache, compiled)
    return Gazetteer(compiled, fingerprint)


def _cached(path: Path) -> dict[str, Any] | None:
    """What was compiled earlier; the garbage collector would look through all of it several times while it is read."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        compiled = marshal.loads(path.read_bytes())
        return compiled if isinstance(compiled, dict) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    finally:
        if collecting:
            gc.enable()


def _keep(path: Path, compiled: dict[str, Any]) -> None:
    """Cache it, and clear away older ones; a folder that can't be written is no error."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
            part.write(marshal.dumps(compiled))
        Path(part.name).replace(path)
        older = sorted(path.parent.glob("gazetteer-*.bin"), key=lambda p: p.stat().st_mtime)[:-4]
        for old in older:
            old.unlink()


def _compile(packaged: list[tuple[Path, bytes]], own: list[tuple[Path, bytes]]) -> dict[str, Any]:
    entries: dict[str, tuple[str, dict[str, Any]]] = {}
    for files in (packaged, own):
        given: set[str] = set()
        earlier = dict(entries)
        for path, data in files:
            for type_, entry in _read(path, data, {id_: fields["name"] for id_, (_, fields) in earlier.items()}):
                id_ = entry["id"]
                if id_ in given:
                    raise EntenteError(f"{path.name}: two entries have the id '{id_}': give one of them another")
                given.add(id_)
                known_type, known = earlier.get(id_, (type_, {}))
                if known_type != type_:
                    raise EntenteError(f"{path}: '{id_}' is a packaged {known_type}, not a {type_}: use another id")
                entries[id_] = (type_, known | entry)
    names: dict[str, list[tuple[str, str, bool]]] = {}
    for id_, (_, entry) in entries.items():
        ambiguous = set(entry.get("ambiguous", ()))
        seen: set[str] = set()
        for kind, spellings in [("name", [entry["name"]]), *((kind, entry.get(kind, ())) for kind in _KINDS)]:
            for spelling in spellings:
                text = " ".join(spelling.split())
                if text and text not in seen:
                    seen.add(text)
                    names.setdefault(text, []).append((id_, kind, text in ambiguous))
    folded: dict[str, list[str]] = {}
    for text in names:
        folded.setdefault(normal(text), []).append(text)
    stored = {id_: (type_, marshal.dumps(entry)) for id_, (type_, entry) in entries.items()}
    return {"entries": stored, "names": names, "folded": folded}


def _read(path: Path, data: bytes, names: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """The file's entries as plain values, checked against the model; `names` are those of ids that need give none."""
    import yaml

    try:
        raw = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        file = GazetteerFile.model_validate(_named(raw, names))
    except yaml.YAMLError:
        raise BrokenFile(told(data, str(path), ())) from None
    except ValidationError as error:
        raise BrokenFile(told(data, str(path), error.errors())) from error
    if file.type not in vocabulary().entities:
        raise EntenteError(f"{path}: '{file.type}' is no entity type: {one_of(file.type, vocabulary().entities)}")
    common = file.source
    if common and file.seen and not common.seen:
        common = common.model_copy(update={"seen": file.seen})
    found = []
    for entry in file.entries:
        fields = entry.model_dump(mode="json", exclude_unset=True)
        if common and entry.source is None:
            fields["source"] = common.model_dump(mode="json", exclude_none=True)
        found.append((file.type, fields))
    return found


def _named(raw: Any, names: Mapping[str, str]) -> Any:
    """What a file holds, with the names of the known entries that it only adds to."""
    if not isinstance(raw, dict) or not isinstance(raw.get("entries"), list):
        return raw
    entries = [
        {"name": names[entry["id"]]} | entry if isinstance(entry, dict) and entry.get("id") in names else entry
        for entry in raw["entries"]
    ]
    return raw | {"entries": entries}
