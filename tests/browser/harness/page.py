"""One notebook in one browser page, in the words of a test."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route

    from tests.browser.harness.server import Server

Theme = Literal["light", "dark"]

VEGALITE = "application/vnd.vegalite.v5+json"
OUTPUT = ".jp-OutputArea-output"
CHART = f"{OUTPUT}.jp-RenderedVegaLite"
OPEN = """() => document.querySelectorAll('.trilateral .predict.closed')
  .forEach(part => part.classList.remove('closed'))"""
"""What waits for a prediction takes its place on the page."""
_ELSEWHERE = re.compile(r"^(?:https?|wss?)://(?!(?:localhost|127\.0\.0\.1)[:/])")
PATIENCE = 60_000
"""Milliseconds that anything awaited may take; on a busy machine much takes long."""
_TALLEST = 12_000
"""Pixels; Chromium draws no higher picture."""

_READY = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  return panel?.context?.isReady && panel.sessionContext?.isReady
    && panel.sessionContext.session?.kernel?.status === 'idle';
}"""
_RUN_ALL = """() => {
  window.ranAll = false;
  // Lab's promise is broken by the first error, while the kernel goes on with the other cells.
  const answered = () => Promise.allSettled(
    window.jupyterapp.shell.currentWidget.content.widgets.map(c => c.outputArea?.future?.done));
  Promise.allSettled([window.jupyterapp.commands.execute('notebook:run-all-cells')])
    .then(answered).then(() => { window.ranAll = true; });
}"""
_OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .map(cell => ({id: cell.model.id, count: cell.model.executionCount,
                 source: cell.model.sharedModel.getSource().trim(),
                 outputs: cell.model.outputs.toJSON()}))"""
_DRAWN = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .every(cell => !cell.isPlaceholder()
    && cell.node.querySelectorAll('.jp-OutputArea-output').length >= cell.model.outputs.length)"""
_SCROLLED = """() => {
  const node = window.jupyterapp.shell.currentWidget.content.node;
  const pane = node.querySelector('.jp-WindowedPanel-outer') ?? node;
  pane.scrollTop = 0;
  const cells = [...pane.querySelectorAll('.jp-Cell')];
  return cells.at(-1).getBoundingClientRect().bottom;
}"""


@dataclass
class LabPage:
    """A page of JupyterLab that may ask this machine only."""

    page: Page
    server: Server
    refused: list[str] = field(default_factory=list)
    """Addresses elsewhere that were asked for."""
    console: list[str] = field(default_factory=list)
    """Errors that scripts left in the browser's console."""

    @classmethod
    def new(
        cls, browser: Browser, server: Server, theme: Theme = "light", *, has_touch: bool = False
    ) -> LabPage:
        """Open a page in a profile of its own; Lab follows the theme of the system."""
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",
            has_touch=has_touch,
        )
        context.set_default_timeout(PATIENCE)
        lab = cls(context.new_page(), server)
        context.route(_ELSEWHERE, lab._refuse)
        lab.page.on("console", lab._note)
        lab.page.on("pageerror", lambda error: lab.console.append(str(error)))
        return lab

    def close(self) -> None:
        """Close the page, stopping its kernel first."""
        stop = "() => window.jupyterapp?.serviceManager.sessions.shutdownAll()"
        self.page.evaluate(stop)
        self.page.context.close()

    def open(self, notebook: str) -> None:
        """Open a notebook, such as ``notebooks/03_coercion.ipynb``, and wait for its kernel."""
        self.page.goto(self.server.url(notebook))
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        self.ready()
        self.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")

    def run_all(self) -> None:
        """Run every cell and wait until each has its number and its outputs are drawn."""
        self.start_all()
        self.finish()

    def ready(self) -> None:
        """Wait until the kernel is there and idle."""
        self.page.wait_for_function(_READY)

    def start_all(self) -> None:
        """Run every cell, without waiting."""
        self.page.evaluate(_RUN_ALL)

    def finish(self) -> None:
        """Wait until each cell that was started has its number and its outputs are drawn."""
        self.page.wait_for_function("() => window.ranAll", timeout=2 * PATIENCE)
        self.ready()
        self.page.wait_for_function(_DRAWN)
        charts = sum(VEGALITE in data for data in self.outputs())
        drawn = f"n => document.querySelectorAll('{CHART} :is(svg, canvas)').length >= n"
        self.page.wait_for_function(drawn, arg=charts)

    def cells(self) -> list[dict[str, Any]]:
        """Return each code cell's id, count, source and outputs."""
        return list(self.page.evaluate(_OUTPUTS))

    def outputs(self) -> list[dict[str, Any]]:
        """Return the MIME bundles that the cells show."""
        return [out["data"] for cell in self.cells() for out in cell["outputs"] if "data" in out]

    def errors(self) -> list[str]:
        """Return what went wrong in the cells: errors, warnings, cells that did not run."""
        found = []
        for cell in self.cells():
            if cell["source"] and not cell["count"]:
                found.append(f"{cell['id']} did not run")
            for out in cell["outputs"]:
                if out["output_type"] == "error":
                    found.append(f"{cell['id']}: {out['ename']}: {out['evalue']}")
                if out.get("name") == "stderr":
                    found.append(f"{cell['id']} warns: {out['text']}")
        return found

    def charts(self) -> list[Locator]:
        """Return the outputs that hold a Vega-Lite chart, as drawn."""
        return self.page.locator(CHART).all()

    def axe(self, selector: str = OUTPUT) -> str:
        """Return the violations of accessibility rules inside `selector`, or an empty text."""
        results = Axe().run(self.page, context=selector)
        return results.generate_report() if results.violations_count else ""

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window another size and let the charts follow."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(400)

    def set_theme(self, theme: Theme) -> None:
        """Switch the system's theme; charts follow when they are next run."""
        self.page.emulate_media(color_scheme=theme)
        light = "true" if theme == "light" else "false"
        self.page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached")
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")  # it dims the page

    def screenshot(self, path: Path, width: int = 1280) -> None:
        """Keep a picture of the whole notebook as a window of `width` would show it."""
        self.resize(width)
        bottom = int(self.page.evaluate(_SCROLLED))
        self.resize(width, min(bottom + 120, _TALLEST))
        self.page.evaluate(_SCROLLED)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)
        self.resize(1280)

    def _refuse(self, route: Route) -> None:
        self.refused.append(route.request.url)
        route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console.append(message.text)
