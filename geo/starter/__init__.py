"""A small project to start from: the stops of HMS Beagle, 1831-1836, which builds at once."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from geo.errors import OutputError


def start(folder: Path) -> list[Path]:
    """Write the starter's seeds into `folder`/seeds and return the files, in order.

    Raises
    ------
    OutputError
        The folder already holds seeds, or cannot be written. Nothing is overwritten.
    """
    target = folder / "seeds"
    if target.exists():
        raise OutputError(f"{target} is already there; choose another folder, nothing was written")
    try:
        return _copy(files(__name__) / "seeds", target)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error


def _copy(source: Traversable, target: Path) -> list[Path]:
    target.mkdir(parents=True)
    written: list[Path] = []
    for entry in sorted(source.iterdir(), key=lambda e: (e.is_dir(), e.name)):
        if entry.is_dir():
            written += _copy(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
            written.append(target / entry.name)
    return written
