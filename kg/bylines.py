"""Who wrote and who photographed: names in bylines and credits, in normalised text."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import area_names, rows, words
from kg.newsprint import any_of, roles

_MAX_BYLINE = 60
_HAN = "[\u4e00-\u9fff]"
_REPORT = re.compile(r"^[^ (]*(?:讯|电|消息)(?=[ (]|$)")  # 本报讯, 新华社北京8月9日电
_NAME = re.compile(f"{_HAN}{{2,4}}|{_HAN}+·{_HAN}+")


def is_byline(text: str) -> bool:
    """Whether the whole line is a byline: □ 记者 陈远山; 本报记者 陈远山 通讯员 林一; 文/陈远山; (记者 陈远山)."""
    return len(text) <= _MAX_BYLINE and bool(_byline().fullmatch(text)) and bool(authors(text))


def is_credit(text: str) -> bool:
    """Whether the whole line is a picture's credit; 文/图 names the author of both and is a byline."""
    of_both = tuple(row[0] for row in rows("credit_words") if row[1] == "author")
    return trailing_credit(text) == 0 and not text.endswith(of_both)


def trailing_byline(text: str) -> int | None:
    """Where the byline that ends the text begins: …。(记者 陈远山), …。作者:陈远山."""
    match = _trailing().search(text, max(0, len(text) - _MAX_BYLINE))
    return match.start() if match and authors(match[0]) else None


def trailing_credit(text: str) -> int | None:
    """Where the picture credit that ends the text begins (图为现场。陈远山 摄); 0 if it is nothing else."""
    match = _credit().search(text, max(0, len(text) - _MAX_BYLINE))
    return match.start() if match else None


def authors(text: str) -> tuple[str, ...]:
    """The people a byline or credit names, without editors, in the order of the text."""
    text = _REPORT.sub("", text)
    if text[:1] in words("byline_marks") and not re.search(roles(), text):
        return _last_names(text[1:])
    names: list[str] = []
    listening = True
    for token in _tokens(text):
        role, rest = _split_role(token)
        listening = role != "other" if role else listening
        placed = token.endswith("报道") and rest in area_names()  # 记者 陈远山 江海报道
        if listening and _NAME.fullmatch(rest) and not _is_outlet(rest) and not placed:
            names.append(rest)
    return tuple(dict.fromkeys(names))


def _tokens(text: str) -> list[str]:
    """Words between spaces and punctuation; a name spaced out to fill the line (林 一) is one again."""
    text = re.sub(rf"(?<![\u4e00-\u9fff])({_HAN}) ({_HAN})(?![\u4e00-\u9fff])", r"\1\2", text)
    return [token for token in re.split(r"[\s、,/:;()|\[\]【】]+|[^\w·]", text) if token]


def _split_role(token: str) -> tuple[str | None, str]:
    """A token's role and the name that is left: 本报记者陈远山 → write, 陈远山."""
    match = _role().match(token)
    if match:
        return _kind_of(match["role"]), _tail().sub("", match["rest"])
    return None, _tail().sub("", token)


def _kind_of(word: str) -> str:
    return {row[0]: row[1] for row in rows("byline_roles")}[word]


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf".*?(?P<role>{roles()})(?P<rest>.*)")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:\d.*|{any_of('credit_words')}|报道|综合)+$")


def _is_outlet(token: str) -> bool:
    return token.endswith(tuple(words("outlets")))


def _last_names(text: str) -> tuple[str, ...]:
    """The names that end a line such as □ 区委书记 陈远山: the last words short enough to be names."""
    names: list[str] = []
    for token in reversed(text.split()):
        if not _NAME.fullmatch(token) or (names and len(token) > 3):
            break
        names.append(token)
    return tuple(reversed(names))


@cache
def _byline() -> re.Pattern[str]:
    role, marks = roles(), any_of("byline_marks")
    outlet = r"[^。;!?:()]{0,14}?"
    return re.compile(rf"{marks}[^。;!?]+|\(?{outlet}{role}[ :/|、]*[^。;!?()]*\)?")


@cache
def _trailing() -> re.Pattern[str]:
    role = roles()
    return re.compile(
        rf"(?<=[。!?”…])\ *\([^()。]{{0,14}}?{role}[^()。]{{1,50}}\)$"
        rf"|(?<=[。!?”…])\ *(?:{role})[ :/][^。!?;,]{{2,40}}$",
    )


@cache
def _credit() -> re.Pattern[str]:
    name = rf"{_HAN}{{1,4}}(?:[ 、]{_HAN}{{1,4}}){{0,5}}"
    who = rf"(?:[^。,;!?()]{{0,20}}?{roles()}[ :]?)?{name}"
    return re.compile(
        rf"(?:^|(?<=[。!?”…)])|(?<=[。!?”…)]\ ))\(?{who}(?:\ +{any_of('credit_words')}|(?<!拍)摄|摄影报道)\)?$"
    )
