"""Data sets that others publish: tables by a mapping, STIX bundles, FollowTheMoney entities.

A data set may have any size. It is read once, piece by piece, and each piece is a document of its own
(`piece.py`). `kinds.py` tells which importer a file is for; docs/importers.md describes them.
"""

from .entries import Importer
from .kinds import SUFFIXES, knows, opened
from .piece import MARK, Piece, pieces

__all__ = ["MARK", "SUFFIXES", "Importer", "Piece", "knows", "opened", "pieces"]
