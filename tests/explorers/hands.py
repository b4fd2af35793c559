"""What the page does to an explorer: it reads its state and sends new values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trilateral.explorers import Explorer


def now(explorer: Explorer) -> dict[str, Any]:
    """Return the controls' values as the page is told them."""
    return dict(explorer.get_state("values")["values"])


def choose(explorer: Explorer, **values: object) -> Explorer:
    """Move controls as the page does, and return the explorer."""
    explorer.set_state({"values": {**now(explorer), **values}})
    return explorer
