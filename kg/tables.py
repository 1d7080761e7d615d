"""What was read of each article, as a table with a written schema: an article a row, in Arrow and Parquet.

Extraction writes such rows, and all that follows reads them: on one machine or many, in this build or the next.
Mentions and facts are lists of structs whose fields are those of `kg.model`, less what the row says itself: the
article of a mention or an evidence. Figures are strings, which keep every digit.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, repeat, starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from kg.model import Article, Block, Event, Evidence, Mention, Observation, Position, Relation
from kg.offsets import Offsets
from kg.resolve.local import LocalThing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Fact

_TEXT, _INT, _FLOAT, _FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()
_REFS = pa.list_(_TEXT)
_SURE = {"confidence": _FLOAT, "rule": _TEXT, "evidence": pa.list_(pa.struct({"start": _INT, "end": _INT}.items()))}

# The fields of each kind of value, in the order of its class in kg.model.
_MENTION = {"start": _INT, "end": _INT, "type": _TEXT, "name": _TEXT, "rule": _TEXT, "score": _FLOAT}
_MENTION |= {"resolved": _TEXT, "reference": _FLAG}
_THING = {"ref": _TEXT, "type": _TEXT, "name": _TEXT, "names": _REFS, "resolved": _REFS, "telling": _REFS}
_THING |= {"mentions": pa.list_(_INT), "keys": _REFS}
_RELATION = {"subject": _TEXT, "predicate": _TEXT, "object": _TEXT, "status": _TEXT, **_SURE}
_POSITION = {"person": _TEXT, "title": _TEXT, "organization": _TEXT, "status": _TEXT, **_SURE, "former": _FLAG}
_OBSERVATION = {"about": _TEXT, "indicator": _TEXT, "value": _TEXT, "unit": _TEXT, "kind": _TEXT, **_SURE}
_OBSERVATION |= {"value_to": _TEXT, "bound": _TEXT, "period": _TEXT}
_EVENT = {"id": _TEXT, "type": _TEXT, "label": _TEXT, "date": _TEXT, "place": _TEXT, "participants": _REFS}
_EVENT |= {"concerns": _REFS, "status": _TEXT, **_SURE}
_FACTS = {"relations": (Relation, _RELATION), "positions": (Position, _POSITION)}
_FACTS |= {"observations": (Observation, _OBSERVATION), "events": (Event, _EVENT)}


def _structs(fields: dict[str, pa.DataType]) -> pa.DataType:
    return pa.list_(pa.struct(fields.items()))


SCHEMA = pa.schema(
    {
        "key": _TEXT,  # of what was read, and with what: see kg.readings
        "number": _INT,  # of the article in its document, from 1
        "id": _TEXT,
        "source": _TEXT,
        "kind": _TEXT,
        "headline": _TEXT,
        "authors": pa.list_(_TEXT),
        "published": _TEXT,
        "dateline": _TEXT,
        "text": _TEXT,
        "run_starts": pa.list_(_INT),  # runs of offsets: place in the text
        "run_firsts": pa.list_(_INT),  # and place in the source of each one's first character
        "blocks": _structs({"kind": _TEXT, "start": _INT, "end": _INT}),
        "marks": _structs({"start": _INT, "end": _INT, "type": _TEXT, "confidence": _FLOAT}),  # of the names model
        "said": pa.binary(),  # the longer sentences: `kg.text.SAYING`, one after another
        "titles": _structs({"start": _INT, "end": _INT}),
        "mentions": _structs(_MENTION),
        "things": _structs(_THING),
        **{name: _structs(fields) for name, (_, fields) in _FACTS.items()},
        "forms": _structs({"form": _TEXT, "type": _TEXT}),  # the names in the article, each once: what it teaches
        "homeless": pa.list_(_TEXT),  # names that only a home would resolve
        "undated": pa.list_(_TEXT),  # words for days that stay open without a date of publication
        "failure": _TEXT,  # why nothing was read of the article, if so
    }.items()
)


LASTING = [
    name for name in SCHEMA.names if name not in {"marks", "titles", "forms"}
]  # the others are for another reading


class Reading(NamedTuple):
    """A row: an article, and what was read of it."""

    key: str
    number: int
    article: Article
    marks: Sequence[tuple[int, int, str, float]] = ()
    titles: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    forms: Sequence[tuple[str, str]] = ()
    homeless: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    failure: str | None = None
    said: bytes = b""
    things: Sequence[LocalThing] = ()  # what the mentions come to


def as_table(readings: Iterable[Reading]) -> pa.Table:
    """The readings as rows."""
    columns = list(zip(*map(_row, readings), strict=True)) or [()] * len(SCHEMA)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _row(reading: Reading) -> tuple[Any, ...]:
    article = reading.article
    starts, firsts, _ = Offsets.of(article.offsets).runs
    facts = [[_fact(fact) for fact in reading.facts if isinstance(fact, kind)] for kind, _ in _FACTS.values()]
    return (
        *(reading.key, reading.number, article.id, article.source, article.kind, article.headline, article.authors),
        *(article.published, article.dateline, article.text, starts, firsts, list(map(_block_row, article.blocks))),
        *(list(reading.marks), reading.said, reading.titles, list(map(_mention_row, reading.mentions))),
        *(_things(reading), *facts, reading.forms, reading.homeless, reading.undated, reading.failure),
    )


def _things(reading: Reading) -> list[tuple[Any, ...]]:
    """The things' fields, their mentions by number, without the article."""
    number = {mention: n for n, mention in enumerate(reading.mentions)}
    return [
        (
            *(each.ref, each.type, each.name, sorted(each.names), sorted(each.resolved), each.telling),
            *([number[mention] for mention in each.mentions], each.keys),
        )
        for each in reading.things
    ]


_block_row = attrgetter("kind", "start", "end")
_mention_row = attrgetter(*_MENTION)
_fact_rows = {kind: attrgetter(*fields) for kind, fields in _FACTS.values()}


def _fact(fact: Fact) -> tuple[Any, ...]:
    """The fact's fields, without the article of its evidence."""
    fields = _FACTS[type(fact).__name__.lower() + "s"][1]
    values = dict(zip(fields, _fact_rows[type(fact)](fact), strict=True))
    values["evidence"] = [(each.start, each.end) for each in fact.evidence]
    if isinstance(fact, Observation):
        values["value"], values["value_to"] = str(fact.value), None if fact.value_to is None else str(fact.value_to)
    return tuple(values.values())


def readings_of(table: pa.Table) -> Iterator[Reading]:
    """The rows as readings, without what columns that the table lacks would tell: all of LASTING must be there."""
    if not table.num_rows:
        return iter(())
    there = {*table.column_names}
    return map(_reading, *(_column(table[name]) if name in there else repeat(()) for name in SCHEMA.names))


def _column(column: pa.ChunkedArray) -> list[Any]:
    return _values(column.combine_chunks(), column.type)


def _reading(*row: Any) -> Reading:  # noqa: ANN401 - a row's values, of the schema's types
    key, number, id_, source, kind, headline, authors, published, dateline, text, starts, firsts, blocks = row[:13]
    marks, said, titles, mentions, things, relations, positions, observations, events = row[13:22]
    forms, homeless, undated, failure = row[22:]
    article = Article(
        *(id_, source, kind, headline, tuple(authors), published, dateline, text),
        Offsets(starts, firsts, len(text)),
        tuple(starmap(Block, blocks)),
    )
    facts: tuple[Fact, ...] = (
        *(Relation(*(*fields, _evidence(id_, said))) for *fields, said in relations),
        *(Position(*(*fields, _evidence(id_, said), former)) for *fields, said, former in positions),
        *(_observation(id_, fields) for fields in observations),
        *(_event(id_, fields) for fields in events),
    )
    named = tuple([Mention(id_, *fields) for fields in mentions])
    left_open = tuple(homeless), tuple(undated)
    gathered = [_thing(id_, named, fields) for fields in things]
    return Reading(
        *(key, number, article, marks, tuple(titles), named, facts, forms, *left_open, failure, said, gathered)
    )


def _thing(article: str, mentions: Sequence[Mention], fields: Sequence[Any]) -> LocalThing:
    ref, kind, name, names, resolved, telling, numbers, keys = fields
    own = tuple([mentions[number] for number in numbers])
    return LocalThing(
        *(ref, article, kind, name, frozenset(names), frozenset(resolved), tuple(telling), own, tuple(keys))
    )


def _evidence(article: str, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
    return tuple([Evidence(article, start, end) for start, end in spans])


def _observation(article: str, fields: Sequence[Any]) -> Observation:
    about, indicator, value, *between, said, value_to, bound, period = fields
    last = None if value_to is None else Decimal(value_to)
    figure = (about, indicator, Decimal(value), *between, _evidence(article, said), last, bound, period)
    return Observation(*figure)


def _event(article: str, fields: Sequence[Any]) -> Event:
    *first, participants, concerns, status, confidence, rule, said = fields
    said = _evidence(article, said)
    return Event(*(*first, tuple(participants), tuple(concerns), status, confidence, rule, said))


def picked(table: pa.Table, rows: Sequence[int]) -> pa.Table:
    """Those rows of the table."""
    return table.take(pa.array(rows, pa.int64()))


def spans_of(table: pa.Table, column: str) -> list[list[tuple[int, int]]]:
    """Start and end of each struct in a row's list, row by row; quicker than whole readings."""
    array = table[column].combine_chunks()
    ends = array.offsets.to_pylist()
    inner = array.values
    starts, stops = inner.field("start").to_pylist(), inner.field("end").to_pylist()
    return [list(zip(starts[a:b], stops[a:b], strict=True)) for a, b in pairwise(ends)]


def votes_of(tables: Iterable[pa.Table]) -> Iterator[tuple[str, str, int]]:
    """The forms of all rows: name, type, and the number of rows that have them; in no order."""
    forms = [table["forms"].combine_chunks().flatten() for table in tables]
    if forms:
        flat = pa.Table.from_struct_array(pa.chunked_array(forms))
        counted = flat.group_by(["form", "type"], use_threads=False).aggregate([([], "count_all")])
        yield from zip(*(counted[name].to_pylist() for name in ("form", "type", "count_all")), strict=True)


def _values(array: pa.Array, kind: pa.DataType) -> list[Any]:
    """An array as Python values: structs as tuples, equal strings as one object."""
    if pa.types.is_list(kind):
        ends = array.offsets.to_pylist()
        inner = _values(array.values.slice(ends[0], ends[-1] - ends[0]), kind.value_type)
        return [inner[start - ends[0] : end - ends[0]] for start, end in pairwise(ends)]
    if pa.types.is_struct(kind):
        fields = [_values(field, each.type) for field, each in zip(array.flatten(), kind, strict=True)]
        return list(zip(*fields, strict=True))
    if pa.types.is_string(kind):
        encoded = array.dictionary_encode()
        words = encoded.dictionary.to_pylist()
        return [None if place is None else words[place] for place in encoded.indices.to_pylist()]
    return array.to_pylist()  # type: ignore[no-any-return]
