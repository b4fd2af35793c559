"""Files that are not what was asked for: each is read, or refused with the right sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4

from tests.grading.classroom import CLASS, NAME, release, written, zipped
from tests.grading.intake.test_collect import collected
from trilateral.grading.intake import receipts
from trilateral.grading.intake.collect import CollectionReport, Collector
from trilateral.grading.submission import Submission, UnreadableError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "Ada Lovelace_4711_assignsubmission_file"
LESSON = Path(__file__).parents[3] / "notebooks" / "03_coercion.ipynb"


def handed_in(
    folder: Path, files: dict[str, bytes | str], prefer: Sequence[str] = ()
) -> CollectionReport:
    """Collect what one learner has put into Moodle."""
    packed = {f"{FOLDER}/{name}": content for name, content in files.items()}
    source = zipped(folder / "a.zip", packed)
    return Collector(folder / "to", {NAME: release()}, CLASS, prefer=tuple(prefer)).collect(source)


def other_notebook() -> bytes:
    return str(nbformat.writes(v4.new_notebook(cells=[v4.new_markdown_cell("Hm.")]))).encode()


def encoded(coding: str, mark: bytes = b"") -> bytes:
    return mark + written(1).decode().encode(coding)


CODINGS = {
    "UTF-8 with a mark": encoded("utf-8-sig"),
    "UTF-16 with a mark": encoded("utf-16"),
    "UTF-16, little end first": encoded("utf-16-le"),
    "UTF-16, big end first": encoded("utf-16-be"),
    "UTF-32": encoded("utf-32"),
}


@pytest.mark.parametrize("work", CODINGS.values(), ids=CODINGS)
def test_when_an_editor_saved_it_in_another_coding_then_it_is_read_as_it_is(
    tmp_path: Path, work: bytes
) -> None:
    (taken,) = handed_in(tmp_path, {"03_coercion.ipynb": work}).arrivals
    assert taken.receipt.tasks == ("one", "two", "why")
    assert (tmp_path / f"to/ada/{NAME}/{NAME}.ipynb").read_bytes() == work


@pytest.mark.parametrize("coding", ["utf-16", "utf-32", "utf-8-sig"])
def test_when_another_coding_holds_too_many_parts_then_it_is_counted_all_the_same(
    coding: str,
) -> None:
    text = '{"nbformat": 4, "cells": [' + "[]," * 300_000 + "[]]}"
    with pytest.raises(UnreadableError, match="too many parts"):
        parse(text.encode(coding))


@pytest.mark.parametrize(
    "name", ["03_coercion.ipynb.txt", "03_coercion.json", "03_coercion.ipynb.json", "03_coercion"]
)
def test_when_a_notebook_ends_otherwise_then_it_is_taken(tmp_path: Path, name: str) -> None:
    (taken,) = handed_in(tmp_path, {name: written(1)}).arrivals
    assert taken.receipt.tasks == ("one", "two", "why")


@pytest.mark.parametrize("name", ["ada_03_coercion.ipynb.txt", "ada_03_coercion.JSON"])
def test_when_a_loose_notebook_ends_otherwise_then_it_is_taken(tmp_path: Path, name: str) -> None:
    (taken,) = collected(zipped(tmp_path / "a.zip", {name: written(1)}), tmp_path / "to").arrivals
    assert taken.receipt.learner == "ada"


def test_when_the_lesson_has_another_name_then_it_is_known_all_the_same(tmp_path: Path) -> None:
    (refusal,) = handed_in(tmp_path, {"work.ipynb": LESSON.read_bytes()}).unmatched
    assert refusal.why.startswith("is a lesson, not an exercise")


REFUSED = {
    "the lesson": (LESSON.read_bytes(), "is a lesson, not the exercise"),
    "another notebook": (other_notebook(), "is another notebook: it has none of the tasks"),
}


@pytest.mark.parametrize(("work", "why"), REFUSED.values(), ids=REFUSED)
def test_when_a_notebook_has_no_task_then_it_is_refused_and_nothing_is_kept(
    tmp_path: Path, work: bytes, why: str
) -> None:
    report = handed_in(tmp_path, {"03_coercion.ipynb": work})
    assert not report.arrivals
    (refusal,) = report.unmatched
    assert why in refusal.why
    assert f"Ask for {NAME}.ipynb from the folder exercises" in refusal.why
    assert not (tmp_path / "to" / "ada").exists()


@pytest.mark.parametrize(("work", "why"), REFUSED.values(), ids=REFUSED)
def test_when_another_notebook_has_the_tasks_then_that_one_counts(
    tmp_path: Path, work: bytes, why: str
) -> None:
    del why
    report = handed_in(tmp_path, {"03_coercion.ipynb": work, "final.ipynb": written(1)})
    (taken,) = report.arrivals
    assert taken.receipt.source.endswith("final.ipynb")
    (other,) = taken.receipt.beside
    assert (tmp_path / "to/ada" / NAME / other).read_bytes() == work


def test_when_both_have_tasks_then_it_is_asked_which(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"a.ipynb": written(1), "b.ipynb": written(2)}
    report = handed_in(tmp_path, files)
    assert not report.arrivals
    assert [one.why.partition(". ")[0] for one in report.unmatched] == [
        "is one of 2 different files with answers from ada"
    ] * 2
    assert "`--prefer 'b.ipynb'`" in report.unmatched[0].why
    for number, name in ((1, "a.ipynb"), (2, "b.ipynb")):
        (taken,) = handed_in(tmp_path, files, [name]).arrivals
        assert taken.receipt.sha256 == receipts.digest(written(number))


def test_when_somebody_prefers_a_file_without_tasks_then_it_counts(tmp_path: Path) -> None:
    (taken,) = handed_in(tmp_path, {"03_coercion.ipynb": other_notebook()}, ["03*"]).arrivals
    assert taken.receipt.missing == ("one", "two", "why")


def test_when_one_of_two_cannot_be_read_then_the_other_counts(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"a_03_coercion.ipynb": b"{broken", "b.ipynb": written(1)}
    (taken,) = handed_in(tmp_path, files).arrivals
    assert not taken.receipt.unreadable
    assert taken.receipt.beside == ("a_03_coercion.ipynb",)


BESIDE = {
    "data": ("data.csv", "data.csv"),
    "data in a folder": ("data/in/rows.csv", "data/in/rows.csv"),
    "the work's own name": (f"{NAME}.ipynb/x.csv", "-x.csv"),
}


@pytest.mark.parametrize(("name", "kept"), BESIDE.values(), ids=BESIDE)
def test_when_a_file_is_handed_in_beside_it_then_it_lies_where_the_code_looks(
    tmp_path: Path, name: str, kept: str
) -> None:
    (taken,) = handed_in(tmp_path, {"work.ipynb": written(1), name: "1;2"}).arrivals
    (beside,) = taken.receipt.beside
    assert beside.endswith(kept)
    assert (tmp_path / "to/ada" / NAME / beside).read_text() == "1;2"
    again = Submission("ada", NAME, tmp_path / f"to/ada/{NAME}/{NAME}.ipynb", (beside,))
    assert again.along() == {beside: b"1;2"}


def test_when_a_newer_one_has_no_data_then_the_old_data_is_put_away_with_the_old(
    tmp_path: Path,
) -> None:
    handed_in(tmp_path, {"work.ipynb": written(1), "data.csv": "1"})
    (taken,) = handed_in(tmp_path, {"work.ipynb": written(2)}).arrivals
    assert (taken.fate, taken.receipt.beside) == ("replaced", ())
    assert not (tmp_path / "to/ada" / NAME / "data.csv").exists()
    (kept,) = (tmp_path / "to/.earlier").rglob("data.csv")
    assert kept.read_text() == "1"


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "link.csv", "a/../../secret.csv"])
def test_when_a_list_leads_out_of_the_folder_then_nothing_of_it_goes_along(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "ada"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("secret")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert not Submission("ada", NAME, folder / "x.ipynb", (name,)).along()


def test_when_only_something_else_is_handed_in_then_it_is_asked_for(tmp_path: Path) -> None:
    (refusal,) = handed_in(tmp_path, {"essay.pdf": b"%PDF"}).refused
    assert "is not a notebook (.pdf). Ask for the .ipynb file" in refusal.why


def test_when_a_notebook_lost_what_nbgrader_knows_then_its_cells_names_tell(tmp_path: Path) -> None:
    plain = json.loads(written(1))
    for cell in plain["cells"]:
        cell["metadata"] = {}
    del plain["metadata"]["trilateral"]
    (taken,) = handed_in(tmp_path, {"03_coercion.ipynb": json.dumps(plain)}).arrivals
    assert "one" in taken.receipt.tasks


def test_when_loose_files_are_not_notebooks_then_they_are_listed(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"notes.json": b"{}", "x.txt": b"x"})
    assert len(collected(source, tmp_path / "to").refused) == 2
