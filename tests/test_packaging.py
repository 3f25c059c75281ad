"""What is installed: one package, with all its data, and nothing else."""

from __future__ import annotations

from importlib.metadata import distribution, files
from pathlib import Path

import cyberentente

ROOT = Path(__file__).parents[1]
DATA = ("*.yaml", "*.cypher", "*.json", "*.html", "*.css", "*.js", "*.LICENSE", "py.typed")


def test_every_data_file_of_the_tree_is_installed() -> None:
    installed = Path(cyberentente.__file__).parent
    wanted = [
        path.relative_to(ROOT)
        for folder in ("schema", "graph", "loaders", "queries")
        for pattern in DATA
        for path in (ROOT / folder).rglob(pattern)
    ]
    assert len(wanted) > 60
    assert [path for path in (*wanted, Path("py.typed")) if not (installed / path).is_file()] == []


def test_nothing_but_the_one_package_lands_in_site_packages() -> None:
    tops = {file.parts[0] for file in files("cyberentente") or () if ".." not in file.parts}
    assert {top for top in tops if not top.endswith((".dist-info", ".pth")) and "editable" not in top} <= {
        "cyberentente",
        "__pycache__",
    }


def test_the_licence_is_told() -> None:
    assert distribution("cyberentente").metadata["License-Expression"] == "Apache-2.0"
