"""Every kind of part that the front end draws: a sample of each, and a hand that uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import nbformat

from tests.browser.harness.front import FOLDER
from trilateral.parts import MIME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator


def kinds() -> list[str]:
    """Return the names in the front end's table of views."""
    table = re.search(
        r"const VIEWS = \{(.*?)\n\};", (FOLDER / "front.js").read_text("utf-8"), re.DOTALL
    )
    return re.findall(r"^ +(\w+): \(\) =>", table[1], re.MULTILINE) if table else []


def saved(course: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what a course's lessons and exercises hold of each kind, as MIME bundles."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted([*course.glob("notebooks/*.ipynb"), *course.glob("exercises/*/*.ipynb")]):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                bundle = output.get("data", {})
                if MIME in bundle:
                    found.setdefault(bundle[MIME]["kind"], []).append(dict(bundle))
    return found


def change(part: Locator) -> None:
    """Set controls to other values until the part says something else."""
    before = part.inner_text()
    for control in part.locator(".control :is(select, input)").all():
        if control.is_visible() and control.is_enabled():
            for _ in set_others(control):
                if part.inner_text() != before:
                    return
    message = f"No control changes anything: {before[:200]}"
    raise AssertionError(message)


def set_others(control: Locator) -> Iterator[None]:
    """Set a control to each value that it does not have, one after the other."""
    tag, kind = control.evaluate("node => [node.localName, node.type]")
    if tag == "select":
        values = control.locator("option").evaluate_all("all => all.map(o => o.value)")
        for value in values:
            if value != control.input_value():
                control.select_option(value)
                yield
    elif kind == "checkbox":
        control.set_checked(not control.is_checked())
        yield
    elif kind == "radio":
        control.check()
        yield


def predict(part: Locator) -> None:
    """Commit to a prediction, where none was made, and see it beside what was found."""
    if part.locator("form").count():
        options = part.locator("form input[type=radio]")
        if options.count():
            options.first.check()
        elif part.locator("form input[type=text]").count():
            part.locator("form input[type=text]").fill("7")
        part.locator("form button").click()
    part.get_by_text("You predicted").wait_for()
    part.get_by_text("The evidence says").wait_for()


def answer(part: Locator) -> None:
    """Answer each open question somehow, and see that it says something to that."""
    open_ = ":not([aria-disabled=true]):not(:disabled)"
    for form in part.locator("form").all():
        check = form.locator(f".check{open_}")
        if not check.count():
            continue
        for field in form.locator(f".lines input{open_}").all()[:1]:
            field.check()
        for field in form.locator(f".typed input{open_}").all():
            field.fill("1")
        for field in form.locator(f"select{open_}").all():
            field.select_option(index=1)
        before = form.inner_text()
        check.click()
        if form.inner_text() == before and form.get_attribute("data-tone") == "open":
            message = f"This question says nothing to an answer: {before[:200]}"
            raise AssertionError(message)


def review(part: Locator) -> None:
    """Answer what is due; where nothing is, a sentence says so."""
    if part.locator("form").count():
        answer(part)
    else:
        part.locator("p").first.wait_for()


def sit(part: Locator) -> None:
    """Answer the case that is asked, and see the next or the words above; else read those."""
    asked = part.locator("form:visible")
    part.locator(".said").wait_for()
    if asked.count():
        case = part.locator(f'form[data-item="{asked.get_attribute("data-item")}"]')
        case.locator(".lines input").first.check()
        case.locator(".check").click()
        case.wait_for(state="hidden")


def read(part: Locator) -> None:
    """Read it: there is nothing to set."""
    part.locator("li, td").first.wait_for()


PROBES: Final[dict[str, Callable[[Locator], None]]] = {
    "beside": change,
    "brief": change,
    "choice": change,
    "conclude": read,
    "explorer": change,
    "gain": sit,
    "home": read,
    "judge": change,
    "predict": predict,
    "predicted": read,
    "quiz": answer,
    "rate": change,
    "review": review,
    "sorting": change,
    "summary": read,
    "weigher": change,
}
"""For each kind, what a learner does with it; it fails where the part does not answer."""
