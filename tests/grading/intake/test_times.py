"""When it was handed in: read in any words or refused, and never in a guessed zone."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import NAME, course, release, written
from tests.grading.platforms.shapes import MOODLE
from tests.grading.platforms.shapes import release as released
from trilateral.cli import app
from trilateral.grading.intake import receipts
from trilateral.grading.intake.collect import Collector
from trilateral.grading.intake.times import TimeError, stamp, worded, zone
from trilateral.grading.intake.worksheet import hand_ins
from trilateral.grading.people.roster import read_roster

if TYPE_CHECKING:
    from pathlib import Path

MANILA = ZoneInfo("Asia/Manila")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-03-01 10:00:00 JST", 1),
        ("2026-03-01 10:00:00 PDT", 17),
        ("2026-03-01 10:00:00 CEST", 8),
        ("2026-03-01 10:00:00 CET", 9),
        ("2026-03-01 10:00:00 Asia/Manila", 2),
        ("2026-03-01 10:00:00 UTC", 10),
        ("2026-03-01 10:00:00", 10),
        ("2026-03-01T10:00:00+08:00", 2),
    ],
)
def test_when_a_zone_is_known_then_the_time_is_read(text: str, hour: int) -> None:
    assert stamp(text) == datetime(2026, 3, 1, hour, tzinfo=UTC)


@pytest.mark.parametrize("name", ["PST", "CST", "IST", "BST"])
def test_when_a_short_name_means_two_zones_then_both_are_named(name: str) -> None:
    with pytest.raises(TimeError, match=rf"{name} may be .* or .*\."):
        stamp(f"2026-03-01 10:00:00 {name}")


@pytest.mark.parametrize("name", ["XYZ", "../../etc/passwd", "Nowhere/City"])
def test_when_a_zone_is_unknown_then_it_is_refused(name: str) -> None:
    with pytest.raises(TimeError, match="is not a time zone"):
        zone(name)


MOODLE_WORDS = {
    "English": "Sunday, 29 November 2026, 5:46 AM",
    "American": "Sunday, November 29, 2026, 5:46 AM",
    "German": "Sonntag, 29. November 2026, 05:46",
    "Spanish": "domingo, 29 de noviembre de 2026, 05:46",
    "Filipino": "Linggo, 29 Nobyembre 2026, 5:46 AM",
    "Japanese": "2026年 11月 29日(日曜日) 05:46",
}


@pytest.mark.parametrize("text", MOODLE_WORDS.values(), ids=MOODLE_WORDS)
def test_when_moodle_writes_a_time_in_words_then_it_is_read(text: str) -> None:
    assert worded(text) == datetime(2026, 11, 29, 5, 46)  # noqa: DTZ001 -- it names no zone
    assert worded("Monday, 30 November 2026, 12:05 AM") == datetime(2026, 11, 30, 0, 5)  # noqa: DTZ001
    assert worded("Monday, 30 November 2026, 12:05 PM") == datetime(2026, 11, 30, 12, 5)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["-", "", "29 November 2026", "29 Tammikuuta 2026 5:46", "5:46"])
def test_when_it_is_not_a_time_then_none_is_made_up(text: str) -> None:
    assert worded(text) is None


@pytest.mark.parametrize("sheet", ["moodle51-worksheet", "moodle51-blind-worksheet"])
def test_when_a_worksheet_says_when_then_each_has_its_time(sheet: str) -> None:
    found = hand_ins(MOODLE / f"{sheet}.csv", MANILA)
    times = {one.time for one in found.by_number.values()}
    assert times == {None, datetime(2026, 11, 28, 21, 46, tzinfo=UTC)}
    assert not found.unread


LATE = (
    ("Submitted for grading - 2 days 3 hours late - Graded", "2 days 3 hours late"),
    ("Submitted for grading - Graded", ""),
    ("Submitted for grading - Extension granted until: Sunday, 29 November 2026, 5:46 AM", ""),
    ("Zur Bewertung abgegeben - 2 Tage verspätet", "2 Tage verspätet"),
    ("Submitted for grading -  - ", ""),
)


@pytest.mark.parametrize(("status", "late"), LATE)
def test_when_a_status_says_how_late_then_it_is_kept_and_shown(
    tmp_path: Path, status: str, late: str
) -> None:
    place, sheet = course(tmp_path / "course"), tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Status,Last modified (submission)\n"
        f'Participant 4,Ana Reyes,ana@x.org,"{status}","Sunday, 29 November 2026, 5:46 AM"\n'
    )
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("Ana Reyes_4_assignsubmission_file/03_coercion.ipynb", written(1))
    words = ["collect", str(source), "--roster", str(sheet), "--to", str(place / "submitted")]
    done = CliRunner().invoke(app, [*words, "--timezone", "Asia/Manila"])
    assert done.exit_code == 0, done.output
    receipt = receipts.read(place / "submitted" / "ana@x.org" / NAME)
    assert receipt
    assert (receipt.lateness, bool(receipt.late)) == (late, bool(late))
    assert receipt.time == datetime(2026, 11, 28, 21, 46, tzinfo=UTC)
    assert "2026-11-28 21:46 UTC" in done.output
    assert late in done.output


def test_when_there_is_only_the_zip_then_its_times_count(tmp_path: Path) -> None:
    source = MOODLE / "moodle51-folders.zip"
    people = read_roster(MOODLE / "moodle51-worksheet.csv")
    taken = Collector(tmp_path, released(source), people, where=MANILA).collect(source).arrivals
    assert {one.receipt.time for one in taken} == {datetime(2026, 11, 28, 21, 46, 52, tzinfo=UTC)}
    text = (tmp_path / "ana@example.org" / NAME / "timestamp.txt").read_text()
    assert text == "2026-11-28 21:46:52 UTC\n"
    again = Collector(tmp_path, released(source), people, where=UTC).collect(source).arrivals
    assert {one.receipt.time for one in again} == {datetime(2026, 11, 29, 5, 46, 52, tzinfo=UTC)}


def test_when_a_zone_is_not_named_then_it_is_said_whose_it_is(tmp_path: Path) -> None:
    place = course(tmp_path)
    source = place / "a.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("Ana Reyes_4_assignsubmission_file/03_coercion.ipynb", written(1))
    words = ["collect", str(source), "--to", str(place / "submitted")]
    assert "read as this machine's" in CliRunner().invoke(app, words).output
    done = CliRunner().invoke(app, [*words, "--timezone", "PST"])
    assert done.exit_code == 2
    assert "Asia/Manila" in done.output


def test_when_a_stamp_cannot_be_read_then_that_is_said_and_the_file_is_taken(
    tmp_path: Path,
) -> None:
    place = tmp_path / "in" / "ada" / NAME
    place.mkdir(parents=True)
    (place / f"{NAME}.ipynb").write_bytes(written(1))
    (place / "timestamp.txt").write_text("2026-03-01 10:00:00 PST")
    report = Collector(tmp_path / "to", {NAME: release()}).collect(tmp_path / "in")
    assert report.arrivals[0].receipt.time is None
    (said,) = report.untimed
    assert "PST may be Pacific" in said.why
