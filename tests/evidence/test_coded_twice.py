"""The comparison of two codings, as the codebook prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral import evidence
from trilateral.evidence import Evidence
from trilateral.evidence.coded_twice import comparison

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "id,first,second,settled,note,pages\n"


def test_when_incidents_are_coded_twice_then_kappa_and_the_disagreements_are_told(
    data: Path,
) -> None:
    ids = [row["id"] for row in Evidence(data).load("incidents").head(4).to_dict("records")]
    codings = (("blocking", "blocking"), ("blocking", "flares"), ("flares", "flares")) * 2
    lines = [
        f"{row},{first},{second},{'Looked up; flares it was.' if first != second else ''},,https://x"
        for row, (first, second) in zip(ids, codings, strict=False)
    ]
    (data / "second_coding.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")

    told = comparison(Evidence(data))

    assert "Incidents coded twice: 4." in told
    assert f"| `blocking` | 3 | 2 | 0.50 | `{ids[1]}` |  |" in told
    assert f"| `flares` | 1 | 2 | 0.50 |  | `{ids[1]}` |" in told
    assert "| `laser` | 0 | 0 | not defined |  |  |" in told
    assert f"- `{ids[1]}`: Looked up; flares it was." in told


def test_when_a_coding_was_changed_after_the_comparison_then_it_says_why() -> None:
    now = {row["id"]: set(row["tactics"]) for row in evidence.load("incidents").to_dict("records")}
    for row in evidence.load("second_coding").to_dict("records"):
        changed = now[row["id"]] != set(row["first"])
        assert changed == isinstance(row["settled"], str), row["id"]
