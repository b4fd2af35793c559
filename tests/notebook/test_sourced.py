from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import nbformat
import pytest
from typer.testing import CliRunner

from tests.evidence.test_upkeep import INCIDENT, SOURCE, add
from trilateral import evidence
from trilateral.cli import app
from trilateral.evidence import Evidence
from trilateral.evidence.weakness import weak_sources
from trilateral.notebook.sourced import Lessons, unfit
from trilateral.paths import course_dir, data_dir

if TYPE_CHECKING:
    from pathlib import Path

NAMES = 'It was so ([A paper, 2026](https://example.org/report "@zz-test-source")).'
SHOWS = 'Said of it: A made-up "account" of some length.'
ACCOUNT = 'A made-up "account" of some length.'


def lessons(folder: Path, prose: str, bank: str = "") -> Lessons:
    """Return the only lesson, with `prose` and perhaps a question bank."""
    path = folder / "06_new.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(prose)]), path)
    if bank:
        (folder / "quizzes").mkdir()
        (folder / "quizzes" / "06_new.yaml").write_text(bank, encoding="utf-8")
    return Lessons([path])


@pytest.mark.parametrize(
    ("prose", "bank", "expected"),
    [
        (NAMES, "", ("06_new",)),
        ("Nothing.", "sources: [zz-test-source]", ("06_new",)),
        ("It is `zz-test-source-2`, another one.", "", ()),
        ("Nothing.", "", ()),
    ],
)
def test_when_a_lesson_or_its_questions_name_a_source_then_it_is_used_there(
    tmp_path: Path, prose: str, bank: str, expected: tuple[str, ...]
) -> None:
    assert lessons(tmp_path, prose, bank).naming("zz-test-source") == expected


@pytest.mark.parametrize(
    ("weakness", "prose", "key", "expected"),
    [
        ("look_alike", NAMES, "look_alike", ["zz-test-source"]),
        ("closed", NAMES, "closed", ["zz-test-source"]),
        ("closed", "Nothing.", "closed", []),
        ("digest", NAMES, "digests_alone", [f"incidents:{INCIDENT['id']}"]),
        ("digest", SHOWS, "digests_alone", [f"incidents:{INCIDENT['id']}"]),
        ("digest", "Nothing.", "digests_alone", []),
        ("copy", NAMES, "digests_alone", []),
    ],
)
def test_when_a_lesson_rests_on_what_is_unfit_then_it_is_found(
    tmp_path: Path, weakness: str, prose: str, key: str, expected: list[str]
) -> None:
    data = shutil.copytree(data_dir(), tmp_path / "data")
    add(data / "sources.csv", SOURCE | {"weakness": weakness})
    add(data / "incidents.csv", INCIDENT | {"ph_account": ACCOUNT, "tactics": "shadowing"})

    found = unfit(weak_sources(Evidence(data)), lessons(tmp_path, prose))

    assert found[key] == expected


def test_when_the_course_is_checked_then_no_lesson_rests_on_what_is_unfit() -> None:
    notebooks = sorted((course_dir() / "notebooks").glob("*.ipynb"))

    found = unfit(weak_sources(evidence.default()), Lessons(notebooks))

    assert {key for key, names in found.items() if names} == set()


def test_when_weak_sources_are_asked_for_then_each_is_told_with_its_reason() -> None:
    table = evidence.load("sources")
    words = Counter(word for words in table["weakness"] for word in words)

    report = json.loads(CliRunner().invoke(app, ["sources", "--json"]).stdout)
    listed = CliRunner().invoke(app, ["sources", "--weak"])

    assert {word: count for word, count in report["weak"].items() if count} == dict(words)
    assert report["read"] == dict(Counter(table["read"]))
    assert {one["id"] for one in report["sources"]} == set(table["id"][table["weakness"].map(bool)])
    assert all(one["why_kept"] for one in report["sources"] if "official_copy" in one["weakness"])
    assert listed.exit_code == 0
    assert evidence.source("ph-raa-text-scribd").why_kept in listed.stdout
