"""The public record: who is in what since when, as packaged fact files that a user's own folder corrects.

Each file of `data/record/` is one document of kind "reference"; docs/public-record.md says what the files hold. A file
of the same name in the `record` folder of the user's data (`ENTENTE_DATA`) replaces the packaged one; others are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..schema import edtf
from ..schema.errors import EntenteError, UsageError
from ..schema.model import Document, Fact, Source
from ..schema.vocabulary import vocabulary
from . import entries
from .facts import facts_of
from .gazetteer import Gazetteer, own_data
from .marked import BrokenFile
from .read import FACT_SUFFIXES, read

PACKAGED = Path(__file__).parent / "data" / "record"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the record: its name without the suffix, and whether it is the user's own."""

    name: str
    path: Path
    own: bool

    @property
    def key(self) -> str:
        """The key of the file's document."""
        return f"reference/{self.name}.yaml"


@dataclass(frozen=True, slots=True)
class Contents:
    """What one file of the record holds: how many facts, and the titles and publishers of their sources."""

    part: Part
    title: str
    date: str | None
    facts: int
    sources: tuple[str, ...]


def parts(names: Iterable[str] = (), folder: Path | None = None) -> list[Part]:
    """The files of the record in the order of their names, only those of the given names if any is given.

    `folder` is that of the user's data (`ENTENTE_DATA` by default). UsageError for a name that no file has.
    """
    found = {path.stem: Part(path.stem, path, own=False) for path in _files(PACKAGED)}
    found |= {path.stem: Part(path.stem, path, own=True) for path in _files(_own(folder))}
    wanted = [name.removesuffix(".yaml") for name in names] or sorted(found)
    unknown = [name for name in wanted if name not in found]
    if unknown:
        raise UsageError(f"the record has no part '{unknown[0]}': `entente reference list` names its parts")
    return [found[name] for name in wanted]


def document(part: Part) -> Document:
    """The document of one file, of kind "reference"; EntenteError when it can't be read."""
    return read(part.path, part.key).model_copy(update={"kind": "reference"})


def documents(names: Iterable[str] = (), folder: Path | None = None) -> list[Document]:
    """The documents of the record, or of the given parts of it."""
    return [document(part) for part in parts(names, folder)]


def contents(gazetteer: Gazetteer, names: Iterable[str] = (), folder: Path | None = None) -> list[Contents]:
    """What the files of the record hold; EntenteError for a file that is broken."""
    return [_contents(part, gazetteer) for part in parts(names, folder)]


def verify(gazetteer: Gazetteer, names: Iterable[str] = (), folder: Path | None = None) -> list[str]:
    """What is wrong with the record, one line each with the file it is in; nothing when all is right.

    Of the whole record, and not only some parts of it, the gazetteer's entries are told as well (`entries.py`). Else
    told are: files that can't be read or taken (schema, unknown names, facts said twice, another number of facts than
    expected); sources without publisher, address or day seen; dates outside the life of what they are about, or after
    the file's own date; facts that two files take from one source; and two dates of what happens once.
    """
    wanted = list(names)
    problems = [] if wanted else [f"gazetteer: {line}" for line in entries.problems(gazetteer)]
    stated: list[tuple[Part, Fact]] = []
    for part in parts(wanted, folder):
        try:
            read_ = document(part)
            facts = facts_of(read_, gazetteer)
        except BrokenFile as error:
            problems += error.lines
            continue
        except EntenteError as error:
            problems.append(str(error))
            continue
        stated += [(part, fact) for fact in facts]
        problems += _unsourced(part, facts)
        problems += (f"{part.key}: {line}" for fact in facts for line in _misdated(fact, read_.date, gazetteer))
    return [*dict.fromkeys([*problems, *_repeated(stated), *_contradicted(stated)])]


def diff(gazetteer: Gazetteer, folder: Path | None = None) -> list[str]:
    """How the user's own data differ from the packaged: a line for each entry or file, and for all that changed in it.

    Nothing when the user has no gazetteer or record of their own, or equal ones.
    """
    lines = [line for id_, before, after in gazetteer.changes() for line in _entry_changed(id_, before, after)]
    return [*lines, *_record_changed(gazetteer, folder)]


def _entry_changed(id_: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if not before:
        yield f"gazetteer: {id_}: yours alone, {after['name']}"
        return
    yield f"gazetteer: {id_}: yours changes the packaged entry"
    for name in (name for name in after if before.get(name) != after[name]):
        if name in before:
            yield f"  - {name}: {_listed(before[name])}"
        yield f"  + {name}: {_listed(after[name])}"


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _record_changed(gazetteer: Gazetteer, folder: Path | None) -> list[str]:
    packaged = {path.stem: Part(path.stem, path, own=False) for path in _files(PACKAGED)}
    lines: list[str] = []
    for own in (part for part in parts((), folder) if part.own):
        after = dict.fromkeys(map(_said, facts_of(document(own), gazetteer)))
        if own.name not in packaged:
            lines.append(f"{own.name}: yours alone, {len(after)} facts")
            continue
        before = dict.fromkeys(map(_said, facts_of(document(packaged[own.name]), gazetteer)))
        changes = [f"  - {said}" for said in before if said not in after]
        changes += [f"  + {said}" for said in after if said not in before]
        if changes:
            lines += [f"{own.name}: yours replaces the packaged file", *changes]
    return lines


def _own(folder: Path | None) -> Path | None:
    home = own_data(folder)
    return home / "record" if home else None


def _files(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in FACT_SUFFIXES and not path.name.startswith("."))


def _contents(part: Part, gazetteer: Gazetteer) -> Contents:
    read_ = document(part)
    facts = facts_of(read_, gazetteer)
    sources = dict.fromkeys(_cited(fact.source) for fact in facts if fact.source)
    return Contents(part, read_.title or part.name, read_.date, len(facts), tuple(sources))


def _cited(source: Source) -> str:
    return f"{source.title}, {source.publisher}" if source.publisher else source.title


def _unsourced(part: Part, facts: Iterable[Fact]) -> Iterator[str]:
    """Facts of the packaged record owe their reader publisher, address and day."""
    for source in dict.fromkeys(fact.source for fact in facts if fact.source):
        missing = [name for name in ("publisher", "url", "seen") if getattr(source, name) is None]
        if missing and not part.own:
            yield f"{part.key}: the source '{source.title}' has no {' and no '.join(missing)}"


def _misdated(fact: Fact, of_file: str | None, gazetteer: Gazetteer) -> Iterator[str]:
    if fact.when is None:
        return
    when = edtf.parse(fact.when)
    if of_file and fact.modality == "asserted":
        last = edtf.parse(of_file).latest
        if last and when.earliest and when.earliest > last:
            yield f"{_said(fact)}: is later than the file's own date {of_file}"
    for end in (fact.subject, fact.object):
        begins, ends = (gazetteer.field(end.entity.id, name) for name in ("since", "until"))
        first = edtf.parse(begins).earliest if begins else None
        last = edtf.parse(ends).latest if ends else None
        if first and when.latest and when.latest < first:
            yield f"{_said(fact)}: {end.entity.name} exists only since {begins}"
        if last and when.earliest and when.earliest > last:
            yield f"{_said(fact)}: {end.entity.name} existed only until {ends}"


def _repeated(stated: Iterable[tuple[Part, Fact]]) -> Iterator[str]:
    """Facts that two files take from one source (one file never says a fact twice, `facts_of` sees to that)."""
    seen: dict[tuple[str, str], Part] = {}
    for part, fact in stated:
        says = _said(fact), fact.source.title if fact.source else ""
        first = seen.setdefault(says, part)
        if first != part:
            yield f"{part.key}: {says[0]}: {first.key} has it from the same source"


def _contradicted(stated: Iterable[tuple[Part, Fact]]) -> Iterator[str]:
    """What happens once (for each stage) but has two dates, neither of which lies within the other."""
    once: dict[tuple[object, ...], list[tuple[Part, Fact]]] = {}
    for part, fact in stated:
        if fact.phase in (None, "began") and fact.when and vocabulary().relations[fact.relation].once:
            what = fact.subject.entity.id, fact.relation, fact.object.entity.id, fact.qualifiers.get("stage")
            for other, earlier in once.setdefault(what, []):
                one, two = edtf.parse(earlier.when or ""), edtf.parse(fact.when)
                if not one.contains(two) and not two.contains(one):
                    yield f"{part.key}: {_said(fact)}: {other.key} says {earlier.when}"
            once[what].append((part, fact))


def _said(fact: Fact) -> str:
    """What a fact says, in one line; the ends of a symmetric relation in the order of their names."""
    ends = [fact.subject.entity.name, fact.object.entity.name]
    if vocabulary().relations[fact.relation].symmetric:
        ends.sort()
    details = [fact.phase, fact.when, fact.modality if fact.modality != "asserted" else None]
    details += [f"{name}: {value}" for name, value in fact.qualifiers.items()]
    said = f"{ends[0]} {fact.relation} {ends[1]}"
    return f"{said} ({', '.join(detail for detail in details if detail)})" if any(details) else said
