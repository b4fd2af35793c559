"""Names in a table that a spreadsheet opens: never a formula, in any country's spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.grading.people.cells import bare, safe
from trilateral.grading.people.roster import Learner, Roster, read_roster, write_roster

if TYPE_CHECKING:
    from pathlib import Path

WIDE = "\N{FULLWIDTH EQUALS SIGN}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        (f"{WIDE}1+1", f"'{WIDE}1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a;=1;+2", "a;'=1;'+2"),
        (f"a; {WIDE}1", f"a; '{WIDE}1"),
        ("a\n@x", "a\n'@x"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        (" -2", " '-2"),
        ('a;"=1', "a;\"'=1"),
        ("\N{MINUS SIGN}1", "'\N{MINUS SIGN}1"),
        ("\N{SMALL COMMERCIAL AT}x", "'\N{SMALL COMMERCIAL AT}x"),
        ("O'Brien", "O'Brien"),
        ("'t Hooft", "'t Hooft"),
        ("Lee, Ann-Marie", "Lee, Ann-Marie"),
        ("total 2 of 2; late: 1 taken off", "total 2 of 2; late: 1 taken off"),
        ("a=b; c", "a=b; c"),
        ('" =1', "\" '=1"),
    ],
)
def test_when_a_text_may_be_a_formula_then_an_apostrophe_is_before_it(text: str, kept: str) -> None:
    assert safe(text) == kept
    assert safe(kept) == kept


def test_when_a_sign_is_another_form_of_one_then_it_is_known_too() -> None:
    alike = {
        letter
        for letter in map(chr, range(0x80, 0x20000))
        if unicodedata.normalize("NFKC", letter)[:1] in ("=", "+", "-", "@", "\N{MINUS SIGN}")
    }
    assert all(safe(letter) != letter for letter in alike)
    assert len(alike) >= 17


@given(st.text(st.sampled_from(f"a=+-@;,|'\" \t\r\n{WIDE}")))
def test_when_a_table_is_read_at_any_separator_then_no_cell_begins_like_a_formula(
    text: str,
) -> None:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(["x", safe(text), "y"])
    for part in re.split(r"[;,|\t\r\n]", line.getvalue()):
        sign = unicodedata.normalize("NFKC", part.lstrip(' "')[:1])
        assert sign not in tuple("=+-@")
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize("text", ["=1", "a;=1", "O'Brien", "'t Hooft", "", "\tx", "x;'y"])
def test_when_a_safe_text_is_read_again_then_it_is_what_it_was(text: str) -> None:
    assert bare(safe(text)) == text


def test_when_people_are_named_like_formulas_then_the_kept_list_is_safe_and_reads_as_before(
    tmp_path: Path,
) -> None:
    people = Roster(
        [Learner("ann", "=1+1", f"a;{WIDE}1", "+x@x.org"), Learner("bo", "'t", "Hooft")]
    )
    file = tmp_path / "roster.csv"
    write_roster(people, file)
    with file.open(encoding="utf-8", newline="") as opened:
        assert all(safe(cell) == cell for row in csv.reader(opened) for cell in row)
    assert read_roster(file).learners == people.learners
