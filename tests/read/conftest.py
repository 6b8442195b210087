"""A folder of seeds that is in order; each test puts in what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.errors import SeedError
from geo.read import read_seeds
from geo.records import Fault, Level, Seeds

PROJECT = 'title = "Test"\nas_of = "2016-07-31"\n'
PERIODS = "period_id,title,start,stop\nall,All,1956,..\n"
HEADER = "event_id,title,date_start,date_end,location,latitude,longitude,source\n"
ROW = "e1,Ships pass,2015-09-30,,Bosphorus,41.1,29.1,Reuters\n"


@dataclass
class Folder:
    """A folder of seeds under construction."""

    root: Path

    def put(self, name: str, content: str | bytes) -> Folder:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def events(self, content: str | bytes, name: str = "events/a.csv") -> Folder:
        return self.put(name, content)

    def read(self, **options: str) -> Seeds:
        return read_seeds(self.root, **options)

    def refused(self, **options: str) -> list[Fault]:
        """The faults of level ERROR; the folder must be refused."""
        with pytest.raises(SeedError) as raised:
            read_seeds(self.root, **options)
        return [fault for fault in raised.value.faults if fault.level == Level.ERROR]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path).put("project.toml", PROJECT).put("periods.csv", PERIODS)


@pytest.fixture
def dated(folder: Folder) -> Callable[..., Seeds]:
    """Read events that differ in date_start (and date_end), one row a value, from line 2 on."""

    def read(*values: str | tuple[str, str], project: str = "") -> Seeds:
        folder.put("project.toml", PROJECT + project).events(dated_table(*values))
        return folder.read()

    return read


def dated_table(*values: str | tuple[str, str]) -> str:
    pairs = [(v, "") if isinstance(v, str) else v for v in values]
    rows = [f'e{i},Title {i},"{start}","{end}",Azaz,,,Reuters\n' for i, (start, end) in enumerate(pairs)]
    return HEADER + "".join(rows)


def placed_table(*pairs: tuple[str, str]) -> str:
    rows = [f'e{i},Title {i},2015-09-30,,,"{lat}","{lon}",Reuters\n' for i, (lat, lon) in enumerate(pairs)]
    return HEADER + "".join(rows)


def of(seeds: Seeds, level: Level) -> list[Fault]:
    return [fault for fault in seeds.faults if fault.level == level]


def days(seeds: Seeds, column: str) -> list[str | None]:
    """The days of a column, None where the table knows none."""
    return seeds.events[column].astype(object).where(seeds.events[column].notna(), None).tolist()
