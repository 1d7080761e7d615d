"""The page of a large graph is made once for all starts of the server, and anew when the graph changes."""

from __future__ import annotations

import pytest
from small_graph import small_graph

from kg.export import export
from kg.model import Entity

pytest.importorskip("starlette")

from kg.serve.first_page import FirstPage
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.site import Site

LARGE = 1 << 20  # bytes, from which on things made of a file are kept


@pytest.fixture
def made(monkeypatch):
    """What was made, as often as it was."""
    pages, make = [], FirstPage._made
    monkeypatch.setattr(FirstPage, "_made", lambda self: pages.append(make(self)) or pages[-1])
    return pages


def graph_file(path, count):
    names = [f"海岳{number}号科技" for number in range(count)]
    entities = tuple(Entity(f"enterprise/{name}", "Enterprise", name, (), ("p-1",), ()) for name in names)
    graph = small_graph()
    path.write_bytes(export(small_graph(entities=(*graph.entities, *entities)), "turtle"))
    return path


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))


def test_a_large_graph_s_page_is_made_once(tmp_path, made):
    path = graph_file(tmp_path / "graph.ttl", 9000)
    assert path.stat().st_size > LARGE
    first = FirstPage(path)
    page = first.read()
    assert first.read() == FirstPage(path).read() == page == made[0]
    assert len(made) == 1
    assert b'<meta name="kg-server" content="api/">' in page


def test_it_is_made_anew_when_the_graph_or_our_page_changes(tmp_path, made, monkeypatch):
    path = graph_file(tmp_path / "graph.ttl", 9000)
    FirstPage(path).read()
    graph_file(path, 9001)
    FirstPage(path).read()
    assert len(made) == 2
    monkeypatch.setattr("kg.serve.first_page.__version__", "99.0")
    FirstPage(path).read()
    assert len(made) == 3


def test_a_small_graph_s_page_is_not_kept(tmp_path, made):
    path = graph_file(tmp_path / "graph.ttl", 1)
    first = FirstPage(path)
    assert first.read() == first.read() == FirstPage(path).read()
    assert len(made) == 2
    assert not (tmp_path / "cache").exists()


def test_page_and_search_are_made_before_they_are_asked_for(tmp_path, made):
    path = graph_file(tmp_path / "graph.ttl", 9000)
    Site(path, Pool(path, Limits()), Limits()).begin().join(120)
    assert len(made) == 1
    kept = {each.name.partition("-")[2].partition("-")[0] for each in (tmp_path / "cache").glob("*/*-*")}
    assert {"page", "text"} <= kept
