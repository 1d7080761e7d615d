"""The page's scripts as source: each can be read alone, and together they leave no name undefined or unused."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.export.html import SCRIPTS, STYLES, _script, _words

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "kg" / "export" / "html" / "js"
TOOLS = ROOT / "tests" / "browser"
ESLINT = TOOLS / "node_modules" / "eslint" / "bin" / "eslint.js"
MAX_LINES = 300


@pytest.fixture(scope="session")
def node():
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node.js on this machine (Debian: apt-get install nodejs)")
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_what_it_gives_and_is_short(name):
    text = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    head = text[: text.index("\n\n")]
    assert head.startswith("// ")
    assert "Gives: " in head or name == "main"
    assert len(text.splitlines()) <= MAX_LINES


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_gives_what_it_says(name):
    """The names after `Gives:` are defined in the file."""
    text = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    head = " ".join(line.removeprefix("// ") for line in text[: text.index("\n\n")].splitlines())
    given = head.partition("Gives: ")[2].partition(".")[0].split(", ") if "Gives: " in head else []
    defined = [name for name in given if any(f"{word} {name}" in text for word in ("function", "const", "let"))]
    assert defined == given


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_valid_alone(node, name):
    done = subprocess.run([node, "--check", FOLDER / f"{name}.js"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "flaw", ["", "undefinedName();", "const unusedName = 1;", "[].at(0);", '"".replaceAll("a", "");', "document?.body;"]
)
def test_no_name_is_undefined_or_unused_or_newer_than_chrome_80(node, flaw):
    if not ESLINT.exists():
        pytest.skip("eslint is not here: npm ci --prefix tests/browser")
    script = str(_script()).replace("(() => {", f"(() => {{ {flaw}", 1)
    command = [
        node,
        ESLINT,
        "--max-warnings",
        "0",
        "--config",
        "eslint.config.mjs",
        "--stdin",
        "--stdin-filename",
        "page.js",
    ]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False, cwd=TOOLS)
    assert (done.returncode == 0) == (not flaw), done.stdout + done.stderr


@pytest.mark.parametrize("name", STYLES)
def test_styles_ask_for_nothing_newer_than_chrome_80(name):
    style = (FOLDER.parent / f"{name}.css").read_text(encoding="utf-8")
    newer = (
        r"\binset:|:is\(|:where\(|:has\(|@layer|@container|@property|aspect-ratio|color-mix|\b[dsl]vh\b|:not\([^()]*,|&"
    )
    assert re.findall(newer, style) == []


def test_every_word_stands_in_both_languages_and_is_said():
    page = (FOLDER.parent / "page.html.j2").read_text(encoding="utf-8")
    script = str(_script()) + page
    prefixes = tuple(re.findall(r"say\(`([a-z_]+)\$\{", script))
    measures = {"actual", "target", "change"}  # said by the name that the data has
    words = _words()
    assert len(words) > 120
    assert all(set(word) == {"zh", "en"} and all(word.values()) for word in words.values())
    said = {name for name in words if re.search(rf'"{name}"|\b{name}: ', script) or name.startswith(prefixes)}
    assert set(words) - said - measures == set()
    assert set(re.findall(r'say\("([a-z_0-9]+)"', script)) <= set(words)


def test_words_have_the_same_gaps_in_both_languages():
    gaps = {name: [set(re.findall(r"\{\d\}", text)) for text in word.values()] for name, word in _words().items()}
    assert {name: found for name, found in gaps.items() if found[0] != found[1]} == {}
