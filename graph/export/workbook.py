"""XLSX: a workbook with the sheets entities, claims and evidence; no cell is ever a formula."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from ..subgraph import Subgraph
from . import fields
from .tables import COLUMNS, DANGEROUS, tables

_CELL_LIMIT = 32_767  # characters that Excel takes in a cell
_EPOCH = dt.datetime(2000, 1, 1)


def write(subgraph: Subgraph, target: Path) -> None:
    book = Workbook(write_only=True)
    book.properties.creator = "Entente"
    book.properties.created = book.properties.modified = _EPOCH
    sheets = {}
    for table, columns in COLUMNS.items():
        sheet = sheets[table] = book.create_sheet(table)
        sheet.freeze_panes = "A2"
        sheet.append([_bold(sheet, name) for name in columns])
    for table, rows in tables(subgraph):
        for values in rows:
            sheets[table].append([_cell(sheets[table], value) for value in values])
    book.save(target)


def _bold(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: fields.Scalar) -> Any:
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_CELL_LIMIT]
    if text[:1] not in DANGEROUS:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
