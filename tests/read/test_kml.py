"""Events as KML and KMZ: placemarks with times of their own or of their folder, from files that nobody trusts."""

from __future__ import annotations

import io
import zipfile

import pytest

from geo.records import Level

from .conftest import days, of

SOURCE = '<ExtendedData><Data name="source"><value>SANA</value></Data></ExtendedData>'
POINT = "<Point><coordinates> 37.0,36.5,12 </coordinates></Point>"


def mark(name, time="", place=POINT, more=SOURCE):
    return f"<Placemark><name>{name}</name>{time}{more}{place}</Placemark>\n"


def span(begin="", end=""):
    ends = (f"<begin>{begin}</begin>" if begin else "") + (f"<end>{end}</end>" if end else "")
    return f"<TimeSpan>{ends}</TimeSpan>"


def stamp(when):
    return f"<TimeStamp><when>{when}</when></TimeStamp>"


def kml(*parts, head=""):
    body = "".join(parts)
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n{body}</Document></kml>'


def kmz(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def read(folder):
    return lambda *parts: folder.events(kml(*parts), "events/a.kml").read()


def ends(seeds):
    return [list(span) for span in zip(days(seeds, "earliest"), days(seeds, "latest"), strict=True)]


def test_a_placemark_is_a_row_with_its_line_and_what_else_it_says(read):
    more = SOURCE.replace("</Ext", '<Data name="mood"><value>calm</value></Data></Ext')
    text = "<description><![CDATA[One.<br>Two &amp; <b>three</b>]]></description>"
    seeds = read(mark("Clash", stamp("2015-09-30"), more=text + more), mark("Raid", stamp("2015-10")))
    event = seeds.events.loc[0]
    assert event[["title", "notes", "source", "latitude", "longitude", "line"]].tolist() == [
        "Clash", "One.\nTwo & three", "SANA", 36.5, 37.0, 2,
    ]  # fmt: skip
    assert event["extra"] == {"mood": "calm"}
    assert ends(seeds)[1] == ["2015-10-01", "2015-10-31"]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (stamp("2015"), ["2015-01-01", "2015-12-31"]),
        (stamp("2015-09-30T23:30:00+03:00"), ["2015-09-30", "2015-09-30"]),
        (span("2015", "2015"), ["2015-01-01", "2015-12-31"]),
        (span("2015-09", "2015-10-02"), ["2015-09-01", "2015-10-02"]),
        (span("2015-09-30"), ["2015-09-30", "2016-07-31"]),
        (span("", "2015-09-30"), [None, "2015-09-30"]),
        ("", [None, None]),
    ],
)
def test_a_stamp_or_a_span_is_the_date(read, time, expected):
    assert ends(read(mark("Clash", time))) == [expected]


def test_time_is_that_of_the_nearest_folder_unless_the_placemark_has_its_own(read):
    inner = f"<Folder><name>Inner</name>{mark('B')}</Folder>"
    own = mark("A", stamp("2015-10-05"))
    outer = f"<Folder><name>Outer</name>{span('2015-09-01', '2015-09-30')}{own}{inner}</Folder>"
    late = f"<Folder>{mark('C')}{stamp('2014')}</Folder>"
    seeds = read(outer, late, mark("D"))
    assert ends(seeds) == [
        ["2015-10-05", "2015-10-05"], ["2015-09-01", "2015-09-30"], ["2014-01-01", "2014-12-31"], [None, None],
    ]  # fmt: skip
    assert any("that of the folder" in note.message for note in of(seeds, Level.NOTE))
    assert seeds.events.at[1, "extra"] == {"folder": "Outer / Inner"}


@pytest.mark.parametrize(
    ("spans", "latest"),
    [
        ([("2015-09-01", "2015-10-01"), ("2015-10-01", "2015-11-01")], ["2015-09-30", "2015-11-01"]),
        ([("2015-09", "2015-10"), ("2015-10", "2015-11")], ["2015-09-30", "2015-11-30"]),
        ([("2014", "2015"), ("2015", "2016")], ["2014-12-31", "2016-12-31"]),
        (
            [("2015-09-01T00:00:00Z", "2015-10-01T00:00:00Z"), ("2015-10-01T00:00:00Z", "")],
            ["2015-09-30", "2016-07-31"],
        ),
        (
            [("2015-09-01T00:00:00Z", "2015-10-01T02:00:00Z"), ("2015-10-01T02:00:00Z", "")],
            ["2015-10-01", "2016-07-31"],
        ),
        ([("2015-09-01", "2015-10-01"), ("2015-10-02", "2015-10-03")], ["2015-10-01", "2015-10-03"]),
        ([("2015-09-01", "2015-09-01"), ("2015-09-01", "2015-09-02")], ["2015-09-01", "2015-09-02"]),
    ],
)
def test_R062_an_end_that_touches_the_next_begin_lies_before_it(read, spans, latest):
    seeds = read(*(mark(f"E{i}", span(*ends)) for i, ends in enumerate(spans)))
    assert [day for _, day in ends(seeds)] == latest


def test_a_folder_may_say_its_name_and_time_after_what_it_holds(read):
    late = "<name>Late</name><TimeSpan><begin>2001</begin><end>2002</end></TimeSpan>"
    mark = "<Placemark><name>{}</name><Point><coordinates>1,2</coordinates></Point></Placemark>"
    seeds = read(f"<Folder>{mark.format('a')}\n<Style/>{late}\n{mark.format('b')}</Folder>")
    assert seeds.events[["date_start", "date_end"]].values.tolist() == [["2001", "2002"]] * 2
    assert seeds.events["extra"].tolist() == [{"folder": "Late"}] * 2


def test_R062_spans_of_folders_that_touch_are_shortened_too_and_those_of_other_folders_not(read):
    first = f"<Folder>{span('2015-09-01', '2015-10-01')}{mark('A')}</Folder>"
    then = f"<Folder>{span('2015-10-01', '2015-11-01')}{mark('B')}{mark('C', stamp('2015-11-01'))}</Folder>"
    assert [day for _, day in ends(read(first, then))] == ["2015-09-30", "2015-11-01", "2015-11-01"]


@pytest.mark.parametrize(
    ("place", "latitude", "reaches"),
    [
        (POINT, 36.5, False),
        ("<LineString><coordinates>37,36 37,37</coordinates></LineString>", 36.5, True),
        ("<Polygon><outerBoundaryIs><LinearRing><coordinates>36,36 38,36\n38,37 36,37 36,36</coordinates></LinearRing>"
         "</outerBoundaryIs></Polygon>", 36.5, True),
        (f"<MultiGeometry>{POINT}<MultiGeometry>{POINT}</MultiGeometry></MultiGeometry>", 36.5, False),
        ("<Model/>", None, False),
        ("<Point><coordinates></coordinates></Point>", None, False),
    ],
)  # fmt: skip
def test_R052_the_place_is_that_of_the_geometry(read, place, latitude, reaches):
    event = read(mark("Clash", stamp("2015"), place)).events.loc[0]
    assert event["latitude"] == latitude if latitude else event["latitude"] != event["latitude"]
    assert bool(event["radius_km"]) == reaches


def test_a_track_has_the_time_and_the_reach_of_its_positions(read):
    track = (
        '<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><when>2015-09-01T10:00:00Z</when>'
        "<when>2015-09-02T10:00:00Z</when><gx:coord>37 36 0</gx:coord><gx:coord>37 37 0</gx:coord></gx:Track>"
    )
    seeds = read(mark("Ship", "", track))
    assert ends(seeds) == [["2015-09-01", "2015-09-02"]]
    assert 55 < float(seeds.events.at[0, "radius_km"]) < 112


def test_a_time_of_the_view_is_no_time_of_the_event(read):
    assert ends(read(mark("Clash", f"<LookAt>{stamp('2011')}</LookAt>"))) == [[None, None]]


def test_R013_a_document_type_is_refused_and_opens_no_file(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">'
    for entity in (f'<!ENTITY c SYSTEM "{secret.as_uri()}">', laughs, ""):
        text = kml(mark("&c;" if entity else "x", stamp("2015")), head=f"<!DOCTYPE kml [{entity}]>")
        for name, data in (("events/a.kml", text.encode()), ("events/b.kmz", kmz(doc=b"", **{"doc.kml": text}))):
            folder.events(data, name)
        faults = folder.refused()
        assert [fault.file for fault in faults] == ["events/a.kml", "events/b.kmz"]
        assert all("document type" in fault.message for fault in faults)


def test_network_links_are_never_followed_and_overlays_are_no_events(read):
    link = "<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>"
    seeds = read(mark("Clash", stamp("2015")), link, "<GroundOverlay><name>Photo</name></GroundOverlay>")
    assert len(seeds.events) == 1
    assert any("never followed" in fault.message for fault in of(seeds, Level.FAULT))
    assert any("GroundOverlay" in note.message for note in of(seeds, Level.NOTE))


@pytest.mark.parametrize("text", ["<kml><Document>", "", "<gpx/>", "<kml>&nbsp;</kml>", "PK"])
def test_what_is_no_kml_stops_and_says_why(folder, text):
    [fault] = folder.events(text, "events/a.kml").refused()
    assert "this KML is not read" in fault.message


def test_a_kmz_is_read_from_its_doc_kml(folder):
    members = {"a.kml": kml(), "doc.kml": kml(mark("Clash", stamp("2015"))), "files/icon.png": b"x"}
    seeds = folder.events(kmz(**members), "events/a.kmz").read()
    assert seeds.events["title"].tolist() == ["Clash"]
    assert any("only doc.kml" in fault.message for fault in of(seeds, Level.FAULT))


def test_R038_a_kmz_that_unpacks_without_measure_is_refused(folder):
    bomb = kml(mark("A", stamp("2015")), " " * 50_000_000)
    [fault] = folder.events(kmz(**{"doc.kml": bomb}), "events/a.kmz").refused()
    assert "zip bomb" in fault.message
    folder.events(kmz(**{f"f{i}.txt": b"" for i in range(10_001)}, **{"doc.kml": kml()}), "events/a.kmz")
    [fault] = folder.refused()
    assert "10,002 files" in fault.message


@pytest.mark.parametrize("member", ["../evil.kml", "/etc/evil.kml", "C:/evil.kml", "a/../../evil.txt"])
def test_R039_a_kmz_with_a_name_that_leads_out_of_it_is_refused(folder, member):
    before = sorted(folder.root.rglob("*"))
    folder.events(kmz(**{"doc.kml": kml(mark("A", stamp("2015"))), member: kml()}), "events/a.kmz")
    [fault] = folder.refused()
    assert "leads out" in fault.message
    assert sorted(folder.root.rglob("*")) == sorted([*before, folder.root / "events", folder.root / "events/a.kmz"])


def test_R038_a_damaged_kmz_is_said(folder):
    whole = kmz(**{"doc.kml": kml(*(mark(f"{i * 7919}", stamp("2015")) for i in range(3000)))})
    for data in (whole[:200], whole[:99] + whole[120:], b"no zip", whole[:37] + b"\xff" * 40 + whole[77:]):
        [fault] = folder.events(data, "events/a.kmz").refused()
        assert "this KMZ is not read" in fault.message
