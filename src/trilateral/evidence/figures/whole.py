"""Figures about the evidence as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.claims import ARTICLE
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.evidence.quantities import Load


@register("sources", table="sources", words="sources in the table")
def _sources(load: Load) -> int:
    return len(load("sources"))


@register("claims", table="claims", words="claims of the article")
def _claims(load: Load) -> int:
    return len(_of(load, ARTICLE))


def _of(load: Load, story: str) -> pd.DataFrame:
    rows = load("claims")
    return rows[rows["story"] == story]


def _verdicts(load: Load) -> list[str]:
    return list(load("claims")["verdict"].cat.categories)


@register(
    "claims-{}",
    table="claims",
    over=_verdicts,
    words="claims of the article with the verdict “{}”",
)
def _claims_with(load: Load, verdict: str) -> int:
    return int((_of(load, ARTICLE)["verdict"] == verdict).sum())
