"""A misspelt name: the error lists what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from trilateral import explorers
from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Callable

MISSPELT: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: explorers.accounts("inc-2024-06-17-second-tomas"), "inc-2024-06-17-second-thomas", ""),
    (lambda: explorers.clause_finder("lorry"), "", "off-duty-accident"),
    (lambda: explorers.which_instrument("balikatan-20255"), "balikatan-2025", "ms-01"),
    (lambda: explorers.commitments("maritme"), "maritime", "energy_climate"),
    (lambda: explorers.commitments("", "deliverd"), "delivered", "unknown"),
    (lambda: explorers.judge("sumit"), "summit", "capabilities"),
    (lambda: explorers.conclude("acess"), "access", "capabilities"),
    (explorers.judge, "", "summit"),
    (lambda: explorers.rate(cast("Any", "befor")), "before", "after"),
    (lambda: explorers.glossary("Sea contrl"), "Sea control", ""),
    (lambda: explorers.source_cards("mb-2025-09-10-eef"), "mb-2025-09-10-eif", ""),
]


@pytest.mark.parametrize(("call", "near", "there"), MISSPELT)
def test_when_a_name_is_misspelt_then_the_error_names_what_is_near_and_what_there_is(
    call: Callable[[], Any], near: str, there: str
) -> None:
    with pytest.raises(TrilateralError) as caught:
        call()

    message = str(caught.value)
    assert f"Did you mean {near}" in message or not near
    assert there in message


def test_when_an_explorer_is_misspelt_then_the_error_lists_the_explorers() -> None:
    with pytest.raises(AttributeError, match=r"Did you mean accounts\?.* It has .*voices"):
        _ = cast("Any", explorers).acounts
