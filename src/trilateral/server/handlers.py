"""What the page expects from the server about the learner's records."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from trilateral.records.exchange import insert, merge, news
from trilateral.records.store import shared

if TYPE_CHECKING:
    from collections.abc import Callable

_CLERK: Final = ThreadPoolExecutor(1, "records")
"""Reads and writes one after the other, while the server continues with its other work."""


class RecordsHandler(APIHandler):
    """The learner's own records, in the journal that kernels write to, too."""

    @web.authenticated
    async def get(self) -> None:
        """Answer with the learner's pseudonym and the statements that came after ``cursor``."""
        cursor = self.get_query_argument("cursor", "")
        await self._answer("read", lambda: news(shared(), cursor))

    @web.authenticated
    async def post(self) -> None:
        """Keep statements, each once, all of them or none; answer with those refused for good."""
        statements = self._statements()
        await self._answer("saved", lambda: {"refused": merge(shared(), statements)})

    @web.authenticated
    async def put(self) -> None:
        """Keep statements of a file, each once and in its time; answer with those refused."""
        statements = self._statements()
        await self._answer("saved", lambda: {"refused": insert(shared(), statements)})

    @web.authenticated
    async def delete(self) -> None:
        """Delete all records."""
        await self._answer("deleted", _cleared)

    async def _answer(self, done: str, work: Callable[[], object]) -> None:
        try:
            self.finish(json.dumps(await asyncio.get_running_loop().run_in_executor(_CLERK, work)))
        except ValueError as error:
            self._fail(HTTPStatus.BAD_REQUEST, str(error))
        except OSError as error:
            why = error.strerror or type(error).__name__
            what = f"Records cannot be {done} now ({why})."
            self._fail(HTTPStatus.INSUFFICIENT_STORAGE, what)

    def _statements(self) -> object:
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError):
            return None
        return body.get("statements") if isinstance(body, dict) else None

    def _fail(self, status: HTTPStatus, message: str) -> None:
        """Answer with an error; its words are in the body, which may be in any language."""
        self.set_status(status)
        self.finish(json.dumps({"message": message}))


def _cleared() -> dict[str, str]:
    shared().clear()
    return {}


def handlers(base_url: str) -> list[tuple[str, type[APIHandler]]]:
    """Return the server extension's addresses under `base_url`."""
    return [(url_path_join(base_url, "trilateral", "records"), RecordsHandler)]
