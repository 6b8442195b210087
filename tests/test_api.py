"""The public functions as a script or a notebook uses them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import folium
import geopandas
import pytest

import geo
from geo.write import GENERATOR

STARTER = Path(geo.__file__).parent / "starter/seeds"


@pytest.fixture(scope="module")
def seeds():
    return geo.read_seeds(STARTER)


@pytest.fixture(scope="module")
def features(seeds):
    return geo.features(seeds)


def test_features_are_a_geodataframe_in_wgs84(features):
    assert isinstance(features, geopandas.GeoDataFrame)
    assert features.crs.to_epsg() == 4326
    assert len(features) == 12
    assert features.geometry.notna().all()


def test_a_period_map_is_a_folium_map_that_takes_more_layers(features, seeds, tmp_path):
    drawn = geo.period_map(features, seeds.periods, seeds=seeds)
    assert isinstance(drawn, folium.Map)
    folium.CircleMarker([50.4, -4.1], radius=7).add_to(drawn)
    drawn.save(tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "L.circleMarker(" in page
    island = json.loads(re.search(r'id="geo-data">(.*?)</script>', page, re.S)[1])
    assert island["events"]["count"] == 12
    assert island["page"]["title"] == seeds.project.title


def test_a_period_map_of_some_rows_without_seeds(features, seeds):
    page = geo.period_map(features.iloc[:3], seeds.periods[:1])._repr_html_()
    assert "geoPage.start" in page


def test_features_that_break_the_schema_are_refused_with_every_breach(features, seeds):
    broken = features.assign(status="maybe", event_id="same")
    with pytest.raises(geo.FeatureError, match=r"column status: 'maybe'.*event_id is not unique"):
        geo.period_map(broken, seeds.periods)


def test_locate_says_what_and_why():
    found = geo.locate("Valparaíso", country="CL")
    assert found.best and abs(found.best.lat + 33.04) < 0.1
    assert found.reason
    assert geo.locate("Xqzzyplace").best is None


def test_locate_asks_the_project_first():
    assert geo.locate("Port Praya", seeds=STARTER).best is None
    assert geo.locate("Porto Praia", seeds=STARTER).best.place_id == "own:port-praya"


def test_near_settles_what_the_name_leaves_open():
    assert geo.locate("Tripoli").best is None
    assert geo.locate("Tripoli", near=(35.5, 33.9)).best.country == "LB"


def test_build_reports_what_it_wrote(tmp_path):
    report = geo.build(STARTER, tmp_path)
    assert [path.name for path in report.files][:2] == ["index.html", "all-periods.html"]
    assert all(path.exists() for path in report.files)
    # By this mark the next build knows its own pages and may remove those that it no longer makes.
    assert all(GENERATOR in path.read_bytes()[:2048] for path in report.files if path.suffix == ".html")
    assert (report.accounting.rows, report.accounting.on_map) == (12, 12)


def test_errors_are_also_builtin_ones():
    assert issubclass(geo.SeedError, ValueError)
    assert issubclass(geo.BusyError, OSError)
    with pytest.raises(geo.SeedError) as caught:
        geo.read_seeds(STARTER / "nothing")
    assert caught.value.faults


def test_build_says_which_pages_have_their_data_beside_them(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.draw.pack.FEWEST", 1)
    monkeypatch.setattr("geo.draw.beside.MOST", 8)
    report = geo.build(STARTER, tmp_path)
    notes = [(fault.file, fault.message) for fault in report.faults if "beside it" in fault.message]
    told = "too many events for one file: their data are in 2 files in all-periods.data/, which belongs beside it"
    assert notes == [("all-periods.html", told)]
    assert {path.name[:-12] for path in (tmp_path / "all-periods.data").iterdir()} == {"rows-0", "texts-0"}
    monkeypatch.undo()
    geo.build(STARTER, tmp_path)
    assert not (tmp_path / "all-periods.data").exists()
