"""Moodle XML read as strictly as Moodle's own import and forms do, back to keys."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from html.parser import HTMLParser

GRADES = {
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667),
    *(14.28571, 12.5, 11.11111, 10, 5, 0),
}
"""What `question_bank::fraction_options_full` offers; anything else is refused at import."""
TYPES = {"multichoice", "numerical", "ordering", "matching", "shortanswer"}
COMMON = {
    *("name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber"),
    *("hint", "tags", "answer"),
}
COMBINED = {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"}
OWN = {
    "multichoice": {"single", "shuffleanswers", "answernumbering", "showstandardinstruction"}
    | COMBINED,
    "numerical": {"unitgradingtype", "unitpenalty", "showunits", "unitsleft", "units"},
    "ordering": {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading"}
    | {"numberingstyle"}
    | COMBINED,
    "matching": {"shuffleanswers", "subquestion"} | COMBINED,
    "shortanswer": {"usecase"},
}


@dataclass
class Asked:
    """A question as Moodle would have it."""

    kind: str
    text: str
    feedback: str
    hints: list[str]
    files: dict[str, bytes]
    answers: list[tuple[str, float, str]]
    """Text, fraction and feedback."""
    reaches: list[float] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    unit: str = ""
    single: bool = True


class _Tags(HTMLParser):
    """Sees that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sources: list[str] = []
        self.alternatives: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"img", "br"}:
            self.open.append(tag)
        if tag == "img":
            self.sources.append(dict(attrs)["src"] or "")
            self.alternatives.append(dict(attrs)["alt"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def well_formed(html: str) -> _Tags:
    """Read HTML and see that it is closed."""
    reader = _Tags()
    reader.feed(html)
    reader.close()
    assert not reader.open, html
    return reader


def read(content: bytes) -> tuple[list[str], dict[str, Asked]]:
    """Return the categories and the questions by name."""
    root = ET.fromstring(content)  # noqa: S314 -- our own file
    assert root.tag == "quiz"
    categories, questions = [], {}
    numbers = set()
    for element in root:
        assert element.tag == "question"
        if element.get("type") == "category":
            categories.append(element.findtext("category/text") or "")
            assert categories[-1].startswith("$course$/top/")
            continue
        name = element.findtext("name/text") or ""
        number = element.findtext("idnumber") or ""
        assert name
        assert number not in numbers
        numbers.add(number)
        questions[name] = _question(element)
    return categories, questions


def _question(element: ET.Element) -> Asked:
    kind = element.get("type") or ""
    assert kind in TYPES
    assert {child.tag for child in element} <= COMMON | OWN[kind]
    assert OWN[kind] - {"units", "subquestion"} <= {child.tag for child in element}
    assert float(element.findtext("defaultgrade") or "") == 1
    assert float(element.findtext("penalty") or "") == 0.3333333
    files = {
        file.get("name") or "": base64.b64decode(file.text or "", validate=True)
        for file in element.iterfind("questiontext/file[@path='/'][@encoding='base64']")
    }
    text = element.findtext("questiontext/text") or ""
    tags = well_formed(text)
    assert [f"@@PLUGINFILE@@/{name}" for name in files] == tags.sources
    assert all(tags.alternatives)
    for html in element.iterfind(".//*[@format='html']/text"):
        well_formed(html.text or "")
    asked = Asked(
        kind,
        text,
        element.findtext("generalfeedback/text") or "",
        [hint.findtext("text") or "" for hint in element.iterfind("hint")],
        files,
        [_answer(one, kind) for one in element.iterfind("answer")],
        single=element.findtext("single") != "false",
    )
    _own(element, asked)
    return asked


def _answer(element: ET.Element, kind: str) -> tuple[str, float, str]:
    fraction = float(element.get("fraction") or "")
    if kind != "ordering":
        assert abs(fraction) in GRADES, fraction
    html = {"multichoice", "ordering"}
    assert element.get("format") == ("html" if kind in html else "moodle_auto_format")
    return element.findtext("text") or "", fraction, element.findtext("feedback/text") or ""


def _own(element: ET.Element, asked: Asked) -> None:
    fractions = [fraction for _, fraction, _ in asked.answers]
    match asked.kind:
        case "multichoice" if asked.single:
            assert max(fractions) == 100
            assert fractions.count(100) == 1
        case "multichoice":
            assert abs(sum(one for one in fractions if one > 0) - 100) < 0.01
        case "numerical":
            asked.reaches = [
                float(one.findtext("tolerance") or "") for one in element.iterfind("answer")
            ]
            assert [float(text) for text, _, _ in asked.answers]
            asked.unit = element.findtext("units/unit/unit_name") or ""
            assert (element.findtext("showunits") == "0") == bool(asked.unit)
            assert max(fractions) == 100
        case "ordering":
            assert fractions == [float(n) for n in range(1, len(fractions) + 1)]
            assert int(element.findtext("selectcount") or "") == len(fractions) >= 2
            assert element.findtext("layouttype") in {"VERTICAL", "HORIZONTAL"}
        case "matching":
            asked.pairs = [
                (one.findtext("text") or "", one.findtext("answer/text") or "")
                for one in element.iterfind("subquestion")
            ]
            assert len([row for row, _ in asked.pairs if row]) >= 2
            assert len(asked.pairs) >= 3
            assert all(name for _, name in asked.pairs)
        case "shortanswer":
            assert element.findtext("usecase") == "0"
            assert max(fractions) == 100
        case _:
            raise AssertionError(asked.kind)
