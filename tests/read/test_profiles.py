"""Exports of known formats, dropped among the events as they are; every table here is made up."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from geo.errors import SeedError
from geo.pipeline import build, survey
from geo.read.profile import shipped
from geo.records import Level
from tests.read.conftest import days, of

ROOT = Path(__file__).parents[2]
SOURCES = "source_id,title\nrd,Russia Direct\n"
ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
GTD = (
    "eventid iyear imonth iday approxdate country country_txt provstate city latitude longitude specificity "
    "attacktype1_txt gname target1 nkill summary"
).split()
POLECAT = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Actor Name,Recipient Name,Placename,City,District,Province,"
    "Country,Latitude,Longitude,GeoNames ID,Feature Type,Source,Publication Date"
).split(",")
TIMEMAP = "id description date time location latitude longitude category association1 source1".split()


def written(names, rows, separator=",", header=True):
    """A table of rows that give some of the columns by name; a blank for the others."""
    out = io.StringIO()
    sheet = csv.DictWriter(out, names, delimiter=separator, lineterminator="\n")
    if header:
        sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue()


def acled(**cells):
    row = {
        "event_id_cnty": "SYR1", "event_date": "2016-01-20", "time_precision": "1", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "Alpha", "actor2": "Beta", "iso": "760", "country": "Syria",
        "admin1": "Aleppo", "location": "Azaz", "latitude": "36.586", "longitude": "37.044", "geo_precision": "1",
        "source": "somebody", "notes": "They fought.", "fatalities": "2",
    }  # fmt: skip
    return row | cells


def ucdp(**cells):
    row = {
        "id": "1", "relid": "SYR-1", "year": "2016", "type_of_violence": "1", "conflict_name": "Syria: Government",
        "dyad_name": "Alpha - Beta", "side_a": "Alpha", "side_b": "Beta", "source_office": "AFP;AFP;sana",
        "source_date": "2016-01-21 00:00:00.000;2016-01-22", "source_headline": "Clashes", "where_prec": "1",
        "where_coordinates": "Azaz town", "adm_1": "Aleppo Governorate", "latitude": "36.586", "longitude": "37.044",
        "country": "Syria", "event_clarity": "1", "date_prec": "1", "date_start": "2016-01-20 00:00:00.000",
        "date_end": "2016-01-20 00:00:00.000", "best": "4", "high": "9", "low": "3",
    }  # fmt: skip
    return row | cells


def gdelt(**cells):
    row = {
        "GLOBALEVENTID": "881", "SQLDATE": "20191024", "MonthYear": "201910", "Year": "2019", "Actor1Name": "ALPHA",
        "Actor2Name": "BETA", "EventCode": "190", "EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10.0",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Azaz, Aleppo, Syria", "ActionGeo_CountryCode": "SY",
        "ActionGeo_Lat": "36.586", "ActionGeo_Long": "37.044", "DATEADDED": "20191024143000",
        "SOURCEURL": "https://example.org/a",
    }  # fmt: skip
    return row | cells


def gtd(**cells):
    row = {
        "eventid": "201501010001", "iyear": "2015", "imonth": "9", "iday": "3", "country_txt": "Syria",
        "provstate": "Aleppo", "city": "Azaz", "latitude": "36.586", "longitude": "37.044", "specificity": "1",
        "attacktype1_txt": "Bombing", "gname": "Alpha", "target1": "Bridge", "nkill": "2.0",
    }  # fmt: skip
    return row | cells


def first(seeds, *columns):
    return seeds.events.loc[0, list(columns)].tolist()


def notes(seeds):
    return [note.message for note in of(seeds, Level.NOTE)]


def test_each_format_of_the_package_is_sound_and_knows_its_own_columns():
    assert list(shipped()) == [
        "acled", "acled-deleted", "acled-monthly", "acled-weekly",
        "gdelt", "gdelt1", "gtd", "hxl", "polecat", "timemap", "ucdp",
    ]  # fmt: skip
    assert len(shipped()["gdelt"].headerless) == 61
    assert len(shipped()["ucdp"].headerless) == 49
    assert len(ACLED) == 31


def test_an_acled_export_is_known_by_its_columns(folder):
    seeds = folder.put("sources.csv", SOURCES).events(written(ACLED, [acled(time_precision="3")])).read()
    assert "read as ACLED: 100% of its 31 columns are known" in notes(seeds)
    title, location = "Armed clash: Alpha – Beta", "Azaz"
    assert first(seeds, "event_id", "title", "location", "source") == ["SYR1", title, location, "somebody"]
    assert first(seeds, "date_start", "date_precision", "iso") == ["2016-01", "month", ""]
    assert seeds.events["extra"][0]["iso"] == "760"
    assert not of(seeds, Level.FAULT)


def test_acled_in_capitals_has_days_first_even_if_no_value_proves_it(folder):
    names = [name.upper() for name in ACLED if name != "timestamp"]
    row = {name.upper(): cell for name, cell in acled(event_date="03/04/2011").items()}
    seeds = folder.events(written(names, [row])).read()
    assert first(seeds, "date_start", "fatalities") == ["2011-04-03", "2"]


WEEKLY = (
    "WEEK REGION COUNTRY ADMIN1 EVENT_TYPE SUB_EVENT_TYPE EVENTS FATALITIES POPULATION_EXPOSURE DISORDER_TYPE ID "
    "CENTROID_LATITUDE CENTROID_LONGITUDE"
).split()


def weekly(**cells):
    row = {
        "WEEK": "2024-01-06", "COUNTRY": "Syria", "ADMIN1": "Aleppo", "EVENT_TYPE": "Battles", "EVENTS": "12",
        "SUB_EVENT_TYPE": "Armed clash", "FATALITIES": "5", "CENTROID_LATITUDE": "36.2", "CENTROID_LONGITUDE": "37.2",
    }  # fmt: skip
    return row | cells


def test_sums_of_acled_are_told_from_events_and_none_is_drawn_for_a_sum_of_none(folder):
    seeds = folder.events(written(WEEKLY, [weekly(), weekly(EVENTS="0", FATALITIES="0")])).read()
    assert first(seeds, "title", "fatalities") == ["Armed clash: 12 in a week, Aleppo", "5"]
    assert first(seeds, "earliest", "latest", "geo_precision") == ["2024-01-06", "2024-01-12", "adm1"]
    assert (len(seeds.events), seeds.rejected) == (1, 1)
    assert any("not one event" in note for note in notes(seeds))


def test_monthly_sums_of_acled_at_hdx_are_dated_by_their_month(folder):
    names = "Country Admin1 Admin2 ISO3 Month Year Events Fatalities".split()
    row = dict(zip(names, ["Syria", "Aleppo", "A'zaz", "SYR", "January", "2016", "3", "5"], strict=True))
    seeds = folder.events(written(names, [row])).read()
    assert first(seeds, "title", "date_start", "location") == ["3 events in a month, A'zaz", "2016-01", "A'zaz"]


def test_ids_that_acled_has_withdrawn_are_refused_as_no_events(folder):
    [fault] = folder.events("event_id_cnty,deleted_timestamp\nSYR1,1657041386\n").refused()
    assert "withdrawn" in fault.message


@pytest.mark.parametrize("lacking", ["timestamp", "notes", "civilian_targeting", "tags", "admin3", "disorder_type"])
def test_acled_of_another_age_lacks_a_column(folder, lacking):
    names = [name for name in ACLED if name != lacking]
    row = {name: cell for name, cell in acled().items() if name != lacking}
    seeds = folder.events(written(names, [row])).read()
    assert "read as ACLED: 100% of its 30 columns are known" in notes(seeds)
    assert first(seeds, "title") == ["Armed clash: Alpha – Beta"]


def test_acled_of_2019_writes_the_month_as_a_word(folder):
    row = acled(event_date="03 April 2019", data_id="7", event_id_no_cnty="1", iso3="SYR")
    seeds = folder.events(written([*ACLED, "data_id", "event_id_no_cnty", "iso3"], [row])).read()
    assert "read as ACLED: 100% of its 34 columns are known" in notes(seeds)
    assert first(seeds, "date_start") == ["2019-04-03"]


def test_R112_rows_that_must_not_be_passed_on_are_told_with_their_licence(folder):
    seeds = folder.events(written(ACLED, [acled(), acled(event_id_cnty="SYR2")])).read()
    [told] = [note for note in of(seeds, Level.NOTE) if note.column == "licence"]
    assert "forbid" in told.message and "2 rows" in told.message
    assert set(seeds.events["licence"]) == {"ACLED terms of use"}


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("ACLED terms of use", True), ("All rights reserved; facts only", True), ("No redistribution", True),
        ("not for publication", True), ("must not be shared", True), ("internal use", True),
        ("CC BY 4.0", False), ("", False), ("free redistribution", False), ("public domain", False),
    ],
)  # fmt: skip
def test_R112_a_licence_of_ones_own_rows_is_heeded_too_and_keeps_them_from_being_published(
    folder, tmp_path, licence, told
):
    table = "title,date,location,latitude,longitude,source,licence\n"
    folder.events(table + f"Clash,2016,Azaz,36.586,37.044,SANA,{licence}\nRaid,2016,Azaz,36.586,37.044,SANA,\n")
    notes = [note for note in folder.read().faults if note.column == "licence"]
    assert ["1 row of this file" in note.message for note in notes] == [True] * told
    if not told:
        assert build(folder.root, tmp_path / "maps", publish=True).accounting.on_map == 2
        return
    with pytest.raises(SeedError, match="the maps would hold 1 row"):
        build(folder.root, tmp_path / "maps", publish=True)
    assert not (tmp_path / "maps" / "index.html").exists()


def test_R112_what_may_be_passed_on_is_not_warned_of(folder):
    seeds = folder.events(written(shipped()["ucdp"].headerless, [ucdp()])).read()
    assert first(seeds, "licence") == ["CC BY 4.0 (UCDP)"]
    assert not [note for note in seeds.faults if note.column == "licence"]


def test_R022_a_gdelt_export_without_header_is_known_by_number_and_shape_of_its_columns(folder):
    table = written(shipped()["gdelt"].headerless, [gdelt(), gdelt(GLOBALEVENTID="882")], "\t", header=False)
    seeds = folder.events(table, "events/20191024143000.export.CSV").read()
    assert "read as GDELT 2.0: 100% of its 61 columns are known, without a header" in notes(seeds)
    assert seeds.events["line"].tolist() == [1, 2]
    assert first(seeds, "title", "date_start", "date_text") == ["Fight: ALPHA – BETA", "2019-10-24", ""]
    assert first(seeds, "location", "admin1", "country", "geo_precision") == ["Azaz", "Aleppo", "Syria", "near"]
    assert first(seeds, "source", "source_date") == ["GDELT Project", "2019-10-24"]


def test_R022_countries_of_gdelt_are_fips_codes(folder):
    row = gdelt(ActionGeo_FullName="Turkey", ActionGeo_CountryCode="TU", ActionGeo_Type="1")
    folder.events(written(shipped()["gdelt"].headerless, [row], "\t", header=False))
    assert first(folder.read(), "iso", "country", "admin1", "geo_precision") == ["TR", "Turkey", "", "country"]


def test_R022_a_row_that_does_not_fit_makes_it_another_format(folder):
    rows = [gdelt(), gdelt(GLOBALEVENTID="882", QuadClass="high")]
    [fault] = folder.events(written(list(shipped()["gdelt"].headerless), rows, "\t", header=False)).refused()
    assert "no header row" in fault.message


def test_R022_other_tables_of_61_columns_are_not_gdelt(folder):
    row = dict.fromkeys(shipped()["gdelt"].headerless, "7")
    [fault] = folder.events(written(list(row), [row, row], "\t", header=False)).refused()
    assert "no header row" in fault.message


@pytest.mark.parametrize("width", [57, 58])
def test_R022_gdelt_1_has_no_districts_and_before_2013_no_address(folder, width):
    names = [name.removesuffix("?") for name in shipped()["gdelt1"].headerless][:width]
    row = {name: cell for name, cell in gdelt(DATEADDED="20191024").items() if name in names}
    seeds = folder.events(written(names, [row], "\t", header=False), "events/20191024.export.CSV").read()
    assert f"read as GDELT 1.0: 100% of its {width} columns are known, without a header" in notes(seeds)
    assert first(seeds, "event_id", "title", "iso") == ["881", "Fight: ALPHA – BETA", "SY"]
    assert first(seeds, "source_url", "source_date") == ["https://example.org/a" if width == 58 else "", "2019-10-24"]


@pytest.mark.parametrize("name", ["gdelt", "gdelt1"])
def test_gdelt_with_a_header_tells_its_version_by_its_columns(folder, name):
    names = [name.removesuffix("?") for name in shipped()[name].headerless]
    row = {name: cell for name, cell in gdelt().items() if name in names}
    assert f"read as {shipped()[name].title}: 100%" in notes(folder.events(written(names, [row])).read())[0]


def test_R023_the_first_event_of_a_candidate_file_is_not_eaten_as_header(folder):
    rows = [ucdp(), ucdp(id="2")]
    seeds = folder.events(written(shipped()["ucdp"].headerless, rows, header=False)).read()
    assert seeds.events[["event_id", "line"]].values.tolist() == [["1", 1], ["2", 2]]
    assert first(seeds, "fatalities", "fatalities_low", "fatalities_high") == ["4", "3", "9"]
    assert first(seeds, "date_start", "date_text", "event_type") == ["2016-01-20", "", "State-based conflict"]
    assert first(seeds, "source", "source_date") == ["AFP; sana", "2016-01-21; 2016-01-22"]


def test_a_candidate_file_may_have_ids_in_letters(folder):
    rows = [ucdp(id="XSYR1"), ucdp(id="XSYR2")]
    seeds = folder.events(written(shipped()["ucdp"].headerless, rows, header=False)).read()
    assert seeds.events["event_id"].tolist() == ["XSYR1", "XSYR2"]


def test_the_oldest_releases_of_ucdp_call_their_counts_estimates(folder):
    row = ucdp() | {"best_est": "4", "low_est": "3", "high_est": "9", "gwno": "652", "isocc": "SYR"}
    row = {name: cell for name, cell in row.items() if name not in ("best", "low", "high", "relid")}
    seeds = folder.events(written(list(row), [row])).read()
    assert f"read as UCDP GED: 100% of its {len(row)} columns are known" in notes(seeds)
    assert first(seeds, "fatalities", "fatalities_low", "fatalities_high", "iso") == ["4", "3", "9", "SYR"]


@pytest.mark.parametrize(
    "tags",
    [
        ["#date+start+actual", "#event+name+es", "#loc +name +v_geonames", "#Meta+Source"],
        ["#Date +Occurred +f", "#activity +name", "#adm2 +name +v_pcode", "#org+name"],
    ],
)
def test_R024_attributes_of_tags_may_be_more_and_in_any_order(folder, tags):
    rows = [tags, ["2016-01-20", "Clash", "Azaz", "SANA"]]
    seeds = folder.events(written(list("abcd"), [dict(zip("abcd", row, strict=True)) for row in rows])).read()
    assert first(seeds, "date_start", "title", "location", "source") == ["2016-01-20", "Clash", "Azaz", "SANA"]


def test_R024_the_hxl_tags_of_an_hdx_copy_are_no_event(folder):
    names = shipped()["ucdp"].headerless
    tags = {"date_start": "#date+start", "adm_1": "#adm1+name", "best": "#affected+killed", "country": "#country+name"}
    seeds = folder.events(written(names, [tags, ucdp()])).read()
    assert seeds.events[["event_id", "line"]].values.tolist() == [["1", 3]]
    assert "read as UCDP GED: 100% of its 49 columns are known" in notes(seeds)


def test_R024_a_tagged_table_below_two_headers_lends_title_place_and_source_from_its_tags(folder):
    folder.events(
        "Qué?,,,Dónde?,,Cuándo?\nNo,Sector,Organización,País,Provincia,Fecha\n"
        ",#sector+es,#org+es,#country,#adm1,#date+reported\n001,Salud,OMS,Colombia,Cauca,1 March 2015\n"
    )
    seeds = folder.read()
    assert first(seeds, "title", "source", "location") == ["Salud, OMS", "OMS", "Cauca"]
    assert first(seeds, "date_start", "geo_precision", "line") == ["2015-03-01", "adm1", 4]
    [feature] = survey(folder.root).features.itertuples()
    assert (feature.place_id, feature.geometry.geom_type) == ("adm1:CO.09", "MultiPolygon")


def test_R025_another_order_and_two_more_columns_make_the_same_events(folder):
    names = shipped()["ucdp"].headerless
    row = ucdp(low="3", best="4", high="9")
    one = folder.events(written(names, [row])).read().events
    shuffled = ["new one", *sorted(names), "new two"]
    two = folder.events(written(shuffled, [row | {"new one": "x"}])).read().events
    assert two.loc[0, "extra"]["new one"] == "x"
    assert one.drop(columns="extra").equals(two.drop(columns="extra"))


@pytest.mark.parametrize(
    ("table", "shape"),
    [
        (written(shipped()["ucdp"].headerless, [ucdp(where_prec="4", where_coordinates="Aleppo")]), "adm1:SY.09"),
        (written(shipped()["ucdp"].headerless, [ucdp(where_prec="5", where_coordinates="North")]), "adm1:SY.09"),
        (written(shipped()["ucdp"].headerless, [ucdp(where_prec="5", adm_1="", where_coordinates="Front")]), "iso:SY"),
        (written(shipped()["ucdp"].headerless, [ucdp(where_prec="6", adm_1="", where_coordinates="Syria")]), "iso:SY"),
        (written(ACLED, [acled(geo_precision="3")]), "adm1:SY.09"),
        (written(GTD, [gtd(specificity="4")]), "adm1:SY.09"),
        (written(GTD, [gtd(specificity="5", city="Unknown", provstate="", latitude="", longitude="")]), "iso:SY"),
        (written(shipped()["gdelt"].headerless, [gdelt(ActionGeo_Type="5")]), "adm1:SY.09"),
        (written(shipped()["gdelt"].headerless, [gdelt(ActionGeo_Type="1", ActionGeo_FullName="Syria")]), "iso:SY"),
    ],
)  # fmt: skip
def test_R053_what_is_known_to_a_province_or_a_country_is_drawn_as_that_area(folder, table, shape):
    [feature] = survey(folder.events(table).root).features.itertuples()
    assert feature.place_id == shape
    assert feature.geometry.area > 1
    assert feature.geo_precision == {"iso": "country"}.get(shape[:3], feature.geo_precision)


def test_R057_a_day_or_month_of_zero_is_not_known(folder):
    rows = [gtd(), gtd(eventid="2", iday="0"), gtd(eventid="3", imonth="0", iday="0")]
    seeds = folder.events(written(GTD, rows)).read()
    assert seeds.events["date_start"].tolist() == ["2015-09-03", "2015-09", "2015"]
    assert seeds.events["date_precision"].tolist() == ["day", "month", "year"]
    assert seeds.events["date_text"].tolist() == ["", "2015-09-00", "2015-00-00"]
    assert any("zeros as unknown" in note for note in notes(seeds))
    assert first(seeds, "fatalities", "title") == ["2", "Bombing: Alpha – Bridge"]


def test_R067_what_stands_for_a_blank_is_none_and_this_is_told(folder):
    row = gtd(gname="Unknown", nkill="-99")
    seeds = folder.events(written(GTD, [row])).read()
    assert first(seeds, "actor1", "fatalities", "title") == ["", "", "Bombing: Bridge"]
    assert not of(seeds, Level.FAULT)
    assert "1 cell with 'Unknown', 'NA' taken as blank, as GTD means it" in notes(seeds)


def test_R067_a_day_that_stands_for_none_leaves_the_event_undated(folder):
    seeds = folder.events(written(ACLED, [acled(event_date="9999-12-31")])).read()
    assert days(seeds, "earliest") == [None]
    assert first(seeds, "date_problem") == ["the date is given as unknown"]


def test_a_polecat_table_names_its_blanks_and_its_kinds_of_place(folder):
    row = {
        "Event ID": "p1", "Event Date": "2016-01-20", "Event Type": "PROTEST", "Event Mode": "demo",
        "Actor Name": "Alpha", "Recipient Name": "None", "Placename": "Azaz", "Country": "SYR", "Latitude": "36.586",
        "Longitude": "37.044", "Feature Type": "PPLA2", "Source": "reuters", "Publication Date": "2016-01-21",
    }  # fmt: skip
    seeds = folder.events(written(POLECAT, [row], "\t"), "events/ngecEvents.txt").read()
    assert first(seeds, "title", "actor2", "geo_precision") == ["PROTEST: Alpha", "", "near"]
    assert any(note.startswith("read as POLECAT: 100%") for note in notes(seeds))


def test_R053_a_polecat_row_that_names_only_a_country_is_drawn_as_it(folder):
    row = {
        "Event ID": "p1", "Event Date": "2016-01-20", "Event Type": "PROTEST", "Actor Name": "Alpha",
        "Recipient Name": "None", "Placename": "None", "Country": "SYR", "Latitude": "35", "Longitude": "38",
        "Feature Type": "PCLI", "Source": "reuters",
    }  # fmt: skip
    [feature] = survey(folder.events(written(POLECAT, [row], "\t")).root).features.itertuples()
    assert (feature.place_id, feature.geo_precision) == ("iso:SY", "country")
    assert feature.geometry.area > 1


def test_a_timemap_sheet_has_months_first(folder):
    row = {
        "id": "1", "description": "A tank is seen. It turns.", "date": "8/9/2014", "time": "18:30",
        "location": "Ilovaisk", "latitude": "47.92", "longitude": "38.19", "category": "tanks", "source1": "src7",
    }  # fmt: skip
    seeds = folder.put("sources.csv", SOURCES).events(written(TIMEMAP, [row])).read()
    assert first(seeds, "title", "date_start", "source") == ["A tank is seen.", "2014-08-09", "src7"]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("id description date time location latitude longitude associations sources graphic", "tanks"),
        ("desc date time location lat long association1 association2 source1 source2", "tanks"),
    ],
)
def test_timemap_of_another_version_has_associations_for_categories(folder, names, kind):
    row = {"date": "8/9/2014", "time": "18:30", "location": "Ilovaisk", "associations": "tanks,Russia"}
    row |= {"association1": "tanks", "description": "A tank.", "desc": "A tank.", "sources": "s1", "source1": "s1"}
    row |= {"latitude": "47.92", "longitude": "38.19", "lat": "47.92", "long": "38.19"}
    seeds = folder.events(written(names.split(), [{n: row.get(n, "") for n in names.split()}])).read()
    assert any(note.startswith("read as TimeMap: 100%") for note in notes(seeds))
    assert first(seeds, "title", "date_start", "event_type") == ["A tank.", "2014-08-09", kind]


def test_the_profile_can_be_named_or_turned_off(folder):
    folder.events(written(ACLED, [acled()]))
    assert first(folder.read(profile="none"), "title", "iso") == ["They fought.", "760"]
    assert "forces" not in first(folder.read(profile="acled"), "title")[0]
    [fault] = folder.refused(profile="ucdp")
    assert "it lacks type_of_violence, where_prec" in fault.message
    [fault] = folder.refused(profile="acledd")
    assert "there is no profile 'acledd'" in fault.message


def test_a_profile_can_be_named_for_single_files(folder):
    folder.events(written(ACLED, [acled()]), "events/one.csv")
    folder.events(written(ACLED, [acled(event_id_cnty="SYR2")]), "events/two.csv")
    folder.events(written(shipped()["ucdp"].headerless, [ucdp()]), "events/ged.csv")
    seeds = folder.read(profile="t*.csv=none,ged.csv=ucdp")
    told = dict(zip(seeds.events["file"], seeds.events["title"], strict=True))
    assert told["events/two.csv"] == "They fought."
    assert (told["events/one.csv"], told["events/ged.csv"]) == (
        "Armed clash: Alpha – Beta",
        "Alpha - Beta",
    )
    [fault] = folder.refused(profile="three.csv=none")
    assert (fault.message, fault.file) == ("a profile is asked for a file that is not there", "three.csv")


def test_a_profile_like_another_says_only_what_differs(folder):
    folder.put("profile.toml", 'like = "acled"\ntitle = "Ours"\nneeds = ["event_id_cnty"]\nlicence = "CC0"\nterms = ""')
    names = ["event_id_cnty", "event_date", "event_type", "location"]
    seeds = folder.events(written(names, [{n: acled()[n] for n in names}])).read()
    assert first(seeds, "title", "source", "licence") == ["Battles", "ACLED", "CC0"]
    fault = folder.put("profile.toml", 'like = "acledd"').refused()[-1]
    assert "this format is not known" in fault.message and "acled" in fault.remedy


OWN = """
title = "Our sheet"
date_format = "m/d/y"
blank = ["?"]

[columns]
title = "{What} at {Where}"
date_start = "When"
location = "Where"
geo_precision = "P"

[fixed]
source = "Own desk"

[codes.geo_precision]
1 = "exact"
"*" = "near"
"""


@pytest.mark.parametrize("place", ["profile.toml", "events/profile.toml"])
def test_a_project_may_have_a_profile_of_its_own(folder, place):
    folder.put(place, OWN).events("What,When,Where,P,Actor,Colour\nClash,3/4/2016,Azaz,7,Alpha,red\n?,,Azaz,1,,\n")
    seeds = folder.read()
    assert first(seeds, "title", "date_start", "geo_precision") == ["Clash at Azaz", "2016-03-04", "near"]
    assert first(seeds, "source", "actor1", "extra") == ["Own desk", "Alpha", {"Colour": "red"}]
    assert "read as Our sheet: 67% of its 6 columns are known" in notes(seeds)


def test_a_profile_of_ones_own_leaves_other_tables_alone(folder):
    folder.put("profile.toml", OWN).events("date,title,location,source\n2016,Clash,Azaz,SANA\n")
    assert first(folder.read(), "title", "source") == ["Clash", "SANA"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns = 3", "this should be a table"),
        ('[columns]\ntitel = "What"', "this column of ours is not known"),
        ('colums = "x"\n[columns]\ntitle = "What"', "this key is not known"),
        ('date_format = "y"\n[columns]\ntitle = "What"', "this should be one of d/m/y, m/d/y"),
        ("[columns]\ntitle = [1]", "this should be a list of texts"),
        ('title = "No columns"', "a profile needs a table [columns]"),
        ("[columns", "this is no TOML"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(folder, text, said):
    faults = folder.put("profile.toml", text).events("What\nx\n").refused()
    assert [fault.message for fault in faults if fault.file == "profile.toml" and said in fault.message]


def test_every_row_of_an_export_is_accounted_for(folder):
    rows = [
        acled(), acled(), acled(event_id_cnty="2", event_date=""), acled(event_id_cnty="3", geo_precision="3"),
        acled(event_id_cnty="4", location="", latitude="", longitude="", admin1="", country=""),
    ]  # fmt: skip
    table = written(ACLED, rows) + "short,row\n"
    counts = survey(folder.events(table).root).accounting
    assert (counts.rows, counts.on_map, counts.without_place) == (6, 2, 1)
    assert (counts.undated, counts.rejected, counts.duplicates) == (1, 1, 1)


def test_the_profile_that_the_readme_of_the_seeds_shows_is_sound(folder):
    shown = (ROOT / "seeds/README.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    folder.put("profile.toml", shown).events(
        'What,Day,Where,Certainty,Row colour\nClash,4/3/2016,"Azaz, Syria",1,red\n'
    )
    seeds = folder.read()
    assert first(seeds, "title", "date_start", "geo_precision", "extra") == [
        "Clash at Azaz, Syria",
        "2016-03-04",
        "exact",
        {},
    ]
