"""What the table of strings says, and that it can be learned anew from plain text."""

from __future__ import annotations

import io
import zlib

import numpy as np

from kg.nlp import ngrams
from kg.nlp.features import feature_keys
from kg.nlp.ngram_training import learn

TEXT = "江海市发布新型储能政策。临江区建设机器人产业园,推动机器人产业发展。" * 30


def test_learn_is_repeatable_and_readable(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    data = learn([TEXT, "项目开工。" * 9])
    assert data == learn([TEXT, "项目开工。" * 9])
    buffer = io.BytesIO(zlib.decompress(data))
    keys, bonds = (np.load(buffer) for _ in range(2))
    assert (np.diff(keys.astype(object)) > 0).all()
    assert bonds.min() >= 1
    table = tmp_path / "ngrams.model"
    table.write_bytes(data)
    monkeypatch.setattr(ngrams, "TABLE", table)
    ngrams._tables.cache_clear()
    try:
        assert ngrams.is_common("机器人")
        assert not ngrams.is_common("人机器")
    finally:
        ngrams._tables.cache_clear()


def test_shipped_table_knows_words_and_not_inventions() -> None:
    ngrams._tables.cache_clear()
    assert ngrams.is_common("企业")
    assert ngrams.is_common("新能源")
    assert not ngrams.is_common("岳川")
    assert not ngrams.is_common("企")


def test_features_do_not_depend_on_what_stands_far_off() -> None:
    near, far = feature_keys("江海市临江区。海岳科技有限公司"), feature_keys("江海市临江区。华川集团")
    assert (near[:3, :19] == far[:3, :19]).all()
    assert feature_keys("").shape[0] == 0
