"""A platform's own file, filled in: our cells, and no other byte."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.grading.book.entries import Entry, Grade
from trilateral.grading.errors import GradingError
from trilateral.grading.people.roster import hidden, read_people, read_roster
from trilateral.grading.reports.filling import Asked, Fate, Filling, filled
from trilateral.grading.reports.layout import layout
from trilateral.grading.reports.marks import MarkTable
from trilateral.grading.reports.table_file import TableFile, parse

HERE = Path(__file__).parent
NAME = "03_coercion"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def entry(learner: str, points: float | None, name: str = NAME, of: float = 26) -> Entry:
    return Entry(learner, name, (Grade("one", points, of, waiting=points is None),))


def whose(path: Path) -> dict[str, int]:
    return {one.id: row for row, one in read_people(path)}


def fill(path: Path, *entries: Entry, titles: dict[str, str] | None = None) -> Filling:
    file = parse(path.read_bytes(), path.name)
    marks = MarkTable(read_roster(path), entries)
    places = layout(path.name, file.cells, marks.assignments, titles or {})
    return filled(file, places, whose(path), marks)


def reverted(before: bytes, filling: Filling) -> bytes:
    """Return the file with each cell that changed as it was: the rest must be the platform's."""
    old, new = parse(before, "before"), filling.file
    cells = [
        tuple(a if a_value != b_value else b for a, b, a_value, b_value in zip(*four, strict=True))
        for four in zip(old.rows, new.rows, old.cells, new.cells, strict=True)
    ]
    return TableFile(tuple(cells), new.ends, new.separator, new.encoding, new.bom).content


def _from_words(path: Path) -> list[Entry]:
    """Return what was graded when the real worksheet was filled in: its last column says so."""
    head, *people = rows(path.read_bytes())
    names = [one.id for one in read_roster(path).learners]
    words = re.compile(r"(?P<task>\S+) (?P<got>[\d.]+|not marked yet) of (?P<of>\d+)")
    return [
        Entry(
            name,
            NAME,
            tuple(
                Grade(
                    one["task"],
                    None if " " in one["got"] else float(one["got"]),
                    float(one["of"]),
                    waiting=" " in one["got"],
                )
                for one in words.finditer(row[head.index("Feedback comments")])
            ),
        )
        for name, row in zip(names, people, strict=True)
        if row[-1]
    ]


def test_when_the_worksheet_is_filled_then_it_says_what_moodle_took_and_keeps_its_bytes() -> None:
    path, taken = (
        HERE / "moodle/moodle51-worksheet.csv",
        HERE / "moodle/moodle51-worksheet-filled.csv",
    )
    entries = _from_words(taken)
    assert len(entries) == 12
    file = parse(path.read_bytes(), path.name)
    marks = MarkTable(read_roster(path), entries, partial=True)
    filling = filled(file, layout(path.name, file.cells, [NAME], {}), whose(path), marks)
    assert rows(filling.file.content) == rows(taken.read_bytes())
    assert filling.count(Fate.NEW) == 12
    assert reverted(path.read_bytes(), filling) == path.read_bytes()


def test_when_marking_is_blind_then_participants_get_their_marks_by_number() -> None:
    path, taken = (
        HERE / "moodle/moodle51-blind-worksheet.csv",
        HERE / "moodle/moodle51-blind-filled.csv",
    )
    given_ = {one[0].split()[1]: one[2] for one in rows(taken.read_bytes())[1:] if one[2]}
    entries = [entry(hidden(who).id, float(mark), "01_summit", 25) for who, mark in given_.items()]
    filling = fill(path, *entries)
    assert [row[2] for row in rows(filling.file.content)] == [
        row[2] for row in rows(taken.read_bytes())
    ]
    assert reverted(path.read_bytes(), filling) == path.read_bytes()


def test_when_the_worksheet_is_german_then_grades_and_words_are_found_by_place() -> None:
    path = HERE / "moodle/worksheet-german-guess.csv"
    content = path.read_bytes()
    file = parse(content, path.name)
    marks = MarkTable(
        read_roster(HERE / "moodle/moodle51-worksheet.csv"), [entry("ana@example.org", 18)]
    )
    filling = filled(file, layout(path.name, file.cells, [NAME], {}), {"ana@example.org": 1}, marks)
    line = filling.file.content.decode("utf-8-sig").splitlines()[1]
    assert line.startswith("Teilnehmer/in4;")
    assert ";18,00;26,00;" in line
    assert line.endswith(';-;"one 18 of 26"')
    assert reverted(content, filling) == content


def test_when_it_is_moodles_gradebook_then_a_dash_becomes_the_mark() -> None:
    path = HERE / "moodle/moodle51-gradebook.csv"
    filling = fill(path, entry("2021-0013", 18), entry("2021-0004", 0))
    table = rows(filling.file.content)
    (place,) = (n for n, title in enumerate(table[0]) if "Exercise 3" in title)
    assert [row[place] for row in table[1:]] == ["18.00", *["-"] * 11, "0.00"]
    assert reverted(path.read_bytes(), filling) == path.read_bytes()


@pytest.mark.parametrize("name", ["gradebook.csv", "gradebook-split.csv"])
def test_when_canvas_has_marks_and_ex_then_they_stay_and_only_blanks_are_filled(name: str) -> None:
    path = HERE / "canvas" / name
    people = read_roster(path).learners
    filling = fill(path, *(entry(one.id, 7) for one in people))
    before, after = parse(path.read_bytes(), "").cells, filling.file.cells
    (place,) = (n for n, title in enumerate(before[0]) if "coercion (55501)" in title)
    for old, new in zip(before, after, strict=True):
        assert [*old[:place], *old[place + 1 :]] == [*new[:place], *new[place + 1 :]]
        assert new[place] in ((old[place],) if old[place] else ("7.00", ""))
    stood = [row[place] for row in before[3:] if row[place]]
    assert "EX" in stood
    assert filling.count(Fate.KEPT) == len(stood)
    assert filling.count(Fate.NEW) == len(people) - len(stood)
    assert reverted(path.read_bytes(), filling) == path.read_bytes()


def test_when_nothing_is_graded_of_somebody_then_what_canvas_has_is_not_cleared(
    tmp_path: Path,
) -> None:
    path = tmp_path / "canvas.csv"
    content = (HERE / "canvas/canvas-blank-cells.csv").read_bytes()
    lines = content.split(b"\r\n")
    for number, mark in ((2, b"21.0"), (3, b"7.5"), (4, b"EX")):
        lines[number] += mark
    path.write_bytes(b"\r\n".join(lines))
    (ana, sean, juergen, *others) = (one.id for one in read_roster(path).learners)
    filling = fill(path, entry(ana, None), entry(others[0], 20))
    assert [row[5] for row in filling.file.cells[2:6]] == ["21.0", "7.5", "EX", "20.00"]
    assert filling.count(Fate.CLEARED) == 0
    assert sean != juergen


OTHERS = {
    "brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,03_coercion Points Grade "
        "<Numeric MaxPoints:26 Weight:10>,03_coercion Text Grade <Text>,End-of-Line Indicator\r\n"
        "#0012,#ada,Lovelace,Ada,{},,#\r\n"
    ),
    "blackboard": (
        '"Last Name","First Name","Username","Student ID",'
        '"03_coercion [Total Pts: 26 Score] |1281892","Total [Total Pts: 26 Letter] |9"\n'
        '"Lovelace","Ada","ada","0012","{}","-"\n'
    ),
    "blackboard, tabs": (
        '"Last Name"\t"First Name"\t"Username"\t"Exercise 03_coercion [Total Pts: 26 Score] |12"\n'
        '"Lovelace"\t"Ada"\t"ada"\t"{}"\n'
    ),
    "sakai": (
        "Student ID,Student Name,03_coercion [26],* 03_coercion,# 03_coercion note\n"
        'ada,"Lovelace, Ada",{},,\n'
    ),
}


@pytest.mark.parametrize("platform", OTHERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_when_it_is_another_platforms_gradebook_then_it_is_filled_too(
    tmp_path: Path, platform: str, encoding: str
) -> None:
    path = tmp_path / "grades.csv"
    path.write_text(OTHERS[platform].format(""), encoding=encoding, newline="")
    ((who, _),) = whose(path).items()
    filling = fill(path, entry(who, 18))
    expected = OTHERS[platform].format("18.00")
    if platform == "sakai":
        expected = expected.replace("18.00,,", '18.00,"one 18 of 26",')
    assert filling.file.content == expected.encode(encoding)
    assert filling.layout.most == ({NAME: 26.0})
    path.write_text(OTHERS[platform].format("19.5"), encoding=encoding, newline="")
    assert fill(path, entry(who, 18)).file.content == path.read_bytes()


LINE = (
    "Identifier,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade),"
    "Feedback comments\n"
)


@pytest.mark.parametrize(
    ("grade", "may", "words", "mark", "expected"),
    [
        ("", "Yes", "", 18.0, ("18.00", "one 18 of 26")),
        ("", "Yes", "Well done", 18.0, ("18.00", "Well done")),
        ("20.00", "Yes", "", 18.0, ("20.00", "")),
        ("20.00", "Yes", "", None, ("20.00", "")),
        ("", "No", "", 18.0, ("", "")),
        ("18.00", "Yes", "", 18.0, ("18.00", "one 18 of 26")),
        ("", "Yes", "", 27.0, ("", "")),
    ],
)
def test_when_a_cell_is_not_ours_then_it_stays(  # noqa: PLR0913 -- a table
    tmp_path: Path,
    *,
    grade: str,
    may: str,
    words: str,
    mark: float | None,
    expected: tuple[str, str],
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"{LINE}Participant 7,,{grade},26.00,{may},-,{words}\n", encoding="utf-8")
    row = fill(path, entry(hidden("7").id, mark)).file.cells[1]
    assert (row[2], row[6]) == expected


@pytest.mark.parametrize(
    ("before", "earlier", "asked", "mark", "after", "fate"),
    [
        ("20.0", ["20.00"], Asked(), 18.0, "18.00", Fate.CHANGED),
        ("20.0", ["19.00"], Asked(), 18.0, "20.0", Fate.KEPT),
        ("20.0", [], Asked(overwrite=frozenset({"1"})), 18.0, "18.00", Fate.CHANGED),
        ("20.0", [], Asked(overwrite=frozenset({"all"})), 18.0, "18.00", Fate.CHANGED),
        ("20.0", [], Asked(overwrite=frozenset({"2"})), 18.0, "20.0", Fate.KEPT),
        ("EX", [], Asked(overwrite=frozenset({"all"})), 18.0, "EX", Fate.KEPT),
        ("EX", [], Asked(overwrite=frozenset({"1"})), 18.0, "18.00", Fate.CHANGED),
        ("20.0", [], Asked(clear=frozenset({"1"})), None, "", Fate.CLEARED),
        ("20.0", ["20.00"], Asked(clear=frozenset({"2"})), None, "20.0", None),
        ("EX", [], Asked(), None, "EX", None),
    ],
)
def test_when_a_mark_stands_there_then_only_what_is_asked_goes_over_it(  # noqa: PLR0913 -- a table
    *,
    before: str,
    earlier: list[str],
    asked: Asked,
    mark: float | None,
    after: str,
    fate: Fate | None,
) -> None:
    text = f"Student,ID,Section,{NAME} (17)\n    Points Possible,,,26\nAda,1,,{before}\n"
    file = parse(text.encode(), "x")
    marks = MarkTable(read_roster(HERE / "canvas/gradebook.csv"), [entry("1", mark)])
    written = [("1", NAME, one) for one in earlier]
    filling = filled(
        file, layout("x", file.cells, [NAME], {}), {"1": 2}, marks, earlier=written, asked=asked
    )
    assert filling.file.cells[2][3] == after
    assert [one.fate for one in filling.cells] == ([fate] if fate else [])


def test_when_several_assignments_are_graded_then_a_worksheet_asks_which() -> None:
    path = HERE / "moodle/moodle51-worksheet.csv"
    cells = parse(path.read_bytes(), path.name).cells
    with pytest.raises(GradingError, match="Add `--assignment` with one of 01_summit, 03_coercion"):
        layout(path.name, cells, [NAME, "01_summit"], {})


CELL = st.text(alphabet=st.sampled_from("aé東🎓 ,;'\"\n\t-=5."), max_size=6)
MARK = st.one_of(
    st.sampled_from(["", "-", "EX", "ex", "N/A", "A+", "Complete", "excused"]),
    st.decimals(0, 26, places=2).map(str),
)


@st.composite
def gradebooks(draw: st.DrawFn) -> tuple[bytes, list[str], list[float | None]]:
    """Draw a gradebook in any dress, the marks it holds and those of ours."""
    before = draw(st.lists(MARK, min_size=1, max_size=6))
    ours = [draw(st.one_of(st.none(), st.floats(0, 26).map(lambda n: round(n, 2)))) for _ in before]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    separator = draw(st.sampled_from(",;\t"))
    always = draw(st.booleans())
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))

    def written(text: str) -> str:
        must = always or draw(st.booleans()) or any(sign in text for sign in f'"\n\r{separator}')
        return '"{}"'.format(text.replace('"', '""')) if must else text

    lines = [["Student", "ID", "Section", f"{NAME} (17)", "Notes"]]
    lines += [[f"P{n}", str(n + 100), "A", mark, draw(CELL)] for n, mark in enumerate(before)]
    text = end.join(separator.join(map(written, line)) for line in lines)
    return (text + end * draw(st.integers(0, 1))).encode(encoding), before, ours


@given(gradebooks())
def test_when_any_gradebook_is_filled_then_nothing_is_cleared_overwritten_or_touched(
    drawn: tuple[bytes, list[str], list[float | None]],
) -> None:
    content, before, ours = drawn
    file = parse(content, "x")
    entries = [entry(str(n), mark) for n, mark in enumerate(ours)]
    marks = MarkTable(read_roster(HERE / "canvas/gradebook.csv"), entries)
    places = layout("x", file.cells, [NAME], {})
    filling = filled(file, places, {str(n): n + 1 for n in range(len(before))}, marks)
    after = [row[3] for row in filling.file.cells[1:]]
    for old, new, mark in zip(before, after, ours, strict=True):
        if old in ("", "-"):
            assert new == (old if mark is None else f"{mark:.2f}".replace(".", places.decimal))
        else:
            assert new == old
    again = parse(filling.file.content, "again")
    assert again == filling.file
    assert reverted(content, filling) == content
    assert filling.count(Fate.CLEARED) == filling.count(Fate.CHANGED) == 0
