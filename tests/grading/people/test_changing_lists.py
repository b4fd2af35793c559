"""A class list that changes: everybody keeps their folder, and nobody gets another's.

The files in ``lists/`` are copies of the project's collection of real-life inputs; the people in
them are invented.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.grading.classroom import NAME, course, written
from trilateral.cli import app
from trilateral.grading.errors import GradingError
from trilateral.grading.people.matching import match, updated
from trilateral.grading.people.roster import FILE, FORMER, Learner, Roster, read_roster

LISTS = Path(__file__).parent / "lists"
ANN = Learner("ann", "Ann", "Lee", "ann@x.org")
ANNIKA = Learner("ann", "Annika", "One", "annika@x.org")


def collect(folder: Path, roster: Path, *files: str) -> tuple[int, str]:
    """Collect loose notebooks as a teacher does; return the exit code and what was said."""
    source = folder / "incoming"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    for name in files:
        (source / name).write_bytes(written(name))
    words = ["collect", str(source), "--roster", str(roster), "--to", str(folder / "submitted")]
    done = CliRunner().invoke(app, words)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def kept(folder: Path) -> dict[str, bytes]:
    """Return all that a class's folder holds."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_when_a_newcomer_has_an_old_id_then_collecting_stops_and_names_both(
    tmp_path: Path,
) -> None:
    place = course(tmp_path)
    assert collect(place, LISTS / "class_week1.csv", f"ann_{NAME}.ipynb")[0] == 0
    before = kept(place / "submitted") | {"roster": (place / FILE).read_bytes()}
    code, said = collect(place, LISTS / "class_week2.csv", f"ann_{NAME}.ipynb")
    assert code == 1
    assert said.count("\n") == 1
    for name in (
        "class_week2.csv",
        "Annika One (annika@x.org)",
        "Ann Lee (ann@x.org)",
        "roster.csv",
    ):
        assert name in said
    assert kept(place / "submitted") | {"roster": (place / FILE).read_bytes()} == before


def test_when_the_newcomer_gets_an_id_then_everybody_has_their_own_folder(tmp_path: Path) -> None:
    place = course(tmp_path)
    collect(place, LISTS / "class_week1.csv", f"ann_{NAME}.ipynb")
    ours = (place / f"submitted/ann/{NAME}/{NAME}.ipynb").read_bytes()
    corrected = tmp_path / "corrected.csv"
    text = (LISTS / "class_week2.csv").read_text().replace("\nann,", "\nannika,")
    corrected.write_text(text)
    assert collect(place, corrected, f"annika_{NAME}.ipynb", f"bob_{NAME}.ipynb")[0] == 0
    ids = {one.id: one.full_name for one in read_roster(place / FILE).learners}
    assert ids == {"ann": "Ann Lee", "bob": "Bob Ray", "annika": "Annika One"}
    assert (place / f"submitted/ann/{NAME}/{NAME}.ipynb").read_bytes() == ours
    folders = {path.name for path in (place / "submitted").iterdir() if path.name[0] != "."}
    assert folders == {"ann", "bob", "annika"}


def test_when_somebody_left_years_ago_then_their_folder_is_still_theirs(tmp_path: Path) -> None:
    place, roster = course(tmp_path), tmp_path / "class.csv"
    head = "id,first_name,last_name,email\n"
    for people in (
        "ann,Ann,Lee,ann@x.org\nbob,Bob,Ray,bob@x.org\n",
        "bob,Bob,Ray,bob@x.org\n",
        "bob,Bob,Ray,bob@x.org\ncy,Cy,Day,cy@x.org\n",
        "bob,Bob,Ray,bob@x.org\n",
    ):
        roster.write_text(head + people)
        assert collect(place, roster, f"bob_{NAME}.ipynb")[0] == 0
    assert {one.id for one in read_roster(place / FORMER).learners} == {"ann", "bob", "cy"}
    for newcomer, code in (("Annika,One,annika@x.org", 1), ("Ann,Lee,ann@x.org", 0)):
        roster.write_text(f"{head}bob,Bob,Ray,bob@x.org\nann,{newcomer}\n")
        assert collect(place, roster, f"bob_{NAME}.ipynb")[0] == code


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        ([ANN], [Learner("lee", "Ann", "Lee", "ann@x.org")], ["ann"]),
        ([ANN], [Learner("lee", "Ann", "Lee", "ann@new.example")], ["ann"]),
        ([ANN], [Learner("ann", "Ann", "Ray", "ann@x.org")], ["ann"]),
        ([ANN], [Learner("ann", "Ann M.", "Lee")], ["ann"]),
        ([ANN], [Learner("ann", "Ann M.", "Lee", "am.lee@y.org")], None),
        ([ANN], [Learner("ann")], ["ann"]),
        ([Learner("ann")], [ANNIKA], ["ann"]),
        ([ANN], [ANNIKA], None),
        ([ANN], [Learner("Ann", "Annika", "One")], None),
        ([ANN], [Learner("ann", email="annika@x.org")], None),
        ([ANN], [Learner("lee2", "Ann", "Lee", "lee@y.org")], None),
        ([ANN], [ANNIKA, Learner("lee", "Ann", "Lee", "ann@x.org")], None),
        (
            [Learner("ann", username="ann", email="a@x")],
            [Learner("ann", username="ann", email="b@x")],
            None,
        ),
        ([Learner("7", "A", "B", id_number="7")], [Learner("7", "A", "B", id_number="8")], None),
        (
            [Learner("1", "Ann", "Lee"), Learner("2", "Bob", "Ray")],
            [Learner("1", "Bob", "Ray"), Learner("2", "Ann", "Lee")],
            ["2", "1"],
        ),
        (
            [Learner("a", email="ann@x.org", id_number="1"), Learner("b", id_number="2")],
            [Learner("b", email="ann@x.org", id_number="2"), Learner("a", id_number="1")],
            ["b", "a"],
        ),
        (
            [Learner("a", "An", "Ng", id_number="1"), Learner("b", "An", "Ng")],
            [Learner("x", "An", "Ng", id_number="3")],
            None,
        ),
    ],
)
def test_when_a_list_changes_then_ids_follow_people_or_it_stops(
    old: list[Learner], new: list[Learner], ids: list[str] | None
) -> None:
    if ids is None:
        with pytest.raises(GradingError, match=new[0].full_name):
            updated(Roster(old), Roster(new))
    else:
        assert [one.id for one in updated(Roster(old), Roster(new)).learners] == ids


def test_when_two_have_one_number_or_address_then_neither_is_guessed() -> None:
    for key in ({"id_number": "1"}, {"email": "family@x.org"}):
        two = Roster([Learner("a", "An", **key), Learner("b", "Bo", **key)])
        assert not match(two, Roster([Learner("x", **key)])).pairs
        assert not match(Roster([Learner("x", **key)]), two).pairs


_TEXT = st.sampled_from(["", "a", "b", "c", "7", "07"])
_PEOPLE = st.lists(
    st.builds(
        Learner,
        st.sampled_from("abcdefg7"),
        _TEXT,
        _TEXT,
        email=st.sampled_from(["", "a@x", "b@x", "a@y"]),
        username=_TEXT,
        id_number=_TEXT,
        canvas_id=_TEXT,
    ),
    max_size=5,
    unique_by=lambda one: one.id.casefold(),
)


@given(_PEOPLE, _PEOPLE)
def test_when_lists_are_matched_then_it_is_one_to_one_and_no_folder_changes_hands(
    old: list[Learner], new: list[Learner]
) -> None:
    side = match(Roster(new), Roster(old))
    for column in zip(*side.pairs, strict=True):
        assert len({one.id for one in column}) == len(side.pairs)
    try:
        now = updated(Roster(old), Roster(new))
    except GradingError:
        return
    ids = [one.id.casefold() for one in now.learners]
    assert len(set(ids)) == len(new)
    partners = {mine.id: theirs.id for mine, theirs in side.pairs}
    for before, after in zip(new, now.learners, strict=True):
        assert after.id == partners.get(before.id, before.id)
        assert before.id in partners or after.id not in {one.id for one in old}


@given(_PEOPLE)
def test_when_the_same_list_comes_again_then_nothing_changes(people: list[Learner]) -> None:
    assert updated(Roster(people), Roster(people)).learners == tuple(people)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ((LISTS / "unclosed_quote.csv").read_text(), 2),
        ('id,name\nann,Ann\nbob,"Bob\ncem,"Cem"\n', 3),
        ('id,name\nann,"Ann\nbob,Bob"\ncem,Cem\n', 2),
        ('id,name,note\nann,Ann,"two\nlines"\nbob,"Bob\ncem,Cem"\n', 4),
        ('id,note\nann,"x\nbob,y\n', 2),
        ("id,name\nann," + "x" * 200_000 + "\n", 2),
    ],
    ids=[
        "issue",
        "another quote after it",
        "closed lines later",
        "after a note",
        "in a note",
        "endless",
    ],
)
def test_when_a_quote_is_not_closed_then_its_line_is_named(
    tmp_path: Path, text: str, line: int
) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(text)
    place = course(tmp_path / "course")
    code, said = collect(place, roster, f"ann_{NAME}.ipynb")
    assert code == 1
    assert f"class.csv, line {line}: " in said
    assert not (place / FILE).exists()
