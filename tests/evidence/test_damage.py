from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import pytest

from trilateral.errors import EvidenceError
from trilateral.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cell(column: str, value: str, row: int = 2) -> Callable[[Path], None]:
    """Damage that writes `value` into one cell."""

    def damage(path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows[row - 1][rows[0].index(column)] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return damage


def line(change: Callable[[str], str], row: int = 2) -> Callable[[Path], None]:
    """Damage that rewrites one line of the file."""

    def damage(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[row - 1] = change(lines[row - 1])
        path.write_text("\n".join(lines), encoding="utf-8")

    return damage


def without_column(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[:-1] for row in rows)


def in_shift_jis(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("Luzon", "ルソン", 1)
    path.write_bytes(text.encode("shift_jis", errors="replace"))


def with_mark(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


class Case(NamedTuple):
    name: str
    table: str
    damage: Callable[[Path], None]
    row: int | None
    column: str | None
    value: str | None
    rule: str


CASES = [
    Case(
        "unknown source", "incidents", cell("source_ids", "no-such-source"),
        2, "source_ids", "no-such-source", "no row of sources has this id",
    ),
    Case(
        "duplicate key", "missiles", cell("id", "type88-ssm", row=3),
        3, "id", "type88-ssm", "row 2 has the same",
    ),
    Case(
        "duplicate compound key", "defense_budgets", cell("basis", "initial", row=3),
        3, "country, fiscal_year, basis", "JP, 2002, initial", "row 2 has the same",
    ),
    Case(
        "date out of range", "incidents", cell("date", "2062-01-09"),
        2, "date", "2062-01-09", "out of range (2023-01-01 to 2030-12-31)",
    ),
    Case(
        "half-known date out of range", "sources", cell("published", "0202-05"),
        2, "published", "0202-05", "out of range",
    ),
    Case(
        "no such day", "joint_activities", cell("date", "2025-02-30"),
        2, "date", "2025-02-30", "not a date that exists, written YYYY-MM-DD",
    ),
    Case(
        "a month where a day is asked", "incidents", cell("date", "2023-01"),
        2, "date", "2023-01", "not a date that exists",
    ),
    Case(
        "end before start", "balikatan", cell("end_date", "2011-04-01", row=3),
        3, "end_date", "2011-04-01", "comes before start_date (2011-04-05)",
    ),
    Case(
        "coordinate off the map", "incidents", cell("lon", "11.587"),
        2, "lon", "11.587", "out of range (95",
    ),
    Case(
        "latitude and longitude swapped", "chokepoints", cell("lat1", "121.949"),
        2, "lat1", "121.949", "out of range (-12",
    ),
    Case(
        "place off the map, unsaid", "deployments", cell("lat", "52.79"),
        2, "on_map", "True", "off the map",
    ),
    Case(
        "position not the feature's", "incidents", cell("lat", "9.57"),
        2, "lat", "9.57", "features.csv has 9.75, 115.87",
    ),
    Case(
        "word outside the vocabulary", "incidents", cell("damage", "moderate"),
        2, "damage", "moderate", "not in the vocabulary (none, minor, major, unknown)",
    ),
    Case(
        "word outside a list's vocabulary", "incidents", cell("tactics", "blocking;water_canon"),
        2, "tactics", "blocking;water_canon", "'water_canon' is not in the vocabulary",
    ),
    Case(
        "list with a stray space", "incidents", cell("tactics", "blocking; swarming"),
        2, "tactics", "blocking; swarming", "a list is written a;b;c",
    ),
    Case(
        "list with an item twice", "incidents", cell("tactics", "other;other"),
        2, "tactics", "other;other", "the same item twice",
    ),
    Case(
        "dangling feature", "incidents", cell("feature", "scarboro_shoal"),
        2, "feature", "scarboro_shoal", "no row of features has this id",
    ),
    Case(
        "dangling agreement", "raa_clock", cell("agreement_id", "jp-ph-rra"),
        2, "agreement_id", "jp-ph-rra", "no row of access_agreements has this id",
    ),
    Case(
        "not a whole number", "balikatan", cell("us", "4,500", row=4),
        4, "us", "4,500", "not a whole number",
    ),
    Case(
        "not a number", "defense_budgets", cell("amount_local", "about 5"),
        2, "amount_local", "about 5", "not a number",
    ),
    Case(
        "negative count", "incidents", cell("ph_injured", "-1"),
        2, "ph_injured", "-1", "out of range (0",
    ),
    Case(
        "neither true nor false", "deployments", cell("on_map", "yes"),
        2, "on_map", "yes", "neither true nor false",
    ),
    Case(
        "required cell empty", "claims", cell("verdict", ""),
        2, "verdict", "", "may not be empty",
    ),
    Case(
        "space at the end", "claims", cell("claim", "A claim. "),
        2, "claim", "A claim. ", "may not begin or end with a space",
    ),
    Case(
        "not a web address", "sources", cell("url", "javascript:alert(1)"),
        2, "url", "javascript:alert(1)", "must match the pattern ^https?://",
    ),
    Case(
        "id and date disagree", "incidents", cell("date", "2023-01-10"),
        2, "id", "inc-2023-01-09-second-thomas", "must begin with inc-2023-01-10-",
    ),
    Case(
        "wrong day count", "raa_clock", cell("days_open_to_sign", "223"),
        2, "days_open_to_sign", "223", "the dates in this row give 222",
    ),
    Case(
        "value without a unit", "transfers", cell("currency", ""),
        2, "currency", "", "value and currency go together",
    ),
    Case(
        "evidence that is not there", "claims", cell("evidence", "balikatan:2062"),
        2, "evidence", None, "no row of balikatan has the key '2062'",
    ),
    Case(
        "short row", "forces", line(lambda text: text.rsplit(",", 2)[0], row=3),
        3, None, None, "short row: 5 values where the table has 7 columns",
    ),
    Case(
        "long row", "forces", line(lambda text: text + ",more"),
        2, None, None, "long row: 8 values",
    ),
    Case(
        "a quotation mark never closed", "forces",
        line(lambda text: text.replace(",161,", ',"161,')),
        2, None, None, "not well-formed CSV",
    ),
    Case("missing column", "forces", without_column, 1, "confidence", None, "missing column"),
    Case(
        "unknown column", "forces", line(lambda text: text.replace("year", "jahr"), row=1),
        1, "jahr", None, "unknown column",
    ),
    Case(
        "columns in another order", "forces",
        line(lambda text: text.replace("country,indicator", "indicator,country"), row=1),
        1, None, None, "the columns must stand once each in this order",
    ),
    Case("wrong encoding", "chokepoints", in_shift_jis, 3, None, None, "the file is not UTF-8"),
    Case("byte order mark", "forces", with_mark, 1, None, None, "byte order mark"),
    Case("missing file", "forces", lambda path: path.unlink(), None, None, None, "missing"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_when_a_table_is_damaged_then_check_and_load_say_where_and_what(
    data: Path, case: Case
) -> None:
    file = f"{case.table}.csv"
    case.damage(data / file)
    evidence = Evidence(data)

    found = [problem for problem in evidence.check() if problem.file == f"data/{file}"]
    with pytest.raises(EvidenceError) as error:
        evidence.claims() if case.column == "evidence" else evidence.load(case.table)

    assert case.rule in str(error.value)

    fitting = [problem for problem in found if case.rule in problem.rule]
    assert fitting, [str(problem) for problem in found]
    problem = fitting[0]
    assert (problem.row, problem.column) == (case.row, case.column)
    assert problem.remedy
    if case.value is not None:
        assert problem.value == case.value


def test_when_the_sources_are_damaged_then_other_tables_are_not_blamed(data: Path) -> None:
    line(lambda text: text.rsplit(",", 1)[0])(data / "sources.csv")
    evidence = Evidence(data)

    assert [problem.file for problem in evidence.check()] == ["data/sources.csv"]
    with pytest.raises(EvidenceError, match=r"data/sources\.csv, row 2: .* short row"):
        evidence.load("incidents")


def test_when_a_problem_is_printed_then_it_reads_as_a_sentence(data: Path) -> None:
    cell("damage", "minr")(data / "incidents.csv")

    (problem,) = Evidence(data).check()

    assert str(problem) == (
        "data/incidents.csv, row 2, column damage: found 'minr'; the word 'minr' is not in the "
        "vocabulary (none, minor, major, unknown). Use a word of the vocabulary, or add this one "
        "to data/datapackage.json. Did you mean minor?"
    )


def test_when_many_rows_are_damaged_then_the_message_counts_the_rest(data: Path) -> None:
    path = data / "forces.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",high", ",sure"), encoding="utf-8")

    with pytest.raises(EvidenceError, match="and 3 more"):
        Evidence(data).load("forces")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the file is missing"),
        ("{", "not JSON"),
        ('{"title": "t"}', "datapackage.json, "),
    ],
)
def test_when_the_rules_are_damaged_then_the_message_names_the_file(
    data: Path, content: str | None, said: str
) -> None:
    rules = data / "datapackage.json"
    rules.unlink() if content is None else rules.write_text(content, encoding="utf-8")

    with pytest.raises(EvidenceError, match=r"data/datapackage\.json") as error:
        Evidence(data).tables()

    assert said in str(error.value)


def test_when_the_coast_is_missing_then_check_says_so(data: Path) -> None:
    (data / "geo" / "land.topo.json").unlink()

    (problem,) = Evidence(data).check()

    assert problem.file == "data/geo/land.topo.json"
