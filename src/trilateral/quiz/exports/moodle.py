"""Question banks as Moodle XML: every item, with its chart, hints and feedback.

What Moodle reads, and what its import stumbles over, is from its own source:
``question/format/xml/format.php`` and ``question/type/ordering/questiontype.php``, which takes no
question without ``<shownumcorrect>``.
"""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final, assert_never

from trilateral.parts.markup import block, inline, plain
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.exports.content import (
    Exported,
    drawn,
    explanation,
    picture,
    plain_number,
    stem,
)
from trilateral.quiz.resolving import computed, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.quiz.bank import Bank, Item

LOSSES: Final = (
    "A chart becomes a picture and a table, without its controls.",
    "Confidence, the review list and the record of answers are left out.",
    "Hints appear only under the behaviour “Interactive with multiple tries”.",
    (
        "Several right answers: ticking everything earns the right ticks minus the wrong ones "
        "there, and 0 in the course."
    ),
    (
        "Ordering: a pair in the wrong order costs nothing there, so guessing earns about half, "
        "and 0 in the course."
    ),
    "Ordering and matching: feedback on single parts goes into the general feedback.",
    "Numbers: a fraction such as 4/5 is accepted in the course only.",
    (
        "Short text: accents and punctuation must match there. The course ignores them; both "
        "ignore case."
    ),
    (
        "Second forms are in a category below the lesson's. Both forms share a tag, by which to "
        "draw one of them."
    ),
)
_FRACTION: Final = 5
"""Decimals that Moodle's list of grades has: 33.33333."""


def moodle_xml(banks: Iterable[Bank]) -> Exported:
    """Return question banks as one file, with a category for each lesson."""
    quiz = ET.Element("quiz")
    count = 0
    for bank in banks:
        category = f"$course$/top/Promises to Power/{bank.lesson} {bank.title.replace('/', '//')}"
        paired = {item.form_of for item in bank.seconds}
        for name, items in ((category, bank.firsts), (f"{category}/Second forms", bank.seconds)):
            if items:
                _text(ET.SubElement(quiz, "question", type="category"), "category", name)
            for item in items:
                family = item.form_of or item.id
                tags = [bank.lesson, item.claim, *([f"form-{family}"] if family in paired else [])]
                quiz.append(_question(tags, resolved(item)))
        count += len(bank.items)
    ET.indent(quiz)
    content = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(content + b"\n", count, losses=LOSSES)


def _question(named: Iterable[str], item: Item) -> ET.Element:
    question = ET.Element("question", type=_type(item))
    _text(question, "name", item.id)
    asked = _html(question, "questiontext", stem(item, "@@PLUGINFILE@@/"))
    if item.chart:
        name = picture(item.chart)
        file = ET.SubElement(asked, "file", name=name, path="/", encoding="base64")
        file.text = base64.b64encode(drawn(item.chart)).decode()
    _html(question, "generalfeedback", explanation(item))
    for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0")):
        ET.SubElement(question, name).text = value
    ET.SubElement(question, "idnumber").text = item.id
    _answers(question, item)
    for hint in item.hints:
        _html(question, "hint", block(hint))
    tags = ET.SubElement(question, "tags")
    for tag in named:
        _text(tags, "tag", tag)
    return question


def _type(item: Item) -> str:
    match item:
        case SingleChoice() | MultipleChoice():
            return "multichoice"
        case Numeric():
            return "numerical"
        case Ordering():
            return "ordering"
        case Matching():
            return "matching"
        case ShortText():
            return "shortanswer"
        case _ as never:
            assert_never(never)


def _answers(question: ET.Element, item: Item) -> None:
    match item:
        case SingleChoice() | MultipleChoice():
            _choice(question, item)
        case Numeric():
            _numeric(question, item)
        case Ordering():
            _ordering(question, item)
        case Matching():
            _matching(question, item)
        case ShortText():
            ET.SubElement(question, "usecase").text = "0"
            for accepted in item.accept:
                _plain_answer(question, accepted, 100, "")
            for mistake in item.mistakes:
                _plain_answer(question, mistake.pattern, 0, mistake.feedback)
        case _ as never:
            assert_never(never)


def _choice(question: ET.Element, item: SingleChoice | MultipleChoice) -> None:
    single = isinstance(item, SingleChoice)
    settings = {"single": str(single).lower(), "shuffleanswers": "true", "answernumbering": "none"}
    for name, value in {**settings, "showstandardinstruction": "0"}.items():
        ET.SubElement(question, name).text = value
    _combined(question)
    share = 100 / len(item.key)
    for option in item.options:
        fraction = share if option.correct else 0 if single else -share
        answer = _html(question, "answer", inline(option.text))
        answer.set("fraction", _percent(fraction))
        _html(answer, "feedback", inline(option.feedback))


def _numeric(question: ET.Element, item: Numeric) -> None:
    answers = [(number, 100, "") for number in (item.answer, *item.also)]
    answers += [(mistake.value, 0, mistake.feedback) for mistake in item.mistakes]
    for number, fraction, feedback in answers:
        value = computed(item, number)
        answer = _plain_answer(question, plain_number(value), fraction, feedback)
        ET.SubElement(answer, "tolerance").text = plain_number(item.reach(value))
    ET.SubElement(question, "unitgradingtype").text = "0"
    ET.SubElement(question, "unitpenalty").text = "0"
    ET.SubElement(question, "showunits").text = "0" if item.unit else "3"
    ET.SubElement(question, "unitsleft").text = "0"
    if item.unit:
        unit = ET.SubElement(ET.SubElement(question, "units"), "unit")
        ET.SubElement(unit, "multiplier").text = "1"
        ET.SubElement(unit, "unit_name").text = item.unit


def _ordering(question: ET.Element, item: Ordering) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(item.entries)),
        "gradingtype": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, value in settings.items():
        ET.SubElement(question, name).text = value
    _combined(question)
    for place, entry in enumerate(item.entries, 1):
        answer = _html(question, "answer", inline(entry.text))
        answer.set("fraction", f"{place:.7f}")
        _html(answer, "feedback", inline(entry.feedback))


def _matching(question: ET.Element, item: Matching) -> None:
    ET.SubElement(question, "shuffleanswers").text = "true"
    _combined(question)
    names = {choice.id: plain(choice.text) for choice in item.choices}
    spare = [choice for choice in item.choices if choice.id not in item.key.values()]
    rows = [(inline(row.text), names[row.match]) for row in item.rows]
    for text, name in [*rows, *(("", names[choice.id]) for choice in spare)]:
        _text(_html(question, "subquestion", text), "answer", name)


def _combined(question: ET.Element) -> None:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _html(question, name, "")
    ET.SubElement(question, "shownumcorrect")


def _plain_answer(question: ET.Element, text: str, fraction: int, feedback: str) -> ET.Element:
    answer = _text(question, "answer", text)
    answer.attrib.update({"fraction": str(fraction), "format": "moodle_auto_format"})
    _html(answer, "feedback", block(feedback))
    return answer


def _percent(fraction: float) -> str:
    return f"{round(fraction, _FRACTION):.{_FRACTION}f}".rstrip("0").rstrip(".")


def _html(parent: ET.Element, name: str, html: str) -> ET.Element:
    made = _text(parent, name, html)
    made.set("format", "html")
    return made


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, name)
    ET.SubElement(made, "text").text = text
    return made
