"""Gold annotation as if a perfect names component had read it: gold mentions, and scores of the fact rooms.

    PYTHONPATH=. .venv/bin/python tests/oracle.py relations tests/gold/seeds seeds [--misses N] [--skip n001,n002]
    PYTHONPATH=. .venv/bin/python tests/oracle.py observations GOLD_DIR TEXT_DIR --split SPLIT.json

KIND is relations, positions, observations, events or all. TEXT_DIR holds the documents, whose names start with the
gold file's stem. `--split` reads only the documents that the file lists under "read".
"""

from __future__ import annotations

import argparse
import bisect
import collections
import importlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.articles import split_articles
from kg.documents import read_documents
from kg.facts.references import resolve_references
from kg.facts.sentence import Item, Sentence
from kg.model import Mention
from kg.text import normalize, sentences

if TYPE_CHECKING:
    from kg.model import Article

KINDS = ("relations", "positions", "observations", "events")


def gold_mentions(article: Article, gold: dict[str, Any]) -> list[Mention]:
    """Every occurrence of every surface form of the gold's entities in the article, longest first, nesting kept."""
    text = normalize(article.text)
    found: dict[tuple[int, int], Mention] = {}
    for entity in gold["entities"]:
        for form in {entity["name"], *entity.get("aliases", [])}:
            surface = normalize(form)
            for hit in re.finditer(re.escape(surface), text):
                mention = Mention(
                    article.id,
                    hit.start(),
                    hit.end(),
                    entity["type"],
                    entity["name"],
                    "gold",
                    1.0,
                    entity.get("resolved"),
                )
                found.setdefault(hit.span(), mention)
    spans = sorted(found)
    crossing = {s for s in spans for t in spans if t[0] < s[0] < t[1] < s[1]}
    return [found[s] for s in spans if s not in crossing]


def gold_titles(article: Article, gold: dict[str, Any]) -> list[tuple[int, int]]:
    text, out = normalize(article.text), set()
    for title in sorted({normalize(p["title"]) for p in gold["positions"] if p["title"]}, key=lambda t: (-len(t), t)):
        for hit in re.finditer(re.escape(title), text):
            if not any(s <= hit.start() and hit.end() <= e for s, e in out):
                out.add(hit.span())
    return sorted(out)


def nest(items: list[Item]) -> tuple[Item, ...]:
    """Outermost items in order, the rest inside them; an item that crosses its predecessor is dropped."""
    out: list[tuple[Item, list[Item]]] = []
    for item in sorted(items, key=lambda i: (i.start, -i.end, i.kind in ("Title", "Figure", "Date"))):
        if out and item.end <= out[-1][0].end:
            if item.kind != "Title" and (item.start, item.end) != (out[-1][0].start, out[-1][0].end):
                out[-1][1].append(item)
        elif not out or item.start >= out[-1][0].end:
            out.append((item, []))
    return tuple(
        Item(i.start, i.end, i.kind, i.text, i.ref, i.mention, i.figure, i.date, nest(inner)) for i, inner in out
    )


def gold_sentences(article: Article, gold: dict[str, Any]) -> list[Sentence]:
    text = normalize(article.text)
    items = [Item(m.start, m.end, m.type, text[m.start : m.end], m.ref, m) for m in gold_mentions(article, gold)]
    items += [Item(s, e, "Title", text[s:e]) for s, e in gold_titles(article, gold)]
    taken = [(i.start, i.end) for i in items]
    for module, function, kind in (("kg.quantities", "find_quantities", "Figure"), ("kg.dates", "find_dates", "Date")):
        try:
            find = getattr(importlib.import_module(module), function)
        except ImportError:
            continue
        for v in find(text) if kind == "Figure" else find(text, article.published or article.dateline):
            if not any(s <= v.start and v.end <= e for s, e in taken):
                items.append(
                    Item(
                        v.start,
                        v.end,
                        kind,
                        text[v.start : v.end],
                        figure=v if kind == "Figure" else None,
                        date=v if kind == "Date" else None,
                    )
                )
                taken.append((v.start, v.end))
    items.sort(key=lambda i: (i.start, -i.end))
    starts = [i.start for i in items]
    out = []
    for start, end, block in sentences(article):
        inside = [i for i in items[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)] if i.end <= end]
        out.append(Sentence(article.id, start, end, text[start:end], article.blocks[block].kind, block, nest(inside)))
    return out


def tail(ref: str | None) -> str | None:
    """A local ref without its article: type and name."""
    return ref.split("#", 1)[1] if ref else None


def norm(s: str | None) -> str:
    return re.sub(r"[\s“”\"'‘’《》〈〉「」·•・、]", "", normalize(s or "")).casefold()


def bigrams(s: str | None) -> set[str]:
    t = norm(s)
    return {t[i : i + 2] for i in range(len(t) - 1)}


def _day(date: str | None) -> str | None:
    return date[-5:] if date and len(date) >= 7 else date


def same_event(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    x, y = bigrams(a[3]), bigrams(b[3])
    close = x and y and min(len(x), len(y)) > 3 and 2 * len(x & y) >= min(len(x), len(y))
    return a[0] == b[0] and bool(a[2] & b[2] or (a[1] and b[1] and _day(a[1]) == _day(b[1])) or close)


SAME = {
    "relations": lambda a, b: a == b,
    "positions": lambda a, b: (
        a[0] == b[0]
        and a[2] == b[2]
        and bool(a[1] == b[1] or (a[1] and b[1] and (a[1].endswith(b[1]) or b[1].endswith(a[1]))))
    ),
    "observations": lambda a, b: (
        a[0] == b[0] and abs(float(a[1]) - float(b[1])) <= 1e-6 * max(1.0, abs(float(a[1]))) and a[2] == b[2]
    ),
    "events": same_event,
}


def _things(event: dict[str, Any]) -> list[str]:
    place = [event["place"]] if event.get("place") else []
    return [*event.get("participants", []), *event.get("about", []), *place]


def gold_facts(kind: str, gold: dict[str, Any]) -> list[tuple[Any, ...]]:
    name = {e["id"]: f"{e['type']}:{e['name']}" for e in gold["entities"]}
    name |= {v["id"]: f"Event:{v['id']}" for v in gold["events"] if v.get("id")}
    if kind == "relations":
        keys = [(name.get(r["s"]), r["p"], name.get(r["o"])) for r in gold["relations"] if not r["s"].startswith("v")]
    elif kind == "positions":
        keys = [(name.get(p["person"]), norm(p["title"]), name.get(p["org"])) for p in gold["positions"]]
    elif kind == "observations":
        return [
            (name.get(o["entity"]), o["value"], norm(o.get("unit")), o["indicator"])
            for o in gold["observations"]
            if not o["entity"].startswith("v")
        ]
    else:
        return [
            (v["type"], v.get("date"), frozenset(name.get(x) for x in _things(v)), v["name"]) for v in gold["events"]
        ]
    return list(dict.fromkeys(keys))


def built_facts(kind: str, sents: list[Sentence]) -> list[tuple[Any, ...]]:
    out = getattr(importlib.import_module(f"kg.facts.{kind}"), kind)(sents)
    if isinstance(out, tuple):  # (facts, something else)
        out = out[0]
    if kind == "relations":
        return [(tail(r.subject), r.predicate, tail(r.object)) for r in out]
    if kind == "positions":
        return [(tail(p.person), norm(p.title), tail(p.organization)) for p in out]
    if kind == "observations":
        return [(tail(o.about), o.value, norm(o.unit), o.indicator) for o in out if "#Event:" not in o.about]
    return [
        (
            v.type,
            v.date,
            frozenset(tail(x) for x in [*v.participants, *v.concerns, *([v.place] if v.place else [])]),
            v.label,
        )
        for v in out
    ]


def compare(
    kind: str, gold: list[tuple[Any, ...]], built: list[tuple[Any, ...]]
) -> tuple[list[Any], list[Any], list[Any]]:
    if kind == "relations":
        swap = {k if k in gold or k[1] != "cooperatesWith" else (k[2], k[1], k[0]) for k in built}
        built = sorted(swap, key=str)
    left, hits, missed = list(dict.fromkeys(built)), [], []
    for g in gold:
        hit = next((b for b in left if SAME[kind](g, b)), None)
        if hit is None:
            missed.append(g)
        else:
            left.remove(hit)
            hits.append(g)
    return hits, missed, left


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("kind", choices=(*KINDS, "all"))
    ap.add_argument("gold", type=Path)
    ap.add_argument("texts", type=Path)
    ap.add_argument("--split", type=Path)
    ap.add_argument("--misses", type=int, default=0)
    ap.add_argument("--only", help="one document's stem")
    a = ap.parse_args()
    keep = set(json.loads(a.split.read_text(encoding="utf-8"))["read"]) if a.split else None
    documents, _ = read_documents([a.texts])
    count: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for path in sorted(p for p in a.gold.glob("*.json") if p.stem[-1].isdigit()):
        if (keep is not None and path.stem not in keep) or (a.only and path.stem != a.only):
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = next(d for d in documents if Path(d.source).name.startswith(path.stem))
        sents = [resolve_references(gold_sentences(article, gold)) for article in split_articles(document)]
        for kind in KINDS if a.kind == "all" else (a.kind,):
            built = [f for s in sents for f in built_facts(kind, s)]
            hits, missed, extra = compare(kind, gold_facts(kind, gold), built)
            for what, rows in (("tp", hits), ("fn", missed), ("fp", extra)):
                for row in rows:
                    count[kind][what] += 1
                    if kind in ("relations", "events"):
                        count[f"{kind}:{row[1] if kind == 'relations' else row[0]}"][what] += 1
                    if what != "tp" and a.misses > 0:
                        print(path.stem, kind, "missed" if what == "fn" else "extra ", *row)
    for key, c in sorted(count.items()):
        p, r = c["tp"] / max(1, c["tp"] + c["fp"]), c["tp"] / max(1, c["tp"] + c["fn"])
        counts = " ".join(f"{what} {c[what]}" for what in ("tp", "fp", "fn"))
        print(f"{key:28} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}  {counts}")


if __name__ == "__main__":
    main()
