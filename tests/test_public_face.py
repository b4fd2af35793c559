"""What a newcomer, a forge and an index of packages see: pages, metadata, licences, forms."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.licenses import canonicalize_license_expression
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "data/*.md", "notebooks/*.md")
    for page in ROOT.glob(pattern)
)
PYTHONS = [
    entry.rpartition(" ")[2]
    for entry in PROJECT["classifiers"]
    if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", entry)
]
UV = os.environ.get("UV") or shutil.which("uv")


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Return what a forge makes of the page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_when_a_page_links_to_a_place_then_it_exists(page: str) -> None:
    links = re.findall(
        r"\]\(([^)\s]+)|src=\"([^\"]+)", without_code((ROOT / page).read_text("utf-8"))
    )
    local = [one or other for one, other in links if "://" not in one + other]
    missing = []
    for link in local:
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert missing == []


def test_when_a_version_is_released_then_project_citation_and_changelog_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE)
    assert newest
    assert newest.groups() == (PROJECT["version"], str(CITATION["date-released"]))
    assert CITATION["version"] == PROJECT["version"]


def test_when_somebody_holds_the_copyright_then_every_file_names_the_readmes_holder() -> None:
    line = re.search(r"^© (\d{4}) (.+?)\. ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert line
    for name in ("LICENSE", "LICENSE-content"):
        notice = f"\nCopyright (c) {line[1]} {line[2]}\n"
        assert notice in (ROOT / name).read_text("utf-8"), f"{name} names another holder"
    assert CITATION["authors"] == [{"name": line[2]}]
    assert PROJECT["authors"] == [{"name": line[2]}]


def test_when_python_is_supported_then_the_classifiers_name_exactly_these_versions() -> None:
    rule = SpecifierSet(PROJECT["requires-python"])
    assert [f"3.{minor}" for minor in range(100) if rule.contains(f"3.{minor}.5")] == PYTHONS
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"Python {PYTHONS[0]} to {PYTHONS[-1]} " in readme


@pytest.mark.parametrize("job", ["linux", "learner"])
def test_when_the_forge_tests_then_on_every_supported_python(job: str) -> None:
    settings = WORKFLOW["jobs"][job]
    assert settings["strategy"]["matrix"]["python"] == PYTHONS
    assert settings["env"]["UV_PYTHON"] == "${{ matrix.python }}"


def test_when_the_forge_runs_a_job_then_it_has_a_deadline_and_no_more_rights_than_reading() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert WORKFLOW["concurrency"]["group"]
    for name, job in WORKFLOW["jobs"].items():
        assert job["timeout-minutes"] <= 120, name
        assert "permissions" not in job, name
        actions = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.fullmatch(r"[\w-]+/[\w-]+@v\d+", action) for action in actions), name


def test_when_the_forge_names_a_test_then_it_is_there() -> None:
    text = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    for file, test in re.findall(r"(tests/\S+\.py)::(\w+)", text):
        assert f"def {test}(" in (ROOT / file).read_text("utf-8")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_when_a_form_is_offered_then_a_forge_can_show_it(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids)) > 0
    for field in fields:
        assert field["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        assert field["attributes"]["label"]
        assert field["type"] != "dropdown" or field["attributes"]["options"]
        assert field["validations"]["required"] is True


def test_when_a_page_names_a_form_then_it_is_offered() -> None:
    names = {yaml.safe_load(path.read_text("utf-8"))["name"] for path in FORMS}
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"the\s+form\s+\*([^*]+)\*", text)) == names - {"Bug"}


@pytest.mark.skipif(UV is None, reason="needs uv, which builds the packages")
def test_when_packages_are_built_then_both_carry_the_licences(tmp_path: Path) -> None:
    command = [str(UV), "build", "--offline", "--out-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and "hatchling" in done.stderr:
        pytest.skip("needs hatchling in uv's cache, as `uv sync` leaves it")
    assert done.returncode == 0, done.stderr
    licences = [*ROOT.glob("LICENSE*"), *ROOT.glob("data/**/LICENSE*")]
    assert {path.relative_to(ROOT).as_posix() for path in licences} == set(PROJECT["license-files"])
    (wheel,) = map(zipfile.ZipFile, tmp_path.glob("*.whl"))
    stem = f"{PROJECT['name']}-{PROJECT['version']}"
    with tarfile.open(tmp_path / f"{stem}.tar.gz") as sdist:
        held = set(sdist.getnames())
    for name in PROJECT["license-files"]:
        assert f"{stem}/{name}" in held
        assert wheel.read(f"{stem}.dist-info/licenses/{name}") == (ROOT / name).read_bytes()
    metadata = message_from_string(wheel.read(f"{stem}.dist-info/METADATA").decode())
    assert metadata["License-Expression"] == canonicalize_license_expression(PROJECT["license"])
    assert metadata.get_all("License-File") == PROJECT["license-files"]
