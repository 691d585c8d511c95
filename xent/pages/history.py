"""When a page was last changed, as git tells it."""

import subprocess
from functools import cache
from pathlib import Path


def last_changed(page: Path) -> str:
    """The day of the page's last commit; "" where there is no history, or only its end."""
    return _git(page.parent, "log", "-1", "--format=%cs", "--", page.name) if _has_history(page.parent) else ""


@cache  # the same for all pages of a folder, and a process of its own each time
def _has_history(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--is-shallow-repository") == "false"


def _git(folder: Path, *command: str) -> str:
    try:
        done = subprocess.run(["git", *command], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:  # no git here
        return ""
    return done.stdout.strip()
