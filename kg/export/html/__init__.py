"""The graph as one HTML page that opens from disk without a network: pyvis' Network in our own template.

Every script and style is inlined and named by its hash in the page's Content-Security-Policy; data travels as
base64 of gzip, so that no name can end a script. Same graph, same bytes.
"""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import json
import math
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.export.html.columns import picked
from kg.export.html.network import Network
from kg.export.html.payload import Payload, appearance
from kg.layout import layout
from kg.model import Relation

if TYPE_CHECKING:
    from kg.graph import Graph

# In the order in which they are read; each file says what it gives to those after it.
SCRIPTS = (
    "words",
    "elements",
    "source",
    "data",
    "text",
    "absorb",
    "shapes",
    "scene",
    "labels",
    "camera",
    "crowd",
    "map",
    "drawing",
    "posts",
    "facts",
    "article",
    "profile",
    "overview",
    "filters",
    "pinyin",
    "search",
    "ego",
    "paths",
    "paper",
    "tables",
    "timeline",
    "state",
    "help",
    "main",
)
STYLES = ("page", "narrow", "paper")
# What vis-network is told: positions are given, so nothing is simulated; straight edges; hover for names.
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 0, "selectionWidth": 0},
    "interaction": {"hover": True, "dragNodes": False, "selectConnectedEdges": False, "tooltipDelay": 10**9},
}
_LEVEL = 6  # of gzip: 9 takes twice as long for half a percent
_GZIP_OS, _UNKNOWN = 9, 255  # RFC 1952: the place of the operating system in the header, and that it is not told
USUAL_ZOOM = 0.53  # at which some hundred entities fill a screen


def html(graph: Graph, *, title: str | None = None, server: str | None = None, whole: Graph | None = None) -> bytes:
    """The page, in UTF-8; its title is by default the area that most articles speak of.

    `server` is where a server that knows more than the page answers, relative to it: "api/" (see docs/design.md);
    `whole` is the graph that it knows, of which the page says how large it is.
    """
    payload = Payload(graph)
    network, discs = _network(payload)
    environment = Environment(loader=PackageLoader(__package__, ""), autoescape=True, undefined=StrictUndefined)
    environment.filters.update(pack=_pack, columns=picked)
    environment.globals.update(
        title=title or _title(graph),
        server=server,
        style=_style(),
        vis=_vis(),
        script=_script(),
        core={**payload.core(), "discs": discs, "words": _words(), "whole": _counts(whole or graph)},
        detail=payload.detail(),
        texts=list(payload.texts()),
        sha256=_sha256,
        both=_both,
    )
    network.templateEnv, network.path = environment, "page.html.j2"
    page: str = network.generate_html()
    return page.encode("utf-8", "replace")


def _counts(graph: Graph) -> dict[str, int]:
    return {"entities": len(graph.entities), "relations": sum(isinstance(fact, Relation) for fact in graph.facts)}


def _title(graph: Graph) -> str:
    areas = [entity for entity in graph.entities if entity.type == "AdministrativeArea"]
    main = max(areas, key=lambda area: (len(area.articles), len(area.mentions), area.key), default=None)
    return f"{main.name if main else '区域'}产业知识图谱"


class _Numbers(list[int]):
    """0, 1, 2 …: pyvis looks up each end of each edge in its list of nodes, and here need not search."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and 0 <= number < len(self)


def _network(payload: Payload) -> tuple[Network, list[tuple[int, int, int]]]:
    """The map's nodes and edges, placed; and the discs of its communities."""
    pairs = payload.pairs
    degree = [0] * len(payload.entities)
    for ends in pairs:
        for end in ends:
            degree[end] += 1
    sizes = [round(min(26.0, 8 + 3 * math.log2(1 + links)), 1) for links in degree]
    titles = [(13 * min(10, len(label)) + 34) / USUAL_ZOOM for label in payload.labels]
    places = layout(sizes, [(a, b, float(len(facts))) for (a, b), facts in pairs.items()], titles=titles)
    network = Network(directed=True)
    network.options, network.node_ids = OPTIONS, _Numbers()
    for number, size in enumerate(sizes):
        place = {"x": places.x[number], "y": places.y[number], "community": places.community[number]}
        network.add_node(number, label=" ", shape="custom", size=size, **place)
    for (a, b), facts in pairs.items():
        network.add_edge(a, b, facts=facts)
    return network, list(places.discs)


def _pack(value: object) -> str:
    """Base64 of gzip of JSON; without time stamp and system, so that the same value gives the same characters."""
    plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    packed = bytearray(gzip.compress(plain.encode("utf-8", "replace"), _LEVEL, mtime=0))
    packed[_GZIP_OS] = _UNKNOWN  # Python 3.13 writes the system here, 3.11 does not
    return base64.b64encode(packed).decode()


def _script() -> Markup:
    body = "\n".join(_source(f"js/{name}.js") for name in SCRIPTS)
    return _inline(f'"use strict";\n(() => {{\n{body}\n}})();\n')


def _vis() -> Markup:
    """The vis-network that comes with pyvis (Apache-2.0 or MIT, as its head says), less its source map's address."""
    text = files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js").read_text(encoding="utf-8")
    return _inline(text.partition("//# sourceMappingURL")[0])


def _inline(script: str) -> Markup:
    """A script that may stand inside <script>; a browser reads every line break as \\n, and so its hash."""
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("a script that would end its own element cannot be inlined")
    return Markup(script)  # noqa: S704 - the package's own files


def _source(name: str) -> Markup:
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - the package's own file


def _style() -> Markup:
    """The sheets in their order, later ones over earlier ones, and the types' colours as custom properties."""
    return Markup().join(_source(f"{name}.css") for name in STYLES) + _colours()


def _colours() -> Markup:
    """For light and dark."""
    looks = appearance()
    light, dark = ("".join(f"--{name}:{look[mode]};" for name, look in looks.items()) for mode in ("light", "dark"))
    return Markup(f":root{{{light}}}:root[data-theme=dark]{{{dark}}}\n")  # noqa: S704 - the package's own table


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_source("words.toml"))


def _both(word: str) -> str:
    """The word in both languages, for what is said before the page knows the reader's."""
    return " ".join(_words()[word].values())


def _sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
