"""What `trilateral hub` writes: nothing lost by a second run, each path of an image there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import yaml
from dockerfile_parse import DockerfileParser
from dockerspawner import DockerSpawner
from jupyterhub.user import User
from traitlets.config import PyFileConfigLoader

from tests.deploy.conftest import ROOT
from trilateral.assignments.secrets import kept_from, leaks
from trilateral.deploy.errors import DeployError
from trilateral.deploy.home import FOLDER, IN_THE_IMAGE, update
from trilateral.deploy.hub import PASSWORD, link, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

CAMPUS: Final = ROOT / "src/trilateral/deploy/campus"
IMAGES: Final = {
    CAMPUS / "learner.Dockerfile": None,  # its paths are those of the folder that is written
    CAMPUS / "hub.Dockerfile": None,
    ROOT / "docker/grading.Dockerfile": ROOT,
}
