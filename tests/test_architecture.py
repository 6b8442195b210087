"""Who may import whom, held on the syntax trees (see ARCHITECTURE.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import geo

ROOT = Path(__file__).parents[1]
NOUNS = {"records", "mentions", "schema", "errors", "when", "folding", "quoting", "sentences", "sphere", "texts"}
STAGES = {"read", "recognize", "geocode", "join", "layer", "draw"}
RIM = {"export", "lines", "notation", "pace", "starter", "workers", "write"}
FENCES = {
    "folium": ("draw",), "branca": ("draw",), "jinja2": ("draw",), "xstatic": ("draw",),
    "geopy": ("geocode/online.py",),
    "click": ("cli.py",), "rich": ("cli.py",),
    "csv": ("read",), "tomllib": ("read",), "yaml": ("read",), "trafilatura": ("read",),
    "filelock": ("write.py",),
    "requests": (), "urllib.request": (), "http.client": (), "socket": (),
    "subprocess": ("workers.py",), "pickle": (), "multiprocessing": (),
    "random": (), "time": ("geocode/online.py", "pace.py"), "uuid": (),
}  # fmt: skip


def _modules(*, types: bool) -> dict[str, set[str]]:
    """File below geo/ → full names of everything that it imports, wherever in the file; `types`: for typing too."""
    found = {}
    for path in sorted((ROOT / "geo").rglob("*.py")):
        names = set()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not types:
            tree.body = [n for n in tree.body if not (isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")]
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}: imports are absolute"
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
        found[path.relative_to(ROOT / "geo").as_posix()] = names
    return found


MODULES = _modules(types=True)
AT_RUN_TIME = _modules(types=False)


def _part(module: str) -> str:
    """The first name below geo that a file or an import belongs to."""
    return module.removesuffix(".py").split("/")[0]


def _geo_parts(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("geo.")} - {"__version__"}


@pytest.mark.parametrize("module", MODULES)
def test_imports_follow_the_rules(module):
    part, used = _part(module), _geo_parts(MODULES[module])
    if part in NOUNS:
        assert used <= NOUNS
    elif part in STAGES | RIM:
        assert used <= NOUNS | {part}
    elif part == "reading":
        assert used <= NOUNS | {"recognize", "geocode", "reading"}
    elif part == "shelf":
        assert used <= NOUNS | {"write"}
    elif part == "library":
        assert used <= NOUNS | {"lines", "notation", "pace", "reading", "shelf", "workers"}
    elif part == "pipeline":
        assert used <= NOUNS | STAGES | RIM | {"library"}
    if part not in ("cli", "__init__"):
        assert "pipeline" not in used


@pytest.mark.parametrize("package", FENCES)
def test_each_library_stays_behind_its_fence(package):
    users = {m for m, names in AT_RUN_TIME.items() if any(n == package or n.startswith(package + ".") for n in names)}
    assert all(user.startswith(FENCES[package]) for user in users) if FENCES[package] else not users


def test_every_module_belongs_to_a_known_part():
    known = NOUNS | STAGES | RIM | {"cli", "library", "pipeline", "reading", "shelf", "__init__", "__main__"}
    assert {_part(module) for module in MODULES} == known


def test_stages_say_their_place_and_no_module_is_long():
    for module in MODULES:
        text = (ROOT / "geo" / module).read_text(encoding="utf-8")
        if _part(module) in STAGES:
            assert text.startswith('"""Stage '), f"{module}: line one says its place in the sentence"
        assert len(text.splitlines()) <= 320, f"{module} should be split"


def test_public_names_are_one_sorted_list_and_all_there():
    assert geo.__all__ == sorted(geo.__all__)
    assert all(callable(getattr(geo, name)) for name in geo.__all__)


def test_starting_the_command_loads_nothing_heavy():
    script = "import sys, geo.cli; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "pandas",
        "numpy",
        "geopandas",
        "shapely",
        "folium",
        "jinja2",
        "geopy",
        "rich",
        "pyogrio",
        "marisa_trie",
    }
    assert not heavy & set(loaded)
