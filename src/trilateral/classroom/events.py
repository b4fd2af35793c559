"""What happened in a class, as its journal keeps it: one line each, in order."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from trilateral.classroom.protocol import DeskAct, Model, PhoneAct


class _Event(Model):
    at: float
    """Seconds, by the server's clock."""


class Joined(_Event):
    """A phone got a seat."""

    event: Literal["joined"] = "joined"
    seat: str
    key: str
    """SHA-256 of the phone's key, in hexadecimal."""


class Acted(_Event):
    """A seat did something."""

    event: Literal["acted"] = "acted"
    seat: str
    act: PhoneAct


class Ordered(_Event):
    """The desk gave an order."""

    event: Literal["ordered"] = "ordered"
    order: DeskAct
    seed: int = 0
    """The seed that groups are drawn with."""
    here: tuple[str, ...] = ()
    """Seats whose phones had been heard from recently."""


Event = Annotated[Joined | Acted | Ordered, Field(discriminator="event")]
EVENT: Final[TypeAdapter[Joined | Acted | Ordered]] = TypeAdapter(Event)
