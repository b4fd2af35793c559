from __future__ import annotations

import re

from trilateral import evidence
from trilateral.charts import stills
from trilateral.charts.synthesis import steps


def test_when_an_exercise_was_cancelled_then_japans_part_is_not_zero_but_not_held() -> None:
    year = steps().table.set_index("year").loc[2020]

    assert year["role"] == "Not held"
    assert year.isna()["personnel"]
    assert "no part found in 3;" in steps().description
    assert "not held in 1 of 17 years" in steps().description


def test_when_japans_part_is_drawn_then_only_known_numbers_have_a_height() -> None:
    drawn = stills.svg(steps().spec)
    rows = evidence.load("balikatan").query("jp_role == 'participant'").dropna(subset=["jp"])
    known = dict(zip(rows["year"], rows["jp"], strict=True))

    assert all(f">{number:,}<" in drawn for number in known.values())
    assert set(re.findall(r"\d[\d,]* in \d{4}", steps().description)) == {
        f"{number:,} in {year}" for year, number in known.items()
    }
