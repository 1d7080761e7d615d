"""One token a character, so that a token's index is its offset in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from spacy.tokens import Doc

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.vocab import Vocab


def text_of(doc: Doc) -> str:
    """The text of a document, which spaCy would put together anew from its tokens at every use of `doc.text`."""
    text: str = doc.user_data["text"]
    return text


class _Orths(dict[str, int]):
    """The numbers that a vocabulary gives to characters: looking a number up is faster than a text."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, char: str) -> int:
        self[char] = self.vocab.strings.add(char)
        return self[char]


class CharacterTokenizer:
    """Every character is a token, spaces and line feeds too."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._orths = _Orths(vocab)

    def __call__(self, text: str) -> Doc:
        """The document of a text; `len(doc) == len(text)`."""
        orths = cast(
            "list[str]", list(map(self._orths.__getitem__, text))
        )  # its type does not say that it takes numbers
        return Doc(self.vocab, words=orths, spaces=[False] * len(text), user_data={"text": text})

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> CharacterTokenizer:
        """Itself."""
        return self

    def to_disk(self, _path: Path, **_: object) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: Path, **_: object) -> CharacterTokenizer:
        """Itself."""
        return self
