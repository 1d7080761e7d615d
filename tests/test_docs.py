"""The documentation is run: every command and every line of Python in both READMEs, from a copy of the checkout."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kg.cli import kg as root_command

if TYPE_CHECKING:
    from pathlib import Path

READMES = ("README.md", "README.zh.md")
ENDLESS = {"review", "serve"}  # commands that a person ends; their own tests run them


@dataclass(frozen=True)
class Block:
    """A fenced block of a document."""

    kind: str
    text: str


def blocks(path: Path) -> list[Block]:
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [Block(match[1], match[2]) for match in found]


def commands(path: Path) -> list[str]:
    consoles = (block.text for block in blocks(path) if block.kind == "console")
    return [line.removeprefix("$ ") for text in consoles for line in text.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def place(root, tmp_path_factory):
    """Where the README's commands are run: the pages and the annotation, and what was built before."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(root / "seeds", folder / "seeds")
    shutil.copytree(root / "tests" / "gold", folder / "tests" / "gold")
    return folder


@pytest.mark.parametrize("readme", READMES)
def test_every_command_of_the_readme_runs(root, place, readme):
    lines = commands(root / readme)
    assert len(lines) == 17
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "kg"
        ended = subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=place, check=False, capture_output=True)
        assert ended.returncode == 0, (line, ended.stderr.decode())
        assert ended.stdout, line


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_the_readme_runs(root, place, readme):
    (script,) = (block.text for block in blocks(root / readme) if block.kind == "python")
    ended = subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=place, check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()
    assert ended.stdout.startswith(b"Graph(")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_in_the_readme(root, readme):
    shown = {shlex.split(line)[1] for line in commands(root / readme)}
    assert shown == set(root_command.commands) - ENDLESS
    text = (root / readme).read_text(encoding="utf-8")
    assert all(f"kg {name} " in text for name in ENDLESS)


@pytest.mark.parametrize("readme", READMES)
def test_the_two_make_targets_stand_at_the_top(root, readme):
    first = blocks(root / readme)[0]
    targets = re.findall(r"^make (\w+)", first.text, re.MULTILINE)
    assert targets == ["build", "test"]
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize("document", [*READMES, "CHANGELOG.md", "docs/design.md", "docs/decisions/formats.md"])
def test_links_lead_somewhere(root, document):
    path = root / document
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_dependency_is_explained(root, readme):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[^\w-]", requirement)[0] for requirement in project["dependencies"]}
    text = (root / readme).read_text(encoding="utf-8")
    table = text.split("## Dependencies" if readme == "README.md" else "## 依赖")[1].split("\n## ")[0]
    table, extras = table.split("\n| extra |" if readme == "README.md" else "\n| 附加 |")
    assert re.findall(r"`kg\[(\w+)\]`", extras) == sorted(project["optional-dependencies"])
    explained = {name for row in re.findall(r"^\| (.+?) \|", table, re.MULTILINE) for name in re.split(r", |、", row)}
    assert explained - {"package", "包", "---"} == names


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_every_dependency_by_hash_and_name_no_host(root, lock):
    text = (root / lock).read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    assert {re.split(r"[^\w-]", requirement)[0] for requirement in project["dependencies"]} <= pinned
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) >= 80
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_changelog_has_the_version(root):
    from kg import __version__

    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)


def test_the_help_examples_are_real_options(root):
    """Every option in an example of a help text is one the command has."""
    from kg.messages import catalogue

    checked = 0
    for name, command in root_command.commands.items():
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        for line in catalogue("en")[f"{name}.examples"].splitlines():
            if line.startswith(f"  kg {name} "):
                assert {word for word in shlex.split(line) if word.startswith("-")} <= known, line
                checked += 1
    assert checked >= 13


def test_the_ci_script_runs_the_tests(root):
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"
