"""A name is a noun that says what a value is: see ``tests/participles.py``."""

from __future__ import annotations

import ast

import pytest

from tests.participles import ALLOWED, SOURCE, bindings, hits, participles


def test_when_the_package_is_read_then_no_name_is_a_participle_or_a_pronoun() -> None:
    names = list(hits())
    assert not names, "\n".join(names)


@pytest.mark.parametrize("place", ALLOWED)
def test_when_a_name_may_stay_then_its_module_still_has_it(place: str) -> None:
    names = {name for _, name in bindings(ast.parse((SOURCE / place).read_text("utf-8")))}
    assert set(ALLOWED[place]) <= names


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "for one in (): pass",
        "def said(): pass",
        "def of(*, given): pass",
        "self._kept = 1",
        "match x:\n    case {'a': told}: pass",
        "class Row:\n    left: int",
        "import a as mine",
        "[known for known in ()]",
        "(taken := 1)",
    ],
)
def test_when_a_value_gets_such_a_name_then_it_is_found(source: str) -> None:
    assert len(list(participles(source))) == 1


@pytest.mark.parametrize("source", ["x = found", "founder = 1", "of(given=1)", "node.left"])
def test_when_a_name_is_only_used_or_is_another_then_it_is_passed(source: str) -> None:
    assert not list(participles(source))
