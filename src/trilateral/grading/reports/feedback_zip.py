"""Feedback as a zip that a platform takes back, for all learners of an assignment at once.

Moodle reads whose a file is from its folder's name, ``<name>_<participant>_assignsubmission_file``
(``mod/assign/feedback/file/importziplib.php``); the number of a group would be another person's.
Canvas reads it from the numbers in the name of the file that was handed in, and shows it under that
name (``Assignment#generate_comments_from_files``), so there the page is a notebook.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, assert_never

from trilateral.grading.intake import receipts
from trilateral.grading.people.naming import is_called, is_label
from trilateral.grading.people.roster import Learner
from trilateral.grading.reports.notices import Notice, about
from trilateral.grading.reports.page import body, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.grading.book.sync import ClassWork
    from trilateral.grading.reports.page import Work

Platform = Literal["moodle", "canvas"]
_MOODLE: Final = re.compile(
    r"(?:^|/)(?P<name>[^/_]*)_(?P<number>\d+)_assignsubmission_[a-z]+(?=[/_])", re.IGNORECASE
)
_CANVAS: Final = re.compile(
    r"(?:[^/]*?(?:_LATE)?_\d+|(?:LATE_)?anon_[^/_]+)_\d+_[^/]+", re.IGNORECASE
)
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class FeedbackZip:
    """A zip to upload."""

    content: bytes
    pages: int
    notices: tuple[Notice, ...]
    """Who has no page in it, and why."""


def feedback_zip(
    platform: Platform, class_work: ClassWork, works: Sequence[Work], called: str
) -> FeedbackZip:
    """Return the zip with the pages of one assignment.

    Parameters
    ----------
    platform
        Who takes it back.
    class_work
        How the class stands.
    works
        What each learner has in the assignment.
    called
        The assignment.
    """
    places = {
        work.entry.learner: _place(platform, class_work, work.entry.learner, called)
        for work in works
    }
    shared = {place for place, count in Counter(places.values()).items() if count > 1}
    notices: list[Notice] = []
    buffer, pages = io.BytesIO(), 0
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for work in works:
            who = class_work.roster.by_id.get(work.entry.learner, Learner(work.entry.learner))
            place = places[who.id]
            if why := _refused(platform, who, place, shared):
                notices.append(about(who.id, f"not in the zip: {why}"))
                continue
            archive.writestr(zipfile.ZipInfo(place, _EARLIEST), _content(platform, who, work))
            pages += 1
    return FeedbackZip(buffer.getvalue(), pages, tuple(notices))


def _place(platform: Platform, class_work: ClassWork, learner: str, assignment: str) -> str:
    """Return the path in the zip, by what the file was called that was handed in, or nothing."""
    receipt = receipts.read(class_work.submitted / learner / assignment)
    source = receipt.source if receipt else ""
    match platform:
        case "moodle":
            place = _MOODLE.search(source)
            if not place or (receipt and receipt.group):
                return ""
            return f"{place['name']}_{place['number']}_assignsubmission_file/feedback.html"
        case "canvas":
            name = PurePosixPath(source).name
            return name if _CANVAS.fullmatch(name) else ""
        case _ as never:
            assert_never(never)


def _refused(platform: Platform, who: Learner, place: str, shared: set[str]) -> str:
    if not place:
        name = platform.capitalize()
        return (
            f"{name} did not put this person's number in the file's name. Send the page yourself."
        )
    if place in shared:
        return "it came from a group, whose number may be another person's. Send the page yourself."
    name = place.partition("_")[0]
    if platform == "moodle" and not (is_label(name) or is_called(who, name)):
        folder = place.partition("/")[0]
        return f"{folder} is another name, such as a group's. Send the page yourself."
    return ""


def _content(platform: Platform, who: Learner, work: Work) -> str:
    match platform:
        case "moodle":
            return page(who, [work])
        case "canvas":
            text = re.sub(r"\n\s*\n", "\n", body(who, [work]))  # a blank line would end the HTML
            cell = {"cell_type": "markdown", "id": "feedback", "metadata": {}, "source": text}
            notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            return json.dumps(notebook, ensure_ascii=False, indent=1)
        case _ as never:
            assert_never(never)
