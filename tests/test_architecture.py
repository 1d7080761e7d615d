"""The house keeps its plan: who may import whom, how large a file may grow, and what may not stand in it."""

from __future__ import annotations

import ast
import json
import re
import tomllib

import pytest
from importlinter import cli as import_linter

MAX_LINES = 300
MAX_FUNCTION = 60
NO_NAME = {"utils", "util", "helpers", "helper", "manager", "common", "base", "misc"}
# by type, the least characters that make a name its own: shorter ones are words of the language too
SHORTEST_NAME = {"Enterprise": 3, "Person": 3, "Project": 3, "Facility": 4, "Cluster": 4, "Product": 4}
INDUSTRIES = {"智能装备"}  # a page has it for a product; it is the name of an industry


@pytest.fixture(scope="module")
def sources(root):
    """Every Python file of the package, by its path."""
    found = {path.relative_to(root): path.read_text(encoding="utf-8") for path in sorted((root / "kg").rglob("*.py"))}
    assert len(found) > 40
    return found


def functions(sources):
    for path, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_imports_keep_their_contracts(root, monkeypatch, capsys):
    """The layers are exhaustive: a new file that nobody placed fails here; say in pyproject.toml where it belongs."""
    monkeypatch.chdir(root)
    broken = import_linter.lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert broken == import_linter.EXIT_STATUS_SUCCESS, capsys.readouterr().out
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert len(contracts) == 10
    assert contracts[0]["exhaustive"]


def test_files_are_short(sources):
    assert {str(path): n for path, source in sources.items() if (n := len(source.splitlines())) > MAX_LINES} == {}


def test_functions_are_short(sources):
    long = [(str(p), f.name) for p, f in functions(sources) if (f.end_lineno or 0) - f.lineno >= MAX_FUNCTION]
    assert long == []


def test_files_are_named_for_what_they_hold(sources):
    assert [str(path) for path in sources if NO_NAME & {path.stem, *path.parts}] == []


def test_every_module_says_what_it_is(sources):
    assert [str(path) for path, source in sources.items() if source and not ast.get_docstring(ast.parse(source))] == []


def test_no_name_of_the_seeds_is_listed(root):
    """Nothing is tuned to the pages it is tried on: the names of their things stand nowhere in the code."""
    names = set()
    for path in sorted((root / "tests" / "gold" / "seeds").glob("0*.json")):
        for entity in json.loads(path.read_text(encoding="utf-8"))["entities"]:
            if (shortest := SHORTEST_NAME.get(entity["type"])) is not None:
                names |= {name for name in (entity["name"], *entity.get("aliases", ())) if len(name) >= shortest}
    assert len(names) > 150
    names -= INDUSTRIES
    texts = {
        path.relative_to(root): path.read_text(encoding="utf-8")
        for folder in ("kg", "ontology")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in {".py", ".toml", ".tsv", ".ttl", ".rq", ".j2", ".js", ".css"}
    }
    listed = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    assert [(str(path), hit[0]) for path, text in texts.items() for hit in listed.finditer(text)] == []
