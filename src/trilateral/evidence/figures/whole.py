"""Figures about the evidence as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load


@register("sources", table="sources", words="sources in the table")
def _sources(load: Load) -> int:
    return len(load("sources"))


@register("claims", table="claims", words="claims in the ledger")
def _claims(load: Load) -> int:
    return len(load("claims"))


def _verdicts(load: Load) -> list[str]:
    return list(load("claims")["verdict"].cat.categories)


@register("claims-{}", table="claims", over=_verdicts, words="claims with the verdict “{}”")
def _claims_with(load: Load, verdict: str) -> int:
    return int((load("claims")["verdict"] == verdict).sum())
