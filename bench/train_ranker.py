"""Learns `loaders/data/ranker.json` from the recorded examples, and says what it gives on documents it has not seen.

`python bench/train_ranker.py [--examples FILE] [--out FILE]`; `bench/recorded.py` records them. Needs scikit-learn. The
seed is fixed: the same code and examples give the same file.

Everything is cross-validated by document, five folds: the linear model's scores that the trees learn from, the trees'
own, and the calibration curve. The printed tables are out of fold; the file is learnt from all documents. Documents
that no rule was mended on count more: only they show how far a rule can be trusted, and what the rules leave out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from recorded import FEWEST, FILE, OPTIONAL, Text, read
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from cyberentente.loaders.ranker import (
    FLOOR,
    Ranker,
    Told,
    Tree,
    Weights,
    chosen,
    columns,
    gathered,
    key_of,
    of_dateline,
    settled,
    table,
    undated,
)
from cyberentente.schema.model import Fact

SEED = 20
FOLDS = 5
STRENGTH = 0.15
UNSEEN = 3.0
OUT = Path("loaders/data/ranker.json")


# --- the linear model of sentences ------------------------------------------------------------------------------------


def fit_weights(texts: Sequence[Text]) -> Weights:
    """One logistic regression for each relation."""
    rows: dict[str, list[tuple[int, Iterable[str], float]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for item, label in zip(text.found, text.labels, strict=True):
            if label is not None:
                rows[item.fact.relation].append((number, item.features, label))
    bias: dict[str, float] = {}
    learnt: dict[str, dict[str, float]] = defaultdict(dict)
    for relation, examples in sorted(rows.items()):
        seen_in: dict[str, set[int]] = defaultdict(set)
        for number, features, _ in examples:
            for name in features:
                seen_in[name].add(number)
        known = sorted(name for name, numbers in seen_in.items() if len(numbers) >= FEWEST)
        matrix = _matrix([features for _, features, _ in examples], {name: i for i, name in enumerate(known)})
        labels = np.array([label for *_, label in examples])
        if len(set(labels > 0)) < 2 or not known:
            bias[relation] = 0.0 if (labels > 0).any() else -10.0
            continue
        weights = _weight(labels) * np.array([_worth(texts[number]) for number, *_ in examples])
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED, max_iter=300)
        model.fit(matrix, labels > 0, sample_weight=weights)
        bias[relation] = round(float(model.intercept_[0]), 3)
        for name, weight in zip(known, model.coef_[0], strict=True):
            if abs(weight) >= 0.02:
                learnt[relation][name] = round(float(weight), 2)
    return Weights(bias, dict(learnt))


def _worth(text: Text) -> float:
    return UNSEEN if text.unseen else 1.0


def _weight(labels: np.ndarray) -> np.ndarray:
    return np.where((labels > 0) & (labels < 1), labels, 1.0)


def _matrix(examples: Sequence[Iterable[str]], index: dict[str, int]) -> sparse.csr_matrix:
    places, starts = [], [0]
    for features in examples:
        places += [index[name] for name in features if name in index]
        starts.append(len(places))
    return sparse.csr_matrix((np.ones(len(places), np.float32), places, starts), shape=(len(examples), len(index)))


# --- the trees of documents -------------------------------------------------------------------------------------------


def tell(text: Text, weights: Weights) -> list[Told]:
    """A document's facts, as the ranker will see them."""
    logits = [weights.logit(item.fact.relation, item.features) for item in text.found]
    kept = [i for i, v in enumerate(logits) if text.found[i].fact.confidence > 0 or v >= FLOOR]
    return gathered([text.found[i] for i in kept], [logits[i] for i in kept])


def judge(text: Text, told: Told) -> float:
    """Whether a fact is right, its date included: 1, 0, or OPTIONAL."""
    label = 0.0
    for item in chosen(told, 1.0):
        for wanted in (text.wanted[i] for i in text.right.get(told.key, ())):
            if item.fact.modality == "asserted" and wanted.asserted and wanted.optional:
                label = max(label, OPTIONAL)
            elif item.fact.modality == "asserted" and wanted.asserted and wanted.is_dated(item.fact.when):
                label = 1.0
    return label


def fit_trees(rows: np.ndarray, labels: np.ndarray, worth: np.ndarray) -> tuple[float, list[Tree]]:
    """Small trees, each learnt from what those before it got wrong: the log odds they start with, and the trees."""
    model = GradientBoostingClassifier(
        n_estimators=200, learning_rate=0.06, max_depth=3, min_samples_leaf=15, subsample=0.7, max_features=0.4,
        random_state=SEED,
    )  # fmt: skip
    model.fit(rows, labels > 0, sample_weight=_weight(labels) * worth)
    start = float(model.decision_function(rows[:1])[0])
    trees = []
    for (estimator,) in model.estimators_:
        tree = estimator.tree_
        leaf = tree.children_left < 0
        trees.append(
            Tree(
                tuple(int(-1 if end else f) for end, f in zip(leaf, tree.feature, strict=True)),
                tuple(0.0 if end else float(t) for end, t in zip(leaf, tree.threshold, strict=True)),
                tuple(int(i) for i in tree.children_left),
                tuple(int(i) for i in tree.children_right),
                tuple(round(float(v) * model.learning_rate, 5) for v in tree.value[:, 0, 0]),
            )
        )
    row = [float(v) for v in rows[0].astype(np.float32)]
    return round(start - sum(tree.of(row) for tree in trees), 5), trees


def calibrated(scores: np.ndarray, labels: np.ndarray, worth: np.ndarray) -> list[tuple[float, float]]:
    """A rising curve from log odds to the share that was right, in at most some twenty points."""
    clear = (labels == 0) | (labels == 1)
    curve = IsotonicRegression(y_min=0.01, y_max=0.985, out_of_bounds="clip")
    curve.fit(scores[clear], labels[clear], sample_weight=worth[clear])
    grid = np.unique(np.quantile(scores[scores > -4], np.linspace(0, 1, 21)))
    smooth = np.maximum.accumulate(curve.predict(grid))
    return [(round(float(x), 3), round(float(y), 4)) for x, y in zip(grid, smooth, strict=True)]


# --- the day of the document ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undated:
    """A statement without a date: its features, and whether it is annotated with its document's date."""

    fold: int
    features: list[str]
    today: bool


def without_date(text: Text, groups: Sequence[Told]) -> list[Undated]:
    """The statements of a document that are annotated, too, and that carry no date."""
    found = []
    for told in groups if text.date else ():
        wanted = [text.wanted[i] for i in text.right.get(told.key, ()) if text.wanted[i].asserted]
        for item, logit in zip(told.found, told.logits, strict=True):
            if wanted and undated(item, logit):
                place = (item.fact.char_start or 0) / text.length
                today = any(w.dates is not None and w.is_dated(text.date) for w in wanted)
                found.append(Undated(text.fold, list(of_dateline(item, told.any_dated, place)), today))
    return found


def fit_dateline(examples: Sequence[Undated]) -> dict[str, float]:
    """The weights by which a statement is of its document's day; the bias under the empty name."""
    often = Counter(name for example in examples for name in set(example.features))
    known = sorted(name for name, count in often.items() if count > FEWEST)
    matrix = _matrix([sorted(set(e.features)) for e in examples], {name: i for i, name in enumerate(known)})
    model = LogisticRegression(C=0.05, solver="liblinear", random_state=SEED)
    model.fit(matrix, [e.today for e in examples])
    weights = {n: round(float(w), 3) for n, w in zip(known, model.coef_[0], strict=True) if abs(w) >= 0.005}
    return {"": round(float(model.intercept_[0]), 3), **weights}


# --- all together -----------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--examples", type=Path, default=FILE)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    learn(read(arguments.examples), arguments.out)


def learn(texts: list[Text], out: Path) -> None:
    """Cross-validates, prints the tables and writes the model."""
    print(f"{len(texts)} documents, {sum(len(text.found) for text in texts)} candidates")
    for position, index in enumerate(np.random.default_rng(SEED).permutation(len(texts))):
        texts[index].fold = position % FOLDS
    told: dict[int, list[Told]] = {}
    for fold in range(FOLDS):
        weights = fit_weights([text for text in texts if text.fold != fold])
        told |= {i: tell(text, weights) for i, text in enumerate(texts) if text.fold == fold}
    examples = [e for i, text in enumerate(texts) for e in without_date(text, told[i])]
    for fold in range(FOLDS):
        ranker = Ranker(Weights({}, {}), dateline=fit_dateline([e for e in examples if e.fold != fold]))
        for i, text in enumerate(texts):
            for group in told[i] if text.fold == fold else ():
                ranker.date(group, text.date, text.length)
    rows = np.array([row for i in range(len(texts)) for row in table(told[i])])
    right = np.array([judge(text, group) for i, text in enumerate(texts) for group in told[i]])
    folds = np.array([text.fold for i, text in enumerate(texts) for _ in told[i]])
    worth = np.array([_worth(text) for i, text in enumerate(texts) for _ in told[i]])
    scores = np.zeros(len(right))
    for fold in range(FOLDS):
        rest = folds != fold
        start, trees = fit_trees(rows[rest], right[rest], worth[rest])
        ranker = Ranker(Weights({}, {}), trees, start)
        scores[~rest] = [ranker.score(row) for row in rows[~rest]]
    # a document's confidence comes from a curve that other folds' documents drew
    sure = np.zeros(len(right))
    for fold in range(FOLDS):
        rest = folds != fold
        curve = Ranker(Weights({}, {}), curve=calibrated(scores[rest], right[rest], worth[rest]))
        sure[~rest] = [curve.calibrated(score) for score in scores[~rest]]
    ends = np.cumsum([len(told[i]) for i in range(len(texts))])[:-1]
    statements = [
        [item.fact for item in settled(told[i], [float(p) for p in part])]
        for i, part in enumerate(np.split(sure, ends))
    ]
    report(texts, statements, sure, right)
    start, trees = fit_trees(rows, right, worth)
    curve = calibrated(scores, right, worth)
    write(out, Ranker(fit_weights(texts), trees, start, curve, fit_dateline(examples)))
    print(f"\n{out.name}: {out.stat().st_size / 1000:.0f} kB")


def write(out: Path, ranker: Ranker) -> None:
    """The ranker as JSON, a part a line."""
    relations = sorted(ranker.weights.bias)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for number, relation in enumerate(relations):
        for name, weight in ranker.weights.of.get(relation, {}).items():
            weights[name][str(number)] = weight
    data = {
        "columns": columns(),
        "relations": relations,
        "bias": ranker.weights.bias,
        "start": ranker.start,
        "curve": ranker.curve,
        "dateline": ranker.dateline,
        "trees": [
            [t.feature, [round(v, 4) for v in t.limit], t.left, t.right, t.value] for t in ranker.trees
        ],
        "weights": dict(sorted(weights.items())),
    }  # fmt: skip
    lines = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for key, value in data.items()
    )
    out.write_text("{" + lines + "}\n", encoding="utf-8")


# --- what it gives ----------------------------------------------------------------------------------------------------


def report(texts: Sequence[Text], ranked: Sequence[Sequence[Fact]], sure: np.ndarray, right: np.ndarray) -> None:
    """Prints, out of fold and by set, what rules alone give, the ranker, and rules with what the ranker adds."""
    told = [[item.fact for item in text.found if item.fact.confidence >= 0.5] for text in texts]
    print("\n| set | documents | facts from | dated P | dated R | dated F1 | macro |\n|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(text.set for text in texts):
        inside = [i for i, text in enumerate(texts) if text.set == name]
        some = [texts[i] for i in inside]
        print(_line(name, "rules", some, [told[i] for i in inside]))
        for least in (0.4, 0.5, 0.6, 0.7):
            found = [[f for f in ranked[i] if f.confidence >= least] for i in inside]
            print(_line(name, f"ranker, {least}", some, found))
            print(
                _line(name, f"rules + {least}", some, [_joined(told[i], f) for i, f in zip(inside, found, strict=True)])
            )
    print("\n| confidence | facts | right |\n|---|---|---|")
    clear = (right == 0) | (right == 1)
    for low, high in ((0.05, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.0)):
        inside_ = clear & (sure >= low) & (sure < high)
        if inside_.any():
            print(
                f"| {low} to {high} (mean {sure[inside_].mean():.2f}) | {inside_.sum()} | {right[inside_].mean():.2f} |"
            )


def _joined(told: Sequence[Fact], ranked: Sequence[Fact]) -> list[Fact]:
    known = {key_of(fact) for fact in told}
    return [*told, *(fact for fact in ranked if key_of(fact) not in known)]


def _line(name: str, of: str, texts: Sequence[Text], found: Sequence[Sequence[Fact]]) -> str:
    counts = np.array([_counted(text, facts) for text, facts in zip(texts, found, strict=True)], dtype=float)
    hits, said, wanted = counts.sum(axis=0)
    each = np.where(counts[:, 1:].sum(axis=1) > 0, 2 * counts[:, 0] / np.maximum(counts[:, 1:].sum(axis=1), 1), 1.0)
    figures = hits / max(said, 1), hits / max(wanted, 1), 2 * hits / max(said + wanted, 1), each.mean()
    return f"| {name} | {len(texts)} | {of} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"


def _counted(text: Text, facts: Sequence[Fact]) -> tuple[int, int, int]:
    """Facts right with their date, said and wanted; what is optional counts for none, as in `score_facts.py`."""
    said = {(key_of(fact), fact.when) for fact in facts if fact.modality == "asserted"}
    taken: set[int] = set()
    free = 0
    for key, when in sorted(said, key=str):
        meant = [i for i in text.right.get(key, ()) if text.wanted[i].asserted]
        fitting = [i for i in meant if i not in taken and text.wanted[i].is_dated(when)]
        must = [i for i in fitting if not text.wanted[i].optional]
        if must:
            taken.add(must[0])
        elif any(text.wanted[i].optional or i in taken for i in meant):
            free += 1
    return len(taken), len(said) - free, sum(w.asserted and not w.optional for w in text.wanted)


if __name__ == "__main__":
    main()
