"""A real Neo4j for the tests: the one at NEO4J_URI, else in Docker, else from jars that Maven resolves.

Jars land in the user's cache folder once; a server started from them lives in a temporary folder, answers on loopback
only, and ends with the test run.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j
import platformdirs

PASSWORD = "entente-tests"
IMAGE = "neo4j:2026.08.1"
PATIENCE = 180.0  # seconds for a server to answer on a busy machine


@dataclass(frozen=True)
class Release:
    """A Neo4j release, the Java it needs at least and at most, and the class that starts it."""

    version: str
    java: range
    main: str


RELEASES = {
    "neo4j-2026": Release("2026.08.1", range(21, 99), "org.neo4j.server.Neo4jCommunity"),
    "neo4j-5.26": Release("5.26.30", range(17, 22), "org.neo4j.server.CommunityEntryPoint"),
}
_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.memory.heap.initial_size=256m
server.memory.heap.max_size=512m
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
"""
_QUICK = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>entente.tests</groupId><artifactId>neo4j</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.neo4j.client</groupId><artifactId>neo4j-browser</artifactId><version>5.24.0</version>
    </dependency>
  </dependencies>
</project>
"""


def available() -> list[str]:
    """The Neo4j stores that can run here, best first; empty if none can."""
    if os.environ.get("NEO4J_URI") or _docker_answers():
        return ["neo4j"]
    if shutil.which("mvn") is None:
        return []
    return [name for name, release in RELEASES.items() if _java_for(release)]


@contextlib.contextmanager
def running(name: str) -> Iterator[dict[str, str]]:
    """Start the store that `available` named; gives the NEO4J_ variables by which to reach it."""
    if name in RELEASES:
        server = _maven(RELEASES[name])
    elif os.environ.get("NEO4J_URI"):
        server = contextlib.nullcontext({key: value for key, value in os.environ.items() if key.startswith("NEO4J_")})
    else:
        server = _docker()
    with server as variables:
        yield variables


def _docker_answers() -> bool:
    try:
        import docker

        return bool(docker.from_env(timeout=2).ping())
    except Exception:  # no package, no engine, no permission: all mean no
        return False


@contextlib.contextmanager
def _docker() -> Iterator[dict[str, str]]:
    from testcontainers.community.neo4j import Neo4jContainer

    with Neo4jContainer(IMAGE, password=PASSWORD) as container:
        yield _variables(container.get_connection_url())


@contextlib.contextmanager
def _maven(release: Release) -> Iterator[dict[str, str]]:
    java = _java_for(release)
    assert java is not None
    with tempfile.TemporaryDirectory(prefix="entente-neo4j-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        bolt, http = _free_port(), _free_port()
        (home / "conf").mkdir()
        (home / "conf" / "neo4j.conf").write_text(_CONFIGURATION.format(bolt=bolt, http=http), encoding="utf-8")
        command = [str(java), *_QUICK, "-cp", str(_jars(release) / "*"), release.main]
        with (home / "console.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, f"--home-dir={home}", f"--config-dir={home / 'conf'}"],
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        try:
            variables = _variables(f"bolt://127.0.0.1:{bolt}")
            _set_password(variables["NEO4J_URI"], process, home)
            yield variables
        finally:
            process.kill()  # nothing of it is kept, and an orderly shutdown takes as long as the start
            process.wait()


def _variables(uri: str) -> dict[str, str]:
    return {"NEO4J_URI": uri, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": PASSWORD}


def _set_password(uri: str, process: subprocess.Popen[bytes], home: Path) -> None:
    """Wait for a fresh server, and replace its first password."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            driver = neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j"))
            with driver, driver.session(database="system") as session:
                session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()
                return
        except neo4j.exceptions.ServiceUnavailable:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Neo4j did not start: {(home / 'console.log').read_text()[-2000:]}") from None
            time.sleep(0.3)


def _jars(release: Release) -> Path:
    """The folder of the release's jars, filled by Maven the first time."""
    cache = Path(platformdirs.user_cache_dir("entente-tests", appauthor=False))
    jars = cache / f"neo4j-{release.version}"
    if not jars.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            (Path(folder) / "pom.xml").write_text(_POM.format(version=release.version), encoding="utf-8")
            command = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            with contextlib.suppress(OSError):  # another test run was faster
                (Path(folder) / "jars").rename(jars)
    return jars


def _java_for(release: Release) -> Path | None:
    """A Java that runs the release: from JAVA_HOME, the PATH, or beside the system's others."""
    homes = [
        Path(home) for home in (os.environ.get("JAVA_HOME"), *sorted(map(str, Path("/usr/lib/jvm").glob("*")))) if home
    ]
    on_path = shutil.which("java")
    candidates = [home / "bin" / "java" for home in homes] + ([Path(on_path)] if on_path else [])
    return next((java for java in candidates if java.exists() and _major(java) in release.java), None)


def _major(java: Path) -> int:
    """The major version of a Java, by its `release` file, else by asking it; 0 if it says none."""
    try:
        text = (java.resolve().parent.parent / "release").read_text(encoding="utf-8")
    except OSError:
        text = subprocess.run([str(java), "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'"(?:1\.)?(\d+)', text)
    return int(match.group(1)) if match else 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end_with_parent() -> None:
    """Have the kernel end the server when the test run dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
