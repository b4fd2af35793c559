"""What an import brings along: a learner's kernel pays for what it uses."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys

import pytest

import trilateral

HEAVY = ("ipywidgets", "scipy", "shapely", "pyproj", "altair", "vl_convert")
FACES = [
    f"trilateral.{module.name}"
    for module in pkgutil.iter_modules(trilateral.__path__)
    if module.ispkg
]


def loaded(code: str) -> set[str]:
    """Return the heavy libraries that a fresh Python has loaded after running `code`."""
    asked = f"{code}\nimport sys\nprint(*{{*{HEAVY}}} & {{*sys.modules}})"
    learner = {name: value for name, value in os.environ.items() if name != "TRILATERAL_STILLS"}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=learner, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())  # below what the code itself has shown


@pytest.mark.parametrize("module", ["trilateral.quiz.bank", "trilateral.evidence"])
def test_when_banks_or_tables_are_read_then_nothing_heavy_is_loaded(module: str) -> None:
    assert loaded(f"import {module}") == set()


def test_when_a_figure_needs_the_ellipsoid_then_it_is_there() -> None:
    code = "from trilateral import evidence; evidence.quantity('km-paoay-to-babuyan-channel')"
    assert "pyproj" in loaded(code)


def test_when_a_chart_without_a_map_is_shown_then_no_geometry_or_picture_is_loaded() -> None:
    code = "from trilateral import charts; charts.chain.chain()._ipython_display_()"
    # Altair loads ipywidgets by itself, for the widget it offers.
    assert loaded(code) - {"ipywidgets"} == {"altair"}


@pytest.mark.parametrize("face", FACES)
def test_when_a_face_names_what_it_exports_then_each_can_be_had(face: str) -> None:
    module = importlib.import_module(face)
    for name in getattr(module, "__all__", ()):
        assert getattr(module, name) is not None


@pytest.mark.parametrize("face", FACES)
def test_when_a_face_is_asked_for_what_it_lacks_then_it_says_so_as_any_module(face: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{face}' has no attribute 'nothing'"):
        _ = importlib.import_module(face).nothing


@pytest.mark.parametrize("face", FACES)
def test_when_a_face_is_lazy_then_no_export_shares_its_name_with_a_submodule(face: str) -> None:
    module = importlib.import_module(face)
    if not hasattr(module, "__getattr__"):
        return
    submodules = {entry.name for entry in pkgutil.iter_modules(module.__path__)}
    for name in submodules & set(module.__all__):
        assert getattr(module, name).__name__ == f"{face}.{name}"


@pytest.mark.parametrize(
    ("room", "misspelt", "near", "there"),
    [
        ("", "sumit", "summit", "synthesis"),
        (".chain", "chian", "chain", ""),
        (".summit", "timelin", "timeline", "who_sailed"),
        (".access", "tready_clock", "treaty_clock", "visiting_pacts"),
        (".coercion", "by_quartr", "incidents_by_quarter", "what_counts"),
        (".capabilities", "budget_lense", "budget_lens", "whose_denial"),
        (".synthesis", "step", "steps", ""),
    ],
)
def test_when_a_chart_is_misspelt_then_the_error_names_what_is_near_and_what_there_is(
    room: str, misspelt: str, near: str, there: str
) -> None:
    charts = importlib.import_module(f"trilateral.charts{room}")
    with pytest.raises(AttributeError, match=rf"Did you mean {near}.*\? It has .*{there}.*\.$"):
        getattr(charts, misspelt)


def test_when_a_room_of_charts_is_added_then_it_answers_a_misspelt_name() -> None:
    charts = importlib.import_module("trilateral.charts")
    rooms = [name for name in charts.__all__ if name != "Figure"]
    assert [room for room in rooms if not hasattr(getattr(charts, room), "__getattr__")] == []
