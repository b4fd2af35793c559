"""Badges that open the course from its repository: on Binder, and in Colab."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from trilateral.deploy.errors import DeployError

if TYPE_CHECKING:
    from pathlib import Path

FIRST: Final = "notebooks/00_start_here.ipynb"
BRANCH: Final = "main"
_PAGES: Final = ("README.md", "notebooks/README.md")
_TITLE: Final = re.compile(r"\A# .+\n", re.MULTILINE)
_GITHUB: Final = "github.com"
_GITLAB: Final = "gitlab.com"
_DEPTH: Final = 2  # owner and name


@dataclass(frozen=True)
class Address:
    """Where a repository is on the web."""

    url: str
    """As git clones it, without the ending ``.git``."""

    @classmethod
    def read(cls, text: str) -> Address:
        """Return the address that a person has typed.

        Raises
        ------
        DeployError
            It is not a repository's address on the web.
        """
        url = text.strip().removesuffix("/").removesuffix(".git")
        parts = urlsplit(url)
        path = [part for part in parts.path.split("/") if part]
        plain = not re.search(r"[\s\"'<>`\\()]", url) and "@" not in parts.netloc
        if parts.scheme != "https" or not parts.netloc or len(path) < _DEPTH or not plain:
            message = (
                f"Learners cannot open {text!r}. Give the repository's address on the web, "
                "such as https://HOST/OWNER/NAME."
            )
            raise DeployError(message)
        return cls(url)

    @property
    def binder(self) -> str:
        """The address that opens the first lesson on mybinder.org."""
        parts = urlsplit(self.url)
        path = parts.path.strip("/")
        if parts.netloc == _GITHUB:
            source = f"gh/{path}"
        elif parts.netloc == _GITLAB:
            source = f"gl/{quote(path, safe='')}"
        else:
            source = f"git/{quote(self.url, safe='')}"
        return f"https://mybinder.org/v2/{source}/{BRANCH}?urlpath=lab/tree/{FIRST}"

    @property
    def colab(self) -> str:
        """The address that opens the first lesson in Colab, or nothing: Colab reads GitHub."""
        parts = urlsplit(self.url)
        if parts.netloc != _GITHUB:
            return ""
        path = parts.path.strip("/")
        return f"https://colab.research.google.com/github/{path}/blob/{BRANCH}/{FIRST}"

    @property
    def badges(self) -> str:
        """The badges as a line of Markdown."""
        image = "https://mybinder.org/badge_logo.svg"
        links = [f"[![Open lesson 00 on Binder]({image})]({self.binder})"]
        if self.colab:
            image = "https://colab.research.google.com/assets/colab-badge.svg"
            links.append(f"[![Open lesson 00 in Colab]({image})]({self.colab})")
        return " ".join(links)


def write(tree: Path, address: Address) -> None:
    """Put the badges under the title of each page that a forge shows first."""
    for name in _PAGES:
        page = tree / name
        if page.is_file():
            text = page.read_text("utf-8")
            badged = _TITLE.sub(lambda title: f"{title[0]}\n{address.badges}\n", text, count=1)
            page.write_text(badged, "utf-8", newline="\n")
