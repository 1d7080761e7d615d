"""Names that identify: IRI paths of entities, articles and documents, and content hashes of facts.

An IRI says what it names in the text's own characters (RFC 3987); what an IRI forbids, what changes its
meaning in a path, and invisible characters are percent-encoded, so that different keys give different IRIs.
A hash is the SHA-256 of a fact's identity, cut to 64 bits: the same fact has the same IRI in every build.
"""

from __future__ import annotations

import hashlib
import re
from json.encoder import encode_basestring_ascii as _quoted
from typing import TYPE_CHECKING

from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.model import Fact

DEFAULT_BASE = "https://kg.example/id/"

# What may stand in a path segment as it is: RFC 3987's iunreserved and sub-delims, less private use,
# bidirectional marks, zero-width characters, odd spaces and non-characters. A full stop at the end is valid,
# but not every Turtle parser reads it there.
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_UNSAFE = re.compile(
    "[^A-Za-z0-9._~!$&'()*+,;=:@\\-"
    "\u00a1-\u00ac\u00ae-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef" + _PLANES + r"]|^\.\.\Z|\.\Z"
)


def iri_path(kind: str, name: str) -> str:
    """`kind/name` as it stands in an IRI: `enterprise/海岳科技`; a slash in the name is encoded too."""
    plain = name.isascii() and name.isalnum()  # as every hash is
    return f"{kind}/{name if plain else _UNSAFE.sub(_percent, name)}"


def key_path(key: str) -> str:
    """The IRI path of an entity's key: what stands before the first slash is its kind."""
    kind, _, name = key.partition("/")
    return iri_path(kind, name)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def fact_key(fact: Fact) -> str:
    """`statement/HASH`, `position/HASH` …: equal for equal facts, whatever their evidence. An event has its own."""
    match fact:
        case Relation():
            return _hashed("statement", fact.subject, fact.predicate, fact.object, fact.status)
        case Position():
            return _hashed("position", fact.person, fact.title, fact.organization, fact.status, fact.former)
        case Observation():
            value, value_to = canonical_decimal(fact.value), _optional(fact.value_to)
            figure = (value, value_to, fact.unit, fact.bound, fact.kind, fact.period)
            return _hashed("observation", fact.about, fact.indicator, *figure)
        case Event():
            return fact.id


def evidence_key(source: str, start: int, end: int) -> str:
    """`evidence/HASH` of a span of a source file."""
    return _hashed("evidence", source, start, end)


def canonical_decimal(value: Decimal) -> str:
    """The number without exponent and trailing zeros, as XML Schema 1.1 writes an xsd:decimal: 0.7, 350000000."""
    plain = format(value.normalize(), "f")
    return "0" if plain == "-0" else plain


def _optional(value: Decimal | None) -> str | None:
    return None if value is None else canonical_decimal(value)


def _hashed(kind: str, *identity: str | int | bool | None) -> str:
    canonical = f"[{', '.join([_quoted(v) if type(v) is str else _plain(v) for v in identity])}]".encode("ascii")
    return f"{kind}/{hashlib.sha256(canonical).hexdigest()[:16]}"


def _plain(value: str | int | bool | None) -> str:  # noqa: FBT001 - a value like the others
    """As `json.dumps` writes it, which takes longer to set about it than to do it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool | int) else _quoted(value)
