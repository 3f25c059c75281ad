"""A Neo4j started on a database that `neo4j-admin database import` has made from exported files."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from neo4j_server import _CONFIGURATION, _QUICK, PATIENCE, RELEASES, _free_port, _jars, _java_for

from cyberentente.graph.connect import Neo4jStore, Store
from cyberentente.schema.errors import EntenteError

_ADMIN = """#!/bin/sh
exec "{java}" {options} -cp "{jars}/*" org.neo4j.server.startup.Neo4jAdminCommand "$@"
"""
_MORE = """\
dbms.security.auth_enabled=false
server.jvm.additional=--add-opens=java.base/java.nio=ALL-UNNAMED
"""


@contextlib.contextmanager
def imported(release: str, script: Path) -> Iterator[Store]:
    """Run the export's own `import.sh` with the release's neo4j-admin, start the server on it, give the store."""
    chosen = RELEASES[release]
    java, jars = _java_for(chosen), _jars(chosen)
    assert java is not None
    with tempfile.TemporaryDirectory(prefix="entente-neo4j-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        bolt, http = _free_port(), _free_port()
        settings = _CONFIGURATION.format(bolt=bolt, http=http) + _MORE
        (home / "conf").mkdir()
        (home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
        admin = home / "bin" / "neo4j-admin"
        admin.parent.mkdir()
        admin.write_text(_ADMIN.format(java=java, jars=jars, options=" ".join(_QUICK)), encoding="utf-8")
        admin.chmod(0o755)
        environment = os.environ | {
            "PATH": f"{admin.parent}:{os.environ['PATH']}",
            "NEO4J_HOME": str(home),
            "NEO4J_CONF": str(home / "conf"),
        }
        done = subprocess.run(["sh", str(script)], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        command = [str(java), *_QUICK, "-cp", str(jars / "*"), chosen.main]
        with (home / "console.log").open("wb") as log:
            server = subprocess.Popen(
                [*command, f"--home-dir={home}", f"--config-dir={home / 'conf'}"], stdout=log, stderr=log
            )
        try:
            yield _answering(Neo4jStore(f"bolt://127.0.0.1:{bolt}", "neo4j", "", None))
        finally:
            server.kill()
            server.wait()


def _answering(store: Store) -> Store:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            store.read("RETURN 1 AS one")
        except EntenteError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
        else:
            return store
