"""What the server says of itself: VoID and DCAT of the dataset, and SPARQL 1.1's service description."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.serve.negotiation import GRAPHS, RESULTS
from kg.serve.pool import Question

if TYPE_CHECKING:
    from kg.serve.pool import Pool

_VOID, _DCAT, _DCTERMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
_SD, _FORMATS = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PREFIXES = {"void": _VOID, "dcat": _DCAT, "dcterms": _DCTERMS, "sd": _SD}
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s skos:prefLabel ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
}
_CLASSES = "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"
_PROPERTIES = "SELECT ?c (COUNT(*) AS ?n) { ?s ?c ?o } GROUP BY ?c ORDER BY ?c"
# W3C's names of the formats (http://www.w3.org/ns/formats/).
_NAMES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPH_NAMES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


async def description(pool: Pool, root: str, title: str, media: str) -> bytes:
    """The description in a form of RDF; `root` is the address under which the client knows the server."""
    triples = [*_dataset(root, title), *await _statistics(pool, root), *_service(root)]
    return ox.serialize(triples, format=ox.RdfFormat.from_media_type(media), prefixes=_PREFIXES) or b""


def _dataset(root: str, title: str) -> list[ox.Triple]:
    dataset, access = _dataset_node(root), ox.NamedNode(f"{root}.well-known/void#sparql")
    endpoint = ox.NamedNode(f"{root}sparql")
    return [
        ox.Triple(dataset, _RDF_TYPE, ox.NamedNode(f"{_VOID}Dataset")),
        ox.Triple(dataset, _RDF_TYPE, ox.NamedNode(f"{_DCAT}Dataset")),
        ox.Triple(dataset, ox.NamedNode(f"{_DCTERMS}title"), ox.Literal(title, language="zh")),
        ox.Triple(dataset, ox.NamedNode(f"{_VOID}sparqlEndpoint"), endpoint),
        ox.Triple(dataset, ox.NamedNode(f"{_VOID}vocabulary"), ox.NamedNode("https://kg.example/ontology#")),
        ox.Triple(access, _RDF_TYPE, ox.NamedNode(f"{_DCAT}DataService")),
        ox.Triple(access, ox.NamedNode(f"{_DCAT}endpointURL"), endpoint),
        ox.Triple(access, ox.NamedNode(f"{_DCAT}servesDataset"), dataset),
    ]


async def _statistics(pool: Pool, root: str) -> list[ox.Triple]:
    """Counts, as far as they are found in time."""
    dataset = _dataset_node(root)
    triples = []
    for name, query in _COUNTS.items():
        for (number,) in await _rows(pool, query, "n"):
            triples.append(ox.Triple(dataset, ox.NamedNode(_VOID + name), ox.Literal(int(number))))
    parts = (
        ("class", "entities", "classPartition", _CLASSES),
        ("property", "triples", "propertyPartition", _PROPERTIES),
    )
    for kind, count, partition, query in parts:
        for place, (iri, found) in enumerate(await _rows(pool, query, "c", "n")):
            part = ox.NamedNode(f"{root}.well-known/void#{kind}-{place}")
            triples += [
                ox.Triple(dataset, ox.NamedNode(_VOID + partition), part),
                ox.Triple(part, ox.NamedNode(_VOID + kind), ox.NamedNode(iri)),
                ox.Triple(part, ox.NamedNode(_VOID + count), ox.Literal(int(found))),
            ]
    return triples


def _service(root: str) -> list[ox.Triple]:
    service, endpoint = ox.NamedNode(f"{root}sparql#service"), ox.NamedNode(f"{root}sparql")
    formats = [ox.NamedNode(_FORMATS + name) for name in (*_NAMES, *_GRAPH_NAMES)]
    return [
        ox.Triple(service, _RDF_TYPE, ox.NamedNode(f"{_SD}Service")),
        ox.Triple(service, ox.NamedNode(f"{_SD}endpoint"), endpoint),
        ox.Triple(service, ox.NamedNode(f"{_SD}supportedLanguage"), ox.NamedNode(f"{_SD}SPARQL11Query")),
        *(ox.Triple(service, ox.NamedNode(f"{_SD}resultFormat"), each) for each in formats),
    ]


def _dataset_node(root: str) -> ox.NamedNode:
    return ox.NamedNode(f"{root}.well-known/void#dataset")


async def _rows(pool: Pool, query: str, *names: str) -> list[tuple[str, ...]]:
    answer = await pool.ask(Question(query, RESULTS["application/json"], GRAPHS["text/turtle"]))
    if answer.state != "results":
        return []
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [tuple(row[name]["value"] for name in names) for row in bindings]
