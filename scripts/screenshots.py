"""Take pictures of maps/index.html and maps/all-periods.html in headless Chromium, with the network shut."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

MAPS = Path(__file__).parents[1] / "maps"
SIZES = {1440: 900, 800: 1000, 390: 844}  # CSS pixels: desk, tablet, phone
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for width, height in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
                )
                for name in ("index", "all-periods"):
                    page = context.new_page()
                    page.goto((MAPS / f"{name}.html").as_uri())
                    if name != "index":
                        page.wait_for_selector("html[data-geo=ready]")
                    target = folder / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=target)
                    print(target)
                context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
