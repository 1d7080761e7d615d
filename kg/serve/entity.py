"""What an IRI of the graph stands for, as a page or as RDF, whichever the client asks for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from kg.messages import text
from kg.ontology import load_ontology
from kg.property_graph import name_of
from kg.serve.negotiation import GRAPHS, HTML, preferred
from kg.serve.pool import Question
from kg.serve.templates import page

if TYPE_CHECKING:
    import pyoxigraph as ox
    from starlette.requests import Request

    from kg.serve.pool import Pool

    Cell = dict[str, str]
    Row = dict[str, Cell]

_ROWS = 500  # values and mentions that a page shows
_LABELS = "skos:prefLabel|rdfs:label|schema:headline|kg:quote|kg:source|kg:title|kg:indicator"
_SAYS = f"""
SELECT ?p ?o (SAMPLE(?l) AS ?label) WHERE {{ %s ?p ?o OPTIONAL {{ ?o {_LABELS} ?l }} }}
GROUP BY ?p ?o ORDER BY ?p ?o LIMIT {_ROWS}"""
# Facts that name it, with what they join it with and the sentence that says it.
_SAID = f"""
SELECT ?s ?p (SAMPLE(?l) AS ?label) (SAMPLE(?q) AS ?quote) WHERE {{
  ?s ?p %s
  OPTIONAL {{ ?s {_LABELS} ?l }}
  OPTIONAL {{ ?s kg:evidence/kg:quote ?q }}
}} GROUP BY ?s ?p ORDER BY ?p ?s LIMIT {_ROWS}"""


async def entity(request: Request, pool: Pool, node: ox.NamedNode, base: str) -> Response:
    """A page or RDF about the node; 404 if the graph says nothing of it."""
    form = preferred(request.headers.get("accept", ""), {**HTML, **GRAPHS})
    if form is None:
        return PlainTextResponse(text("serving.unacceptable", ", ".join(sorted({*GRAPHS.values(), "text/html"}))), 406)
    if form == "text/html":
        return await _page(request, pool, node, base)
    answer = await pool.ask(Question(f"DESCRIBE {node}", None, form))
    if answer.state != "graph":
        return PlainTextResponse(text("serving.busy", 0), 503)
    if not answer.body.strip(b" \r\n[]{}") or await _unknown(pool, node):
        return PlainTextResponse(text("serving.no-entity", node.value), 404)
    return Response(answer.body, media_type=form, headers={"Vary": "Accept"})


async def _unknown(pool: Pool, node: ox.NamedNode) -> bool:
    answer = await pool.ask(Question(f"ASK {{ {node} ?p ?o }}", "application/sparql-results+json"))
    return answer.state == "results" and not json.loads(answer.body)["boolean"]


async def _page(request: Request, pool: Pool, node: ox.NamedNode, base: str) -> Response:
    says, said = await _rows(pool, _SAYS % node), await _rows(pool, _SAID % node)
    if says is None or said is None:
        return PlainTextResponse(text("serving.busy", 0), 503)
    if not says and not said:
        return PlainTextResponse(text("serving.no-entity", node.value), 404)
    titles = [row["o"]["value"] for row in says if name_of(row["p"]["value"]) in {"prefLabel", "label", "headline"}]
    return page(
        request,
        "entity.html.j2",
        node=node.value,
        title=titles[0] if titles else node.value,
        says=[(_term(row["p"]), _value(row["o"], row.get("label"), base)) for row in says],
        said=[(_term(row["p"]), _value(row["s"], row.get("label"), base), _text(row.get("quote"))) for row in said],
    )


async def _rows(pool: Pool, query: str) -> list[Row] | None:
    answer = await pool.ask(Question(query, "application/sparql-results+json"))
    if answer.state != "results":
        return None
    rows: list[Row] = json.loads(answer.body)["results"]["bindings"]
    return [row for row in rows if row]


def _term(cell: Cell) -> dict[str, Any]:
    """A property, with its labels by language where the ontology has them."""
    name = name_of(cell["value"])
    known = load_ontology().properties.get(name)
    return {"name": name, "labels": known.labels if known else {}}


def _value(cell: Cell, label: Cell | None, base: str) -> dict[str, str]:
    """What stands for a value, and where it leads: things of the graph to their page here, nothing elsewhere."""
    if cell["type"] != "uri":
        return {"text": cell["value"], "link": ""}
    iri = cell["value"]
    inside = iri.startswith(base)
    shown = label["value"] if label else iri.removeprefix(base) if inside else name_of(iri)
    return {"text": shown, "link": f"about?iri={quote(iri, safe='')}" if inside else ""}


def _text(cell: Cell | None) -> str:
    return cell["value"] if cell else ""
