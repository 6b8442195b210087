"""The packed form of a page's data, opened again by its description in page/contract.d.ts."""

import json
import zlib
from base64 import b64decode

import numpy as np
import pytest

from geo.draw import beside, compose, pack
from geo.draw.columns import NULL, plain
from geo.draw.contract import contract
from geo.draw.html import visible
from geo.draw.island import island
from geo.draw.texts import Coded, Texts, repeated, texts
from tests.draw.samples import CAMPAIGN, ROWS, edition, with_text
from tests.tables import features

HOSTILE = '</script><script>x=1</script>\x1e\x1f\x00\x7f\x85\ud800\uffff {{ 7*7 }} 👩 حميميم \u202e\n\t,"'


@pytest.fixture
def small(monkeypatch):
    """Pages are packed whatever their size, in little blocks."""
    monkeypatch.setattr(pack, "FEWEST", 1)
    monkeypatch.setattr(pack, "CHUNK", 4)
    monkeypatch.setattr(pack, "BLOCK", 2)


def inflated(block):
    return zlib.decompress(b64decode(block), -15)


def integers(column, blocks, name, count):
    if "all" in column:
        return [column["all"]] * count
    told = []
    for k, start in enumerate(range(0, count, pack.CHUNK)):
        planes = np.frombuffer(inflated(blocks[f"geo-data-{name}-{k}"]), "uint8").reshape(column["ints"], -1)
        assert planes.shape[1] == min(pack.CHUNK, count - start)
        values = sum(planes[p].astype("int64") << 8 * p for p in range(column["ints"]))
        told += [None if column["nulls"] and not v else int(v) + column["least"] - column["nulls"] for v in values]
    return told


def opened(packed):
    """The events of a packed page as those of a plain one."""
    head = json.loads(island(packed.data))
    events, count = head["events"], head["events"]["count"]
    held, rows_of = {}, dict(packed.rows.items())
    for group in ("list", "card"):
        names = head["texts"][group]
        starts = range(0, count, head["texts"]["rows"]) if names else ()
        blocks = [inflated(rows_of[f"geo-data-{group}-{b}"]).decode() for b, _ in enumerate(starts)]
        rows = [row.split("\x1e") for block in blocks for row in block.split("\x1f")]
        held |= dict(zip(names, zip(*rows, strict=True), strict=True))
    told = {}
    for name, column in events.items():
        if name == "count":
            told[name] = column
        elif name in held:
            assert column == {"texts": "list" if name in ("id", "title", "date") else "card"}
            told[name] = list(held[name])
        elif "coded" in column:
            told[name] = [head["strings"][c] for c in integers(column["coded"], packed.eager, name, count)]
        else:
            told[name] = integers(column, packed.eager, name, count)
    none = {"marks": [], "extra": None}
    return told | {name: [json.loads(text) if text else other for text in told[name]] for name, other in none.items()}


@pytest.mark.parametrize("text", [None, HOSTILE, "x" * 40])
def test_a_packed_page_says_what_a_plain_one_says(small, text):
    made = with_text(text) if text else edition()
    data = contract(made)
    packed = pack.pack(data)
    assert packed.eager and packed.rows.count and packed.data["texts"]["list"]
    said = json.loads(island(plain(data)))
    assert opened(packed) == said["events"]
    head = json.loads(island(packed.data))
    assert {k: v for k, v in head.items() if k not in ("events", "strings", "texts")} == {
        k: v for k, v in said.items() if k not in ("events", "strings")
    }


def test_texts_as_pandas_holds_them_with_arrow_make_the_same_page(small):
    made = edition()
    written = [name for name, kind in made.features.dtypes.items() if kind == "object" and name != "extra"]
    other = made.features.astype(dict.fromkeys(written, "str"))
    one, two = pack.pack(contract(edition())), pack.pack(contract(type(made)(other, *_rest(made))))
    assert (one.data, one.eager, dict(one.rows.items())) == (two.data, two.eager, dict(two.rows.items()))


def _rest(made):
    return [getattr(made, name) for name in list(type(made).__dataclass_fields__)[1:]]


def test_only_a_page_of_many_events_is_packed(monkeypatch):
    data = contract(edition())
    assert not pack.pack(data).rows.count and isinstance(pack.pack(data).data["events"]["id"], list)
    monkeypatch.setattr(pack, "FEWEST", len(ROWS))
    assert pack.pack(data).rows.count


@pytest.mark.parametrize(
    ("values", "width", "nulls"),
    [
        ([0, 255], 1, False), ([-1, 255], 2, False), ([NULL, 1, 255], 1, True), ([NULL, 1, 256], 2, True),
        ([5, 5 + 2**24], 4, False), ([-(2**31) + 1, 2**31 - 1], 4, False), ([NULL, -70000, 16000], 3, True),
    ],
)  # fmt: skip
def test_integers_are_as_wide_as_they_must_be(small, values, width, nulls):
    eager = {}
    said = pack._integers("x", np.array(values, dtype="int32"), eager)
    assert (said["ints"], said["nulls"]) == (width, nulls)
    assert integers(said, eager, "x", len(values)) == [None if v == NULL else v for v in values]


def test_integers_that_are_all_none_are_none():
    assert pack._integers("x", np.array([NULL, NULL], dtype="int32"), {}) == {"all": None}


def test_few_distinct_texts_are_coded_and_many_are_not():
    table = features(*({"notes": f"n{i % 3}", "quote": f"quote {i}"} for i in range(5_000)))
    strings = pack.Strings()
    assert isinstance(pack._told(texts(table["notes"]), strings), np.ndarray)
    assert set(strings.all) == {"", "n0", "n1", "n2"}
    assert isinstance(pack._told(texts(table["quote"]), strings), Texts)
    spread = Coded(np.arange(5_000), [f"{i:05}" for i in range(5_000)])
    assert pack._told(spread, strings)[4_999] == "04999"
    assert len(strings.all) == 4


def test_one_text_for_all_stands_in_the_head_alone():
    assert pack._told(repeated("same", 9), pack.Strings()) == "same"
    unused = Coded(np.zeros(9, dtype="int32"), ["\x01", "not used"])
    assert pack._told(unused, pack.Strings()) == "␁"


def test_blocks_are_where_a_page_needs_them_and_no_text_of_theirs_is_in_the_page(small):
    html = compose.draw(compose.sheet(with_text(HOSTILE))).get_root().render()
    island_at, start = html.index('id="geo-data">'), html.index("geoPage.start(")
    for name in ("lon-0", "lon-2", "from-0"):
        assert island_at < html.index(f'<script type="text/plain" id="geo-data-{name}">') < start
    for name in ("list-0", "list-4", "card-0"):
        assert start < html.index(f'<script type="text/plain" id="geo-data-{name}">') < html.rindex("<script>")
    assert html.count("<script") == html.count("</script>")


def test_the_hash_is_of_the_content_however_it_is_packed(monkeypatch):
    hashes = []
    for level, fewest in ((1, 1), (9, 1), (9, 10_000)):
        monkeypatch.setattr(pack, "_SMALL", (level, 0))
        monkeypatch.setattr(pack, "FEWEST", fewest)
        hashes.append(pack.pack(contract(edition())).data["page"]["hash"])
    assert len(set(hashes)) == 1
    assert hashes[0] != contract(edition(ROWS[0] | {"notes": "n"}, *ROWS[1:]))["page"]["hash"]


def test_what_nobody_can_see_is_marked_in_a_column():
    column = texts(features({"notes": HOSTILE}, {"notes": "seen\n"})["notes"])
    assert column.tolist() == [visible(HOSTILE), "seen\n"]
    arrow = texts(features({"notes": "a\x01\x80\ufffe"}, {"notes": "ж"})["notes"].astype("str"))
    assert arrow.tolist() == ["a␁\ufffd\ufffd", "ж"]


@pytest.fixture
def apart(small, monkeypatch):
    """Pages of more than six events are parted, two blocks of texts to a file."""
    monkeypatch.setattr(beside, "CHUNK", 4)
    monkeypatch.setattr(beside, "BLOCK", 2)
    monkeypatch.setattr(beside, "MOST", 6)
    monkeypatch.setattr(beside, "TEXTS", 2)


def _files(sheet, name="all-periods.html"):
    return {name: b if isinstance(b, bytes) else b"".join(b) for name, b in compose.files(sheet, name).items()}


def test_a_page_too_large_for_one_file_has_its_blocks_in_files_beside_it(apart):
    sheet = compose.sheet(with_text(HOSTILE))
    files = _files(sheet)
    page = files.pop("all-periods.html").decode()
    packed = pack.pack(sheet.data)
    held = {}
    for name, content in files.items():
        told = content.decode("ascii")
        assert told.startswith('geoBlocks({"geo-data-') and told.endswith("});\n")
        blocks = json.loads(told[len("geoBlocks(") : -len(");\n")])
        kind, number, own = name.removesuffix(".js").rpartition("/")[2].split("-")
        assert len(own) == 8 and sheet.data["page"]["hash"].startswith(own)
        share = 1 if kind == "rows" else beside.TEXTS
        assert {int(block.rpartition("-")[2]) // share for block in blocks} == {int(number)}
        held |= blocks
    assert held == packed.eager | dict(packed.rows.items())
    told = json.loads(page.split('id="geo-data">')[1].split("</script>")[0])["files"]
    assert told == {
        "rows": [f"all-periods.data/rows-{k}-{own}.js" for k in range(3)],
        "texts": [f"all-periods.data/texts-{k}-{own}.js" for k in range(3)],
        "days": [None if day == NULL else day for day in sheet.data["events"]["from"].tolist()[::4]],
    }
    assert [*told["rows"], *told["texts"]] == list(files)
    assert not any(block in page for block in held.values())


def test_only_a_page_with_files_beside_it_may_load_any(apart):
    whole, period = (_files(compose.sheet(edition(), p), "a.html") for p in (None, CAMPAIGN))
    assert len(whole) > 1 and b" 'self';" in whole["a.html"].split(b"style-src")[0]
    assert list(period) == ["a.html"] and b"'self'" not in period["a.html"]


def test_pages_of_fewer_events_are_packed_more_thoroughly(small, monkeypatch):
    monkeypatch.setattr(pack, "BLOCK", 4_096)
    columns = {
        "list": {
            "id": texts(features(*({"event_id": f"id {i} of {i % 7}, again {i % 13}"} for i in range(900)))["event_id"])
        }
    }
    thorough = "".join(block for _, block in pack.Rows(900, columns).items())
    monkeypatch.setattr(pack, "_MANY", 899)
    monkeypatch.setattr(pack, "_FAST", (1, 0))
    assert len("".join(block for _, block in pack.Rows(900, columns).items())) > len(thorough)
