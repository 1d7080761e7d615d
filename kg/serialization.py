"""Turtle with its prefixes in a fixed order: pyoxigraph writes them first, and in no order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def prefix_lines(prefixes: Mapping[str, str]) -> bytes:
    """The declarations, one a line."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()


def turtle_body(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples in their order, without the declarations, a blank line after each subject."""
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    body = written.split(b"\n", len(prefixes))[-1]
    return body.replace(b" .\n", b" .\n\n")  # a literal's own line breaks are escaped


def turtle_document(triples: Iterable[ox.Triple]) -> bytes:
    """The triples in their order, as a document with the usual prefixes."""
    return prefix_lines(PREFIXES) + b"\n" + turtle_body(triples, PREFIXES).removesuffix(b"\n")
