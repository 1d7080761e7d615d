"""Reading takes time in proportion to the text, whatever is in it: no expression and no rule blows up.

Each case is a phrase said again and again, as one line or many. What takes more than a moment is read at half the
length too; the whole must not take much more than its share of the time. `python tests/test_long_texts.py` measures
three lengths and prints them all.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kg.articles import split_articles
from kg.collection import Collection
from kg.dates import find_dates
from kg.extract import Foreknowledge, extract, look_ahead
from kg.model import Document
from kg.quantities import find_quantities
from kg.reader import pipeline
from kg.text import normalize, sentences

if TYPE_CHECKING:
    from collections.abc import Callable

PHRASES = [
    *"海（）《》“”、，。！；：…—·~-年月日时元亿万千百十零一二两第其该的和与及在将",
    *"aA1.,:/%￥$ \t\n\r\u3000\u200b\ufeff\ufffd😀",
    "记者",
    "记者 陈远山 ",
    "（记者 陈远山",
    "本报讯 ",
    "本报讯（记者 陈远山）",
    "新华社北京8月9日电",
    "原标题：",
    "来源：",
    "图为",
    "陈远山 摄 ",
    "□ 陈远山\n",
    "海岳科技",
    "海岳科技、",
    "海岳科技有限公司",
    "（以下简称“海岳”）",
    "“海",
    "《海",
    "与海岳科技签约",
    "落户东岭高新区",
    "市委书记",
    "市委书记陈远山",
    "区委常委、",
    "该公司",
    "其中，",
    "3.5亿元",
    "3.5—",
    "12345,",
    "三千五百",
    "9月21日",
    "2024年",
    "2024年1月至",
    "http://a",
    "总投资",
    "项目",
    "江苏省常州市武进区",
    "海\n",
    "海\n\n",
    "  海\n",
    "海岳科技落户东岭高新区。",
    "海岳科技落户东岭高新区。\n",
    "市委书记陈远山表示，海岳科技有限公司与远帆科技签约，总投资3.5亿元。",
    "其中，该公司董事长林致远说，项目明年投产。\n",
]
SHORT = 1000
MOST = 3.0  # times the time for twice the text: linear is 2, quadratic 4
NOISE = 0.5  # seconds that a busy machine may add


def is_linear(seconds: Callable[[int], float], length: int) -> bool:
    """Whether twice the length takes about twice the time, or no more than a busy machine may add."""
    whole = seconds(2 * length)
    return whole < NOISE or whole < MOST * seconds(length) + NOISE


def text_of(phrase: str, length: int) -> str:
    return (phrase * (length // len(phrase) + 1))[:length]


def read(text: str) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    nlp = pipeline()
    articles = split_articles(Document("a.txt", text, "utf-8", "0" * 64))
    for article, marks in zip(articles, look_ahead(articles, nlp), strict=True):
        extract(article, Collection(), nlp, Foreknowledge(marks=marks))
    return time.process_time() - start


@pytest.fixture(scope="module", autouse=True)
def _warm():
    read("海岳科技落户东岭高新区，总投资3.5亿元。")


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if len(phrase) > 1], ids=repr)
def test_twice_the_text_takes_twice_the_time(phrase: str) -> None:
    assert is_linear(lambda length: read(text_of(phrase, length)), SHORT)


@pytest.mark.parametrize("phrase", PHRASES, ids=repr)
def test_the_rules_of_characters_take_linear_time(phrase: str) -> None:
    def rules(length: int) -> float:
        text = normalize(text_of(phrase, length))
        start = time.process_time()
        find_dates(text, None)
        find_quantities(text)
        for article in split_articles(Document("a.txt", text, "utf-8", "0" * 64)):
            sentences(article)
        return time.process_time() - start

    assert is_linear(rules, 10_000)  # no article is longer than twice that


@pytest.mark.parametrize("power", [1, 1.4, 2, 3])
def test_what_grows_too_fast_is_told_from_what_does_not(power: float) -> None:
    assert is_linear(lambda length: (length / 1000) ** power, 1000) == (power < 2)


def test_a_sentence_without_end_is_cut_at_pauses() -> None:
    text = "海岳科技签约，" * 1000
    [article] = split_articles(Document("a.txt", text, "utf-8", "0" * 64))
    spans = [(start, end) for start, end, _ in sentences(article)]
    assert max(end - start for start, end in spans) <= 800
    assert all(text[end - 1] == "，" for _, end in spans)
    assert "".join(text[start:end] for start, end in spans) == text


def test_a_book_is_several_articles_and_no_character_is_lost() -> None:
    for text in ("海岳科技签约。\n" * 5000, "海岳科技签约" * 8000):
        articles = split_articles(Document("a.txt", text, "utf-8", "0" * 64))
        assert 1 < len(articles) < 5
        assert max(len(article.text) for article in articles) <= 25_000
        read_again = {offset for a in articles for b in a.blocks for offset in a.offsets[b.start : b.end]}
        assert read_again == {at for at, char in enumerate(text) if char != "\n"}


def main() -> None:
    """Print the times of three lengths, and how the time grows where the text is twice as long."""
    read("海岳科技落户东岭高新区，总投资3.5亿元。")
    for phrase in PHRASES:
        times = [read(text_of(phrase, length)) for length in (4000, 8000, 16000)]
        print(f"{phrase!r}: {' '.join(f'{each:.2f}' for each in times)} s, {times[2] / times[1]:.1f} times")  # noqa: T201


if __name__ == "__main__":
    main()
