"""What a start imports; how long it takes is measured by bench/startup.py, not by a test."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

HEAVY = ("spacy", "rdflib", "pyoxigraph", "networkx", "numpy", "pyvis", "jinja2", "pyshacl", "IPython")
HEAVY += ("pypinyin", "pypinyin.phrases_dict")


@pytest.fixture(scope="module")
def bench(root):
    specification = importlib.util.spec_from_file_location("startup", root / "bench" / "startup.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules["startup"] = module
    specification.loader.exec_module(module)
    return module


def imported(code):
    """Which heavy packages are loaded after running the code."""
    asks = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", asks], check=True, capture_output=True, encoding="utf-8")
    return ended.stdout.split()


@pytest.mark.parametrize("module", ["kg", "kg.cli", "kg.messages", "kg.files"])
def test_importing_costs_nothing_heavy(module):
    assert imported(f"import {module}") == []


def test_the_public_names_are_loaded_when_they_are_used():
    assert imported("import kg; kg.Collection") in ([], ["pyoxigraph"])
    assert "spacy" in imported("import kg; kg.build")


def test_a_build_imports_neither_checks_nor_notebooks_nor_phrases(root, tmp_path):
    arguments = ["build", str(root / "seeds"), "-o", str(tmp_path)]
    run = f"from kg.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"
    loaded = set(imported(run)[-len(HEAVY) :])
    assert {"pyshacl", "IPython", "pypinyin.phrases_dict"} & loaded == set()
    assert "pypinyin" in loaded


def test_spacy_comes_without_its_command_line_which_can_be_had_later():
    asks = "import kg.nlp, spacy, sys\nprint('spacy.cli' in sys.modules)\n"
    asks += "try:\n    spacy.info('nothing', silent=True)\nexcept SystemExit:\n    print('spacy.cli' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", asks], check=True, capture_output=True, encoding="utf-8")
    said = ended.stdout.splitlines()
    assert (said[0], said[-1]) == ("False", "True")


def test_the_bench_pairs_a_command_with_its_peer(bench, tmp_path):
    timing = bench.measure(bench.startups(tmp_path)[0], 1)
    assert timing.ratio == pytest.approx(timing.ours / timing.peer)
