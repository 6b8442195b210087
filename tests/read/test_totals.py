"""Every kind of file, built alone: its rows, counted without us, are those of accounting, page and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest

from geo.pipeline import build
from geo.read.profile import shipped

from . import workbooks
from .test_profiles import ACLED, GTD, POLECAT, TIMEMAP, acled, gdelt, gtd, ucdp, written

UCDP = shipped()["ucdp"].headerless
GDELT = shipped()["gdelt"].headerless
GDELT1 = [name.removesuffix("?") for name in shipped()["gdelt1"].headerless]
SHORT = "short,row\n"
NOWHERE = {"location": "", "admin1": "", "country": "", "latitude": "", "longitude": ""}
# on the map, without place, undated, rejected, duplicates: one of each, where the kind of file can hold it
EACH = (1, 1, 1, 1, 1)
WHOLE = (1, 1, 1, 0, 1)


def four(row, number, undated, nowhere):
    """A row that is drawn, the same again, one without date, one without place."""
    return [row(), row(), row(**{number: "2"}, **undated), row(**{number: "3"}, **nowhere)]


def polecat(**cells):
    row = {
        "Event ID": "1", "Event Date": "2016-01-20", "Event Type": "PROTEST", "Actor Name": "Alpha",
        "Source": "reuters", "Placename": "Azaz", "Latitude": "36.586", "Longitude": "37.044", "Feature Type": "PPL",
    }  # fmt: skip
    return row | cells


def timemap(**cells):
    row = {
        "id": "1", "description": "A tank.", "date": "8/23/2014", "time": "18:30", "location": "Azaz",
        "latitude": "36.586", "longitude": "37.044", "category": "tanks", "association1": "x", "source1": "s",
    }  # fmt: skip
    return row | cells


ACLED_ROWS = four(acled, "event_id_cnty", {"event_date": ""}, NOWHERE)
UCDP_ROWS = four(
    ucdp, "id", {"date_start": "", "date_end": ""},
    dict.fromkeys(("where_coordinates", "adm_1", "country", "latitude", "longitude"), ""),
)  # fmt: skip
GDELT_NOWHERE = dict.fromkeys(("ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long"), "")
GDELT_ROWS = four(gdelt, "GLOBALEVENTID", {"SQLDATE": ""}, GDELT_NOWHERE)
GDELT1_ROWS = [{n: c for n, c in row.items() if n in GDELT1} for row in GDELT_ROWS]
GTD_ROWS = four(
    gtd, "eventid", dict.fromkeys(("iyear", "imonth", "iday"), ""),
    dict.fromkeys(("city", "provstate", "country_txt", "latitude", "longitude"), ""),
)  # fmt: skip
POLECAT_ROWS = four(
    polecat, "Event ID", {"Event Date": "None"}, dict.fromkeys(("Placename", "Latitude", "Longitude"), "None")
)
TIMEMAP_ROWS = four(timemap, "id", {"date": ""}, dict.fromkeys(("location", "latitude", "longitude"), ""))
HXL = {"a": "#event+id", "b": "#date+start", "c": "#loc+name", "d": "#geo+lat", "e": "#geo+lon", "f": "#event+name"}
HXL |= {"g": "#meta+source"}


def hxl(**cells):
    row = {"a": "1", "b": "2016-01-20", "c": "Azaz", "d": "36.586", "e": "37.044", "f": "Clash", "g": "SANA"}
    return row | cells


HXL_ROWS = [HXL, *four(hxl, "a", {"b": ""}, dict.fromkeys("cde", ""))]


def features(rows):
    made = []
    for row in rows:
        place = [float(row["longitude"]), float(row["latitude"])] if row["latitude"] else None
        said = {n: c for n, c in row.items() if n not in ("latitude", "longitude", "location", "country", "admin1")}
        geometry = place and {"type": "Point", "coordinates": place}
        made.append({"type": "Feature", "properties": said, "geometry": geometry})
    return made


PLAIN = [{"event_id": "1", "title": "Clash", "date": "2016-01-20", "latitude": "36.586", "longitude": "37.044"}]
PLAIN[0]["source"] = "SANA"
PLAIN += [PLAIN[0], PLAIN[0] | {"event_id": "2", "date": ""}, PLAIN[0] | {"event_id": "3", "latitude": ""}]
COLLECTION = {"type": "FeatureCollection", "features": [*features(PLAIN), 7]}
RECORDS = [
    {"type": "Feature", "@id": f"http://example.org/{row['event_id']}", "properties": {"title": "Clash"}}
    | {"when": {"timespans": [{"start": {"in": row["date"] or "-1"}}]}, "geometry": place["geometry"]}
    for row, place in zip(PLAIN, features(PLAIN), strict=True)
]
PLACEMARK = "<Placemark id='{event_id}'><name>{title}</name>{when}{where}</Placemark>"
KML = "<kml xmlns='http://www.opengis.net/kml/2.2'><Folder>{}</Folder></kml>".format(
    "".join(
        PLACEMARK.format(
            **row,
            when=f"<TimeStamp><when>{row['date']}</when></TimeStamp>" if row["date"] else "",
            where=f"<Point><coordinates>37.044,{row['latitude']}</coordinates></Point>" if row["latitude"] else "",
        )
        for row in PLAIN
    )
)


def packed(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def sheet_of(names, rows):
    cells = [workbooks.row(1, *names)]
    cells += [workbooks.row(i, *(str(row.get(name, "")) for name in names)) for i, row in enumerate(rows, 2)]
    return workbooks.workbook({"Data": workbooks.sheet(*cells)})


def comma_rows(text, *, header=1):
    return sum(1 for row in csv.reader(io.StringIO(text)) if any(row)) - header


def tab_rows(text):
    return sum(1 for line in text.split("\n") if line)


FILES = {
    "acled.csv": (written(ACLED, ACLED_ROWS) + SHORT, comma_rows, EACH),
    "acled.xlsx": (sheet_of(ACLED, ACLED_ROWS), 4, WHOLE),
    "acled.json": (json.dumps({"count": 4, "data": ACLED_ROWS}), lambda t: len(json.loads(t)["data"]), WHOLE),
    "ucdp.csv": ("\ufeff" + written(UCDP, UCDP_ROWS).replace("\n", "\r\n") + SHORT, comma_rows, EACH),
    "candidate.csv": (written(UCDP, UCDP_ROWS, header=False) + SHORT, lambda t: comma_rows(t, header=0), EACH),
    "20191024143000.export.CSV": (written(GDELT, GDELT_ROWS, "\t", header=False) + "short\trow\n", tab_rows, EACH),
    "20191024.export.CSV.zip": (packed("a.CSV", written(GDELT1, GDELT1_ROWS, "\t", header=False)), 4, WHOLE),
    "gtd.csv": (written(GTD, GTD_ROWS) + SHORT, comma_rows, EACH),
    "gtd.xlsx": (sheet_of(GTD, GTD_ROWS), 4, WHOLE),
    "polecat.txt": (written(POLECAT, POLECAT_ROWS, "\t"), lambda t: tab_rows(t) - 1, WHOLE),
    "timemap.csv": (written(TIMEMAP, TIMEMAP_ROWS) + SHORT, comma_rows, EACH),
    "hxl.csv": (written(list(HXL), HXL_ROWS) + SHORT, lambda t: comma_rows(t, header=2), EACH),
    "hxl.ssv": (written(list(HXL), HXL_ROWS, ";"), lambda t: tab_rows(t) - 2, WHOLE),
    "hxl.tsv": (written(list(HXL), HXL_ROWS, "\t"), lambda t: tab_rows(t) - 2, WHOLE),
    "a.geojson": (json.dumps(COLLECTION), lambda t: len(json.loads(t)["features"]), EACH),
    "places.jsonl": ("\n".join(map(json.dumps, RECORDS)) + "\nno json\n", tab_rows, EACH),
    "a.kml": (KML, lambda t: t.count("<Placemark"), WHOLE),
    "a.kmz": (packed("doc.kml", KML), 4, WHOLE),
}


@pytest.mark.parametrize("name", FILES)
def test_R093_the_rows_of_a_file_are_those_of_accounting_page_and_geojson(folder, tmp_path, name):
    content, count, expected = FILES[name]
    rows = count if isinstance(count, int) else count(content.removeprefix("\ufeff"))
    folder.events(content, f"events/{name}")
    told = build(folder.root, tmp_path / "maps", cache=False).accounting
    parts = (told.on_map, told.without_place, told.undated, told.rejected, told.duplicates)
    assert (parts, sum(parts), told.rows) == (expected, rows, rows)
    fates = {"on map": told.on_map, "without place": told.without_place, "undated": told.undated}
    assert _fates_on_page(tmp_path / "maps" / "all-periods.html") == fates
    geojson = json.loads((tmp_path / "maps" / "events.geojson").read_text(encoding="utf-8"))
    assert _counted(feature["properties"].get("set_aside") or "" for feature in geojson["features"]) == fates


def _fates_on_page(page):
    island = re.search(r'id="geo-data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)[1]
    data = json.loads(island)
    events = data["events"]
    codes = events.get("columns", events)["set_aside"]
    if isinstance(codes, dict):
        codes = [codes["all"]] * events["count"]
    assert len(codes) == events["count"]
    return _counted(data["strings"][code] for code in codes)


def _counted(fates):
    found = [fate or "on map" for fate in fates]
    return {name: found.count(name) for name in ("on map", "without place", "undated")}
