"""The page itself: headings, tables and lists, readable in any browser, by eye or by ear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

import nh3
from markdown_it import MarkdownIt

from trilateral.grading.results import Mark, Standing
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trilateral.grading.book.entries import Entry, Grade
    from trilateral.grading.intake.receipts import Receipt
    from trilateral.grading.people.roster import Learner
    from trilateral.grading.results import Grading

_STYLE: Final = """
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
a { color: inherit; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
main { overflow-wrap: anywhere; }
h2 { border-top: 2px solid; padding-top: .5rem; margin-top: 2.5rem; }
h3 { margin: 1.75rem 0 .25rem; }
p, ul { margin: .4rem 0; }
table { border-collapse: collapse; margin: .75rem 0; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid GrayText; padding: .25rem .6rem; text-align: left; vertical-align: top; }
th, td { overflow-wrap: break-word; }
@media (max-width: 26rem) { th, td { padding: .25rem .3rem; } body { padding: 1rem .75rem; } }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, monospace; }
h2 small, h3 small { font-weight: normal; font-size: .9rem; }
blockquote { border-left: 3px solid GrayText; margin: .4rem 0; padding-left: .75rem; }
"""
_WORDS: Final = {
    Standing.EARNED: "✔ all points",
    Standing.PARTLY: "◐ some of the points",
    Standing.LOST: "✘ not right yet",
    Standing.NOT_ATTEMPTED: "○ not attempted",
    Standing.RAISED: "⚠ an error in your code",
    Standing.TIMED_OUT: "⚠ your code took too long and was stopped",
    Standing.NOT_CHECKED: "? not checked: the check could not use your answer",
    Standing.DAMAGED: "? not checked: your file or cell could not be read",
    Standing.UNGRADED: "? not checked: grading failed; your instructor will look at it",
    Standing.WRITTEN: "… waits for your instructor",
}
_VOIDED: Final = {
    "nothing": "this task had a fault and does not count",
    "full": "this task had a fault: full marks for everybody",
}
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")


class _Comments(MarkdownIt):
    """Markdown of which an image becomes a link, and only links that lead out of here are."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the library's name
        """Return whether a link may stay."""
        return url.lower().startswith(("https://", "http://", "mailto:"))


_COMMENT: Final = (
    _Comments("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
)


@dataclass(frozen=True)
class Work:
    """One assignment of a learner."""

    entry: Entry
    graded: Grading
    rubrics: dict[str, str]
    """The written tasks as handed out, in Markdown."""
    receipt: Receipt | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    """The headings of the assignment and its tasks as handed out, in Markdown, by id."""


def body(learner: Learner, works: Sequence[Work]) -> str:
    """Return what is on a learner's page, as HTML."""
    name = escape(one_line(learner.full_name))
    parts = [f"<h1>Feedback for {name}</h1>", _overview(works), *(_work(work) for work in works)]
    return "\n".join(parts)


def page(learner: Learner, works: Sequence[Work]) -> str:
    """Return a learner's page as HTML."""
    name = escape(one_line(learner.full_name))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Feedback for {name}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{body(learner, works)}
</main>
</body>
</html>
"""


def _overview(works: Sequence[Work]) -> str:
    rows = "\n".join(
        f'<tr><th scope="row"><a href="#{escape(work.entry.assignment)}">'
        f"{escape(work.entry.assignment)}</a></th>"
        f'<td class="n">{work.entry.points:g}</td><td class="n">{work.entry.possible:g}</td>'
        f"<td>{_state(work.entry)}</td></tr>"
        for work in works
    )
    return (
        '<table><caption>Points</caption><thead><tr><th scope="col">assignment</th>'
        '<th scope="col" class="n">points</th><th scope="col" class="n">of</th>'
        f'<th scope="col">state</th></tr></thead><tbody>\n{rows}\n</tbody></table>'
    )


def _state(entry: Entry) -> str:
    if not entry.waiting:
        return "complete"
    tasks = "task" if len(entry.waiting) == 1 else "tasks"
    return f"so far: {len(entry.waiting)} {tasks} not marked yet"


def _work(work: Work) -> str:
    entry, graded = work.entry, work.graded
    parts = [f'<section aria-labelledby="{escape(entry.assignment)}">']
    heading = _heading(entry.assignment, work.titles)
    parts.append(f'<h2 id="{escape(entry.assignment)}">{heading}</h2>')
    parts.append(f"<p>{entry.points:g} of {entry.possible:g} points, {_state(entry)}.</p>")
    if entry.penalty:
        parts.append(f"<p>{entry.penalty:g} points are subtracted because it was late.</p>")
    parts += _list("Repairs to your notebook before it was graded", graded.repairs)
    parts += _list("What your code did", graded.incidents)
    grades = {task.task: task for task in entry.tasks}
    parts += [_task(mark, grades.get(mark.task), work) for mark in graded.marks]
    parts += [
        _comment(f"Your instructor's comment on {name}", text) for name, text in entry.comments
    ]
    parts += _receipt(work)
    return "\n".join([*parts, "</section>"])


def _heading(name: str, titles: Mapping[str, str]) -> str:
    """Return what a notebook calls something, with its id, by which messages name it."""
    if name not in titles:
        return escape(name)
    title = nh3.clean(_MARKDOWN.renderInline(titles[name]), tags={"code", "em", "strong"})
    return f"{title} <small><code>{escape(name)}</code></small>"


def _task(mark: Mark, grade: Grade | None, work: Work) -> str:
    points = grade.points if grade else mark.points
    manual = bool(grade and grade.manual)
    words = "marked by your instructor" if manual else _WORDS[mark.standing]
    if grade and grade.voided:
        words = _VOIDED[grade.voided]
    earned = "no mark yet" if points is None else f"{points:g} of {_possible(mark, grade):g} points"
    if points is None:
        earned += f", of {mark.possible:g} points"
    parts = [f"<h3>{_heading(mark.task, work.titles)}</h3>"]
    parts.append(f"<p><strong>{words}</strong>, {earned}</p>")
    if mark.checks:
        parts.append(f"<p>{mark.passed} of {mark.checks} checks passed.</p>")
    if mark.note:
        parts.append(f"<p>{_marked(mark.note)}</p>")
    parts += _list("Look at this", mark.messages)
    parts += _list("Right, and why", mark.reasons)
    if grade and grade.comment:
        parts.append(_comment("Your instructor writes", grade.comment))
    if mark.task in work.rubrics:
        summary = "<summary>The task and how it is marked</summary>"
        parts.append(f"<details>{summary}{_rendered(work.rubrics[mark.task])}</details>")
    return "\n".join(parts)


def _possible(mark: Mark, grade: Grade | None) -> float:
    return grade.possible if grade and grade.voided else mark.possible


def _receipt(work: Work) -> Iterator[str]:
    receipt = work.receipt
    yield f"<p>Graded file (SHA-256): <code>{escape(work.graded.sha256)}</code></p>"
    if receipt is None:
        return
    when = f"handed in {receipt.time:%Y-%m-%d %H:%M} UTC" if receipt.time else "time not known"
    count = len(receipt.tasks) + len(receipt.missing)
    late = "; marked as late by the platform" if receipt.late else ""
    yield (
        f"<p>Receipt: {when}{late}; {receipt.bytes:,} bytes; {len(receipt.tasks)} of {count} "
        f"tasks found; collected {receipt.collected:%Y-%m-%d %H:%M} UTC.</p>"
    )
    if receipt.sha256 != work.graded.sha256:
        yield "<p><strong>A newer file was handed in; it is not graded yet.</strong></p>"


def _list(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    items = "".join(f"<li>{_marked(line)}</li>" for line in lines)
    return [f"<p>{escape(title)}:</p><ul>{items}</ul>"]


def _marked(text: str) -> str:
    """Return plain words as HTML, with `code` in its own type."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(text)).replace("\n", "<br>")


def _comment(title: str, comment: str) -> str:
    """Return what an instructor typed, in Markdown, as harmless HTML that loads nothing."""
    html = nh3.clean(_COMMENT.render(comment), tags=nh3.ALLOWED_TAGS - {"img"})
    return f"<p>{escape(title)}:</p><blockquote>{_below(3, html)}</blockquote>"


def _rendered(markdown: str) -> str:
    """Return a task's words as harmless HTML: no links, which would lead nowhere from here."""
    plain = nh3.clean(_MARKDOWN.render(markdown), tags=nh3.ALLOWED_TAGS - {"a", "img"})
    return _below(2, plain)


def _below(level: int, html: str) -> str:
    """Return HTML with its headings so many levels further down."""
    return re.sub(
        r"(</?h)([1-6])", lambda match: f"{match[1]}{min(6, int(match[2]) + level)}", html
    )
