"""One contract for every kind of part: data that fits its type, a twin, a core, a view."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.browser.harness import parts
from tests.browser.harness.front import FOLDER
from tests.tools import tsc
from trilateral.parts import MIME

if TYPE_CHECKING:
    from collections.abc import Iterator

COURSE = Path(__file__).parents[2]
KINDS = parts.kinds()
TYPES: Final = {
    "beside": 'import("FRONT/parts/beside/core.js").Form',
    "brief": 'import("FRONT/parts/brief/core.js").Form',
    "choice": 'import("FRONT/parts/choice/core.js").Choosing',
    "conclude": '{claims: import("FRONT/parts/judge/core.js").Claim[]}',
    "explorer": 'import("FRONT/parts/explorer/core.js").Table',
    "gain": 'import("FRONT/parts/gain/core.js").Test',
    "home": 'import("FRONT/parts/home/core.js").Home',
    "judge": 'import("FRONT/parts/judge/core.js").Judging',
    "predict": 'import("FRONT/parts/predict/core.js").Data',
    "predicted": 'import("FRONT/parts/predicted/core.js").Predicted',
    "quiz": '{items: import("FRONT/parts/quiz/feedback.js").Item[], '
    'words: import("FRONT/parts/quiz/feedback.js").Words}',
    "rate": 'import("FRONT/parts/rate/core.js").Rating',
    "review": "{lesson: string, items: string, "
    'words: import("FRONT/parts/quiz/feedback.js").Words}',
    "sorting": 'import("FRONT/parts/sorting/core.js").Sorting',
    "summary": 'import("FRONT/parts/summary/core.js").Course',
    "weigher": 'import("FRONT/parts/weigher/core.js").Weighing',
}
"""What the view of each kind takes, in the words of the front end's own types."""
CORES: Final = {
    "quiz": ("marking.js", "standing.js", "shuffle.js"),
    "gain": ("core.js", "newcombe.js"),
    "home": ("core.js", "tables.js"),
}
"""Pure modules of a part; ``core.js`` where nothing else is here."""
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_IMPORT = re.compile(r'(?:from|import)\(? ?"(\.[^"]+)"')
_PAGE = re.compile(r"\b(?:document|window|localStorage|navigator|HTMLElement)\b")
_TWIN = re.compile(r"<(?:dl|dt|script|style|iframe|form|input|button|select)\b|\bon\w+=|\bstyle=")


def folders() -> dict[str, Path]:
    """Return the folder of each kind, by the front end's table of views."""
    text = (FOLDER / "front.js").read_text("utf-8")
    found = re.findall(
        r'^ +(\w+): \(\) => import\("\./(parts/\w+)/(\w+\.js)"\)', text, re.MULTILINE
    )
    return {kind: FOLDER / folder for kind, folder, _ in found}


def reached(path: Path) -> Iterator[Path]:
    """Yield a module and all that it imports."""
    yield path
    for relative in _IMPORT.findall(_COMMENT.sub("", path.read_text("utf-8"))):
        yield from reached((path.parent / relative).resolve())


@pytest.mark.parametrize("kind", KINDS)
def test_when_a_kind_is_drawn_then_its_folder_has_a_view_and_a_core_without_a_page(
    kind: str,
) -> None:
    folder = folders()[kind]
    assert (folder / "view.js").is_file()
    for name in CORES.get(folder.name, ("core.js",)):
        for module in reached(folder / name):
            assert module.name not in ("dom.js", "controls.js", "html.js")
            code = _COMMENT.sub("", module.read_text("utf-8"))
            # tree.js writes as well as draws: a core may use the half that writes.
            assert module.name == "tree.js" or not _PAGE.search(code), f"{name}: {module.name}"


@pytest.fixture(scope="module")
def bundles() -> dict[str, list[dict[str, object]]]:
    """Give what the course holds of each kind."""
    saved = parts.saved(COURSE)
    return {kind: saved.get(kind, []) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_when_a_part_is_shown_then_its_bundle_has_an_id_a_title_a_twin_and_a_line_of_text(
    kind: str, bundles: dict[str, list[dict[str, object]]]
) -> None:
    assert bundles[kind]
    for bundle in bundles[kind]:
        assert set(bundle) == {MIME, "text/html", "text/plain"}
        part = json.loads(json.dumps(bundle[MIME]))
        assert set(part) == {"version", "kind", "id", "title", "data"}
        assert part["id"]
        assert part["title"]
        assert "\n" not in str(bundle["text/plain"])
        assert not _TWIN.findall(str(bundle["text/html"]))


def test_when_python_gives_a_part_its_data_then_they_fit_the_type_that_its_view_takes(
    tmp_path: Path, bundles: dict[str, list[dict[str, object]]]
) -> None:
    lines = ["// @ts-check"]
    for kind, each in bundles.items():
        named = TYPES[kind].replace("FRONT", FOLDER.as_posix())
        for number, bundle in enumerate(each):
            data = json.dumps(json.loads(json.dumps(bundle[MIME]))["data"])
            lines.append(f"/** @type {{{named}}} */ export const {kind}{number} = {data};")
    (tmp_path / "data.js").write_text("\n".join(lines), "utf-8")
    settings = {
        "extends": str(FOLDER / "tsconfig.json"),
        "compilerOptions": {"noUnusedLocals": False},
        "include": [],
        "files": [str(tmp_path / "data.js")],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    argv = [tsc(), "--project", str(tmp_path), "--noErrorTruncation", "false"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:6000]
