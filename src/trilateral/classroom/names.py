"""Names of seats: a colour and an animal, drawn at random, so that nobody gives a name."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

_COLOURS = (
    "amber azure blue bronze coral copper cream crimson emerald golden green indigo jade lilac "
    "lime maroon mint navy olive orange pearl pink plum purple ruby sand scarlet silver teal "
    "turquoise violet"
)
_ANIMALS = (
    "badger beaver bison crane deer dolphin eagle falcon finch fox gecko hare hawk heron ibis jay "
    "kiwi koala lark lemur lynx marten newt otter owl pelican penguin plover puffin quail raven "
    "robin seal sparrow squirrel starling stork swan tern turtle walrus whale wombat wren zebra"
)
MOST: Final = 300
"""Seats of a class; far fewer than there are names."""


def draw(names: Container[str]) -> str:
    """Return a name that nobody has, such as ``amber otter``."""
    while True:
        name = f"{secrets.choice(_COLOURS.split())} {secrets.choice(_ANIMALS.split())}"
        if name not in names:
            return name
