"""What a source's card says about how it was read and of what is weak about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAID = """async (changes) => {
  const { source } = await import("/parts/fact/core.js");
  const row = { title: "T", publisher: "P", published: "2024", url: "https://example.org/a",
    kind: "treaty", perspective: "PH", read: "unrecorded", weakness: "", why_kept: "" };
  const words = [{ value: "copy", label: "a copy" }];
  const field = { name: "weakness", "trilateral:itemCategories": words };
  const said = source("s", { ...row, ...changes }, { schema: { fields: [field] } });
  return Object.fromEntries(said.lines.map(([name, parts]) => [name, parts[0].words ?? parts[0]]));
}"""


@pytest.mark.parametrize(
    ("changes", "line", "expected"),
    [
        ({"read": "part"}, "What we read", "We read only a part of it."),
        ({"read": "known"}, "What we read", "We did not read this text; you can, here."),
        ({"read": "unrecorded"}, "What we read", None),
        ({"read": "whole"}, "What we read", None),
        ({}, "Weak point", None),
        ({"weakness": "copy"}, "Weak point", "A copy."),
        (
            {"weakness": "copy", "why_kept": "No better page was seen."},
            "Weak point",
            "A copy. No better page was seen.",
        ),
        ({"weakness": "copy"}, "Read it", "example.org"),
    ],
)
def test_when_a_source_has_a_card_then_it_says_what_matters_before_relying_on_it(
    front: Page, changes: dict[str, str], line: str, expected: str | None
) -> None:
    assert front.evaluate(SAID, changes).get(line) == expected
