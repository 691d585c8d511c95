"""When a page was last changed, as git tells it."""

import re
import subprocess
from functools import cache
from pathlib import Path


def last_changed(page: Path) -> str:
    """The day of the page's last commit; "" where there is no history."""
    return _days(page.parent).get(page.name, "")


@cache
def _days(folder: Path) -> dict[str, str]:
    """For each file of the folder. A shallow clone knows only when it was cloned."""
    if _git(folder, "rev-parse", "--is-shallow-repository") != "false\n":
        return {}
    days: dict[str, str] = {}
    day = ""
    for line in _git(folder, "log", "--format=%cs", "--name-only", "--relative", "--", ".").splitlines():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", line):
            day = line
        elif line:
            days.setdefault(line, day)
    return days


def _git(folder: Path, *command: str) -> str:
    try:
        done = subprocess.run(["git", *command], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:  # no git here
        return ""
    return done.stdout
