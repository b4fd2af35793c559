from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from trilateral.quiz import interface, words

if TYPE_CHECKING:
    import pytest

PACKAGE = Path(words.__file__).parent
TEMPLATE = words.LOCALE / "trilateral.pot"


def catalogue() -> Catalog:
    """Collect every word of the quiz's interface."""
    found = Catalog(fuzzy=False)
    keywords = {"_": None, "plural": (1, 2)}
    for name, line, message, comments, context in extract_from_dir(
        PACKAGE, keywords=keywords, strip_comment_tags=True
    ):
        found.add(message, None, [(f"quiz/{name}", line)], auto_comments=comments, context=context)
    return found


def template() -> str:
    text = io.BytesIO()
    write_po(text, catalogue(), omit_header=True, no_location=True, sort_output=True)
    return text.getvalue().decode()


def test_when_a_word_changes_then_the_translators_template_has_it() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), (
        "Refresh it: uv run python -c 'from tests.quiz.test_words import *; "
        'TEMPLATE.write_text(template(), encoding="utf-8")\''
    )


def test_when_a_translation_is_there_then_the_page_speaks_it_and_english_fills_the_gaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated = Catalog(locale="ja")
    translated.add("Check", "CHECK-JA")
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "trilateral.mo").open("wb") as file:
        write_mo(file, translated)
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    monkeypatch.setenv("LANGUAGE", "ja")
    assert interface.quiz()["check"] == "CHECK-JA"
    assert interface.quiz()["sure"] == "Sure"
    monkeypatch.setenv("LANGUAGE", "fil")
    assert interface.quiz()["check"] == "Check"


def test_when_there_are_one_or_more_then_the_plural_fits() -> None:
    assert words.plural("{count} question", "{count} questions", 1) == "1 question"
    assert words.plural("{count} question", "{count} questions", 6) == "6 questions"
