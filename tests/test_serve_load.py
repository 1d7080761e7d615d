"""A thousand mixed requests from sixteen clients, runaway queries among them: no wrong answer, no lost server."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
import requests
from gold_graph import gold_graph
from hostile_graph import write_turtle
from serving import serving

from kg.query import query
from kg.store import read_triples

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

REQUESTS, CLIENTS = 1_000, 16
RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT ?s ?o { ?s (!<urn:x>|!<urn:y>)* ?m . ?m (!<urn:x>)* ?o . ?p ?q ?r } ORDER BY ?o",
)
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
WRONG = "SELECT ?s WHERE { ?s ?p }"
RIGHT = {
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }": None,
    "SELECT ?n { ?s a kg:Park ; skos:prefLabel ?n } ORDER BY ?n": None,
    "SELECT ?s (COUNT(?o) AS ?n) { ?s kg:locatedIn ?o } GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 5": None,
    "SELECT ?q { ?e kg:quote ?q FILTER(CONTAINS(?q, '亿元')) } ORDER BY ?q LIMIT 20": None,
}


@pytest.fixture(scope="module")
def gold_file(tmp_path_factory):
    return write_turtle(tmp_path_factory.mktemp("load") / "gold.ttl", gold_graph())


def ask(root, number, right):
    """Send one request; what came of it, or what is wrong with it."""
    kind = number % 50
    if kind == 7:
        answer = requests.get(f"{root}sparql", params={"query": RUNAWAYS[number // 50 % 2]}, timeout=300)
        return "stopped" if answer.status_code == 503 else f"runaway: {answer.status_code} {answer.text[:200]}"
    if kind == 17:
        answer = requests.get(f"{root}sparql", params={"query": LARGE}, timeout=300)
        return "too large" if answer.status_code in {500, 503} else f"large: {answer.status_code}"
    if kind == 27:
        answer = requests.get(f"{root}sparql", params={"query": WRONG}, timeout=300)
        return "wrong" if answer.status_code == 400 else f"wrong: {answer.status_code}"
    if kind == 37:
        answer = requests.get(f"{root}api/entity", params={"key": "park/武进国家高新区"}, timeout=300)
        return "entity" if answer.status_code in {200, 404} else f"entity: {answer.status_code}"
    text = list(right)[number % len(right)]
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    if number % 2:
        answer = requests.post(f"{root}sparql", data=urlencode({"query": text}), headers=headers, timeout=300)
    else:
        answer = requests.get(f"{root}sparql", params={"query": text}, headers=headers, timeout=300)
    return "right" if answer.status_code == 200 and values(answer.json()) == right[text] else f"{answer.status_code}"


def values(answer):
    names = answer["head"]["vars"]
    return [tuple(row[name]["value"] for name in names) for row in answer["results"]["bindings"]]


def test_a_thousand_requests_lose_nothing(gold_file):
    right = {text: [tuple(map(str, row)) for row in query(gold_file, text).rows] for text in RIGHT}
    assert all(right.values())
    with serving(gold_file, "--seconds", 1) as root, ThreadPoolExecutor(CLIENTS) as clients:
        came = Counter(clients.map(lambda number: ask(root, number, right), range(REQUESTS)))
        # The server lives on and answers at once and rightly.
        text = next(iter(right))
        answer = requests.get(f"{root}sparql", params={"query": text}, timeout=60)
        assert values(answer.json()) == right[text]
        assert right[text] == [(str(len({*read_triples(gold_file)})),)]
    tenth = REQUESTS // 50
    assert came == {
        "right": REQUESTS - 4 * tenth,
        "stopped": tenth,
        "too large": tenth,
        "wrong": tenth,
        "entity": tenth,
    }


def test_a_client_that_leaves_and_one_that_says_nothing_hold_up_nobody(gold_file):
    import socket
    from urllib.parse import urlsplit

    with serving(gold_file, "--seconds", 1, "--workers", 2) as root:
        where = urlsplit(root)
        silent = [socket.create_connection((where.hostname, where.port)) for _ in range(20)]
        silent[0].sendall(b"GET /sparql HTTP/1.1\r\nHost: 127")

        def leave():
            with pytest.raises(requests.Timeout):
                requests.get(f"{root}sparql", params={"query": RUNAWAYS[0]}, timeout=0.3)

        leaving = [threading.Thread(target=leave) for _ in range(8)]
        for each in leaving:
            each.start()
        for each in leaving:
            each.join()
        assert requests.get(f"{root}health", timeout=60).status_code == 200
        for each in silent:
            each.close()


@pytest.mark.skipif(
    not __import__("pathlib").Path("/proc/self/statm").exists(), reason="memory is bounded on Linux only"
)
def test_a_query_that_takes_too_much_memory_ends_alone(gold_file, tmp_path):
    import asyncio

    from kg.serve.limits import Limits
    from kg.serve.pool import Pool, Question

    async def asked():
        pool = Pool(gold_file, Limits(seconds=60, memory=64 << 20, workers=1))
        greedy = "SELECT (SHA512(CONCAT(STR(?c), STR(?f))) AS ?h) ?c ?f ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?h"
        ends = [await pool.ask(Question(text, "text/csv", "text/turtle")) for text in (greedy, "ASK {}")]
        await pool.close()
        return [each.state for each in ends]

    with ThreadPoolExecutor(1) as other:  # the browser's tests leave an event loop running in this thread
        assert other.submit(asyncio.run, asked()).result() == ["died", "results"]
