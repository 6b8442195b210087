"""Online services against a server on this machine: what they answer, and everything they get wrong."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer

import pytest

from geo import cli
from geo.errors import ServiceError
from geo.geocode.online import SERVICES, Online

ALEPPO = {
    "osm_type": "node", "osm_id": 1, "lat": "36.2", "lon": "37.16", "name": "Aleppo", "display_name": "Aleppo, Syria",
    "addresstype": "city", "boundingbox": ["36.1", "36.3", "37.0", "37.3"],
    "address": {"country_code": "sy", "state": "Aleppo Governorate"},
}  # fmt: skip
FEATURE = {
    "type": "Feature", "geometry": {"type": "Point", "coordinates": [37.16, 36.2]}, "bbox": [37.0, 36.1, 37.3, 36.3],
    "properties": {
        "name": "Aleppo", "label": "Aleppo, Syria", "gid": "x:1", "layer": "locality", "country_a": "SYR",
        "countrycode": "SY", "osm_type": "N", "osm_id": 1, "type": "city", "extent": [37.0, 36.3, 37.3, 36.1],
        "state": "Aleppo Governorate", "region": "Aleppo Governorate",
    },
}  # fmt: skip
ANSWERS = {
    "nominatim": [ALEPPO],
    "photon": {"features": [FEATURE]},
    "pelias": {"features": [FEATURE]},
    "geonames": {
        "geonames": [
            {"geonameId": 1, "name": "Aleppo", "lat": "36.2", "lng": "37.16", "fcode": "PPLA", "countryCode": "SY",
             "adminName1": "Aleppo Governorate", "population": 2098210, "countryName": "Syria"}
        ]
    },
    "arcgis": {
        "candidates": [
            {"address": "Aleppo, SYR", "location": {"x": 37.16, "y": 36.2}, "score": 100,
             "attributes": {"Type": "City", "Country": "SYR", "PlaceName": "Aleppo", "Region": "Aleppo Governorate"},
             "extent": {"xmin": 37.0, "ymin": 36.1, "xmax": 37.3, "ymax": 36.3}}
        ]
    },
}  # fmt: skip


class Server(TCPServer):
    """Answers every request with `reply`: (status, headers, body); keeps what it was asked."""

    reply = (200, {}, b"[]")

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []

    def ask(self, service="nominatim", toponym="Aleppo", country="", **options):
        self.asked.clear()
        domain = f"127.0.0.1:{self.server_address[1]}"
        more = {"codes": {"SYR": "SY"}, "timeout": 2.0, "key": "k" if service == "geonames" else ""} | options
        online = Online(service, domain=domain, scheme="http", sleep=lambda _: None, **more)
        return online.candidates(toponym, country=country)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        status, headers, body = self.server.reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def says(server, answer):
    server.reply = (200, {"Content-Type": "application/json"}, json.dumps(answer).encode())


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_answers_with_candidates(server, service):
    says(server, ANSWERS[service])
    (best,) = server.ask(service)
    assert (best.name, best.lon, best.lat, best.country) == ("Aleppo", 37.16, 36.2, "SY")
    assert (best.kind, best.geo_precision, best.origin, best.admin1) == ("town", "near", service, "Aleppo Governorate")
    assert best.place_id.startswith(f"{service}:") and len(best.place_id) > len(service) + 1
    assert service == "geonames" or best.bounds == (37.0, 36.1, 37.3, 36.3)


@pytest.mark.parametrize("service", SERVICES)
def test_no_such_place_is_an_empty_list(server, service):
    says(server, [] if service == "nominatim" else {"features": [], "geonames": [], "candidates": []})
    assert server.ask(service) == []


@pytest.mark.parametrize("status", [400, 401, 403, 500, 502, 503])
def test_a_refusal_is_never_not_found(server, status):
    server.reply = (status, {}, b"no")
    with pytest.raises(ServiceError, match="nominatim failed for 'Aleppo'"):
        server.ask()


def test_too_many_requests_tells_how_long_to_wait(server):
    server.reply = (429, {"Retry-After": "17"}, b"slow down")
    with pytest.raises(ServiceError, match="too many requests; it asks to wait 17 s"):
        server.ask()


@pytest.mark.parametrize(
    "body",
    [
        b"<html>log in to the hotel's network</html>", b"", b'[{"lat": "36', b'"Aleppo"', b"17", b'{"error": "x"}',
        json.dumps([ALEPPO | {"lat": None}]).encode(), json.dumps([ALEPPO | {"lat": "NaN"}]).encode(),
        json.dumps([ALEPPO | {"lat": "136.2"}]).encode(),
        json.dumps([ALEPPO | {"lon": "397.16"}]).encode(), json.dumps([ALEPPO | {"boundingbox": ["a"]}]).encode(),
        json.dumps([None]).encode(),
    ],
)  # fmt: skip
def test_nonsense_is_a_failed_service(server, body):
    server.reply = (200, {"Content-Type": "application/json"}, body)
    with pytest.raises(ServiceError, match="nominatim"):
        server.ask()


def test_a_server_that_is_gone_is_a_failed_service():
    with pytest.raises(ServiceError):
        Online("nominatim", domain="127.0.0.1:9", scheme="http", timeout=1.0).candidates("Aleppo")


def test_the_request_names_its_sender_and_narrows_the_country(server):
    says(server, [])
    server.ask(country="SY", contact="desk@example.org")
    ((path, agent),) = server.asked
    assert agent == "periodmaps (desk@example.org)" and "countrycodes=SY" in path


def test_requests_are_a_second_apart(server):
    says(server, [])
    times, waits = iter([0.0, 0.2, 0.5, 0.9]), []
    online = Online(
        "nominatim",
        domain=f"127.0.0.1:{server.server_address[1]}",
        scheme="http",
        clock=lambda: next(times),
        sleep=waits.append,
    )
    online.candidates("A")
    online.candidates("B")
    assert waits == [0.0, pytest.approx(0.7)]


def test_R099_the_public_nominatim_is_refused_without_a_contact():
    with pytest.raises(ServiceError, match=r"usage policy.*embedded gazetteer"):
        Online("nominatim")
    Online("nominatim", contact="desk@example.org")


def test_what_cannot_work_is_refused_at_once():
    with pytest.raises(ServiceError, match="unknown service 'google'"):
        Online("google")
    with pytest.raises(ServiceError, match="user name"):
        Online("geonames")
    with pytest.raises(ServiceError, match="domain"):
        Online("pelias")


def test_services_give_no_shapes():
    assert Online("photon").geometry("photon:N1") is None


def test_the_command_offers_every_service():
    offered = next(option for option in cli.main.commands["find"].params if option.name == "online")
    assert tuple(offered.type.choices) == SERVICES
