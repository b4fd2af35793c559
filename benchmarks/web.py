"""How soon a page of the web edition can be used on a phone, beside the same lesson by nbconvert.

A plain web server on this machine serves both; Chromium slows itself down to a phone: a processor
four times slower, 1.6 Mbit/s, and 150 ms for each way there and back.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from nbconvert import HTMLExporter

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds its own folder only
from benchmarks.setting import ROOT, headless, table
from tests.browser.harness.web import served
from trilateral.site import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SLOWER: Final = 4
BYTES_A_SECOND: Final = 1_600_000 / 8
LATENCY: Final = 150
"""Milliseconds from a request to the first byte of its answer."""
PLAIN: Final = "nbconvert.html"
# What a person waits for: words on the screen with a link or a button among them that answers, and
# every part and chart drawn. The page notes both, frame by frame.
_WATCH: Final = """() => {
  window.seen = {};
  const alive = () => [...document.querySelectorAll('.trilateral[data-part]')]
      .every(node => node.querySelector(':scope > section.part'))
    && [...document.querySelectorAll('[data-chart]')].every(n => n.querySelector('svg.marks'));
  const look = () => {
    const painted = performance.getEntriesByName('first-contentful-paint').length > 0;
    const link = document.querySelector('main :is(a[href], button), body a[href]');
    if (painted && link?.getClientRects().length) window.seen.usable ??= performance.now();
    if (document.readyState === 'complete' && alive()) window.seen.alive ??= performance.now();
    if (!window.seen.alive || !window.seen.usable) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass(frozen=True)
class Moment:
    """What a phone's user waits for on one page, in seconds from the click on its link."""

    usable: float
    alive: float
    kilobytes: float
    """What was loaded until then."""


def watched(browser: Browser, address: str) -> Moment:
    """Open a page as a phone would for the first time."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    conditions: dict[str, Any] = {"offline": False, "latency": LATENCY}
    conditions |= {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(f"({_WATCH})()")
    page.goto(address, timeout=120_000)
    page.wait_for_function("() => window.seen.alive && window.seen.usable", timeout=120_000)
    seen = page.evaluate("() => window.seen")
    sizes = "performance.getEntries().reduce((sum, each) => sum + (each.transferSize ?? 0), 0)"
    size = page.evaluate(f"() => {sizes}")
    context.close()
    return Moment(seen["usable"] / 1000, seen["alive"] / 1000, size / 1000)


def on_the_web(lesson: str, rounds: int) -> str:
    """Return the table of the edition's pages and of nbconvert's, and what the edition weighs.

    Parameters
    ----------
    lesson
        The lesson that is exported both ways.
    rounds
        How often each page is opened; the table has the medians.
    """
    with TemporaryDirectory() as place, headless() as browser:
        folder = Path(place) / "site"
        files = build(ROOT, folder)
        size = sum((folder / file).stat().st_size for file in files)
        exporter = HTMLExporter()  # type: ignore[no-untyped-call]
        html, _ = exporter.from_filename(str(ROOT / "notebooks" / f"{lesson}.ipynb"))
        (folder / PLAIN).write_text(html, encoding="utf-8")
        rows = []
        with served(folder) as base:
            for name in ("index.html", f"lessons/{lesson}.html", "evidence.html", PLAIN):
                seen = [watched(browser, base + name) for _ in range(rounds)]
                usable, alive = (
                    median(one.usable for one in seen),
                    median(one.alive for one in seen),
                )
                page = (folder / name).stat().st_size / 1000
                figures = (
                    f"{page:.0f}",
                    f"{seen[0].kilobytes:.0f}",
                    f"{usable:.2f}",
                    f"{alive:.2f}",
                )
                rows.append([name, *figures])
    head = ["page, on a phone", "kB of HTML", "kB loaded", "s to use it", "s to all alive"]
    whole = f"{len(files)} files, {size / 1e6:.2f} MB in all (goal: 6)."
    note = f"{whole} Goal for the first page: 1 s to use it."
    return f"{table(head, rows)}\n{note}"
