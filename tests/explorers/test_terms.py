from __future__ import annotations

import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.explorers import glossary


def test_when_terms_are_asked_for_then_each_is_folded_with_definition_use_and_sources() -> None:
    text = str(glossary("Sea denial", "Sea control").data)
    rows = {row["term"]: row for _, row in evidence.load("legal_concepts").iterrows()}

    assert text.count("<details>") == 2
    for term in ("Sea denial", "Sea control"):
        assert f"<summary>{term}</summary>" in text
        assert rows[term]["definition"] in text
        assert rows[term]["why_it_matters"] in text
        for source_id in rows[term]["source_ids"]:
            assert evidence.source(source_id).link in text


@pytest.mark.parametrize("short", ["EEZ", "eez", "EEZ (exclusive economic zone)"])
def test_when_a_term_is_shortened_then_it_is_found(short: str) -> None:
    assert "EEZ (exclusive economic zone)" in str(glossary(short).data)


def test_when_every_term_is_asked_for_then_every_term_is_shown() -> None:
    terms = [str(term) for term in evidence.load("legal_concepts")["term"]]

    assert str(glossary(*terms).data).count("<details>") == len(terms)


def test_when_a_last_source_is_undated_then_its_full_stop_is_the_only_one() -> None:
    terms = evidence.load("legal_concepts")["term"]

    assert "n.d.</a>" in glossary(*terms).data
    assert "n.d.</a>." not in glossary(*terms).data


def test_when_terms_are_asked_for_twice_then_the_html_is_the_same() -> None:
    assert glossary("Chokepoint").data == glossary("Chokepoint").data


@pytest.mark.parametrize("asked", [("Sea contrl",), ()])
def test_when_a_term_is_unknown_or_missing_then_the_error_says_what_to_do(
    asked: tuple[str, ...],
) -> None:
    with pytest.raises(EvidenceError, match="glossary"):
        glossary(*asked)
