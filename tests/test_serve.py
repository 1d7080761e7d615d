"""`kg serve` over HTTP: the SPARQL 1.1 Protocol, what IRIs stand for, the page's questions, and what is refused."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import requests
from gold_graph import gold_graph
from hostile_graph import NAMES, hostile_graph, write_turtle
from page_server import Knowledge
from serving import serving

from kg.graph_file import read_graph
from kg.named_queries import named_queries
from kg.query import query as run_query
from kg.store import read_triples

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"
PARK = "park/武进国家高新区"


@pytest.fixture(scope="module")
def gold_file(tmp_path_factory):
    return write_turtle(tmp_path_factory.mktemp("serve") / "gold.ttl", gold_graph())


@pytest.fixture(scope="module")
def root(gold_file):
    with serving(gold_file, "--seconds", 2) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_root(tmp_path_factory):
    with serving(write_turtle(tmp_path_factory.mktemp("serve") / "hostile.ttl", hostile_graph())) as address:
        yield address


def get(root, path="sparql", accept="*/*", **parameters):
    return requests.get(root + path, params=parameters, headers={"Accept": accept}, timeout=60)


def post(root, body, kind, accept="*/*"):
    headers = {"Content-Type": kind, "Accept": accept}
    return requests.post(f"{root}sparql", data=body, headers=headers, timeout=60)


def number(answer):
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_get_form_and_direct_post_answer_alike(root, gold_file):
    count = len({*read_triples(gold_file)})
    form = urlencode({"query": COUNT}).encode()
    answers = [
        get(root, query=COUNT),
        post(root, form, "application/x-www-form-urlencoded"),
        post(root, COUNT.encode(), "application/sparql-query"),
        post(root, COUNT.encode(), "application/sparql-query; charset=utf-8"),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert [number(answer) for answer in answers] == [count] * 4
    assert count > 1000


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (COUNT, "", JSON),
        (COUNT, "*/*", JSON),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "text/csv", "text/csv; charset=utf-8"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (COUNT, "application/xml;q=0.2, text/csv;q=0.9", "text/csv; charset=utf-8"),
        (COUNT, "text/html, text/*;q=0.5", "text/csv; charset=utf-8"),
        ("ASK { ?s ?p ?o }", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("CONSTRUCT WHERE { ?s a kg:Park }", "*/*", "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s a kg:Park }", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s a kg:Park }", "application/ld+json", "application/ld+json"),
        ("DESCRIBE ?s { ?s a kg:Park }", "application/n-triples", "application/n-triples"),
    ],
)
def test_the_form_is_the_one_asked_for(root, query, accept, kind):
    answer = get(root, query=query, accept=accept)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind
    assert "Accept" in answer.headers["Vary"]
    assert answer.content


def test_results_are_those_of_kg_query(root, gold_file):
    for name, each in named_queries().items():
        answer = get(root, query=each.text, accept=JSON).json()
        expected = run_query(gold_file, name)
        assert tuple(answer["head"]["vars"]) == expected.columns
        assert len(answer["results"]["bindings"]) == len(expected.rows), name
    assert len(named_queries()) >= 8


def test_a_client_that_is_not_ours_understands_every_form(root):
    from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(f"{root}sparql")
    client.setQuery("PREFIX kg: <https://kg.example/ontology#> SELECT ?s { ?s a kg:Park }")
    client.setReturnFormat(JSON)
    parks = {row["s"]["value"] for row in client.queryAndConvert()["results"]["bindings"]}
    assert f"https://kg.example/id/{PARK}" in parks
    client.setMethod(POST)
    assert {row["s"]["value"] for row in client.queryAndConvert()["results"]["bindings"]} == parks
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == len(parks)
    client.setReturnFormat(CSV)
    assert len(client.queryAndConvert().decode().split()) == len(parks) + 1
    client.setQuery("PREFIX kg: <https://kg.example/ontology#> CONSTRUCT WHERE { ?s a kg:Park }")
    client.setReturnFormat(TURTLE)
    assert len([*ox.parse(client.queryAndConvert(), format=ox.RdfFormat.TURTLE)]) == len(parks)


@pytest.mark.parametrize(
    ("send", "status", "said"),
    [
        (lambda root: get(root, query="SELEC ?s"), 400, "error at"),
        (lambda root: get(root, query=""), 400, "error"),
        (lambda root: get(root, query="INSERT DATA { <urn:a> <urn:b> <urn:c> }"), 400, "error"),
        (lambda root: get(root, query="SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 400, "SERVICE"),
        (lambda root: get(root, query="SELECT * { s\\u0065rvice <http://127.0.0.1:9/> {} }"), 400, "SERVICE"),
        (lambda root: get(root, update="DROP ALL"), 403, "read-only"),
        (lambda root: post(root, b"DROP ALL", "application/sparql-update"), 403, "read-only"),
        (lambda root: post(root, b"update=DROP+ALL", "application/x-www-form-urlencoded"), 403, "read-only"),
        (lambda root: post(root, b"x=1", "application/x-www-form-urlencoded"), 400, "one query"),
        (lambda root: post(root, b"query=a&query=b", "application/x-www-form-urlencoded"), 400, "one query"),
        (lambda root: post(root, b"query=%FF", "application/x-www-form-urlencoded"), 400, "form"),
        (lambda root: post(root, b"&".join([b"a=1"] * 500), "application/x-www-form-urlencoded"), 400, "form"),
        (lambda root: post(root, b"\xff\xfe", "application/sparql-query"), 400, "UTF-8"),
        (lambda root: post(root, COUNT.encode(), "text/plain"), 415, "application/sparql-query"),
        (lambda root: post(root, b"#" * 300_000, "application/sparql-query"), 413, "larger"),
        (lambda root: get(root, query=COUNT, accept="image/png"), 406, "text/csv"),
        (lambda root: get(root, query=COUNT, accept="application/ld+json"), 406, "text/csv"),
        (lambda root: get(root, query=COUNT, accept="text/csv;q=0"), 406, "text/csv"),
        (lambda root: requests.put(f"{root}sparql", data=b"x", timeout=60), 405, ""),
        (lambda root: requests.delete(f"{root}sparql", timeout=60), 405, ""),
        (lambda root: get(root, path="nowhere"), 404, ""),
        (lambda root: get(root, path="static/../__init__.py"), 404, ""),
        (lambda root: get(root, path="static/..%2F__init__.py"), 404, ""),
        (lambda root: requests.get(f"{root}health", headers={"Host": "evil.example"}, timeout=60), 400, ""),
    ],
)
def test_what_is_refused_is_refused_with_the_right_status(root, send, status, said):
    answer = send(root)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert number(get(root, query=COUNT)) > 1000


def test_a_query_that_runs_away_is_stopped_and_the_next_is_answered(root):
    stopped = get(root, query=RUNAWAY)
    assert stopped.status_code == 503
    assert "stopped after 2 seconds" in stopped.text
    assert number(get(root, query=COUNT)) > 1000


def test_a_dataset_is_chosen_by_the_protocol(root):
    assert number(get(root, query=COUNT, **{"default-graph-uri": "urn:none"})) == 0
    assert get(root, query=COUNT, **{"default-graph-uri": "not an iri"}).status_code == 400


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_an_iri_of_the_graph_gives_its_triples(root, gold_file, accept):
    answer = get(root, f"id/{quote(PARK)}", accept)
    found = {*ox.parse(answer.content, format=ox.RdfFormat.from_media_type(accept))}
    node = ox.NamedNode(f"https://kg.example/id/{PARK}")
    expected = {(t.predicate, t.object) for t in read_triples(gold_file) if t.subject == node}
    assert {(quad.predicate, quad.object) for quad in found if quad.subject == node} == expected
    assert len(expected) > 5


def test_an_iri_gives_a_page_to_a_browser(root):
    answer = get(root, f"id/{quote(PARK)}", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "<h1>武进国家高新区</h1>" in answer.text
    links = re.findall(r'href="/(about\?iri=[^"]+)"', answer.text)
    assert len(links) > 10
    followed = get(root, links[-1].replace("&amp;", "&"), "text/html")
    assert followed.status_code == 200


def test_the_page_of_a_thing_speaks_the_readers_language(root):
    english = requests.get(
        f"{root}id/{quote(PARK)}", headers={"Accept": "text/html", "Accept-Language": "en"}, timeout=60
    )
    assert "Where it appears" in english.text
    assert "出现在" in get(root, f"id/{quote(PARK)}", "text/html").text


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
@pytest.mark.parametrize("path", ["id/park/无此园区", "about?iri=urn:x:y", "about?iri=not+an+iri", "about"])
def test_what_the_graph_does_not_know_is_not_found(root, path, accept):
    assert get(root, path, accept).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_are_served_as_text(hostile_root, name):
    from kg.iri import key_path

    iri = f"https://kg.example/id/{key_path('enterprise/' + name)}"
    page = get(hostile_root, "about", "text/html", iri=iri)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    direct = get(hostile_root, f"id/{quote(key_path('enterprise/' + name), safe='/%')}", "application/n-triples")
    assert direct.status_code == 200
    assert f"<{iri}>" in direct.text
    assert json.loads(get(hostile_root, "api/entity", key=f"enterprise/{name}").text)["entities"][0]["name"] == name


def test_the_page_knows_the_server(root):
    page = get(root, "")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<meta name="kg-server" content="api/">' in page.text


def test_the_page_is_told_what_the_graph_says(root, gold_file):
    """The answers are those of a server over the whole graph in memory."""
    knowledge = Knowledge(read_graph(gold_file), [])
    for key in (PARK, "administrativearea/常州市"):
        told, expected = get(root, "api/entity", key=key).json(), knowledge.entity(key)
        for kind in ("relations", "positions", "events", "observations"):
            assert {fact["id"] for fact in told.get(kind, [])} == {fact["id"] for fact in expected[kind]}
            quotes = {fact["id"]: [each["quote"] for each in fact["evidence"]] for fact in expected[kind]}
            assert {fact["id"]: [each["quote"] for each in fact["evidence"]] for fact in told.get(kind, [])} == quotes
        assert {each["key"] for each in expected["entities"]} <= {each["key"] for each in told["entities"]}
    relation = get(root, "api/entity", key=PARK).json()["relations"][0]
    assert {"subject", "predicate", "object", "status", "confidence", "id", "evidence"} <= relation.keys()


def test_evidence_lies_in_the_text_of_its_article(root):
    facts = get(root, "api/entity", key=PARK).json()["relations"]
    evidence = [each for fact in facts for each in fact["evidence"]]
    texts = {each["article"]: get(root, "api/article", id=each["article"]).json()["text"] for each in evidence}
    assert len(evidence) > 10
    assert all(texts[each["article"]][each["start"] : each["end"]] == each["quote"] for each in evidence)


def test_the_page_finds_names_and_paths(root, gold_file):
    found = get(root, "api/search", q="高新区").json()["entities"]
    assert PARK in {each["key"] for each in found}
    assert get(root, "api/search", q="").json() == {"entities": []}
    knowledge = Knowledge(read_graph(gold_file), [])
    ends = {"from": "enterprise/江苏恒立液压股份有限公司", "to": "administrativearea/常州市"}
    path = get(root, "api/paths", **ends, avoid="Person,Official").json()
    expected = knowledge.paths(ends["from"], ends["to"], "Person,Official")
    assert {fact["id"] for fact in expected["relations"]} <= {fact["id"] for fact in path["relations"]}
    assert path["relations"]


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("api/entity", {"key": "park/无"}),
        ("api/entity", {"key": "x> } ; DROP"}),
        ("api/entity", {}),
        ("api/article", {"id": "无"}),
        ("api/paths", {"from": PARK, "to": "park/无"}),
        ("api/paths", {"from": PARK, "to": PARK}),
    ],
)
def test_what_the_page_asks_in_vain_is_not_found(root, path, parameters):
    assert get(root, path, **parameters).status_code == 404


def test_the_server_describes_itself(root, gold_file):
    for path in (".well-known/void", "sparql"):
        answer = get(root, path, "text/turtle")
        triples = [*ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]
        said = {triple.predicate.value.rpartition("#")[2]: triple.object for triple in triples}
        assert said["sparqlEndpoint"].value == said["endpoint"].value == f"{root}sparql"
        counts = {t.object.value for t in triples if t.predicate.value.endswith("void#triples")}
        assert str(len({*read_triples(gold_file)})) in counts
    assert get(root, "sparql", "text/html").url == f"{root}query"


def test_the_editor_offers_the_terms_and_the_named_queries(root):
    page = get(root, "query", "text/html")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "http" not in re.sub(r"data:,", "", page.text.partition("<body")[0])
    known = get(root, "query/terms").json()
    assert {"kg:Park", "kg:locatedIn", "skos:prefLabel"} <= {term["name"] for term in known["terms"]}
    assert {query["text"] for query in known["queries"]} == {each.text for each in named_queries().values()}


def test_health_and_headers(root):
    answer = get(root, "health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "server" not in {name.lower() for name in answer.headers}
    assert "access-control-allow-origin" not in {name.lower() for name in answer.headers}


SITE, OTHER = "https://editor.example", "https://elsewhere.example"


def asked_from(root, origin, **headers):
    return requests.get(f"{root}sparql", params={"query": COUNT}, headers={"Origin": origin, **headers}, timeout=60)


def preflight(root, origin, method="POST"):
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type",
    }
    return requests.options(f"{root}sparql", headers=headers, timeout=60)


def test_no_other_site_may_read_the_answers(root):
    answer = asked_from(root, SITE)
    assert number(answer) > 1000
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert "Access-Control-Allow-Origin" not in preflight(root, SITE).headers


def test_a_site_that_is_named_may_read_the_answers(gold_file):
    with serving(gold_file, "--allow-origin", SITE, "--allow-origin", "http://localhost:5173") as root:
        for origin in (SITE, "http://localhost:5173"):
            answer = asked_from(root, origin)
            assert (number(answer) > 1000, answer.headers["Access-Control-Allow-Origin"]) == (True, origin)
            assert "Origin" in answer.headers["Vary"]
            assert "Access-Control-Allow-Credentials" not in answer.headers
        asked = preflight(root, SITE)
        assert (asked.status_code, asked.headers["Access-Control-Allow-Origin"]) == (200, SITE)
        assert preflight(root, SITE, "DELETE").status_code == 400
        assert "Access-Control-Allow-Origin" not in asked_from(root, OTHER).headers
        assert preflight(root, OTHER).status_code == 400
        assert asked_from(root, SITE, Host="evil.example").status_code == 400


def test_all_sites_may_be_named(gold_file):
    with serving(gold_file, "--allow-origin", "*") as root:
        assert asked_from(root, OTHER).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("origin", ["editor.example", "https://editor.example/", "https://a@b", "ftp://a", "", "null"])
def test_an_origin_that_is_none_is_misuse(kg, gold_file, origin):
    ended = kg("serve", gold_file, "--allow-origin", origin)
    assert ended.code == 2
    assert "https://example.org" in ended.err


def test_a_file_that_is_no_graph_is_refused(kg, tmp_path):
    (tmp_path / "wrong.ttl").write_text("<urn:a> <urn:b> .", encoding="utf-8")
    ended = kg("serve", tmp_path / "wrong.ttl", "--port", "0")
    assert ended.code == 1
    assert "wrong.ttl" in ended.err


def test_a_port_that_is_taken_is_said(kg, root, gold_file):
    ended = kg("serve", gold_file, "--port", root.rstrip("/").rpartition(":")[2])
    assert ended.code == 1
    assert "cannot be listened on" in ended.err
