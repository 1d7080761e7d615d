"""How long names take to be resolved, and how much memory: 10⁴, 10⁵ and 10⁶ mentions of a tenth as many things.

python bench/resolution.py [MENTIONS ...]

Things are made up of the parts that names have: companies with short and full names, persons with posts, bodies, parks,
schools, facilities with owners. How often a thing is named falls off as its rank (Zipf); each article names 25, twice.
Every size runs in a process of its own. The peer is one sort of the mentions, which costs n log n.
"""

from __future__ import annotations

import gc
import itertools
import json
import math
import random
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Article, Evidence, Mention, Position, local_ref
from kg.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10_000, 100_000, 1_000_000)
SECONDS, MEGABYTES = 60, 2048  # for the largest
_NAMED = 50  # mentions of an article
_CHARACTERS = (  # of cores; there are about as many different ones as in a register of that size
    "海岳华川东岭临江天成永盛宏远瑞恒金鼎中泰新辉德信正阳方圆明达光启云峰晨星凯博安捷通力康宁嘉禾润泽腾飞卓越"
    "国富民强龙虎凤鹤松柏梅兰竹菊春夏秋冬日月山水火土木石玉珠宝银铜铁红橙黄绿青蓝紫白墨丹朱碧翠雪霜雨露风雷电霞虹"
    "朝暮晓昕旭晖曦煜炜烨熠灿炫诚义礼智仁勇忠孝和平顺利吉祥如意福禄寿喜庆欣悦乐怡然清澄澈湛渊沛浩瀚波涛洋湖泊溪泉"
    "立建创造发展进取精勤俭朴厚重道理学文武英杰豪雄伟奇才俊彦贤良善美真纯洁静雅致远高大长久同心聚合联众群益友邦城"
)
_REGIONS = "江苏 浙江 山东 常州 苏州 无锡 南京 杭州 宁波 青岛 合肥 武汉 长沙 成都 重庆 西安 广州 深圳 厦门 沈阳".split()  # noqa: SIM905
_TRADES = (
    "科技 轴承 机械 新材料 新能源 电子 半导体 医药 汽车 精密机械 智能装备 食品 纺织 化工 环保 物流 软件 光电".split()  # noqa: SIM905
)
_FORMS = ("有限公司", "股份有限公司", "集团有限公司")
_POSTS = ("董事长", "总经理", "记者", "副区长", "区委书记", "教授")


class Thing(NamedTuple):
    """What it is, and the names that articles call it by."""

    type: str
    names: tuple[str, ...]


class Timing(NamedTuple):
    """Of one size: mentions, entities found, seconds, peak megabytes beside the input, seconds of the peer."""

    mentions: int
    entities: int
    seconds: float
    megabytes: float
    peer: float


def things(count: int, draw: random.Random) -> list[Thing]:
    """So many different things."""
    kinds = ("Enterprise",) * 9 + ("Person",) * 4 + ("GovernmentBody", "Park", "Institution", "Facility", "Project")
    found: dict[Thing, None] = {}
    while len(found) < count:
        found.setdefault(_thing(draw.choice((*kinds, "Product", "AdministrativeArea")), draw))
    return list(found)


def _thing(kind: str, draw: random.Random) -> Thing:
    core, region, trade = (
        "".join(draw.choices(_CHARACTERS, k=draw.choice((2, 3, 4)))),
        draw.choice(_REGIONS),
        draw.choice(_TRADES),
    )
    names = {
        "Enterprise": (f"{region}{core}{trade}{draw.choice(_FORMS)}", core + trade, f"{region}{core}"),
        "Person": (core[:3],),
        "GovernmentBody": (f"{core}区人民政府", f"{core}区政府"),
        "Park": (f"{core}高新技术产业开发区", f"{core}高新区"),
        "Institution": (f"{region}市{core}职业技术学院", f"{region}{core}职院"),
        "Facility": (f"{core}{trade}{region}基地", f"{region}基地"),
        "Project": (f"{core}{trade}产业园项目", f"{core}{trade}产业园"),
        "Product": (f"{core}{trade}一体机",),
        "AdministrativeArea": (f"{core}镇",),
    }
    return Thing(kind, names[kind])


def corpus(count: int) -> tuple[list[Article], list[Mention], list[Position]]:
    """Articles with so many mentions of a tenth as many things."""
    draw = random.Random(0)  # noqa: S311 - no secret
    known = things(count // 10, draw)
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(known))))
    told = known + draw.choices(known, cum_weights=weights, k=count // 2 - len(known))  # each thing once at least
    draw.shuffle(told)
    articles, mentions, posts = [], [], []
    for number in range(count // _NAMED):
        named = told[number * _NAMED // 2 : (number + 1) * _NAMED // 2] * 2
        article, found = _article(f"{number:06}-1", named, draw)
        articles.append(article)
        mentions += found
        posts += _posts(article.id, named, draw)
    return articles, mentions, posts


def _article(name: str, named: list[Thing], draw: random.Random) -> tuple[Article, list[Mention]]:
    forms = [draw.choice(thing.names) for thing in named]
    fullest: dict[Thing, str] = {}
    for thing, form in zip(named, forms, strict=True):
        fullest[thing] = max(form, fullest.get(thing, ""), key=len)
    starts = [0, *itertools.accumulate(len(form) for form in forms)]
    mentions = [
        Mention(name, start, start + len(form), thing.type, fullest[thing], "bench", 1.0)
        for thing, form, start in zip(named, forms, starts, strict=False)
    ]
    return Article(name, f"{name}.txt", "article", None, (), None, None, "".join(forms), (), ()), mentions


def _posts(article: str, named: list[Thing], draw: random.Random) -> Iterator[Position]:
    persons = [thing for thing in named if thing.type == "Person"]
    for person in persons[::2]:
        ref = local_ref(article, "Person", person.names[0])
        yield Position(ref, draw.choice(_POSTS), None, "Asserted", 0.9, "bench", (Evidence(article, 0, 1),))


def measure(count: int) -> Timing:
    """Resolve a corpus of so many mentions, in this process."""
    gc.set_threshold(1_000_000)  # as the command does
    articles, mentions, posts = corpus(count)
    start = time.process_time()
    sorted(mentions, key=lambda m: (m.type, m.name, m.article, m.start))
    peer = time.process_time() - start
    start = time.process_time()
    entities, _ = resolve(articles, mentions, posts)[:2]
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Timing(count, len(entities), seconds, peak, peer)


def main() -> None:
    """Print a line for each size, with the time for each n log n as a multiple of that of the smallest."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    first = None
    for size in map(int, sys.argv[1:] or SIZES):
        shown = subprocess.run([sys.executable, __file__, "--one", str(size)], capture_output=True, check=True).stdout
        timing = Timing(*json.loads(shown))
        unit = timing.seconds / (size * math.log2(size))
        first = first or unit
        print(
            f"{size:>9,} mentions: {timing.entities:>7,} entities, {timing.seconds:6.2f} s, {timing.megabytes:6.0f} MB,"
            f" {timing.seconds / timing.peer:4.1f} sorts, per n log n {unit / first:.2f} of the smallest"
        )
    print(f"limits for {SIZES[-1]:,}: {SECONDS} s, {MEGABYTES} MB; per n log n not above 1.5")


if __name__ == "__main__":
    main()
