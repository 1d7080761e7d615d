"""Which of the forms we have a client wants: the Accept header of RFC 9110, section 12.5.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Media type a client may name → the media type of the serializer.
RESULTS = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
GRAPHS = {
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
}
HTML = {"text/html": "text/html", "application/xhtml+xml": "text/html"}


def preferred(accept: str, offered: Mapping[str, str]) -> str | None:
    """The best of the forms offered, the first one when several are alike; None if the client takes none of them."""
    ranges = _ranges(accept)
    best = max(offered, key=lambda name: _quality(name, ranges), default=None)
    return None if best is None or _quality(best, ranges) <= 0 else offered[best]


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges and their weights; without any, everything is welcome."""
    found = []
    for part in accept.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        weights = [value for key, _, value in (each.partition("=") for each in parameters) if key.strip() == "q"]
        if name:
            found.append((name, _weight(weights)))
    return found or [("*/*", 1.0)]


def _weight(given: Sequence[str]) -> float:
    try:
        return min(1.0, max(0.0, float(given[0]))) if given else 1.0
    except ValueError:
        return 0.0


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most exact range that the media type is in."""
    kind = name.partition("/")[0]
    for exact in (name, f"{kind}/*", "*/*"):
        weights = [weight for each, weight in ranges if each == exact]
        if weights:
            return max(weights)
    return 0.0
