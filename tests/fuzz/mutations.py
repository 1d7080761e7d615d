"""Bytes made wrong in the ways that files go wrong, and in those that attackers take."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

TOKENS = [
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",  # a lone surrogate
    b"\xf4\x90\x80\x80",  # beyond Unicode
    b"\x1b[2J",
    b"\r\n",
    b"\xe2\x80\xae",  # turns the reading direction
    b'"',
    b"\\ud800",
    b"{",
    b"[" * 2000,
    b"<![CDATA[",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<div>" * 500,
    b"</",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"endobj",
    b"stream",
    b"<<",
    b"99999999999999999999",
    b"-1",
    "臺灣".encode("big5"),
    "海岳科技".encode("gb18030"),
    "海岳科技".encode("utf-16"),
]


def miswritten(data: bytes, draw: Random) -> bytes:
    """Mutated; half the time what is no UTF-8 is left out again, so that more than the first check sees the bytes."""
    out = mutated(data, draw)
    return out if draw.randrange(2) else out.decode("utf-8", "ignore").encode()


def mutated(data: bytes, draw: Random) -> bytes:
    """The bytes with one to six changes: flipped, cut, said twice, moved, or with something put in."""
    out = bytearray(data)
    for _ in range(draw.randint(1, 6)):
        at, length = draw.randint(0, len(out)), draw.choice((1, 2, 8, 64, 1024))
        match draw.randrange(6):
            case 0 if at < len(out):
                out[at] ^= 1 << draw.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * draw.choice((1, 2, 50))
            case 3:
                out[at:at] = draw.choice(TOKENS)
            case 4:
                other = draw.randint(0, len(out))
                out[at : at + length] = out[other : other + length]
            case _:
                out[at : at + length] = draw.randbytes(min(length, 64))
    return bytes(out)
