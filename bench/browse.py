"""Measures a map page in Chromium, ours and folium's alike: it is opened from disk, and asks no real network.

Milliseconds from the start of the navigation, or of what a reader does to the frame that shows it. Times are those of a
clock, so other work beside them shows: compare within one run.
"""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from statistics import median
from threading import Timer
from typing import Any

from bench import shelf

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-extensions",
    "--enable-precise-memory-info", "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LIMIT = 30  # seconds for all that is tried of a page, some 12 where nothing is slow; then it counts as dead
REST = 1_000  # ms without a long task: what a page does at first is over
STEPS = 6

# Our page says when its marks are painted; of others the first marker in the document or on a canvas counts.
WATCH = """(() => {
  const seen = (window.bench_ = { first: null, busy: 0, frames: null, errors: [] });
  addEventListener("error", (event) => seen.errors.push(String(event.message)), true);
  const hit = () => { seen.busy = performance.now(); seen.first ??= seen.busy; };
  for (const name of ["fill", "stroke", "drawImage"]) {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function () { hit(); return own.apply(this, arguments); };
  }
  const marks = ".leaflet-marker-pane > *, path.leaflet-interactive";
  new MutationObserver(() => {
    seen.busy = performance.now();
    if (seen.first === null && document.querySelector(marks)) seen.first = seen.busy;
  }).observe(document, { childList: true, subtree: true });
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    if (now - last > 50) seen.busy = now;
    seen.frames?.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})()"""
STATE = """() => {
  const [own] = performance.getEntriesByName("geo:drawn");
  const ours = Boolean(document.getElementById("geo-data"));
  const ready = !ours || document.documentElement.dataset.geo === "ready";
  return { first: ours ? (own?.startTime ?? null) : bench_.first, ready, loaded: document.readyState === "complete",
    idle: performance.now() - bench_.busy };
}"""
# From an act to the frame that shows what it did; a long task that follows belongs to it.
ACT = """async (act) => {
  const begun = performance.now();
  const done = new Function("step", act)(window.step_ = (window.step_ ?? -1) + 1);
  await done;
  const painted = async () => {
    await new Promise(requestAnimationFrame);
    const { port1, port2 } = new MessageChannel();
    await new Promise((go) => { port1.onmessage = go; port2.postMessage(0); });
    return performance.now();
  };
  let end = await painted();
  for (let now = await painted(); now - end > 50; now = await painted()) end = now;
  return end - begun;
}"""
HASH = """const year = 2013 + (step % 6);
  const heard = new Promise((go) => addEventListener("hashchange", go, { once: true }));
  location.hash = `from=${year}-0${1 + step % 3}-01&to=${year + 2}-06-30`;
  return heard;"""
SWITCH = """const boxes = document.querySelectorAll("input[data-layer], .leaflet-control-layers-overlays input");
  boxes[(step >> 1) % boxes.length].click();"""
OF_TIME = {
    "geo": HASH,
    "timestamped": "document.querySelector('.timecontrol-forward').click();",
    "timeline": """const slider = document.querySelector(".time-slider");
      slider.value = Number(slider.min) + (slider.max - slider.min) * (step + 1) / 10;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      slider.dispatchEvent(new Event("change", { bubbles: true }));""",
}


def chromium(playwright: Any) -> Any:
    """A browser of its own for a page: nothing that another page did is in its way."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise SystemExit("no Chromium found")
    return playwright.chromium.launch(executable_path=program, args=list(FLAGS))


def measure(browser: Any, path: Path, way: str) -> dict[str, float | str | None]:
    """What one opening of a page shows; `died` says how, if it did.

    first: first marks; brush: a step of time, median (None: the page cannot); switch: a layer off or on; pan, zoom:
    longest frame; heap, page: MB of script values, of the whole process; requests: how many the page made.
    """
    asked: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    context.route(lambda url: url.startswith("http"), lambda route: _answer(route, asked))
    page.add_init_script(WATCH)
    found: dict[str, float | str | None] = {}
    tree = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    own = next(process["id"] for process in tree if process["type"] == "browser")
    end = Timer(LIMIT, os.kill, (own, signal.SIGKILL))  # a page that hangs answers nobody, nor any time-out
    end.start()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        found["first"] = _settled(page)
        found["brush"] = _steps(page, OF_TIME[way]) if way in OF_TIME else None
        found["switch"] = _steps(page, SWITCH) if way not in ("timestamped", "timeline") else None
        found |= {name: _moved(page, by) for name, by in (("pan", _pan), ("zoom", _zoom))}
        found |= _memory(page)
    except Exception as problem:  # a page that dies is a result
        found["died"] = "crashed" if "crash" in str(problem).lower() else f"no answer in {LIMIT} s"
    finally:
        end.cancel()
    found["requests"] = len(asked)
    return found


def _answer(route: Any, asked: list[str]) -> None:
    asked.append(route.request.url)
    status, kind, body = shelf.answer(route.request.url)
    route.fulfill(status=status, content_type=kind, body=body, headers={"Access-Control-Allow-Origin": "*"})


def _settled(page: Any) -> float:
    """When the first marks were there, once the page rests."""
    waited = 0
    while waited < LIMIT * 1000:
        state = page.evaluate(STATE)
        if state["ready"] and state["loaded"] and state["first"] is not None and state["idle"] > REST:
            return float(state["first"])
        page.wait_for_timeout(100)
        waited += 100
    raise TimeoutError


def _steps(page: Any, act: str) -> float:
    times = []
    for _ in range(STEPS):
        times.append(page.evaluate(ACT, act))
        page.wait_for_timeout(400)
    return float(median(times))


def _moved(page: Any, by: Any) -> float:
    """The longest frame while a reader moves the map."""
    page.evaluate("bench_.frames = []")
    by(page)
    page.wait_for_timeout(300)
    return float(page.evaluate("Math.max(...bench_.frames)"))


def _pan(page: Any) -> None:
    page.mouse.move(450, 420)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(450 - 8 * step, 420 + 3 * step)
        page.wait_for_timeout(10)
    page.mouse.up()


def _zoom(page: Any) -> None:
    for delta in (-240, -240, 240, 240):
        page.mouse.wheel(0, delta)
        page.wait_for_timeout(450)


def _memory(page: Any) -> dict[str, float]:
    client = page.context.new_cdp_session(page)
    client.send("HeapProfiler.collectGarbage")
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    tree = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return {"heap": heap, "page": max(_resident(process["id"]) for process in tree if process["type"] == "renderer")}


def _resident(process: int) -> float:
    """MB of a process's memory, at most so far (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024
