"""A web page → the article on it, by trafilatura: menus, advertisements and comments are left out.

Codes: needs-extra (package, extra), undecodable, empty-file, too-long (characters, limit).
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.documents.plain import decode
from kg.documents.published import iso_date
from kg.documents.single import derived
from kg.model import Problem

if TYPE_CHECKING:
    from configparser import ConfigParser

    from kg.documents.single import Content
    from kg.model import Document

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says its encoding
_CHINESE = {"gb2312", "gbk", "gb18030", "x-gbk"}
# A Chinese character says what four letters do; with 250, the default, short news counts as nothing and all is taken.
_MIN_EXTRACTED = "60"
# Only dates that the page declares, whatever the day on which it is read.
_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1900-01-01",
    "max_date": "2099-12-31",
}


def read_page(content: Content) -> Document | Problem:
    """The article: its title, a line end, and its text, a paragraph a line."""
    try:
        import trafilatura  # 0.3 s, and only those who read pages have it
    except ImportError:
        return Problem(content.where, "needs-extra", ("trafilatura", "html"))
    decoded = _decoded(content.data)
    if decoded is None:
        return Problem(content.where, "undecodable")
    html, encoding = decoded
    found: Any = trafilatura.bare_extraction(
        html, include_comments=False, with_metadata=True, date_extraction_params=_DATES, config=_settings()
    )
    title = " ".join((found.title or "").split()) if found else ""
    text = ((found.text or "") if found else "").removeprefix(title).lstrip("\n")
    return derived(
        content,
        f"{title}\n{text}" if title and text else text,
        encoding=encoding,
        headline=len(title) if text else 0,
        published=iso_date(found.date or "") if found else None,
        origin=(found.url or found.sitename or None) if found else None,
        reader=f"trafilatura {trafilatura.__version__}",
    )


@cache
def _settings() -> ConfigParser:
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", _MIN_EXTRACTED)
    return settings


def _decoded(data: bytes) -> tuple[str, str] | None:
    """The page's characters: in the encoding that it declares, if that is so, else as a text file's."""
    declared = _CHARSET.search(data[:_HEAD])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    try:
        if name and not data.startswith(codecs.BOM_UTF8):
            codec = "gb18030" if name in _CHINESE else codecs.lookup(name).name
            return data.decode(codec), codec
    except (LookupError, ValueError):
        pass  # declared, but not so
    return decode(data)
