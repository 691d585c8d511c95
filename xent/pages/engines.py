"""Where a page stands and where it is built, as MkDocs and Zensical know it, and when it was changed, as git does."""

import subprocess
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from markdown import Markdown


class Place(NamedTuple):
    """The page's file, the folder that files beside it are built to, and the way there from the built page."""

    page: Path
    beside: Path
    way: str


def place(md: Markdown) -> Place | None:
    """Nothing where no engine converts the page."""
    if "relpath" in md.treeprocessors:
        links: Any = md.treeprocessors["relpath"]
        file = links.file
        folder = PurePosixPath(file.src_uri).parent
        up = "" if PurePosixPath(file.dest_uri).parent == folder else "../"
        return Place(Path(file.src_dir or "", file.src_uri), Path(file.dest_dir, folder), up)
    if "rendering_context" in md.preprocessors:
        context: Any = md.preprocessors["rendering_context"]
        folder = PurePosixPath(context.page.path).parent
        page = Path(context.config["docs_dir"], context.page.path)
        return Place(page, Path(context.config["site_dir"], folder), "")  # Zensical mends links by itself
    return None


def last_changed(page: Path) -> str:
    """The day of the page's last commit; "" where there is none, or the history was cut off there."""
    command = ["git", "log", "-1", "--format=%cs%d", "--", page.name]
    try:
        done = subprocess.run(command, cwd=page.parent, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:  # no git here
        return ""
    day, _, names = done.stdout.strip().partition(" ")
    return "" if names.startswith("(grafted") else day
