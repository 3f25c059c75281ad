"""YAML written by hand, read so that every problem can be told with its line and how to mend it.

The YAML's own idea of values is not used: `2018`, `2018-03-05` and `NO` are the texts that were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import yaml

from ..schema import edtf
from ..schema.errors import EntenteError

_NULL = "tag:yaml.org,2002:null"


class BrokenFile(EntenteError):
    """A file written by hand that can't be taken. `lines` holds one problem each, in the order of the file."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("; ".join(self.lines))


class Problem(Exception):
    """Ends the reading of one part of a file; the problem itself is already noted."""


class Marked:
    """A file's YAML, and the problems found in it so far. `name` is what the file is called in their lines."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._problems: list[tuple[int, str]] = []
        self.root = self._compose(text.removeprefix("\ufeff"))

    def _compose(self, text: str) -> yaml.Node:
        try:
            root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            mend = "check indentation and brackets, and put texts that hold ': ' or ' #' in quotes"
            raise BrokenFile(
                [f"{self._name}:{line}: not valid YAML, {error.problem or error.context}: {mend}"]
            ) from error
        except yaml.YAMLError as error:
            raise BrokenFile([f"{self._name}: not valid YAML: {' '.join(str(error).split())}"]) from error
        if root is None:
            raise BrokenFile([f"{self._name}:1: holds nothing but comments"])
        return root

    def wrong(self, node: yaml.Node, what: str) -> Problem:
        """Notes a problem at a node, and gives what to raise if it can't be read any further."""
        self._problems.append((node.start_mark.line + 1, what))
        return Problem()

    def check(self) -> None:
        """Raises BrokenFile if any problem was noted."""
        if self._problems:
            raise BrokenFile(f"{self._name}:{line}: {what}" for line, what in sorted(set(self._problems)))

    def mapping(self, node: yaml.Node, keys: Iterable[str], what: str) -> dict[str, yaml.Node]:
        """A mapping's values by key, those that are null left out."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, f"{what} must be a mapping: write 'key: value' lines")
        values: dict[str, yaml.Node] = {}
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name not in keys:
                self.wrong(key, f"unknown key '{name}' in {what}: {one_of(name, keys)}")
            elif name in seen:
                self.wrong(key, f"key '{name}' is given twice: keep one")
            elif value.tag != _NULL:
                values[name] = value
            seen.add(name)
        return values

    def pairs(self, node: yaml.MappingNode, what: str) -> list[tuple[yaml.ScalarNode, yaml.Node | None]]:
        """A mapping with free keys, null values as None."""
        for key, _ in node.value:
            self.text(key, what)
        return [(key, None if value.tag == _NULL else value) for key, value in node.value]

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """A list's items."""
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(node, f"'{what}' must be a list: begin each item with '- '")
        return list(node.value)

    def text(self, node: yaml.Node, what: str) -> str:
        """One text, its white space made single."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(node, f"'{what}' must be one text")
        text = " ".join(node.value.split())
        if not text or node.tag == _NULL:
            raise self.wrong(node, f"'{what}' is empty: leave it out or fill it in")
        return text

    def texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        """One text or a list of them."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.text(item, what) for item in node.value)
        return (self.text(node, what),)

    def choice(self, node: yaml.Node, what: str, choices: Iterable[str]) -> str:
        """One of the given words."""
        text = self.text(node, what)
        if text not in choices:
            raise self.wrong(node, f"unknown {what} '{text}': {one_of(text, choices)}")
        return text

    def date(self, node: yaml.Node, what: str) -> str:
        """An EDTF date."""
        text = self.text(node, what)
        try:
            edtf.parse(text)
        except ValueError as error:
            raise self.wrong(node, str(error)) from error
        return text


def told(data: bytes, name: str, errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a model found wrong with a YAML file, each problem in one line with its place; BrokenFile if it is no YAML.

    `errors` are those of pydantic's ValidationError.
    """
    marked = Marked(data.decode("utf-8", errors="replace"), name)
    return [f"{name}:{line}: {what}" for line, what in sorted({_told(marked.root, error) for error in errors})]


def _told(root: yaml.Node, error: Mapping[str, Any]) -> tuple[int, str]:
    """The line of one error, and what is wrong there in plain words."""
    node, where = root, "the file"
    for part in error["loc"]:
        if isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
            node = node.value[part]
            fields = node.value if isinstance(node, yaml.MappingNode) else ()
            where = next((f"'{v.value}'" for k, v in fields if k.value == "id"), where)
        elif isinstance(node, yaml.MappingNode):
            node = next((v for k, v in node.value if k.value == part), node)
    key = str(error["loc"][-1]) if error["loc"] else ""
    plain = {
        "missing": f"{where} has no '{key}': give it one",
        "extra_forbidden": f"'{key}' is no field of {where}: mend its spelling, or leave it out",
        "string_type": f"'{key}' of {where} must be one text",
        "tuple_type": f"'{key}' of {where} must be a list: write {key}: [first, second]",
        "model_type": f"{_called(error['loc'])} must be a mapping: write 'field: value' lines" if key else _EMPTY,
    }
    what = plain.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    return node.start_mark.line + 1, what


def _called(loc: Sequence[str | int]) -> str:
    return f"item {loc[-1] + 1} of '{loc[-2]}'" if isinstance(loc[-1], int) else f"'{loc[-1]}'"


_EMPTY = "the file must begin with 'type:' and hold 'entries:'"


def one_of(text: str, choices: Iterable[str]) -> str:
    """What to write instead of `text`: the closest choice, or any."""
    by_case = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(text.casefold(), by_case, n=1)
    return f"did you mean '{by_case[close[0]]}'?" if close else f"use one of {', '.join(choices)}"
