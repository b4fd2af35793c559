"""Words as a notebook shows them."""

from __future__ import annotations

import html
import re
from typing import Any


def marked(text: str) -> str:
    """Return text as HTML, with what is between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


class Words:
    """A line that a notebook shows as text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        """Return the line itself."""
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {"text/plain": self.text, "text/html": f"<p>{marked(self.text)}</p>"}
