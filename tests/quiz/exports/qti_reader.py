"""QTI 1.2 read as strictly as its DTD orders the parts, with Canvas's types, back to keys."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field

from tests.quiz.exports.moodle_reader import well_formed

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PACKAGE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
ORDER = ("itemmetadata", "presentation", "resprocessing", "itemfeedback")
"""The parts of an item that we write, in the order of ``ims_qtiasiv1p2p1.dtd``."""


@dataclass
class Asked:
    """A question as Canvas would have it."""

    kind: str
    text: str
    feedback: dict[str, str]
    offered: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    bounds: list[tuple[float, float]] = field(default_factory=list)
    points: list[float] = field(default_factory=list)


def read(content: bytes) -> tuple[list[str], dict[str, Asked]]:
    """Return the assessments' titles and the questions by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        manifest = ET.fromstring(archive.read("imsmanifest.xml"))  # noqa: S314 -- our own file
        listed = {one.get("href") for one in manifest.iter(f"{PACKAGE}file")}
        assert listed == names - {"imsmanifest.xml"}
        titles, questions = [], {}
        for resource in manifest.iter(f"{PACKAGE}resource"):
            if resource.get("type") == "imsqti_xmlv1p2":
                root = ET.fromstring(archive.read(resource.get("href") or ""))  # noqa: S314 -- as above
                (assessment,) = root
                titles.append(assessment.get("title") or "")
                for item in assessment.iter(f"{QTI}item"):
                    asked = questions[item.get("ident") or ""] = _item(item)
                    for source in well_formed(asked.text).sources:
                        assert source.removeprefix("%24IMS-CC-FILEBASE%24/") in names
    return titles, questions


def _item(item: ET.Element) -> Asked:
    tags = [child.tag.removeprefix(QTI) for child in item]
    assert tags == sorted(tags, key=ORDER.index)
    fields = {
        one.findtext(f"{QTI}fieldlabel"): one.findtext(f"{QTI}fieldentry") or ""
        for one in item.iter(f"{QTI}qtimetadatafield")
    }
    feedback = {
        one.get("ident") or "": one.findtext(f".//{QTI}mattext") or ""
        for one in item.iterfind(f"{QTI}itemfeedback")
    }
    for html in feedback.values():
        well_formed(html)
    shown = {one.get("linkrefid") for one in item.iter(f"{QTI}displayfeedback")}
    assert shown == set(feedback)
    text = item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext") or ""
    asked = Asked(fields["question_type"], text, feedback)
    asked.offered = [one.get("ident") or "" for one in item.iter(f"{QTI}response_label")]
    known = {
        one.get("ident") or ""
        for kind in ("response_lid", "response_str")
        for one in item.iter(f"{QTI}{kind}")
    }
    for condition in item.iter(f"{QTI}respcondition"):
        score = condition.find(f"{QTI}setvar")
        for variable in condition.iter(f"{QTI}varequal"):
            assert variable.get("respident") in known
        if score is not None:
            _right(condition, asked)
            asked.points.append(float(score.text or ""))
    return asked


def _right(condition: ET.Element, asked: Asked) -> None:
    refused = [one.text or "" for one in condition.iterfind(f".//{QTI}not/{QTI}varequal")]
    values = [one.text or "" for one in condition.iter(f"{QTI}varequal")]
    asked.right += [value for value in values if value not in refused]
    asked.wrong += refused
    low, high = (condition.findtext(f".//{QTI}{name}") for name in ("vargte", "varlte"))
    if low and high:
        asked.bounds.append((float(low), float(high)))
