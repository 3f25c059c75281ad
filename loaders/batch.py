"""Many files -> their documents and facts, on all cores, in the order they were asked for.

At any time only a few files are under way, so memory does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.errors import EntenteError, UsageError
from ..schema.identity import stable_uuid
from ..schema.model import Document, Fact
from .facts import facts_of
from .gazetteer import Gazetteer
from .marked import BrokenFile
from .read import DEFAULT_LIMIT, FACT_SUFFIXES, Found, read
from .readers import reader_version

if TYPE_CHECKING:
    from .extract import Extractor

_BYTES_WORTH_A_PROCESS = 75_000  # extracting them takes about as long as starting a process and loading its model


@dataclass(frozen=True)
class Options:
    """How files are read: spaCy pipeline, most bytes a file may have, least confidence; None is the extractor's own."""

    model: str | None = None
    limit: int = DEFAULT_LIMIT
    min_confidence: float | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a file: its document with facts, or its problems in one line each."""

    file: Found
    document: Document | None = None
    facts: tuple[Fact, ...] = ()
    problems: tuple[str, ...] = ()


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
    def _extractor(self) -> Extractor:
        from .extract import Extractor
        from .syntax import MODEL

        extractor = Extractor(self._options.model or MODEL, self.gazetteer)
        if self._options.min_confidence is not None:
            extractor.threshold = self._options.min_confidence
        return extractor

    def fingerprint(self, file: Found) -> str:
        """Changes when the same bytes may give other facts: other code, data, model or options."""
        by = self.gazetteer.fingerprint if _holds_facts(file) else self._extractor.fingerprint
        return stable_uuid(by, reader_version(file.path.suffix.lower()), str(self._options.min_confidence))

    def outcome(self, file: Found) -> Outcome:
        """Raises nothing for what is wrong with this one file."""
        facts_in = self._facts_in if _holds_facts(file) else self._extractor.extract
        try:
            document = read(file.path, file.key, self._options.limit)
            found = facts_in(document)
        except BrokenFile as error:
            return Outcome(file, problems=error.lines)
        except EntenteError as error:
            return Outcome(file, problems=(str(error),))
        except Exception as error:
            if os.environ.get("ENTENTE_DEBUG"):
                raise
            what = " ".join(f"{type(error).__name__}: {error}".split())
            mend = "set ENTENTE_DEBUG=1 to see where, and report it"
            return Outcome(file, problems=(f"{file.path}: Entente failed on it ({what}): {mend}",))
        least = self._options.min_confidence or 0.0
        return Outcome(file, document, tuple(fact for fact in found if fact.confidence >= least))


    def _facts_in(self, document: Document) -> list[Fact]:
        return facts_of(document, self.gazetteer)


def _holds_facts(file: Found) -> bool:
    return file.path.suffix.lower() in FACT_SUFFIXES


def outcomes(files: Sequence[Found], reader: Reader, options: Options) -> Iterator[Outcome]:
    """The outcome of each file, in order."""
    workers = _workers(files)
    if workers == 1:
        yield from map(reader.outcome, files)
    else:
        yield from _in_processes(files, options, workers)


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
    """Processes started within ignore Ctrl-C, which reaches them too: the one that started them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
