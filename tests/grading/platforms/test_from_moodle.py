"""What Moodle packs comes to the right person, whatever they and their files are called."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.grading.platforms.shapes import MOODLE, collected
from trilateral.grading.people.roster import read_roster

if TYPE_CHECKING:
    from pathlib import Path

WORKSHEET = MOODLE / "moodle51-worksheet.csv"
PEOPLE = {
    "Binti  _1": "nosurname",
    "=cmd1+1 Formula_2": "formula",
    "太郎 山田_3": "taro",
    "Ana María Santos-Reyes, Jr._4": "ana",
    "Seán OBrien_5": "sean",
    "Under score AB Quote_6": "under",
    "Maria Cruz_8": "maria1",
    "Juan Miguel dela Cruz y Peñaflor_9": "juan",
    f"{'Maximiliano-' * 7}X {'Villanueva' * 9}_10": "long",
    "Mia 🎓 Emoji_11": "mia",
    "José Núñez Ñuñez_12": "jose",
    "Jürgen Müßig_13": "juergen",
}
"""Who has handed in: as Moodle has packed them, and as their address begins."""


def owners(source: Path, target: Path, roster: Path) -> dict[str, str]:
    """Return, by the name that Moodle wrote, whose folder a submission came to."""
    report = collected(source, target, roster)
    mail = {one.id: one.email.partition("@")[0] for one in read_roster(roster).learners}
    return {
        one.receipt.source.partition("_assignsubmission_")[0]: mail[one.receipt.learner]
        for one in report.arrivals
    }


@pytest.mark.parametrize("kind", ["folders", "flat"])
@pytest.mark.parametrize("roster", ["worksheet", "worksheet-filled"])
def test_when_moodle_packs_a_class_then_all_twelve_come_to_the_right_person(
    tmp_path: Path, kind: str, roster: str
) -> None:
    source = MOODLE / f"moodle51-{kind}.zip"
    assert owners(source, tmp_path, MOODLE / f"moodle51-{roster}.csv") == PEOPLE
    report = collected(source, tmp_path, WORKSHEET)
    assert not report.unmatched
    assert not report.refused
    assert [one.email for one in report.absent["03_coercion"]] == ["maria2@example.org"]


@pytest.mark.parametrize("kind", ["folders", "flat"])
def test_when_the_list_has_no_numbers_then_only_the_namesakes_file_waits(
    tmp_path: Path, kind: str
) -> None:
    source = MOODLE / f"moodle51-{kind}.zip"
    people = {name: who for name, who in PEOPLE.items() if who != "maria1"}
    assert owners(source, tmp_path, MOODLE / "moodle51-gradebook.csv") == people
    (refusal,) = collected(source, tmp_path, MOODLE / "moodle51-gradebook.csv").unmatched
    assert "could be any of" in refusal.why


@pytest.mark.parametrize("kind", ["folders", "flat"])
def test_when_more_than_a_notebook_is_handed_in_then_it_lies_beside_it(
    tmp_path: Path, kind: str
) -> None:
    source = MOODLE / f"moodle51-{kind}.zip"
    report = collected(source, tmp_path, WORKSHEET)
    beside = {
        one.receipt.learner: one.receipt.beside for one in report.arrivals if one.receipt.beside
    }
    assert beside == {
        "mia@example.org": ("notes.txt",),
        "long@example.org": ("onlinetext.html",),
    }
    with zipfile.ZipFile(source) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("onlinetext.html"))
        words = archive.read(name)
    assert (tmp_path / "long@example.org/03_coercion/onlinetext.html").read_bytes() == words


def test_when_a_full_name_has_a_comma_then_it_stays_whole() -> None:
    ana = read_roster(WORKSHEET).learners[0]
    assert (ana.full_name, ana.first_name) == ("Ana María Santos-Reyes, Jr.", "")


def test_when_there_is_no_list_then_nobody_is_a_bare_number(tmp_path: Path) -> None:
    report = collected(MOODLE / "moodle51-folders.zip", tmp_path)
    names = [one.receipt.learner for one in report.arrivals]
    assert len(set(names)) == 12
    assert not any(name.isdecimal() for name in names)
