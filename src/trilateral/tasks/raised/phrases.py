"""Python's messages on unreadable code and on types that do not fit, in plain words."""

from __future__ import annotations

import re
from typing import Final

EQUALS: Final = "One `=` gives a name to a value; to ask whether two things are equal, write `==`."
SYNTAX: Final = (
    (r"""['"]==['"]""", EQUALS),
    (r"'(.)' was never closed", "The bracket `{0}` is opened and never closed."),
    (r"unmatched '(.)'", "The bracket `{0}` is closed and was never opened."),
    (r"parenthesis '(.)' does not match", "The bracket `{0}` closes one of another kind."),
    (r"unterminated .*string", "A quotation mark is missing at the end of a text."),
    (r"expected ':'", "A colon is missing at its end."),
    (r"forgot a comma", "Between two things in it a comma, or a sign such as `*`, is missing."),
    (
        r"'return' outside",
        "A `return` stands outside its function: indent it like the lines above.",
    ),
    (r"indent", "Its spaces at the left do not fit the lines around it."),
    (r"literal|leading zeros", "A number, or a name that begins with a digit, is written wrongly."),
    (r"", "Compare its brackets, quotation marks and commas with the example."),
)
TYPES: Final = (
    (
        r"operand type\(s\) for (\S+?):? '(\w+)' and '(\w+)'",
        "`{0}` does not work between {1} and {2}",
    ),
    (r"bad operand type for unary (\S+): '(\w+)'", "`{0}` does not work with {1}"),
    (
        r"'(\S+)' not supported between instances of '(\w+)' and '(\w+)'",
        "`{0}` cannot compare {1} with {2}",
    ),
    (
        r"'(\w+)' object is not callable",
        "round brackets call a function, and this is {0}. Did you mean square brackets, or a `*`?",
    ),
    (
        r"'(\w+)' object is not subscriptable",
        "square brackets ask for a part, and this is {0}. Did you mean round brackets?",
    ),
    (
        r"can only concatenate|must be str",
        "`+` joins two texts or adds two numbers, never one of each",
    ),
    (r"missing .*argument", "a function was called without all that it needs"),
    (
        r"unexpected keyword|invalid keyword|takes .* given",
        "a function was called with something that it does not take",
    ),
    (r"'(\w+)' object is not iterable", "this needs several things, and this is {0}"),
    (r"has no len\(\)", "`len(...)` counts what has parts, and this has none"),
    (r"", "a value has another type than this line needs"),
)
_KINDS: Final = {
    "str": "a text",
    "int": "a whole number",
    "int64": "a whole number",
    "float": "a number",
    "float64": "a number",
    "bool": "a truth value",
    "list": "a list",
    "tuple": "a pair or tuple",
    "dict": "a dictionary",
    "set": "a set",
    "DataFrame": "a table (DataFrame)",
    "Series": "a column (Series)",
    "function": "a function",
    "method": "a function",
    "type": "a function",
    "builtin_function_or_method": "a function",
    "NoneType": "nothing (None)",
    "Timestamp": "a date",
    "Timedelta": "a duration",
}


def kind(name: str) -> str:
    """Return what a value of a class is, in a learner's words.

    Examples
    --------
    >>> kind("Series"), kind("Chart")
    ('a column (Series)', 'a Chart')
    """
    return _KINDS.get(name, f"a {name}" if name.isidentifier() else name)


def phrase(text: str, table: tuple[tuple[str, str], ...]) -> str:
    """Return the first phrase of a table that fits what Python said."""
    for pattern, words in table:
        if match := re.search(pattern, text):
            return words.format(*map(kind, match.groups()))
    return ""
