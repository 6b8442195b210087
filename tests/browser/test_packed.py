"""A page of many events, whose data are packed: it must read like any other."""

import csv
import json
import re
from pathlib import Path

import pytest

from geo import pipeline
from geo.draw import beside

MANY = 6_000
NUMBERS = "script[id^='geo-data-']:not([id^='geo-data-list']):not([id^='geo-data-card'])"
_PLACES = [("Aleppo", 36.2, 37.16), ("Tartus", 34.89, 35.89), ("Palmyra", 34.56, 38.28)]
_ENGLISH = json.loads((Path(__file__).parents[2] / "geo/draw/languages/en.json").read_text(encoding="utf-8"))
BROKEN = _ENGLISH["data.broken"]


def _row(i):
    place, lat, lon = _PLACES[i % 3]
    day = f"20{10 + i // 600:02}-{1 + i // 50 % 12:02}-{1 + i % 28:02}"
    return {
        "id": f"E{i}", "title": f"Convoy number {i} leaves", "date": day, "lat": lat + i % 89 / 100,
        "lon": lon + i % 97 / 100, "location": place, "category": "Movement" if i % 2 else "Strike",
        "actor": f"Unit {i % 7}",
        "source": "A log",
        "notes": f"Told by the driver of lorry {i * 7919 % 100_000}, who counted {i % 31} of them.",
    }  # fmt: skip


def _built(folder, change=dict):
    """The page of a table of so many events, and its rows in the order of time."""
    (folder / "seeds" / "events").mkdir(parents=True)
    (folder / "seeds" / "project.toml").write_text('title = "Convoys"\nas_of = "2024-12-31"\n', encoding="utf-8")
    (folder / "seeds" / "periods.csv").write_text(
        "period_id,title,start,stop\nearly,Early,2010-01-01,2014-12-31\nlate,Late,2015-01-01,2019-12-31\n",
        encoding="utf-8",
    )
    rows = [change(_row(i)) for i in range(MANY)]
    with (folder / "seeds" / "events" / "convoys.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    pipeline.build(folder / "seeds", folder)
    return folder / "all-periods.html", sorted(rows, key=lambda row: row["date"])


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    return _built(tmp_path_factory.mktemp("packed"))


def _card(opened, row):
    opened.page.wait_for_selector("#card:not([hidden])")
    told = opened.page.inner_text("#card")
    assert row["title"] in told and row["notes"] in told and row["actor"] in told


def test_a_packed_page_tells_every_event(tab, packed):
    path, rows = packed
    opened = tab(path)
    assert opened.shown() == MANY
    assert opened.page.locator(NUMBERS).count() == 0
    first = opened.page.locator("#list [data-event]").first
    assert rows[0]["title"] in first.inner_text()
    first.click()
    _card(opened, rows[0])
    first.press("End")
    last = opened.page.locator(f"#list [data-at='{MANY - 1}']")
    assert last.evaluate("row => row === document.activeElement")
    assert last.locator("xpath=..").get_attribute("aria-setsize") == str(MANY)
    last.press("Enter")
    _card(opened, rows[-1])


def test_a_packed_page_says_whose_it_is_and_that_it_comes_before_it_is_read(tab, packed):
    html = packed[0].read_text(encoding="utf-8")
    opened = tab("<!DOCTYPE html><title>a slow disk</title>", wait=False)
    opened.page.evaluate("html => { document.open(); document.write(html); }", html[: html.index("<script")])
    assert opened.page.inner_text("#masthead").split("\n")[-1] == _ENGLISH["data.loading"]
    assert opened.page.inner_text("h1") == "Convoys"
    opened.page.evaluate("html => { document.write(html); document.close(); }", html[html.index("<script") :])
    opened.ready()
    assert _ENGLISH["data.loading"] not in opened.page.inner_text("body")


def test_a_search_looks_through_all_blocks(tab, packed):
    path, _ = packed
    opened = tab(path)
    for words, many in (("number 5999 leaves", 1), ("tartus unit", MANY // 3), ("nothing like it", 0), ("", MANY)):
        opened.page.fill("#search-box", words)
        opened.page.wait_for_function("n => document.documentElement.dataset.shown === String(n)", arg=many)
    opened.page.fill("#search-box", "number 5999")
    opened.page.wait_for_selector("#list .list-body li:only-child [data-event=E5999]")


def test_a_link_finds_its_event_and_its_search(tab, packed):
    path, rows = packed
    opened = tab(path, f"#event={rows[4500]['id']}&q=convoy+number+45")
    _card(opened, rows[4500])
    many = sum("45" in row["title"] for row in rows)
    opened.page.wait_for_function("n => document.documentElement.dataset.shown === String(n)", arg=many)
    opened.page.wait_for_function("location.hash.includes('event=')")


def test_an_older_browser_unpacks_by_the_page_itself(tab, packed):
    path, rows = packed
    opened = tab(path)
    opened.page.add_init_script("delete globalThis.DecompressionStream; delete Uint8Array.fromBase64")
    opened.page.reload()
    opened.ready()
    assert opened.shown() == MANY
    assert rows[0]["title"] in opened.page.locator("#list [data-event]").first.inner_text()


@pytest.mark.parametrize("block", ["lon", "list"])
def test_data_that_cannot_be_read_are_said_to_be(tab, packed, block):
    html = packed[0].read_text(encoding="utf-8")
    broken = re.sub(rf'(id="geo-data-{block}-0">).{{40}}', lambda found: found[1] + "A" * 40, html)
    assert broken != html
    opened = tab(broken, wait=False, said=("",))
    opened.page.wait_for_selector("[role=alert]:has-text('cannot be read')")
    assert opened.page.inner_text("#broken") == BROKEN


def test_files_beside_the_page_are_read_when_they_are_needed(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "MOST", MANY - 1)
    path, rows = _built(tmp_path)
    opened = tab(path, "#q=tartus")
    opened.page.wait_for_function("n => document.documentElement.dataset.shown === String(n)", arg=MANY // 3)
    found = next(row for row in rows if row["location"] == "Tartus")
    opened.page.wait_for_selector(f"#list [data-event={found['id']}]")
    opened.page.locator("#list [data-event]").first.click()
    _card(opened, found)
    asked = [url.rsplit("/", 2)[-2:] for url in opened.asked if not url.endswith((".html", "#q=tartus"))]
    assert sorted((folder, name[:-12]) for folder, name in asked) == [
        ("all-periods.data", "rows-0"),
        ("all-periods.data", "texts-0"),
    ]
    opened.asked.clear()


@pytest.mark.parametrize("missing", ["rows", "texts"])
def test_a_page_without_the_files_beside_it_says_so(tab, tmp_path, monkeypatch, missing):
    monkeypatch.setattr(beside, "MOST", MANY - 1)
    path, _ = _built(tmp_path)
    next(path.with_suffix(".data").glob(f"{missing}-0-*.js")).unlink()
    opened = tab(path, wait=False, said=("",))
    opened.page.wait_for_selector("#broken")
    assert opened.page.inner_text("#broken") == BROKEN
    opened.asked.clear()


def test_what_is_off_the_map_is_told_once_its_file_has_come(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "MOST", MANY - 1)
    nowhere = {"lat": "", "lon": "", "location": ""}
    path, rows = _built(tmp_path, lambda row: row | nowhere if row["id"] == "E7" else row)
    opened = tab(path)
    row = opened.page.locator(".aside-event")
    row.filter(has_text=next(row["title"] for row in rows if row["id"] == "E7")).wait_for(state="attached")
    assert row.get_attribute("data-event") == "E7"
    opened.asked.clear()


def test_an_event_chosen_before_its_file_has_come_is_in_the_address_afterwards(tab, tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "MOST", MANY - 1)
    path, rows = _built(tmp_path)
    opened = tab(path)
    held = []
    opened.page.route("**/texts-0-*.js", lambda route: held.append(route))
    opened.page.reload()
    opened.ready()
    opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_selector("#card:not([hidden])")
    opened.page.wait_for_timeout(400)  # the address is written later than what is chosen is drawn
    assert "event=" not in opened.page.evaluate("location.hash")
    held[0].continue_()
    opened.page.wait_for_function("id => location.hash.includes(`event=${id}`)", arg=rows[0]["id"])
    opened.asked.clear()
