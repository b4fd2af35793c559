"""The evidence page and its tables, for users of the server; its modules, for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import AuthenticatedFileHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from trilateral.paths import FRONT, data_dir

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine

_PAGE: Final = FRONT / "lab" / "evidence.html"


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


class ModulesHandler(FilesHandler):
    """The front end's modules and style sheets, which JupyterLab serves to anyone, too.

    What a module imports is asked for without the token that a hub wants of all but a page itself,
    so on a hub nobody would be let in.
    """

    @allow_unauthenticated
    def get(
        self,
        path: str,
        include_body: bool = True,  # noqa: FBT001, FBT002 -- tornado's
    ) -> Coroutine[Any, Any, None]:
        """Answer with a file."""
        return web.StaticFileHandler.get(self, path, include_body=include_body)

    @allow_unauthenticated
    def head(self, path: str) -> Awaitable[None]:
        """Answer with a file's headers."""
        return web.StaticFileHandler.head(self, path)


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
        (rf"{home}/front/([\w./-]+\.(?:js|css))", ModulesHandler, {"path": str(FRONT)}),
    ]
