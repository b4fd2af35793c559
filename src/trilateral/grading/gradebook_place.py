"""Where nbgrader's gradebook is, and how nbgrader is set up there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG: Final = "nbgrader_config.py"


def is_new(url: str) -> bool:
    """Return whether a gradebook has still to be made."""
    import sqlalchemy  # noqa: PLC0415 -- with nbgrader

    engine = sqlalchemy.create_engine(url)
    try:
        return not sqlalchemy.inspect(engine).get_table_names()
    finally:
        engine.dispose()


def begin(url: str) -> None:
    """Write into a new gradebook which version its tables have.

    nbgrader would start `alembic` to ask, by its bare name and for seconds.
    """
    import sqlalchemy  # noqa: PLC0415 -- with nbgrader
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- likewise
    from nbgrader.dbutil import ALEMBIC_DIR  # noqa: PLC0415 -- likewise

    engine = sqlalchemy.create_engine(url)
    with engine.begin() as database:
        head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
        database.execute(
            sqlalchemy.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        )
        database.execute(
            sqlalchemy.text("INSERT INTO alembic_version VALUES (:head)"), {"head": head}
        )
    engine.dispose()


def config(folder: Path, course: Path) -> Any:  # noqa: ANN401 -- traitlets' Config
    """Return nbgrader's settings for a class; write them where there are none."""
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415 -- with nbgrader

    own = folder / _CONFIG
    if not own.is_file():
        own.write_text(_settings(course), encoding="utf-8")
    found = PyFileConfigLoader(_CONFIG, path=str(folder)).load_config()
    found.CourseDirectory.root = str(folder)
    return found


def _settings(course: Path) -> str:
    return f'''"""How nbgrader finds this class: written by `trilateral`, and yours to change."""

c = get_config()

c.CourseDirectory.course_id = "promises-to-power"
c.CourseDirectory.source_directory = {str(course / "solutions")!r}
c.CourseDirectory.release_directory = {str(course / "exercises")!r}
c.ClearSolutions.code_stub = {{"python": "# YOUR CODE HERE"}}
'''
