"""Stilted forms of English, each with the plain one, and where a person would read them.

``python -m tests.stilted [AREA]`` counts them by area, or lists one area's with file and line.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sys
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).parents[1]

STILTED: Final = {
    # negation of a noun: "is no notebook"
    r"(?<!there )(?<!here )\b(?:is|are|was|were) no "
    r"(?!such\b|longer\b|more\b|less\b|better\b)": "is not a",
    r"\b(?:can't|cannot) be (?:told(?! apart)|said)\b": "cannot be known",
    r"\bknows? no\b": "does not know any",
    r"\b(?:in|for) no (?:family|known|figure|row|lesson|list|pattern)\b": "not in any",
    r"\bnot one notebook\b": "not exactly one notebook",
    r"\bthere (?:is|are) none of\b": "there is no",
    r"\bnothing of (?:it|them|that)\b": "none of it",
    # relatives without a noun: "who shares a class opens it"
    r"(?:^|[.;:] )who (?!else|is|was|has)\w+s \w+(?![^.]*\?)": "anyone who",
    r"\bwhoever\b": "anyone who",
    r"\bwhat stands\b(?! for)": "what is",
    # verbs out of use, or out of place
    r"\b(?:give|type) (?:the|this) (?:same )?command again\b": "rerun the command",
    r"\b(?:to|and|may|can|must|will|cannot|not) (?:go|goes|went) on\b(?! to\b)": "continue",
    r"\bgo(?:es)? on (?:where|with|after|afterwards|in|from|the)\b": "continue with",
    r"\bmend(?:s|ed|ing)?\b": "fix, repair",
    r"\bput(?:s|ting)? \S+ right\b|\bput right\b": "fix, correct",
    r"\bbrought up to\b(?! date)": "updated from",
    r"\bpass(?:es|ed)? over\b": "skip, miss",
    r"\b(?:is|are|were|was) wanted\b": "is expected",
    r"\b(?:is|are) (?:still )?to (?:fix|do|correct)\b|\bthing\(s\) to fix\b": "must be fixed",
    r"\bask(?:s|ing)? (?:it |them )?of\b": "ask somebody",
    r"\b(?:says?|said|speaks?|spoken) of\b(?! which)": "say about, mention",
    r"\b(?:told|known) of\b": "reported, known",
    r"\btold (?:from|by)\b": "told apart from, recognised by",
    r"\bmay be repeated\b": "repeat it for more",
    r"\bgive `--": "add `--",
    r"\bstands (?:below|above|beside|there|here|nowhere)\b": "is",
    r"\bstands in (?:the|its|a|an|two|another)\b": "is",
    r"\b(?:is|are) there (?:twice|too often|\{\} times)\b": "appears twice",
    r"\b(?:is|are) the matter\b": "is the problem",
    r"\b(?:is|are|was|were) of (?:like|another|an?|their|which|no)\b": "has, comes from",
    r"\bof like\b(?!-)": "of similar",
    # adverbs and set phrases
    r"\banew\b|\bafresh\b": "again",
    r"\blikewise\b": "also, as above",
    r"\baloud\b": "with a message",
    r"\bunasked\b": "without being asked",
    r"\bin silence\b": "silently, without a message",
    r"\bwhether\b[^.;]*\bor no\b": "whether",
    r"\bnor the reverse\b": "or the other way round",
    r"\b(?:some|any|no)thing else than\b": "something other than",
    r"\bwithout an end\b": "endlessly",
    r"\b(?:seldom|upon|whilst|amongst|hence|thus|therein|lest|wherein|whereby)\b": "a plain word",
    r"\bso as well\b": "too",
    r"\bin its turn\b": "next, in turn",
    r"\bno louder than\b": "no more than",
    r"\bfor one by\b": "for example by",
    r"\bthe former\b": "the previous",
    r"\bif it stays so\b": "if this happens again",
    r"\bas it should be\b": "up to date",
    r"\bmake room and\b": "free some space, then",
    r"\bbelongs? into\b": "belong in",
    r"\blook at it\.(?=$| )": "check it",
}
"""A pattern of words, and the plain form to write in its place."""


class Hit(NamedTuple):
    """A stilted form: where it is and what to write."""

    place: str
    words: str
    plain: str


def without_code(text: str) -> str:
    """Return Markdown without its code, generated tables, links' addresses and quotations."""
    text = re.sub(r"<!-- ([^:\n]+): begin.*?<!-- \1: end -->|“[^”\n]*”", "", text, flags=re.DOTALL)
    text = re.sub(r"```.*?```|`[^`\n]*`", "`code`", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)", "]", text)


def markdown(path: Path) -> Iterator[tuple[int, str]]:
    """Yield a page's paragraphs as one line each, with the line where each begins."""
    line = 1
    for block in re.split(r"(\n{2,}|\n(?=[-|#] ?))", without_code(path.read_text("utf-8"))):
        if block.strip():
            yield line, " ".join(block.split())
        line += block.count("\n")


def notebook(path: Path) -> Iterator[tuple[int, str]]:
    """Yield a notebook's cells of prose, numbered."""
    for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
        if cell["cell_type"] == "markdown":
            yield number, " ".join(without_code("".join(cell["source"])).split())


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            match statement:
                case ast.Expr(value=ast.Constant(value=str()) as text):
                    yield text


def _literal(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_literal(part) or "{}" for part in parts)
    return ""


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield a module's texts of more than one word, f-strings with ``{}`` for their values."""
    tree = ast.parse(path.read_text("utf-8"))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    inner |= {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in inner:
            text = " ".join(_literal(node).split())
            if " " in text:
                yield node.lineno, text


def remarks(path: Path) -> Iterator[tuple[int, str]]:
    """Yield a module's docstrings and comments."""
    source = path.read_text("utf-8")
    for text in _docstrings(ast.parse(source)):
        words, _, _ = str(text.value).partition("Examples\n")  # those are code
        yield text.lineno, " ".join(words.split())
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


_JS_COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=\s))//[^\n]*", re.DOTALL | re.MULTILINE)
_VALUE = re.compile(r'"\w+"')
"""A word in quotation marks, such as `"unasked"`: a value that is sent, and not prose."""
_JS_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')


def _scanned(path: Path, wanted: re.Pattern[str], left_out: str) -> Iterator[tuple[int, str]]:
    source = path.read_text("utf-8")
    if left_out:
        source = _JS_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)
    for match in wanted.finditer(source):
        if " " in match[0]:
            yield source.count("\n", 0, match.start()) + 1, " ".join(match[0].split())


def page_words(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of an ES module."""
    yield from _scanned(path, _JS_TEXT, "comments")


def page_remarks(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the comments of an ES module, without the quoted values of their types."""
    for line, text in _scanned(path, _JS_COMMENT, ""):
        yield line, _VALUE.sub('""', text)


def whole(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a bank, a form or another file of words."""
    yield from enumerate(path.read_text("utf-8").splitlines(), 1)


_NOT_OURS: Final = {"id", "url", "pages", "source_ids"}


def table(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the words in a table of the evidence, but for addresses and the titles of sources."""
    skipped = _NOT_OURS | ({"title"} if path.stem == "sources" else set())
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            for column, cell in row.items():
                if column not in skipped and " " in cell:
                    yield rows.line_num, re.sub(r"“[^”]*”", "", cell)


class Area(NamedTuple):
    """Files that are read alike."""

    files: tuple[str, ...]
    read: Callable[[Path], Iterator[tuple[int, str]]]
    but: tuple[str, ...] = ()
    """Files of these that another area has."""


_KEPT = (
    "src/trilateral/charts/**/*.py",
    "src/trilateral/explorers/**/*.py",
    "src/trilateral/evidence/**/*.py",
    "src/trilateral/tasks/compare/*.py",
    "src/trilateral/tasks/kinds.py",
    "src/trilateral/quiz/bank.py",
    "src/trilateral/quiz/interface.py",
    "src/trilateral/quiz/parts.py",
)
"""Modules whose words the lessons, the hand-outs or the schema have saved."""

AREAS: Final = {
    "docs": Area(("*.md", "docs/**/*.md", "data/README.md"), markdown),
    "forms": Area((".github/**/*.yml",), whole),
    "messages": Area(("src/trilateral/**/*.py",), messages, _KEPT),
    "page words": Area(("src/trilateral/**/*.js",), page_words),
    "remarks": Area(("src/trilateral/**/*.py",), remarks),
    "page remarks": Area(("src/trilateral/**/*.js",), page_remarks),
    "tests": Area(("tests/**/test_*.py", "tests/**/conftest.py"), remarks),
    "saved words": Area(_KEPT, messages),
    "evidence": Area(("data/*.csv",), table),
    "schema": Area(("data/datapackage.json", "data/coding_rule.md"), whole),
    "lessons": Area(("notebooks/*.ipynb",), notebook),
    "exercises": Area(("solutions/**/*.ipynb",), notebook),
    "banks": Area(("notebooks/quizzes/*.yaml", "solutions/**/*.yaml"), whole),
}
"""What a person reads, by area. `test_plain_english` says which must have no stilted form."""

_FORMS: Final = [(re.compile(form), plain) for form, plain in STILTED.items()]
_ANY: Final = re.compile("|".join(f"(?:{form})" for form in STILTED))


def stilted(text: str) -> Iterator[tuple[str, str]]:
    """Yield each stilted form in a text, with its plain one."""
    lower = text.lower()
    for match in _ANY.finditer(lower):
        plain = next(plain for form, plain in _FORMS if form.match(lower, match.start()))
        yield match[0].strip(), plain


def _files(patterns: tuple[str, ...]) -> set[Path]:
    return {path for pattern in patterns for path in ROOT.glob(pattern)}


def hits(area: str) -> Iterator[Hit]:
    """Yield the stilted forms of an area."""
    files, read, but = AREAS[area]
    for path in sorted(_files(files) - _files(but)):
        for line, text in read(path):
            for words, plain in stilted(text):
                yield Hit(f"{path.relative_to(ROOT)}:{line}", f"{words}  ({text[:200]})", plain)


def main() -> None:
    """Print the counts of all areas, or the forms of those that are named."""
    for area in sys.argv[1:] or AREAS:
        listed = list(hits(area))
        sys.stdout.write(f"{area:12} {len(listed)}\n")
        if sys.argv[1:]:
            sys.stdout.writelines(
                f"  {place}: {words} -> {plain}\n" for place, words, plain in listed
            )


if __name__ == "__main__":
    main()
