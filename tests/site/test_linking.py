"""Modules become one classic script that does what they do, or are refused by file and line."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from trilateral.site.linking import LinkingError, linked

if TYPE_CHECKING:
    from pathlib import Path

SUM = """/** import { nothing } from "./nowhere.js" */
export const [FIRST, NAMES] = [1, ["a // b", `c
  d`]];
export function add(one, other) { return one + other; }
export class Point {}
export async function wait() { return 7; }
"""
MAIN = """import { add as plus, NAMES, wait } from "./deep/sum.js";
const pattern = /^https?:\\/\\//;
import("./deep/late.js").then(async ({ late }) => {
  print([plus(1, 2), NAMES, await wait(), late(), pattern.test("http://x")]);
});
"""
LATE = 'import { add } from "./sum.js";\nexport const late = () => add(40, 2);\n'


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_when_modules_are_linked_then_the_script_does_what_they_do(tmp_path: Path) -> None:
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None:
        pytest.skip("no Node.js; the browser's tests run the whole front end as one script")
    script = linked(write(tmp_path, main=MAIN, deep__sum=SUM, deep__late=LATE), "main.js")
    print_ = "const print = (what) => process.stdout.write(JSON.stringify(what));\n"
    done = subprocess.run([node, "-e", print_ + script], capture_output=True, text=True, check=True)
    assert done.stdout == '[3,["a // b","c\\n  d"],7,42,true]'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('import all from "./b.js";', "names in braces"),
        ('import * as all from "./b.js";', "names in braces"),
        ('import "./b.js";', "names in braces"),
        ('import { b } from "b";', "not a file"),
        ("export let changing = 1;", "stays as it is"),
        ("export default 1;", "stays as it is"),
        ('export { b } from "./b.js";', "stays as it is"),
        ("const here = import.meta.url;", "import.meta"),
        ("const later = (name) => import(name);", "not a file"),
        ("const broken = ;", "cannot be read as JavaScript"),
    ],
)
def test_when_a_module_goes_beyond_the_grammar_then_its_file_and_line_are_named(
    tmp_path: Path, text: str, why: str
) -> None:
    write(tmp_path, a=f"// one line above\n{text}\n", b="export const b = 1;\n")
    with pytest.raises(LinkingError, match=r"a\.js, line \d") as caught:
        linked(tmp_path, "a.js")
    assert why in str(caught.value)


def test_when_a_module_is_missing_then_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(LinkingError, match=r"gone\.js"):
        linked(write(tmp_path, a='import { b } from "./gone.js";'), "a.js")


def test_when_modules_import_each_other_then_the_circle_is_named(tmp_path: Path) -> None:
    write(tmp_path, a='import { b } from "./b.js";\nexport const a = 1;')
    write(tmp_path, b='import { a } from "./a.js";\nexport const b = 1;')
    with pytest.raises(LinkingError, match=r"circle: .*a\.js.*b\.js|circle: .*b\.js.*a\.js"):
        linked(tmp_path, "a.js")
