"""The documents say what is true: every command, option, file and name in them exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import geo
from geo.cli import main

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "seeds/README.md",
    "geo/data/README.md",
    "geo/recognize/data/README.md",
)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _options(command: click.Command) -> set[str]:
    return {o for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}


def test_the_two_commands_stand_at_the_top():
    top = _text("README.md").split("```")[1]
    assert re.findall(r"^(scripts/\w+)", top, re.M) == ["scripts/build", "scripts/test"]


def test_the_readme_names_every_command_with_exactly_its_options():
    rows = dict(re.findall(r"^\| `geo (\w+)[^`]*` \| (.*) \|$", _text("README.md"), re.M))
    assert set(rows) == set(main.commands)
    for name, cell in rows.items():
        assert set(re.findall(r"`(--[\w-]+)", cell)) == _options(main.commands[name]) - {"--help"}, name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_and_options_in_examples_exist(document):
    for line in re.findall(r"^geo (.*)$", _text(document), re.M):
        name, *words = line.split("#")[0].split()
        assert name in main.commands
        assert {w for w in words if w.startswith("--")} <= _options(main.commands[name])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_paths_lead_somewhere(document):
    text, folder = _text(document), (ROOT / document).parent
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if not link.startswith("http")]
    paths = re.findall(r"`((?:geo|scripts|tests|seeds|maps|docs|\.ci)/[\w./-]*)`", text)
    missing = [p for p in links if not (folder / p).exists()] + [p for p in paths if not (ROOT / p).exists()]
    assert not missing


def test_public_names_in_the_readme_exist():
    names = set(re.findall(r"geo\.(\w+)\(", _text("README.md")))
    assert names
    assert names <= set(geo.__all__)


def test_the_version_is_one():
    version = re.search(r'^version = "(.+)"', _text("pyproject.toml"), re.M)
    assert version and version[1] == geo.__version__
    assert f"## {geo.__version__}" in _text("CHANGELOG.md")


def test_the_sample_in_the_readme_of_the_seeds_names_every_column():
    from geo.schema import EVENT_COLUMNS

    told = _text("seeds/README.md")
    assert not [column for column in EVENT_COLUMNS if f"`{column}`" not in told]
