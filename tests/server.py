"""A database server that runs for the tests, and what a client that is not ours reads from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.load import Login

PASSWORD = "geheim-12"  # noqa: S105 - of a server that lives as long as the tests


@dataclass(frozen=True)
class Server:
    """Where to load, as whom, and where it answers queries."""

    address: str
    login: Login | None
    query: str = ""
    update: str = ""


def rows(server, query):
    """A SELECT's rows by a client that is not ours: (kind, value, language, datatype) of each cell."""
    from SPARQLWrapper import JSON, SPARQLWrapper

    client = SPARQLWrapper(server.query, returnFormat=JSON)
    client.setQuery(query)
    found = json.loads(client.query().response.read())
    return [
        tuple(
            (row[name]["value"], row[name].get("xml:lang"), row[name].get("datatype")) for name in found["head"]["vars"]
        )
        for row in found["results"]["bindings"]
    ]
