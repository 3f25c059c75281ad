"""How long loading takes as the store grows: `python bench/loading.py [--claims 20000] [--facts 100] [--store PATH]`.

Loads made-up documents of `--facts` facts each, a fifth of which confirm what earlier ones said, about 2,000
entities of which few are in most facts. Prints the milliseconds a fact at every tenth; a store that scales prints
like numbers.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from cyberentente.graph.connect import connect
from cyberentente.graph.write import put
from cyberentente.schema.model import Document, End, Entity, Fact
from cyberentente.schema.vocabulary import vocabulary

_RELATIONS = ("COOPERATES_WITH", "MEMBER_OF", "MET_WITH", "ASSISTED", "CONDEMNED")


def facts(number: int, chance: random.Random, entities: list[Entity]) -> Iterator[Fact]:
    """One document's facts."""
    document = f"document-{number}.txt"
    for index in count():
        subject = entities[min(int(chance.paretovariate(0.7)), len(entities)) - 1]
        object_ = entities[chance.randrange(len(entities))]
        if subject == object_:
            continue
        relation = chance.choice(_RELATIONS)
        quote = f"{subject.name} and {object_.name} in sentence {index} " + "with some more words " * 5
        yield Fact(
            document=document,
            subject=End(entity=subject, mention=subject.name),
            relation=relation,
            object=End(entity=object_, mention=object_.name),
            when=f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}",
            phase="held" if vocabulary().relations[relation].state else None,
            quote=quote,
            char_start=index * 200,
            char_end=index * 200 + len(quote),
            rule="bench",
        )


def main() -> None:
    """Load, and print the pace."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--facts", type=int, default=100, help="facts in each document")
    parser.add_argument("--store", type=Path, help="a folder; else Neo4j if NEO4J_URI is set, else a temporary folder")
    options = parser.parse_args()
    entities = [Entity(id=f"organization:{i}", type="Organization", name=f"Organization {i}") for i in range(2000)]
    chance = random.Random(1)
    documents = max(1, options.claims // options.facts)
    tenth = max(1, documents // 10)
    with tempfile.TemporaryDirectory() as folder:
        temporary = None if os.environ.get("NEO4J_URI") else Path(folder) / "store"
        with connect(options.store or temporary) as store:
            began = lap = time.perf_counter()
            for number in range(1, documents + 1):
                said = list(islice(facts(number, chance, entities), options.facts))
                document = Document(key=f"document-{number}.txt", sha256=str(number), text="text", date="2024")
                put(store, document, said, "bench")
                if number % tenth == 0:
                    now = time.perf_counter()
                    pace = (now - lap) / (tenth * options.facts) * 1000
                    print(f"{number * options.facts:>8} facts {now - began:8.1f} s {pace:8.2f} ms a fact", flush=True)
                    lap = now


if __name__ == "__main__":
    main()
