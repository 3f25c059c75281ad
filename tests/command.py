"""Runs the installed `entente` command as a user does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("entente")
Result = subprocess.CompletedProcess[str]


def environment(**variables: str) -> dict[str, str]:
    """This process's environment without what would choose another store or other data."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "ENTENTE_"))}
    return {**kept, "COLUMNS": "120", **variables}


def entente(*arguments: str | Path, cwd: Path | None = None, **variables: str) -> Result:
    """Run the command to its end."""
    command = [str(COMMAND), *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment(**variables), capture_output=True, encoding="utf-8", timeout=120
    )


def failure(result: Result, status: int) -> str:
    """The one line of a failed command."""
    assert result.returncode == status, result.stdout + result.stderr
    assert re.fullmatch(r"entente: [^\n]+\n", result.stderr), result.stderr
    return result.stderr
