"""Starts the databases, each once in a session, on a free port of loopback; one that is not there skips its tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from server import PASSWORD, Server

from kg.load import Login

HERE = Path(__file__).resolve().parent
FETCHED = HERE.parent.parent / ".servers"
PATIENCE = 180  # seconds for a server to come up on a busy machine


def fetched(name):
    """The folder of a fetched server; skips where there is none."""
    if not (FETCHED / name / "complete").exists():
        pytest.skip(f"no {name} here: tests/servers/fetch gets it")
    return FETCHED / name


def program(name, package):
    """The path of a program; skips where there is none."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} here: install {package}")
    return found


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, port, folder):
    """The server's process, once it takes connections; ended afterwards."""
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while not answers(port):
            assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")[-2000:]
            assert time.monotonic() < until, log.read_text(encoding="utf-8", errors="replace")[-2000:]
            time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port):
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory):
    """Oxigraph's own server."""
    folder, port = tmp_path_factory.mktemp("oxigraph"), free_port()
    command = [fetched("oxigraph") / "bin" / "oxigraph", "serve", "--location", folder / "db"]
    with running([*command, "--bind", f"127.0.0.1:{port}"], port, folder):
        url = f"http://127.0.0.1:{port}"
        yield Server(f"oxigraph+{url}", None, f"{url}/query", f"{url}/update")


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory):
    """Apache Jena Fuseki with a dataset in memory."""
    java = program("java", "a JDK")
    (jar,) = (fetched("fuseki") / "lib").glob("jena-fuseki-server-*.jar")
    folder, port = tmp_path_factory.mktemp("fuseki"), free_port()
    options = ["--localhost", f"--port={port}", "--mem", "--update", "/ds"]
    with running([java, "-Xmx512m", "-jar", jar, *options], port, folder):
        url = f"http://127.0.0.1:{port}/ds"
        yield Server(f"fuseki+{url}", None, f"{url}/query", f"{url}/update")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory):
    """OpenLink Virtuoso, which takes updates only from whom it knows."""
    binary = program("virtuoso-t", "virtuoso-opensource-7-bin")
    folder, ports = tmp_path_factory.mktemp("virtuoso"), {"sql": free_port(), "http": free_port()}
    settings = folder / "virtuoso.ini"
    template = (HERE / "virtuoso.ini").read_text(encoding="utf-8")
    settings.write_text(template.format(folder=folder, **ports), encoding="utf-8")
    command = [binary, "+configfile", settings, "+foreground"]
    passwords = ["+pwdold", "dba", "+pwddba", PASSWORD, "+pwddav", PASSWORD]
    subprocess.run([*command, *passwords], cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    with running(command, ports["http"], folder):
        url = f"http://127.0.0.1:{ports['http']}"
        yield Server(f"virtuoso+{url}", Login("dba", PASSWORD), f"{url}/sparql", f"{url}/sparql-auth")


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory):
    """Neo4j Community, with a password."""
    with neo4j_on(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture
def imported(tmp_path):
    """Neo4j Community on what its own import makes of the files in a folder: a function that gives its context."""

    @contextmanager
    def start(files):
        java, library = program("java", "a JDK"), fetched("neo4j") / "lib"
        home = tmp_path / "home"
        home.mkdir()
        command = [
            java,
            "-Xmx768m",
            "-cp",
            f"{library}/*",
            "org.neo4j.cli.AdminTool",
            "database",
            "import",
            "full",
            "neo4j",
        ]
        options = ["--array-delimiter=U+001F", "--multiline-fields=true"]
        inputs = ["--nodes=nodes.csv", "--relationships=relationships.csv"]
        environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home)}
        ended = subprocess.run(
            [*command, *options, *inputs],
            cwd=files,
            env=environment,
            check=False,
            capture_output=True,
            timeout=PATIENCE,
        )
        assert ended.returncode == 0, ended.stderr.decode()[-2000:]
        with neo4j_on(tmp_path) as server:
            yield server

    return start


@contextmanager
def neo4j_on(folder):
    """Neo4j on the data in `folder/home`."""
    from neo4j import GraphDatabase

    java, library = program("java", "a JDK"), fetched("neo4j") / "lib"
    port = free_port()
    settings = folder / "neo4j.conf"
    lines = {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "dbms.security.auth_enabled": "true",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "64m",
    }
    settings.write_text("".join(f"{name}={value}\n" for name, value in lines.items()), encoding="utf-8")
    start = [java, "-Xmx768m", "-cp", f"{library}/*", HERE / "Neo4jServer.java", folder / "home", settings]
    with running(start, port, folder):
        address = f"bolt://127.0.0.1:{port}"
        with GraphDatabase.driver(address, auth=("neo4j", "neo4j")) as driver:
            change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
            driver.execute_query(change, new=PASSWORD, database_="system")
        yield Server(address, Login("neo4j", PASSWORD))
