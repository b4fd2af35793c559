"""A part as a widget in a real JupyterLab, as VS Code and Colab draw it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.browser.harness.page import LabPage
from tests.browser.harness.parts import change
from tests.notebook.samples import code, notebook
from trilateral.notebook.normalise import normalise

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

CELL = """import os
os.environ["VSCODE_PID"] = "1"
from trilateral import explorers
from trilateral.parts import MIME
bundle, metadata = explorers.accounts()._repr_mimebundle_()
del bundle[MIME]
display(bundle, metadata=metadata, raw=True)"""


def test_when_a_part_is_a_widget_then_it_works_as_in_the_page(
    browser: Browser, server: Server
) -> None:
    book = notebook(code(CELL, "widget"))
    normalise(book)
    nbformat.write(book, server.course / "notebooks" / "widget.ipynb")
    lab = LabPage.new(browser, server)
    lab.open("notebooks/widget.ipynb")
    lab.run_all()
    part = lab.page.locator(".jp-OutputArea .trilateral section.part.explorer")
    part.wait_for()
    change(part)
    assert lab.errors() == []
    assert lab.console == []
    assert lab.axe(".trilateral") == ""
    saved = server.course / "notebooks" / "widget.ipynb"
    lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")
    (cell,) = json.loads(saved.read_text("utf-8"))["cells"]
    assert set(cell["outputs"][0]["data"]) == {"text/html", "text/plain"}
    lab.close()
