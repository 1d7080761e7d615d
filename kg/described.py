"""A written graph as what it says of each node: subject → predicate → values, by prefixed names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.ontology import KG
from kg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox


class Described:
    """What triples say of their subjects. Values are IRIs and the text of literals."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            subject, value = (getattr(each, "value", str(each)) for each in (triple.subject, triple.object))
            self._about[subject][triple.predicate.value].append(value)

    def __iter__(self) -> Iterator[str]:
        """The subjects, in the order in which they came."""
        return iter(list(self._about))

    def all(self, node: str, name: str) -> list[str]:
        """The values of a property, given by its prefixed name."""
        prefix, _, local = name.partition(":")
        return self._about[node].get(PREFIXES[prefix] + local, []) if node in self._about else []

    def one(self, node: str, name: str) -> str | None:
        """The first value of a property, or None."""
        return next(iter(self.all(node, name)), None)

    def properties(self, node: str) -> list[str]:
        """The prefixed names of what is said of it; the IRIs of properties without a prefix are left out."""
        spelled = (
            (name, iri) for iri in self._about.get(node, ()) for name in PREFIXES.items() if iri.startswith(name[1])
        )
        return [f"{name}:{iri.removeprefix(namespace)}" for (name, namespace), iri in spelled]

    def types(self, node: str) -> list[str]:
        """Its classes in our ontology, by local name."""
        return [iri.removeprefix(KG) for iri in self.all(node, "rdf:type") if iri.startswith(KG)]
