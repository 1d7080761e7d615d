from __future__ import annotations

from pathlib import Path

import pytest

from kg.collection import Collection, CollectionError, load_collection, resolve_area, resolve_body

ROOT = Path(__file__).parent.parent
HOME = Collection("江海日报", ("临江区", "江海市", "东岭省"))


def load(folder: Path, text: str) -> Collection:
    path = folder / "collection.toml"
    path.write_text(text, encoding="utf-8")
    return load_collection(path)


def test_the_seeds_know_their_home_and_every_page() -> None:
    known = load_collection(ROOT / "seeds" / "collection.toml")
    assert known.home == ("武进区", "常州市", "江苏省")
    assert sorted(known.published) == sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))


def test_a_full_file(tmp_path: Path) -> None:
    known = load(
        tmp_path,
        'name = "江海日报"\nhome = ["临江区", "江海市"]\n[published]\n"a.txt" = 2024-11-05\n"b/a.txt" = "2024"\n',
    )
    assert known == Collection("江海日报", ("临江区", "江海市"), {"a.txt": "2024-11-05", "b/a.txt": "2024"})
    assert [known.published_on(source) for source in ("c/a.txt", "b/a.txt", "d.txt")] == ["2024-11-05", "2024", None]


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing\n") == Collection()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('name = "江海\n', ["line 1"]),
        ('name = "江海日报"\nhome = "临江区"\n', ["line 2", "home", 'home = ["临江区", "江海市"]']),
        ("name = 5\n", ["line 1", "name"]),
        ('home = ["临江区", ""]\n', ["line 1", "home"]),
        ('\npaper = "江海日报"\n', ["line 2", "paper", "home, name, published"]),
        ('[published]\n"a.txt" = "2024-11-05"\n"b.txt" = "2024-13"\n', ["line 3", "b.txt", '"2024-11-05"']),
        ('[published]\n"b.txt" = "today"\n', ["line 2", "b.txt"]),
        ('published = "2024"\n', ["line 1", "published"]),
        ('[published]\n"a.txt" = "2024-02-31"\n', ["line 2", "a.txt"]),
    ],
)
def test_a_broken_file_names_the_file_the_line_and_what_to_do(tmp_path: Path, text: str, parts: list[str]) -> None:
    with pytest.raises(CollectionError) as caught:
        load(tmp_path, text)
    for part in ["collection.toml", *parts]:
        assert part in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"none\.toml: cannot be read"):
        load_collection(tmp_path / "none.toml")
    (tmp_path / "collection.toml").write_bytes('name = "江海"'.encode("gb18030"))
    with pytest.raises(CollectionError, match="save the file as UTF-8"):
        load_collection(tmp_path / "collection.toml")


@pytest.mark.parametrize(
    ("surface", "area"),
    [
        ("我区", "临江区"),
        ("全区", "临江区"),
        ("区里", "临江区"),
        ("我市", "江海市"),
        ("全市", "江海市"),
        ("全省", "东岭省"),
        ("我县", None),
        ("全国", None),
        ("临江区", None),
        ("我区的", None),
    ],
)
def test_areas(surface: str, area: str | None) -> None:
    assert resolve_area(surface, HOME) == area
    assert resolve_area(surface, Collection()) is None


@pytest.mark.parametrize(
    ("surface", "body"),
    [
        ("区委", "临江区委"),
        ("区人社局", "临江区人社局"),
        ("市政府", "江海市政府"),
        ("省委", "东岭省委"),
        ("县政府", None),
        ("临江区委", None),
        ("区", None),
        ("街道办事处", None),
    ],
)
def test_bodies(surface: str, body: str | None) -> None:
    assert resolve_body(surface, HOME) == body


def test_levels_do_not_run_into_longer_ones() -> None:
    known = Collection(None, ("南山县", "北岭地区", "西原自治区"))
    assert resolve_area("全区", known) is None
    assert resolve_body("自治区党委", known) == "西原自治区党委"
    assert resolve_area("我县", known) == "南山县"
