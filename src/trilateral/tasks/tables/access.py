"""The tables of exercise 02."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence import load

if TYPE_CHECKING:
    import pandas as pd

_DATES: Final = tuple(
    f"{event}{end}" for event in ("opened", "signed", "in_force") for end in ("", "_precision")
)


def record_of_agreements() -> pd.DataFrame:
    """Return the agreements as the course has them."""
    rows = load("access_agreements").astype({"kind": "str"})
    rows = rows.rename(columns=lambda name: name.replace("negotiations_opened", "opened"))
    rows = rows.assign(parties=rows["parties"].str.join(" "))
    return rows[["id", "parties", "name", "kind", *_DATES]]


def record_of_clock() -> pd.DataFrame:
    """Return the waits by starting line as the course has them."""
    rows = load("raa_clock").astype({"opened_basis": "str"})
    return rows[["id", "agreement", "opened", "opened_basis", "signed", "in_force"]]


def record_of_provisions() -> pd.DataFrame:
    """Return the provisions as the course has them."""
    rows = load("raa_provisions").rename(columns={"id": "provision"})
    return rows[["provision", "article", "topic", "what_it_does"]]


def record_of_sources() -> pd.DataFrame:
    """Return the sources as the course has them."""
    rows = load("sources").rename(columns={"id": "source"}).astype({"kind": "str"})
    return rows[["source", "publisher", "kind"]]


def record_of_links() -> pd.DataFrame:
    """Return which provision rests on which source, a row for each pair."""
    rows = load("raa_provisions").explode("source_ids", ignore_index=True)
    rows = rows.rename(columns={"id": "provision", "source_ids": "source"})
    return rows[["provision", "source"]].astype("str")
