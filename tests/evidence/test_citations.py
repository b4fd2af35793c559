from __future__ import annotations

from datetime import date

import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.evidence import Bibliography, PartialDate, Source

DAY = PartialDate(date(2023, 8, 5), "day")


def a_source(**changes: object) -> Source:
    fields: dict[str, object] = {
        "id": "a-source",
        "title": "A title",
        "publisher": "Rappler",
        "published": DAY,
        "url": "https://example.org/a",
        "kind": "news",
        "perspective": "PH",
    }
    return Source(**(fields | changes))  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "Rappler, 5 August 2023"),
        ({"published": PartialDate(date(2023, 8, 1), "month")}, "Rappler, August 2023"),
        ({"published": PartialDate(date(2023, 1, 1), "year")}, "Rappler, 2023"),
        ({"published": None}, "Rappler, n.d."),
        ({"publisher": "GMA News (repost)"}, "GMA News, 5 August 2023 (copy)"),
        ({"publisher": "RAND (copy on docslib)"}, "RAND, 5 August 2023 (copy)"),
        ({"publisher": "Yomiuri Shimbun (Japan News)"}, "Yomiuri Shimbun, 5 August 2023"),
        ({"publisher": "White House via a blog"}, "White House via a blog, 5 August 2023"),
        ({"publisher": "A [b] | c"}, "A (b) / c, 5 August 2023"),
    ],
)
def test_when_a_source_is_cited_then_publisher_and_date_are_named(
    changes: dict[str, object], label: str
) -> None:
    assert a_source(**changes).label == label


def test_when_several_sources_are_cited_then_semicolons_part_them() -> None:
    first, second = (source["id"] for source in evidence.default().rows("sources").rows[:2])

    text = evidence.cite(str(first), str(second))

    assert text == f"{evidence.cite(str(first))}; {evidence.cite(str(second))}"


@pytest.mark.parametrize("name", ["cite", "source"])
def test_when_a_source_is_unknown_then_the_message_names_it_and_the_nearest(name: str) -> None:
    with pytest.raises(EvidenceError, match=r"'pca-awrd-2016'\. Did you mean pca-award-2016"):
        getattr(evidence, name)("pca-awrd-2016")


def test_when_a_bibliography_is_made_then_each_source_stands_once_in_order() -> None:
    late = a_source(id="late", published=None)
    early = a_source(id="early")
    other = a_source(id="other", publisher="abante")

    entries = Bibliography.of([late, early, other, early]).entries

    assert [entry.id for entry in entries] == ["other", "early", "late"]


def test_when_a_bibliography_is_shown_then_titles_link_and_signs_are_escaped() -> None:
    entry = a_source(title="Ships & <b>*reefs*</b> [update]", url="https://example.org/a_(b)?c&d")

    shown = Bibliography.of([entry])

    assert shown._repr_html_() == (
        '<ul class="trilateral-sources">\n'
        '<li>Rappler. <a href="https://example.org/a_(b)?c&amp;d" title="@a-source" rel="noopener">'
        "Ships &amp; &lt;b&gt;*reefs*&lt;/b&gt; [update]</a>. 5 August 2023 (news).</li>\n</ul>"
    )
    assert shown._repr_markdown_() == (
        "- Rappler. [Ships & \\<b\\>\\*reefs\\*\\</b\\> \\[update\\]]"
        "(https://example.org/a_%28b%29?c&d). 5 August 2023 (news)."
    )
    assert repr(shown) == (
        "Rappler. Ships & <b>*reefs*</b> [update]. 5 August 2023 (news). "
        "https://example.org/a_(b)?c&d"
    )


def test_when_a_title_or_publisher_ends_a_sentence_then_no_full_stop_is_put_behind_it() -> None:
    shown = Bibliography.of([a_source(title="Deterrence?", publisher="Example Inc.")])

    assert repr(shown).startswith("Example Inc. Deterrence? 5 August 2023")
    assert shown._repr_html_().count("Deterrence?</a> 5 August") == 1
    assert "[Deterrence?](" in shown._repr_markdown_()


def test_when_an_address_is_not_a_web_page_then_it_is_not_linked() -> None:
    shown = Bibliography.of([a_source(url="javascript:alert(1)")])

    assert "href" not in shown._repr_html_()
    assert "](" not in shown._repr_markdown_()


def test_when_every_source_is_listed_then_none_is_lost() -> None:
    ids = list(evidence.load("sources")["id"])

    assert len(evidence.bibliography(reversed(ids))) == len(ids)
