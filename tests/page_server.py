"""A server as docs/design.md describes it for the page, over a graph in memory, for the tests of the page."""

from __future__ import annotations

import json
from collections import deque
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from kg.export.html.figures import figure_text
from kg.iri import fact_key
from kg.model import Event, Observation, Position, Relation

NAMES = {Relation: "relations", Position: "positions", Event: "events", Observation: "observations"}
LONGEST = 6


def refs(fact):
    """The keys of everything that a fact is about."""
    match fact:
        case Relation():
            found = (fact.subject, fact.object)
        case Position():
            found = (fact.person, fact.organization)
        case Observation():
            found = (fact.about,)
        case Event():
            found = (*fact.concerns, *fact.participants, fact.place)
    return [key for key in found if key]


@dataclass(frozen=True)
class Knowledge:
    """Answers about a graph; `asked` is what was asked, in order."""

    graph: object
    asked: list

    def search(self, q):
        found = [entity for entity in self.graph.entities if any(q in name for name in (entity.name, *entity.aliases))]
        return {"entities": [self.entity_row(entity) for entity in found[:20]]}

    def entity(self, key):
        about = [fact for fact in self.graph.facts if key in refs(fact)]
        return self.part(about, {key}) if key in self.graph._entities else None

    def paths(self, from_, to, avoid=""):
        between = {}
        for fact in self.graph.facts:
            ends = [end for end in refs(fact) if end in self.graph._entities]
            for one in ends:
                between.setdefault(one, set()).update(end for end in ends if end != one)
        closed = {entity.key for entity in self.graph.entities if entity.type in avoid.split(",")} - {from_, to}
        steps, queue = {from_: [from_]}, deque([from_])
        while queue:
            here = queue.popleft()
            for other in sorted(between.get(here, ())):
                if other not in steps and other not in closed and len(steps[here]) <= LONGEST:
                    steps[other] = [*steps[here], other]
                    queue.append(other)
        path = set(steps.get(to, []))
        return self.part([fact for fact in self.graph.facts if len(path & {*refs(fact)}) > 1], path)

    def article(self, id):  # noqa: A002 - the parameter's name in the address
        article = self.graph._articles.get(id)
        return article and {"text": article.text, "blocks": [[b.kind, b.start, b.end] for b in article.blocks]}

    def part(self, facts, keys):
        """Those facts, and every entity and article that they name."""
        named = keys | {ref for fact in facts for ref in refs(fact)}
        articles = {evidence.article for fact in facts for evidence in fact.evidence}
        rows = {name: [self.fact_row(fact) for fact in facts if isinstance(fact, kind)] for kind, name in NAMES.items()}
        entities = [self.entity_row(entity) for entity in self.graph.entities if entity.key in named]
        return {"entities": entities, "articles": [self.article_row(id_) for id_ in sorted(articles)], **rows}

    def entity_row(self, entity):
        own = {"key": entity.key, "name": entity.name, "type": entity.type, "aliases": list(entity.aliases)}
        return {**own, "reports": len(entity.articles)}

    def article_row(self, id_):
        article = self.graph._articles[id_]
        about = {"id": id_, "source": article.source, "headline": article.headline, "authors": list(article.authors)}
        return {**about, "date": article.published or article.dateline}

    def fact_row(self, fact):
        evidence = [{**each._asdict(), "quote": self.graph.quote(each)} for each in fact.evidence]
        more = {"text": figure_text(fact), "value": float(fact.value)} if isinstance(fact, Observation) else {}
        own = {name: value for name, value in asdict(fact).items() if name not in {"rule", "value_to", "bound"}}
        return {"id": getattr(fact, "id", None) or fact_key(fact), **own, **more, "evidence": evidence}


class Handler(BaseHTTPRequestHandler):
    """The page at /, the answers under /api/."""

    def __init__(self, page, knowledge, *arguments):
        self.page, self.knowledge = page, knowledge
        super().__init__(*arguments)

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path == "/":
            return self.answer(200, "text/html; charset=utf-8", self.page)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.knowledge.asked.append((address.path, asked))
        name = address.path.removeprefix("/api/")
        values = {{"from": "from_"}.get(key, key): value for key, value in asked.items()}
        found = getattr(self.knowledge, name)(**values)
        return self.answer(200 if found else 404, "application/json", json.dumps(found or {"error": name}).encode())

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Tests stay quiet."""


@contextmanager
def serving(page, graph):
    """The address of a server for that page and graph, and what it is asked."""
    asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, page, Knowledge(graph, asked)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
