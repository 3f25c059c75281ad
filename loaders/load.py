"""Files -> store: each document whole or not at all, and only if it or what reads it has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..graph import write
from ..graph.connect import Store
from ..schema.errors import EntenteError
from ..schema.identity import stable_uuid
from ..schema.model import Document
from . import reference
from .batch import Options, Outcome, Reader, outcomes, problems_of
from .importers import MARK, Importer, Piece, pieces
from .read import Found, bytes_of, version_of, walk
from .structure import RULE, structure

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the key of the one just done."""


GONE = (version_of(b""), "gone")
"""Version and fingerprint of a piece that a data set no longer has."""
_MOST_TOLD = 1_000  # problems of entries; the others are counted only

_DOCUMENTS = """
MATCH (d:Document)
OPTIONAL MATCH (d)<-[:IN]-(e:Evidence) WHERE e.retracted IS NULL AND e.rule <> $known
WITH d, count(e) AS facts
RETURN d.key AS document, d.title AS title, d.date AS date, d.kind AS kind, facts, d.loaded AS loaded ORDER BY document
"""


@dataclass
class Summary:
    """What a load did: documents written and left as they were, facts they state, what became of claims, what failed.

    Claims include what is known of the structure of the entities that documents speak of. `bad` are entries of data
    sets that something is wrong with; what else they say, and the other entries, is loaded.
    """

    documents: int = 0
    unchanged: int = 0
    facts: int = 0
    new: int = 0
    confirmed: int = 0
    retracted: int = 0
    failed: int = 0
    skipped: int = 0
    bad: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {"loaded": self.documents, "unchanged": self.unchanged, "failed": self.failed, "skipped": self.skipped}
        told = ", ".join(f"{number} {what}" for what, number in counts.items() if number or what == "loaded")
        claims = f"{self.new} new, {self.confirmed} confirmed, {self.retracted} retracted"
        bad = f"; entries with problems: {self.bad}" if self.bad else ""
        return f"documents: {told}; facts: {self.facts}; claims: {claims}{bad}"


def load(
    paths: Iterable[Path],
    store: Store,
    *,
    collection: str | None = None,
    options: Options | None = None,
    progress: Progress = lambda *_: None,
    summary: Summary | None = None,
) -> Summary:
    """Load files and folders, one transaction per document.

    What is wrong with one file is noted and keeps no other from being loaded. `summary` is filled as the load goes on,
    so that it tells what was done when the load is interrupted.
    """
    options = options or Options()
    summary = summary if summary is not None else Summary()
    listing = walk(paths, collection, options.mapping)
    summary.skipped = len(listing.skipped)
    reader = Reader(options)
    known = write.versions(store)
    sets = [file for file in listing.files if file.is_data_set]
    texts = [file for file in listing.files if not file.is_data_set]
    changed = _changed(texts, known, reader, options, summary)
    done = len(texts) - len(changed)
    for number, outcome in enumerate(outcomes(changed, reader, options), done + 1):
        _take(outcome, store, reader, reader.fingerprint(outcome.file), summary)
        progress(number, len(listing.files), outcome.file.key)
    for number, file in enumerate(sets, len(texts)):
        for key in _data_set(file, store, reader, known, summary):
            progress(number, len(listing.files), key)
        progress(number + 1, len(listing.files), file.key)
    return summary


def load_record(names: Iterable[str], store: Store, *, progress: Progress = lambda *_: None) -> Summary:
    """Load the public record, or the named parts of it, each part one document of kind "reference"."""
    summary, reader = Summary(), Reader(Options())
    fingerprint = stable_uuid("reference", reader.gazetteer.fingerprint, reader.settings)
    known = write.versions(store)
    parts = reference.parts(names)
    for number, part in enumerate(parts, 1):
        document = reference.document(part)
        if known.get(document.key) == (document.sha256, fingerprint):
            summary.unchanged += 1
        else:
            outcome = reader.recorded(Found(part.path, part.key), document)
            _take(outcome, store, reader, fingerprint, summary)
        progress(number, len(parts), part.key)
    return summary


Versions = Mapping[str, tuple[str, str]]


def _data_set(file: Found, store: Store, reader: Reader, known: Versions, summary: Summary) -> Iterator[str]:
    """Loads the pieces of a data set that have changed; gives the key of each piece when it is done.

    Pieces that the file had before but has no more are kept without text or facts, so that what they said is history.
    """
    before = {key for key in known if key.startswith(f"{file.key}{MARK}")}
    try:
        importer = reader.importer(file)
        summary.problems += (f"{file.key}:{note}" for note in importer.notes())
        for piece in pieces(importer, file.key):
            if piece.entries:
                _piece(file, piece, importer, store, reader, known, summary)
                before.discard(piece.key)
                yield piece.key
            if piece.lost:
                _note(summary, [piece.lost])
                return
    except Exception as error:
        _note(summary, problems_of(file, error))
        return
    for key in sorted(before):
        if known[key] != GONE:
            gone = Document(key=key, sha256=GONE[0], text="", kind="table", title=importer.title)
            summary.retracted += write.put(store, gone, [], GONE[1]).retracted


def _piece(
    file: Found, piece: Piece, importer: Importer, store: Store, reader: Reader, known: Versions, summary: Summary
) -> None:
    """Loads a piece unless it is known already; what is wrong with it is told every time."""
    right = stable_uuid(importer.fingerprint, reader.settings)
    if known.get(piece.key) == (piece.version, right):
        summary.unchanged += 1
        return
    outcome = reader.imported(file, piece, importer)
    _take(outcome, store, reader, f"{right} with problems" if outcome.bad else right, summary)


def _changed(
    files: Iterable[Found], known: Versions, reader: Reader, options: Options, summary: Summary
) -> list[Found]:
    """The files that the store does not know in this version, or that now may say something else."""
    changed = []
    for file in files:
        try:
            version = version_of(bytes_of(file.path, options.limit))
        except EntenteError as error:
            _note(summary, [str(error)])
            continue
        if known.get(file.key) == (version, reader.fingerprint(file)):
            summary.unchanged += 1
        else:
            changed.append(file)
    return changed


def _take(outcome: Outcome, store: Store, reader: Reader, fingerprint: str, summary: Summary) -> None:
    if outcome.document is None:
        _note(summary, outcome.problems)
        return
    summary.bad += outcome.bad
    summary.problems += outcome.problems[: max(0, _MOST_TOLD - len(summary.problems))]
    summary.problems += outcome.notes
    known = structure(outcome.document, outcome.facts, reader.gazetteer)
    changes = write.put(store, outcome.document, [*outcome.facts, *known], fingerprint)
    if changes.unchanged:
        summary.unchanged += 1
        return
    summary.documents += 1
    summary.facts += len(outcome.facts)
    summary.new += changes.new
    summary.confirmed += changes.confirmed
    summary.retracted += changes.retracted


def _note(summary: Summary, problems: Iterable[str]) -> None:
    summary.failed += 1
    summary.problems.extend(problems)


def documents(store: Store) -> list[dict[str, object]]:
    """What is loaded, by key: title, date, kind, number of facts stated and time of loading."""
    return store.read(_DOCUMENTS, {"known": RULE})


def keys_of(name: str, store: Store) -> list[str]:
    """The key of the document that is called `name`, or those of all pieces of the data set that is.

    EntenteError if nothing or several things are called so.
    """
    sets: dict[str, list[str]] = {}
    for key in sorted(write.versions(store)):
        of, mark, _ = key.rpartition(MARK)
        if mark and (of == name.strip("/") or of.endswith(f"/{name.strip('/')}")):
            sets.setdefault(of, []).append(key)
    return next(iter(sets.values())) if len(sets) == 1 else [key_of(name, store)]


def key_of(name: str, store: Store) -> str:
    """The key of the document that is called `name`: its key or the end of it; EntenteError if none or several are."""
    keys = sorted(write.versions(store))
    wanted = name.strip("/")
    found = [key for key in keys if key == wanted] or [key for key in keys if key.endswith(f"/{wanted}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise EntenteError(f"'{name}' can be {', '.join(found)}: write the whole key")
    from rapidfuzz import process

    close = [match[0] for match in process.extract(name, keys, limit=3, score_cutoff=60)]
    hint = f"the closest are {', '.join(close)}" if close else "`entente documents` lists what is loaded"
    raise EntenteError(f"no document '{name}' is loaded: {hint}")
