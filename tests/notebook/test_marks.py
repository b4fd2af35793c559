from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.notebook.samples import SOURCES, Shelf
from trilateral.errors import EvidenceError
from trilateral.notebook import expand
from trilateral.notebook.marks import marks

SOURCE = '[Permanent Court of Arbitration, 2016](https://pca.test/award "@pca-award-2016")'
QUANTITY = '[35](../data/incidents.csv "=incidents-2025")'
TABLE = '[table: incidents](../data/incidents.csv "#incidents")'


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("[@pca-award-2016]", SOURCE),
        ("[=incidents-2025]", QUANTITY),
        ("[#incidents]", TABLE),
        ('[34](../data/old.csv "=incidents-2025")', QUANTITY),
        ('[The\nCourt](http://gone.test "@pca-award-2016")', SOURCE),
        ("- item [@pca-award-2016].\n  more", f"- item {SOURCE}.\n  more"),
        ("| a |\n|---|\n| [=incidents-2025] |", f"| a |\n|---|\n| {QUANTITY} |"),
        ("[=incidents-2025][#incidents]", QUANTITY + TABLE),
    ],
)
def test_when_a_mark_is_expanded_then_it_is_the_link_the_evidence_gives(
    written: str, link: str
) -> None:
    assert expand(written, 1, Shelf()) == link


@pytest.mark.parametrize(
    "verbatim",
    [
        "Write `[@pca-award-2016]` to cite.",
        "Write ``[@pca-award-2016] ` `` to cite.",
        "```\n[@pca-award-2016]\n```",
        "    [@pca-award-2016]",
        "<p>[@pca-award-2016]</p>",
        r"\[@pca-award-2016]",
        "[a link](https://elsewhere.test)",
        '[a link](https://elsewhere.test "its title")',
        "![picture](a.png)",
    ],
)
def test_when_a_mark_is_only_shown_then_it_stays_as_written(verbatim: str) -> None:
    assert expand(verbatim, 1, Shelf()) == verbatim
    assert not list(marks(verbatim))


def test_when_the_notebook_lies_deeper_then_the_path_climbs_further() -> None:
    assert "](../../data/incidents.csv" in expand("[#incidents]", 2, Shelf())


def test_when_a_citation_holds_special_characters_then_the_link_still_reads_as_one() -> None:
    paragraph = MarkdownIt().parse(expand("[@odd]", 1, Shelf()))[1]
    opening, text, closing = paragraph.children or []
    assert (opening.type, closing.type) == ("link_open", "link_close")
    assert text.content == SOURCES["odd"].text
    assert opening.attrs["title"] == "@odd"
    assert opening.attrs["href"] == "https://odd.test/a%20b%28c%29?q=%20%7Cx"


@pytest.mark.parametrize("mark", ["[@nobody]", "[=nothing]", "[#none]", '[x](u "@nobody")'])
def test_when_a_mark_names_nothing_then_expanding_says_so(mark: str) -> None:
    with pytest.raises(EvidenceError, match="unknown"):
        expand(mark, 1, Shelf())


PIECES = st.sampled_from(
    ["word 7 ", "[@odd]", "[=incidents-2025]", "`", "``", "\n", "\n\n", "- ", "> ", "| ", "[", "]"]
)


@given(st.lists(PIECES).map("".join))
def test_when_a_cell_was_expanded_then_expanding_again_changes_nothing(cell: str) -> None:
    once = expand(cell, 1, Shelf())
    assert expand(once, 1, Shelf()) == once


@given(st.text(alphabet="ab 1\n`#*_[]()<>|-!\\").filter(lambda cell: "[#" not in cell))
def test_when_a_cell_has_no_mark_then_it_comes_back_as_it_was(cell: str) -> None:
    assert expand(cell, 1, Shelf()) == cell
