"""Many files -> their documents and facts, on all cores, in the order they were asked for.

At any time only a few files are under way, so memory does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..schema.errors import EntenteError, UsageError
from ..schema.identity import stable_uuid
from ..schema.model import Document, Fact
from .agreement import agree
from .decisions import Decisions
from .decisions import load as load_decisions
from .facts import facts_of
from .gazetteer import Gazetteer
from .importers import Importer, Piece, opened, pieces
from .marked import BrokenFile
from .read import DEFAULT_LIMIT, FACT_SUFFIXES, Found, read
from .readers import reader_version

if TYPE_CHECKING:
    from .extract import Extractor
    from .llm import LlmExtractor

_BYTES_WORTH_A_PROCESS = 75_000  # extracting them takes about as long as starting a process and loading its model


@dataclass(frozen=True)
class Options:
    """How files are read: spaCy pipeline, most bytes a file may have, least confidence; None is the extractor's own.

    `mapping` says what the columns of tables mean: a name or the path of a file (`importers/mapping.py`); None has
    them recognised. `extractor` is the one that reads texts, or both side by side.
    """

    model: str | None = None
    limit: int = DEFAULT_LIMIT
    min_confidence: float | None = None
    mapping: str | None = None
    extractor: Literal["offline", "ranked", "llm", "both"] = "offline"


@dataclass(frozen=True)
class Outcome:
    """What became of a file, or a piece of a data set: its document with facts, or its problems in one line each.

    A piece can have both: `bad` is the number of its entries that something is wrong with. `notes` are no problems.
    """

    file: Found
    document: Document | None = None
    facts: tuple[Fact, ...] = ()
    problems: tuple[str, ...] = ()
    bad: int = 0
    notes: tuple[str, ...] = ()


class Reader:
    """Reads files and extracts their facts. The model is loaded when the first text needs it.

    UsageError when the model of the options is not installed.
    """

    def __init__(self, options: Options) -> None:
        model = options.model
        if model and not (Path(model).is_dir() or (model.isidentifier() and find_spec(model))):
            raise UsageError(f"spaCy pipeline '{model}' is not installed: install it by pip, or leave --model out")
        self._options = options

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.load()

    @cached_property
    def decisions(self) -> Decisions:
        """What people decided on which entities are one."""
        return load_decisions()

    @cached_property
    def _offline(self) -> Extractor:
        from .extract import Extractor
        from .syntax import MODEL

        model, least = self._options.model or MODEL, self._options.min_confidence
        return Extractor(model, self.gazetteer, least, ranked=self._options.extractor == "ranked")

    @cached_property
    def _model(self) -> LlmExtractor:
        from .llm import LlmExtractor

        return LlmExtractor(gazetteer=self.gazetteer)

    def fingerprint(self, file: Found) -> str:
        """Changes when the same bytes may give other facts: other code, data, model, decisions or options."""
        by = [self.gazetteer.fingerprint] if _holds_facts(file) else [one.fingerprint for one in self._extractors]
        return stable_uuid(*by, reader_version(file.path.suffix.lower()), self.settings)

    @property
    def settings(self) -> str:
        """What else than a file and what reads it decides on the facts that are taken."""
        return stable_uuid(str(self._options.min_confidence), self.decisions.fingerprint)

    @property
    def _extractors(self) -> list[Extractor | LlmExtractor]:
        by = self._options.extractor
        return [*([self._offline] if by != "llm" else []), *([self._model] if by in ("llm", "both") else [])]

    def outcome(self, file: Found) -> Outcome:
        """Raises nothing for what is wrong with this one file."""
        facts_in = self._facts_in if _holds_facts(file) else self._extract
        try:
            document = read(file.path, file.key, self._options.limit)
            found = facts_in(document)
        except Exception as error:
            return Outcome(file, problems=problems_of(file, error))
        return Outcome(file, document, self._sure(found), notes=self._notes(file))

    def _extract(self, document: Document) -> list[Fact]:
        found = [extractor.extract(document) for extractor in self._extractors]
        return agree(*found) if len(found) == 2 else found[0]

    def _notes(self, file: Found) -> tuple[str, ...]:
        """What the language model said of this file that was not kept."""
        if self._options.extractor not in ("llm", "both") or not self._model.dropped:
            return ()
        told = ", ".join(f"{number} {reason}" for reason, number in sorted(self._model.dropped.items()))
        self._model.dropped.clear()
        return (f"{file.key}: not kept of what the language model said: {told}",)

    def explained(self, files: Iterable[Found], annotated: Path | None = None) -> Iterator[list[str]]:
        """The lines that explain each fact of these texts, or each fact annotated in the folder that was missed."""
        from . import explain

        for file in files:
            document = read(file.path, file.key, self._options.limit)
            if document.kind == "text":
                if annotated:
                    yield from explain.missed(self._offline, document, explain.annotated_facts(annotated, document))
                else:
                    yield from explain.explained(self._offline, document)

    def recorded(self, file: Found, document: Document) -> Outcome:
        """What a part of the public record says; BrokenFile when it is not in order."""
        return Outcome(file, document, self._sure(self._facts_in(document)))

    def importer(self, file: Found) -> Importer:
        """What reads a data set; EntenteError when it can't be read, or nobody knows what its columns mean."""
        return opened(file.path, self.gazetteer, self._options.mapping)

    def imported(self, file: Found, piece: Piece, importer: Importer) -> Outcome:
        """What a piece of a data set says."""
        found, problems, bad = piece.facts(importer)
        return Outcome(Found(file.path, piece.key), piece.document(importer), self._sure(found), tuple(problems), bad)

    def outcomes(self, file: Found) -> Iterator[Outcome]:
        """The outcomes of a data set's pieces. Raises nothing for what is wrong with this one file."""
        try:
            importer = self.importer(file)
            for piece in pieces(importer, file.key):
                if piece.entries:
                    yield self.imported(file, piece, importer)
                if piece.lost:
                    yield Outcome(file, problems=(piece.lost,))
        except Exception as error:
            yield Outcome(file, problems=problems_of(file, error))

    @property
    def least(self) -> float:
        """The confidence below which facts are left out."""
        return self._options.min_confidence or 0.0

    def _sure(self, found: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(self.decisions.apply(fact for fact in found if fact.confidence >= self.least))

    def _facts_in(self, document: Document) -> list[Fact]:
        return facts_of(document, self.gazetteer)


def problems_of(file: Found, error: Exception) -> tuple[str, ...]:
    """What to tell of an error that befell this one file, in one line each."""
    if isinstance(error, BrokenFile):
        return error.lines
    if isinstance(error, EntenteError):
        return (str(error),)
    if os.environ.get("ENTENTE_DEBUG"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return (f"{file.path}: Entente failed on it ({what}): set ENTENTE_DEBUG=1 to see where, and report it",)


def _holds_facts(file: Found) -> bool:
    return file.path.suffix.lower() in FACT_SUFFIXES


def outcomes(files: Sequence[Found], reader: Reader, options: Options) -> Iterator[Outcome]:
    """The outcome of each file, in order; those of data sets come last, piece by piece."""
    texts = [file for file in files if not file.is_data_set]
    workers = _workers(texts)
    if workers == 1:
        yield from map(reader.outcome, texts)
    else:
        yield from _in_processes(texts, options, workers)
    for file in files:
        if file.is_data_set:
            yield from reader.outcomes(file)


def _workers(files: Sequence[Found]) -> int:
    sizes = [file.path.stat().st_size for file in files if file.path.exists()]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, len(sizes), sum(sizes) // _BYTES_WORTH_A_PROCESS))


_reader: Reader  # of a worker process


def _start(options: Options) -> None:
    global _reader
    _reader = Reader(options)


def _work(file: Found) -> Outcome:
    return _reader.outcome(file)


def _in_processes(files: Sequence[Found], options: Options, workers: int) -> Iterator[Outcome]:
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(options,))
    under_way: deque[Future[Outcome]] = deque()
    waiting = iter(files)
    try:
        while True:
            with _deaf_to_interrupts():
                while len(under_way) < 2 * workers and (file := next(waiting, None)):
                    under_way.append(pool.submit(_work, file))
            if not under_way:
                break
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise EntenteError(
            "a process that reads documents was killed, likely for want of memory: load fewer"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started within never see Ctrl-C, which reaches them too: the one that started them ends them.

    The signal is held back, not ignored: an interrupt that comes meanwhile is raised on leaving.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it later would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
