"""Where a cell is run decides whether a part comes with a widget."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from trilateral.parts import MIME, Part

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Part:
    for name in ("VSCODE_PID", "VSCODE_CWD", "VSCODE_IPC_HOOK_CLI"):
        monkeypatch.delenv(name, raising=False)
    return Part("explorer", "sample", "Sample", {}, "<p>twin</p>")


def test_when_a_cell_runs_in_jupyterlab_then_it_gets_no_widget(part: Part) -> None:
    assert list(part._repr_mimebundle_()) == [MIME, "text/html", "text/plain"]


@pytest.mark.parametrize("name", ["VSCODE_PID", "VSCODE_CWD", "VSCODE_IPC_HOOK_CLI"])
def test_when_a_cell_runs_in_vs_code_then_a_widget_comes_first_and_the_part_stays(
    part: Part, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")
    bundle, metadata = part._repr_mimebundle_()
    assert list(bundle) == [VIEW, MIME, "text/html", "text/plain"]
    assert metadata == {}


def test_when_a_cell_runs_in_colab_then_it_is_told_where_the_widgets_code_is(
    part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    output: Any = ModuleType("google.colab.output")
    output.enable_custom_widget_manager = lambda: None
    vars(output)["_widgets"] = SimpleNamespace(_installed_url="https://widgets.example")
    for name in ("google", "google.colab"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    bundle, metadata = part._repr_mimebundle_()
    assert VIEW in bundle
    assert metadata[VIEW]["colab"]["custom_widget_manager"]["url"] == "https://widgets.example"
