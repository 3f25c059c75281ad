"""The speed of extraction beside the bare spaCy pipeline of the same model, and what skipping sentences loses.

`python bench/extraction.py GOLD_FOLDER... [--scorer ../shared/tools/score_facts.py] [--every 6]` reads every n-th text
of the folders and a made text on nothing but household matters, both ways in the same run, on one core, by processor
time; then it scores all texts with and without leaving sentences unparsed.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import spacy
from scoring import SCORER, documents, figures, scorer

from cyberentente.loaders.extract import Extractor
from cyberentente.loaders.reading import MAX_SENTENCE, Reading
from cyberentente.loaders.syntax import MODEL, Sentence
from cyberentente.schema.model import Document

_WHO = (
    "The gardener",
    "My grandmother",
    "A young baker",
    "The old carpenter",
    "Every neighbour",
    "One of the children",
)
_DID = ("carried", "painted", "watered", "found", "mended", "sold", "washed", "counted", "remembered", "wrapped")
_WHAT = ("the tomatoes", "a wooden chair", "three loaves of bread", "a basket of apples", "its blue door", "them all")
_WHEN = ("before the rain came", "after breakfast", "because the winter was long", "in two days", "as light faded")
_HOW = (
    *_WHEN,
    "near the river",
    "with great care",
    "while the kettle boiled",
    "for the village fair",
    "without a word",
)


def household(paragraphs: int = 600, seed: int = 1) -> str:
    """English prose without an actor."""
    chance = random.Random(seed)

    def sentence() -> str:
        return " ".join(map(chance.choice, (_WHO, _DID, _WHAT, _HOW))) + "."

    return "\n\n".join(" ".join(sentence() for _ in range(6)) for _ in range(paragraphs))


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of five runs."""
    taken = []
    for _ in range(5):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def beside(name: str, texts: Sequence[str], extractor: Extractor) -> str:
    """A row: the words of the texts, and how many times as many a second extraction reads as the bare pipeline."""
    bare = spacy.load(MODEL)
    whole = [Document(key=str(number), sha256="", text=text) for number, text in enumerate(texts)]
    theirs = seconds(lambda: list(bare.pipe(texts)))
    ours = seconds(lambda: [extractor.extract(document) for document in whole])
    words = sum(len(text.split()) for text in texts)
    return f"| {name} | {words:,} | {words / ours:,.0f} | {theirs / ours:.1f} |"


def every_sentence(reading: Reading) -> Iterator[Sentence]:
    """What `Reading.worth_parsing` would give if it left nothing out."""
    return (sentence for sentence in reading.sentences() if len(sentence.text) <= MAX_SENTENCE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--every", type=int, default=6)
    arguments = parser.parse_args()
    rules = scorer(arguments.scorer)
    read = [pair for folder in arguments.folders for pair in documents(folder, rules)]
    extractor = Extractor()
    extractor.extract(read[0][0])
    print("| text | words | words a second | beside the bare pipeline |\n| --- | --- | --- | --- |")
    print(beside("on the topic", [document.text for document, _ in read[:: arguments.every]], extractor))
    print(beside("off the topic", [household()], extractor))
    print("\n| sentences parsed | dated P | dated R |\n| --- | --- | --- |")
    for name, chosen in (("worth it", Reading.worth_parsing), ("all", every_sentence)):
        Reading.worth_parsing = chosen  # type: ignore[method-assign]
        found = figures([gold.count(extractor.extract(document)) for document, gold in read])
        print(f"| {name} | {found['P']:.3f} | {found['R']:.3f} |")


if __name__ == "__main__":
    main()
