"""What articles teach each other: short names of registered companies, and names that several hold alike."""

from __future__ import annotations

from collections import Counter

from kg import corpus
from kg.corpus import CorpusNames, corpus_names, forms, overlooked
from kg.model import Mention


def article(text: str, *names: tuple[str, str]) -> tuple[str, list[Mention]]:
    places = [(text.index(name), name, type_) for name, type_ in names]
    return text, [Mention("a-1", at, at + len(name), type_, name, "test", 1.0) for at, name, type_ in places]


def learned(*articles: tuple[str, list[Mention]]) -> CorpusNames:
    votes = Counter(form for text, mentions in articles for form in forms(text, mentions))
    return corpus_names((*form, articles) for form, articles in votes.items())


def found(names: CorpusNames, text: str) -> list[tuple[str, str]]:
    return [(text[start:end], type_) for start, end, type_, _ in names.find(text)]


def test_a_registered_name_teaches_its_short_name() -> None:
    names = learned(article("江苏海岳新能科技有限公司开工", ("江苏海岳新能科技有限公司", "Enterprise")))
    assert found(names, "走进海岳新能,车间里") == [("海岳新能", "Enterprise")]
    assert found(names, "海岳集团与海新能") == []
    assert found(names, "江苏海岳新能科技有限公司") == []
    assert [whole for *_, whole in names.find("海岳新能、海岳新能科技")] == [False, True]


def test_a_name_needs_two_articles_that_agree() -> None:
    one = article("东岭芯谷开园", ("东岭芯谷", "Park"))
    other = article("东岭芯谷项目", ("东岭芯谷", "Project"))
    assert found(learned(one), "东岭芯谷") == []
    assert found(learned(one, one), "东岭芯谷") == [("东岭芯谷", "Park")]
    assert found(learned(one, other), "东岭芯谷") == []


def test_general_words_teach_nothing() -> None:
    pages = [article("园区内的开发区", ("园区", "Park"), ("开发区", "Park"))] * 3
    assert learned(*pages) == CorpusNames()


def test_only_articles_with_an_unmarked_name_are_overlooked() -> None:
    names = CorpusNames({"东岭芯谷": "Park"})
    text, mentions = article("东岭芯谷开园", ("东岭芯谷", "Park"))
    taught = list(names.find(text))
    assert overlooked(taught, [])
    assert not overlooked(taught, [(m.start, m.end) for m in mentions])
    assert not overlooked(list(names.find("别的园区")), [])


def test_many_texts_are_looked_through_as_each_is_by_itself(monkeypatch) -> None:
    names = CorpusNames({"东岭芯谷": "Park", "岭芯谷项": "Project"}, {"海岳新": ("海岳新能科技",)})
    texts = [
        "东岭芯",
        "谷项目",
        "",
        "走进海岳新能",
        "科技有限公司",
        "海岳新能科技",
        "东岭芯谷",
        "东岭芯谷项目",
        "海岳新" * 3,
    ] * 3
    for together in (1, 12, 1000):
        monkeypatch.setattr(corpus, "_TOGETHER", together)
        assert list(names.find_each(texts)) == [list(names.find(text)) for text in texts]
