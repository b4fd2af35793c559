"""How long a learner waits after moving a control.

Opens a notebook in JupyterLab in headless Chromium, moves each control many times, and times from
the control's event to the first frame after the last change that the event made to the chart or
the view. A second notebook then does the same with the map redrawn by
`ipywidgets.interactive_output`, in two forms: built anew as a notebook's author would, and with a
ready spec in which only a value changes, the least that the kernel's way can cost. Each notebook
has its own page, so that one's garbage is not collected in the other's time.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nbformat

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds its own folder only
from benchmarks.setting import Times, course, headless, lab, machine, table
from tests.browser.harness.page import LabPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

EXAMPLE: Final = """example:
  uv run python benchmarks/interaction.py --events 50
"""
GOALS: Final = "Goals: in the page p95 <= 25 ms, and >= 20 times faster than interactive_output."

SETUP: Final = """\
import ipywidgets as widgets
from IPython.display import display
from trilateral import charts, explorers
from trilateral.hosts import CHART

AS_OURS = {CHART: {"embed_options": {"renderer": "svg", "actions": False}}}"""
OURS: Final = {
    "map": "charts.coercion.incident_map()",
    "counts": "charts.coercion.what_counts()",
    "accounts": "explorers.accounts()",
}
PEERS: Final = {
    "rebuilt": """\
def shown(**values):
    spec = dict(charts.coercion.incident_map().spec)
    for param in spec["params"]:
        param["value"] = values.get(param["name"], param.get("value"))
    spec["params"] = [p for p in spec["params"] if p["name"] != "brush"] + [
        {k: v for k, v in p.items() if k != "value"} for p in spec["params"] if p["name"] == "brush"
    ]
    display({CHART: spec}, metadata=AS_OURS, raw=True)

def controls():
    bound = {p["name"]: p for p in charts.coercion.incident_map().spec["params"] if "bind" in p}
    first, low = bound["first"], bound["low"]
    return {
        "first": widgets.Dropdown(options=first["bind"]["options"], value=first["value"]),
        "low": widgets.Checkbox(value=low["value"]),
    }

mine = controls()
widgets.VBox([*mine.values(), widgets.interactive_output(shown, mine)])""",
    "ready": """\
import copy
ready = dict(charts.coercion.incident_map().spec)

def swapped(**values):
    spec = {**ready, "params": copy.deepcopy(ready["params"])}
    for param in spec["params"]:
        if param["name"] in values:
            param["value"] = values[param["name"]]
    display({CHART: spec}, metadata=AS_OURS, raw=True)

yours = controls()
widgets.VBox([*yours.values(), widgets.interactive_output(swapped, yours)])""",
}


@dataclass(frozen=True)
class Probe:
    """One control to move and the part of the page that answers."""

    name: str
    cell: str
    control: str
    """CSS selector of the control inside the cell's outputs."""
    number: int
    """Which of the controls found."""
    watched: str
    """CSS selector, inside the cell's outputs, of what must be repainted."""
    quiet: int
    """Milliseconds without a change after which the answer is whole."""


VEGA: Final = ".vega-bind :is(input, select)"
WIDGET: Final = ".widget-inline-hbox :is(input[type=checkbox], select)"
PROBES: Final = (
    Probe("map, list of months", "map", VEGA, 0, ".vega-embed svg", 150),
    Probe("map, box", "map", VEGA, 3, ".vega-embed svg", 150),
    Probe("what counts, box", "counts", VEGA, 6, ".vega-embed svg", 150),
    Probe("accounts, list", "accounts", "select", 2, "[role=status], .view", 400),
    Probe("accounts, filter", "accounts", "select", 1, "[role=status], .view", 400),
    Probe("map by interact, rebuilt, list", "rebuilt", WIDGET, 0, ".widget-output", 400),
    Probe("map by interact, rebuilt, box", "rebuilt", WIDGET, 1, ".widget-output", 400),
    Probe("map by interact, ready, list", "ready", WIDGET, 0, ".widget-output", 400),
    Probe("map by interact, ready, box", "ready", WIDGET, 1, ".widget-output", 400),
)
BASE: Final = {
    "map, list of months": ("map by interact, rebuilt, list", "map by interact, ready, list"),
    "map, box": ("map by interact, rebuilt, box", "map by interact, ready, box"),
}
"""Ours, and the two forms of the same that it is compared with."""

# A frame is painted after its animation callbacks, so the time is taken in the task that follows.
_TIME: Final = """async ({cell, probe, turn}) => {
  const panel = window.jupyterapp.shell.currentWidget.content;
  const at = panel.widgets.findIndex(w => w.model.id === cell);
  const root = panel.widgets[at].outputArea.node;
  const node = root.querySelectorAll(probe.control)[probe.number];
  const watched = [...root.querySelectorAll(probe.watched)];
  // A chart that is redrawn whole leaves its place empty for a while.
  const drawn = () => !probe.watched.endsWith('-output')
    || watched.some(target => target.querySelector('svg.marks'));
  let last = null, painted = null, frame = null;
  const observer = new MutationObserver(() => {
    last = performance.now();
    frame ??= requestAnimationFrame(() => {
      frame = null;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { painted = performance.now(); };
      channel.port2.postMessage(null);
    });
  });
  for (const target of watched)
    observer.observe(target,
      {childList: true, subtree: true, characterData: true, attributes: true});
  const start = performance.now();
  if (node.type === 'checkbox') node.click();
  else {
    node.selectedIndex = turn % node.options.length;
    for (const name of ['input', 'change']) node.dispatchEvent(new Event(name, {bubbles: true}));
  }
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 20));
    const now = performance.now();
    if (last === null && now - start > 4000) break;
    if (now - start > 30000) throw new Error(`${probe.name} is not whole after 30 seconds`);
    if (last !== null && now - last > probe.quiet && painted >= last && drawn()) break;
  }
  observer.disconnect();
  return last === null ? null : painted - start;
}"""


def notebook(path: Path, cells: dict[str, str]) -> None:
    """Write a notebook that the benchmark runs."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    sources = {"set-up": SETUP, **cells}
    made.cells = [nbformat.v4.new_code_cell(source, id=name) for name, source in sources.items()]
    nbformat.write(made, path)


def measure(page: Page, probe: Probe, events: int) -> Times:
    """Move a control until `events` moves have changed what it shows."""
    page.evaluate(
        "id => { const c = window.jupyterapp.shell.currentWidget.content;"
        " c.widgets.find(w => w.model.id === id).node.scrollIntoView(); }",
        probe.cell,
    )
    found: list[float] = []
    for turn in range(1, 4 * events):
        argument: dict[str, Any] = {"cell": probe.cell, "probe": vars(probe), "turn": turn}
        took = page.evaluate(_TIME, argument)
        if took is not None and turn > 1:  # the first move warms the scripts up
            found.append(float(took))
        if len(found) == events:
            return Times(tuple(found))
    message = f"{probe.name}: only {len(found)} of {4 * events} moves changed anything."
    raise SystemExit(message)


def report(found: dict[str, Times]) -> str:
    """Return the table of times and the ratios."""
    rows = [
        [name, f"{times.p50:.1f}", f"{times.p95:.1f}", f"{max(times.values):.1f}"]
        for name, times in found.items()
    ]
    lines = [table(["control", "p50 ms", "p95 ms", "most ms"], rows), ""]
    for ours, theirs in BASE.items():
        for other in theirs:
            if ours in found and other in found:
                p50 = found[other].p50 / found[ours].p50
                p95 = found[other].p95 / found[ours].p95
                lines.append(f"{other} / {ours}: {p50:.0f} times at p50, {p95:.0f} at p95")
    return "\n".join([*lines, "", GOALS])


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=50, help="moves of each control (50)")
    parser.add_argument("--only", default="", help="only controls whose name holds this text")
    options = parser.parse_args()
    with course() as where, headless() as browser:
        print(machine(browser), flush=True)
        found: dict[str, Times] = {}
        for name, cells in {"ours": OURS, "peers": PEERS}.items():
            chosen = [p for p in PROBES if p.cell in cells and options.only in p.name]
            if not chosen:
                continue
            notebook(where / "notebooks" / f"{name}.ipynb", cells)
            with lab(where) as server:
                page = LabPage.new(browser, server)
                page.open(f"notebooks/{name}.ipynb")
                page.run_all()
                if errors := page.errors():
                    raise SystemExit("\n".join(errors))
                page.page.wait_for_timeout(3000)
                for probe in chosen:  # each may take a minute, so say what is known
                    found[probe.name] = times = measure(page.page, probe, options.events)
                    print(f"{probe.name}: p50 {times.p50:.1f}, p95 {times.p95:.1f}", flush=True)
                page.close()
    print(report(found))


if __name__ == "__main__":
    main()
