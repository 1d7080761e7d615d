"""What is installed works without the checkout, and the public names are what they say."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest
from hatchling.builders.wheel import WheelBuilder

import kg as package


@pytest.fixture(scope="module")
def installed(root, tmp_path_factory):
    """The wheel, unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_ontology_travels_inside_the_wheel(root, installed):
    sources = {path.relative_to(root) for path in (root / "ontology").rglob("*") if path.is_file()}
    assert len(sources) > 50
    assert {path for path in sources if not (installed / "kg" / path).is_file()} == set()


def test_every_file_of_the_package_travels_inside_the_wheel(root, installed):
    files = [path for path in (root / "kg").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert len(files) > 100
    assert [path for path in files if not (installed / path.relative_to(root)).is_file()] == []


def test_the_wheel_builds_a_graph_far_from_the_checkout(root, installed, tmp_path):
    def python(*arguments):
        environment = {**os.environ, "PYTHONPATH": str(installed), "KG_LANG": "en"}
        options = {"cwd": tmp_path, "env": environment, "encoding": "utf-8"}
        return subprocess.run([sys.executable, *arguments], check=False, capture_output=True, **options)

    where = python("-c", "import kg.resources; print(kg.resources.ontology_path())")
    assert where.stdout.strip() == str(installed / "kg" / "ontology")
    ended = python("-m", "kg", "build", str(root / "seeds"), "-o", "out")
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "out" / "graph.ttl").stat().st_size > 100_000


def test_the_wheel_names_licence_and_command(installed):
    (information,) = installed.glob("kg-*.dist-info")
    assert (information / "licenses" / "LICENSE").is_file()
    assert "kg = kg.cli:console" in (information / "entry_points.txt").read_text(encoding="utf-8")
    assert "License-Expression: Apache-2.0" in (information / "METADATA").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", package.__all__)
def test_every_public_name_is_there(name):
    assert getattr(package, name) is not None
    assert name in dir(package)


@pytest.mark.parametrize("first", ["import kg.build", "from kg.build import build", "import kg", "import kg.cli.build"])
def test_build_is_the_function_whatever_was_imported_before(first):
    says = f"{first}\nimport kg\nprint(kg.build.__name__, callable(kg.build), callable(kg.validate))"
    ended = subprocess.run([sys.executable, "-c", says], check=True, capture_output=True)
    assert ended.stdout.decode().split() == ["build", "True", "True"]


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'nonesuch'"):
        _ = package.nonesuch
