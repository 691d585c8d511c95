"""When a page was last changed, as git tells it."""

import subprocess
from pathlib import Path


def last_changed(page: Path) -> str:
    """The day of the page's last commit; "" where there is no history, or only its end."""
    shallow = _git(page.parent, "rev-parse", "--is-shallow-repository") == "true"
    return "" if shallow else _git(page.parent, "log", "-1", "--format=%cs", "--", page.name)


def _git(folder: Path, *command: str) -> str:
    try:
        done = subprocess.run(["git", *command], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:  # no git here
        return ""
    return done.stdout.strip()
