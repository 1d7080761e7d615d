"""The SPARQL 1.1 Protocol, its query operation: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import PlainTextResponse, Response

from kg.messages import text
from kg.serve.negotiation import GRAPHS, RESULTS, preferred
from kg.serve.pool import Question

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.limits import Limits
    from kg.serve.pool import Pool

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MAX_FIELDS = 100
# How a question ended that has no answer → HTTP status and the key of what is said.
_ENDINGS = {
    "unacceptable": (406, "serving.unacceptable"),
    "timeout": (503, "serving.timeout"),
    "busy": (503, "serving.busy"),
    "died": (503, "serving.died"),
    "too-large": (500, "serving.too-large"),  # "query request refused"
}


class RefusedError(Exception):
    """A request that is not answered, with the HTTP status and what to say."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


async def sparql(request: Request, pool: Pool, limits: Limits) -> Response:
    """Answer a query request; errors are text, with the status that the protocol asks for."""
    try:
        fields = await _fields(request, limits)
        question = _question(fields, request.headers.get("accept", ""))
    except RefusedError as error:
        return PlainTextResponse(f"{error}\n", error.status)
    answer = await pool.ask(question)
    if answer.state == "wrong":
        return PlainTextResponse(answer.body.decode() + "\n", 400)
    if answer.state in _ENDINGS:
        status, key = _ENDINGS[answer.state]
        return PlainTextResponse(f"{_said(key, limits)}\n", status)
    media = question.results if answer.state == "results" else question.graph
    charset = "; charset=utf-8" if str(media).startswith("text/") else ""
    return Response(answer.body, media_type=f"{media}{charset}", headers={"Vary": "Accept"})


def asks(request: Request) -> bool:
    """Whether a GET carries a query, or only looks at the endpoint."""
    return "query" in request.query_params or "update" in request.query_params


async def _fields(request: Request, limits: Limits) -> list[tuple[str, str]]:
    """The parameters, of the address and of the body."""
    given = request.query_params.multi_items()
    if request.method != "POST":
        return given
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request, limits.request)
    if kind == _QUERY:
        return [*given, ("query", body)]
    if kind == _FORM:
        try:
            pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
        except ValueError as error:
            raise RefusedError(400, text("serving.form")) from error
        return [*given, *pairs]
    if kind == _UPDATE:
        raise RefusedError(403, text("serving.read-only"))
    raise RefusedError(415, text("serving.content-type", _QUERY, _FORM))


async def _body(request: Request, most: int) -> str:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise RefusedError(413, text("serving.body", most))
        parts.append(part)
    try:
        return b"".join(parts).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, text("serving.utf-8")) from error


def _question(fields: list[tuple[str, str]], accept: str) -> Question:
    queries = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise RefusedError(403, text("serving.read-only"))
    if len(queries) != 1:
        raise RefusedError(400, text("serving.one-query", len(queries)))
    if len(queries[0].encode("utf-8", "surrogatepass")) != len(queries[0].encode("utf-8", "replace")):
        raise RefusedError(400, text("serving.utf-8"))
    results, graph = preferred(accept, RESULTS), preferred(accept, GRAPHS)
    if results is None and graph is None:
        raise RefusedError(406, text("serving.unacceptable", ", ".join({*RESULTS.values(), *GRAPHS.values()})))
    default, named = (
        tuple(value for name, value in fields if name == f"{kind}-graph-uri") for kind in ("default", "named")
    )
    return Question(queries[0], results, graph, default, named)


def _said(key: str, limits: Limits) -> str:
    values = {
        "serving.timeout": (limits.seconds,),
        "serving.busy": (limits.waiting,),
        "serving.died": (limits.memory >> 20,),
        "serving.too-large": (limits.answer >> 20,),
        "serving.unacceptable": (", ".join(sorted({*RESULTS.values(), *GRAPHS.values()})),),
    }
    return text(key, *values[key])
