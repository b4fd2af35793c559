"""Start the warm process: pandas and Altair are imported once, for all submissions.

It is started again with a bare environment, and neither it nor anything it forks from has ever
held a solution. What it forks is either a learner's process or a marker (which loads the hidden
tests itself, after the fork).
"""

from __future__ import annotations

import socket
import sys

from trilateral.grading.sandbox import forking
from trilateral.grading.startup import leave_out_slow_imports


def main(control: int, releases: list[str]) -> None:
    """Warm up, then serve requests until the control connection closes.

    Parameters
    ----------
    control
        The connection's file descriptor.
    releases
        Exercises as handed out: what their given cells import is what submissions import.
    """
    leave_out_slow_imports()
    from trilateral.grading.sandbox import learner, marker  # noqa: PLC0415 -- warm in every fork
    from trilateral.grading.sandbox.confinement import (  # noqa: PLC0415 -- as above
        layers,
        readable,
    )
    from trilateral.grading.sandbox.warmup import warm_up  # noqa: PLC0415 -- as above

    layers()
    readable()
    warm_up(releases)
    roles = {"learner": learner.serve, "marker": marker.serve}
    forking.serve(socket.socket(fileno=control), roles)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
