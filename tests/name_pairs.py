"""The hard name pairs of tests/resolution/pairs.txt, each resolved in a small corpus of its own.

python tests/name_pairs.py prints the score and what is wrong; with --write it freezes them in results.json.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kg.collection import Collection
from kg.model import Article, Block, Evidence, Mention, Position, local_ref
from kg.nlp.home import resolve as home_name
from kg.resolve import resolve

FOLDER = Path(__file__).parent / "resolution"
RESULTS = FOLDER / "results.json"


@dataclass
class Side:
    """One article: the thing named, its other names, others named beside it, and a post."""

    type: str
    name: str
    also: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    post: tuple[str, str, str] | None = None


@dataclass
class Pair:
    kind: str
    same: bool
    sides: tuple[Side, Side]
    third: list[tuple[str, str]]
    home: tuple[str, ...]
    line: str


def pairs() -> list[Pair]:
    lines = (FOLDER / "pairs.txt").read_text(encoding="utf-8").splitlines()
    return [_pair(line) for line in lines if line and not line.startswith("#")]


def _pair(line: str) -> Pair:
    kind, type_, name, sign, other, *rest = line.split("\t")
    assert sign in "=#", line
    second = other.partition("/") if "/" in other else (type_, "/", other)
    pair = Pair(kind, sign == "=", (Side(type_, name), Side(second[0], second[2])), [], (), line)
    for extra in rest:
        _add(pair, extra)
    return pair


def _add(pair: Pair, extra: str) -> None:
    head, body = (extra[:5], extra[5:]) if extra.startswith("home:") else (extra[:2], extra[2:])
    side = pair.sides[head[0] == "b"]
    if head == "home:":
        pair.home = tuple(body.split())
    elif head[1] == "+":
        side.also.append(body)
    elif head[1] == "@":
        title, _, org = body.partition("@")
        kind, _, name = org.partition("/")
        side.post = (title, kind, name)
    else:
        found = [(part.partition("/")[0], part.partition("/")[2]) for part in body.split(";")]
        (pair.third if head == "c:" else side.others).extend(found)


def is_one(pair: Pair) -> bool:
    """Whether resolution makes one entity of both."""
    articles, mentions, facts, refs = [], [], [], []
    sides = [*pair.sides, *([Side(*pair.third[0], others=pair.third[1:])] if pair.third else [])]
    for number, side in enumerate(sides):
        id_ = f"{'abc'[number]}-1"
        full = max([side.name, *side.also], key=len)
        named = [(side.type, form, full) for form in (side.name, *side.also)]
        named += [(kind, name, name) for kind, name in side.others]
        ref = local_ref(id_, side.type, full)
        if side.post:
            title, kind, name = side.post
            named += [(kind, name, name)] if name else []
            org = local_ref(id_, kind, name) if name else None
            facts.append(Position(ref, title, org, "Asserted", 0.9, "test", (Evidence(id_, 0, 1),)))
        text = ""
        for kind, form, name in named:
            home = home_name(kind, form, Collection(home=pair.home)) if pair.home else None
            mentions.append(Mention(id_, len(text), len(text) + len(form), kind, name, "test", 1.0, home))
            text += form + "。"
        blocks = (Block("body", 0, len(text)),)
        articles.append(
            Article(id_, f"{id_}.txt", "article", None, (), None, None, text, tuple(range(len(text))), blocks)
        )
        refs.append((id_, side.type, full))
    entities = resolve(articles, mentions, facts, home=pair.home).entities
    owner = {(m.article, m.type, m.name): e.key for e in entities for m in e.mentions}
    return owner[refs[0]] == owner[refs[1]]


def results() -> dict[str, object]:
    """Precision and recall of "these two are one", and the lines that come out wrong."""
    found = [(pair, is_one(pair)) for pair in pairs()]
    right = sum(pair.same and one for pair, one in found)
    said, there = sum(one for _, one in found), sum(pair.same for pair, _ in found)
    return {
        "pairs": len(found),
        "precision": round(right / said, 4),
        "recall": round(right / there, 4),
        "wrong": [pair.line.replace("\t", " ") for pair, one in found if pair.same != one],
    }


if __name__ == "__main__":
    shown = json.dumps(results(), ensure_ascii=False, indent=1) + "\n"
    if "--write" in sys.argv:
        RESULTS.write_text(shown, encoding="utf-8")
    sys.stdout.write(shown)
