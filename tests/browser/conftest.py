"""Pages in a real Chromium, from disk, offline. What a page says on the console, or asks for, fails its test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import geo.draw as draw
from geo import pipeline
from tests.draw.samples import edition, seeds

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium. Skips where there is none, but never in CI."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        if "CI" in os.environ:
            pytest.fail("no Chromium found, and CI must not skip the browser tests")
        pytest.skip("no Chromium found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


class Tab:
    """One open page, and all that it said and asked for."""

    def __init__(self, page) -> None:
        self.page, self.said, self.asked = page, [], []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("request", lambda request: self.asked.append(request.url))

    def data(self, name: str) -> str | None:
        return self.page.evaluate("name => document.documentElement.dataset[name]", name)

    def shown(self) -> int:
        return int(self.data("shown"))

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-geo=ready]", timeout=20_000)


@pytest.fixture
def tab(chromium, tmp_path):
    """Open a file (or HTML text) in a tab of its own; quiet and offline, or the test fails."""
    contexts = []

    def open_tab(page, fragment="", *, wait=True, said=(), **options):
        path = page
        if isinstance(page, str):
            path = tmp_path / f"page{len(contexts)}.html"
            path.write_text(page, encoding="utf-8")
        context = chromium.new_context(
            offline=True, **({"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options)
        )
        opened = Tab(context.new_page())
        contexts.append((context, opened, path.as_uri(), said))
        opened.page.goto(path.as_uri() + fragment)
        if wait:
            opened.ready()
        return opened

    yield open_tab
    for context, opened, uri, said in contexts:
        context.close()
        assert [line for line in opened.said if not any(part in line for part in said)] == []
        asked = [url for url in opened.asked if not url.startswith(("data:", uri))]
        assert asked == []


def pages_of(made, folder):
    """Write the pages of an edition into a folder; path by file name."""
    pages = draw.pages(
        made.features, made.layers, seeds(folder, made), made.accounting,
        categories=made.categories, category_of=made.category_of,
    )  # fmt: skip
    for name, html in pages.items():
        (folder / name).write_bytes(html)
    return {name: folder / name for name in pages}


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    return pages_of(edition(), tmp_path_factory.mktemp("maps"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """The pages of the project's own seeds, as a build writes them; path by file name."""
    folder = tmp_path_factory.mktemp("shipped")
    pipeline.build(Path(__file__).parents[2] / "seeds", folder)
    return {path.name: path for path in folder.glob("*.html")}
