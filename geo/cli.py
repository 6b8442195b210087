"""The command `geo`: options in, one call, text out."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from geo import __version__

if TYPE_CHECKING:
    from geo.geocode import Geocoder
    from geo.records import Fault

_PATIENCE = 0.7  # seconds that a build has to end by itself after Ctrl-C
# SERVICES of geo.geocode.online, written out: importing it would double the time that every command starts in.
_ONLINE = ("nominatim", "photon", "pelias", "geonames", "arcgis")
_PATH = click.Path(path_type=Path)
_SEEDS = click.argument("seeds", type=_PATH, default=Path("seeds"))
_WORKERS = click.IntRange(0, 64)

_Command = Callable[..., None]


def _options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options under one name, in the order that --help shows."""
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


_READING = _options(
    click.option("--as-of", metavar="DATE", default="", help="ISO day for open ends; default: the project's."),
    click.option("--encoding", default="", help="Encoding of the files that are not UTF-8."),
    click.option("--allow-null-island", is_flag=True, help="Take 0 as a coordinate, not as a missing one."),
    click.option("--profile", metavar="NAME", default="", help="Format of the event tables, as acled; or none."),
    click.option("--no-cache", "cache", flag_value=False, default=True, help="Read every document anew; keep nothing."),
    click.option("--workers", type=_WORKERS, default=0, help="Processes that read documents; default: as many as pay."),
)
_ASKING = _options(
    click.option("--online", type=click.Choice(_ONLINE), multiple=True, help="Also ask this service; off by default."),
    click.option("--contact", default="", help="Your e-mail or page, which Nominatim asks its users to state."),
    click.option("--domain", default="", help="Host of a server of your own; Pelias needs one."),
    click.option("--key", default="", help="Key for Pelias, user name for GeoNames."),
)


def _folder(_: click.Context, option: click.Parameter, text: str) -> Path:
    if text:
        return Path(text)
    raise click.BadParameter("no folder is named; write . for this one", param_hint=f"--{option.name}")


class _Commands(click.Group):
    """Turns every error of ours into one clear message and an exit code, never a traceback."""

    def invoke(self, context: click.Context) -> Any:
        from geo.errors import GeoError, SeedError

        _show_what_cannot_be_encoded()
        try:
            with _stopping():
                return super().invoke(context)
        except SeedError as error:
            _print_faults(error.faults)
        except GeoError as error:
            click.echo(f"geo: {error}", err=True)
        except BrokenPipeError:
            raise  # whoever read has had enough; click ends in silence
        except OSError as error:
            where = f": {str(error.filename)[:120]}" if error.filename else ""
            click.echo(f"geo: {error.strerror or error}{where}", err=True)
        except KeyboardInterrupt:
            click.echo("geo: stopped", err=True)
            return context.exit(130)
        return context.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="geo")
def main() -> None:
    """Reporting in, a map by period out.

    Turns a folder of seeds (documents, event tables, periods, places, sources) into layered maps by period:
    single HTML files that open by double click, offline.
    """


@main.command()
@_SEEDS
@click.option("--out", callback=_folder, default="maps", show_default=True, help="Folder to write to.")
@_READING
@click.option("--allow-empty", is_flag=True, help="Write maps even if they show no event.")
@click.option("--publish", is_flag=True, help="Write nothing that no person has reviewed; refuse suggested events.")
@_ASKING
def build(seeds: Path, out: Path, **options: Any) -> None:
    """Make the maps from SEEDS (default: seeds)."""
    from geo.pipeline import build as build_maps

    with _progress() as progress:
        online = _services(options)
        report = build_maps(seeds, out, online=online, progress=progress, **options)
    _print_faults(report.faults)
    for file in report.files:
        click.echo(file)
    click.echo(str(report.accounting))


@main.command()
@_SEEDS
@_READING
def check(seeds: Path, **reading: Any) -> None:
    """Read SEEDS and list everything wrong with them; write nothing."""
    from geo.pipeline import survey
    from geo.records import Level

    with _progress() as progress:
        found = survey(seeds, progress=progress, **reading)
    _print_faults(found.faults)
    click.echo(str(found.accounting))
    if any(fault.level is not Level.NOTE for fault in found.faults):
        sys.exit(1)


@main.command()
@click.argument("name")
@click.option("--country", default="", help="Two-letter code of the country it should lie in.")
@click.option("--near", metavar="LAT,LON", default="", help="A point it should lie near, in degrees.")
@_ASKING
@click.option("--project", type=_PATH, help="Seeds whose places count first; default: seeds, if there are any.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def find(name: str, country: str, near: str, project: Path | None, as_json: bool, **options: Any) -> None:
    """Say what place NAME means, what else it could mean, and why."""
    from geo import lines
    from geo.pipeline import locate

    name = os.fsencode(name).decode("utf-8", "replace")  # UTF-8 even where the locale says otherwise
    home = project or (Path("seeds") if Path("seeds/project.toml").exists() else None)
    choice = locate(name, seeds=home, country=_country(country), near=_point(near), online=_services(options))
    click.echo(lines.choice_json(name, choice) if as_json else lines.choice_text(name, choice))
    if choice.best is None:
        sys.exit(1)


@main.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--jsonl", is_flag=True, help='Read lines {"id", "text"} on stdin, answer each with a line.')
@click.option("--date", metavar="DATE", default="", help="When what states no date was published; EDTF.")
@click.option("--encoding", default="", help="Encoding of the files that are not UTF-8.")
@click.option("--workers", type=_WORKERS, help="Processes that read; default: 1 for lines, for files as many as pay.")
def parse(files: tuple[Path, ...], jsonl: bool, date: str, encoding: str, workers: int | None) -> None:
    """List the places, dates and events that FILES tell, each with its reason.

    A file is a text (.txt, .md), a page (.html), a PDF, a Word document (.docx), a table of articles (.jsonl, .csv),
    or a folder or .zip of these.
    """
    from geo import library

    if bool(files) == jsonl:
        raise click.UsageError("name files, or say --jsonl to read lines on stdin")
    date = _edtf(date)
    if jsonl:
        asked = filter(bytes.strip, sys.stdin.buffer)
        for answer in library.answers_to(asked, date=date, workers=1 if workers is None else workers):
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()
        return
    sound = [_parsed(file, date, encoding, workers or 0) for file in files]  # each, even after one that is not
    if not all(sound):
        sys.exit(1)


def _parsed(path: Path, date: str, encoding: str, workers: int) -> bool:
    """Print what the documents of a path tell; whether there was one and all could be read."""
    from geo import library, lines
    from geo.read import read_documents

    faults: list[Fault] = []
    read, sound, out = 0, True, sys.stdout  # what shows the progress puts itself before it
    with _progress(beside=out) as progress:
        for document in read_documents(path, faults, encoding=encoding, date=date, progress=progress):
            read += 1
            click.echo(lines.heading(document), file=out)
            for _, said in library.stream([document], progress, workers=workers):
                for line in lines.table(said):
                    click.echo(line, file=out)
            sound &= _told(faults)
    return _told(faults) and sound and read > 0


@main.command()
@click.argument("folder", type=_PATH)
def init(folder: Path) -> None:
    """Start a project in FOLDER: a small set of seeds that builds at once."""
    from geo.starter import start

    for path in start(folder):
        click.echo(path)
    click.echo(f"Now: geo build {folder / 'seeds'} --out {folder / 'maps'}", err=True)


def _show_what_cannot_be_encoded() -> None:
    """Print characters that the terminal's encoding lacks as escapes, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextlib.contextmanager
def _stopping() -> Iterator[None]:
    """Ctrl-C ends the process within a second, even where Python swallows a KeyboardInterrupt.

    Nothing is lost by it: files are replaced whole, the lock goes with the process, the next build sweeps.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        late = threading.Timer(_PATIENCE, _end)
        late.daemon = True
        late.start()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end() -> None:
    os.write(2, b"\x1b[?25hgeo: stopped\n" if os.isatty(2) else b"geo: stopped\n")  # with the cursor back
    os._exit(130)


def _services(options: dict[str, Any]) -> list[Geocoder]:
    """The online geocoders that were asked for; takes their options out of `options`."""
    contact, domain, key = (options.pop(name) for name in ("contact", "domain", "key"))
    names = options.pop("online")
    if not names:
        return []
    from geo.geocode.gazetteer import Gazetteer
    from geo.geocode.online import Online

    codes = Gazetteer().alpha2
    return [Online(name, contact=contact, domain=domain, key=key, codes=codes) for name in names]


def _country(text: str) -> str:
    if not text:
        return ""
    from geo.geocode.gazetteer import Gazetteer

    if code := Gazetteer().country_code(text):
        return code
    raise click.BadParameter(f"{text!r} is no country; write its code, such as SY", param_hint="--country")


def _edtf(text: str) -> str:
    from geo.when import parse

    try:
        return parse(text).edtf if text else ""
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--date") from None


def _point(text: str) -> tuple[float, float] | None:
    """LAT,LON as people write it, to lon, lat as geo keeps it."""
    if not text:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter(f"{text!r} is not LAT,LON such as 35.5,35.8", param_hint="--near") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise click.BadParameter(f"{text!r} lies outside latitude ±90, longitude ±180", param_hint="--near")
    return lon, lat


@contextlib.contextmanager
def _progress(*, beside: TextIO | None = None) -> Iterator[Callable[[str], None]]:
    """A line on stderr that says what is being done; silent unless stderr is a terminal.

    Results that show meanwhile on the same terminal are progress enough.
    """
    if not sys.stderr.isatty() or (beside and beside.isatty()):
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda doing: status.update(doing)


def _told(faults: list[Fault]) -> bool:
    """Print the faults so far and forget them; whether all could be read in spite of them."""
    sound = not any(fault.level == "error" for fault in faults)
    _print_faults(tuple(faults))
    faults.clear()
    return sound


def _print_faults(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        click.echo(f"{fault.level}: {fault}", err=True)
