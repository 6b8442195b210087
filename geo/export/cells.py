"""Columns of a table as JSON, block by block: Arrow arrays of text, so that no cell becomes a Python object."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow

Part = Any  # of the text of each row: a str that is the same in all, or an Arrow array with a text a row
Rows = Callable[[slice], list[Part]]

NULL = "null"
encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_RISKY = '["\\\\\\x00-\\x1f]'  # what JSON escapes in a text, as RE2 writes it
_QUOTE, _BACKSLASH, _LAST_CONTROL = b'"', b"\\", 0x1F
_LEAST, _MOST = 1e-4, 1e15  # between them Arrow writes a number as Python does, but for whole ones


def column(values: pandas.Series) -> Rows:
    """The cells of a column as JSON, by blocks. Blank becomes null, so that QGIS takes numbers for numbers."""
    if values.dtype.kind in "fi":
        numbers = values.to_numpy()
        return lambda block: _numbers(numbers[block])
    whole = values.to_numpy() if _is_object(values) else values.array
    return lambda block: _texts(whole[block])


def is_blank(values: pandas.Series) -> bool:
    """Tell whether no row fills the column; columns of whole numbers and of dicts never are."""
    if values.dtype.kind == "f":
        return bool(values.isna().all())
    if values.dtype.kind in "ib" or not len(values):
        return False
    if _is_object(values):
        return all(map(_is_blank, filter(None, values.tolist())))
    first, texts = values.iloc[0], None if values.iloc[0] else _arrow(values.array)
    return not first and texts is not None and not len(held(texts))


def taken(texts: Sequence[str], codes: numpy.ndarray) -> Rows:
    """The cells of a column of which there are few texts, each with its number."""
    import pyarrow as pa

    said = pa.array(texts, pa.large_string())
    return lambda block: [texts[0]] if len(texts) == 1 else [said.take(pa.array(codes[block]))]


def listed(texts: Sequence[str]) -> pyarrow.LargeStringArray:
    """Texts of JSON as a part."""
    import pyarrow as pa

    return pa.array(texts, pa.large_string())


def lines(parts: Sequence[Part], rows: int) -> memoryview:
    """The parts of each row after one another, as UTF-8; the rows after one another."""
    together = list(_together(parts))
    if all(isinstance(part, str) for part in together):
        return memoryview("".join(together * rows).encode())
    return memoryview(held(joined(*together)))


def joined(*parts: Part) -> pyarrow.LargeStringArray:
    """The parts of each row as one text; at least one of them differs from row to row."""
    import pyarrow.compute as pc

    large = [_scalar(part) if isinstance(part, str) else part for part in parts]
    return pc.binary_join_element_wise(*large, _scalar(""))


def _scalar(text: str) -> Any:
    import pyarrow as pa

    return pa.scalar(text, pa.large_string())


def held(texts: pyarrow.LargeStringArray) -> Any:
    """The bytes of all texts of an array, without a copy."""
    import numpy as np

    _, offsets, content = texts.buffers()
    if content is None or not len(texts):
        return np.empty(0, np.uint8)
    ends = np.frombuffer(offsets, np.int64)
    return np.frombuffer(content, np.uint8)[ends[texts.offset] : ends[texts.offset + len(texts)]]


def numbers(values: numpy.ndarray) -> pyarrow.LargeStringArray:
    """Finite numbers as JSON, as Python writes them."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    told = pc.cast(pa.array(values), pa.large_string())
    if values.dtype.kind != "f":
        return told
    size = np.abs(values)
    other = (values == np.trunc(values)) | (size < _LEAST) | (size >= _MOST)
    if not other.any():
        return told
    return pc.replace_with_mask(told, pa.array(other), listed([repr(value) for value in values[other].tolist()]))


def _numbers(values: numpy.ndarray) -> list[Part]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(values):
        return [""]
    if values[0] == values[-1] and (values == values[0]).all():
        return [encode(values[0].item())]
    missing = np.isnan(values)
    if np.isinf(values).any():
        encode(math.inf)  # raises: JSON has no such number
    told = numbers(np.where(missing, 0.5, values) if missing.any() else values)
    return [pc.if_else(pa.array(missing), _scalar(NULL), told) if missing.any() else told]


def _texts(values: Any) -> list[Part]:
    import pyarrow.compute as pc

    texts = _arrow(values)
    if texts is None:
        told = [encode(None if _is_blank(value) else value) for value in values]
        return [told[0]] if len(set(told)) == 1 else [listed(told)]
    if not len(texts):
        return [""]
    first, last = texts[0].as_py(), texts[len(texts) - 1].as_py()
    if first == last and pc.all(pc.equal(texts, texts[0])).as_py():
        return [encode_basestring(first) if first else NULL]
    blank = pc.equal(texts, _scalar(""))
    if not pc.any(blank).as_py():
        return ['"', _escaped(texts), '"']
    return [pc.if_else(blank, _scalar(NULL), joined('"', _escaped(texts), '"'))]


def _arrow(values: Any) -> pyarrow.LargeStringArray | None:
    """A column of texts as Arrow holds it, blank where it holds nothing; None if there is more than text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        texts = pa.array(values, from_pandas=True) if hasattr(values, "__arrow_array__") else None
        texts = pa.array(values, pa.large_string(), from_pandas=True) if texts is None else texts
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return None
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.chunk(0) if texts.num_chunks == 1 else texts.combine_chunks()
    if not pa.types.is_large_string(texts.type):
        texts = texts.cast(pa.large_string())
    return pc.fill_null(texts, "") if texts.null_count else texts


def _escaped(texts: pyarrow.LargeStringArray) -> pyarrow.LargeStringArray:
    """The texts as they stand between quotes in JSON; nearly all stand there as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    content = held(texts)
    whole = content.tobytes()
    if _QUOTE not in whole and _BACKSLASH not in whole and not (content <= _LAST_CONTROL).any():
        return texts
    risky = pc.match_substring_regex(texts, _RISKY)
    told = [encode_basestring(text)[1:-1] for text in texts.filter(risky).to_pylist()]
    return pc.replace_with_mask(texts, risky, pa.array(told, pa.large_string()))


def _together(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, with those that are the same in all rows joined where they meet."""
    same = ""
    for part in parts:
        if isinstance(part, str):
            same += part
        else:
            if same:
                yield same
            yield part
            same = ""
    if same:
        yield same


def _is_object(values: pandas.Series) -> bool:
    return str(values.dtype) == "object"


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or value != value
