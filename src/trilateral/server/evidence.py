"""The evidence page, its modules and its tables: files, for anyone who may open the server."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jupyter_server.base.handlers import AuthenticatedFileHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from trilateral.paths import FRONT, data_dir

_PAGE: Final = FRONT / "parts" / "evidence" / "page.html"


class PageHandler(JupyterHandler):
    """The evidence page; what it shows is in the address behind ``#``."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the page."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(_PAGE.read_text("utf-8"))


class FilesHandler(AuthenticatedFileHandler):
    """Files of one folder, as they are; the browser asks each time whether they have changed."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 -- tornado's signature
        """Say that a copy is good only as long as the file is the same."""
        self.set_header("Cache-Control", "no-cache")

    def get_content_type(self) -> str:
        """Return the type, which some systems' registries have wrong for scripts."""
        return _TYPES.get(Path(self.absolute_path or "").suffix, super().get_content_type())


_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".csv": "text/csv",
    ".json": "application/json",
}


def pages(
    base_url: str,
) -> list[tuple[str, type[JupyterHandler | FilesHandler], dict[str, str]]]:
    """Return the evidence page's addresses under `base_url`."""
    home = url_path_join(base_url, "trilateral")
    return [
        (f"{home}/evidence/?", PageHandler, {}),
        (rf"{home}/data/([a-z_]+\.(?:csv|json))", FilesHandler, {"path": str(data_dir())}),
        (rf"{home}/front/([\w./-]+\.(?:js|css))", FilesHandler, {"path": str(FRONT)}),
    ]
