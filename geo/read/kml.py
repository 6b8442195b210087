"""Stage 1 of 6, KML and KMZ: a placemark is a row, with its own time or that of the folder which holds it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from geo.read.features import Feature, meaning, table_of
from geo.read.packed import PackedError, elements, local, opened, part
from geo.read.table import Table
from geo.read.tell import counted, fault_of
from geo.records import Fault, Level

_CONTAINERS = ("kml", "Document", "Folder")
_TIMES = ("TimeSpan", "TimeStamp")
_NO_EVENTS = ("GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li)\b[^>]*>", re.IGNORECASE)
_REMEDY = "Save it anew, as from Google Earth or QGIS"
_RINGS = ("outerBoundaryIs", "innerBoundaryIs")

Span = tuple[str, str]  # begin and end as written, "" where open; the same twice for a moment


@dataclass(slots=True)
class _Container:
    """A folder: its name, its time, and where the spans in it begin."""

    tag: str
    name: str = ""
    span: Span = ("", "")
    begins: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Mark:
    line: int
    cells: dict[str, str]
    geometry: Any
    span: Span
    within: tuple[_Container, ...]


def read_kmz(data: bytes, file: str, faults: list[Fault]) -> Table | None:
    """Return the placemarks of the KML in an archive; whatever else it holds stays packed."""
    try:
        archive = opened(data)
        names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
        if not names:
            raise PackedError("there is no .kml in it")
        main = next((name for name in names if name == "doc.kml"), names[0])
        if len(names) > 1:
            message = f"of {counted(len(names), 'file')} of places in it, only {main} is read"
            faults.append(Fault(Level.FAULT, message, file, remedy="Put the others beside it as files of their own"))
        return _read(part(archive, main), file, faults)
    except PackedError as problem:
        faults.append(Fault(Level.ERROR, f"this KMZ is not read: {problem}", file, remedy=_REMEDY))
        return None


def read_kml(data: bytes, file: str, faults: list[Fault]) -> Table | None:
    """Return the placemarks of a KML as a table; None after telling why there is none."""
    try:
        return _read(io.BytesIO(data), file, faults)
    except PackedError as problem:
        faults.append(Fault(Level.ERROR, f"this KML is not read: {problem}", file, remedy=_REMEDY))
        return None


def _read(stream: Any, file: str, faults: list[Fault]) -> Table:
    marks: list[_Mark] = []
    left_out: dict[str, list[int]] = {}
    within: list[_Container] = []
    tags = (*_CONTAINERS, *_NO_EVENTS, "Placemark", "NetworkLink")  # few, for each that comes out of the parser costs
    root = ""
    for event, element in elements(stream, tags, ("start", "end")):
        tag = local(element)
        if event == "start":
            root = root or local(element.getroottree().getroot())
            if root != "kml":
                break
            if tag in _CONTAINERS:
                within.append(_Container(tag))
        elif tag in _CONTAINERS:
            container = within.pop()
            _look(element, container)
            if within:
                within[-1].begins.add(container.span[0])
            _forget(element)
        elif tag == "Placemark":
            mark = _mark(element, tuple(within))
            within[-1].begins.add(mark.span[0])
            marks.append(mark)
            _forget(element)
        else:
            left_out.setdefault(tag, []).append(element.sourceline or 0)
    if root != "kml":
        raise PackedError("its XML is no <kml>")
    _tell(left_out, file, faults)
    return table_of(_features(marks, file, faults), file, faults)


def _look(element: Any, container: _Container) -> None:
    """Take in the name and the time of a folder that has ended."""
    for child in element:
        tag = local(child)
        if tag == "name":
            container.name = _plain(child)
        elif tag in _TIMES:
            container.span = _span(child)


def _forget(element: Any) -> None:
    """Free a placemark or folder and those before it, but not the name and the time that stand there too."""
    element.clear()
    while (before := element.getprevious()) is not None and local(before) in ("Placemark", *_CONTAINERS):
        element.getparent().remove(before)


def _tell(left_out: dict[str, list[int]], file: str, faults: list[Fault]) -> None:
    for tag, lines in left_out.items():
        if tag == "NetworkLink":
            message = "a network link is never followed: what it leads to is not on the map"
            remedy = "Save what it shows as a file of its own"
            faults.append(fault_of(Level.FAULT, message, file, lines, remedy=remedy))
        else:
            faults.append(fault_of(Level.NOTE, f"a {tag} is a picture or a tour, no event", file, lines))


def _features(marks: list[_Mark], file: str, faults: list[Fault]) -> list[Feature]:
    """The placemarks with dates: their own or inherited; an end that touches the next begin lies before it."""
    features = []
    inherited: list[int] = []
    shortened: list[int] = []
    for mark in marks:
        span, siblings = mark.span, mark.within[-1]
        for depth in range(len(mark.within) - 1, -1, -1):
            if any(span):
                break
            span, siblings = mark.within[depth].span, mark.within[max(depth - 1, 0)]
            if any(span):
                inherited.append(mark.line)
        begin, end = span
        if begin != end and end in siblings.begins and (before := _before(end)):
            end = before
            shortened.append(mark.line)
        cells = dict(mark.cells)
        folders = [container.name for container in mark.within if container.tag == "Folder" and container.name]
        if folders and "folder" not in cells:
            cells["folder"] = " / ".join(folders)
        if any(span) and not any(meaning(name) in ("date_start", "date_end") for name in cells):
            cells |= {"date_start": begin or f"../{end}", "date_end": "" if end == begin or not begin else end or ".."}
        features.append(Feature(mark.line, cells, mark.geometry))
    if inherited:
        faults.append(fault_of(Level.NOTE, "the time is that of the folder", file, inherited, column="date_start"))
    if shortened:
        message = "the span ends where another begins, so its last day is the one before"
        faults.append(fault_of(Level.NOTE, message, file, shortened, column="date_end"))
    return features


def _before(end: str) -> str:
    """The last day, month or year before an end that is not itself included; "" if that is the same day."""
    if midnight := _MIDNIGHT.fullmatch(end):
        end = midnight[1]
    if not _DATE.fullmatch(end):
        return ""
    try:
        first = date.fromisoformat(end + "-01-01"[len(end) - 10 :] if len(end) < 10 else end)
        return (first - timedelta(days=1)).isoformat()[: len(end)]
    except (ValueError, OverflowError):
        return ""


def _mark(element: Any, within: tuple[_Container, ...]) -> _Mark:
    cells: dict[str, str] = {}
    span: Span = ("", "")
    geometry = None
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag = local(child)
        if tag in ("name", "address"):
            cells["location" if tag == "address" else "title"] = _plain(child)
        elif tag == "description":
            cells["notes"] = _unmarked(_plain(child))
        elif tag in _TIMES:
            span = _span(child)
        elif tag == "ExtendedData":
            cells = _extended(child) | cells
        elif geometry is None:
            geometry = _geometry(child)
            if tag in ("Track", "MultiTrack") and not any(span):
                times = [_plain(when) for when in child.iter("{*}when")]
                span = (times[0], times[-1]) if times else span
    if (given := element.get("id")) and not any(meaning(name) == "event_id" for name in cells):
        cells["id"] = given.strip()
    return _Mark(element.sourceline or 0, {n: c for n, c in cells.items() if c}, geometry, span, within)


def _plain(element: Any) -> str:
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(text.split())


def _unmarked(text: str) -> str:
    """The text of a description, which may be HTML."""
    if "<" not in text:
        return text
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        plain = html.fromstring(_BREAK.sub("\n", text)).text_content()
    except (etree.LxmlError, ValueError, AssertionError):
        return text
    return "\n".join(filter(None, (" ".join(line.split()) for line in plain.split("\n"))))


def _extended(element: Any) -> dict[str, str]:
    """Data and SimpleData by name; other names than ours count only where a placemark's own elements say nothing."""
    cells = {}
    for data in element.iter("{*}Data", "{*}SimpleData"):
        value = data
        if local(data) == "Data":
            value = data[0] if len(data) == 1 and local(data[0]) == "value" else data.find("{*}value")
        if name := str(data.get("name") or "").strip():
            cells[name] = _plain(value)
    return cells


def _span(element: Any) -> Span:
    if local(element) == "TimeStamp":
        when = _plain(element.find("{*}when"))
        return when, when
    return _plain(element.find("{*}begin")), _plain(element.find("{*}end"))


def _geometry(element: Any) -> dict[str, Any] | None:
    """The element as GeoJSON writes it; None if it is no geometry."""
    tag = local(element)
    if tag == "Point":
        return {"type": tag, "coordinates": next(iter(_positions(element)), [])}
    if tag in ("LineString", "LinearRing"):
        return {"type": "LineString", "coordinates": _positions(element)}
    if tag == "Polygon":
        rings = [_positions(ring) for name in _RINGS for ring in element.iterfind(f"{{*}}{name}/{{*}}LinearRing")]
        return {"type": tag, "coordinates": rings}
    if tag == "Track":
        places = [_plain(coord).split() for coord in element.iterfind("{*}coord")]
        return {"type": "MultiPoint", "coordinates": [place for place in places if place]}
    if tag in ("MultiGeometry", "MultiTrack"):
        parts = [_geometry(child) for child in element.iterdescendants() if isinstance(child.tag, str)]
        return {"type": "GeometryCollection", "geometries": [p for p in parts if p and "coordinates" in p]}
    return None


def _positions(element: Any) -> list[list[str]]:
    """ "lon,lat,height lon,lat" as lists."""
    text = _plain(element.find("{*}coordinates"))
    text = re.sub(r"\s*,\s*", ",", text)
    return [position.split(",") for position in text.split(" ") if position]
