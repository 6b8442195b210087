"""Stage 3 of 6, an online service as a geocoder: off unless asked for, and the only place with a network.

Trouble raises ServiceError and never looks like "not found". The public Nominatim is asked at most once a
second and only by someone who says who they are, as its usage policy demands.
"""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from geo.errors import ServiceError
from geo.folding import slug
from geo.geocode.gazetteer import PRECISION
from geo.records import Candidate

if TYPE_CHECKING:
    from geopy.location import Location
    from shapely.geometry.base import BaseGeometry

SERVICES = ("nominatim", "photon", "pelias", "geonames", "arcgis")
PUBLIC_NOMINATIM = "nominatim.openstreetmap.org"
PAUSE = 1.0  # seconds between requests, absolute maximum of the public Nominatim
_POLICY = (
    "Nominatim's usage policy asks for 'a valid HTTP Referer or User-Agent identifying the application', at "
    "most 1 request a second and no bulk geocoding. Give a contact (an e-mail or web address), use a server of "
    "your own (domain), or do without: the embedded gazetteer needs no service"
)
_KINDS = {
    "country": "country", "state": "adm1", "province": "adm1", "region": "adm1", "governorate": "adm1",
    "macroregion": "adm1", "county": "adm2", "district": "adm2", "city": "town", "town": "town", "village": "town",
    "hamlet": "town", "municipality": "town", "locality": "town", "localadmin": "town", "aerodrome": "airfield",
    "military_base": "site", "sea": "sea", "ocean": "sea", "bay": "sea", "strait": "strait", "river": "river",
    "lake": "lake", "mountain_range": "mountains", "port": "port", "harbour": "port",
    "PCLI": "country", "ADM1": "adm1", "ADM2": "adm2", "AIRP": "airfield", "AIRB": "airfield", "PRT": "port",
    "STRT": "strait", "MTS": "mountains", "RGN": "region", "STM": "river", "LK": "lake",
}  # fmt: skip


class Online:
    """One of geopy's services behind the geocoder protocol.

    Parameters
    ----------
    service : str
        One of SERVICES.
    contact : str
        An e-mail or web address sent in the User-Agent; required for the public Nominatim.
    domain : str
        Host of a server of one's own; blank for the public one. Pelias has no public one.
    scheme : str
        "https" or "http".
    key : str
        Pelias: API key. GeoNames: user name.
    timeout : float
        Seconds for one request.
    codes : mapping, optional
        ISO 3166-1 alpha-3 → alpha-2 (`Gazetteer.alpha2`), for services that answer in three letters.
    clock, sleep : callable
        Time in seconds and how to wait; tests pass their own.

    Raises
    ------
    ServiceError
        The service is unknown, or may not be used like this.
    """

    def __init__(
        self,
        service: str,
        *,
        contact: str = "",
        domain: str = "",
        scheme: str = "https",
        key: str = "",
        timeout: float = 10.0,
        codes: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if service not in SERVICES:
            raise ServiceError(f"unknown service {service!r}; known: {', '.join(SERVICES)}")
        if service == "nominatim" and domain in ("", PUBLIC_NOMINATIM) and not contact:
            raise ServiceError(_POLICY)
        if service == "pelias" and not domain:
            raise ServiceError("pelias has no public server: give the domain of one")
        if service == "geonames" and not key:
            raise ServiceError("geonames asks for a user name: give it as the key")
        self.service = service
        self._codes = codes or {}
        self._clock, self._sleep, self._last = clock, sleep, -math.inf
        agent = f"periodmaps ({contact})" if contact else "periodmaps"
        self._client = _client(service, domain, scheme, key, {"timeout": timeout, "user_agent": agent})

    def candidates(self, toponym: str, *, country: str = "") -> list[Candidate]:
        """Ask the service; empty means that it answered and knows no such place.

        Raises
        ------
        ServiceError
            Refused, rate-limited, timed out, unreachable, or an answer that cannot be one.
        """
        from geopy.exc import GeocoderRateLimited, GeopyError

        self._sleep(max(0.0, self._last + PAUSE - self._clock()))
        try:
            with warnings.catch_warnings(action="ignore"):  # geopy warns of latitudes, then refuses them
                found = self._client.geocode(toponym, exactly_one=False, **_narrowed(self.service, country)) or []
            return [_candidate(self.service, location, self._codes) for location in found]
        except GeocoderRateLimited as error:
            wait = f"; it asks to wait {error.retry_after} s" if error.retry_after else ""
            raise ServiceError(f"{self.service} refused {toponym!r}: too many requests{wait}") from error
        except GeopyError as error:
            raise ServiceError(f"{self.service} failed for {toponym!r}: {type(error).__name__}: {error}") from error
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise ServiceError(f"{self.service} answered {toponym!r} with nonsense: {error!r}") from error
        finally:
            self._last = self._clock()

    def place(self, place_id: str) -> Candidate | None:
        """Return None: services are asked by name only."""
        return None

    def geometry(self, place_id: str) -> BaseGeometry | None:
        """Return None: services are asked for points and extents only."""
        return None


def _client(service: str, domain: str, scheme: str, key: str, common: dict[str, Any]) -> Any:
    from geopy import geocoders
    from geopy.adapters import URLLibAdapter

    common["adapter_factory"] = URLLibAdapter  # the other adapter tries again by itself, unseen
    where = {"domain": domain} if domain else {}
    if service == "nominatim":
        return geocoders.Nominatim(scheme=scheme, **where, **common)
    if service == "photon":
        return geocoders.Photon(scheme=scheme, **where, **common)
    if service == "pelias":
        return geocoders.Pelias(domain, api_key=key or None, scheme=scheme, **common)
    if service == "geonames":
        return geocoders.GeoNames(key, scheme=scheme, **where, **common)
    return geocoders.ArcGIS(scheme=scheme, **where, **common)


def _narrowed(service: str, country: str) -> dict[str, Any]:
    """Return the service's own options for many answers and one country."""
    options: dict[str, dict[str, Any]] = {
        "nominatim": {"limit": 10, "addressdetails": True, "language": "en"},
        "photon": {"limit": 10, "language": "en"},
        "arcgis": {"out_fields": "*"},
    }
    narrowed = {"nominatim": "country_codes", "pelias": "countries", "geonames": "country"}
    here = {narrowed[service]: [country]} if country and service in narrowed else {}
    return options.get(service, {}) | here


def _candidate(service: str, location: Location, codes: Mapping[str, str]) -> Candidate:
    facts = _READERS[service](location.raw)
    lon, lat = map(float, facts["point"])  # as answered: geopy makes 0 of what is missing
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # NaN fails too
        raise ValueError(f"no such coordinates: {lat}, {lon}")
    name = facts["name"] or location.address.partition(",")[0]
    kind = _KINDS.get(facts["type"], "town" if facts["type"].startswith("PPL") else "site")
    return Candidate(
        place_id=f"{service}:{facts['id'] or slug(location.address)}",
        name=name,
        lon=lon,
        lat=lat,
        kind=kind,
        geo_precision=PRECISION.get(kind, "exact"),
        match="spelling",  # the service does not tell how the name met the place
        country=codes.get(facts["country"], facts["country"].upper()),
        admin1=facts["admin1"],
        population=facts["population"],
        bounds=facts["bounds"],
        origin=service,
    )


def _facts(
    point: Any,
    name: Any,
    identity: Any,
    kind: Any,
    country: Any,
    admin1: Any,
    bounds: Any = None,
    population: Any = 0,
) -> dict[str, Any]:
    texts = {"name": name, "id": identity, "type": kind, "country": country, "admin1": admin1}
    sides = tuple(float(side) for side in bounds) if bounds else None
    rest = {"point": tuple(point), "bounds": sides, "population": int(population or 0)}
    return {k: str(v or "") for k, v in texts.items()} | rest


def _nominatim(raw: Mapping[str, Any]) -> dict[str, Any]:
    address, box = raw.get("address", {}), raw.get("boundingbox")
    identity = f"{raw.get('osm_type', '')}{raw.get('osm_id', '')}"
    bounds = (box[2], box[0], box[3], box[1]) if box else None  # south, north, west, east there
    kind = raw.get("addresstype") or raw.get("type")
    point = raw["lon"], raw["lat"]
    return _facts(point, raw.get("name"), identity, kind, address.get("country_code"), address.get("state"), bounds)


def _photon(raw: Mapping[str, Any]) -> dict[str, Any]:
    own = raw["properties"]
    box = own.get("extent")
    bounds = (box[0], box[3], box[2], box[1]) if box else None  # west, north, east, south there
    identity = f"{own.get('osm_type', '')}{own.get('osm_id', '')}"
    kind = own.get("osm_value") if own.get("osm_value") in _KINDS else own.get("type")
    point = raw["geometry"]["coordinates"]
    return _facts(point, own.get("name"), identity, kind, own.get("countrycode"), own.get("state"), bounds)


def _pelias(raw: Mapping[str, Any]) -> dict[str, Any]:
    own, point = raw["properties"], raw["geometry"]["coordinates"]
    where = own.get("country_a"), own.get("region"), raw.get("bbox")
    return _facts(point, own.get("name"), own.get("gid"), own.get("layer"), *where)


def _geonames(raw: Mapping[str, Any]) -> dict[str, Any]:
    point, where = (raw["lng"], raw["lat"]), (raw.get("countryCode"), raw.get("adminName1"))
    people = raw.get("population")
    return _facts(point, raw.get("name"), raw.get("geonameId"), raw.get("fcode"), *where, population=people)


def _arcgis(raw: Mapping[str, Any]) -> dict[str, Any]:
    own, box = raw.get("attributes", {}), raw.get("extent")
    point = raw["location"]["x"], raw["location"]["y"]
    bounds = (box["xmin"], box["ymin"], box["xmax"], box["ymax"]) if box else None
    kind = str(own.get("Type", "")).lower().replace(" ", "_")
    return _facts(point, own.get("PlaceName"), "", kind, own.get("Country"), own.get("Region"), bounds)


_READERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "nominatim": _nominatim, "photon": _photon, "pelias": _pelias, "geonames": _geonames, "arcgis": _arcgis,
}  # fmt: skip
