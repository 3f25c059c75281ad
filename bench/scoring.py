"""Scores facts as `score_facts.py` does, document by document, with bootstrap intervals over documents.

`python bench/scoring.py GOLD_FOLDER... [--scorer ../shared/tools/score_facts.py] [--ranked] [--min-confidence 0.5]`
extracts from the texts beside the gold and prints one line of figures a folder. The packaged ranker has learnt from
gold, gold-dev and gold-train: only `train_ranker.py`, which prints figures out of fold, tells what it is worth there.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document, Fact

SCORER = Path("../shared/tools/score_facts.py")
_DRAWS = 2000


def scorer(path: Path = SCORER) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_facts", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Counts:
    """What the scorer counts in one document."""

    hits: int
    dated: int
    said: int
    wanted: int
    invented: int
    undated: int
    leaked: int
    others: int

    def row(self) -> list[int]:
        return [self.hits, self.dated, self.said, self.wanted, self.invented, self.undated, self.leaked, self.others]


class Gold:
    """The gold facts of one document, and which of them a fact matches."""

    def __init__(self, rules: ModuleType, facts: list[dict[str, Any]]) -> None:
        self.rules = rules
        self.facts = facts
        self._ends: dict[tuple[str, str], tuple[set[int], set[int]]] = {}

    def _stands_for(self, name: str, mention: str) -> tuple[set[int], set[int]]:
        key = (name, mention)
        if key not in self._ends:
            end = {"name": name, "mention": mention}
            same = self.rules.same_entity
            self._ends[key] = (
                {i for i, g in enumerate(self.facts) if same(g["s"], g["st"], end)},
                {i for i, g in enumerate(self.facts) if same(g["o"], g["ot"], end)},
            )
        return self._ends[key]

    def matching(self, fact: Fact) -> list[int]:
        """The indexes of the gold facts with these ends and this relation."""
        first = self._stands_for(fact.subject.entity.name, fact.subject.mention)
        second = self._stands_for(fact.object.entity.name, fact.object.mention)
        found = first[0] & second[1]
        if fact.relation in self.rules.SYMMETRIC:
            found |= first[1] & second[0]
        return sorted(i for i in found if self.facts[i]["r"] == fact.relation)

    def count(self, facts: Sequence[Fact]) -> Counts:
        """As `score_facts.py` pairs and counts."""
        norm, gold, same_date = self.rules.norm, self.facts, self.rules.same_date
        seen: dict[tuple[str, str, str, str | None], Fact] = {}
        for fact in facts:
            if fact.modality == "asserted":
                key = (norm(fact.subject.entity.name), fact.relation, norm(fact.object.entity.name), fact.when)
                seen.setdefault(key, fact)
        system = list(seen.values())
        matched = [self.matching(fact) for fact in system]
        by_gold: dict[int, list[int]] = defaultdict(list)
        for j, indexes in enumerate(matched):
            for i in indexes:
                by_gold[i].append(j)
        asserted = [i for i, g in enumerate(gold) if g["modality"] == "asserted"]
        taken: dict[int, int] = {}
        used: set[int] = set()
        for wants_date in (True, False):
            for i in sorted(asserted, key=lambda i: gold[i]["optional"]):
                for j in by_gold.get(i, ()) if i not in taken else ():
                    if j not in used and (not wants_date or same_date(gold[i]["when"], system[j].when)):
                        taken[i] = j
                        used.add(j)
                        break
        hits = [i for i in taken if not gold[i]["optional"]]
        kept = set(asserted)
        neutral = {j for j in range(len(system)) if j not in used and kept & set(matched[j])}
        neutral |= {taken[i] for i in taken if gold[i]["optional"]}
        undated = [i for i in hits if not gold[i]["when"]]
        others = [i for i, g in enumerate(gold) if g["modality"] != "asserted"]
        return Counts(
            hits=len(hits),
            dated=sum(same_date(gold[i]["when"], system[taken[i]].when) for i in hits),
            said=len(system) - len(neutral),
            wanted=sum(not gold[i]["optional"] for i in asserted),
            invented=sum(bool(system[taken[i]].when) for i in undated),
            undated=len(undated),
            leaked=sum(any(j not in used and j not in neutral for j in by_gold.get(i, ())) for i in others),
            others=len(others),
        )


def figures(counts: Sequence[Counts]) -> dict[str, float]:
    """Precision, recall and F1 with dates, the triples' F1, the mean F1 of documents, and the three rates."""
    return _figures(np.array([c.row() for c in counts], dtype=float))


def _figures(rows: np.ndarray) -> dict[str, float]:
    hits, dated, said, wanted, invented, undated, leaked, others = rows.sum(axis=0)
    total = rows[:, 2] + rows[:, 3]
    each = np.where(total > 0, 2 * rows[:, 1] / np.maximum(total, 1), 1.0)
    return {
        "P": dated / max(said, 1),
        "R": dated / max(wanted, 1),
        "F1": 2 * dated / max(said + wanted, 1),
        "triples": 2 * hits / max(said + wanted, 1),
        "macro": float(each.mean()),
        "invented": invented / max(undated, 1),
        "leak": leaked / max(others, 1),
        "said": said,
    }


def intervals(counts: Sequence[Counts], seed: int = 0) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals over documents."""
    rows = np.array([c.row() for c in counts], dtype=float)
    chance = np.random.default_rng(seed)
    draws = [_figures(rows[chance.integers(0, len(rows), len(rows))]) for _ in range(_DRAWS)]
    return {name: tuple(np.quantile([d[name] for d in draws], (0.025, 0.975))) for name in ("P", "R", "F1", "macro")}


def line(name: str, counts: Sequence[Counts], bootstrap: bool = True) -> str:
    """One row of a table: dated precision, recall, F1 and macro F1 (with intervals), triples' F1, and the rates."""
    f = figures(counts)
    low = intervals(counts) if bootstrap else {}
    cells = [
        f"{f[k]:.3f}" + (f" [{low[k][0]:.2f}, {low[k][1]:.2f}]" if k in low else "") for k in ("P", "R", "F1", "macro")
    ]
    rest = [f"{f[k]:.3f}" for k in ("triples", "invented", "leak")]
    return f"| {' | '.join([name, *cells, *rest, str(int(f['said']))])} |"


HEADER = (
    "| set | dated P | dated R | dated F1 | macro F1 | triples F1 | invented | leak | said |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def documents(folder: Path, rules: ModuleType) -> list[tuple[Document, Gold]]:
    """The documents of a gold folder."""
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in rules.load_gold(folder):
        gold[fact["document"]].append(fact)
    found = []
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            document = Document(key=path.name, sha256="", text=file.read())
        found.append((document, Gold(rules, gold[path.name])))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--ranked", action="store_true")
    parser.add_argument("--min-confidence", type=float)
    arguments = parser.parse_args()
    extractor = Extractor(threshold=arguments.min_confidence, ranked=arguments.ranked)
    rules = scorer(arguments.scorer)
    print(HEADER)
    for folder in arguments.folders:
        print(
            line(folder.name, [gold.count(extractor.extract(document)) for document, gold in documents(folder, rules)])
        )


if __name__ == "__main__":
    main()
