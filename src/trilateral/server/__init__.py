"""The server extension: it keeps a lesson's records and shows its evidence, without a kernel.

It is enabled by ``etc/jupyter/jupyter_server_config.d/trilateral.json``, which the package
installs, in JupyterLab, Notebook 7 and on a hub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.server.evidence import pages
from trilateral.server.handlers import handlers
from trilateral.server.saving import drop_dead_widgets
from trilateral.server.shipped import keep_as_shipped

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

__all__ = ["drop_dead_widgets", "handlers", "keep_as_shipped"]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "trilateral.server"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    base_url = app.web_app.settings["base_url"]
    app.web_app.add_handlers(".*$", [*handlers(base_url), *pages(base_url)])
    app.contents_manager.register_pre_save_hook(drop_dead_widgets)
    app.contents_manager.register_pre_save_hook(keep_as_shipped)
