"""Files -> store: each document whole or not at all, and only if it or what reads it has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..graph import write
from ..graph.connect import Store
from ..schema.errors import EntenteError
from .batch import Options, Outcome, Reader, outcomes
from .read import Found, bytes_of, version_of, walk
from .structure import RULE, structure

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all, and the key of the one just done."""


_DOCUMENTS = """
MATCH (d:Document)
OPTIONAL MATCH (d)<-[:IN]-(e:Evidence) WHERE e.retracted IS NULL AND e.rule <> $known
WITH d, count(e) AS facts
RETURN d.key AS document, d.title AS title, d.date AS date, d.kind AS kind, facts, d.loaded AS loaded ORDER BY document
"""


@dataclass
class Summary:
    """What a load did: documents written and left as they were, facts they state, what became of claims, what failed.

    Claims include what is known of the structure of the entities that documents speak of.
    """

    documents: int = 0
    unchanged: int = 0
    facts: int = 0
    new: int = 0
    confirmed: int = 0
    retracted: int = 0
    failed: int = 0
    skipped: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {"loaded": self.documents, "unchanged": self.unchanged, "failed": self.failed, "skipped": self.skipped}
        told = ", ".join(f"{number} {what}" for what, number in counts.items() if number or what == "loaded")
        claims = f"{self.new} new, {self.confirmed} confirmed, {self.retracted} retracted"
        return f"documents: {told}; facts: {self.facts}; claims: {claims}"


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
    listing = walk(paths, collection)
    summary.skipped = len(listing.skipped)
    reader = Reader(options)
    changed = _changed(listing.files, store, reader, options, summary)
    done = len(listing.files) - len(changed)
    for number, outcome in enumerate(outcomes(changed, reader, options), done + 1):
        _take(outcome, store, reader, summary)
        progress(number, len(listing.files), outcome.file.key)
    return summary


def _changed(files: Iterable[Found], store: Store, reader: Reader, options: Options, summary: Summary) -> list[Found]:
    """The files that the store does not know in this version, or that now may say something else."""
    known = write.versions(store)
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


def _take(outcome: Outcome, store: Store, reader: Reader, summary: Summary) -> None:
    if outcome.document is None:
        _note(summary, outcome.problems)
        return
    known = structure(outcome.document, outcome.facts, reader.gazetteer)
    changes = write.put(store, outcome.document, [*outcome.facts, *known], reader.fingerprint(outcome.file))
    summary.documents += 1
    summary.facts += len(outcome.facts)
    summary.new += changes.new
    summary.confirmed += changes.confirmed
    summary.retracted += changes.retracted


def _note(summary: Summary, problems: Iterable[str]) -> None:
    summary.failed += 1
    summary.problems.extend(problems)


def documents(store: Store) -> list[dict[str, object]]:
    """What is loaded: key, title, date, kind, number of facts it states and time of loading of each document, by key."""
    return store.read(_DOCUMENTS, {"known": RULE})


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
