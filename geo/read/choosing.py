"""Stage 1 of 6, formats of tables: which known format a table is of, by its columns or by their shape."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import PurePosixPath

from geo.read.columns import fold_name
from geo.read.profile import NONE, SHAPES, Profile, has_tag, parts, shipped, tag_of
from geo.read.table import Table
from geo.records import Fault, Level

_SEEN = 20  # rows on which the shape of a headerless table is tried


def wanted_of(wanted: str, file: str) -> str:
    """Return the format that is asked for a file: "ged*.csv=ucdp,none" asks for two of them."""
    named = [name for pattern, name in _asked(wanted) if pattern and _matches(file, pattern)]
    return (named or [name for pattern, name in _asked(wanted) if not pattern] or [""])[0]


def unmatched(wanted: str, files: Collection[str]) -> list[Fault]:
    """Return an ERROR for every file that a format is asked for and that is not there."""
    lost = [p for p, _ in _asked(wanted) if p and not any(_matches(file, p) for file in files)]
    remedy = "Name a file of events/, as --profile ged.csv=ucdp"
    return [Fault(Level.ERROR, "a profile is asked for a file that is not there", p, remedy=remedy) for p in lost]


def _asked(wanted: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, wanted.split(",")):
        pattern, _, name = part.rpartition("=")
        yield pattern.strip(), name.strip()


def _matches(file: str, pattern: str) -> bool:
    return any(fnmatch(name, pattern) for name in (file, PurePosixPath(file).name, file.partition("/")[2]))


def choose_profile(
    table: Table, own: Sequence[Profile], wanted: str, faults: list[Fault]
) -> tuple[Profile | None, Table] | None:
    """Return the format of a table, if it has one, and the table with its first row where no header stood.

    None after an ERROR: the wanted one does not exist or does not fit.

    Parameters
    ----------
    own : sequence of Profile
        The project's, which go before those of the package.
    wanted : str
        The name of the only one to use; `NONE` for none; "" to look which fits; see `wanted_of` for single files.
    """
    wanted = wanted_of(wanted, table.file)
    if wanted == NONE:
        return None, table
    every = [*own, *(p for p in shipped().values() if p.name not in {o.name for o in own})]
    candidates = [p for p in every if not wanted or p.name == wanted]
    if not candidates:
        names = [*(p.name for p in every), NONE]
        faults.append(
            Fault(Level.ERROR, f"there is no profile {wanted!r}", table.file, remedy=f"Use {', '.join(names)}")
        )
        return None
    fitting = [(profile, *fit) for profile in candidates if (fit := _fit(profile, table, bool(wanted)))]
    if not fitting and not wanted:
        return None, table
    if not fitting:
        lacking = ", ".join(_lacking(candidates[0], table)) or "columns of another number"
        message = f"the profile {wanted} does not fit the table: it lacks {lacking}"
        faults.append(Fault(Level.ERROR, message, table.file, table.header_line, remedy="Use --profile none"))
        return None
    best = max(fitting, key=lambda fit: (fit[0] in own, fit[2], len(fit[0].needs), -len(_absent(fit[0], fit[1]))))
    profile, read, share = best
    if profile.refused:
        faults.append(Fault(Level.ERROR, profile.refused, table.file, table.header_line))
        return None
    header = "" if read is table else ", without a header"
    message = f"read as {profile.title}: {share:.0%} of its {len(table.names)} columns are known{header}"
    remedy = "" if wanted else "Say --profile none to read the columns by their own names, or name another profile"
    faults.append(Fault(Level.NOTE, message, table.file, 0, remedy=remedy))
    return profile, read


def _fit(profile: Profile, table: Table, asked: bool) -> tuple[Table, float] | None:
    """The table as the profile reads it, and the share of its columns that it knows; None if it does not fit."""
    if not _lacking(profile, table):
        known, tagged = profile.known(), [way for ways in profile.columns.values() for way in ways]
        tags = [part for way in tagged for part in parts(way) if part.startswith("#")]
        named = [i for i, name in enumerate(table.names) if name or tag_of(table, i)]
        told = [
            i for i in named if fold_name(table.names[i]) in known or any(has_tag(tag_of(table, i), t) for t in tags)
        ]
        return table, len(told) / max(1, len(named))
    names = profile.names_of(len(table.names))
    if not table.header_line or not names or not (asked or _shaped(profile, table)):
        return None
    columns = tuple([name, *cells] for name, cells in zip(table.names, table.columns, strict=True))
    lines = [table.header_line, *table.lines]
    return replace(table, names=names, columns=columns, lines=lines, header_line=0), 1.0


def _lacking(profile: Profile, table: Table) -> list[str]:
    names = {fold_name(name) for name in table.names}
    tags = [tag_of(table, i) for i in range(len(table.names))]
    needs = profile.needs or tuple("|".join(part for way in w for part in parts(way)) for w in profile.columns.values())

    def there(name: str) -> bool:
        return any(has_tag(tag, name) for tag in tags) if name.startswith("#") else fold_name(name) in names

    return [need for need in needs if need and not any(there(name) for name in need.split("|"))]


def _absent(profile: Profile, table: Table) -> set[str]:
    """What the format's files have where they bear no header, and the table has not."""
    return set(map(fold_name, profile.headerless)) - set(map(fold_name, table.names))


def _shaped(profile: Profile, table: Table) -> bool:
    """Whether a table without header has the shape of the profile's, in its first rows; blanks tell nothing."""
    names = profile.names_of(len(table.names))
    checks = [(names.index(name), SHAPES[kind]) for name, kind in profile.shape.items()]
    for i, fits in checks:
        cells = [table.names[i], *table.columns[i][:_SEEN]]
        if not any(cells) or not all(fits(cell) for cell in cells if cell and cell not in profile.blank):
            return False
    return bool(checks)
