"""Bytes of a text file → its text: UTF-8 or GB18030, told apart from each other and from what is no text."""

from __future__ import annotations

import codecs

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MAX_CONTROLS = 0.01  # share of control bytes from which a file is no text
_MIN_COMMON = 0.6  # share of common characters: .99 in Chinese news, .3 to .4 in Big5 read as GB18030


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding (utf-8, utf-8-sig or gb18030), or None when it is none of them."""
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return (text, "gb18030") if _looks_chinese(text) else None


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text, in whatever encoding that begins with no UTF-16 mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False  # text, but in no encoding that is read here
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return b"\0" in data or controls > _MAX_CONTROLS * len(data)


def _looks_chinese(text: str) -> bool:
    """Whether most characters beyond ASCII are punctuation or level 1 of GB 2312, the 3,755 commonest."""
    beyond = [char for char in text if not char.isascii()]
    encoded = "".join(beyond).encode("gb2312", "ignore")
    common = sum(0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7 for lead in encoded[::2])
    return common >= _MIN_COMMON * len(beyond)
