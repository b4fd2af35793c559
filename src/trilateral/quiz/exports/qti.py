"""Question banks as QTI 1.2 in a zip, with what Canvas adds to it to know its own types.

The shape is that of Canvas's own exports (``lib/cc/qti/qti_items.rb``), which other platforms read,
too. An item that would be marked otherwise there is left out and named.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING, Final, assert_never

from trilateral.parts.markup import inline, plain
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
    from collections.abc import Iterable, Sequence

    from trilateral.quiz.bank import Bank, Item

LOSSES: Final = (
    "A chart becomes a picture and a table, without its controls.",
    "Confidence, the review list and the record of answers are left out.",
    "Hints are left out: QTI as Canvas reads it has none.",
    "Numbers: a fraction such as 4/5 is accepted in the course only.",
    "Numbers: feedback on a known mistake is left out, and the unit is given only in words.",
    "Matching: feedback on single rows goes into the general feedback.",
)
_QTI: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_PICTURES: Final = "pictures"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


def qti(banks: Iterable[Bank]) -> Exported:
    """Return question banks as one package, with an assessment for each lesson."""
    banks = list(banks)
    left_out, charts, count = [], set(), 0
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for bank in banks:
            carried = []
            for item in bank.items:
                if why := _why_not(item):
                    left_out.append(f"{bank.lesson}: {item.id}: {why}")
                else:
                    carried.append(resolved(item))
            charts |= {item.chart for item in carried if item.chart}
            count += len(carried)
            _put(archive, f"{bank.lesson}/{bank.lesson}.xml", _assessment(bank, carried))
        for chart in sorted(charts):
            path = f"{_PICTURES}/{picture(chart)}"
            archive.writestr(zipfile.ZipInfo(path, _EARLIEST), drawn(chart))
        _put(archive, "imsmanifest.xml", _manifest(banks, sorted(charts)))
    return Exported(buffer.getvalue(), count, tuple(left_out), LOSSES)


def _why_not(item: Item) -> str:
    """Return why Canvas would ask or mark an item otherwise, or an empty text."""
    match item:
        case Ordering():
            return "QTI as Canvas reads it has no ordering."
        case ShortText() if any("*" in pattern for pattern in item.accept):
            return "it accepts answers by `*`, and Canvas accepts only those listed."
        case _:
            return ""


def _assessment(bank: Bank, items: Sequence[Item]) -> ET.Element:
    root = ET.Element("questestinterop", xmlns=_QTI)
    title = f"{bank.lesson} {bank.title}"
    assessment = ET.SubElement(root, "assessment", ident=bank.lesson, title=title)
    _field(ET.SubElement(assessment, "qtimetadata"), "cc_maxattempts", "2")
    section = ET.SubElement(assessment, "section", ident="root_section")
    families: dict[str, list[Item]] = {}
    for item in items:
        families.setdefault(item.form_of or item.id, []).append(item)
    for name, forms in families.items():
        into = section if len(forms) == 1 else _pool(section, name)
        for item in forms:
            _item(into, item)
    return root


def _pool(section: ET.Element, name: str) -> ET.Element:
    """Return a question group, of which Canvas asks each learner one."""
    pool = ET.SubElement(section, "section", ident=f"forms-{name}", title=name)
    selection = ET.SubElement(ET.SubElement(pool, "selection_ordering"), "selection")
    ET.SubElement(selection, "selection_number").text = "1"
    extension = ET.SubElement(selection, "selection_extension")
    ET.SubElement(extension, "points_per_item").text = "1"
    return pool


def _item(section: ET.Element, item: Item) -> None:
    made = ET.SubElement(section, "item", ident=item.id, title=item.id)
    fields = ET.SubElement(ET.SubElement(made, "itemmetadata"), "qtimetadata")
    _field(fields, "question_type", _type(item))
    _field(fields, "points_possible", "1")
    presentation = ET.SubElement(made, "presentation")
    _material(presentation, stem(item, f"%24IMS-CC-FILEBASE%24/{_PICTURES}/"))
    process = ET.SubElement(made, "resprocessing")
    bounds = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    ET.SubElement(ET.SubElement(process, "outcomes"), "decvar", bounds)
    always = _condition(process, proceed=True)
    ET.SubElement(_variables(always), "other")
    _show(always, "general_fb")
    _answers(presentation, process, item)
    _feedback(made, "general_fb", explanation(item))
    for option in item.options if isinstance(item, SingleChoice | MultipleChoice) else ():
        _feedback(made, f"{option.id}_fb", inline(option.feedback))


def _type(item: Item) -> str:
    match item:
        case SingleChoice():
            return "multiple_choice_question"
        case MultipleChoice():
            return "multiple_answers_question"
        case Numeric():
            return "numerical_question"
        case Matching():
            return "matching_question"
        case ShortText():
            return "short_answer_question"
        case Ordering():
            message = f"{item.id} has no type in QTI."
            raise TypeError(message)
        case _ as never:
            assert_never(never)


def _answers(presentation: ET.Element, process: ET.Element, item: Item) -> None:
    match item:
        case SingleChoice() | MultipleChoice():
            _choice(presentation, process, item)
        case Numeric():
            _numeric(presentation, process, item)
        case Matching():
            _matching(presentation, process, item)
        case ShortText():
            _typed(presentation)
            right = _condition(process)
            variables = _variables(right)
            for accepted in item.accept:
                _equal(variables, accepted)
            _score(right, "100", "Set")
        case Ordering():
            pass
        case _ as never:
            assert_never(never)


def _choice(
    presentation: ET.Element, process: ET.Element, item: SingleChoice | MultipleChoice
) -> None:
    single = isinstance(item, SingleChoice)
    many = "Single" if single else "Multiple"
    asked = ET.SubElement(presentation, "response_lid", ident="response1", rcardinality=many)
    choices = ET.SubElement(asked, "render_choice")
    for option in item.options:
        label = ET.SubElement(choices, "response_label", ident=option.id)
        _material(label, inline(option.text))
        condition = _condition(process, proceed=True)
        _equal(_variables(condition), option.id)
        _show(condition, f"{option.id}_fb")
    right = _condition(process)
    variables = _variables(right)
    if single:
        _equal(variables, *item.key)
    else:
        both = ET.SubElement(variables, "and")
        for option in item.options:
            _equal(both if option.correct else ET.SubElement(both, "not"), option.id)
    _score(right, "100", "Set")


def _numeric(presentation: ET.Element, process: ET.Element, item: Numeric) -> None:
    answer = computed(item, item.answer)
    _typed(presentation, fibtype="Decimal")
    for number in (answer, *item.also):
        right = _condition(process)
        either = ET.SubElement(_variables(right), "or")
        _equal(either, plain_number(number))
        within = ET.SubElement(either, "and")
        reach = item.reach(number)
        for name, bound in (("vargte", number - reach), ("varlte", number + reach)):
            ET.SubElement(within, name, respident="response1").text = plain_number(bound)
        _score(right, "100", "Set")


def _matching(presentation: ET.Element, process: ET.Element, item: Matching) -> None:
    share = f"{100 / len(item.rows):.2f}"
    for row in item.rows:
        asked = ET.SubElement(presentation, "response_lid", ident=f"response_{row.id}")
        _material(asked, inline(row.text))
        choices = ET.SubElement(asked, "render_choice")
        for choice in item.choices:
            label = ET.SubElement(choices, "response_label", ident=choice.id)
            text = ET.SubElement(ET.SubElement(label, "material"), "mattext")
            text.text = plain(choice.text)
        right = _condition(process, proceed=True)
        _equal(_variables(right), row.match, f"response_{row.id}")
        _score(right, share, "Add")


def _typed(presentation: ET.Element, **kind: str) -> None:
    asked = ET.SubElement(presentation, "response_str", ident="response1", rcardinality="Single")
    ET.SubElement(ET.SubElement(asked, "render_fib", kind), "response_label", ident="answer1")


def _condition(process: ET.Element, *, proceed: bool = False) -> ET.Element:
    return ET.SubElement(process, "respcondition", {"continue": "Yes" if proceed else "No"})


def _variables(condition: ET.Element) -> ET.Element:
    return ET.SubElement(condition, "conditionvar")


def _equal(variables: ET.Element, value: str, response: str = "response1") -> None:
    ET.SubElement(variables, "varequal", respident=response).text = value


def _score(condition: ET.Element, points: str, action: str) -> None:
    ET.SubElement(condition, "setvar", varname="SCORE", action=action).text = points


def _show(condition: ET.Element, feedback: str) -> None:
    ET.SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=feedback)


def _feedback(item: ET.Element, ident: str, html: str) -> None:
    made = ET.SubElement(item, "itemfeedback", ident=ident)
    _material(ET.SubElement(made, "flow_mat"), html)


def _material(parent: ET.Element, html: str) -> None:
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", texttype="text/html").text = html


def _field(parent: ET.Element, label: str, entry: str) -> None:
    field = ET.SubElement(parent, "qtimetadatafield")
    ET.SubElement(field, "fieldlabel").text = label
    ET.SubElement(field, "fieldentry").text = entry


def _manifest(banks: Sequence[Bank], charts: Sequence[str]) -> ET.Element:
    root = ET.Element("manifest", identifier="promises-to-power", xmlns=_PACKAGE)
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1.3"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    for bank in banks:
        path = f"{bank.lesson}/{bank.lesson}.xml"
        _resource(resources, f"lesson-{bank.lesson}", "imsqti_xmlv1p2", path)
    for number, chart in enumerate(charts):
        _resource(resources, f"picture-{number}", "webcontent", f"{_PICTURES}/{picture(chart)}")
    return root


def _resource(resources: ET.Element, identifier: str, kind: str, path: str) -> None:
    made = ET.SubElement(resources, "resource", identifier=identifier, type=kind, href=path)
    ET.SubElement(made, "file", href=path)


def _put(archive: zipfile.ZipFile, path: str, root: ET.Element) -> None:
    ET.indent(root)
    content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    archive.writestr(zipfile.ZipInfo(path, _EARLIEST), content)
