"""Submissions as platforms hand them over: whose they are, and nothing out of its folder."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import BO, CLASS, NAME, course, release, written, zipped
from trilateral.cli import app
from trilateral.grading.errors import GradingError
from trilateral.grading.intake import receipts
from trilateral.grading.intake.collect import CollectionReport, Collector
from trilateral.grading.people.roster import Learner, Roster

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.grading.intake.receipts import Receipt

FILES = {
    "canvas": "lovelaceada_101_9001_03_coercion.ipynb",
    "canvas, late": "lovelaceada_LATE_101_9001_my work.ipynb",
    "canvas, file number changed by Canvas": "lovelaceada_101_9001_03_coercion-2.ipynb",
    "moodle": "Ada Lovelace_4711_assignsubmission_file_03_coercion.ipynb",
    "moodle, a folder each": "Ada Lovelace_4711_assignsubmission_file_/03_coercion.ipynb",
    "moodle, last name first": "Lovelace Ada_4711_assignsubmission_file_/work.ipynb",
    "nbgrader": "ada/03_coercion/03_coercion.ipynb",
    "nbgrader, from above": "submitted/ada/03_coercion/anything.ipynb",
    "loose": "ada_03_coercion.ipynb",
    "loose, by e-mail": "ADA@school.example_03_coercion.ipynb",
    "loose, by number without its zeros": "12_03_coercion.ipynb",
    "loose, with a number before the assignment's": "s1_03_coercion.ipynb",
    "moodle, another's name in the file's": (
        "Ada Lovelace_4711_assignsubmission_file_Bô Nguyễn_12_assignsubmission_file_03.ipynb"
    ),
    "moodle, another's name in a folder": (
        "Ada Lovelace_4711_assignsubmission_file_/Bô Nguyễn_12_assignsubmission_file_/03.ipynb"
    ),
    "moodle, another's tree in it": (
        "Ada Lovelace_4711_assignsubmission_file_/bo/03_coercion/03_coercion.ipynb"
    ),
    "moodle, a loose name in it": (
        "Ada Lovelace_4711_assignsubmission_file_/x/bo_03_coercion.ipynb"
    ),
    "nbgrader, another's name in the file's": (
        "ada/03_coercion/Bô Nguyễn_12_assignsubmission_file_03.ipynb"
    ),
}


def collected(
    source: Path, target: Path, roster: Roster = CLASS, assignment: str = ""
) -> CollectionReport:
    return Collector(target, {NAME: release()}, roster, assignment).collect(source)


def receipt(target: Path, learner: str = "ada") -> Receipt:
    found = receipts.read(target / learner / NAME)
    assert found
    return found


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_when_a_name_is_of_a_known_kind_then_its_learner_is_found(
    tmp_path: Path, name: str, kind: str
) -> None:
    if kind == "zip":
        source = zipped(tmp_path / "all.zip", {name: written(1)})
    else:
        source = tmp_path / "all"
        (source / name).parent.mkdir(parents=True)
        (source / name).write_bytes(written(1))
    result = collected(source, tmp_path / "to")
    assert [one.receipt.learner for one in result.arrivals] == ["ada"]
    assert (tmp_path / f"to/ada/{NAME}/{NAME}.ipynb").read_bytes() == written(1)
    assert [learner.id for learner in result.absent[NAME]] == ["bo"]


def test_when_a_submission_is_taken_then_its_receipt_says_what_it_is(tmp_path: Path) -> None:
    work = written(1, without="two")
    source = zipped(tmp_path / "a.zip", {"lovelaceada_LATE_101_1_x.ipynb": work})
    collected(source, tmp_path / "to")
    got = receipt(tmp_path / "to")
    assert (got.sha256, got.bytes) == (receipts.digest(work), len(work))
    assert (got.tasks, got.missing) == (("one", "why"), ("two",))
    assert (got.time, got.late) == (None, True)  # a bulk download does not say when


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Ada Byron_7_assignsubmission_file_/03_coercion.ipynb", "not in the roster"),
        ("lovelaceada_999_1_03_coercion.ipynb", "not in the roster"),
        ("nothing.ipynb", "no known pattern"),
        ("eve/03_coercion/03_coercion.ipynb", "not in the roster"),
    ],
)
def test_when_nobody_can_be_matched_then_the_file_is_listed(
    tmp_path: Path, name: str, why: str
) -> None:
    result = collected(zipped(tmp_path / "a.zip", {name: written(1)}), tmp_path / "to")
    assert not result.arrivals
    assert why in result.unmatched[0].why


def test_when_two_learners_share_a_name_then_neither_is_guessed(tmp_path: Path) -> None:
    twins = Roster([*CLASS.learners, BO.__class__("bo2", BO.first_name, BO.last_name)])
    name = "Bô Nguyễn_1_assignsubmission_file_03_coercion.ipynb"
    result = collected(zipped(tmp_path / "a.zip", {name: written(1)}), tmp_path / "to", twins)
    assert not result.arrivals
    assert "any of bo, bo2" in result.unmatched[0].why


def test_when_a_learner_hands_in_two_different_files_then_neither_is_chosen(
    tmp_path: Path,
) -> None:
    files: dict[str, bytes | str] = {
        f"lovelaceada_101_{n}_03_coercion.ipynb": written(n) for n in (1, 2)
    }
    result = collected(zipped(tmp_path / "a.zip", files), tmp_path / "to")
    assert not result.arrivals
    assert len(result.unmatched) == 2


def test_when_it_is_not_known_which_assignment_then_it_is_not_guessed(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"lovelaceada_101_1_work.ipynb": b"broken"})
    assert "no known assignment" in collected(source, tmp_path / "to").unmatched[0].why
    result = collected(source, tmp_path / "to", assignment=NAME)
    assert "damaged at line 1" in result.arrivals[0].receipt.unreadable


def test_when_there_is_no_roster_then_what_the_platform_says_is_the_name(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "a_101_1_03_coercion.ipynb": written(1),
        "B C_77_assignsubmission_file_03_coercion.ipynb": written(2),
    }
    collected(zipped(tmp_path / "a.zip", files), tmp_path / "to", Roster())
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == ["101", "B_C_77"]


def _tree(folder: Path, work: bytes, time: str) -> Path:
    place = folder / "ada" / NAME
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{NAME}.ipynb").write_bytes(work)
    (place / "timestamp.txt").write_text(time, encoding="utf-8")
    return folder


EARLY, LATE = "2026-03-01 18:00:00 Asia/Manila", "2026-03-02 10:00:00 UTC"


def test_when_the_same_file_comes_again_then_the_earlier_time_counts(tmp_path: Path) -> None:
    for time in (LATE, EARLY, LATE):
        result = collected(_tree(tmp_path / "in", written(1), time), tmp_path / "to")
    assert result.arrivals[0].fate == "same"
    assert receipt(tmp_path / "to").time == datetime(2026, 3, 1, 10, tzinfo=UTC)
    told = (tmp_path / "to/ada" / NAME / "timestamp.txt").read_text()
    assert told == "2026-03-01 10:00:00 UTC\n"


def test_when_a_newer_file_comes_then_the_older_is_kept_away(tmp_path: Path) -> None:
    target = tmp_path / "to"
    collected(_tree(tmp_path / "in", written(1), EARLY), target)
    newer = collected(_tree(tmp_path / "in", written(2), LATE), target)
    older = collected(_tree(tmp_path / "in", written(1), EARLY), target)
    assert (newer.arrivals[0].fate, older.arrivals[0].fate) == ("replaced", "older")
    assert (target / "ada" / NAME / f"{NAME}.ipynb").read_bytes() == written(2)
    (kept,) = (target / ".earlier").rglob("*.ipynb")
    assert kept.read_bytes() == written(1)


def test_when_a_tree_is_collected_into_itself_then_it_gets_receipts(tmp_path: Path) -> None:
    tree = _tree(tmp_path / "submitted", written(1), EARLY)
    assert collected(tree, tree).arrivals[0].fate == "new"
    assert receipt(tree).time == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert sorted(path.name for path in tree.iterdir()) == ["ada"]


def test_when_the_target_cannot_be_written_then_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "to").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(GradingError, match="Collecting stopped"):
        collected(_tree(tmp_path / "in", written(1), EARLY), tmp_path / "to")


@pytest.mark.parametrize("name", ["essay.pdf", "ada_03_coercion.ipynb.txt", "work"])
def test_when_something_else_was_handed_in_then_it_is_named(tmp_path: Path, name: str) -> None:
    source = zipped(tmp_path / "a.zip", {name: b"x"})
    (refused,) = collected(source, tmp_path / "to").refused
    assert refused.name == name
    assert "not a notebook" in refused.why


def test_when_a_notebook_is_of_another_assignment_then_it_is_not_taken_for_this_one(
    tmp_path: Path,
) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.ipynb": written(1)})
    both = {NAME: release(), "02_access": release("02_access")}
    result = Collector(tmp_path / "to", both, CLASS, assignment="02_access").collect(source)
    assert not result.arrivals
    assert result.unmatched[0].why == "says that it is 03_coercion, not 02_access"


def test_when_an_old_zip_comes_again_then_what_replaced_it_stays(tmp_path: Path) -> None:
    name, target = "ada_03_coercion.ipynb", tmp_path / "to"
    old = zipped(tmp_path / "old.zip", {name: written(1)})
    collected(old, target)
    collected(zipped(tmp_path / "new.zip", {name: written(2)}), target)
    (told,) = collected(old, target).unmatched
    assert "was already replaced by a newer file" in told.why
    assert (target / "ada" / NAME / f"{NAME}.ipynb").read_bytes() == written(2)


def test_when_a_name_could_be_canvas_or_ours_then_the_assignments_number_decides(
    tmp_path: Path,
) -> None:
    people = Roster([Learner("stud_102", "Stu", "Dee"), BO])
    source = zipped(tmp_path / "a.zip", {"stud_102_03_coercion.ipynb": written(1)})
    (taken,) = collected(source, tmp_path / "to", people).arrivals
    assert taken.receipt.learner == "stud_102"  # and not Bo, whose number Canvas says is 102


def test_when_collecting_stopped_before_the_receipt_then_the_old_one_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    target = tmp_path / "to"
    collected(_tree(tmp_path / "in", written(1), EARLY), target)
    (target / "ada" / NAME / f"{NAME}.ipynb").write_bytes(written(2))
    collected(_tree(tmp_path / "in", written(2), LATE), target)
    kept = receipt(target)
    assert kept.sha256 == receipts.digest(written(2))
    assert kept.time == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_when_a_name_steers_the_terminal_then_it_is_printed_without(tmp_path: Path) -> None:
    course(tmp_path)
    source = zipped(tmp_path / "a.zip", {"x\x1b[2J\u202ey.pdf": b"x"})
    ran = CliRunner().invoke(app, ["collect", str(source), "--to", str(tmp_path / "submitted")])
    assert ran.exit_code == 1
    assert r"x\x1b[2J\u202ey.pdf" in ran.output


def test_when_the_source_is_not_a_zip_then_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"<html>")
    with pytest.raises(GradingError, match="neither a folder nor a zip"):
        collected(tmp_path / "a.zip", tmp_path / "to")
