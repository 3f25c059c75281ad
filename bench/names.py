"""Times how names are loaded and matched, beside json and pyahocorasick doing the bare part of it.

Loading is what `entente ask` does before it looks up a name: the compiled gazetteer is read from the cache, in a
process of its own, and one name resolved; beside it json parses the same names. Matching finds the gazetteer's names
in paragraphs of `examples/`, drawn at random; beside it pyahocorasick passes over the same text with the same names in
lower case. Times are the processor's.

usage: python bench/names.py [WORDS]     (200000 by default)
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick

from cyberentente.loaders import mentions
from cyberentente.loaders.gazetteer import Gazetteer

EXAMPLES = Path(__file__).parents[1] / "examples"
_ROUNDS = 7
_LOAD = """
import sys, time
from cyberentente.loaders.gazetteer import Gazetteer
begun = time.process_time()
gazetteer = Gazetteer.load()
gazetteer.resolve("Japan")
print(time.process_time() - begun)
"""


def seconds(work: Callable[[], object]) -> float:
    """The processor time of `work`, the least of a few rounds."""
    times = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def paragraphs(words: int) -> list[str]:
    """Paragraphs of the examples, drawn at random until there are so many words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.txt"))]
    pool = [paragraph for text in texts for paragraph in text.split("\n\n") if paragraph.strip()]
    draw, drawn, count = random.Random(1), list[str](), 0
    while count < words:
        drawn.append(draw.choice(pool))
        count += len(drawn[-1].split())
    return drawn


def loading(gazetteer: Gazetteer) -> None:
    run = [sys.executable, "-c", _LOAD]
    ours = min(float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(_ROUNDS))
    text = json.dumps(gazetteer.names)
    beside = seconds(lambda: json.loads(text))
    print(f"loading {len(gazetteer.names)} names: {ours * 1000:.0f} ms; beside json {ours / beside:.2f}")


def matching(gazetteer: Gazetteer, words: int) -> None:
    texts = paragraphs(words)
    count = sum(len(text.split()) for text in texts)
    hits = sum(len(mentions.known(text, gazetteer)) for text in texts)
    ours = seconds(lambda: sum(len(mentions.known(text, gazetteer)) for text in texts))
    plain = ahocorasick.Automaton()
    for name in gazetteer.names:
        plain.add_word(name.lower(), name)
    plain.make_automaton()
    lowered = [text.lower() for text in texts]
    beside = seconds(lambda: sum(1 for text in lowered for _ in plain.iter(text)))
    pace = f"{count / ours:,.0f} words a second; beside a bare pass {ours / beside:.2f}"
    print(f"matching {count} words with {hits} names: {pace}")


if __name__ == "__main__":
    loading(Gazetteer.load())
    matching(Gazetteer.load(), int(sys.argv[1]) if sys.argv[1:] else 200_000)
