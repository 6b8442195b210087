"""Columns of text: what Arrow cannot hold, what is nothing, and what blank columns share."""

from __future__ import annotations

import pandas as pd

from geo.texts import arrow_of, repeated, text_column, text_dtype


def test_a_column_of_text_is_pandas_own_and_keeps_blanks_and_nothing_apart():
    column = pd.Series(text_column(["Azaz", "", None]))
    assert column.dtype == text_dtype() == "str"
    assert (column == "").tolist() == [False, True, False]
    assert column.isna().tolist() == [False, False, True]


def test_half_a_surrogate_pair_becomes_a_replacement_character():
    assert text_column(["a\ud800b", "😀", None]).tolist()[:2] == ["a\ufffdb", "😀"]


def test_blank_columns_of_a_table_share_their_bytes():
    blank = repeated("", 5)
    table = pd.DataFrame({"a": blank, "b": blank})
    offsets = {arrow_of(table[name]).buffers()[1].address for name in table}
    assert len(offsets) == 1
    assert table["a"].tolist() == [""] * 5
