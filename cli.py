"""The command line: options in, calls down, tables out; no logic of its own."""

from __future__ import annotations


def main() -> None:
    """Run the `entente` command."""
