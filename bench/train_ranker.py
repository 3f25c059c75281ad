"""Learns `loaders/data/ranker.json` from annotated documents, and says what it gives on documents it has not seen.

`python bench/train_ranker.py GOLD_FOLDER... [--scorer PATH] [--parses FILE] [--out FILE]`; `--parses` keeps spaCy's
parses between runs. Needs scikit-learn. The seed is fixed: the same code, data and folders give the same file.

Everything is cross-validated by document, five folds: the linear model's scores that the trees learn from, the trees'
own, and the calibration curve. The printed tables are out of fold; the file is learnt from all documents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
from scoring import HEADER, SCORER, Counts, Gold, documents, figures, line, scorer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from cyberentente.loaders import syntax
from cyberentente.loaders.extract import Extractor
from cyberentente.loaders.ranker import (
    FLOOR,
    Ranker,
    Told,
    Tree,
    Weights,
    chosen,
    columns,
    gathered,
    names,
    of_dateline,
    settled,
    table,
    undated,
)
from cyberentente.loaders.reading import Found, Reading
from cyberentente.schema.model import Fact

SEED = 20
FOLDS = 5
OPTIONAL = 0.3
FEWEST = 3
STRENGTH = 0.15
OUT = Path("loaders/data/ranker.json")


@dataclass
class Text:
    """An annotated document with all that was found in it."""

    folder: str
    name: str
    date: str | None
    length: int
    gold: Gold
    found: list[Found]
    labels: list[float | None]
    fold: int = 0


# --- what is learnt from ----------------------------------------------------------------------------------------------


class Parses:
    """Parses by their words, kept in a file."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.known: dict[bytes, bytes] = pickle.loads(file.read_bytes()) if file and file.is_file() else {}
        self.parse = syntax.Syntax.docs

    def docs(self, reader: syntax.Syntax, texts: Sequence[tuple[list[str], list[bool]]]) -> Iterator[Doc]:
        keys = [hashlib.blake2b(repr((reader.model, text)).encode(), digest_size=12).digest() for text in texts]
        new = [i for i, key in enumerate(keys) if key not in self.known]
        for i, doc in zip(new, self.parse(reader, [texts[i] for i in new]), strict=True):
            self.known[keys[i]] = doc.to_bytes(exclude=["tensor", "user_data"])
        vocabulary = syntax.pipeline(reader.model).vocab
        for key in keys:
            yield Doc(vocabulary).from_bytes(self.known[key])

    def save(self) -> None:
        if self.file:
            self.file.write_bytes(pickle.dumps(self.known))


def read(folders: Sequence[Path], rules: Any, parses: Parses) -> list[Text]:
    """All documents with what rules and pairs find in them, the pairs unfiltered."""
    syntax.Syntax.docs = lambda reader, texts: parses.docs(reader, texts)  # type: ignore[method-assign]
    extractor = Extractor()
    texts = []
    for folder in folders:
        for document, gold in documents(folder, rules):
            spans = [_place(fact["quote"], document.text) for fact in gold.facts]
            reading = Reading(document, extractor.gazetteer)
            found = extractor.found(reading, lambda _: True)
            labels = [_label(item.fact, gold, spans) for item in found]
            texts.append(Text(folder.name, document.key, reading.date, len(document.text), gold, found, labels))
        parses.save()
    order = np.random.default_rng(SEED).permutation(len(texts))
    for position, index in enumerate(order):
        texts[index].fold = position % FOLDS
    return texts


def _place(quote: str, text: str) -> tuple[int, int] | None:
    for part in (quote, *re.split(r"\s*\[|\]\s*|\.\.\.|…", quote)):
        words = part.split()
        if len(part) > 10 and (found := re.search(r"\s+".join(map(re.escape, words)), text)):
            return found.span()
    return None


def _label(fact: Fact, gold: Gold, spans: list[tuple[int, int] | None]) -> float | None:
    """1 right, 0 wrong, OPTIONAL right but optional; None when gold has the fact from another sentence."""
    asserted = [i for i in gold.matching(fact) if gold.facts[i]["modality"] == "asserted"]
    if not asserted:
        return 0.0
    start, end = fact.char_start or 0, fact.char_end or 0
    here = [i for i in asserted if (s := spans[i]) is None or (s[0] < end + 200 and start - 200 < s[1])]
    if not here:
        return None
    return 1.0 if any(not gold.facts[i]["optional"] for i in here) else OPTIONAL


# --- the linear model of sentences ------------------------------------------------------------------------------------


def fit_weights(texts: Sequence[Text]) -> Weights:
    """One logistic regression for each relation."""
    rows: dict[str, list[tuple[int, list[str], float]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for item, label in zip(text.found, text.labels, strict=True):
            if label is not None:
                rows[item.fact.relation].append((number, list(names(item.features)), label))
    bias: dict[str, float] = {}
    learnt: dict[str, dict[str, float]] = defaultdict(dict)
    for relation, examples in sorted(rows.items()):
        seen_in: dict[str, set[int]] = defaultdict(set)
        for number, features, _ in examples:
            for name in features:
                seen_in[name].add(number)
        known = sorted(name for name, numbers in seen_in.items() if len(numbers) >= FEWEST)
        index = {name: i for i, name in enumerate(known)}
        matrix = _matrix([features for _, features, _ in examples], index)
        labels = np.array([label for *_, label in examples])
        weights = np.where((labels > 0) & (labels < 1), labels, 1.0)
        if len(set(labels > 0)) < 2 or not known:
            bias[relation] = 0.0 if (labels > 0).any() else -10.0
            continue
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED, max_iter=300)
        model.fit(matrix, labels > 0, sample_weight=weights)
        bias[relation] = round(float(model.intercept_[0]), 3)
        for name, weight in zip(known, model.coef_[0], strict=True):
            if abs(weight) >= 0.02:
                learnt[relation][name] = round(float(weight), 2)
    return Weights(bias, dict(learnt))


def _matrix(examples: Sequence[Sequence[str]], index: dict[str, int]) -> sparse.csr_matrix:
    columns_, starts = [], [0]
    for features in examples:
        columns_ += [index[name] for name in features if name in index]
        starts.append(len(columns_))
    return sparse.csr_matrix((np.ones(len(columns_), np.float32), columns_, starts), shape=(len(examples), len(index)))


# --- the trees of documents -------------------------------------------------------------------------------------------


def tell(text: Text, weights: Weights) -> list[Told]:
    """A document's facts, as the ranker will see them."""
    logits = [weights.logit(item.fact.relation, item.features) for item in text.found]
    kept = [i for i, v in enumerate(logits) if text.found[i].fact.confidence > 0 or v >= FLOOR]
    return gathered([text.found[i] for i in kept], [logits[i] for i in kept])


def judge(text: Text, told: Told) -> float:
    """Whether a fact is right, its date included: 1, 0, or OPTIONAL."""
    said = [item.fact for item in chosen(told, 1.0) if item.fact.modality == "asserted"]
    label = 0.0
    for fact in said:
        for gold in (text.gold.facts[i] for i in text.gold.matching(fact)):
            if gold["modality"] == "asserted" and gold["optional"]:
                label = max(label, OPTIONAL)
            elif gold["modality"] == "asserted" and text.gold.rules.same_date(gold["when"], fact.when):
                label = 1.0
    return label


def fit_trees(rows: np.ndarray, labels: np.ndarray) -> tuple[float, list[Tree]]:
    """Small trees, each learnt from what those before it got wrong: the log odds they start with, and the trees."""
    model = GradientBoostingClassifier(
        n_estimators=200, learning_rate=0.06, max_depth=3, min_samples_leaf=15, subsample=0.7, max_features=0.4,
        random_state=SEED,
    )  # fmt: skip
    model.fit(rows, labels > 0, sample_weight=np.where((labels > 0) & (labels < 1), labels, 1.0))
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


def calibrated(scores: np.ndarray, labels: np.ndarray) -> list[tuple[float, float]]:
    """A rising curve from log odds to the share that was right, in at most some twenty points."""
    weights = np.where((labels > 0) & (labels < 1), 0.0, 1.0)
    curve = IsotonicRegression(y_min=0.01, y_max=0.985, out_of_bounds="clip")
    curve.fit(scores[weights > 0], labels[weights > 0] > 0)
    grid = np.unique(np.quantile(scores[scores > -4], np.linspace(0, 1, 21)))
    smooth = np.maximum.accumulate(curve.predict(grid))
    return [(round(float(x), 3), round(float(y), 4)) for x, y in zip(grid, smooth, strict=True)]


# --- the day of the document ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undated:
    """A statement without a date: its features, and whether gold dates it by its document."""

    fold: int
    features: list[str]
    today: bool


def without_date(text: Text, groups: Sequence[Told]) -> list[Undated]:
    """The statements of a document that gold has, too, and that carry no date."""
    found = []
    for told in groups if text.date else ():
        for item, logit in zip(told.found, told.logits, strict=True):
            gold = [text.gold.facts[i] for i in text.gold.matching(item.fact)] if undated(item, logit) else []
            dates = [g["when"] for g in gold if g["modality"] == "asserted"]
            if dates:
                place = (item.fact.char_start or 0) / text.length
                today = any(when and text.gold.rules.same_date(when, text.date) for when in dates)
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
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--parses", type=Path, help="keep spaCy's parses in this file")
    parser.add_argument("--found", type=Path, help="keep what was found in this file, and use it if it is there")
    parser.add_argument("--precision", type=float, default=0.85, help="the threshold gives this dated precision")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    if arguments.found and arguments.found.is_file():
        texts: list[Text] = pickle.loads(arguments.found.read_bytes())
    else:
        texts = read(arguments.folders, scorer(arguments.scorer), Parses(arguments.parses))
        for text in texts:
            text.gold.rules = None  # type: ignore[assignment]
        if arguments.found:
            arguments.found.write_bytes(pickle.dumps(texts))
    for text in texts:
        text.gold.rules = scorer(arguments.scorer)
    learn(texts, arguments.out, arguments.precision)


def learn(texts: list[Text], out: Path | None, precision: float) -> None:
    """Cross-validates, prints the tables and writes the model."""
    labels = Counter(label for text in texts for label in text.labels)
    print(f"{len(texts)} documents, candidates by label: {dict(labels)}")
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
    gold = np.array([judge(text, group) for i, text in enumerate(texts) for group in told[i]])
    folds = np.array([text.fold for i, text in enumerate(texts) for _ in told[i]])
    scores = np.zeros(len(gold))
    for fold in range(FOLDS):
        start, trees = fit_trees(rows[folds != fold], gold[folds != fold])
        ranker = Ranker(Weights({}, {}), trees, start)
        scores[folds == fold] = [ranker.score(row) for row in rows[folds == fold]]
    # a document's confidence comes from a curve that other folds' documents drew
    sure = np.zeros(len(gold))
    for fold in range(FOLDS):
        curve = Ranker(Weights({}, {}), curve=calibrated(scores[folds != fold], gold[folds != fold]))
        sure[folds == fold] = [curve.calibrated(score) for score in scores[folds == fold]]
    ends = np.cumsum([len(told[i]) for i in range(len(texts))])[:-1]
    statements = [
        [item.fact for item in settled(told[i], [float(p) for p in part])]
        for i, part in enumerate(np.split(sure, ends))
    ]
    threshold = report(texts, statements, sure, gold, precision)
    if out is not None:
        start, trees = fit_trees(rows, gold)
        curve = calibrated(scores, gold)
        write(out, Ranker(fit_weights(texts), trees, start, curve, fit_dateline(examples), threshold))
        print(f"\n{out.name}: {out.stat().st_size / 1000:.0f} kB, threshold {threshold}")


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
        "threshold": ranker.threshold,
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


def report(texts: list[Text], facts: list[list[Fact]], sure: np.ndarray, gold: np.ndarray, precision: float) -> float:
    """Prints out-of-fold figures, rules alone beside them, the trade-off and the reliability; the best threshold with
    the precision wanted."""
    by_rules = [[i.fact for i in text.found if i.fact.confidence > 0] for text in texts]

    def counts(found: list[list[Fact]], least: float) -> list[Counts]:
        return [
            text.gold.count([f for f in inside if f.confidence >= least])
            for text, inside in zip(texts, found, strict=True)
        ]

    def show(name: str, counted: list[Counts]) -> None:
        for folder in dict.fromkeys(text.folder for text in texts):
            print(line(f"{name}, {folder}", [c for c, t in zip(counted, texts, strict=True) if t.folder == folder]))
        print(line(f"{name}, all", counted))

    ceiling = sum(
        len({i for item in text.found for i in text.gold.matching(item.fact) if _required(text.gold.facts[i])})
        for text in texts
    )
    required = sum(_required(fact) for text in texts for fact in text.gold.facts)
    print(f"candidate recall: {ceiling} of {required} ({ceiling / required:.3f})\n\n{HEADER}")
    show("rules alone (0.5)", counts(by_rules, 0.5))
    levels = [round(0.2 + 0.02 * i, 2) for i in range(36)]
    found = {least: counts(facts, least) for least in levels}
    results = {least: figures(counted) for least, counted in found.items()}
    best = max(levels, key=lambda least: results[least]["F1"])
    precise = [least for least in levels if results[least]["P"] >= precision]
    threshold = max(precise, key=lambda least: results[least]["F1"]) if precise else best
    show(f"ranker, best F1 ({best})", found[best])
    show(f"ranker, precise ({threshold})", found[threshold])
    print("\nRules alone:")
    for least in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        print(line(str(least), counts(by_rules, least), bootstrap=False))
    print("\nRanker, out of fold:")
    for least in levels[::3]:
        print(line(str(least), found[least], bootstrap=False))
    print("\n| confidence | facts | right |\n|---|---|---|")
    clear = (gold == 0) | (gold == 1)
    for low, high in ((0.05, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.0)):
        inside = clear & (sure >= low) & (sure < high)
        if inside.any():
            print(f"| {low} to {high} (mean {sure[inside].mean():.2f}) | {inside.sum()} | {gold[inside].mean():.2f} |")
    return threshold


def _required(fact: dict[str, Any]) -> bool:
    return fact["modality"] == "asserted" and not fact["optional"]


if __name__ == "__main__":
    main()
